/** `Range.sort`, `Sheet.sort`, `Filter.sort`: whole cells change places, rows and what hangs on them do not. */
import type { Cell, Command } from '../../engine/types.ts';
import { mismatch, record, whole } from '../arguments.ts';
import type { CellValue } from '../book.ts';
import { type Block, heightOf, widthOf } from '../cells.ts';
import type { Execution } from '../execution.ts';

interface Order {
  /** Zero-based, absolute on the tab. */
  readonly column: number;
  readonly ascending: boolean;
}

/** Sorts a block by absolute columns. Column and row metadata stay where they were (unconfirmed at Google). */
export function sortBlock(run: Execution, block: Block, order: unknown): void {
  const orders = (Array.isArray(order) ? order : [order]).map(readOrder);
  for (const { column } of orders) {
    if (column < block.zone.left || column > block.zone.right) {
      throw new Error('The sort column is outside the range.');
    }
  }
  const { sheetId, zone } = block;
  const { book } = run;
  run.readCells(heightOf(block) * widthOf(block));
  const rows: { readonly row: number; readonly keys: readonly CellValue[] }[] = [];
  for (let row = zone.top; row <= zone.bottom; row++) {
    rows.push({ row, keys: orders.map(({ column }) => book.value(sheetId, row, column)) });
  }
  const sorted = rows.toSorted((a, b) => compareRows(a.keys, b.keys, orders) || a.row - b.row);
  const commands: Command[] = [];
  sorted.forEach(({ row: from }, i) => {
    const to = zone.top + i;
    if (from === to) return;
    for (let col = zone.left; col <= zone.right; col++) {
      const cell = book.get.getCell({ sheetId, row: from, col });
      commands.push({
        type: 'UPDATE_CELL',
        sheetId,
        row: to,
        col,
        ...contentOf(run, cell, to - from, sheetId),
      });
    }
  });
  run.writeCells(commands.length);
  book.apply(commands);
}

function contentOf(run: Execution, cell: Cell | undefined, down: number, sheetId: string) {
  const content =
    cell?.isFormula && cell.compiledFormula
      ? run.book.get.getTranslatedCellFormula(sheetId, 0, down, cell.compiledFormula)
      : (cell?.content ?? '');
  return { content, style: cell?.style ?? null, format: cell?.format ?? '' };
}

function readOrder(order: unknown): Order {
  if (typeof order === 'number') return { column: whole(order, 'column') - 1, ascending: true };
  const { column, ascending = true } = record(order, 'SpreadsheetApp.Range.sort');
  if (typeof column !== 'number') throw mismatch('SpreadsheetApp.Range.sort', [order]);
  return { column: whole(column, 'column') - 1, ascending: ascending === true };
}

function compareRows(a: readonly CellValue[], b: readonly CellValue[], orders: readonly Order[]): number {
  for (const [i, { ascending }] of orders.entries()) {
    const [x = '', y = ''] = [a[i], b[i]];
    // Empty cells come last, whichever way the rest goes.
    if (x === '' || y === '') {
      if (x !== y) return x === '' ? 1 : -1;
      continue;
    }
    const sign = compare(x, y);
    if (sign !== 0) return ascending ? sign : -sign;
  }
  return 0;
}

/** Numbers and dates, then text without regard to case, then false and true. */
function compare(x: CellValue, y: CellValue): number {
  const [a, b] = [rank(x), rank(y)];
  if (a !== b) return a - b;
  if (typeof x === 'string' && typeof y === 'string')
    return x.localeCompare(y, 'en', { sensitivity: 'base' });
  return Number(x) - Number(y);
}

function rank(value: CellValue): number {
  return typeof value === 'boolean' ? 2 : typeof value === 'string' ? 1 : 0;
}
