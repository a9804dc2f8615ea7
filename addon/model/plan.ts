/** The first half of a pass, as a decision: what to send, what to hold for a person. */

import type { FieldKey } from './fields.ts';
import {
  type Cleared,
  clearedHolds,
  type Held,
  rowHolds,
  sheetRow,
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
  /** Leads in the tab. */
  readonly leads: number;
}

/** Decides what a pass sends. Rows that cannot be trusted to be who they say they are are held, never sent. */
export function planPass(tab: Tab): PassPlan {
  const { columns } = tab;
  const structural = structuralHolds(tab);
  if (columns.lead === null || columns.sync === null) {
    return { push: [], newRows: [], held: structural, unread: [], leads: 0 };
  }
  const withId = tab.rows.filter((row) => row.id !== null);
  const copies = copiedRows(withId);
  const copied = new Set(copies);
  // A row that lost its id, but not its history, is no row that a person typed.
  const moved = tab.rows.filter((row) => row.stray && row.filled && !copied.has(row));
  const trusted = withId.filter((row) => !copied.has(row) && !row.stray);
  const limit = massLimit(withId.length);
  const rekeyed = overLimit(trusted.filter(changesPhone), limit);
  const stopped = new Set(rekeyed);
  const sent = trusted.filter((row) => !stopped.has(row));
  const cleared = clearedColumns(sent, limit);
  const strange = columns.missing.length > 0 ? unknownNames(tab) : NONE;
  return {
    push: sent.flatMap((row) => pushOf(row, cleared, strange)),
    newRows: tab.rows.filter((row) => row.id === null && row.filled && !row.stray),
    held: [...structural, ...rowHolds(copies, moved, rekeyed), ...clearedHolds(cleared)],
    unread: withId.flatMap(unreadOf),
    leads: withId.length,
  };
}

/** A pass that would change the key of more rows than this stops and asks: 20 rows or a tenth of the tab. */
export function massLimit(leads: number): number {
  return Math.max(20, Math.floor(leads / 10));
}

function overLimit<T>(items: readonly T[], limit: number): readonly T[] {
  return items.length > limit ? items : [];
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
  return new Map([...byHeader].filter(([, found]) => found.length > limit));
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

function pushOf(row: TabRow, cleared: Cleared, strange: ReadonlySet<string>): readonly PushedRow[] {
  if (row.id === null) return [];
  const fields: { [K in FieldKey]?: PushedValue } = {};
  for (const cell of row.fields) {
    const pushed = pushedValue(cell, cell.field.header, cleared);
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

function pushedValue(cell: RowField | RowExtra, header: string, cleared: Cleared): PushedValue | null {
  if (cell.reading.state !== 'value' || !isChanged(cell)) return null;
  if (isCleared(cell) && cleared.has(header)) return null;
  return { base: cell.base, value: cell.reading.value };
}

function changesPhone(row: TabRow): boolean {
  return row.fields.some((cell) => cell.field.key === 'phoneNumber' && cell.base !== null && isChanged(cell));
}

function unreadOf(row: TabRow): readonly Unread[] {
  const named = [
    ...row.fields.map(({ field, reading }) => ({ header: field.header, reading })),
    ...row.extras.map(({ name, reading }) => ({ header: name, reading })),
  ];
  return named.flatMap(({ header, reading }) =>
    reading.state === 'unreadable' ? [{ row: sheetRow(row), header, why: reading.why }] : [],
  );
}
