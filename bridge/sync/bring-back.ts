/** Making deleted documents again, proven by reading each back. */
import { isDeepStrictEqual } from 'node:util';
import type { CampaignRef, FieldValue, LeadId } from '../../addon/model/lead.ts';
import { pushedFields } from '../../addon/model/merge.ts';
import type { PushedRow, Receipt } from '../../addon/model/wire.ts';
import { newLead } from '../store/documents.ts';
import { StoreUnreachable } from '../store/failure.ts';
import type { CommitOutcome, NewDocument, StoredDocument } from '../store/store.ts';
import { refused } from './check.ts';
import type { SettleRules } from './settle.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

/** One document to be made again. */
export interface Return {
  readonly row: PushedRow;
  readonly document: NewDocument;
  readonly fromHistory: boolean;
}

/** The document with every attribute as it was. Its revision and time of change are Sanity's to give; its age is kept. */
export function fromHistory(row: PushedRow, was: StoredDocument): Return {
  const { _rev, _updatedAt, ...document } = was;
  return { row, document, fromHistory: true };
}

/** The document as far as the row says it. This alone may make an original lead: it was one before. */
export function fromRow(row: PushedRow, campaign: CampaignRef): Return {
  const set = new Map<string, FieldValue>(
    pushedFields(row).map(([field, pushed]) => [field.key, pushed.value]),
  );
  if (set.get('archived') === null) set.delete('archived');
  const setExtra = new Map(Object.entries(row.extra).map(([column, pushed]) => [column, pushed.value]));
  return { row, document: newLead(row.id, campaign, { set, setExtra }), fromHistory: false };
}

/** Sanity's limit is 4 MB a request; some documents' worth below it. */
const MAX_BYTES = 3_000_000;
/** How often documents that are not there after "committed", or beside another that was made meanwhile, are tried again. */
const TRIES = 4;

/**
 * Creates the documents. Rows whose documents cannot be proven to be there get their receipts; the others get none yet.
 * Gives how many were read back exactly as the history had them.
 */
export async function bringBack(
  returns: readonly Return[],
  { store, requestId }: Ask,
  { commitBy, deadline }: SettleRules,
  receipts: Map<LeadId, Receipt>,
): Promise<number> {
  const queue = transactionsOf(returns).map((group) => ({ group, tries: 0 }));
  let asInHistory = 0;
  let part = 0;
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { group, tries } = next;
    const again = (groups: readonly (readonly Return[])[]) =>
      queue.unshift(...groups.map((one) => ({ group: one, tries: tries + 1 })));
    try {
      const creates = group.map(({ document }) => ({ create: document }));
      const id = transactionIdOf(requestId, 'restore', part++);
      const outcome = await store.commit(id, creates, commitBy);
      if (outcome.is === 'refused' && group.length > 1) {
        again(halves(group));
        continue;
      }
      const found = await store.documents(
        group.map(({ row }) => row.id),
        deadline,
      );
      asInHistory += group.filter((one) => one.fromHistory && isAs(one, found.get(one.row.id))).length;
      const absent = group.filter(({ row }) => !found.has(row.id));
      if (absent.length > 0 && mayTryAgain(outcome, tries)) again([absent]);
      else for (const { row } of absent) receipts.set(row.id, notBack(row, outcome));
    } catch (thrown) {
      if (!(thrown instanceof StoreUnreachable)) throw thrown;
      for (const { row } of group) receipts.set(row.id, notBack(row, { is: 'unknown' }));
    }
  }
  return asInHistory;
}

function mayTryAgain(outcome: CommitOutcome, tries: number): boolean {
  return tries < TRIES && outcome.is !== 'busy' && outcome.is !== 'refused';
}

function isAs({ document }: Return, found: StoredDocument | undefined): boolean {
  if (!found) return false;
  const { _rev, _updatedAt, _createdAt, ...now } = found;
  const { _createdAt: _age, ...was } = document;
  return isDeepStrictEqual(now, was);
}

function notBack(row: PushedRow, outcome: CommitOutcome): Receipt {
  if (outcome.is === 'refused') {
    const message = `This lead was not brought back: Sanity refused it (${outcome.type}). Its row was left as it is.`;
    return refused(row, outcome.status === 413 ? 'too-large' : 'invalid', message);
  }
  const message =
    outcome.is === 'busy'
      ? 'This lead was not brought back: Sanity could not take it in time. Try again in a minute.'
      : 'Whether this lead is back in Sanity is not proven. Try again: one that is back is not made twice.';
  return { state: 'unverified', id: row.id, message };
}

/** At most 100 by the request's own limit; fewer where they are large. */
function transactionsOf(returns: readonly Return[]): readonly (readonly Return[])[] {
  const groups: Return[][] = [];
  let bytes = 0;
  for (const one of returns) {
    const size = Buffer.byteLength(JSON.stringify(one.document));
    const last = groups.at(-1);
    if (!last || bytes + size > MAX_BYTES) {
      groups.push([one]);
      bytes = size;
    } else {
      last.push(one);
      bytes += size;
    }
  }
  return groups;
}

function halves(group: readonly Return[]): (readonly Return[])[] {
  const middle = Math.ceil(group.length / 2);
  return [group.slice(0, middle), group.slice(middle)];
}
