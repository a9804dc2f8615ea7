/** Reading and writing blocks of cells, with Google's rules for shape, size, coercion and filtered rows. */
import type { Command, Style, Zone } from '../engine/types.ts';
import { type CellWrite, writeCells } from '../engine/write_cells.ts';
import { toA1 } from './a1.ts';
import type { Execution } from './execution.ts';
import { typed } from './typed.ts';

/** A block of cells on a tab; zone ends are inclusive. */
export interface Block {
  readonly sheetId: string;
  readonly zone: Zone;
}

export function heightOf({ zone }: Block): number {
  return zone.bottom - zone.top + 1;
}

export function widthOf({ zone }: Block): number {
  return zone.right - zone.left + 1;
}

export function targetOf({ zone }: Block): Zone {
  const { top, left, bottom, right } = zone;
  return { top, left, bottom, right };
}

/** Reads every cell of a block, row by row. */
export function grid<T>(run: Execution, block: Block, read: (row: number, col: number) => T): T[][] {
  run.readCells(heightOf(block) * widthOf(block));
  const { zone } = block;
  const rows: T[][] = [];
  for (let row = zone.top; row <= zone.bottom; row++) {
    const cells: T[] = [];
    for (let col = zone.left; col <= zone.right; col++) cells.push(read(row, col));
    rows.push(cells);
  }
  return rows;
}

/** Throws Google's sentence when a matrix has not the block's shape. */
export function checkShape(block: Block, values: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(values))
    throw new Error('The parameters (String) do not match: an array of rows is needed.');
  const [height, width] = [heightOf(block), widthOf(block)];
  if (values.length !== height) {
    throw new Error(
      `The number of rows in the data does not match the number of rows in the range. The data has ${values.length} but the range has ${height}.`,
    );
  }
  for (const row of values) {
    if (!Array.isArray(row))
      throw new Error(
        "The parameters (number[]) don't match the method signature for SpreadsheetApp.Range.setValues.",
      );
    if (row.length !== width) {
      throw new Error(
        `The number of columns in the data does not match the number of columns in the range. The data has ${row.length} but the range has ${width}.`,
      );
    }
  }
  return values;
}

/** The same value for every cell of a block. */
export function filled<T>(block: Block, value: T): readonly (readonly T[])[] {
  const row: readonly T[] = new Array<T>(widthOf(block)).fill(value);
  return new Array(heightOf(block)).fill(row);
}

/**
 * Writes values as `setValues` does: strings are read as if typed, and rows that a filter hides are skipped without a word.
 * Throws, with nothing written, for a text that is longer than a cell holds or that a validation rule rejects.
 */
export function writeValues(run: Execution, block: Block, values: readonly (readonly unknown[])[]): void {
  const { book } = run;
  const { sheetId, zone } = block;
  const rules = book.typingRules();
  const writes: CellWrite[] = [];
  const rejects = rejecter(run, sheetId);
  values.forEach((cells, i) => {
    const row = zone.top + i;
    const hidden = book.get.isRowFiltered(sheetId, row);
    cells.forEach((value, j) => {
      const col = zone.left + j;
      checkLength(run, value);
      const { content, format } = typed(value, book.format(sheetId, row, col), rules);
      rejects(row, col, content);
      if (hidden) return;
      writes.push(format === undefined ? [row, col, content] : [row, col, content, format]);
    });
  });
  run.writeCells(heightOf(block) * widthOf(block));
  if (writes.length > 0) book.apply([writeCells(sheetId, writes)]);
}

function checkLength(run: Execution, value: unknown): void {
  const most = run.around.limits.cellCharacters;
  if (typeof value === 'string' && value.length > most) {
    throw new Error(`Your input contains more than the maximum of ${most} characters in a single cell.`);
  }
}

/** Says no to what a drop-down with "reject input" does not hold. */
function rejecter(run: Execution, sheetId: string): (row: number, col: number, content: string) => void {
  const { get } = run.book;
  const strict = get
    .getDataValidationRules(sheetId)
    .some((rule) => rule.isBlocking && rule.criterion.type === 'isValueInList');
  if (!strict) return () => undefined;
  return (row, col, content) => {
    const rule = get.getValidationRuleForCell({ sheetId, row, col });
    if (!rule?.isBlocking || rule.criterion.type !== 'isValueInList' || content === '') return;
    if (rule.criterion.values.includes(content)) return;
    const cell = toA1({ top: row, bottom: row, left: col, right: col });
    throw new Error(
      `The data you entered in cell ${cell} violates the data validation rules set on this cell.`,
    );
  };
}

/** Makes the commands that give every cell of a block a style of its own; cells alike in a column go together. */
export function styleCommands(block: Block, styles: readonly (readonly Style[])[]): Command[] {
  return runs(block, styles, (style, target) => ({
    type: 'SET_FORMATTING',
    sheetId: block.sheetId,
    target: [target],
    style,
  }));
}

/** The same for number formats; `''` is Google's General. */
export function formatCommands(block: Block, formats: readonly (readonly string[])[]): Command[] {
  return runs(block, formats, (format, target) => ({
    type: 'SET_FORMATTING',
    sheetId: block.sheetId,
    target: [target],
    format,
  }));
}

/** Splits a block into the largest upright runs of equal values: one command for all when everything is equal. */
function runs<T>(
  { zone }: Block,
  values: readonly (readonly T[])[],
  command: (value: T, target: Zone) => Command,
): Command[] {
  const keys = values.map((row) => row.map((value) => JSON.stringify(value)));
  const first = keys[0]?.[0];
  const only = values[0]?.[0];
  if (only !== undefined && keys.every((row) => row.every((key) => key === first)))
    return [command(only, zone)];
  const commands: Command[] = [];
  for (let j = 0; j <= zone.right - zone.left; j++) {
    for (let start = 0; start < values.length; ) {
      let end = start;
      while (end + 1 < values.length && keys[end + 1]?.[j] === keys[start]?.[j]) end++;
      const value = values[start]?.[j];
      const col = zone.left + j;
      if (value !== undefined) {
        commands.push(
          command(value, { top: zone.top + start, bottom: zone.top + end, left: col, right: col }),
        );
      }
      start = end + 1;
    }
  }
  return commands;
}
