/** An import, from the empty tab to the verified receipt. Every step may be repeated. */
import type {
  ImportBegin,
  ImportProgress,
  ImportReceipt,
  ImportRow,
  ImportRows,
  RowProblem,
} from '../calls.ts';
import type { CellRules } from '../model/cell.ts';
import { FIELDS } from '../model/fields.ts';
import { type CampaignId, type ImportId, importedLeadId, isCampaignId } from '../model/lead.ts';
import type { CountryCode } from '../model/phone.ts';
import { findColumns, type Tab, type TabColumns } from '../model/tab.ts';
import { CELL_LIMIT, guardText, unixLines } from '../model/text.ts';
import { askBridge } from './bridge.ts';
import { PROPERTY_BYTES, utf8Length } from './bytes.ts';
import { createCampaign, layOut } from './campaign-tab.ts';
import { type CampaignRecord, campaignById, campaignsIn, keepCampaign } from './campaigns.ts';
import { checkExtras, checkTabName } from './create-tab.ts';
import { ensureDashboard } from './dashboard.ts';
import { Failure } from './failure.ts';
import { isCountry } from './guards.ts';
import {
  forgetImport,
  type ImportRecord,
  importEntry,
  importIn,
  keepImport,
  progressOf,
} from './import-record.ts';
import { openTab } from './open-tab.ts';
import { runPass } from './pass.ts';
import { apostropheRule } from './probe.ts';
import { type CellBlock, ensureRows, readAll, readBlock, writeBlock } from './sheets/cells.ts';
import { withDocumentLock } from './sheets/lock.ts';
import { readDocument, type Stored } from './sheets/properties.ts';
import { type Sheet, spreadsheetId } from './sheets/workbook.ts';
import { cellChecker } from './take.ts';

/** Milliseconds that a step waits while another save is under way. */
const PATIENCE = 15_000;
/** Seconds after which a step sends no further rows: the dialog shows how far it is, then asks again. */
const STEP_SECONDS = 20;

/** Makes the campaign and its empty tab. Nothing is made when the bridge is out of reach. */
export function importBegin(ask: ImportBegin): ImportProgress {
  const begun = importIn(readDocument(), ask.importId);
  if (begun) return progressOf(begun);
  const country = checkBegin(ask);
  askBridge('/v1/campaigns', { spreadsheetId: spreadsheetId() });
  return locked(() => {
    const meanwhile = importIn(readDocument(), ask.importId);
    if (meanwhile) return progressOf(meanwhile);
    const record = newImport(ask);
    const { campaign: id, campaignName: name, extras, total: leads } = record;
    const { description } = ask;
    const colour = ask.colour.toLowerCase();
    createCampaign(
      { id, kind: 'own', name, colour, description, country, extras, leads },
      importEntry(record),
    );
    return progressOf(record);
  });
}

/** Throws a Failure for whatever cannot be imported; answers the country. */
function checkBegin(ask: ImportBegin): CountryCode {
  const refuse = (message: string) => new Failure('bad-request', message);
  checkTabName(ask.campaignName);
  checkExtras(ask.extras);
  if (!isCountry(ask.country)) throw refuse(`"${ask.country}" is not a country. Nothing was created.`);
  if (ask.total < 1) throw refuse('There is no row to import. Nothing was created. Choose another file.');
  const tooLong = (value: unknown) => utf8Length(JSON.stringify(value)) > PROPERTY_BYTES / 2;
  if (tooLong(ask.description)) {
    throw refuse('The description is too long. Nothing was created. Keep it to a few paragraphs.');
  }
  if (tooLong([ask.extras, ask.fileName])) {
    throw refuse(
      `The ${ask.extras.length} further columns have names too long to remember. Nothing was created. Leave some out or shorten their names.`,
    );
  }
  return ask.country;
}

function newImport(ask: ImportBegin): ImportRecord {
  return {
    importId: ask.importId,
    campaign: campaignIdOf(ask.importId),
    campaignName: ask.campaignName,
    fileName: ask.fileName,
    state: 'writing',
    total: ask.total,
    written: 0,
    verified: 0,
    message: null,
    problems: [],
    extras: ask.extras,
  };
}

