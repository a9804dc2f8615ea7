/** The first half of a pass, as a decision: what to send, what to hold for a person. */

import { shuffledRows } from './doubt.ts';
import type { FieldKey } from './fields.ts';
import { type Hash, shortHash } from './hash.ts';
import { wrongHeadings } from './headings.ts';
import {
  type Cleared,
  clearedHolds,
  copiedHolds,
  emptiedHolds,
  type Held,
  headingHolds,
  movedHolds,
  rekeyedHolds,
  replacedHolds,
  sheetRow,
  shuffledHolds,
  structuralHolds,
  type Unread,
} from './holds.ts';
import { copiedRows, isChanged, type RowExtra, type RowField, type Tab, type TabRow } from './tab.ts';
import type { PushedRow, PushedValue } from './wire.ts';

export interface PassPlan {
  readonly push: readonly PushedRow[];
  /** Rows that a person typed: they need an id before they can be sent. */
  readonly newRows: readonly TabRow[];
  readonly held: readonly Held[];
  readonly unread: readonly Unread[];
  /** Headers of columns that were emptied and are held, by the mark. */
  readonly emptied: ReadonlyMap<string, string>;
  /** Leads in the tab. */
  readonly leads: number;
}

/**
 * Decides what a pass sends. Rows that cannot be trusted to be who they say they are are held, never sent; what a
 * person accepted by its mark, just as it was when they saw it, is.
 */
export function planPass(tab: Tab, accepted?: string): PassPlan {
  const { columns } = tab;
  const structural = structuralHolds(tab);
  if (columns.lead === null || columns.sync === null) {
    return { push: [], newRows: [], held: structural, unread: [], emptied: new Map(), leads: 0 };
  }
  const withId = tab.rows.filter((row) => row.id !== null);
  const copies = copiedRows(withId);
  const copied = new Set(copies);
  // A row that lost its id, but not its history, is no row that a person typed.
  const moved = tab.rows.filter((row) => row.stray && row.filled && !copied.has(row));
  const trusted = withId.filter((row) => !copied.has(row) && !row.stray);
  const holds: Held[] = [...structural, ...copiedHolds(copies), ...movedHolds(moved)];
  /** Rows that a person lets pass as they are: no further doubt about them is raised. */
  const waved = new Set<TabRow>();
  const keepBack = (rows: readonly TabRow[], found: readonly Held[]): ReadonlySet<TabRow> => {
    const open = found.filter((one) => one.mark !== accepted);
    holds.push(...open);
    if (open.length > 0) return new Set(rows);
    for (const row of rows) waved.add(row);
    return new Set();
  };
  const doubted = (row: TabRow) => !stopped.has(row) && !waved.has(row);
  const typed = tab.rows.filter((row) => row.id === null && row.filled && !row.stray);
  const { rows: shuffled } = shuffledRows(tab);
  const stopped = new Set(keepBack(shuffled, shuffledHolds(shuffled)));
  const emptied = trusted.filter((row) => isEmptied(row) && doubted(row));
  for (const row of keepBack(emptied, emptiedHolds(emptied))) stopped.add(row);
  const replaced = trusted.filter((row) => doubted(row) && isReplaced(row));
  for (const row of keepBack(replaced, replacedHolds(replaced))) stopped.add(row);
  const limit = massLimit(withId.length);
  const newKeys = trusted.filter((row) => doubted(row) && !isEmptied(row) && changesPhone(row));
  const rekeyed = newKeys.length > limit ? newKeys : filledDown(newKeys);
  for (const row of keepBack(rekeyed, rekeyedHolds(rekeyed))) stopped.add(row);
  const sent = trusted.filter((row) => !stopped.has(row));
  const cleared = clearedColumns(
    sent.filter((row) => !isEmptied(row)),
    limit,
  );
  const heldClears = clearedHolds(cleared).filter(({ held }) => held.mark !== accepted);
  holds.push(...heldClears.map(({ held }) => held));
  const uncleared = new Set(heldClears.map(({ header }) => header));
  const wrong = wrongHeadings(trusted);
  holds.push(...headingHolds(wrong));
  for (const header of wrong) uncleared.add(header);
  const strange = new Set([...(columns.missing.length > 0 ? unknownNames(tab) : NONE), ...wrong]);
  return {
    push: sent.flatMap((row) => pushOf(row, uncleared, strange)),
    newRows: typed.filter((row) => !stopped.has(row)),
    held: holds,
    unread: withId.flatMap(unreadOf),
    emptied: new Map(heldClears.map(({ header, held }) => [held.mark, header])),
    leads: withId.length,
  };
}

/** A row of which nothing is left but its id: to Sanity it would look as if a person had cleared every field. */
function isEmptied(row: TabRow): boolean {
  return !row.filled && row.base !== null && row.base.hashes.size > 0;
}

/** A row in which one person gave way to another: both names and a key. A corrected spelling is the same name. */
function isReplaced(row: TabRow): boolean {
  const gaveWay = (key: FieldKey) =>
    row.fields.some(
      (cell) =>
        cell.field.key === key &&
        cell.base !== null &&
        cell.now !== null &&
        isChanged(cell) &&
        !isSameInOtherLetters(cell),
    );
  return gaveWay('firstName') && gaveWay('secondName') && (gaveWay('phoneNumber') || gaveWay('emailAddress'));
}

