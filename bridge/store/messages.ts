/** The messages that a lead's document keeps one by one, however whoever wrote them spelled it. */
import { z } from 'zod';
import type { StoredMessage } from '../../addon/model/wire.ts';
import type { StoredDocument } from './store.ts';

const text = z.string().catch('');
const message = z.looseObject({
  timestamp: z.unknown(),
  sender: text,
  senderName: text,
  content: z.union([z.string(), z.number()]).transform(String).catch(''),
  templateType: text,
});

/** Only what certainly means the agent or a colleague is theirs: a lead's words must never be shown as anybody else's. */
const SENDERS: Readonly<Record<string, StoredMessage['sender']>> = { ai: 'ai', manual: 'manual' };

/**
 * A document's `messages[]`, oldest first; what has no time stays behind the one that it was written after. What is no
 * message at all (no object) is left out: nobody can have said it.
 */
export function messagesOf(document: StoredDocument): readonly StoredMessage[] {
  const list: readonly unknown[] = Array.isArray(document.messages) ? document.messages : [];
  const read = list.flatMap((item) => {
    const parsed = message.safeParse(item);
    return parsed.success ? toMessage(parsed.data) : [];
  });
  let last = '';
  const placed = read.map((one) => {
    last = one.at ?? last;
    return { one, when: last };
  });
  // Stable: messages of one moment stay in the order of the document.
  return placed.sort((a, b) => (a.when < b.when ? -1 : a.when > b.when ? 1 : 0)).map(({ one }) => one);
}

function toMessage(said: z.infer<typeof message>): StoredMessage {
  return {
    at: momentOf(said.timestamp),
    sender: SENDERS[said.sender.trim().toLowerCase()] ?? 'customer',
    senderName: said.senderName,
    content: said.content,
    template: /^M[123]$/.test(said.templateType) ? said.templateType : '',
  };
}

/** ISO 8601 UTC, from a time that says its zone or is milliseconds since 1970; null for any other. */
function momentOf(value: unknown): string | null {
  const zoned = typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(value);
  const moment = zoned || typeof value === 'number' ? new Date(value) : null;
  return moment && !Number.isNaN(moment.getTime()) ? moment.toISOString() : null;
}
