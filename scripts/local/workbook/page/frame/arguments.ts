/** Which values `google.script.run` lets through, as Google documents: primitives, arrays and plain objects. */

import type { Json } from '../../protocol.ts';

/**
 * Copies the arguments of a server call the way Google does: `undefined` inside an object is dropped.
 * Throws Google's TypeError, naming the property or position, for a Date, function, DOM element or any other class.
 */
export function legalArguments(args: readonly unknown[]): Json[] {
  return args.map((value, position) => legalCopy(value, String(position), []) ?? null);
}

function legalCopy(value: unknown, property: string, above: readonly object[]): Json | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // JSON has no minus zero.
      return Number.isFinite(value) ? value + 0 : null;
    case 'undefined':
      return undefined;
    case 'object':
      return value === null ? null : legalObject(value, property, above);
    default:
      throw illegal(property);
  }
}

function legalObject(value: object, property: string, above: readonly object[]): Json {
  if (above.includes(value)) throw illegal(property);
  const path = [...above, value];
  if (Array.isArray(value)) {
    return value.map((item, position) => legalCopy(item, String(position), path) ?? null);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw illegal(property);
  // `fromEntries` defines properties, so that one named `__proto__` stays a property.
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]) => {
      const legal = legalCopy(item, name, path);
      return legal === undefined ? [] : [[name, legal]];
    }),
  );
}

function illegal(property: string): TypeError {
  return new TypeError(`Failed due to illegal value in property: ${property}`);
}
