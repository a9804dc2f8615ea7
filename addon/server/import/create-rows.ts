/** Created leads as rows of the tab: laid out by header, written in one block, compared cell by cell. */
import type { RowProblem } from '../../calls.ts';
import type { CellRules } from '../../model/cell.ts';
import { FIELDS } from '../../model/fields.ts';
import type { Job, JobRow } from '../../model/import/job.ts';
import { importedLeadId } from '../../model/lead.ts';
import { findColumns, readTab, type TabColumns } from '../../model/tab.ts';
import { guardText, unixLines } from '../../model/text.ts';
import { Failure } from '../failure.ts';
import {
  type CellBlock,
  ensureRows,
  insertRows,
  keepAsText,
  lastRowOf,
  readAll,
  readBlock,
  writeBlock,
} from '../sheets/cells.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { cellChecker } from '../sync/take.ts';
import { NO_LEAD_COLUMN } from './commit.ts';

export type CreatedRow = Extract<JobRow, { is: 'create' }>;

/** A tab as the step that fills it knows it, so that not every part has to read all of it. */
export interface FilledTab {
  readonly headers: readonly string[];
  readonly columns: TabColumns;
  readonly lead: number;
  /** Number of the last row that says anything. */
  readonly last: number;
  /** Ids of all leads in it. */
  readonly ids: Set<string>;
}

/** Reads the tab. Throws a Failure when its rows cannot be told apart. */
export function readFilled(sheet: Sheet, rules: CellRules): FilledTab {
  const values = readAll(sheet);
  const headers = (values[0] ?? []).map(String);
  const named = findColumns(headers);
  // Renamed columns are known by what they hold, which is worth a look only where one is missing.
  const columns = named.missing.length > 0 ? readTab(values, rules).columns : named;
  const { lead } = columns;
  if (lead === null) throw new Failure('sheet-refused', NO_LEAD_COLUMN);
  const ids = new Set(values.slice(1).map((line) => String(line[lead] ?? '')));
  return { headers, columns, lead, last: values.length, ids };
}

/** Whether the tab still ends where it did and its columns stand as they stood. */
export function isAsKnown(sheet: Sheet, { headers, last }: FilledTab): boolean {
  if (lastRowOf(sheet) !== last) return false;
  const [now = []] = readBlock(sheet, { row: 1, column: 1, rows: 1, columns: headers.length });
  return now.every((header, n) => String(header) === headers[n]);
}

export interface RowsCreated {
  readonly tab: FilledTab;
  readonly problems: readonly RowProblem[];
}

/**
 * Writes those rows whose leads the tab has not yet below its last one, and reads them back. `inserts`: room is made for
 * them first, so that whoever types there meanwhile is moved down.
 */
export function createRows(
  sheet: Sheet,
  tab: FilledTab,
  rows: readonly CreatedRow[],
  job: Job,
  rules: CellRules,
  inserts: boolean,
): RowsCreated {
  requireColumns(tab.columns, rows, job);
  const lines = rows.map((row) => lineOf(row, job, tab)).filter((line) => !tab.ids.has(line[tab.lead] ?? ''));
  if (lines.length === 0) return { tab, problems: [] };
  const columns = tab.headers.length;
  const row = tab.last + 1;
  if (inserts && tab.last > 1) {
    insertRows(sheet, tab.last, lines.length);
    keepAsText(sheet, { row, column: 1, rows: lines.length, columns });
  } else if (tab.last > 1) ensureRows(sheet, tab.last + lines.length);
  writeBlock(
    sheet,
    row,
    1,
    lines.map((line) => line.map((text) => guardText(text, rules.apostrophe))),
  );
  const read = readBlock(sheet, { row, column: 1, rows: lines.length, columns });
  const asWritten = wrongLines(lines, read, row, tab, rules);
  // Someone may have sorted meanwhile: then the rows are elsewhere in the tab.
  const problems = asWritten.length === 0 ? [] : wrongLines(lines, readAll(sheet).slice(1), 2, tab, rules);
  for (const line of lines) tab.ids.add(line[tab.lead] ?? '');
  return { tab: { ...tab, last: tab.last + lines.length }, problems };
}

/** Throws a Failure when a value has no column to stand in. */
function requireColumns({ fields, extras }: TabColumns, rows: readonly CreatedRow[], job: Job): void {
  const missing = [
    ...FIELDS.map((field, n) => ({ name: field.header, n, there: fields.has(field.key) })),
    ...job.extras.map((name, n) => ({ name, n: FIELDS.length + n, there: extras.has(name) })),
  ].filter(({ there }) => !there);
  const lost = missing.find(({ n }) => rows.some(({ cells }) => (cells[n] ?? '') !== ''));
  if (!lost) return;
  throw new Failure(
    'sheet-refused',
    `The tab has no column "${lost.name}", or has it twice, so these rows were not written. Put the column back (the sidebar does it under Needs attention), then go on with the import.`,
  );
}

/** The texts of one new row, by the tab's own columns. Not guarded yet. */
function lineOf({ line, cells }: CreatedRow, job: Job, { columns, headers, lead }: FilledTab): string[] {
  const texts = new Array<string>(headers.length).fill('');
  const put = (column: number | undefined, text: string) => {
    if (column !== undefined) texts[column] = unixLines(text);
  };
  for (const [n, field] of FIELDS.entries()) put(columns.fields.get(field.key), cells[n] ?? '');
  for (const [n, name] of job.extras.entries()) put(columns.extras.get(name), cells[FIELDS.length + n] ?? '');
  put(lead, importedLeadId(job.importId, line));
  return texts;
}

/** Rows that do not hold, cell by cell, what was written. `first`: number of the row that `values` begins with. */
function wrongLines(
  lines: readonly (readonly string[])[],
  values: CellBlock,
  first: number,
  { columns, headers, lead }: FilledTab,
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
    const message = `The cell in column "${headers[wrong] ?? ''}" did not keep what the file says.`;
    return [{ row: first + index, message }];
  });
}
