/** `Spreadsheet`: the workbook that the script is bound to. */

import { NEW_TAB } from '../../engine/blank.ts';
import { gidOf } from '../../engine/gid.ts';
import { parseA1 } from '../a1.ts';
import { list, mismatch, text, whole } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { Service } from '../realm.ts';
import { addMetadata, DeveloperMetadataFinder, metadataAt } from './developer_metadata.ts';
import { protections } from './protection.ts';
import { Range, rangeOn } from './range.ts';
import { RangeList } from './range_list.ts';
import { selectCells, selectSheet } from './selecting.ts';
import { User } from './session.ts';
import { Sheet } from './sheet.ts';
import { checkSheetName } from './sheet_names.ts';
import { TextFinder } from './text_finder.ts';

export class Spreadsheet extends Service {
  readonly className = 'Spreadsheet';

  getId() {
    return this.run.around.state.spreadsheetId;
  }

  getName() {
    return this.run.around.name;
  }

  getUrl() {
    return `https://docs.google.com/spreadsheets/d/${this.run.around.state.spreadsheetId}/edit`;
  }

  getSpreadsheetTimeZone() {
    return this.run.book.timeZone;
  }

  getSpreadsheetLocale() {
    return this.run.book.localeCode;
  }

  getOwner() {
    return new User(this.run);
  }

  getNumSheets() {
    return this.run.book.get.getSheetIds().length;
  }

  getSheets() {
    return this.run.book.get.getSheetIds().map((id) => new Sheet(this.run, id));
  }

  /** Without regard to case, as the name has to be unique so. */
  getSheetByName(name: unknown) {
    const wanted = text(name, 'SpreadsheetApp.Spreadsheet.getSheetByName').toLowerCase();
    const { get } = this.run.book;
    const id = get.getSheetIds().find((one) => get.getSheetName(one).toLowerCase() === wanted);
    return id === undefined ? null : new Sheet(this.run, id);
  }

  getSheetById(gid: unknown) {
    const id = this.run.book.get.getSheetIds().find((one) => gidOf(one) === gid);
    return id === undefined ? null : new Sheet(this.run, id);
  }

  getActiveSheet() {
    return new Sheet(this.run, activeSheetId(this.run));
  }

  setActiveSheet(sheet: unknown) {
    const { sheetId } = sheetOf(sheet, 'setActiveSheet');
    selectSheet(this.run, sheetId);
    return new Sheet(this.run, sheetId);
  }

  getActiveRange() {
    return new Range(this.run, { sheetId: activeSheetId(this.run), zone: this.run.selection });
  }

  getSelection(): never {
    throw new Error('Spreadsheet.getSelection is not imitated by the local host');
  }

  getActiveCell() {
    const { top, left } = this.run.selection;
    return new Range(this.run, {
      sheetId: activeSheetId(this.run),
      zone: { top, left, bottom: top, right: left },
    });
  }

  getCurrentCell() {
    return this.getActiveCell();
  }

  setActiveRange(range: unknown) {
    if (!(range instanceof Range)) throw mismatch('SpreadsheetApp.Spreadsheet.setActiveRange', [range]);
    selectCells(this.run, range);
    return range;
  }

  setCurrentCell(cell: unknown) {
    return this.setActiveRange(cell);
  }

  setActiveSelection(place: unknown) {
    return this.setActiveRange(place instanceof Range ? place : rangeNamed(this.run, place));
  }

  getRange(notation: unknown) {
    return rangeNamed(this.run, notation);
  }

  getRangeList(notations: unknown) {
    const ranges = list(notations, 'SpreadsheetApp.Spreadsheet.getRangeList');
    return new RangeList(
      this.run,
      ranges.map((one) => rangeNamed(this.run, one)),
    );
  }

  getRangeByName(name: unknown) {
    const named = this.run.book.get.getNamedRange(text(name, 'SpreadsheetApp.Spreadsheet.getRangeByName'));
    return named ? new Range(this.run, named.range) : null;
  }

