/** One chunk of rows, from documents read to documents read back: plan, commit, fetch again, compare, name every gap. */
import type { LeadId } from '../../addon/model/lead.ts';
import type { Conflict, PushedRow, Receipt } from '../../addon/model/wire.ts';
import type { StoredLead } from '../store/documents.ts';
import { StoreUnreachable } from '../store/failure.ts';
import type { CommitOutcome, Store, StoredDocument } from '../store/store.ts';
import { refused } from './check.ts';
import { isLikelyNew, type PlanRules, planRow, type RowWrite } from './plan.ts';
import { transactionIdOf } from './transaction-id.ts';
import { judge, verified } from './verify.ts';

/** A revision and when Sanity says it was made. */
export interface RevStamp {
  readonly rev: string;
  readonly updatedAt: string;
}

/** What this request wrote: the feed must not tell of it as news. */
export interface OwnWrite {
  readonly before: RevStamp | null;
  readonly after: RevStamp;
}

export interface Settled {
  readonly receipts: Map<LeadId, Receipt>;
  readonly written: Map<LeadId, OwnWrite>;
}

export interface SettleRules extends PlanRules {
  /** Nothing is written before it resolves, nor when it rejects. */
  readonly mayWrite: Promise<void>;
  readonly requestId: string;
  /** ms since the epoch: no write is begun or waited for later, so that there is time to read back. */
  readonly commitBy: number;
  /** ms since the epoch: what is not settled by then is answered as unverified. */
  readonly deadline: number;
}

/** Sanity's limits are 4 MB a request and no documented number of mutations; these stay well below. */
const MAX_TRANSACTION_DOCUMENTS = 100;
const MAX_TRANSACTION_BYTES = 3_000_000;
/** How often a row is worked out anew because its document changed under it. */
const MAX_CLASHES = 8;

/** A group of rows that goes into transactions together, and what was already tried with it. */
interface Group {
  readonly rows: readonly PushedRow[];
  readonly clashes: number;
  /** Sanity said "committed" once and nothing was there. */
  readonly dropped: boolean;
  /** Rows that the sheet has no document for are created without looking; Sanity refuses where there is one. */
  readonly guess: boolean;
}

/** What is known of a chunk while it is being settled. */
interface Chunk extends Settled {
  readonly store: Store;
  readonly rules: SettleRules;
  readonly number: number;
  readonly queue: Group[];
  /** Counts transactions that were or may have been committed: each has an id of its own. */
  part: number;
  /** Conflicts that are in the store for sure, by the id of the document that keeps them. */
  readonly kept: Map<LeadId, Map<string, Conflict>>;
  /** Rows that needed more than one go: what the sheet holds may no longer be "its base and what it pushed". */
  readonly disturbed: Set<LeadId>;
}

/**
 * Settles rows (at most 100, each id once). Every row gets a receipt, whatever happens; throws only when
 * Sanity refuses the bridge itself (token, dataset), or what `mayWrite` throws. `number` is the chunk's place in the request: transaction ids
 * follow from it, so a request that is repeated, here or at another replica, is applied once.
 */
export async function settle(
  store: Store,
  rows: readonly PushedRow[],
  number: number,
  rules: SettleRules,
): Promise<Settled> {
  const chunk: Chunk = {
    store,
    rules,
    number,
    queue: rows.length > 0 ? [{ rows, clashes: 0, dropped: false, guess: true }] : [],
    part: 0,
    kept: new Map(),
    disturbed: new Set(),
    receipts: new Map(),
    written: new Map(),
  };
  for (let group = chunk.queue.shift(); group; group = chunk.queue.shift()) {
    try {
      if (Date.now() < rules.commitBy) await settleGroup(chunk, group);
      else unsettled(chunk, group.rows, NOT_SAVED_IN_TIME);
    } catch (thrown) {
      if (!(thrown instanceof StoreUnreachable)) throw thrown;
      const open = group.rows.filter((row) => !chunk.receipts.has(row.id));
      unsettled(chunk, open, `${thrown.message} ${NOT_PROVEN}`);
    }
  }
  return chunk;
}

const NOT_PROVEN = 'Whether this row was saved is not proven; it will be sent again.';

