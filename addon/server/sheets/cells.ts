/** Reading and writing cells in blocks. Rows and columns count from 1, as Google's do. */
import type { CellValue } from '../../model/cell.ts';
import { Failure } from '../failure.ts';
import type { Sheet } from './workbook.ts';

export type CellBlock = readonly (readonly CellValue[])[];

/** Where a block of cells is. */
export interface Place {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** All that the tab holds, from A1 to the last cell that says anything; two calls. */
export function readAll(sheet: Sheet): CellBlock {
  return plain(sheet.getDataRange().getValues());
}

/** How far the tab's cells say anything, from A1; one call. */
export function extentOf(sheet: Sheet): { readonly rows: number; readonly columns: number } {
  const range = sheet.getDataRange();
  return { rows: range.getNumRows(), columns: range.getNumColumns() };
}

/** What cells show, as a person reads them and a filter tells them apart. */
export function readShown(sheet: Sheet, place: Place): readonly (readonly string[])[] {
  return rangeOf(sheet, place).getDisplayValues();
}

export function readBlock(sheet: Sheet, place: Place): CellBlock {
  return plain(rangeOf(sheet, place).getValues());
}

/** Writes a block in one call. Texts must be guarded already. With an active filter, Google may skip hidden rows. */
export function writeBlock(sheet: Sheet, row: number, column: number, cells: CellBlock): void {
  const columns = cells[0]?.length ?? 0;
  if (columns === 0) return;
  const range = rangeOf(sheet, { row, column, rows: cells.length, columns });
  changing(sheet, range.getA1Notation(), () => range.setValues(cells.map((line) => [...line])));
}

/** Makes a change. Throws a Failure that names the tab and the place when Google refuses it. */
function changing(sheet: Sheet, place: string, change: () => unknown): void {
  try {
    change();
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure(
      'sheet-refused',
      `Google Sheets did not let "${sheet.getName()}" be changed at ${place}, as where cells are protected from whoever Leadsheet runs as. It said: ${words} What was to stand there is safe in Sanity and is tried again by itself. Ask whoever protected it to let that person edit (Data → Protect sheets and ranges).`,
    );
  }
}

/** Sets number format `@`, under which what is written stays text. */
export function keepAsText(sheet: Sheet, place: Place): void {
  const range = rangeOf(sheet, place);
  changing(sheet, range.getA1Notation(), () => range.setNumberFormat('@'));
}

/** The last row that says anything. */
export function lastRow(sheet: Sheet): number {
  return sheet.getLastRow();
}

/** Makes room below: after it the tab has at least `rows` rows. */
export function ensureRows(sheet: Sheet, rows: number): void {
  const present = sheet.getMaxRows();
  if (present >= rows) return;
  changing(sheet, `row ${present + 1}`, () => sheet.insertRowsAfter(present, rows - present));
}

/** Inserts blank rows below row `after`, whatever stands there by now: it moves down. */
export function insertRows(sheet: Sheet, after: number, count: number): void {
  sheet.insertRowsAfter(after, count);
}

/** Deletes whole rows; `row` counts from 1. */
export function deleteRows(sheet: Sheet, row: number, count: number): void {
  changing(sheet, `row ${row}`, () => sheet.deleteRows(row, count));
}

/** Inserts a column of text before `column` (counts from 1) and writes its heading. */
export function insertTextColumn(sheet: Sheet, column: number, heading: string): void {
  insertTextColumns(sheet, column, [heading]);
}

/** The same for several columns beside each other. `blank`: so many columns before `column` are there for it already. */
export function insertTextColumns(
  sheet: Sheet,
  column: number,
  headings: readonly string[],
  blank = 0,
): void {
  const columns = headings.length;
  const first = column - blank;
  if (columns > blank && column > 1) sheet.insertColumnsAfter(column - 1, columns - blank);
  else if (columns > blank) sheet.insertColumnsBefore(column, columns - blank);
  keepAsText(sheet, { row: 1, column: first, rows: sheet.getMaxRows(), columns });
  writeBlock(sheet, 1, first, [headings]);
}

/** Deletes a whole column; `column` counts from 1. */
export function deleteColumn(sheet: Sheet, column: number): void {
  changing(sheet, `column ${column}`, () => sheet.deleteColumn(column));
}

/** Number of the last row that says anything. */
export function lastRowOf(sheet: Sheet): number {
  return sheet.getLastRow();
}

/** Makes room to the right: after it the tab has at least `columns` columns. */
export function ensureColumns(sheet: Sheet, columns: number): void {
  const present = sheet.getMaxColumns();
  if (present < columns) sheet.insertColumnsAfter(present, columns - present);
}

export function isHiddenByFilter(sheet: Sheet, row: number): boolean {
  return sheet.isRowHiddenByFilter(row);
}

export function rangeOf(
  sheet: Sheet,
  { row, column, rows, columns }: Place,
): GoogleAppsScript.Spreadsheet.Range {
  return sheet.getRange(row, column, rows, columns);
}

function plain(values: readonly (readonly unknown[])[]): CellBlock {
  return values.map((line) => line.map(plainCell));
}

/** Dates made outside this bundle are no `instanceof Date` in every runtime. */
function plainCell(value: unknown): CellValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Object.prototype.toString.call(value) === '[object Date]') return new Date(Number(value));
  return value === null || value === undefined ? '' : String(value);
}
