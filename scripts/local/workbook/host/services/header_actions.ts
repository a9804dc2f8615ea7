/** Inserting, deleting, hiding, freezing and sizing whole rows and columns. */
import type { Command, Dimension } from '../../engine/types.ts';
import { mismatch, whole } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { Group, groupAt } from './groups.ts';
import { RangePlace } from './range_place.ts';

/** A tab, as far as its rows and columns go. */
interface Headers {
  readonly run: Execution;
  readonly sheetId: string;
}

/** Zero-based. Throws for a row or column that the tab has not. */
export function index(sheet: Headers, dimension: Dimension, position: unknown): number {
  const { get } = sheet.run.book;
  const at = whole(position, dimension === 'ROW' ? 'row' : 'column');
  const size = dimension === 'ROW' ? get.getNumberRows(sheet.sheetId) : get.getNumberCols(sheet.sheetId);
  if (at > size) throw new Error('Those columns or rows are out of bounds.');
  return at - 1;
}

export function span(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i);
}

export function headers(sheet: Headers, dimension: Dimension, start: unknown, howMany: unknown): number[] {
  const first = index(sheet, dimension, start);
  const count = whole(howMany, 'number');
  index(sheet, dimension, first + count);
  return span(first, count);
}

export function apply(sheet: Headers, type: string, dimension: Dimension, elements: readonly number[]): void {
  sheet.run.book.apply([{ type, sheetId: sheet.sheetId, dimension, elements }]);
}

export function placeOf(_sheet: Headers, range: unknown, method: string): RangePlace {
  if (!(range instanceof RangePlace)) throw mismatch(`SpreadsheetApp.Sheet.${method}`, [range]);
  return range;
}

export function insert<S extends Headers>(
  sheet: S,
  dimension: Dimension,
  at: unknown,
  howMany: unknown,
  position: 'before' | 'after',
): S {
  const { run, sheetId } = sheet;
  const quantity = whole(howMany, 'number of rows or columns');
  const base = index(sheet, dimension, at);
  checkRoom(run, sheetId, dimension, quantity);
  const sheetName = run.book.get.getSheetName(sheetId);
  run.book.apply([{ type: 'ADD_COLUMNS_ROWS', sheetId, sheetName, dimension, base, quantity, position }]);
  return sheet;
}

/** Throws Google's sentence when a workbook would grow beyond its limit. */
export function checkRoom(run: Execution, sheetId: string, dimension: Dimension, quantity: number): void {
  const { get } = run.book;
  const { workbookCells, columns } = run.around.limits;
  const across = dimension === 'ROW' ? get.getNumberCols(sheetId) : get.getNumberRows(sheetId);
  if (run.book.cellCount() + quantity * across > workbookCells) {
    throw new Error(
      `This action would increase the number of cells in the workbook above the limit of ${workbookCells} cells.`,
    );
  }
  if (dimension === 'COL' && get.getNumberCols(sheetId) + quantity > columns) {
    throw new Error(
      `This action would increase the number of columns above the limit of ${columns} columns.`,
    );
  }
}

export function remove<S extends Headers>(sheet: S, dimension: Dimension, at: unknown, howMany: unknown): S {
  const { run, sheetId } = sheet;
  const elements = headers(sheet, dimension, at, howMany);
  const { xSplit, ySplit } = run.book.get.getPaneDivisions(sheetId);
  const [size, frozen, name] =
    dimension === 'ROW'
      ? [run.book.get.getNumberRows(sheetId), ySplit, 'rows']
      : [run.book.get.getNumberCols(sheetId), xSplit, 'columns'];
  const thawed = elements.filter((one) => one >= frozen).length;
  if (thawed === size - frozen)
    throw new Error(`Sorry, it is not possible to delete all non-frozen ${name}.`);
  const sheetName = run.book.get.getSheetName(sheetId);
  run.book.apply([{ type: 'REMOVE_COLUMNS_ROWS', sheetId, sheetName, dimension, elements }]);
  return sheet;
}

export function freeze(sheet: Headers, quantity: number, type: string, untype: string): void {
  const { sheetId } = sheet;
  sheet.run.book.apply([quantity === 0 ? { type: untype, sheetId } : { type, sheetId, quantity }]);
}

export function resize<S extends Headers>(
  sheet: S,
  dimension: Dimension,
  at: unknown,
  howMany: unknown,
  size: unknown,
): S {
  const elements = headers(sheet, dimension, at, howMany);
  const pixels = whole(size, 'size');
  const command: Command = {
    type: 'RESIZE_COLUMNS_ROWS',
    sheetId: sheet.sheetId,
    dimension,
    elements,
    size: pixels,
  };
  sheet.run.book.apply([command]);
  return sheet;
}

/** Width by the longest shown text, as there is no screen to measure on; rows go back to fitting their text. */
export function autoResize<S extends Headers>(
  sheet: S,
  dimension: Dimension,
  at: unknown,
  howMany: unknown,
): S {
  const { run, sheetId } = sheet;
  const elements = headers(sheet, dimension, at, howMany);
  const { rows } = run.book.extent(sheetId);
  const sizeOf = (col: number) => {
    let longest = 3;
    for (let row = 0; row < rows; row++) {
      const lines = run.book.display(sheetId, row, col).split('\n');
      longest = Math.max(longest, ...lines.map((line) => line.length));
    }
    return Math.min(1000, 16 + longest * 7);
  };
  const type = 'RESIZE_COLUMNS_ROWS';
  const commands = elements.map(
    (one): Command => ({
      type,
      sheetId,
      dimension,
      elements: [one],
      size: dimension === 'COL' ? sizeOf(one) : null,
    }),
  );
  run.book.apply(commands);
  return sheet;
}

export function groupOf(sheet: Headers, dimension: Dimension, at: unknown, depth: unknown): Group {
  const { run, sheetId } = sheet;
  const group = groupAt(run, sheetId, dimension, index(sheet, dimension, at), whole(depth, 'group depth'));
  if (!group) throw new Error('A group at the given index and depth does not exist.');
  return new Group(run, sheetId, dimension, group);
}
