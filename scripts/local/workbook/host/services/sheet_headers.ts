import { whole } from '../arguments.ts';
import { heightOf, widthOf } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';
import { checkTogglePosition, foldAll, groupDepth } from './groups.ts';
import {
  apply,
  autoResize,
  freeze,
  groupOf,
  headers,
  index,
  insert,
  placeOf,
  remove,
  resize,
  span,
} from './header_actions.ts';

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