/** Writes a slice of the rows into the tab and reads it back. Rows whose id is there already are left alone. */
export function importRows(ask: ImportRows): ImportProgress {
  const { stored, record, campaign } = opened(ask.importId);
  checkRows(ask.rows, record);
  return locked(() => {
    const sheet = openTab(campaign);
    layOut(campaign, sheet, { extras: record.extras, leads: record.total });
    const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(stored) };
    const before = readAll(sheet);
    const columns = findColumns((before[0] ?? []).map(String));
    const lead = columns.lead;
    if (lead === null) throw new Failure('sheet-refused', NO_LEAD_COLUMN);
    const present = idsIn(before, lead);
    const lines = ask.rows
      .map((row) => lineOf(row, record, columns, before[0]?.length ?? 0))
      .filter((line) => !present.has(line[lead] ?? ''));
    const after = lines.length === 0 ? before : appendLines(sheet, lines, before, rules);
    const problems = wrongLines(lines, after, lead, columns, rules);
    const written = [...idsIn(after, lead)].filter((id) => id.startsWith(prefixOf(record.importId))).length;
    return progressOf(
      keepImport({
        ...record,
        state: problems.length > 0 ? 'stopped' : written < record.total ? 'writing' : 'saving',
        written,
        problems,
        message:
          problems.length > 0
            ? `${problems.length} rows did not keep their values in the tab. ${NOT_SAVED}`
            : null,
      }),
    );
  });
}

const NO_LEAD_COLUMN =
  'The hidden column _lead is missing from the tab, so no row was written. Undo the change (Ctrl+Z) and go on with the import.';
const NOT_SAVED = 'They are not counted as saved. Look at the rows named here, then go on with the import.';

/** Sends and verifies the next rows; when all are verified, adds the charts. */
export function importStep({ importId }: { readonly importId: ImportId }): ImportProgress {
  const { record, campaign } = opened(importId);
  if (record.state === 'done') return progressOf(record);
  const sheet = openTab(campaign);
  const report = runPass({ campaign, seconds: STEP_SECONDS, patience: PATIENCE, sheet });
  const counts = countRows(report.tab, importId);
  const complete = counts.verified >= record.total;
  if (complete) ensureDashboard(campaign, sheet, report.tab.columns);
  const stuck = !complete && !report.more && counts.written >= record.total;
  const failed = report.failure?.message ?? null;
  return progressOf(
    keepImport({
      ...record,
      ...counts,
      state: complete
        ? 'done'
        : failed !== null || stuck
          ? 'stopped'
          : counts.written < record.total
            ? 'writing'
            : 'saving',
      problems: report.status.problems,
      message:
        failed ??
        (stuck ? unverified(record.total - counts.verified, record.total, report.status.problems) : null),
    }),
  );
}

function unverified(missing: number, total: number, problems: readonly RowProblem[]): string {
  const why = problems[0]?.message ?? 'They are held: see the sidebar.';
  return `${missing} of ${total} rows are not proven saved in Sanity. They stay in the tab and are tried again by themselves. ${why}`;
}

/** Keeps the receipt with the campaign; the import is over then. */
export function importFinish(receipt: ImportReceipt): ImportProgress {
  if (receipt.rowsIn !== receipt.created + receipt.duplicate + receipt.invalid + receipt.skipped) {
    throw new Failure(
      'bad-request',
      'The receipt does not add up: rows in must be created, duplicate, invalid and skipped together. It was not kept.',
    );
  }
  const stored = readDocument();
  const record = importIn(stored, receipt.importId);
  const finished = campaignsIn(stored).find((campaign) => campaign.receipt?.importId === receipt.importId);
  if (!record && finished) return receiptProgress(finished, receipt);
  const { campaign } = opened(receipt.importId);
  if (!record || record.verified < receipt.created) {
    throw new Failure(
      'bad-request',
      `Only ${record?.verified ?? 0} of ${receipt.created} rows are proven saved, so the receipt was not kept. Go on with the import first.`,
    );
  }
  keepCampaign({ ...campaign, receipt });
  forgetImport(receipt.importId);
  return progressOf({ ...record, state: 'done' });
}

function receiptProgress(campaign: CampaignRecord, receipt: ImportReceipt): ImportProgress {
  return {
    importId: receipt.importId,
    campaign: campaign.id,
    campaignName: campaign.name,
    fileName: '',
    state: 'done',
    total: receipt.created,
    written: receipt.created,
    verified: receipt.created,
    message: null,
    problems: [],
  };
}

function locked<T>(work: () => T): T {
  const done = withDocumentLock(PATIENCE, work);
  if (done) return done.value;
  throw new Failure('busy', 'Another save is under way. Nothing was written; try again in a few seconds.');
}

