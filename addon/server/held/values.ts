/** Values go back to where they were: as Sanity holds them, or from the row that they slipped into. */
import { extraCode } from '../../model/base.ts';
import { fieldOf } from '../../model/fields.ts';
import type { HeldCode } from '../../model/holds.ts';
import type { LeadId } from '../../model/lead.ts';
import { planPass } from '../../model/plan.ts';
import type { TakesOver } from '../../model/settle.ts';
import { borrowedIn, codeOf, type Shuffled, shuffledIn } from '../../model/shuffle.ts';
import { isChanged, type TabRow } from '../../model/tab.ts';
import { type Move, unshuffle } from '../../model/unshuffle.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { readAll, writeBlock } from '../sheets/cells.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import { type OpenCampaign, openCampaign, takeLeads } from '../sync/mend.ts';
import { changedSince } from '../sync/pass.ts';
import { stretchesOf } from '../sync/rectangles.ts';
import { rewritable } from '../sync/take.ts';
import { findAgain, type HeldAct, rowsOf } from './order.ts';

/** The held cells of these rows take what Sanity holds for them. */
export const takeBack: HeldAct = (order) => {
  const ids = findAgain(order).rows.flatMap(({ id }) => id ?? []);
  const leads = fetchLeads(order.campaign, ids);
  return locked(() => {
    const { open, plan, rows } = findAgain(order);
    const emptied = plan.emptied.get(order.mark);
    const given = new Map<LeadId, ReadonlySet<string>>(
      rows.flatMap((row) => (row.id === null ? [] : [[row.id, codesHeld(row, order.code, emptied)]])),
    );
    const taken = takeLeads(open, { leads, takesOver: (id, code) => given.get(id)?.has(code) === true });
    const [problem] = taken.problems;
    if (problem) throw new Failure('sheet-refused', problem.message);
    if (!taken.complete) return 'A part of the values is back. Choose once more for the rest.';
    const gone = rows.filter(({ id }) => id === null || !leads.has(id)).length;
    const back = `${rowsOf(rows.length - gone)} again show what Sanity holds.`;
    return gone === 0
      ? back
      : `${back} ${rowsOf(gone)} could not: Sanity holds no such lead any more, and the next proof says so.`;
  });
};

/** Codes of the cells that the hold is about; `emptied`: the header of the column that lost its values. */
function codesHeld(row: TabRow, code: HeldCode, emptied: string | undefined): ReadonlySet<string> {
  const named: readonly (readonly [header: string, code: string])[] = [
    ...row.fields.map(({ field }) => [field.header, field.code] as const),
    ...row.extras.map(({ name }) => [name, extraCode(name)] as const),
  ];
  const about = (header: string) =>
    code === 'mass-change'
      ? header === fieldOf('phoneNumber').header
      : code !== 'mass-clear' || header === emptied;
  return new Set(named.filter(([header]) => about(header)).map(([, one]) => one));
}

/**
 * Values that changed places go back to their rows; what was typed since moves with its row. A cell that is left with
 * nothing of its own, or with what another lead said, takes what Sanity holds for it.
 */
export const putBack: HeldAct = (order) => {
  const ids = findAgain(order).rows.flatMap(({ id }) => id ?? []);
  const leads = fetchLeads(order.campaign, ids);
  return locked(() => {
    const { open, rows } = findAgain(order);
    const shuffled = shuffledIn(rows);
    const moves = unshuffle(shuffled);
    const strange = strangeCells(shuffled, rows, open.tab.rows);
    const wrong = rows.some(({ id, ...row }) =>
      [...row.fields, ...row.extras].some(
        (cell) => id !== null && isChanged(cell) && strange(id, codeOf(cell), cell.now),
      ),
    );
    if (moves.length === 0 && !wrong) throw new Failure('sheet-refused', UNTOLD);
    moveCells(open, moves);
    takeLeads(open, { leads, takesOver: strange });
    const left = planPass(openCampaign(order.campaign).tab).held.find(({ code }) => code === order.code);
    return left
      ? `Some of ${rowsOf(rows.length)} have their own values again. Of the others it cannot be told yet whose each is; they are still held.`
      : `${rows.length === 1 ? '1 row has its' : `${rows.length} rows have their`} own values again, read back.`;
  });
};

/** Cells of shuffled rows that hold no value of their own lead, nor one that a person typed. */
function strangeCells(
  { columns, pasted }: Shuffled,
  rows: readonly TabRow[],
  all: readonly TabRow[],
): TakesOver {
  const isBorrowed = borrowedIn(all);
  const from = Math.min(...columns);
  const to = Math.max(...columns);
  const held = new Set(rows.map(({ id }) => id));
  const sorted = new Set(
    rows.flatMap((row) =>
      [...row.fields, ...row.extras].flatMap((cell) =>
        cell.column >= from && cell.column <= to ? codeOf(cell) : [],
      ),
    ),
  );
  const over = new Map([...pasted].map(([row, codes]) => [row.id, codes]));
  return (id, code, now) =>
    over.get(id)?.includes(code) === true ||
    (held.has(id) && sorted.has(code) && (now === null || isBorrowed(code, now)));
}

function moveCells({ sheet, values, tab, rules }: OpenCampaign, moves: readonly Move[]): void {
  for (const column of new Set(moves.map((move) => move.column))) {
    const cells = new Map(
      moves.flatMap(({ column: at, from, to }) =>
        at === column ? [[to, values[from + 1]?.[at] ?? '']] : [],
      ),
    );
    for (const { from, count } of stretchesOf([...cells.keys()])) {
      const block = Array.from({ length: count }, (_, n) => [rewritable(cells.get(from + n) ?? '', rules)]);
      writeBlock(sheet, from + 2, column + 1, block);
    }
  }
  const after = readAll(sheet);
  const lead = tab.columns.lead ?? 0;
  if (moves.some(({ to }) => after[to + 1]?.[lead] !== values[to + 1]?.[lead])) throw changedSince();
}

const UNTOLD =
  'Which value belongs to which row cannot be told any more, so nothing was moved. Undo the sorting (Ctrl+Z), or restore the tab from File → Version history.';
