/** A range's values, formulas and notes. */
import { attach, detach } from '../../engine/attachments.ts';
import type { Command, PlacedAttachment } from '../../engine/types.ts';
import { writeCells } from '../../engine/write_cells.ts';
import { list, record, text } from '../arguments.ts';
import { type Block, checkShape, filled, grid, targetOf, writeValues } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { notImitated } from '../realm.ts';
import { RangePlace } from './range_place.ts';
import { setValidations } from './validation.ts';

export abstract class RangeValues extends RangePlace {
  getValue() {
    this.run.readCells(1);
    return this.run.book.value(this.sheetId, this.zone.top, this.zone.left);
  }

  getValues() {
    return grid(this.run, this, (row, col) => this.run.book.value(this.sheetId, row, col));
  }

  getDisplayValue() {
    this.run.readCells(1);
    return this.run.book.display(this.sheetId, this.zone.top, this.zone.left);
  }

  getDisplayValues() {
    return grid(this.run, this, (row, col) => this.run.book.display(this.sheetId, row, col));
  }

  setValue(value: unknown) {
    writeValues(this.run, this, filled(this, value));
    return this;
  }

  setValues(values: unknown) {
    writeValues(this.run, this, checkShape(this, values));
    return this;
  }

  isBlank() {
    return grid(this.run, this, (row, col) => this.run.book.value(this.sheetId, row, col))
      .flat()
      .every((value) => value === '');
  }

  getFormula() {
    this.run.readCells(1);
    return this.run.book.formula(this.sheetId, this.zone.top, this.zone.left);
  }

  getFormulas() {
    return grid(this.run, this, (row, col) => this.run.book.formula(this.sheetId, row, col));
  }

  setFormula(formula: unknown) {
    writeValues(this.run, this, filled(this, asFormula(formula)));
    return this;
  }

  setFormulas(formulas: unknown) {
    const rows = checkShape(this, formulas).map((row) => row.map(asFormula));
    writeValues(this.run, this, rows);
    return this;
  }

  isChecked() {
    const values = new Set(
      grid(this.run, this, (row, col) => this.run.book.value(this.sheetId, row, col)).flat(),
    );
    if (values.size !== 1) return null;
    return values.has(true) ? true : values.has(false) ? false : null;
  }

  check() {
    writeValues(this.run, this, filled(this, true));
    return this;
  }

  uncheck() {
    writeValues(this.run, this, filled(this, false));
    return this;
  }

  /** Without options: contents and formats, but neither notes nor validation. Reaches rows that a filter hides. */
  clear(options?: unknown) {
    const asked = Object.entries(options === undefined ? {} : record(options, 'SpreadsheetApp.Range.clear'))
      .filter(([, wanted]) => wanted === true)
      .map(([name]) => name);
    if (asked.includes('skipFilteredRows')) throw notImitated('Range.clear({skipFilteredRows: true})');
    if (asked.length === 0 || asked.includes('contentsOnly')) clearContent(this.run, this);
    if (asked.length === 0 || asked.includes('formatOnly')) clearFormat(this.run, this);
    if (asked.includes('validationsOnly')) setValidations(this.run, this, null);
    if (asked.includes('commentsOnly')) clearNotes(this.run, this);
    return this;
  }

  clearContent() {
    clearContent(this.run, this);
    return this;
  }

  clearFormat() {
    clearFormat(this.run, this);
    return this;
  }

  clearNote() {
    clearNotes(this.run, this);
    return this;
  }

  clearDataValidations() {
    setValidations(this.run, this, null);
    return this;
  }

  getNote() {
    const corner = { top: this.zone.top, bottom: this.zone.top, left: this.zone.left, right: this.zone.left };
    return noteTexts(this.run, { sheetId: this.sheetId, zone: corner }).values().next().value ?? '';
  }

  getNotes() {
    const notes = noteTexts(this.run, this);
    return grid(this.run, this, (row, col) => notes.get(`${row},${col}`) ?? '');
  }

  setNote(note: unknown) {
    setNotes(this.run, this, filled(this, note));
    return this;
  }

  setNotes(notes: unknown) {
    setNotes(this.run, this, checkShape(this, list(notes, 'SpreadsheetApp.Range.setNotes')));
    return this;
  }
}

function asFormula(value: unknown): string {
  const formula = text(value, 'SpreadsheetApp.Range.setFormula');
  return formula === '' || formula.startsWith('=') ? formula : `=${formula}`;
}

/** Empties cells, hidden by a filter or not. The engine's own command for it would take drop-downs and filters along. */
export function clearContent(run: Execution, block: Block): void {
  const filled = cellsIn(run, block).filter(({ cell }) => cell.isFormula || (cell.content ?? '') !== '');
  run.writeCells(filled.length);
  if (filled.length === 0) return;
  run.book.apply([
    writeCells(
      block.sheetId,
      filled.map(({ row, col }) => [row, col, '']),
    ),
  ]);
}

export function clearFormat(run: Execution, block: Block): void {
  const { sheetId } = block;
  const looked = cellsIn(run, block).filter(
    ({ cell }) => cell.style !== undefined || (cell.format ?? '') !== '',
  );
  run.writeCells(looked.length);
  const commands: Command[] = looked.map(({ row, col }) => ({
    type: 'UPDATE_CELL',
    sheetId,
    row,
    col,
    style: null,
    format: '',
  }));
  if (run.book.get.getBordersColors(sheetId).length > 0) {
    const border = { position: 'clear' };
    commands.push({ type: 'SET_ZONE_BORDERS', sheetId, target: [targetOf(block)], border });
  }
  run.book.apply(commands);
}

/** The cells of a block that hold anything at all. */
function cellsIn(run: Execution, { sheetId, zone }: Block) {
  const { get } = run.book;
  return get
    .getCells(sheetId)
    .map((cell) => ({ cell, ...get.getCellPosition(cell.id) }))
    .filter(({ row, col }) => row >= zone.top && row <= zone.bottom && col >= zone.left && col <= zone.right);
}

export function clearNotes(run: Execution, block: Block): void {
  run.book.apply(notesIn(run, block).map((note) => detach(note.id)));
}

function notesIn(run: Execution, { sheetId, zone }: Block): readonly PlacedAttachment[] {
  return run.book.attachments('note', sheetId).filter(({ range }) => {
    if (!range) return false;
    const { top, left } = range.zone;
    return top >= zone.top && top <= zone.bottom && left >= zone.left && left <= zone.right;
  });
}

function noteTexts(run: Execution, block: Block): ReadonlyMap<string, string> {
  return new Map(
    notesIn(run, block).map(({ range, payload }) => [
      `${range?.zone.top},${range?.zone.left}`,
      String(payload.text),
    ]),
  );
}

function setNotes(run: Execution, block: Block, notes: readonly (readonly unknown[])[]): void {
  const { sheetId, zone } = block;
  const commands: Command[] = notesIn(run, block).map((note) => detach(note.id));
  notes.forEach((cells, i) => {
    cells.forEach((note, j) => {
      if (note === null || note === undefined || note === '') return;
      const [row, col] = [zone.top + i, zone.left + j];
      const range = run.book.get.getRangeDataFromZone(sheetId, {
        top: row,
        bottom: row,
        left: col,
        right: col,
      });
      const payload = { text: String(note) };
      commands.push(attach({ id: crypto.randomUUID(), kind: 'note', payload }, { sheetId, range }));
    });
  });
  run.book.apply(commands);
}
