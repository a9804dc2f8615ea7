/** Bringing back leads whose documents were deleted in Sanity; then their rows are pushed on top like any others. */
import type { LeadId } from '../../addon/model/lead.ts';
import type { CountryCode } from '../../addon/model/phone.ts';
import type { PushedRow, Receipt, RestoreRequest, RestoreResponse } from '../../addon/model/wire.ts';
import { isLeadOf } from '../store/documents.ts';
import { StoreUnreachable } from '../store/failure.ts';
import { bringBack, fromHistory, fromRow, type Return } from './bring-back.ts';
import { refused } from './check.ts';
import { pushRows, sift } from './push.ts';
import { type Ask, countsOf, settleRules } from './sync.ts';

export type CheckedRestore = RestoreRequest & { readonly country: CountryCode };

/** Questions to the history at the same time. */
const AT_ONCE = 4;

/**
 * Makes the documents that are missing again, as Sanity's history last knows them or else from what their rows say, and
 * reads them back. What was typed since the deletion is merged by the push that follows. A document that is there is
 * never made anew, and a row that the sheet never saw a document for is a new lead like any other.
 */
export async function restore(request: CheckedRestore, ask: Ask): Promise<RestoreResponse> {
  const { good, receipts } = sift(request.rows, request.country);
  const known = good.filter((row) => row.rev !== null);
  const returns = await plan(known, request, ask, receipts);
  const back = await bringBack(returns, ask, settleRules(request, ask), receipts);
  const rows = request.rows.filter((row) => !receipts.has(row.id));
  const pushed = await pushRows(ask.store, rows, settleRules(request, ask));
  for (const receipt of pushed.receipts) receipts.set(receipt.id, receipt);
  const all = request.rows.flatMap((row) => receipts.get(row.id) ?? []);
  ask.note({ rows: all.length, ...countsOf(all), fromHistory: back });
  return { receipts: all, fromHistory: back };
}

/** What to make again for each row whose document is missing. Rows that must not be brought back get their receipts. */
async function plan(
  rows: readonly PushedRow[],
  request: CheckedRestore,
  ask: Ask,
  receipts: Map<LeadId, Receipt>,
): Promise<readonly Return[]> {
  const returns: Return[] = [];
  const waiting = [...(await missing(rows, ask, receipts))];
  const worker = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      const planned = await planOne(row, request, ask);
      if ('state' in planned) receipts.set(row.id, planned);
      else returns.push(planned);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  // In the rows' order: transaction ids follow from the request alone.
  return rows.flatMap((row) => returns.filter((one) => one.row === row));
}

async function missing(
  rows: readonly PushedRow[],
  ask: Ask,
  receipts: Map<LeadId, Receipt>,
): Promise<readonly PushedRow[]> {
  try {
    const ids = rows.map((row) => row.id);
    const there = await ask.store.documents(ids, ask.deadline);
    return rows.filter((row) => !there.has(row.id));
  } catch (thrown) {
    if (!(thrown instanceof StoreUnreachable)) throw thrown;
    for (const row of rows) receipts.set(row.id, unasked(row, thrown));
    return [];
  }
}

/** Without an answer of the history nothing is made from the row: that would bury what the history may still hold. */
async function planOne(row: PushedRow, request: CheckedRestore, ask: Ask): Promise<Return | Receipt> {
  const { campaign } = request;
  try {
    const was = await ask.store.lastKnown(row.id, row.rev ?? '', ask.deadline);
    if (!was) return fromRow(row, campaign);
    if (isLeadOf(campaign, was)) return fromHistory(row, was);
    const message =
      'This lead was not brought back: when it was deleted it belonged to another campaign. Restore it from there.';
    return refused(row, 'other-campaign', message);
  } catch (thrown) {
    if (!(thrown instanceof StoreUnreachable)) throw thrown;
    return unasked(row, thrown);
  }
}

function unasked(row: PushedRow, thrown: StoreUnreachable): Receipt {
  const message = `${thrown.message} This lead was not brought back; try again in a minute.`;
  return { state: 'unverified', id: row.id, message };
}
