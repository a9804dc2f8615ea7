/** Checks what a script hands to a service, with Google's words where they are known. */
import { EnumValue } from './realm.ts';

/** A whole number of at least `least`. */
export function whole(value: unknown, what: string, least = 1): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw mismatch(what, [value]);
  const number = Math.trunc(value);
  if (number < least) throw new Error(`The ${what} of the range must be at least ${least}.`);
  return number;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw mismatch(what, [value]);
  return value;
}

export function flag(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') throw mismatch(what, [value]);
  return value;
}

export function oneOf(value: unknown, group: string, what: string): EnumValue {
  if (!(value instanceof EnumValue) || value.group !== group) throw mismatch(what, [value]);
  return value;
}

export function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw mismatch(what, [value]);
  return { ...value };
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw mismatch(what, [value]);
  return value;
}

/** Google's answer to arguments of the wrong kind or number. */
export function mismatch(method: string, values: readonly unknown[]): Error {
  const kinds = values.map(kindOf).join(',');
  return new Error(`The parameters (${kinds}) don't match the method signature for ${method}.`);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return '(class)';
  if (value instanceof Date) return 'Date';
  if (Array.isArray(value)) return 'number[]';
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'number':
      return 'number';
    case 'boolean':
      return 'Boolean';
    default:
      return '(class)';
  }
}
