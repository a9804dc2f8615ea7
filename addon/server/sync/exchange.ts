/** The middle of a pass: rows go to the bridge in slices, receipts and changes come back. */
import type { Campaign, LeadId, LeadSnapshot } from '../../model/lead.ts';
import type { CountryCode } from '../../model/phone.ts';
import type { Settled } from '../../model/settle.ts';
import { type Cursor, MAX_ROWS, type PushedRow, type Receipt } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import { type Failure, failureOf } from '../failure.ts';

/** Characters of JSON in one request: well under what the bridge and Google take, whatever the letters. */
const SLICE_CHARACTERS = 1_500_000;

export interface Exchange {
  /** What came back, by lead; what was sent and not answered for is not here. */
  readonly settled: ReadonlyMap<LeadId, Settled>;
  /** Why a row was not saved, by lead. */
  readonly unsettled: ReadonlyMap<LeadId, string>;
  /** Up to where the feed was told; null: no answer came. */
  readonly cursor: Cursor | null;
  /** True: there is more to tell, or rows are left to send. */
  readonly more: boolean;
  /** null: no answer came. */
  readonly openConflicts: number | null;
  /** Leads of the campaign in Sanity, by its index; null: not told. */
  readonly leads: number | null;
  /** Sanity's own time when it was last asked, ISO 8601 UTC; null: not told. */
  readonly asOf: string | null;
  /** Leads that were sent and are no longer in Sanity. */
  readonly gone: ReadonlySet<LeadId>;
  /** What ended the exchange early. Whatever was under way then is unknown and is sent again. */
  readonly failure: Failure | null;
}

export interface ExchangeOrder {
  readonly campaign: Pick<Campaign, 'id' | 'kind' | 'spreadsheetId'>;
  readonly country: CountryCode;
  readonly rows: readonly PushedRow[];
  readonly cursor: Cursor | null;
  /** No request begins after this; ms since 1970. The first is always sent. */
  readonly deadline: number;
}

/** Sends all rows and takes all changes, as far as the time allows. Never throws: see `failure`. */
export function exchange({ campaign, country, rows, cursor, deadline }: ExchangeOrder): Exchange {
  const settled = new Map<LeadId, Settled>();
  const unsettled = new Map<LeadId, string>();
  const gone = new Set<LeadId>();
  let told: Pick<Exchange, 'cursor' | 'openConflicts' | 'leads' | 'asOf'> = UNTOLD;
  const ended = (more: boolean, failure: Failure | null): Exchange => ({
    settled,
    unsettled,
    gone,
    ...told,
    more,
    failure,
  });
  let from = 0;
  for (let first = true; ; first = false) {
    if (!first && Date.now() >= deadline) return ended(true, null);
    const slice = sliceFrom(rows, from);
    try {
      const answer = askBridge('/v1/sync', {
        campaign: { id: campaign.id, kind: campaign.kind },
        spreadsheetId: campaign.spreadsheetId,
        cursor: told.cursor ?? cursor,
        country,
        rows: slice,
      });
      from += slice.length;
      for (const receipt of answer.receipts) note(receipt, slice, settled, unsettled, gone);
      for (const change of answer.changes) noteChange(change, settled);
      nameUnanswered(slice, settled, unsettled);
      told = answer;
      if (from >= rows.length && !answer.more) return ended(false, null);
    } catch (thrown) {
      return ended(true, failureOf(thrown));
    }
  }
}

const UNTOLD = { cursor: null, openConflicts: null, leads: null, asOf: null };

function sliceFrom(rows: readonly PushedRow[], from: number): readonly PushedRow[] {
  let characters = 0;
  let to = from;
  while (to < rows.length && to - from < MAX_ROWS) {
    characters += JSON.stringify(rows[to]).length;
    if (characters > SLICE_CHARACTERS && to > from) break;
    to += 1;
  }
  return rows.slice(from, to);
}

function note(
  receipt: Receipt,
  slice: readonly PushedRow[],
  settled: Map<LeadId, Settled>,
  unsettled: Map<LeadId, string>,
  gone: Set<LeadId>,
): void {
  if (receipt.state === 'missing') gone.add(receipt.id);
  if (receipt.state !== 'verified') {
    unsettled.set(receipt.id, receipt.message);
    return;
  }
  const sent = slice.find((row) => row.id === receipt.id) ?? null;
  settled.set(receipt.id, { rev: receipt.rev, sent, snapshot: receipt.snapshot });
}

/** A change is told after the rows were written: it is the newer word on a lead, whatever was sent for it. */
function noteChange(change: LeadSnapshot, settled: Map<LeadId, Settled>): void {
  const sent = settled.get(change.id)?.sent ?? null;
  settled.set(change.id, { rev: change.rev, sent, snapshot: change });
}

/** A row without a receipt is named, never taken for saved. */
function nameUnanswered(
  slice: readonly PushedRow[],
  settled: ReadonlyMap<LeadId, Settled>,
  unsettled: Map<LeadId, string>,
): void {
  for (const { id } of slice) {
    if (!settled.has(id) && !unsettled.has(id)) {
      unsettled.set(
        id,
        'The bridge said nothing about this row, so it is not counted as saved. It is sent again by itself.',
      );
    }
  }
}
