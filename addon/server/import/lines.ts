/** Rows of a file as rows of the tab: laid out by header, written in one block, compared cell by cell. */
import type { ImportRow, RowProblem } from '../../calls.ts';
import type { CellRules } from '../../model/cell.ts';
import { FIELDS } from '../../model/fields.ts';
import { importedLeadId } from '../../model/lead.ts';
import type { TabColumns } from '../../model/tab.ts';
import { CELL_LIMIT, guardText, unixLines } from '../../model/text.ts';
import { Failure } from '../failure.ts';
import { type CellBlock, ensureRows, readBlock, writeBlock } from '../sheets/cells.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { cellChecker } from '../sync/take.ts';
import type { ImportRecord } from './record.ts';

/** Throws a Failure that names the line when a row has not the columns of its import, or a value no cell holds. */
export function checkRows(rows: readonly ImportRow[], record: ImportRecord): void {
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

/** All ids in the tab. */
export function idsIn(values: CellBlock, lead: number): ReadonlySet<string> {
  return new Set(values.slice(1).map((line) => String(line[lead] ?? '')));
}

/** The texts of one new row, by the tab's own columns. Not guarded yet. */
export function lineOf(
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
export function appendLines(
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
export function wrongLines(
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
