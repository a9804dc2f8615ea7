/** Changing one cell of a lead’s row. */
import type { Calls } from '../../calls.ts';
import {
  type CellValue,
  cellText,
  cellTextOf,
  clip,
  type Reading,
  readCell,
  readText,
} from '../../model/cell.ts';
import { type Field, fieldOf } from '../../model/fields.ts';
import type { LeadId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { fitsCell, guardText, isShortened, isShortenedAndEdited } from '../../model/text.ts';
import { campaignsIn, markDirty } from '../campaigns/campaigns.ts';
import { activeTab } from '../campaigns/open-tab.ts';
import { Failure, refusalOf } from '../failure.ts';
import { stepsUnderWay } from '../lifecycle/under-way.ts';
import { locked } from '../locked.ts';
import { type CellBlock, isHiddenByFilter, keepAsText, readBlock, writeBlock } from '../sheets/cells.ts';
import { latestDocument, readDocument } from '../sheets/properties.ts';
import { sidebarState } from '../state.ts';
import { newMark } from '../sync/pass.ts';
import { rewritable } from '../sync/take.ts';
import { cardOf } from './card.ts';
import { type FoundRow, findRow, MOVED } from './row.ts';

type Ask = Calls['editLead']['ask'];

/**
 * Changes the cell if it still says what the person saw, and reads it back. What it says already is not written again,
 * so that an answer that got lost may be asked for once more. Sanity follows by the next pass.
 */
export function editLead(ask: Ask): Calls['editLead']['answer'] {
  const card = locked(() => {
    const found = findRow(ask.campaign, ask.lead);
    const cell = cellToChange(found, ask);
    if (!cell) return cardOf(found, ask);
    // Whoever reads the mark while the cell is written sends too early, never too late: it is set before.
    markDirty(ask.campaign, newMark());
    change(found, cell, ask.lead);
    return cardOf(findRow(ask.campaign, ask.lead), ask);
  });
  const active = activeTab(campaignsIn(readDocument())).campaign?.id ?? null;
  return { card, state: sidebarState(active) };
}

interface Cell {
  readonly field: Field;
  /** From 0. */
  readonly column: number;
  readonly value: CellValue;
  readonly wanted: Reading;
}

/** What to write; null: the cell says it already. Throws a Failure that says why it cannot be changed. */
function cellToChange({ campaign, columns, row, rules, cells }: FoundRow, ask: Ask): Cell | null {
  const field = fieldOf(ask.field);
  const column = columns.fields.get(field.key);
  const refuse = (why: string): never => {
    throw new Failure('sheet-refused', `${why} Nothing was changed.`);
  };
  if (!isSynced(campaign.state))
    return refuse(
      `"${campaign.name}" is ${campaign.state}, and its leads are not changed. Restore it first.`,
    );
  if (stepsUnderWay(latestDocument()).some((step) => step.campaign === campaign.id))
    return refuse(`"${campaign.name}" is just being put away or brought back. Try again in a few seconds.`);
  const cell = row.fields.find((one) => one.field === field);
  if (column === undefined || !cell)
    return refuse(
      `No column of this tab is headed "${field.header}", so ${field.label} has no cell to stand in.`,
    );
  if (cell.reading.state === 'shortened')
    return refuse(
      `${field.label} is too long for a cell, and this one shows only its beginning. Change it in Sanity.`,
    );
  if (!fitsCell(ask.after) || isShortened(ask.after) || isShortenedAndEdited(ask.after))
    return refuse(`${field.label} would be longer than the 50,000 characters that a cell holds. Shorten it.`);
  const wanted = readText(field, ask.after, rules.country);
  if (wanted.state !== 'value') return refuse(`"${clip(ask.after)}" cannot stand in ${field.label}.`);
  if (cell.reading.key === wanted.key) return null;
  if (cell.reading.key !== readText(field, ask.before, rules.country).key) {
    const now = cellText(cells[column] ?? '', rules.apostrophe);
    throw new Failure(
      'changed',
      `${field.label} was changed by somebody else meanwhile: it says ${now === '' ? 'nothing' : `"${clip(now)}"`} now. Nothing was changed. Look at it, then choose again.`,
    );
  }
  const text = cellTextOf(field, wanted.value, 'timeFirst');
  const box = typeof cells[column] === 'boolean' && typeof wanted.value === 'boolean';
  return { field, column, value: box ? wanted.value === true : guardText(text, rules.apostrophe), wanted };
}

/** Writes the cell and proves it: that it says what was wanted, and that it is still this lead's. */
function change(found: FoundRow, cell: Cell, lead: LeadId): void {
  const { sheet, number, columns, rules, cells, ids } = found;
  const column = cell.column + 1;
  const place = { row: number, column, rows: 1, columns: 1 };
  const others = othersIn(found, column);
  const write = () => refusalOf(() => writeBlock(sheet, number, column, [[cell.value]]));
  const says = () => {
    const width = Math.max(column, (columns.lead ?? 0) + 1);
    const [line = []] = readBlock(sheet, { row: number, column: 1, rows: 1, columns: width });
    const reading = readCell(cell.field, line[cell.column] ?? '', rules);
    return {
      holds: line[columns.lead ?? -1],
      is: reading.state === 'value' && reading.key === cell.wanted.key,
    };
  };
  const refused = write();
  if (refused !== null) throw new Failure('sheet-refused', protectedCell(refused, number, cell.field));
  let now = says();
  if (now.holds === lead && !now.is && !isHiddenByFilter(sheet, number)) {
    // A cell that is no text yet takes what it is given for a number or a date.
    refusalOf(() => keepAsText(sheet, place));
    write();
    now = says();
  }
  if (now.holds !== lead) {
    const was = others[ids.indexOf(String(now.holds ?? ''))]?.[0];
    if (was !== undefined) writeBlock(sheet, number, column, [[rewritable(was, rules)]]);
    throw new Failure('changed', MOVED);
  }
  if (now.is) return;
  if (isHiddenByFilter(sheet, number)) throw new Failure('filtered', filtered(number));
  writeBlock(sheet, number, column, [[rewritable(cells[cell.column] ?? '', rules)]]);
  throw new Failure(
    'sheet-refused',
    `The cell of ${cell.field.label} in row ${number} did not keep what was written to it, as where a rule or a formula stands. It was left as it was.`,
  );
}

/** What the column says in every row, to give back what a row that moves meanwhile loses. */
function othersIn({ sheet, ids, columns }: FoundRow, column: number): CellBlock {
  const rows = { row: 2, rows: ids.length, columns: 1 };
  const others = readBlock(sheet, { ...rows, column });
  const now = readBlock(sheet, { ...rows, column: (columns.lead ?? 0) + 1 });
  if (now.some(([id], n) => String(id ?? '') !== ids[n])) throw new Failure('changed', MOVED);
  return others;
}

function protectedCell(why: string, row: number, field: Field): string {
  const words = / It said: (.*?) What was to stand there/.exec(why)?.[1] ?? '';
  return `Google Sheets did not let ${field.label} in row ${row} be changed, as where cells are protected. ${words === '' ? '' : `It said: ${words} `}Nothing was changed. Ask whoever protected it to let you edit (Data → Protect sheets and ranges).`;
}

function filtered(row: number): string {
  return `A filter hides row ${row}, and Google Sheets writes only to rows that it shows. Nothing was changed. Show every row, then try again.`;
}
