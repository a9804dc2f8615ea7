/** How formulas are written: ranges, and functions that both Google Sheets and the local engine have. */

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

/** A place in the tab of the formula itself, fixed; rows and columns from 1. */
export function fixed(row: number, column: number, rows = 1, columns = 1): string {
  const from = `$${columnLetters(column - 1)}$${row}`;
  if (rows === 1 && columns === 1) return from;
  return `${from}:$${columnLetters(column + columns - 2)}$${row + rows - 1}`;
}

/** A tab's name as it stands before a reference. */
export function quoted(tabName: string): string {
  return `'${tabName.replace(/'/g, "''")}'!`;
}

/** Swaps one text for another in a text, each pair in its turn; all are formulas. */
export function swapped(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((inner, [from, to]) => `SUBSTITUTE(${inner},${from},${to})`, text);
}

/** What people call blank, as a plain space, outer ones and doubles taken away; what is an error is a text too. */
export function tidy(cell: string): string {
  const blanks = [9, 10, 13, 160].map((code): [string, string] => [`CHAR(${code})`, '" "']);
  return `IFERROR(TRIM(${swapped(cell, blanks)}),"#")`;
}