  setNamedRange(name: unknown, range: unknown) {
    if (!(range instanceof Range)) throw mismatch('SpreadsheetApp.Spreadsheet.setNamedRange', [name, range]);
    const wanted = text(name, 'SpreadsheetApp.Spreadsheet.setNamedRange');
    const { get } = this.run.book;
    const ranges = [get.getRangeDataFromZone(range.sheetId, range.zone)];
    this.run.book.apply([
      get.getNamedRange(wanted)
        ? { type: 'UPDATE_NAMED_RANGE', oldRangeName: wanted, newRangeName: wanted, ranges }
        : { type: 'CREATE_NAMED_RANGE', name: wanted, ranges },
    ]);
  }

  removeNamedRange(name: unknown) {
    this.run.book.apply([{ type: 'DELETE_NAMED_RANGE', name: String(name) }]);
  }

  /** `()`, `(name)`, `(index)`, `(name, index)`, each with `{template}` last. The new tab becomes the active one. */
  insertSheet(...args: readonly unknown[]) {
    const { get } = this.run.book;
    const names = args.filter((one) => typeof one === 'string');
    const indexes = args.filter((one) => typeof one === 'number');
    const [options] = args.filter((one) => one !== null && typeof one === 'object');
    if (names.length + indexes.length + (options ? 1 : 0) !== args.length) {
      throw mismatch('SpreadsheetApp.Spreadsheet.insertSheet', args);
    }
    const name = names[0] ?? nextName(this.run);
    checkSheetName(this.run, name);
    const active = get.getSheetIds().indexOf(activeSheetId(this.run));
    const position = Math.min(indexes[0] ?? active + 1, get.getSheetIds().length);
    const sheetId = crypto.randomUUID();
    const template = options instanceof Sheet ? options : templateOf(options);
    if (template) {
      this.run.book.apply(copyCommands(this.run, template.sheetId, sheetId, name, position));
    } else {
      checkCells(this.run);
      const size = { cols: NEW_TAB.columns, rows: NEW_TAB.rows };
      this.run.book.apply([{ type: 'CREATE_SHEET', sheetId, name, position, ...size }]);
    }
    selectSheet(this.run, sheetId);
    return new Sheet(this.run, sheetId);
  }

  deleteSheet(sheet: unknown) {
    const { sheetId } = sheetOf(sheet, 'deleteSheet');
    const { get } = this.run.book;
    if (get.getSheetIds().length === 1) throw new Error("You can't remove all the sheets in a document.");
    if (get.getVisibleSheetIds().every((one) => one === sheetId)) {
      throw new Error("You can't remove all the visible sheets in a document.");
    }
    this.run.book.apply([{ type: 'DELETE_SHEET', sheetId, sheetName: get.getSheetName(sheetId) }]);
    if (this.run.activeSheetId === sheetId) this.run.activeSheetId = get.getVisibleSheetIds()[0] ?? '';
  }

  deleteActiveSheet() {
    this.deleteSheet(this.getActiveSheet());
    return this.getActiveSheet();
  }

  duplicateActiveSheet() {
    const { get } = this.run.book;
    const from = activeSheetId(this.run);
    const name = freeName(this.run, `Copy of ${get.getSheetName(from)}`);
    const sheetId = crypto.randomUUID();
    this.run.book.apply(copyCommands(this.run, from, sheetId, name, get.getSheetIds().indexOf(from) + 1));
    selectSheet(this.run, sheetId);
    return new Sheet(this.run, sheetId);
  }

  renameActiveSheet(name: unknown) {
    this.getActiveSheet().setName(name);
  }

  /** To a place counted from 1. */
  moveActiveSheet(position: unknown) {
    const sheetId = activeSheetId(this.run);
    const ids = this.run.book.get.getSheetIds();
    const to = whole(position, 'sheet position') - 1;
    if (to >= ids.length) throw new Error('The sheet position is out of bounds.');
    const delta = to - ids.indexOf(sheetId);
    if (delta !== 0) this.run.book.apply([{ type: 'MOVE_SHEET', sheetId, delta }]);
  }

  getLastRow() {
    return this.getActiveSheet().getLastRow();
  }

  getLastColumn() {
    return this.getActiveSheet().getLastColumn();
  }

  getDataRange() {
    return this.getActiveSheet().getDataRange();
  }

