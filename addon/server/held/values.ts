/** Values go back to where they were: as Sanity holds them, or from the row that they slipped into. */
import { extraCode } from '../../model/base.ts';
import { fieldOf } from '../../model/fields.ts';
import type { HeldCode } from '../../model/holds.ts';
import type { LeadId } from '../../model/lead.ts';
import { borrowedIn, shuffledIn } from '../../model/shuffle.ts';
import type { TabRow } from '../../model/tab.ts';
import { type Move, unshuffle } from '../../model/unshuffle.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { readAll, writeBlock } from '../sheets/cells.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import { type OpenCampaign, takeLeads } from '../sync/mend.ts';
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
    return `${rowsOf(rows.length)} again show what Sanity holds.`;
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
 * Values that changed places go back to their rows; what was typed since moves with its row. Where that cannot be told
 * any more, and where another lead was pasted over a row, what another lead said gives way to what Sanity holds.
 */
export const putBack: HeldAct = (order) => {
  const ids = findAgain(order).rows.flatMap(({ id }) => id ?? []);
  const leads = fetchLeads(order.campaign, ids);
  return locked(() => {
    const { open, rows } = findAgain(order);
    const shuffled = shuffledIn(rows);
    const moves = unshuffle(shuffled);
    const given = moves.length > 0 ? shuffled.pasted : borrowedIn(rows, open.tab.rows);
    const codes = new Map([...given].map(([row, borrowed]) => [row.id, borrowed]));
    if (moves.length === 0 && ![...codes.values()].some((borrowed) => borrowed.length > 0))
      throw new Failure('sheet-refused', UNTOLD);
    moveCells(open, moves);
    takeLeads(open, { leads, takesOver: (id, code) => codes.get(id)?.includes(code) === true });
    return `${rowsOf(rows.length)} got their own values back, as far as it can be told whose each is.`;
  });
};

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
