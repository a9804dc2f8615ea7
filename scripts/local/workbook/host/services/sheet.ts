/** `Sheet`: one tab. */
import { gidOf } from '../../engine/gid.ts';
import { list, mismatch, record, text, whole } from '../arguments.ts';
import { writeValues } from '../cells.ts';
import { engineColour, googleColour } from '../colours.ts';
import { notImitated } from '../realm.ts';
import { EmbeddedChartBuilder } from './chart_builder.ts';
import { chartsOf, insertChart, removeChart, updateChart } from './charts.ts';
import { conditionalFormats, setConditionalFormats } from './conditional_format.ts';
import { addMetadata, DeveloperMetadataFinder, metadataAt } from './developer_metadata.ts';
import { SHEET_TYPE } from './enums.ts';
import { Filter, filterTable } from './filter.ts';
import { checkRoom } from './header_actions.ts';
import { protections, protectSheet } from './protection.ts';
import { Range, rangeOn } from './range.ts';
import { RangeList } from './range_list.ts';
import { clearContent, clearFormat, clearNotes } from './range_values.ts';
import { selectCells, selectSheet } from './selecting.ts';
import { SheetHeaders } from './sheet_headers.ts';
import { allOf, chartOf, moveHeaders, zoneOf } from './sheet_helpers.ts';
import { checkSheetName } from './sheet_names.ts';
import { sortBlock } from './sort.ts';
import { Spreadsheet } from './spreadsheet.ts';
import { TextFinder } from './text_finder.ts';

export class Sheet extends SheetHeaders {
  getSheetId() {
    return gidOf(this.sheetId);
  }

  getName() {
    return this.run.book.get.getSheetName(this.sheetId);
  }

  getSheetName() {
    return this.run.book.get.getSheetName(this.sheetId);
  }

  setName(name: unknown) {
    const newName = text(name, 'SpreadsheetApp.Sheet.setName');
    const oldName = this.run.book.get.getSheetName(this.sheetId);
    checkSheetName(this.run, newName, this.sheetId);
    if (newName !== oldName) {
      this.run.book.apply([{ type: 'RENAME_SHEET', sheetId: this.sheetId, newName, oldName }]);
    }
    return this;
  }

  /** Counted from 1. */
  getIndex() {
    return this.run.book.get.getSheetIds().indexOf(this.sheetId) + 1;
  }

  getParent() {
    return new Spreadsheet(this.run);
  }

  getType() {
    return SHEET_TYPE.GRID;
  }

  getRange(...place: readonly unknown[]) {
    return rangeOn(this.run, { sheetId: this.sheetId, zone: zoneOf(this, place) });
  }

  getRangeList(notations: unknown) {
    const ranges = list(notations, 'SpreadsheetApp.Sheet.getRangeList').map((one) =>
      rangeOn(this.run, { sheetId: this.sheetId, zone: zoneOf(this, [one]) }),
    );
    return new RangeList(this.run, ranges);
  }

  getDataRange() {
    const { rows, columns } = this.run.book.extent(this.sheetId);
    const zone = { top: 0, left: 0, bottom: Math.max(rows, 1) - 1, right: Math.max(columns, 1) - 1 };
    return new Range(this.run, { sheetId: this.sheetId, zone });
  }

  getLastRow() {
    return this.run.book.extent(this.sheetId).rows;
  }

  getLastColumn() {
    return this.run.book.extent(this.sheetId).columns;
  }

  getSheetValues(row: unknown, column: unknown, rows: unknown, columns: unknown) {
    return rangeOn(this.run, {
      sheetId: this.sheetId,
      zone: zoneOf(this, [row, column, rows, columns]),
    }).getValues();
  }

  /** Writes below the last row with content, adding a row where there is none left. */
  appendRow(values: unknown) {
    const cells = list(values, 'SpreadsheetApp.Sheet.appendRow');
    const { get } = this.run.book;
    const row = this.run.book.extent(this.sheetId).rows;
    const short = {
      ROW: row + 1 - get.getNumberRows(this.sheetId),
      COL: cells.length - get.getNumberCols(this.sheetId),
    };
    const sheetName = get.getSheetName(this.sheetId);
    for (const dimension of ['ROW', 'COL'] as const) {
      const quantity = short[dimension];
      if (quantity <= 0) continue;
      checkRoom(this.run, this.sheetId, dimension, quantity);
      const base =
        (dimension === 'ROW' ? get.getNumberRows(this.sheetId) : get.getNumberCols(this.sheetId)) - 1;
      const place = { sheetId: this.sheetId, sheetName, dimension, base, quantity, position: 'after' };
      this.run.book.apply([{ type: 'ADD_COLUMNS_ROWS', ...place }]);
    }
    const zone = { top: row, bottom: row, left: 0, right: Math.max(cells.length, 1) - 1 };
    if (cells.length > 0) writeValues(this.run, { sheetId: this.sheetId, zone }, [cells]);
    return this;
  }

  /** Contents and formats; notes and validation stay. */
  clear(options?: unknown) {
    const asked = options === undefined ? {} : record(options, 'SpreadsheetApp.Sheet.clear');
    const all = asked.contentsOnly !== true && asked.formatOnly !== true;
    if (all || asked.contentsOnly === true) clearContent(this.run, allOf(this));
    if (all || asked.formatOnly === true) clearFormat(this.run, allOf(this));
    return this;
  }

  clearContents() {
    clearContent(this.run, allOf(this));
    return this;
  }

  clearFormats() {
    clearFormat(this.run, allOf(this));
    return this;
  }

  clearNotes() {
    clearNotes(this.run, allOf(this));
    return this;
  }

