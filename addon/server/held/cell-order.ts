/** Bringing single cells to what they should say, by whose row they are in: rows may move while it is done. */
import { type CellRules, type CellValue, cellText, readCell } from '../../model/cell.ts';
import { fieldOf } from '../../model/fields.ts';
import { refusalOf } from '../failure.ts';
import { type CellBlock, isHiddenByFilter, readAll, writeBlock } from '../sheets/cells.ts';
import type { Sheet } from '../sheets/workbook.ts';
import type { OpenCampaign } from '../sync/mend.ts';
import { stretchesOf } from '../sync/rectangles.ts';
import { rewritable } from '../sync/take.ts';
import { placesOf } from './places.ts';

/** A cell by the row and column that it had when the tab was read; rows as in `TabRow`. */
export interface CellWish {
  readonly index: number;
  readonly column: number;
  readonly value: CellValue;
}

export interface CellsDone {
  /** Cells that do not say what they should, or whose row cannot be found any more. */
  readonly wrong: number;
  /** Cells in which something was typed meanwhile; they were left. */
  readonly typed: number;
  /** One of the wrong rows is hidden by a filter. */
  readonly hidden: boolean;
  /** What Google said where it refused a write. */
  readonly refused: string | null;
  /** Texts of wished values that stand nowhere in their columns; a few of them. */
  readonly missing: readonly string[];
}

const ROUNDS = 3;
/** Rows of which Google is asked whether a filter hides them: each costs a call. */
const ASKED_ROWS = 100;
const NAMED = 20;

/** Whether a filter hides any of these rows (from 0 below the header); of very many, some are asked about. */
export function hidesAny(sheet: Sheet, rows: readonly number[]): boolean {
  const step = Math.max(1, Math.ceil(rows.length / ASKED_ROWS));
  return rows.some((index, n) => n % step === 0 && isHiddenByFilter(sheet, index + 2));
}

/** What stands in one cell, and what should. */
interface Standing {
  /** Where the row is now; from 0 below the header. null: it cannot be told. */
  readonly at: number | null;
  readonly value: CellValue;
  readonly state: 'right' | 'wrong' | 'typed';
}

/**
 * Makes cells say what is wished, and reads them back. `open` is the tab as it was read at first, `ours` what was ever
 * written here. Every other cell of these columns that got one of these values as rows moved gets back what it said.
 */
export function bringCells(
  open: OpenCampaign,
  wishes: readonly CellWish[],
  ours: readonly CellWish[],
): CellsDone {
  const columns = [...new Set(wishes.map(({ column }) => column))];
  let refused: string | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    let wrote = 0;
    for (const column of columns) {
      const wrong = standingIn(open, readAll(open.sheet), column, wishes, ours).filter(isWritable);
      const cells = new Map(wrong.map(({ at, value }) => [at, value]));
      wrote += cells.size;
      for (const { from, count } of stretchesOf([...cells.keys()])) {
        const block = Array.from({ length: count }, (_, n) => [
          rewritable(cells.get(from + n) ?? '', open.rules),
        ]);
        refused = refusalOf(() => writeBlock(open.sheet, from + 2, column + 1, block)) ?? refused;
      }
    }
    if (wrote === 0) break;
  }
  const now = readAll(open.sheet);
  const all = columns.flatMap((column) => standingIn(open, now, column, wishes, ours));
  const wrong = all.filter(({ state }) => state === 'wrong');
  const rows = [...new Set(wrong.flatMap(({ at }) => at ?? []))];
  return {
    wrong: wrong.length,
    typed: all.filter(({ state }) => state === 'typed').length,
    hidden: hidesAny(open.sheet, rows),
    refused,
    missing: missingOf(open, now, wishes).slice(0, NAMED),
  };
}

function missingOf(
  { tab, rules }: OpenCampaign,
  now: CellBlock,
  wishes: readonly CellWish[],
): readonly string[] {
  const missing = wishes.filter(({ column, value }) => {
    const same = sameIn(tab.columns.fields, column, rules);
    return value !== '' && !now.slice(1).some((line) => same(line[column] ?? '', value));
  });
  return [...new Set(missing.map(({ value }) => cellText(value, rules.apostrophe)))];
}

function isWritable(cell: Standing): cell is Standing & { readonly at: number } {
  return cell.state === 'wrong' && cell.at !== null;
}

/** Every cell of a column that has a say in it; `value` is what it should say. */
function standingIn(
  { values, tab, rules }: OpenCampaign,
  now: CellBlock,
  column: number,
  wishes: readonly CellWish[],
  ours: readonly CellWish[],
): readonly Standing[] {
  const same = sameIn(tab.columns.fields, column, rules);
  const wished = new Map(
    wishes.flatMap((wish) => (wish.column === column ? [[wish.index, wish.value]] : [])),
  );
  const written = ours.flatMap((wish) => (wish.column === column ? [wish.value] : []));
  const isOurs = (value: CellValue) => written.some((one) => same(one, value));
  const places = placesOf(values, now, tab.columns.lead);
  const moved = now.length !== values.length || places.some((at, index) => at !== index);
  const known = new Set(places);
  const standing: Standing[] = [];
  places.forEach((at, index) => {
    const was = values[index + 1]?.[column] ?? '';
    const wish = wished.get(index);
    if (wish === undefined && (!moved || at === null)) return;
    const value = wish ?? was;
    const stands = at === null ? null : (now[at + 1]?.[column] ?? '');
    if (stands === null) standing.push({ at, value, state: 'wrong' });
    else if (same(stands, value)) standing.push({ at, value, state: 'right' });
    else if (same(stands, was) || isOurs(stands)) standing.push({ at, value, state: 'wrong' });
    else if (wish !== undefined) standing.push({ at, value, state: 'typed' });
  });
  if (!moved) return standing;
  // A row that came meanwhile may have got a value of ours before it was noticed.
  now.slice(1).forEach((line, at) => {
    if (known.has(at)) return;
    const stands = line[column] ?? '';
    const touched = new Set(ours.map((wish) => wish.column));
    const isBlank = line.every((cell, place) => touched.has(place) || cell === '');
    if (stands !== '' && isBlank && isOurs(stands)) standing.push({ at, value: '', state: 'wrong' });
  });
  return standing;
}

/** Tells whether two cells of a column say the same: the same text, or the same value in the field's own form. */
function sameIn(
  fields: OpenCampaign['tab']['columns']['fields'],
  column: number,
  rules: CellRules,
): (a: CellValue, b: CellValue) => boolean {
  const [key] = [...fields].find(([, place]) => place === column) ?? [];
  const field = key === undefined ? null : fieldOf(key);
  return (a, b) => {
    if (cellText(a, rules.apostrophe) === cellText(b, rules.apostrophe)) return true;
    if (field === null || (typeof a === 'string' && typeof b === 'string')) return false;
    const [one, other] = [readCell(field, a, rules), readCell(field, b, rules)];
    return one.state === 'value' && other.state === 'value' && one.key === other.key;
  };
}