  getProtections(type: unknown) {
    return protections(this.run, type);
  }

  addDeveloperMetadata(...args: readonly unknown[]) {
    addMetadata(this.run, { workbook: true }, args);
    return this;
  }

  getDeveloperMetadata() {
    return metadataAt(this.run, { workbook: true });
  }

  createDeveloperMetadataFinder() {
    return new DeveloperMetadataFinder(this.run, { workbook: true });
  }

  createTextFinder(search: unknown) {
    const { get } = this.run.book;
    const all = get.getSheetIds().map((sheetId) => ({ sheetId, zone: this.run.book.wholeSheet(sheetId) }));
    return new TextFinder(this.run, all, text(search, 'SpreadsheetApp.Spreadsheet.createTextFinder'));
  }

  toast(message: unknown, title: unknown = '', seconds: unknown = 5) {
    const { screen, toasts } = this.run.occasion;
    if (!screen && !toasts) throw new Error('Cannot show a toast from this context.');
    const effect = { message: String(message), title: String(title ?? ''), seconds: Number(seconds ?? 5) };
    this.run.effects.push({ kind: 'toast', ...effect });
  }
}

/** The active tab; when somebody deleted it meanwhile, the first that shows. */
function activeSheetId(run: Execution): string {
  const { get } = run.book;
  if (!get.tryGetSheet(run.activeSheetId)) run.activeSheetId = get.getVisibleSheetIds()[0] ?? '';
  return run.activeSheetId;
}

function sheetOf(value: unknown, method: string): Sheet {
  if (!(value instanceof Sheet)) throw mismatch(`SpreadsheetApp.Spreadsheet.${method}`, [value]);
  return value;
}

function rangeNamed(run: Execution, notation: unknown): Range {
  const { get } = run.book;
  const idOf = (name: string | null) =>
    name === null
      ? activeSheetId(run)
      : get.getSheetIds().find((id) => get.getSheetName(id).toLowerCase() === name.toLowerCase());
  const parsed = parseA1(text(notation, 'SpreadsheetApp.Spreadsheet.getRange'), (name) => {
    const id = idOf(name);
    return id === undefined ? null : { rows: get.getNumberRows(id), columns: get.getNumberCols(id) };
  });
  const sheetId = parsed ? idOf(parsed.sheetName) : undefined;
  if (!parsed || sheetId === undefined) throw new Error('Range not found');
  return rangeOn(run, { sheetId, zone: parsed.zone });
}

function templateOf(options: unknown): Sheet | null {
  if (options === undefined || options === null) return null;
  const template: unknown = Reflect.get(Object(options), 'template');
  if (!(template instanceof Sheet)) throw mismatch('SpreadsheetApp.Spreadsheet.insertSheet', [options]);
  return template;
}

function copyCommands(run: Execution, from: string, sheetId: string, name: string, position: number) {
  const at = run.book.get.getSheetIds().indexOf(from) + 1;
  const copy = { type: 'DUPLICATE_SHEET', sheetId: from, sheetIdTo: sheetId, sheetNameTo: name };
  return position === at ? [copy] : [copy, { type: 'MOVE_SHEET', sheetId, delta: position - at }];
}

function checkCells(run: Execution): void {
  const most = run.around.limits.workbookCells;
  if (run.book.cellCount() + NEW_TAB.rows * NEW_TAB.columns <= most) return;
  throw new Error(
    `This action would increase the number of cells in the workbook above the limit of ${most} cells.`,
  );
}

function nextName(run: Execution): string {
  const { get } = run.book;
  const taken = new Set(get.getSheetIds().map((id) => get.getSheetName(id).toLowerCase()));
  let number = get.getSheetIds().length + 1;
  while (taken.has(`sheet${number}`)) number++;
  return `Sheet${number}`;
}

function freeName(run: Execution, wanted: string): string {
  const { get } = run.book;
  const taken = new Set(get.getSheetIds().map((id) => get.getSheetName(id).toLowerCase()));
  let name = wanted;
  for (let i = 1; taken.has(name.toLowerCase()); i++) name = `${wanted} ${i}`;
  return name;
}
