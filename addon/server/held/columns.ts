/** Columns that are gone are put back under their headings; what they held comes with the next pass. */
import { decodeBase } from '../../model/base.ts';
import { FIELDS, type Field, LEAD_HEADER, SYNC_HEADER } from '../../model/fields.ts';
import { planPass } from '../../model/plan.ts';
import { rowOfSnapshot } from '../../model/settle.ts';
import { findColumns, readTab } from '../../model/tab.ts';
import type { CampaignRecord } from '../campaigns/campaigns.ts';
import { setAside } from '../campaigns/restore-tab.ts';
import { Failure } from '../failure.ts';
import { locked, PATIENCE } from '../locked.ts';
import { type CellBlock, insertTextColumn, readAll, writeBlock } from '../sheets/cells.ts';
import { hideColumns } from '../sheets/layout.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import type { OpenCampaign } from '../sync/mend.ts';
import { runPass } from '../sync/pass.ts';
import { findAgain, type HeldAct, rowsOf } from './order.ts';

/** Seconds after which no further request begins. */
const SECONDS = 120;

/** Adds the columns of the missing fields where they stood, and fills them from Sanity. */
export const restoreColumns: HeldAct = (order) => {
  const missing = locked(() => {
    const { open } = findAgain(order);
    for (const field of open.tab.columns.missing) addField(open.sheet, field);
    return open.tab.columns.missing;
  });
  const back = `${missing.length === 1 ? `The column "${missing[0]?.header}" is` : `${missing.length} columns are`} back`;
  fill(order.campaign, `${back}, but not all of it is proven to be filled.`);
  return `${back}, filled from Sanity.`;
};

/** Takes what Sanity holds until all of it is in the tab. `but`: what is true when that cannot be done. */
function fill(campaign: CampaignRecord, but: string): void {
  const deadline = Date.now() + SECONDS * 1000;
  for (let pass = 1; ; pass++) {
    const seconds = Math.max(0, deadline - Date.now()) / 1000;
    const { failure, more, status } = runPass({ campaign, seconds, patience: PATIENCE });
    if (failure) throw new Failure(failure.code, `${but} ${failure.message}`);
    const [problem] = status.problems;
    if (!more && !problem) return;
    if (more && !status.stuck && pass < MOST_PASSES && Date.now() < deadline) continue;
    const rows = new Set(status.problems.map(({ row }) => row)).size;
    const why = problem
      ? `${rowsOf(rows)} did not take it: ${problem.message}`
      : 'The rest follows by itself.';
    throw new Failure('sheet-refused', `${but} ${why}`);
  }
}

const MOST_PASSES = 20;

/** Right of the nearest field before it in the table's order, which the older sync reads by; first of all without one. */
function addField(sheet: Sheet, field: Field): void {
  const { fields } = findColumns(headersIn(readAll(sheet)));
  const before = FIELDS.slice(0, FIELDS.indexOf(field)).flatMap(({ key }) => fields.get(key) ?? []);
  insertTextColumn(sheet, (before[before.length - 1] ?? -1) + 2, field.header);
}

/** Makes the hidden columns again where one of them still tells the rows apart; else starts a new tab from Sanity. */
export const restoreIdColumns: HeldAct = (order) => {
  const how = locked(() => {
    const { open } = findAgain(order);
    const { lead, sync } = open.tab.columns;
    if (lead === null && sync !== null && isAlone(open.values, LEAD_HEADER)) return addLead(open, sync);
    const alone = lead !== null && sync === null && isAlone(open.values, SYNC_HEADER);
    return alone && !isMixedUp(open) ? addSync(open, lead) : null;
  });
  if (how === null) return setAside(order.campaign);
  fill(order.campaign, `${how} But not every row is proven to be the same as in Sanity.`);
  return how;
};

/** False when the heading stands twice, and nobody can say which column is the right one. */
function isAlone(values: CellBlock, heading: string): boolean {
  return !headersIn(values).includes(heading);
}

/** Whether the rows, measured by what Sanity holds for their ids, show each other's values: no history tells them apart. */
function isMixedUp({ campaign, values, tab, rules }: OpenCampaign): boolean {
  const width = values[0]?.length ?? 0;
  const columns = { ...tab.columns, sync: width };
  const leads = fetchLeads(
    campaign,
    tab.rows.flatMap(({ id }) => id ?? []),
  );
  const lines = tab.rows.map(({ id, index }) => {
    const lead = id === null ? undefined : leads.get(id);
    const history = lead && rowOfSnapshot(lead, columns, campaign.country).get(width);
    return [...(values[index + 1] ?? []), history ?? ''];
  });
  const measured = readTab([[...(values[0] ?? []), SYNC_HEADER], ...lines], rules);
  return planPass(measured).held.some(({ code }) => code === 'shuffled-rows' || code === 'replaced-leads');
}

function addLead({ sheet, values }: OpenCampaign, sync: number): string {
  insertTextColumn(sheet, sync + 1, LEAD_HEADER);
  const ids = values.slice(1).map((line) => [decodeBase(String(line[sync] ?? ''))?.id ?? '']);
  if (ids.length > 0) writeBlock(sheet, 2, sync + 1, ids);
  hideColumns(sheet, sync + 1, 1);
  return 'The ids of the rows are back, from what the other hidden column says.';
}

function addSync({ sheet }: OpenCampaign, lead: number): string {
  insertTextColumn(sheet, lead + 2, SYNC_HEADER);
  hideColumns(sheet, lead + 2, 1);
  return 'The hidden column is back. Where a row and Sanity differed, the other value is kept as a conflict.';
}

function headersIn(values: CellBlock): readonly string[] {
  return (values[0] ?? []).map((cell) => String(cell).trim());
}
