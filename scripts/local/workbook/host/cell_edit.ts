/** Edits from outside a script and without a browser: a person's typing, or an API client's write. */
import type { CellWrite } from '../engine/write_cells.ts';
import { writeCells } from '../engine/write_cells.ts';
import { parseA1 } from './a1.ts';
import type { Book } from './book.ts';
import type { Block } from './cells.ts';
import type { PersonsChange } from './edits.ts';
import type { CellEdit } from './start.ts';
import { typed } from './typed.ts';

function blockOf(book: Book, { sheet, cell, values }: CellEdit): Block {
  const sheetId = book.get.getSheetIdByName(sheet);
  if (sheetId === undefined) throw new Error(`There is no tab named "${sheet}".`);
  const start = parseA1(cell, () => ({ rows: 1, columns: 1 }));
  if (!start) throw new Error(`"${cell}" is not a cell.`);
  const { top, left } = start.zone;
  const width = Math.max(...values.map((row) => row.length));
  return { sheetId, zone: { top, left, bottom: top + values.length - 1, right: left + width - 1 } };
}

/** What the edit will be to triggers; ask before making it. */
export function editedChange(book: Book, edit: CellEdit): PersonsChange {
  const edited = blockOf(book, edit);
  const { sheetId, zone } = edited;
  const isOne = zone.top === zone.bottom && zone.left === zone.right;
  const before = isOne ? book.display(sheetId, zone.top, zone.left) : '';
  return { changeType: 'EDIT', edited, ...(before === '' ? {} : { oldValue: before }) };
}

/** Writes what was typed, in hidden rows too; fires nothing by itself. Throws for an unknown tab or a bad cell. */
export function editAsApi(book: Book, edit: CellEdit): void {
  const { sheetId, zone } = blockOf(book, edit);
  const rules = book.typingRules();
  const writes = edit.values.flatMap((cells, i) =>
    cells.map((value, j): CellWrite => {
      const [row, col] = [zone.top + i, zone.left + j];
      const { content, format } = typed(value, book.format(sheetId, row, col), rules);
      return format === undefined ? [row, col, content] : [row, col, content, format];
    }),
  );
  book.apply([writeCells(sheetId, writes)]);
}