  clearConditionalFormatRules() {
    setConditionalFormats(this.run, this.sheetId, []);
  }

  activate() {
    selectSheet(this.run, this.sheetId);
    return this;
  }

  getActiveRange() {
    if (this.run.activeSheetId !== this.sheetId) return null;
    return new Range(this.run, { sheetId: this.sheetId, zone: this.run.selection });
  }

  getActiveCell() {
    const { top, left } = this.run.activeSheetId === this.sheetId ? this.run.selection : { top: 0, left: 0 };
    return new Range(this.run, { sheetId: this.sheetId, zone: { top, left, bottom: top, right: left } });
  }

  getCurrentCell() {
    return this.run.activeSheetId === this.sheetId ? this.getActiveCell() : null;
  }

  setActiveRange(range: unknown) {
    if (!(range instanceof Range)) throw mismatch('SpreadsheetApp.Sheet.setActiveRange', [range]);
    selectCells(this.run, range);
    return range;
  }

  setActiveSelection(place: unknown) {
    const range =
      place instanceof Range
        ? place
        : rangeOn(this.run, { sheetId: this.sheetId, zone: zoneOf(this, [place]) });
    selectCells(this.run, range);
    return range;
  }

  setCurrentCell(cell: unknown) {
    if (!(cell instanceof Range)) throw mismatch('SpreadsheetApp.Sheet.setCurrentCell', [cell]);
    selectCells(this.run, cell);
    return cell;
  }

  hideSheet() {
    if (!this.run.book.get.isSheetVisible(this.sheetId)) return this;
    if (this.run.book.get.getVisibleSheetIds().length === 1) {
      throw new Error("You can't hide all the sheets in a document.");
    }
    this.run.book.apply([{ type: 'HIDE_SHEET', sheetId: this.sheetId }]);
    return this;
  }

  showSheet() {
    if (!this.run.book.get.isSheetVisible(this.sheetId)) {
      this.run.book.apply([{ type: 'SHOW_SHEET', sheetId: this.sheetId }]);
    }
    return this;
  }

  isSheetHidden() {
    return !this.run.book.get.isSheetVisible(this.sheetId);
  }

  getTabColor() {
    const colour = this.run.book.get.tryGetSheet(this.sheetId)?.color;
    return colour ? googleColour(colour, '') : null;
  }

  setTabColor(colour: unknown) {
    const color = engineColour(colour);
    this.run.book.apply([
      { type: 'COLOR_SHEET', sheetId: this.sheetId, ...(color === null ? {} : { color }) },
    ]);
    return this;
  }

  hasHiddenGridlines() {
    return this.run.book.get.tryGetSheet(this.sheetId)?.areGridLinesVisible === false;
  }

  setHiddenGridlines(hidden: unknown) {
    const areGridLinesVisible = hidden !== true;
    this.run.book.apply([{ type: 'SET_GRID_LINES_VISIBILITY', sheetId: this.sheetId, areGridLinesVisible }]);
    return this;
  }

  sort(column: unknown, ascending: unknown = true) {
    const frozen = this.run.book.get.getPaneDivisions(this.sheetId).ySplit;
    const { rows, columns } = this.run.book.extent(this.sheetId);
    if (rows <= frozen) return this;
    const zone = { top: frozen, left: 0, bottom: rows - 1, right: columns - 1 };
    const order = { column: whole(column, 'column'), ascending: ascending === true };
    sortBlock(this.run, { sheetId: this.sheetId, zone }, order);
    return this;
  }

  getFilter() {
    return filterTable(this.run, this.sheetId) ? new Filter(this.run, this.sheetId) : null;
  }

  newChart() {
    return new EmbeddedChartBuilder(this.run);
  }

  getCharts() {
    return chartsOf(this.run, this.sheetId);
  }

  insertChart(chart: unknown) {
    insertChart(this.run, this.sheetId, chartOf(chart, 'insertChart'));
  }

  updateChart(chart: unknown) {
    updateChart(this.run, this.sheetId, chartOf(chart, 'updateChart'));
  }

  removeChart(chart: unknown) {
    removeChart(this.run, this.sheetId, chartOf(chart, 'removeChart'));
  }

  getConditionalFormatRules() {
    return conditionalFormats(this.run, this.sheetId);
  }

  setConditionalFormatRules(rules: unknown) {
    setConditionalFormats(
      this.run,
      this.sheetId,
      list(rules, 'SpreadsheetApp.Sheet.setConditionalFormatRules'),
    );
  }

  protect() {
    return protectSheet(this.run, this.sheetId);
  }

  getProtections(type: unknown) {
    return protections(this.run, type, this.sheetId);
  }

  addDeveloperMetadata(...args: readonly unknown[]) {
    addMetadata(this.run, { sheetId: this.sheetId }, args);
    return this;
  }

  getDeveloperMetadata() {
    return metadataAt(this.run, { sheetId: this.sheetId });
  }

  createDeveloperMetadataFinder() {
    return new DeveloperMetadataFinder(this.run, { sheetId: this.sheetId });
  }

  createTextFinder(search: unknown) {
    return new TextFinder(this.run, [allOf(this)], text(search, 'SpreadsheetApp.Sheet.createTextFinder'));
  }

  getNamedRanges(): never {
    throw notImitated('Sheet.getNamedRanges');
  }

  setRightToLeft(rightToLeft: unknown) {
    if (rightToLeft === true) throw notImitated('Sheet.setRightToLeft');
    return this;
  }

  moveColumns(columns: unknown, destination: unknown) {
    moveHeaders(this, 'COL', columns, destination);
  }

  moveRows(rows: unknown, destination: unknown) {
    moveHeaders(this, 'ROW', rows, destination);
  }
}
