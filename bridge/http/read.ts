/** From bytes that were verified to a request of the right shape, or a sentence that says what is wrong with it. */
import type { z } from 'zod';
import { HttpFailure } from './errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads a body. Throws HttpFailure `bad-request`; the sentence names places, never values. */
export function readBody<T>(body: Buffer, schema: z.ZodType<T>): T {
  const read = schema.safeParse(parseJson(body));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  const where = first?.path.map(String).join('.') || 'the request';
  const what = first?.code === 'custom' ? first.message : 'is not as agreed';
  const most = first?.code === 'too_big' ? ` (at most ${String(first.maximum)})` : '';
  throw new HttpFailure(
    'bad-request',
    `The add-on and the bridge do not understand each other: ${clip(where)} ${what}${most}. Nothing was saved. Check that both are of the same version.`,
  );
}

function parseJson(body: Buffer): unknown {
  try {
    const text = utf8.decode(body);
    // A function called for every value of a large request costs more than all the rest of reading it.
    return MAY_NAME_PROTOTYPE.test(text) ? JSON.parse(text, noPrototype) : JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof HttpFailure) throw thrown;
    throw new HttpFailure('bad-request', 'The request is not JSON in UTF-8. Nothing was saved.');
  }
}

/** The name, or an underscore spelled as an escape, which JSON allows. */
const MAY_NAME_PROTOTYPE = /__proto__|\\u005f/i;

/** zod leaves a key of this name out in silence, and silence is how a column would get lost. */
function noPrototype(key: string, value: unknown): unknown {
  if (key !== '__proto__') return value;
  throw new HttpFailure(
    'bad-request',
    'A column cannot be called "__proto__". Nothing was saved. Rename the column.',
  );
}

/** Places may hold a column's name, which may be long. */
function clip(where: string): string {
  return where.length > 80 ? `${where.slice(0, 79)}…` : where;
}
