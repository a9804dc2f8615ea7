/** Small guards for what comes from outside as JSON: asks of the pages, answers of the bridge, stored properties. */

export type Guard<T> = (value: unknown) => value is T;
type Guarded<G> = G extends Guard<infer T> ? T : never;

export const isText: Guard<string> = (value): value is string => typeof value === 'string';
export const isNumber: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isCount: Guard<number> = (value): value is number =>
  isNumber(value) && value >= 0 && value % 1 === 0;
export const isBoolean: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isNull: Guard<null> = (value): value is null => value === null;

/** A string that a further guard accepts. */
export function textThat<T extends string>(accepts: (text: string) => text is T): Guard<T> {
  return (value): value is T => isText(value) && accepts(value);
}

export function oneOf<T extends string>(...texts: readonly T[]): Guard<T> {
  return (value): value is T => texts.some((text) => text === value);
}

export function either<A, B>(a: Guard<A>, b: Guard<B>): Guard<A | B> {
  return (value): value is A | B => a(value) || b(value);
}

/** A list of at most `most` items. */
export function listOf<T>(item: Guard<T>, most = Number.POSITIVE_INFINITY): Guard<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && value.length <= most && value.every((one) => item(one));
}

export function recordOf<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(item);
}

/** An object with these members; others may stand beside them. */
export function shape<S extends Record<string, Guard<unknown>>>(
  members: S,
): Guard<{ readonly [K in keyof S]: Guarded<S[K]> }> {
  const entries = Object.entries(members);
  return (value): value is { readonly [K in keyof S]: Guarded<S[K]> } =>
    isObject(value) && entries.every(([name, guard]) => guard(value[name]));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON value of a text, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
