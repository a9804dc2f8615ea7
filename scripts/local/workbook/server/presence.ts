/** Who has the spreadsheet open: the engine's messages about other people's cursors, which pages send each other. */

import { z } from 'zod';
import type { RevisionMessage } from '../protocol.ts';

/** The engine's client id of the copy that scripts work on. It has a cursor, but nobody sits at it. */
const HOST_CLIENT = 'host';

const position = z.looseObject({
  type: z.enum(['CLIENT_JOINED', 'CLIENT_MOVED']),
  client: z.looseObject({ id: z.string() }),
});

/** The client whose cursor a message places, or undefined when the message is about something else. */
export function clientPlacedBy(message: RevisionMessage): string | undefined {
  const read = position.safeParse(message);
  return read.success ? read.data.client.id : undefined;
}

/** True for a message that would show a cursor which is no person's. */
export function isOfNobody(message: RevisionMessage): boolean {
  return clientPlacedBy(message) === HOST_CLIENT;
}

/** Tells the other pages that a client is gone: a page that is closed cannot say so itself. */
export function clientLeft(clientId: string): RevisionMessage {
  return { type: 'CLIENT_LEFT', version: 1, clientId };
}
