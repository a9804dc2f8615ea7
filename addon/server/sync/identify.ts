/** Rows that a person typed get an id, and keep the values of the lead that they are. */
import { isLeadId, type LeadId } from '../../model/lead.ts';
import type { TabColumns, TabRow } from '../../model/tab.ts';
import { type CellBlock, readAll, writeBlock } from '../sheets/cells.ts';
import { newUuid } from '../sheets/fetch.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { misplacedIds } from './misplaced.ts';
import { stretchesOf } from './rectangles.ts';

/**
 * Writes a new id into each of these rows and answers the tab as read back. An id that landed in the row of another
 * lead, because someone sorted in between, is replaced by the id that stood there.
 */
export function giveIds(
  sheet: Sheet,
  rows: readonly TabRow[],
  before: CellBlock,
  columns: TabColumns,
): CellBlock {
  const { lead } = columns;
  if (rows.length === 0 || lead === null) return before;
  const ids = new Map(rows.map((row) => [row.index, newLeadId()]));
  writeIds(sheet, ids, lead);
  const after = readAll(sheet);
  const undo = misplacedIds(before, after, ids, columns);
  if (undo.size === 0) return after;
  writeIds(sheet, undo, lead);
  return readAll(sheet);
}

/** The id of a lead that a person typed. */
export function newLeadId(): LeadId {
  const id = `lead.${newUuid()}`;
  if (!isLeadId(id)) throw new Error(`"${id}" cannot be a lead's id.`);
  return id;
}

function writeIds(sheet: Sheet, ids: ReadonlyMap<number, string>, column: number): void {
  for (const { from, count } of stretchesOf([...ids.keys()])) {
    const texts = Array.from({ length: count }, (_, n) => [ids.get(from + n) ?? '']);
    writeBlock(sheet, from + 2, column + 1, texts);
  }
}
