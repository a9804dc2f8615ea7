/** Whole rows of the sheet, compared as they stand: whatever a column is, and whether it is synced or not. */
import type { CellValue } from '../../model/cell.ts';

/** What a row says, less these columns; cells that are empty at its end say nothing. */
export function wordsOf(line: readonly CellValue[], less: readonly (number | null)[]): string {
  const cells = line.map((cell, column) => (less.includes(column) ? '' : wordOf(cell)));
  while (cells.length > 0 && cells[cells.length - 1] === '') cells.pop();
  return JSON.stringify(cells);
}

/** A text and a number that look alike are not the same. */
function wordOf(cell: CellValue): string | number | boolean | readonly number[] {
  return cell instanceof Date ? [cell.getTime()] : cell;
}

/** How often each text stands in a list. */
export function timesOf(texts: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}
