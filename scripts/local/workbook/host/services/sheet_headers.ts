/** A tab's rows and columns: how many, how large, hidden, frozen, inserted, deleted, moved, grouped. */
import type { Command, Dimension } from '../../engine/types.ts';
import { mismatch, whole } from '../arguments.ts';
import { heightOf, widthOf } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';
import { checkTogglePosition, foldAll, Group, groupAt, groupDepth } from './groups.ts';
import { RangePlace } from './range_place.ts';

export abstract class SheetHeaders extends Service {
  readonly className = 'Sheet';
  readonly sheetId: string;

  constructor(run: Execution, sheetId: string) {
    super(run);
    this.sheetId = sheetId;
    if (!run.book.get.tryGetSheet(sheetId)) throw new Error('The sheet has been deleted.');
  }

  getMaxRows() {
    return this.run.book.get.getNumberRows(this.sheetId);
  }

  getMaxColumns() {
    return this.run.book.get.getNumberCols(this.sheetId);
  }

  insertRowBefore(before: unknown) {
    return insert(this, 'ROW', before, 1, 'before');
  }

  insertRowAfter(after: unknown) {
    return insert(this, 'ROW', after, 1, 'after');
  }

  insertRowsBefore(before: unknown, howMany: unknown) {
    return insert(this, 'ROW', before, howMany, 'before');
  }

  insertRowsAfter(after: unknown, howMany: unknown) {
    return insert(this, 'ROW', after, howMany, 'after');
  }

  /** Zero-based, unlike its sisters. */
  insertRows(index: unknown, howMany: unknown = 1) {
    insert(this, 'ROW', whole(index, 'row index', 0) + 1, howMany, 'before');
  }

  insertColumnBefore(before: unknown) {
    return insert(this, 'COL', before, 1, 'before');
  }

  insertColumnAfter(after: unknown) {
    return insert(this, 'COL', after, 1, 'after');
  }

  insertColumnsBefore(before: unknown, howMany: unknown) {
    return insert(this, 'COL', before, howMany, 'before');
  }

  insertColumnsAfter(after: unknown, howMany: unknown) {
    return insert(this, 'COL', after, howMany, 'after');
  }

  insertColumns(index: unknown, howMany: unknown = 1) {
    insert(this, 'COL', whole(index, 'column index', 0) + 1, howMany, 'before');
  }

  deleteRow(row: unknown) {
    return remove(this, 'ROW', row, 1);
  }

  deleteRows(row: unknown, howMany: unknown) {
    remove(this, 'ROW', row, howMany);
  }

  deleteColumn(column: unknown) {
    return remove(this, 'COL', column, 1);
  }

  deleteColumns(column: unknown, howMany: unknown) {
    remove(this, 'COL', column, howMany);
  }

  hideRows(row: unknown, howMany: unknown = 1) {
    apply(this, 'HIDE_COLUMNS_ROWS', 'ROW', headers(this, 'ROW', row, howMany));
  }

  showRows(row: unknown, howMany: unknown = 1) {
    apply(this, 'UNHIDE_COLUMNS_ROWS', 'ROW', headers(this, 'ROW', row, howMany));
  }

  hideColumns(column: unknown, howMany: unknown = 1) {
    apply(this, 'HIDE_COLUMNS_ROWS', 'COL', headers(this, 'COL', column, howMany));
  }

  showColumns(column: unknown, howMany: unknown = 1) {
    apply(this, 'UNHIDE_COLUMNS_ROWS', 'COL', headers(this, 'COL', column, howMany));
  }

  hideRow(range: unknown) {
    const { zone } = placeOf(this, range, 'hideRow');
    apply(this, 'HIDE_COLUMNS_ROWS', 'ROW', span(zone.top, heightOf({ sheetId: this.sheetId, zone })));
  }

  hideColumn(range: unknown) {
    const { zone } = placeOf(this, range, 'hideColumn');
    apply(this, 'HIDE_COLUMNS_ROWS', 'COL', span(zone.left, widthOf({ sheetId: this.sheetId, zone })));
  }

  unhideRow(range: unknown) {
    const { zone } = placeOf(this, range, 'unhideRow');
    apply(this, 'UNHIDE_COLUMNS_ROWS', 'ROW', span(zone.top, heightOf({ sheetId: this.sheetId, zone })));
  }

  unhideColumn(range: unknown) {
    const { zone } = placeOf(this, range, 'unhideColumn');
    apply(this, 'UNHIDE_COLUMNS_ROWS', 'COL', span(zone.left, widthOf({ sheetId: this.sheetId, zone })));
  }

  isRowHiddenByFilter(row: unknown) {
    return this.run.book.get.isRowFiltered(this.sheetId, index(this, 'ROW', row));
  }

  isRowHiddenByUser(row: unknown) {
    return this.run.book.get.isRowHiddenByUser(this.sheetId, index(this, 'ROW', row));
  }

  isColumnHiddenByUser(column: unknown) {
    return this.run.book.get.isColHiddenByUser(this.sheetId, index(this, 'COL', column));
  }

  getFrozenRows() {
    return this.run.book.get.getPaneDivisions(this.sheetId).ySplit;
  }

