/** The first half of a pass: every pushed row gets a receipt that says what became of it. */
import type { LeadId } from '../../addon/model/lead.ts';
import type { CountryCode } from '../../addon/model/phone.ts';
import type { PushedRow, Receipt } from '../../addon/model/wire.ts';
import type { Store } from '../store/store.ts';
import { checkRow, refused, rowBytes } from './check.ts';
import { type OwnWrite, type SettleRules, settle } from './settle.ts';

/** Rows that share their transactions. A chunk's rows follow from the request alone, as transaction ids must. */
const CHUNK_ROWS = 100;
const CHUNK_BYTES = 1_500_000;
/** Chunks at work at the same time. */
const AT_ONCE = 5;

export interface Pushed {
  /** One for each row, in the rows' order. */
  readonly receipts: readonly Receipt[];
  readonly written: ReadonlyMap<LeadId, OwnWrite>;
}

/** Writes the rows and reads them back. Throws only when Sanity refuses the bridge itself. */
export async function pushRows(
  store: Store,
  rows: readonly PushedRow[],
  rules: SettleRules,
): Promise<Pushed> {
  const { good, receipts } = sift(rows, rules.country);
  const written = new Map<LeadId, OwnWrite>();
  const waiting = [...chunksOf(good).entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const settled = await settle(store, next[1], next[0], rules);
      for (const [id, receipt] of settled.receipts) receipts.set(id, receipt);
      for (const [id, own] of settled.written) written.set(id, own);
    }
  };
  // Nothing may still be written after the answer: wait for all before telling of the first failure.
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return { receipts: rows.map((row) => receipts.get(row.id) ?? unanswered(row)), written };
}

/** Parts the rows that can be sent from those that are refused as they stand, whatever their documents say. */
export function sift(
  rows: readonly PushedRow[],
  country: CountryCode,
): { readonly good: readonly PushedRow[]; readonly receipts: Map<LeadId, Receipt> } {
  const receipts = new Map<LeadId, Receipt>();
  const good: PushedRow[] = [];
  const doubled = doubledIds(rows);
  for (const row of rows) {
    if (doubled.has(row.id)) receipts.set(row.id, refused(row, 'double-id', DOUBLE));
    else {
      const checked = checkRow(row, country);
      if (checked.ok) good.push(checked.row);
      else receipts.set(row.id, checked.receipt);
    }
  }
  return { good, receipts };
}

const DOUBLE =
  'This row was not saved: another row stands for the same lead, and which one is right is for you to say. Keep one.';

/** Cannot happen: a row that fell through is still named rather than left out. */
function unanswered(row: PushedRow): Receipt {
  return {
    state: 'unverified',
    id: row.id,
    message: 'The bridge lost track of this row. It will be sent again.',
  };
}

function doubledIds(rows: readonly PushedRow[]): ReadonlySet<LeadId> {
  const seen = new Set<LeadId>();
  const doubled = new Set<LeadId>();
  for (const { id } of rows) (seen.has(id) ? doubled : seen).add(id);
  return doubled;
}

function chunksOf(rows: readonly PushedRow[]): PushedRow[][] {
  const chunks: PushedRow[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = rowBytes(row);
    const last = chunks.at(-1);
    if (!last || last.length >= CHUNK_ROWS || bytes + size > CHUNK_BYTES) {
      chunks.push([row]);
      bytes = size;
    } else {
      last.push(row);
      bytes += size;
    }
  }
  return chunks;
}
