/** Values go back to where they were: as Sanity holds them, or from the row that they slipped into. */
import type { LeadId, LeadSnapshot } from '../../model/lead.ts';
import { planPass } from '../../model/plan.ts';
import type { TakesOver } from '../../model/settle.ts';
import { borrowedIn, codeOf, type Shuffled, shuffledIn } from '../../model/shuffle.ts';
import { isChanged, type TabRow } from '../../model/tab.ts';
import { type Move, unshuffle } from '../../model/unshuffle.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import { type OpenCampaign, openCampaign, takeLeads } from '../sync/mend.ts';
import type { Taken } from '../sync/take.ts';
import { bringCells, type CellsDone, hidesAny } from './cell-order.ts';
import { codesHeld, findAgain, type HeldAct, type HeldOrder, rowsOf } from './order.ts';

/** The held cells of these rows take what Sanity holds for them. */
export const takeBack: HeldAct = (order) => {
  return locked(() => {
    const { open, plan, rows } = findAgain(order);
    const leads = leadsOf(order, rows);
    const emptied = plan.emptied.get(order.mark);
    const given = new Map<LeadId, ReadonlySet<string>>(
      rows.flatMap((row) => (row.id === null ? [] : [[row.id, codesHeld(row, order.code, emptied)]])),
    );
    const taken = takeLeads(open, { leads, takesOver: (id, code) => given.get(id)?.has(code) === true });
    refuse(taken, 'Not every row got its values back.');
    if (!taken.complete) return 'A part of the values is back. Choose once more for the rest.';
    const gone = rows.filter(({ id }) => id === null || !leads.has(id)).length;
    const back = `${rowsOf(rows.length - gone)} again show what Sanity holds.`;
    return gone === 0
      ? back
      : `${back} ${rowsOf(gone)} could not: Sanity holds no such lead any more, and the next proof says so.`;
  });
};

/**
 * Values that changed places go back to their rows; what was typed since moves with its row. A cell that is left with
 * nothing of its own, or with what another lead said, takes what Sanity holds for it.
 */
export const putBack: HeldAct = (order) => {
  return locked(() => {
    const { open, rows } = findAgain(order);
    const leads = leadsOf(order, rows);
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
    const taken = takeLeads(open, { leads, takesOver: strange });
    refuse(taken, 'The values are in their rows again, but not every row took what Sanity holds for it.');
    if (!taken.complete) return 'A part of the values is back. Choose once more if rows are still held.';
    const left = planPass(openCampaign(order.campaign).tab).held.find(({ code }) => code === order.code);
    return left
      ? `Some of ${rowsOf(rows.length)} have their own values again. Of the others it cannot be told yet whose each is; they are still held.`
      : `${rows.length === 1 ? '1 row has its' : `${rows.length} rows have their`} own values again, read back.`;
  });
};

/** Under the lock: what was asked before it could be older than the tab. */
function leadsOf({ campaign }: HeldOrder, rows: readonly TabRow[]): ReadonlyMap<LeadId, LeadSnapshot> {
  return fetchLeads(
    campaign,
    rows.flatMap(({ id }) => id ?? []),
  );
}

/** Throws a Failure that names how many rows did not take what was written, and why the first did not. */
function refuse({ problems }: Taken, what: string): void {
  const [first] = problems;
  if (!first) return;
  const rows = rowsOf(new Set(problems.map(({ row }) => row)).size);
  throw new Failure('sheet-refused', `${what} Of ${rows}, row ${first.row} says: ${first.message}`);
}

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

/**
 * Moves the values, column by column, and proves each by reading. What cannot be proven goes back to where it stood: all
 * of it, or under a filter, which would let only a part of it back, the column that did not come out whole.
 */
function moveCells(open: OpenCampaign, moves: readonly Move[]): void {
  const { values } = open;
  const rows = [...new Set(moves.map(({ to }) => to))];
  if (hidesAny(open.sheet, rows))
    throw new Failure('sheet-refused', `${FILTERED} Nothing was moved. ${CLEAR}`);
  const columns = [...new Set(moves.map(({ column }) => column))];
  columns.forEach((column, n) => {
    const here = moves.filter((move) => move.column === column);
    const should = here.map(({ from, to }) => ({
      index: to,
      column,
      value: values[from + 1]?.[column] ?? '',
    }));
    const done = bringCells(open, should, should);
    if (done.wrong === 0 && done.typed === 0) return;
    const back = done.hidden ? [column] : columns.slice(0, n + 1);
    const was = moves.flatMap(({ column: at, to }) =>
      back.includes(at) ? [{ index: to, column: at, value: values[to + 1]?.[at] ?? '' }] : [],
    );
    const ours = moves.map(({ column: at, from, to }) => ({
      index: to,
      column: at,
      value: values[from + 1]?.[at] ?? '',
    }));
    const undone = bringCells(open, was, ours);
    const kept = columns.slice(0, n).filter((at) => !back.includes(at));
    throw new Failure('sheet-refused', `${whyNot(done)} ${leftAs(open, undone, kept)}`);
  });
}

const FILTERED =
  'A filter hides some of these rows, and Google Sheets writes only to rows that it shows, so their values cannot all be put back.';
const CLEAR = 'Clear the filter (Data → Remove filter), then choose again.';

function whyNot({ hidden, refused }: CellsDone): string {
  if (hidden) return FILTERED;
  if (refused !== null) return `The values could not all be put back. ${refused}`;
  return 'The tab changed while the values were being put back, so not all of them came to stand in their rows.';
}

/** What is true of the tab after values that could not be put back were put where they stood. */
function leftAs({ values }: OpenCampaign, undone: CellsDone, kept: readonly number[]): string {
  const { wrong, typed, missing } = undone;
  const names = kept.map((column) => `"${String(values[0]?.[column] ?? '')}"`).join(', ');
  const some = names === '' ? '' : ` The values of ${names} are in their rows again, read back.`;
  const own =
    typed === 0
      ? ''
      : ` ${typed === 1 ? '1 cell' : `${typed} cells`} typed into meanwhile kept what was typed.`;
  if (wrong === 0) {
    const rest = kept.length === 0 ? 'Every value' : 'Every other value';
    return `${rest} is again where it stood before.${some}${own} ${CLEAR}`;
  }
  const lost =
    missing.length === 0
      ? ''
      : ` Of what stood there, this is nowhere in its column now: ${missing.join(' · ')}.`;
  return `Nor could everything be left as it was: ${wrong === 1 ? '1 cell does' : `${wrong} cells do`} not say what stood there before.${some}${own}${lost} Clear the filter if there is one, and restore the tab from File → Version history.`;
}

const UNTOLD =
  'Which value belongs to which row cannot be told any more, so nothing was moved. Undo the sorting (Ctrl+Z), or restore the tab from File → Version history.';