async function settleGroup(chunk: Chunk, group: Group): Promise<void> {
  const { store, rules } = chunk;
  const looked = group.guess ? group.rows.filter((row) => !isLikelyNew(row, rules)) : group.rows;
  const ids = looked.map((row) => row.id);
  const [documents] = await Promise.all([store.documents(ids, rules.deadline), rules.mayWrite]);
  const writes: RowWrite[] = [];
  for (const row of group.rows) {
    const plan = planRow(row, documents.get(row.id), rules);
    if (plan.do === 'answer') chunk.receipts.set(row.id, plan.receipt);
    else if (plan.do === 'write') writes.push(plan.write);
    else giveVerified(chunk, row, plan.lead, plan.lead.snapshot.rev);
  }
  const [now, later] = oneTransaction(writes);
  if (later.length > 0) chunk.queue.unshift({ ...group, rows: later.map((write) => write.row) });
  if (now.length > 0) await commit(chunk, group, now);
}

/** The writes that fit one transaction, and the rest. A write that fits none alone goes alone: Sanity will say so. */
function oneTransaction(writes: readonly RowWrite[]): [RowWrite[], RowWrite[]] {
  let documents = 0;
  let bytes = 0;
  const fits = writes.findIndex((write, i) => {
    documents += write.mutations.length;
    bytes += Buffer.byteLength(JSON.stringify(write.mutations));
    return i > 0 && (documents > MAX_TRANSACTION_DOCUMENTS || bytes > MAX_TRANSACTION_BYTES);
  });
  return fits < 0 ? [[...writes], []] : [writes.slice(0, fits), writes.slice(fits)];
}

async function commit(chunk: Chunk, group: Group, writes: readonly RowWrite[]): Promise<void> {
  const { store, rules } = chunk;
  // What lost comes first: even a transaction that is kept only in part cannot overwrite a value that is not kept.
  const [kept, changed] = partition(
    writes.flatMap((write) => write.mutations),
    (mutation) => 'createIfNotExists' in mutation,
  );
  const outcome = await store.commit(
    transactionIdOf(rules.requestId, chunk.number, chunk.part),
    [...kept, ...changed],
    rules.commitBy,
  );
  const rows = writes.map((write) => write.row);
  if (outcome.is === 'busy') return unsettled(chunk, rows, NOT_SAVED_IN_TIME);
  if (outcome.is === 'refused') return refusedByStore(chunk, group, rows, outcome);
  if (outcome.is === 'clash' && !outcome.lostBefore) return clashed(chunk, group, writes);
  chunk.part++;
  await readBack(chunk, group, writes, outcome);
}

/** Nothing was written because some document had changed: all are worked out anew, in smaller groups each time. */
function clashed(chunk: Chunk, group: Group, writes: readonly RowWrite[]): void {
  const rows = writes.map((write) => write.row);
  if (group.guess && writes.some(({ before }) => before === null)) {
    chunk.queue.unshift({ ...group, rows, guess: false });
    return;
  }
  for (const row of rows) chunk.disturbed.add(row.id);
  const parts = group.clashes < MAX_CLASHES ? split(rows, group.clashes) : [];
  chunk.queue.unshift(...parts.map((part) => ({ ...group, rows: part, clashes: group.clashes + 1 })));
  if (parts.length === 0) unsettled(chunk, rows, KEEPS_CHANGING);
}

/** Nothing was written because Sanity will not have some row: the group is halved until that row stands alone. */
function refusedByStore(chunk: Chunk, group: Group, rows: readonly PushedRow[], why: Refused): void {
  const [row] = rows;
  if (rows.length > 1 || !row) {
    chunk.queue.unshift(...halves(rows).map((part) => ({ ...group, rows: part })));
    return;
  }
  const receipt =
    why.status === 413
      ? refused(
          row,
          'too-large',
          'This row was not saved: it is too large for Sanity. Shorten its longest text.',
        )
      : refused(row, 'invalid', `This row was not saved: Sanity refused it (${why.type}).`);
  chunk.receipts.set(row.id, receipt);
}

type Refused = Extract<CommitOutcome, { is: 'refused' }>;