  setFrozenRows(rows: unknown) {
    freeze(this, whole(rows, 'number of rows', 0), 'FREEZE_ROWS', 'UNFREEZE_ROWS');
  }

  getFrozenColumns() {
    return this.run.book.get.getPaneDivisions(this.sheetId).xSplit;
  }

  setFrozenColumns(columns: unknown) {
    freeze(this, whole(columns, 'number of columns', 0), 'FREEZE_COLUMNS', 'UNFREEZE_COLUMNS');
  }

  getColumnWidth(column: unknown) {
    return Math.round(this.run.book.get.getColSize(this.sheetId, index(this, 'COL', column)));
  }

  setColumnWidth(column: unknown, width: unknown) {
    return resize(this, 'COL', column, 1, width);
  }

  setColumnWidths(column: unknown, howMany: unknown, width: unknown) {
    return resize(this, 'COL', column, howMany, width);
  }

  getRowHeight(row: unknown) {
    return Math.round(this.run.book.get.getRowSize(this.sheetId, index(this, 'ROW', row)));
  }

  setRowHeight(row: unknown, height: unknown) {
    return resize(this, 'ROW', row, 1, height);
  }

  setRowHeights(row: unknown, howMany: unknown, height: unknown) {
    return resize(this, 'ROW', row, howMany, height);
  }

  setRowHeightsForced(row: unknown, howMany: unknown, height: unknown) {
    return resize(this, 'ROW', row, howMany, height);
  }

  autoResizeColumn(column: unknown) {
    return autoResize(this, 'COL', column, 1);
  }

  autoResizeColumns(column: unknown, howMany: unknown) {
    return autoResize(this, 'COL', column, howMany);
  }

  autoResizeRows(row: unknown, howMany: unknown) {
    return autoResize(this, 'ROW', row, howMany);
  }

  getColumnGroupDepth(column: unknown) {
    return groupDepth(this.run, this.sheetId, 'COL', index(this, 'COL', column));
  }

  getRowGroupDepth(row: unknown) {
    return groupDepth(this.run, this.sheetId, 'ROW', index(this, 'ROW', row));
  }

  getColumnGroup(column: unknown, depth: unknown) {
    return groupOf(this, 'COL', column, depth);
  }

  getRowGroup(row: unknown, depth: unknown) {
    return groupOf(this, 'ROW', row, depth);
  }

  collapseAllColumnGroups() {
    foldAll(this.run, this.sheetId, 'COL', true);
    return this;
  }

  expandAllColumnGroups() {
    foldAll(this.run, this.sheetId, 'COL', false);
    return this;
  }

  collapseAllRowGroups() {
    foldAll(this.run, this.sheetId, 'ROW', true);
    return this;
  }

  expandAllRowGroups() {
    foldAll(this.run, this.sheetId, 'ROW', false);
    return this;
  }

  /** Accepted and without effect: the engine draws the toggle before the group. */
  setColumnGroupControlPosition(position: unknown) {
    checkTogglePosition(position);
    return this;
  }

  setRowGroupControlPosition(position: unknown) {
    checkTogglePosition(position);
    return this;
  }
}

/** Zero-based. Throws for a row or column that the tab has not. */
function index(sheet: SheetHeaders, dimension: Dimension, position: unknown): number {
  const { get } = sheet.run.book;
  const at = whole(position, dimension === 'ROW' ? 'row' : 'column');
  const size = dimension === 'ROW' ? get.getNumberRows(sheet.sheetId) : get.getNumberCols(sheet.sheetId);
  if (at > size) throw new Error('Those columns or rows are out of bounds.');
  return at - 1;
}

function span(start: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => start + i);
}

function headers(sheet: SheetHeaders, dimension: Dimension, start: unknown, howMany: unknown): number[] {
  const first = index(sheet, dimension, start);
  const count = whole(howMany, 'number');
  index(sheet, dimension, first + count);
  return span(first, count);
}

function apply(sheet: SheetHeaders, type: string, dimension: Dimension, elements: readonly number[]): void {
  sheet.run.book.apply([{ type, sheetId: sheet.sheetId, dimension, elements }]);
}

function placeOf(_sheet: SheetHeaders, range: unknown, method: string): RangePlace {
  if (!(range instanceof RangePlace)) throw mismatch(`SpreadsheetApp.Sheet.${method}`, [range]);
  return range;
}

function insert<S extends SheetHeaders>(
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

function remove<S extends SheetHeaders>(sheet: S, dimension: Dimension, at: unknown, howMany: unknown): S {
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

function freeze(sheet: SheetHeaders, quantity: number, type: string, untype: string): void {
  const { sheetId } = sheet;
  sheet.run.book.apply([quantity === 0 ? { type: untype, sheetId } : { type, sheetId, quantity }]);
}

function resize<S extends SheetHeaders>(
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
function autoResize<S extends SheetHeaders>(
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

function groupOf(sheet: SheetHeaders, dimension: Dimension, at: unknown, depth: unknown): Group {
  const { run, sheetId } = sheet;
  const group = groupAt(run, sheetId, dimension, index(sheet, dimension, at), whole(depth, 'group depth'));
  if (!group) throw new Error('A group at the given index and depth does not exist.');
  return new Group(run, sheetId, dimension, group);
}
