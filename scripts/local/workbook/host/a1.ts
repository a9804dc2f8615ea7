/** A1 notation: `B2`, `A1:C5`, `D:F`, `2:4`, `A2:C`, with or without a tab's name before it. */
import type { Zone } from '../engine/types.ts';

export interface A1 {
  /** The tab's name, or null when the notation names none. */
  readonly sheetName: string | null;
  readonly zone: Zone;
}

/** Letters of a zero-based column: 0 is `A`, 26 is `AA`. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetters(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

function columnOf(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Reads a notation; open ends reach to the tab's last row or column, by `sizeOf`. Null when it is none. */
export function parseA1(
  text: string,
  sizeOf: (sheetName: string | null) => { readonly rows: number; readonly columns: number } | null,
): A1 | null {
  const match = /^(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?([^!]+)$/.exec(text.trim());
  if (!match) return null;
  const sheetName = match[1]?.replaceAll("''", "'") ?? match[2] ?? null;
  const size = sizeOf(sheetName);
  const ends = /^\$?([a-z]{0,3})\$?(\d{0,8})(?::\$?([a-z]{0,3})\$?(\d{0,8}))?$/i.exec(match[3] ?? '');
  if (!size || !ends) return null;
  const [, c1 = '', r1 = '', c2, r2] = ends;
  if (c1 === '' && r1 === '') return null;
  if (c2 === undefined && r2 === undefined) {
    if (c1 === '' || r1 === '') return null;
    return { sheetName, zone: zoneOf(columnOf(c1), Number(r1) - 1, columnOf(c1), Number(r1) - 1) };
  }
  if (c2 === '' && r2 === '') return null;
  const left = c1 === '' ? 0 : columnOf(c1);
  const top = r1 === '' ? 0 : Number(r1) - 1;
  const right = c2 ? columnOf(c2) : size.columns - 1;
  const bottom = r2 ? Number(r2) - 1 : size.rows - 1;
  return { sheetName, zone: zoneOf(left, top, right, bottom) };
}

function zoneOf(left: number, top: number, right: number, bottom: number): Zone {
  return {
    left: Math.min(left, right),
    right: Math.max(left, right),
    top: Math.min(top, bottom),
    bottom: Math.max(top, bottom),
  };
}

/** `A1:B2`, or `A1` for one cell. */
export function toA1(zone: Zone): string {
  const start = `${columnLetters(zone.left)}${zone.top + 1}`;
  const end = `${columnLetters(zone.right)}${zone.bottom + 1}`;
  return start === end ? start : `${start}:${end}`;
}

/** A tab's name as a formula needs it. */
export function quoteSheet(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `'${name.replaceAll("'", "''")}'`;
}
