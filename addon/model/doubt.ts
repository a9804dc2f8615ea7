/** Rows of which nobody can tell whose they are: they take nothing from Sanity until that is settled. */
import { shortHash } from './hash.ts';
import { type Shuffled, shuffledIn } from './shuffle.ts';
import { codesOf, copiedRows, type Tab, type TabRow } from './tab.ts';

/** Rows that carry another row's id, or another lead's history. */
export function mistakenRows({ rows }: Tab): readonly TabRow[] {
  return [...copiedRows(rows.filter((row) => row.id !== null)), ...rows.filter((row) => row.stray)];
}

/** Those, and rows whose values changed places: what they took would be carried to another lead when these go back. */
export function doubtfulRows(tab: Tab): readonly TabRow[] {
  return [...new Set([...mistakenRows(tab), ...shuffledRows(tab).rows])];
}

const known = new WeakMap<Tab, Shuffled>();

/**
 * What changed places in this tab, looked for once. A copied row takes part: what a sort carried out of it landed in a
 * row that would otherwise be trusted.
 */
export function shuffledRows(tab: Tab): Shuffled {
  const found =
    known.get(tab) ?? shuffledIn(tab.rows.filter((row) => !row.stray && (row.id !== null || row.filled)));
  known.set(tab, found);
  return found;
}

/**
 * A mark of what in the tab can take what Sanity tells: the columns that are synced, and the rows that take nothing.
 * Another mark means that a column or row may have missed something.
 */
export function takersMark(tab: Tab): string {
  const names = doubtfulRows(tab).map((row) => `${row.id} ${row.stray?.id ?? ''}`);
  return shortHash([...[...codesOf(tab.columns)].sort(), ...names.sort()].join('|'));
}
