/** What an import's receipt rests on: that no row is unaccounted for, and the rows that were left out. */
import { guardText } from '../text.ts';
import { type CheckedRow, type Counts, leftOutBecause } from './check.ts';
import { fileRow, type ImportFile } from './file.ts';

/** True when every row that came in is accounted for: rows in = created + duplicate + invalid + skipped. */
export function isBalanced(counts: Counts): boolean {
  const parts = [counts.created, counts.duplicate, counts.invalid, counts.skipped];
  const whole = [counts.rowsIn, ...parts].every((n) => Number.isInteger(n) && n >= 0);
  return whole && counts.rowsIn === parts.reduce((sum, n) => sum + n, 0);
}

/**
 * The rows that were left out as a table: headings first, each row with its number in the file and the reason, then
 * its cells as the file had them. Guarded, so that a spreadsheet that opens it runs no formula.
 */
export function leftOutTable(file: ImportFile, rows: readonly CheckedRow[]): readonly (readonly string[])[] {
  const guarded = (cells: readonly string[]): readonly string[] => cells.map((c) => guardText(c, 'stored'));
  const body = rows.flatMap((checked) => {
    const why = leftOutBecause(checked);
    if (why === null) return [];
    const { line } = checked.row;
    return [[String(fileRow(line)), ...guarded([why, ...(file.rows[line - 1] ?? [])])]];
  });
  return [['Row in file', 'Why it was left out', ...guarded(file.headers)], ...body];
}
