/** How a document came to say what it says: Sanity's transactions, read back into what it said after each. */
import { Mutation } from '@sanity/mutator';
import { z } from 'zod';
import type { StoredDocument } from './store.ts';

/** At most so many of a document's latest transactions are asked for. */
export const MAX_VERSIONS = 101;

/** What a document said after a transaction. */
export interface Version {
  readonly transaction: string;
  /** ISO 8601 UTC */
  readonly at: string;
  /** null: it was not there. undefined: that cannot be told any more. */
  readonly document: StoredDocument | null | undefined;
  /** The same right before it. */
  readonly before: StoredDocument | null | undefined;
}

const stub = z.looseObject({ _id: z.string(), _type: z.string() });
const mutation = z.union([
  z.object({ create: stub }),
  z.object({ createIfNotExists: stub }),
  z.object({ createOrReplace: stub }),
  z.object({ delete: z.looseObject({ id: z.string() }) }),
  z.object({ patch: z.looseObject({ id: z.string() }) }),
]);
type KnownMutation = z.infer<typeof mutation>;
type Patch = Extract<KnownMutation, { readonly patch: unknown }>['patch'];

const line = z.object({
  id: z.string(),
  timestamp: z.iso.datetime({ offset: true }),
  mutations: z.array(z.unknown()).default([]),
});
type Transaction = z.infer<typeof line>;

/**
 * The document's versions, oldest first, from the answer of `/data/history/…/transactions` (one JSON a line, in either
 * order): https://www.sanity.io/docs/http-reference/history. A mutation is there as it was sent, so a patch is applied
 * to what the document said before; where history begins with a patch, `beginning` is what it said after that one.
 */
export function versionsOf(id: string, answer: string, beginning: StoredDocument | null): readonly Version[] {
  let state: StoredDocument | null | undefined;
  return transactionsIn(answer).map((transaction, n) => {
    const known = transaction.mutations.map((one) => mutation.safeParse(one));
    const changes = known.flatMap((one) => (one.success ? [one.data] : []));
    // Sanity refuses to create what is there.
    if (changes.some((one) => 'create' in one && one.create._id === id)) state ??= null;
    const before = state;
    // What names documents by a query may have changed this one in ways that nobody can tell from here.
    const strange = known.some((one) => !one.success);
    for (const change of changes) state = after(state, change, id, transaction);
    if (strange) state = undefined;
    if (n === 0 && state === undefined && beginning) state = beginning;
    return { transaction: transaction.id, at: transaction.timestamp, document: state, before };
  });
}

/** The oldest transaction that is known of, when what it made of the document can only be asked for. */
export function unknownBeginning(id: string, answer: string): string | null {
  const [first] = versionsOf(id, answer, null);
  return first && first.document === undefined ? first.transaction : null;
}

function transactionsIn(answer: string): readonly Transaction[] {
  const read = answer.split('\n').flatMap((text) => {
    const parsed = text.trim() === '' ? null : line.safeParse(parseJson(text));
    return parsed?.success ? [parsed.data] : [];
  });
  const isNewestFirst = (read[0]?.timestamp ?? '') > (read.at(-1)?.timestamp ?? '');
  const ordered = isNewestFirst ? read.reverse() : read;
  return ordered.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
}

function after(
  state: StoredDocument | null | undefined,
  change: KnownMutation,
  id: string,
  { id: _rev, timestamp }: Transaction,
): StoredDocument | null | undefined {
  const made = (given: z.infer<typeof stub>): StoredDocument => ({
    _createdAt: timestamp,
    _updatedAt: timestamp,
    ...given,
    _rev,
  });
  if ('create' in change) return change.create._id === id ? made(change.create) : state;
  if ('createOrReplace' in change)
    return change.createOrReplace._id === id ? made(change.createOrReplace) : state;
  if ('createIfNotExists' in change)
    return change.createIfNotExists._id === id && !state ? made(change.createIfNotExists) : state;
  if ('delete' in change) return change.delete.id === id ? null : state;
  if (change.patch.id !== id) return state;
  return state ? patched(state, change.patch, made) : undefined;
}

/** Sanity's own reading of a patch; undefined where it makes nothing of it. */
function patched(
  state: StoredDocument,
  { ifRevisionID: _, ...patch }: Patch,
  made: (given: z.infer<typeof stub>) => StoredDocument,
): StoredDocument | undefined {
  try {
    const result = stub.safeParse(new Mutation({ mutations: [{ patch }] }).apply({ ...state }));
    return result.success ? made(result.data) : undefined;
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
