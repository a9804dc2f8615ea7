/** Deleting rows, each looked at right before it goes: Google deletes by number, and numbers change meanwhile. */
import type { CellValue } from '../../model/cell.ts';
import type { TabRow } from '../../model/tab.ts';
import { Failure } from '../failure.ts';
import { deleteRows, ensureRows, keepAsText, readAll, readBlock, writeBlock } from '../sheets/cells.ts';
import type { OpenCampaign } from '../sync/mend.ts';
import { stretchesOf } from '../sync/rectangles.ts';
import { rewritable } from '../sync/take.ts';
import { timesOf, wordsOf } from './lines.ts';
import { rowsOf } from './order.ts';

type Line = readonly CellValue[];

/**
 * Deletes rows, the lowest first, and reads the tab back. Throws a Failure that says how many were deleted as soon as
 * one is not what was read, and when another row turns out to have gone in its place: that one is given back.
 */
export function removeRows(open: OpenCampaign, rows: readonly TabRow[]): void {
  const { sheet, values } = open;
  const columns = values[0]?.length ?? 0;
  const gone: Line[] = [];
  let changed = false;
  for (const { from, count } of [...stretchesOf(rows.map(({ index }) => index))].reverse()) {
    const read = values.slice(from + 1, from + 1 + count);
    const now = readBlock(sheet, { row: from + 2, column: 1, rows: count, columns });
    changed = read.some((line, n) => wordsOf(line, []) !== wordsOf(now[n] ?? [], []));
    if (changed) break;
    deleteRows(sheet, from + 2, count);
    gone.push(...read);
  }
  const { still, lost } = whatWent(open, gone);
  if (lost.length > 0) giveBack(open, lost);
  if (!changed && still === 0 && lost.length === 0) return;
  const deleted = `${gone.length - still} of ${rowsOf(rows.length)} deleted`;
  const back =
    lost.length === 0
      ? ''
      : ` ${rowsOf(lost.length)} went in place of those meant, and ${lost.length === 1 ? 'stands' : 'stand'} at the end of the tab now, as they were read before. Compare them with File → Version history.`;
  throw new Failure(
    'changed',
    `The tab changed while rows were being deleted, so it was stopped: ${deleted}.${back} Look at it again, then choose.`,
  );
}

/** How many of the rows that were meant stand there still, and which others are gone in their place. */
function whatWent(
  { sheet, values, tab }: OpenCampaign,
  gone: readonly Line[],
): { readonly still: number; readonly lost: readonly Line[] } {
  if (gone.length === 0) return { still: 0, lost: [] };
  const after = readAll(sheet).slice(1);
  const left = timesOf(after.map((line) => wordsOf(line, [])));
  const idOf = (line: Line) => String(tab.columns.lead === null ? '' : (line[tab.columns.lead] ?? ''));
  const ids = timesOf(after.map(idOf));
  const meant = timesOf(gone.map((line) => wordsOf(line, [])));
  const before = timesOf(values.slice(1).map((line) => wordsOf(line, [])));
  let still = 0;
  for (const [words, times] of meant) {
    const due = (before.get(words) ?? 0) - times;
    still += Math.min(times, Math.max(0, (left.get(words) ?? 0) - due));
  }
  if (still === 0) return { still, lost: [] };
  const lost = values.slice(1).filter((line) => {
    const words = wordsOf(line, []);
    if (meant.has(words) || words === '[]') return false;
    return !left.has(words) && !ids.has(idOf(line));
  });
  return { still, lost: lost.slice(0, still) };
}

function giveBack({ sheet, rules }: OpenCampaign, lost: readonly Line[]): void {
  const row = readAll(sheet).length + 1;
  const columns = lost[0]?.length ?? 0;
  ensureRows(sheet, row + lost.length - 1);
  keepAsText(sheet, { row, column: 1, rows: lost.length, columns });
  writeBlock(
    sheet,
    row,
    1,
    lost.map((line) => line.map((cell) => rewritable(cell, rules))),
  );
}
