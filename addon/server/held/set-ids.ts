/** Giving rows other ids and histories, and proving by reading that each stands in the row that was meant. */
import { type Base, encodeBase } from '../../model/base.ts';
import type { CellValue } from '../../model/cell.ts';
import type { LeadId } from '../../model/lead.ts';
import type { TabRow } from '../../model/tab.ts';
import { Failure } from '../failure.ts';
import { type CellBlock, readAll, writeBlock } from '../sheets/cells.ts';
import type { OpenCampaign } from '../sync/mend.ts';
import { wordsOf } from './lines.ts';

export interface NewId {
  readonly row: TabRow;
  readonly id: LeadId;
  readonly base: Base | null;
}

interface Ids {
  readonly lead: string;
  readonly sync: string;
}

/** Writes them. Throws a Failure, with the former ids put back, when rows were moved meanwhile or a filter hides them. */
export function setIds({ sheet, tab, values }: OpenCampaign, ids: readonly NewId[]): void {
  const { lead, sync } = tab.columns;
  if (lead === null || sync === null) return;
  const at = { lead, sync };
  const given = new Map<number, Ids>(
    ids.map(({ row, id, base }) => [row.index, { lead: id, sync: base ? encodeBase(base) : '' }]),
  );
  const write = (index: number, one: Ids): void => {
    writeBlock(sheet, index + 2, sync + 1, [[one.sync]]);
    writeBlock(sheet, index + 2, lead + 1, [[one.lead]]);
  };
  for (const [index, one] of given) write(index, one);
  const right = rightIds(values, given, at);
  if (astray(readAll(sheet), right, at).length === 0) return;
  const former = formerIds(values, at);
  for (let round = 0; round < ROUNDS; round++) {
    const wrong = astray(readAll(sheet), former, at);
    for (const { index, ids: one } of wrong) write(index, one);
    if (wrong.length === 0) throw new Failure('changed', PUT_BACK);
  }
  const left = astray(readAll(sheet), former, at).length;
  throw new Failure('changed', left === 0 ? PUT_BACK : stuck(left));
}

const ROUNDS = 3;

const PUT_BACK =
  'The ids did not come to stand in the rows that were meant: rows were moved meanwhile, or a filter hides some. Every id was put back as it was. Clear the filter if there is one, look at it again, then choose.';

const stuck = (rows: number): string =>
  `The ids did not come to stand in the rows that were meant, as rows were moved meanwhile or a filter hides some, and in ${rows === 1 ? '1 row' : `${rows} rows`} the former ids could not be put back. Undo it (Ctrl+Z), or restore the tab from File → Version history.`;

/** By what a row says besides its ids: the ids that may stand beside it. */
type Beside = ReadonlyMap<string, readonly Ids[]>;

type Places = { readonly lead: number; readonly sync: number };

function formerIds(values: CellBlock, at: Places): Beside {
  return rightIds(values, new Map(), at);
}

function rightIds(values: CellBlock, given: ReadonlyMap<number, Ids>, at: Places): Beside {
  const beside = new Map<string, Ids[]>();
  values.slice(1).forEach((line, index) => {
    const words = wordsOf(line, [at.lead, at.sync]);
    beside.set(words, [...(beside.get(words) ?? []), given.get(index) ?? idsIn(line, at)]);
  });
  return beside;
}

function idsIn(line: readonly CellValue[], at: Places): Ids {
  return { lead: String(line[at.lead] ?? ''), sync: String(line[at.sync] ?? '') };
}

/**
 * Rows beside which other ids stand than belong there, with those. Rows that say the same share their ids in whichever
 * order. A row that is new, or was edited meanwhile, is let be unless it says nothing at all and has an id.
 */
function astray(
  now: CellBlock,
  beside: Beside,
  at: Places,
): readonly { readonly index: number; readonly ids: Ids }[] {
  const free = new Map([...beside].map(([words, all]) => [words, [...all]]));
  const rows = now.slice(1).map((line, index) => ({
    index,
    words: wordsOf(line, [at.lead, at.sync]),
    has: idsIn(line, at),
  }));
  const wrong = rows.filter(({ words, has }) => {
    const all = free.get(words) ?? (words === '[]' ? [{ lead: '', sync: '' }] : null);
    if (!all) return false;
    const found = all.findIndex((one) => one.lead === has.lead && one.sync === has.sync);
    if (found >= 0) all.splice(found, 1);
    return found < 0;
  });
  return wrong.flatMap(({ index, words }) => {
    const ids = free.get(words)?.shift() ?? (words === '[]' ? { lead: '', sync: '' } : undefined);
    return ids ? [{ index, ids }] : [];
  });
}
