/** Reads what a page sends over its socket: everything that comes from outside is checked before it is used. */

import { z } from 'zod';
import type { ClientMessage, Json } from '../protocol.ts';

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]),
);

const index = z.int().min(0);

const message = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('revision'),
    message: z.looseObject({
      type: z.string(),
      version: z.number(),
      serverRevisionId: z.string().exactOptional(),
      nextRevisionId: z.string().exactOptional(),
    }),
  }),
  z.strictObject({
    type: z.literal('context'),
    context: z.strictObject({
      email: z.string(),
      sheetId: z.string(),
      selection: z.strictObject({ top: index, left: index, bottom: index, right: index }),
    }),
  }),
  z.strictObject({ type: z.literal('open'), call: index }),
  z.strictObject({
    type: z.literal('run'),
    call: index,
    functionName: z.string().min(1),
    args: z.array(json),
  }),
]);

/** The message, or null when it is none of the protocol's. */
export function readClientMessage(text: string): ClientMessage | null {
  try {
    const read = message.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
