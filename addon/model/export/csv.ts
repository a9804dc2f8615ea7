/** Tables as CSV that a spreadsheet opens without running anything, and that the import reads back to the same. */
import Papa from 'papaparse';
import { guardText } from '../text.ts';
import type { Table } from './tables.ts';

/** Tells Excel that the file is UTF-8. */
const MARK = '\uFEFF';

/** Cells that could be taken for a formula get an apostrophe in front, which the import takes off again. */
export function csvText({ headings, rows }: Pick<Table, 'headings' | 'rows'>): string {
  const guarded = (cells: readonly string[]): string[] => cells.map((cell) => guardText(cell, 'stored'));
  const lines = [headings, ...rows].map(guarded);
  return `${MARK}${Papa.unparse(lines, { newline: '\r\n' })}\r\n`;
}
