/**
 * A person's tab becomes a campaign's as it stands. The campaign is saved first, while nothing is different yet; then each
 * part is done so that it may be done again, and what was cut off is ended later.
 */
import { planAdoption } from '../../model/adopt.ts';
import { type CellValue, cellText } from '../../model/cell.ts';
import { FIELDS, fieldByHeader, LEAD_HEADER, SYNC_HEADER } from '../../model/fields.ts';
import type { Campaign, CampaignId } from '../../model/lead.ts';
import { findColumns } from '../../model/tab.ts';
import { type ApostropheRule, guardText, unixLines } from '../../model/text.ts';
import { askBridge } from '../ask-bridge.ts';
import { type NewCampaign, tabNameOf } from '../campaigns/campaign-tab.ts';
import {
  type CampaignRecord,
  campaignById,
  campaignBySheet,
  campaignEntry,
  campaignsIn,
  keepCampaign,
  newRecord,
  storedObject,
} from '../campaigns/campaigns.ts';
import { CHART_COLUMNS, dressColumns } from '../campaigns/create-tab.ts';
import { NAVY, WHITE } from '../campaigns/look.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { findStats } from '../dashboard/stats-tab.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { either, type Guard, isBoolean, isCount, isNull, isText, listOf, shape } from '../shapes.ts';
import { clearCells, copyAside, readShown, readWhole } from '../sheets/adopting.ts';
import {
  type CellBlock,
  ensureColumns,
  ensureRows,
  keepAsText,
  type Place,
  readAll,
  readBlock,
  writeBlock,
} from '../sheets/cells.ts';
import { removeCharts } from '../sheets/charts.ts';
import { addFilter, freezeHeader, hideColumns, setTabColour, styleHeader } from '../sheets/layout.ts';
import { forgetDocument, readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import {
  findSheet,
  findSheetNamed,
  nameOf,
  removeSheet,
  renameTab,
  type Sheet,
  sheetIdOf,
  spreadsheetId,
  writeOut,
} from '../sheets/workbook.ts';
import { apostropheRule } from '../sync/probe.ts';

/** What is still to be done to the tab. */
interface Adopting {
  readonly renames: readonly { readonly from: string; readonly to: string }[];
  /** The hidden tab that remembers what the cells showed, and how many of them; null while none is needed or complete. */
  readonly aside: { readonly sheetId: number; readonly rows: number; readonly columns: number } | null;
  /** True once every cell is text and was read back. */
  readonly isText: boolean;
}

const isAdopting: Guard<Adopting> = shape({
  renames: listOf(shape({ from: isText, to: isText })),
  aside: either(isNull, shape({ sheetId: isCount, rows: isCount, columns: isCount })),
  isText: isBoolean,
});

const ADOPTING = 'adopting:';
/** Each tab's own: one may be waiting while another is begun. */
const asideOf = ({ sheetId }: Pick<CampaignRecord, 'sheetId'>) => `_adopting ${sheetId}`;

/** Campaigns whose tabs are not finished. */
export function adoptionsUnderWay(stored: Stored): readonly CampaignId[] {
  return campaignsIn(stored).flatMap(({ id }) => (ADOPTING + id in stored ? [id] : []));
}

/** Makes the campaign of the tab. Throws a Failure with what stands in the way; nothing is different then. */
export function adopt(plan: Omit<NewCampaign, 'extras' | 'leads'>, sheetId: number): CampaignRecord {
  const sheet = findSheet(sheetId);
  if (!sheet || campaignBySheet(readDocument(), sheetId))
    throw new Failure('changed', 'That tab is gone, or it belongs to a campaign by now. Nothing was done.');
  const { problems, renames } = planAdoption(readWhole(sheet), plan.country);
  if (problems.length > 0)
    throw new Failure('bad-request', `"${nameOf(sheet)}" was not made a campaign. ${problems.join(' ')}`);
  const other = findSheetNamed(tabNameOf(plan.name));
  if (other && sheetIdOf(other) !== sheetId)
    throw new Failure(
      'name-taken',
      `There is another tab named "${plan.name}". Nothing was done. Choose another name.`,
    );
  const campaign: Campaign = {
    ...plan,
    spreadsheetId: spreadsheetId(),
    sheetId,
    createdAt: new Date().toISOString(),
    createdBy: userEmail(),
  };
  const saved = askBridge('/v1/campaigns/save', { campaign }).campaign;
  const record: CampaignRecord = { ...newRecord(saved), complete: false };
  writeDocument({
    ...campaignEntry(record),
    ...adoptingEntry(record.id, { renames, aside: null, isText: false }),
  });
  return finishAdopting(record.id);
}

function adoptingEntry(id: CampaignId, adopting: Adopting): Stored {
  return { [ADOPTING + id]: JSON.stringify(adopting) };
}

/** Does what is left. Throws a Failure where Google does not take it; it is tried again. */
export function finishAdopting(id: CampaignId): CampaignRecord {
  return locked(() => {
    const stored = readDocument();
    const campaign = campaignById(stored, id);
    if (!campaign) throw new Failure('not-found', 'This spreadsheet does not know that campaign.');
    const adopting = storedObject(stored, ADOPTING + id, isAdopting);
    const sheet = openTab(campaign);
    if (adopting && !campaign.laidOut) {
      keepShown(campaign, sheet, adopting);
      const columns = setHeadings(sheet, adopting);
      dress(campaign, sheet, columns);
    }
    writeOut();
    const done = keepCampaign({ ...campaign, laidOut: true });
    const aside = findSheetNamed(asideOf(campaign));
    if (aside) removeSheet(aside);
    forgetDocument(ADOPTING + id);
    return done;
  });
}

/** Text stays text from now on; numbers and dates become the texts that they were shown as, and are read back. */
function keepShown(campaign: CampaignRecord, sheet: Sheet, adopting: Adopting): void {
  if (adopting.isText) return;
  const values = readAll(sheet);
  const columns = Math.max(...values.map((line) => line.length));
  const table: Place = { row: 1, column: 1, rows: values.length, columns };
  const isPlain = values.every((line) => line.every((value) => typeof value === 'string'));
  let aside = adopting.aside;
  if (isPlain && aside === null) keepAsText(sheet, table);
  else {
    if (aside === null) {
      const copy = copyAside(sheet, table, asideOf(campaign));
      writeOut();
      aside = { sheetId: sheetIdOf(copy), rows: table.rows, columns };
      writeDocument(adoptingEntry(campaign.id, { ...adopting, aside }));
    }
    writeShown(campaign, sheet, aside);
  }
  writeOut();
  writeDocument(adoptingEntry(campaign.id, { ...adopting, aside, isText: true }));
}

function writeShown(campaign: CampaignRecord, sheet: Sheet, aside: NonNullable<Adopting['aside']>): void {
  const copy = findSheet(aside.sheetId);
  if (!copy) throw new Failure('sheet-refused', `The hidden tab "${asideOf(campaign)}" is gone. ${ASK_BACK}`);
  const table: Place = { row: 1, column: 1, rows: aside.rows, columns: aside.columns };
  const rule = apostropheRule(readDocument());
  const shown = withTyped(cellsOf(copy, table), cellsOf(sheet, table), rule);
  keepAsText(sheet, table);
  const texts = shown.map((line) => line.map((text) => guardText(unixLines(text), rule)));
  writeBlock(sheet, 1, 1, texts);
  const read = readAll(sheet);
  const wrong = shown.findIndex((line, row) =>
    line.some((text, column) => cellText(read[row]?.[column] ?? '', rule) !== unixLines(text)),
  );
  if (wrong < 0) return;
  throw new Failure(
    'sheet-refused',
    `Row ${wrong + 1} of "${nameOf(sheet)}" did not keep what it showed, as where a filter hides it or cells are protected or merged. What it showed is kept in the hidden tab "${asideOf(campaign)}". Clear the filter or the protection; the rest is done by itself.`,
  );
}

interface Cells {
  readonly values: CellBlock;
  readonly shown: readonly (readonly string[])[];
}

function cellsOf(sheet: Sheet, table: Place): Cells {
  return { values: readBlock(sheet, table), shown: readShown(sheet, table) };
}

/**
 * What each cell is to say: what it showed when it was put aside, unless somebody typed there since, as after a run that
 * was cut off. A cell that says neither what it held nor what it showed was typed in.
 */
function withTyped(aside: Cells, now: Cells, rule: ApostropheRule): Cells['shown'] {
  return aside.shown.map((line, row) =>
    line.map((text, column) => {
      const value = now.values[row]?.[column] ?? '';
      const said = typeof value === 'string' ? cellText(value, rule) : (now.shown[row]?.[column] ?? '');
      const isOurs = said === unixLines(text) || isSame(value, aside.values[row]?.[column] ?? '');
      return isOurs ? text : said;
    }),
  );
}

/** A date that became text by its format alone reads as the number of its day. */
function isSame(now: CellValue, before: CellValue): boolean {
  if (!(before instanceof Date)) return now === before;
  if (now instanceof Date) return now.getTime() === before.getTime();
  return typeof now === 'number' && Math.abs(now - (before.getTime() / 86_400_000 + 25_569)) <= 1;
}

const ASK_BACK = 'Bring it back with Ctrl+Z or from File → Version history; the rest is done by itself.';

/** Where the columns are, once each has its heading. */
interface Laid {
  readonly width: number;
  readonly rows: number;
}

/** Gives fields their headings, adds the columns that are missing to the right, and empties ids that were copied along. */
function setHeadings(sheet: Sheet, { renames }: Adopting): Laid {
  const values = readAll(sheet);
  const row = (values[0] ?? []).map((cell) => String(cell).trim());
  const names = row.map((heading) => renames.find(({ from }) => from === heading)?.to ?? heading);
  const copied = names.flatMap((name, column) =>
    name === LEAD_HEADER || name === SYNC_HEADER ? [column] : [],
  );
  for (const column of copied)
    clearCells(sheet, { row: 2, column: column + 1, rows: Math.max(1, values.length - 1), columns: 1 });
  const present = new Set(names.map((name) => fieldByHeader(name)?.key));
  const added = FIELDS.filter(({ key }) => !present.has(key)).map(({ header }) => header);
  const hidden = [LEAD_HEADER, SYNC_HEADER].filter((header) => !names.includes(header));
  const all = [...names, ...added, ...hidden];
  const rows = Math.max(values.length, BLANK_TAB_ROWS);
  ensureRows(sheet, rows);
  ensureColumns(sheet, all.length + CHART_COLUMNS);
  keepAsText(sheet, { row: 1, column: 1, rows, columns: all.length });
  writeBlock(sheet, 1, 1, [all]);
  const fresh = all.length - names.length;
  if (fresh > 0)
    styleHeader(sheet, { row: 1, column: names.length + 1, rows: 1, columns: fresh }, NAVY, WHITE);
  return { width: all.length, rows };
}

const BLANK_TAB_ROWS = 1_000;

/** Drop-downs, tints, filter and hidden ids as in other campaigns' tabs; what the person made of the kind stays. */
function dress(campaign: CampaignRecord, sheet: Sheet, { width, rows }: Laid): void {
  const headers = (readAll(sheet)[0] ?? []).map(String);
  const columns = findColumns(headers);
  dressColumns(sheet, columns.fields, rows);
  freezeHeader(sheet);
  setTabColour(sheet, campaign.colour);
  for (const column of [columns.lead, columns.sync]) if (column !== null) hideColumns(sheet, column + 1, 1);
  const stats = findStats();
  // Charts that were copied along show another campaign's numbers.
  if (stats) removeCharts(sheet, stats);
  addFilter(sheet, { row: 1, column: 1, rows, columns: width });
  const name = tabNameOf(campaign.name);
  if (nameOf(sheet) !== name) renameTab(sheet, name);
}