const KEEPS_CHANGING =
  'This row was not saved: its lead kept changing in Sanity meanwhile. It will be sent again with the next pass.';
const NOT_SAVED_IN_TIME =
  'This row was not saved: Sanity could not take it in time. It will be sent again with the next pass.';

/** After the first clash the rows go on together; then in quarters: one busy document must not hold up a hundred. */
function split(rows: readonly PushedRow[], clashes: number): PushedRow[][] {
  const size = clashes === 0 ? rows.length : Math.max(1, Math.ceil(rows.length / 4));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function halves(rows: readonly PushedRow[]): PushedRow[][] {
  const middle = Math.ceil(rows.length / 2);
  return [rows.slice(0, middle), rows.slice(middle)];
}

/** Fetches what was written and compares it. Only this makes a row verified. */
async function readBack(
  chunk: Chunk,
  group: Group,
  writes: readonly RowWrite[],
  outcome: CommitOutcome,
): Promise<void> {
  const { store, rules } = chunk;
  const ids = writes.flatMap((write) => [write.row.id, ...write.conflicts.map((kept) => kept.id)]);
  const found = await store.documents(ids, rules.deadline);
  const again: PushedRow[] = [];
  for (const write of writes) {
    const { row, before } = write;
    noteConflicts(chunk, write, found);
    const judgement = judge(write, found, rules);
    if (judgement.is === 'there') {
      noteWritten(chunk, write, judgement.lead);
      giveVerified(chunk, row, judgement.lead, before?.snapshot.rev ?? null);
    } else if (!group.dropped && mayWriteAgain(outcome)) again.push(row);
    else unsettled(chunk, [row], whyUnproven(outcome, judgement.names));
    if (judgement.is === 'not-there') chunk.disturbed.add(row.id);
  }
  if (again.length > 0) chunk.queue.unshift({ ...group, rows: again, dropped: true, guess: false });
}

/**
 * Whether a write that is not there is tried once more, in a transaction of its own. Not after a repeat that nobody
 * here sent before: this very request was settled elsewhere, and the lead has changed since.
 */
function mayWriteAgain(outcome: CommitOutcome): boolean {
  return outcome.is === 'committed' || ('lostBefore' in outcome && outcome.lostBefore);
}

function noteConflicts(chunk: Chunk, write: RowWrite, found: ReadonlyMap<string, StoredDocument>): void {
  const kept = chunk.kept.get(write.row.id) ?? new Map<string, Conflict>();
  for (const { id, conflict } of write.conflicts) if (found.has(id)) kept.set(id, conflict);
  chunk.kept.set(write.row.id, kept);
}

function noteWritten(chunk: Chunk, write: RowWrite, lead: StoredLead): void {
  const { row, before } = write;
  const first = before ? { rev: before.snapshot.rev, updatedAt: before.updatedAt } : null;
  const after = { rev: lead.snapshot.rev, updatedAt: lead.updatedAt };
  chunk.written.set(row.id, { before: first, after });
}

/** `revBefore`: the revision that this request found; null when it made the lead. */
function giveVerified(chunk: Chunk, row: PushedRow, lead: StoredLead, revBefore: string | null): void {
  const kept = [...(chunk.kept.get(row.id)?.values() ?? [])];
  const undisturbed = revBefore === row.rev && !chunk.disturbed.has(row.id);
  chunk.receipts.set(row.id, verified(row, lead, undisturbed, kept, chunk.rules.country));
}

function unsettled(chunk: Chunk, rows: readonly PushedRow[], message: string): void {
  for (const row of rows) chunk.receipts.set(row.id, { state: 'unverified', id: row.id, message });
}

function whyUnproven(outcome: CommitOutcome, names: readonly string[]): string {
  const what = names.length > 0 ? names.join(', ') : 'the whole lead';
  switch (outcome.is) {
    case 'repeat':
      return `This row was saved before and has changed in Sanity since (${what}). The next pass settles it.`;
    case 'clash':
      return KEEPS_CHANGING;
    case 'unknown':
      return `Sanity did not answer, and ${what} is not there as sent. It will be sent again with the next pass.`;
    default:
      return `Sanity said that it saved this row, but ${what} is not there as sent, after two tries. It will be sent again with the next pass.`;
  }
}
