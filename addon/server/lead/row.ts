/** One lead's row: found by its id, read with its header, whatever the tab's size. */
import type { CellRules } from '../../model/cell.ts';
import type { LeadId } from '../../model/lead.ts';
import { findColumns, readTab, type TabColumns, type TabRow } from '../../model/tab.ts';
import { askBridge } from '../ask-bridge.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { Failure } from '../failure.ts';
import { type CellBlock, extentOf, readAll, readBlock } from '../sheets/cells.ts';
import { readDocument } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { apostropheRule } from '../sync/probe.ts';
import { statusIn } from '../sync/status.ts';

export interface FoundRow {
  readonly campaign: CampaignRecord;
  readonly sheet: Sheet;
  readonly rules: CellRules;
  readonly columns: TabColumns;
  readonly row: TabRow;
  /** Row number in the sheet. */
  readonly number: number;
  /** The row's cells as they were read. */
  readonly cells: CellBlock[number];
  /** The ids of all rows, from row 2 on. */
  readonly ids: readonly string[];
}

/**
 * Finds a lead's row: the header, the column of ids and the row itself are read, and nothing else. Throws a Failure
 * `not-found` that says what became of a lead without a row of its own.
 */
export function findRow(id: CampaignRecord['id'], lead: LeadId): FoundRow {
  const stored = readDocument();
  const campaign = campaignById(stored, id);
  if (!campaign)
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  const sheet = openTab(campaign);
  const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(stored) };
  const { rows: last, columns: width } = extentOf(sheet);
  const header = readBlock(sheet, { row: 1, column: 1, rows: 1, columns: width })[0] ?? [];
  const at = findColumns(header.map(String)).lead;
  if (at === null) throw new Failure('not-found', NO_IDS);
  const ids =
    last < 2
      ? []
      : readBlock(sheet, { row: 2, column: at + 1, rows: last - 1, columns: 1 }).map((line) =>
          String(line[0] ?? ''),
        );
  const number = onlyPlace(ids, lead, campaign) + 2;
  const cells = readBlock(sheet, { row: number, column: 1, rows: 1, columns: width })[0] ?? [];
  if (cells[at] !== lead) throw new Failure('changed', MOVED);
  const { columns } = statusIn(stored, campaign.id);
  const seen = columns && new Set(columns);
  const tab = readTab([header, cells], rules, seen);
  const known = tab.columns.missing.length > 0 && tab.columns.extras.size > 0;
  const [row] = tab.rows;
  if (!row) throw new Failure('changed', MOVED);
  return {
    campaign,
    sheet,
    rules,
    // Which column a renamed heading stands over is told by many rows, not by one.
    ...(known ? readWhole(sheet, rules, seen, lead, number) : { columns: tab.columns, row }),
    number,
    cells,
    ids,
  };
}

const NO_IDS =
  'The hidden column _lead is not in this tab any more, so nobody can tell which row is whose. The sidebar’s home view says how to bring it back.';
export const MOVED = 'The tab changed at the same moment, so nothing was done. Try again.';

function readWhole(
  sheet: Sheet,
  rules: CellRules,
  seen: ReadonlySet<string> | null,
  lead: LeadId,
  number: number,
): Pick<FoundRow, 'columns' | 'row'> {
  const { columns, rows } = readTab(readAll(sheet), rules, seen);
  const row = rows[number - 2];
  if (row?.id !== lead) throw new Failure('changed', MOVED);
  return { columns, row };
}

/** From 0 below the header. */
function onlyPlace(ids: readonly string[], lead: LeadId, campaign: CampaignRecord): number {
  const place = ids.indexOf(lead);
  if (place < 0) throw new Failure('not-found', whyRowless(campaign, lead));
  const other = ids.indexOf(lead, place + 1);
  if (other < 0) return place;
  throw new Failure(
    'not-found',
    `Rows ${place + 2} and ${other + 2} both stand for this lead, as after copying a row, so nobody can tell which is right. Nothing was done. Choose under “Needs attention” in the sidebar’s home view.`,
  );
}

function whyRowless(campaign: CampaignRecord, lead: LeadId): string {
  const GONE = `This lead has no row in "${campaign.name}".`;
  try {
    const { leads } = askBridge('/v1/leads', {
      campaign: { id: campaign.id, kind: campaign.kind },
      ids: [lead],
    });
    const [found] = leads;
    if (!found)
      return `${GONE} Nor is it in Sanity under this campaign: it was moved to another one, erased, or never saved.`;
    return found.fields.archived === true
      ? `${GONE} It is archived and rests in Sanity, with all that belongs to it. A new message brings it back; so does setting "archived" to false there.`
      : `${GONE} It is safe in Sanity. If its row was deleted, choose under “Needs attention” in the sidebar’s home view whether it comes back.`;
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return `${GONE} Whether it is in Sanity could not be asked just now.`;
  }
}
