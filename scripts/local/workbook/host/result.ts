/** What a script's function may give back over `google.script.run`: plain data, nothing that would arrive damaged. */
import { types } from 'node:util';
import type { Json } from '../protocol.ts';

/** Google's words for a value that does not survive the way to the page. */
const UNSUPPORTED = 'The script completed but the returned value is not a supported return type.';

/**
 * The value as JSON. Throws for Dates, functions, service objects, `undefined` inside, numbers that JSON has not: some of
 * these arrive as null at Google and some make the whole answer null; here all of them are refused, naming the place.
 */
export function plainResult(value: unknown): Json {
  return value === undefined ? null : plain(value, 'result');
}

function plain(value: unknown, path: string): Json {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value;
      throw refused(path, String(value));
    case 'object':
      break;
    default:
      throw refused(path, typeof value);
  }
  if (value === null) return null;
  if (types.isProxy(value)) throw refused(path, 'an object of a service');
  if (types.isDate(value)) throw refused(path, 'Date');
  if (Array.isArray(value)) return Array.from(value, (one, i) => plain(one, `${path}[${i}]`));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
    throw refused(path, 'an instance of a class');
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one, `${path}.${key}`)]));
}

function refused(path: string, what: string): Error {
  return new Error(`${UNSUPPORTED} (${path} is ${what})`);
}
