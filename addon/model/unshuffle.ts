/** Where values that changed places between rows belong: by which row each row's values came from. */
import type { Hash } from './hash.ts';
import { type Cell, changedColumns, type Shuffled } from './shuffle.ts';
import { isChanged, type RowExtra, type RowField, type TabRow } from './tab.ts';

/** A cell goes back: what stands in row `from` belongs into row `to`. Indexes as in `TabRow`. */
export interface Move {
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

/** Row → the row that its values belong to. */
type Homes = ReadonlyMap<number, number>;

/** Of the cells that tell, so many must not contradict that their column was sorted with the others. */
const NEARLY_ALL = 0.8;

/**
 * Where the values of shuffled rows belong. Where every row has a home, whole rows go home, and what was typed since
 * goes along; otherwise each value goes to the row that lost it, and a column of which that cannot be said is left alone.
 */
export function unshuffle({ rows, columns }: Pick<Shuffled, 'rows' | 'columns'>): readonly Move[] {
  if (columns.size === 0) return [];
  const changed = changedColumns(rows);
  const homes = homesOf(rows, columns);
  const all = completed(homes, rows);
  const from = Math.min(...columns);
  const to = Math.max(...columns);
  // People sort what stands side by side: a column between two that were sorted was sorted too.
  const between = [
    ...new Set(rows.flatMap((row) => [...row.fields, ...row.extras].map((cell) => cell.column))),
  ];
  return between
    .filter((column) => column >= from && column <= to)
    .flatMap((column) => {
      if (all && wentTogether(column, rows, homes)) return movesOf(column, all);
      return columns.has(column) ? oneByOne(column, changed.get(column) ?? [], homes) : [];
    });
}

/** The rows of which most columns say that their values belong to one row. */
function homesOf(rows: readonly TabRow[], columns: ReadonlySet<number>): Homes {
  const votes = new Map<number, Map<number, number>>();
  for (const column of columns) {
    const cells = cellsOf(column, rows);
    const owners = new Map<Hash, number | null>();
    for (const [index, { base }] of cells) if (base) owners.set(base, owners.has(base) ? null : index);
    for (const [index, cell] of cells) {
      const owner = cell.now === null || !isChanged(cell) ? null : (owners.get(cell.now) ?? null);
      if (owner === null) continue;
      const said = votes.get(index) ?? new Map<number, number>();
      votes.set(index, said.set(owner, (said.get(owner) ?? 0) + 1));
    }
  }
  return new Map(
    [...votes].flatMap(([row, said]) => {
      const all = [...said.values()].reduce((sum, one) => sum + one, 0);
      const most = [...said].find(([, count]) => 2 * count > all);
      return most ? [[row, most[0]] as const] : [];
    }),
  );
}

function cellsOf(column: number, rows: readonly TabRow[]): ReadonlyMap<number, RowField | RowExtra> {
  return new Map(
    rows.flatMap((row) => {
      const cell = [...row.fields, ...row.extras].find((one) => one.column === column);
      return cell ? [[row.index, cell] as const] : [];
    }),
  );
}

/**
 * Every row with its home, or null where that cannot be known. Rows that show what nobody said before belong where
 * nothing else does: into the one row that is left, or into rows without an id, which are all alike.
 */
function completed(homes: Homes, rows: readonly TabRow[]): Homes | null {
  const taken = new Set(homes.values());
  if (taken.size < homes.size) return null;
  const homeless = rows.filter(({ index }) => !homes.has(index));
  const free = rows.filter(({ index }) => !taken.has(index));
  if (homeless.length !== free.length || [...taken].some((index) => !rows.some((row) => row.index === index)))
    return null;
  if (free.length > 1 && free.some(({ base }) => base !== null)) return null;
  return new Map([
    ...homes,
    ...homeless.flatMap((row, n) => {
      const home = free[n];
      return home ? [[row.index, home.index] as const] : [];
    }),
  ]);
}

/** False when values of this column say that they belong elsewhere than their rows' other values. Typed ones say nothing. */
function wentTogether(column: number, rows: readonly TabRow[], homes: Homes): boolean {
  const cells = cellsOf(column, rows);
  const known = new Set([...cells.values()].flatMap(({ base }) => base ?? []));
  const telling = [...homes].filter(([from, to]) => {
    const now = cells.get(from)?.now ?? null;
    return from !== to && now !== null && known.has(now);
  });
  const right = telling.filter(([from, to]) => cells.get(to)?.base === cells.get(from)?.now);
  return right.length >= NEARLY_ALL * telling.length;
}

function movesOf(column: number, homes: Homes): readonly Move[] {
  return [...homes].flatMap(([from, to]) => (from === to ? [] : [{ column, from, to }]));
}

/** Each value to a row that lost it; what is left over, if it is one, to the row that is left over. */
function oneByOne(column: number, changed: readonly Cell[], homes: Homes): readonly Move[] {
  const pool = new Map<Hash | null, number[]>();
  for (const { row, cell } of changed) pool.set(cell.now, [...(pool.get(cell.now) ?? []), row.index]);
  const moves: Move[] = [];
  const waiting: number[] = [];
  for (const { row, cell } of changed) {
    const cells = pool.get(cell.base) ?? [];
    const home = cells.findIndex((from) => homes.get(from) === row.index);
    const [from] = cells.splice(Math.max(0, home), 1);
    if (from === undefined) waiting.push(row.index);
    else moves.push({ column, from, to: row.index });
  }
  const [from, ...others] = [...pool.values()].flat();
  const [to] = waiting;
  if (from === undefined) return moves;
  // What is left over may be typed: overwritten, it would be lost.
  return to !== undefined && others.length === 0 ? [...moves, { column, from, to }] : [];
}
