/** Cells that an import changes, or gives back: what each says now decides what is done about it. */
import { type CellRules, type CellValue, cellText, type Reading, readCell, readExtraCell } from '../cell.ts';
import { type Field, fieldByHeader } from '../fields.ts';
import type { LeadId } from '../lead.ts';
import type { CellWrite } from '../settle.ts';
import { copiedRows, isChanged, type Tab, type TabColumns, type TabRow } from '../tab.ts';
import { unixLines } from '../text.ts';
import type { CellChange } from './job.ts';

/** What is to become of one lead's cells. */
export interface LeadChanges {
  readonly lead: LeadId;
  readonly changes: readonly CellChange[];
}

/** The same the other way round. */
export function reversed({ lead, changes }: LeadChanges): LeadChanges {
  return {
    lead,
    changes: changes.map(({ column, before, after }) => ({ column, before: after, after: before })),
  };
}

/** A row with cells to write. */
export interface ChangedRow {
  readonly index: number;
  readonly id: LeadId;
  readonly cells: readonly CellWrite[];
}

/** A cell, or a whole row, that keeps what it says, and why. `row`: index in the tab; null: there is none. */
export interface KeptCell {
  readonly lead: LeadId;
  readonly row: number | null;
  readonly why: string;
}

export interface ChangePlan {
  readonly rows: readonly ChangedRow[];
  readonly kept: readonly KeptCell[];
  /** Cells that say already what they are to say. */
  readonly there: number;
}

/** Only a cell that still says `before` is written; one that was changed meanwhile is kept and named. */
export function planChanges(
  tab: Tab,
  values: readonly (readonly CellValue[])[],
  wanted: readonly LeadChanges[],
  rules: CellRules,
): ChangePlan {
  const find = rowFinder(tab);
  const rows: ChangedRow[] = [];
  const kept: KeptCell[] = [];
  let there = 0;
  for (const { lead, changes } of wanted) {
    const row = find(lead);
    if (typeof row === 'string') {
      kept.push({ lead, row: null, why: row });
      continue;
    }
    const cells: CellWrite[] = [];
    for (const change of changes) {
      const column = columnOf(tab.columns, change.column);
      if (column === null) {
        kept.push({ lead, row: row.index, why: noColumn(change.column) });
        continue;
      }
      const says = stands(values[row.index + 1]?.[column] ?? '', change, rules);
      if (says === 'before') cells.push({ index: row.index, column, text: unixLines(change.after) });
      else if (says === 'after') there += 1;
      else kept.push({ lead, row: row.index, why: `"${change.column}" was changed meanwhile` });
    }
    if (cells.length > 0) rows.push({ index: row.index, id: lead, cells });
  }
  return { rows, kept, there };
}

/** How many of the leads have every cell as it is to be, agreed with the store; the others, and why. */
export interface Standing {
  readonly proven: number;
  /** They never will: somebody changed them, or they have no row. */
  readonly kept: readonly KeptCell[];
  /** They say it, and the store does not have it yet. */
  readonly unsaved: readonly KeptCell[];
}

export function standingOf(
  tab: Tab,
  values: (row: TabRow, column: number) => CellValue,
  wanted: readonly LeadChanges[],
  rules: CellRules,
): Standing {
  const find = rowFinder(tab);
  const kept: KeptCell[] = [];
  const unsaved: KeptCell[] = [];
  let proven = 0;
  for (const { lead, changes } of wanted) {
    const row = find(lead);
    if (typeof row === 'string') {
      kept.push({ lead, row: null, why: row });
      continue;
    }
    const other = changes.find((change) => {
      const column = columnOf(tab.columns, change.column);
      return column === null || !isSaid(values(row, column), change, rules);
    });
    const open = [...row.fields, ...row.extras].find(
      (cell) => isChanged(cell) && changes.some((c) => columnOf(tab.columns, c.column) === cell.column),
    );
    if (other) kept.push({ lead, row: row.index, why: whyOther(tab.columns, other) });
    else if (open || row.base === null) unsaved.push({ lead, row: row.index, why: 'not proven saved yet' });
    else proven += 1;
  }
  return { proven, kept, unsaved };
}

function whyOther(columns: TabColumns, { column }: CellChange): string {
  return columnOf(columns, column) === null ? noColumn(column) : `"${column}" was changed meanwhile`;
}

function noColumn(name: string): string {
  return `the tab has no column "${name}", or has it twice`;
}

/** The one row of a lead; or why there is none to trust. */
function rowFinder(tab: Tab): (lead: LeadId) => TabRow | string {
  const copied = new Set(copiedRows(tab.rows.filter(({ id }) => id !== null)));
  const byId = new Map(tab.rows.map((row) => [row.id, row]));
  return (lead) => {
    const row = byId.get(lead);
    if (!row) return 'its row is not in the tab any more';
    if (copied.has(row)) return 'its row is there more than once';
    return row.stray ? 'its row carries the history of another lead' : row;
  };
}

/** Where a column named in a file's changes stands, from 0. */
export function columnOf({ fields, extras }: TabColumns, name: string): number | null {
  const field = fieldByHeader(name);
  return (field ? fields.get(field.key) : extras.get(name)) ?? null;
}

/** Which of its two texts a cell says: to the letter, or else by its meaning. */
function stands(raw: CellValue, change: CellChange, rules: CellRules): 'before' | 'after' | 'other' {
  const field = fieldByHeader(change.column);
  const text = cellText(raw, rules.apostrophe);
  if (text === unixLines(change.after)) return 'after';
  if (text === unixLines(change.before)) return 'before';
  const key = keyOfCell(field, raw, rules);
  if (key === keyOfText(field, change.before, rules)) return 'before';
  return key === keyOfText(field, change.after, rules) ? 'after' : 'other';
}

function isSaid(raw: CellValue, change: CellChange, rules: CellRules): boolean {
  const field = fieldByHeader(change.column);
  return keyOfCell(field, raw, rules) === keyOfText(field, change.after, rules);
}

/** The key under which a cell is compared; a column of the campaign's own is plain text. */
export function keyOfCell(field: Field | undefined, raw: CellValue, rules: CellRules): string {
  return keyOf(field ? readCell(field, raw, rules) : readExtraCell(raw, rules));
}

/** The same of a text as a file has it, which carries no guard. */
export function keyOfText(field: Field | undefined, text: string, { country }: CellRules): string {
  return keyOfCell(field, text, { country, apostrophe: 'hidden' });
}

function keyOf(reading: Reading): string {
  return reading.key;
}
