/** `Range`: a block of cells with everything that a script can do to it. */
import { list, mismatch, record, text, whole } from '../arguments.ts';
import { type Block, checkShape, grid, heightOf, targetOf, widthOf } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { notImitated } from '../realm.ts';
import { copyCells, moveCells } from './copying.ts';
import { addMetadata, DeveloperMetadataFinder, metadataAt } from './developer_metadata.ts';
import { createFilter, Filter, filterTable } from './filter.ts';
import { shiftGroups } from './groups.ts';
import { protectRange } from './protection.ts';
import { RangeLooks } from './range_looks.ts';
import { checkInside } from './range_place.ts';
import { selectCells } from './selecting.ts';
import { Sheet } from './sheet.ts';
import { sortBlock } from './sort.ts';
import { TextFinder } from './text_finder.ts';
import { checkboxRule, DataValidation, overlaps, setValidations, validationAt } from './validation.ts';

export class Range extends RangeLooks {
  getSheet() {
    return new Sheet(this.run, this.sheetId);
  }

  getCell(row: unknown, column: unknown) {
    const [r, c] = [whole(row, 'row'), whole(column, 'column')];
    if (r > heightOf(this) || c > widthOf(this)) throw new Error('Cell reference out of range');
    const [top, left] = [this.zone.top + r - 1, this.zone.left + c - 1];
    return rangeOn(this.run, { sheetId: this.sheetId, zone: { top, left, bottom: top, right: left } });
  }

  offset(rows: unknown, columns: unknown, height?: unknown, width?: unknown) {
    if (typeof rows !== 'number' || typeof columns !== 'number') {
      throw mismatch('SpreadsheetApp.Range.offset', [rows, columns]);
    }
    const [top, left] = [this.zone.top + rows, this.zone.left + columns];
    const bottom = top + (height === undefined ? heightOf(this) : whole(height, 'number of rows')) - 1;
    const right = left + (width === undefined ? widthOf(this) : whole(width, 'number of columns')) - 1;
    return rangeOn(this.run, { sheetId: this.sheetId, zone: { top, left, bottom, right } });
  }

  getDataValidation() {
    return validationAt(this.run, { sheetId: this.sheetId, row: this.zone.top, col: this.zone.left });
  }

  getDataValidations() {
    const { run, sheetId } = this;
    return grid(run, this, (row, col) => validationAt(run, { sheetId, row, col }));
  }

  setDataValidation(rule: unknown) {
    setValidations(this.run, this, validationOf(rule));
    return this;
  }

  setDataValidations(rules: unknown) {
    checkShape(this, rules).forEach((cells, i) => {
      cells.forEach((rule, j) => {
        const [row, col] = [this.zone.top + i, this.zone.left + j];
        const zone = { top: row, bottom: row, left: col, right: col };
        setValidations(this.run, { sheetId: this.sheetId, zone }, validationOf(rule));
      });
    });
    return this;
  }

  insertCheckboxes(...values: readonly unknown[]) {
    if (values.length > 0) throw notImitated('Range.insertCheckboxes with values');
    setValidations(this.run, this, checkboxRule(this.run));
    return this;
  }

  createFilter() {
    return createFilter(this.run, this);
  }

  getFilter() {
    return filterTable(this.run, this.sheetId) ? new Filter(this.run, this.sheetId) : null;
  }

  protect() {
    return protectRange(this.run, this);
  }

  addDeveloperMetadata(...args: readonly unknown[]) {
    addMetadata(this.run, { block: this }, args);
    return this;
  }

  getDeveloperMetadata() {
    return metadataAt(this.run, { block: this });
  }

  createDeveloperMetadataFinder() {
    return new DeveloperMetadataFinder(this.run, { block: this });
  }

  createTextFinder(search: unknown) {
    return new TextFinder(this.run, [this], text(search, 'SpreadsheetApp.Range.createTextFinder'));
  }

  sort(order: unknown) {
    sortBlock(this.run, this, order);
    return this;
  }

  copyTo(destination: unknown, ...options: readonly unknown[]) {
    if (!(destination instanceof Range)) throw mismatch('SpreadsheetApp.Range.copyTo', [destination]);
    if (options.length > 1) throw notImitated('Range.copyTo with a paste type');
    const { contentsOnly = false } = options[0] === undefined ? {} : record(options[0], 'Range.copyTo');
    copyCells(this.run, this, destination, contentsOnly === true);
  }

  moveTo(target: unknown) {
    if (!(target instanceof Range)) throw mismatch('SpreadsheetApp.Range.moveTo', [target]);
    moveCells(this.run, this, target);
  }

  merge() {
    const target = [targetOf(this)];
    this.run.book.apply([{ type: 'ADD_MERGE', sheetId: this.sheetId, target, force: true }]);
    return this;
  }

  breakApart() {
    const target = mergesIn(this.run, this).map((zone) => targetOf({ sheetId: this.sheetId, zone }));
    if (target.length > 0) this.run.book.apply([{ type: 'REMOVE_MERGE', sheetId: this.sheetId, target }]);
    return this;
  }

  isPartOfMerge() {
    return mergesIn(this.run, this).length > 0;
  }

  getMergedRanges() {
    return mergesIn(this.run, this).map((zone) => new Range(this.run, { sheetId: this.sheetId, zone }));
  }

  shiftColumnGroupDepth(delta: unknown) {
    shiftGroups(this.run, this.sheetId, 'COL', this.zone.left, this.zone.right, delta);
    return this;
  }

  shiftRowGroupDepth(delta: unknown) {
    shiftGroups(this.run, this.sheetId, 'ROW', this.zone.top, this.zone.bottom, delta);
    return this;
  }

  activate() {
    selectCells(this.run, this);
    return this;
  }
}

function validationOf(rule: unknown): DataValidation | null {
  if (rule === null || rule instanceof DataValidation) return rule;
  throw mismatch('SpreadsheetApp.Range.setDataValidation', [rule]);
}

function mergesIn(run: Execution, { sheetId, zone }: Block) {
  return run.book.get.getMerges(sheetId).filter((merge) => overlaps(merge, zone));
}

/** A range that lies on its tab; throws Google's sentence for one that does not. */
export function rangeOn(run: Execution, block: Block): Range {
  checkInside(run, block);
  return new Range(run, block);
}

/** The ranges in a list that a script handed over. */
export function rangesIn(value: unknown, method: string): readonly Range[] {
  return list(value, method).map((one) => {
    if (!(one instanceof Range)) throw mismatch(method, [value]);
    return one;
  });
}