function campaignIdOf(importId: ImportId): CampaignId {
  const id = `campaign.${importId}`;
  if (!isCampaignId(id)) throw new Error(`"${id}" cannot be a campaign's id.`);
  return id;
}

function opened(importId: ImportId): {
  readonly stored: Stored;
  readonly record: ImportRecord;
  readonly campaign: CampaignRecord;
} {
  const stored = readDocument();
  const record = importIn(stored, importId);
  const campaign = record && campaignById(stored, record.campaign);
  if (record && campaign) return { stored, record, campaign };
  throw new Failure(
    'not-found',
    'This import is not known in this spreadsheet. Nothing was written. Start the import again.',
  );
}

function checkRows(rows: readonly ImportRow[], record: ImportRecord): void {
  const width = FIELDS.length + record.extras.length;
  const headers = [...FIELDS.map((field) => field.header), ...record.extras];
  for (const { line, cells } of rows) {
    const long = cells.findIndex((text) => text.length >= CELL_LIMIT);
    if (cells.length !== width) {
      throw new Failure(
        'bad-request',
        `Line ${line} has ${cells.length} values instead of ${width}. No row of this part was written.`,
      );
    }
    if (long !== -1) {
      throw new Failure(
        'bad-request',
        `Line ${line} has ${cells[long]?.length} characters in "${headers[long]}"; a cell holds ${CELL_LIMIT - 1}. No row of this part was written. Shorten it in the file or skip the line.`,
      );
    }
  }
}

function prefixOf(importId: ImportId): string {
  return `lead.${importId}.`;
}

function idsIn(values: CellBlock, lead: number): ReadonlySet<string> {
  return new Set(values.slice(1).map((line) => String(line[lead] ?? '')));
}

/** The texts of one new row, by the tab's own columns. Not guarded yet. */
function lineOf(
  { line, cells }: ImportRow,
  record: ImportRecord,
  columns: TabColumns,
  width: number,
): string[] {
  const texts = new Array<string>(width).fill('');
  const put = (column: number | undefined | null, text: string) => {
    if (column !== undefined && column !== null) texts[column] = unixLines(text);
  };
  for (const [n, field] of FIELDS.entries()) put(columns.fields.get(field.key), cells[n] ?? '');
  for (const [n, name] of record.extras.entries())
    put(columns.extras.get(name), cells[FIELDS.length + n] ?? '');
  put(columns.lead, importedLeadId(record.importId, line));
  return texts;
}

/** Writes new rows below the last one and answers the tab as it stands then. */
function appendLines(
  sheet: Sheet,
  lines: readonly string[][],
  before: CellBlock,
  rules: CellRules,
): CellBlock {
  if (before.length > ROOM_FROM_START) ensureRows(sheet, before.length + lines.length);
  const guarded = lines.map((line) => line.map((text) => guardText(text, rules.apostrophe)));
  writeBlock(sheet, before.length + 1, 1, guarded);
  const columns = before[0]?.length ?? 0;
  return readBlock(sheet, { row: 1, column: 1, rows: before.length + lines.length, columns });
}

/** The tab was made with room for all rows; only one that others filled meanwhile can be short of it. */
const ROOM_FROM_START = 1;

/** Rows that do not hold, cell by cell, what was written. Found by id: someone may have sorted meanwhile. */
function wrongLines(
  lines: readonly (readonly string[])[],
  values: CellBlock,
  lead: number,
  columns: TabColumns,
  rules: CellRules,
): readonly RowProblem[] {
  const says = cellChecker(columns, rules);
  const rowOf = new Map(values.map((line, index) => [String(line[lead] ?? ''), index] as const));
  return lines.flatMap((line): RowProblem[] => {
    const index = rowOf.get(line[lead] ?? '');
    if (index === undefined)
      return [{ row: null, message: `A row is missing from the tab after it was written (${line[lead]}).` }];
    const wrong = line.findIndex((text, column) => !says(values[index]?.[column] ?? '', { column, text }));
    if (wrong === -1) return [];
    const header = String(values[0]?.[wrong] ?? '');
    return [{ row: index + 1, message: `The cell in column "${header}" did not keep what the file says.` }];
  });
}

function countRows(tab: Tab, importId: ImportId): { readonly written: number; readonly verified: number } {
  const rows = tab.rows.filter((row) => row.id?.startsWith(prefixOf(importId)));
  return { written: rows.length, verified: rows.filter((row) => row.base !== null).length };
}