/** Only a hash is left of what stood there before: whether it was this in capitals or small letters can be tried. */
function isSameInOtherLetters({ reading, base }: RowField): boolean {
  if (reading.state !== 'value' || typeof reading.value !== 'string') return false;
  const text = reading.value.trim();
  const small = text.toLowerCase();
  const title = small.replace(/(^|[\s'’-])\p{L}/gu, (letter) => letter.toUpperCase());
  return [small, text.toUpperCase(), title, text].some((one) => shortHash(one) === base);
}

/** A pass that would change the key of more rows than this stops and asks: 20 rows or a tenth of the tab. */
export function massLimit(leads: number): number {
  return Math.max(20, Math.floor(leads / 10));
}

/** One number in so many rows at once was filled down, or pasted into a selection. */
const SAME_NUMBER = 3;

function filledDown(rows: readonly TabRow[]): readonly TabRow[] {
  const phoneOf = (row: TabRow) => row.fields.find(({ field }) => field.key === 'phoneNumber')?.now ?? null;
  const counts = new Map<Hash, number>();
  for (const row of rows) {
    const phone = phoneOf(row);
    if (phone) counts.set(phone, (counts.get(phone) ?? 0) + 1);
  }
  return rows.filter((row) => {
    const phone = phoneOf(row);
    return phone !== null && (counts.get(phone) ?? 0) >= SAME_NUMBER;
  });
}

function clearedColumns(rows: readonly TabRow[], limit: number): Cleared {
  const byHeader = new Map<string, TabRow[]>();
  const note = (header: string, row: TabRow) => {
    const found = byHeader.get(header);
    if (found) found.push(row);
    else byHeader.set(header, [row]);
  };
  for (const row of rows) {
    for (const cell of row.fields) if (isCleared(cell)) note(cell.field.header, row);
    for (const cell of row.extras) if (isCleared(cell)) note(cell.name, row);
  }
  return new Map(
    [...byHeader].filter(([header, found]) => found.length > limit || isWhole(header, found.length, rows)),
  );
}

/** True when nothing is left in a column that at least two rows had a value in. */
function isWhole(header: string, cleared: number, rows: readonly TabRow[]): boolean {
  const holds = (cell: RowField | RowExtra, name: string) => name === header && cell.now !== null;
  const left = rows.some(
    (row) =>
      row.fields.some((cell) => holds(cell, cell.field.header)) ||
      row.extras.some((cell) => holds(cell, cell.name)),
  );
  return cleared > 1 && !left;
}

const NONE: ReadonlySet<string> = new Set();

/** Columns that no row has agreed anything about: while a field's header is missing, each may be that one renamed. */
function unknownNames({ columns, rows }: Tab): ReadonlySet<string> {
  const known = new Set(
    rows.flatMap(({ extras }) => extras.flatMap((e) => (e.base === null ? [] : [e.name]))),
  );
  return new Set([...columns.extras.keys()].filter((name) => !known.has(name)));
}

function isCleared({ reading, base }: RowField | RowExtra): boolean {
  return reading.state === 'value' && reading.value === null && base !== null;
}

function pushOf(
  row: TabRow,
  cleared: ReadonlySet<string>,
  strange: ReadonlySet<string>,
): readonly PushedRow[] {
  if (row.id === null) return [];
  const fields: { [K in FieldKey]?: PushedValue } = {};
  for (const cell of row.fields) {
    const pushed = strange.has(cell.field.header) ? null : pushedValue(cell, cell.field.header, cleared);
    if (pushed) fields[cell.field.key] = pushed;
  }
  const extra = Object.fromEntries(
    row.extras.flatMap((cell) => {
      const pushed = strange.has(cell.name) ? null : pushedValue(cell, cell.name, cleared);
      return pushed ? [[cell.name, pushed]] : [];
    }),
  );
  const dirty = Object.keys(fields).length + Object.keys(extra).length > 0;
  return dirty || row.base === null ? [{ id: row.id, rev: row.base?.rev ?? null, fields, extra }] : [];
}

function pushedValue(
  cell: RowField | RowExtra,
  header: string,
  cleared: ReadonlySet<string>,
): PushedValue | null {
  if (cell.reading.state !== 'value' || !isChanged(cell)) return null;
  if (isCleared(cell) && cleared.has(header)) return null;
  return { base: cell.base, value: cell.reading.value };
}

function changesPhone(row: TabRow): boolean {
  return row.fields.some((cell) => cell.field.key === 'phoneNumber' && cell.base !== null && isChanged(cell));
}

function unreadOf(row: TabRow): readonly Unread[] {
  const cells: readonly (RowField | RowExtra)[] = [...row.fields, ...row.extras];
  return cells.flatMap((cell) => {
    const why = whyUnread(cell);
    return why === null
      ? []
      : [{ row: sheetRow(row), header: 'field' in cell ? cell.field.header : cell.name, why }];
  });
}

function whyUnread(cell: RowField | RowExtra): string | null {
  if (cell.reading.state === 'unreadable') return cell.reading.why;
  return cell.reading.state === 'shortened' && isChanged(cell) ? ANOTHER_BEGINNING : null;
}

const ANOTHER_BEGINNING =
  'the cell shows the beginning of another text than this lead had; undo it (Ctrl+Z), or empty the cell';
