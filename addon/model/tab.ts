/** A campaign's tab as plain values: which column holds what, and what each row says. */
import { type Base, decodeBase, extraCode } from './base.ts';
import { type CellRules, type CellValue, hashOfKey, type Reading, readCell, readExtraCell } from './cell.ts';
import {
  FIELDS,
  type Field,
  type FieldKey,
  fieldByHeader,
  fieldOf,
  LEAD_HEADER,
  SYNC_HEADER,
} from './fields.ts';
import type { Hash } from './hash.ts';
import { isLeadId, type LeadId } from './lead.ts';
import { withRenamed } from './renamed.ts';
import { MAX_COLUMN_NAME } from './wire.ts';

/** Where the columns are. Indexes are zero-based. A header that stands twice names no column: see `doubled`. */
export interface TabColumns {
  readonly fields: ReadonlyMap<FieldKey, number>;
  /** Columns of the campaign's own, by header. */
  readonly extras: ReadonlyMap<string, number>;
  readonly lead: number | null;
  readonly sync: number | null;
  /** Fields without a column: not synced, never cleared. */
  readonly missing: readonly Field[];
  /** Headers that stand more than once: not synced until one of them is renamed. */
  readonly doubled: readonly string[];
  /** Headers that are too long for a column's name: not synced until they are shortened. */
  readonly tooLong: readonly string[];
  /** Fields whose header was changed, found by what their column holds. */
  readonly renamed: readonly { readonly field: Field; readonly header: string }[];
}

/** One field of a row: what the cell says and what was last agreed. */
export interface RowField {
  readonly field: Field;
  readonly column: number;
  readonly reading: Reading;
  /** What the cell says, hashed. */
  readonly now: Hash | null;
  readonly base: Hash | null;
}

/** One column of the campaign's own in a row. */
export interface RowExtra {
  readonly name: string;
  readonly column: number;
  readonly reading: Reading;
  /** What the cell says, hashed. */
  readonly now: Hash | null;
  readonly base: Hash | null;
}

export interface TabRow {
  /** Zero-based, below the header: 0 is row 2 of the sheet. */
  readonly index: number;
  /** null: a row that nobody has given an id yet. */
  readonly id: LeadId | null;
  /** null: nothing was agreed yet, or the base belongs to another id (see `stray`). */
  readonly base: Base | null;
  /** What `_sync` says of another lead than `_lead` names, or `_lead` names none: the row's cells were moved apart. */
  readonly stray: Base | null;
  /** False when no cell of the table says anything, ids apart. */
  readonly filled: boolean;
  readonly fields: readonly RowField[];
  readonly extras: readonly RowExtra[];
}

export interface Tab {
  readonly columns: TabColumns;
  readonly rows: readonly TabRow[];
}

/** Finds the columns by the headers in row 1. Blank headers and other `_…` headers name nothing. */
export function findColumns(headers: readonly string[]): TabColumns {
  const seen = new Map<string, number[]>();
  headers.forEach((header, index) => {
    const name = fieldByHeader(header)?.header ?? header.trim();
    if (name !== '') seen.set(name, [...(seen.get(name) ?? []), index]);
  });
  const single = (name: string): number | null => {
    const at = seen.get(name) ?? [];
    return at.length === 1 ? (at[0] ?? null) : null;
  };
  const fields = new Map<FieldKey, number>();
  for (const field of FIELDS) {
    const at = single(field.header);
    if (at !== null) fields.set(field.key, at);
  }
  const extras = new Map<string, number>();
  for (const [name] of seen) {
    const at = single(name);
    const own = !name.startsWith('_') && !fieldByHeader(name);
    if (at !== null && own && name.length <= MAX_COLUMN_NAME) extras.set(name, at);
  }
  return {
    fields,
    extras,
    lead: single(LEAD_HEADER),
    sync: single(SYNC_HEADER),
    missing: FIELDS.filter((f) => !seen.has(f.header)),
    doubled: [...seen].filter(([, at]) => at.length > 1).map(([name]) => name),
    tooLong: [...seen.keys()].filter((name) => name.length > MAX_COLUMN_NAME),
    renamed: [],
  };
}

/** The code of every column that is synced. */
export function codesOf({ fields, extras }: TabColumns): readonly string[] {
  return [...[...fields.keys()].map((key) => fieldOf(key).code), ...[...extras.keys()].map(extraCode)];
}

/**
 * Reads a tab from what `getValues()` gave for all of it, header row first. `seen`: codes of the columns that the tab
 * had when it was last compared (null: not known). An empty cell of a column that came back since says nothing: what
 * it held is told again, not cleared.
 */
export function readTab(
  values: readonly (readonly CellValue[])[],
  rules: CellRules,
  seen: ReadonlySet<string> | null = null,
): Tab {
  const named = findColumns((values[0] ?? []).map((cell) => String(cell)));
  const lines = values.slice(1);
  const bases = lines.map((cells) => decodeBase(named.sync === null ? '' : String(cells[named.sync] ?? '')));
  const columns = withRenamed(named, lines, bases, rules);
  const extras = [...columns.extras].map(([name, column]) => ({ name, column, code: extraCode(name) }));
  const fields = FIELDS.flatMap((field) => {
    const column = columns.fields.get(field.key);
    return column === undefined ? [] : [{ field, column }];
  });
  const hashes = (row: Base | null, code: string, reading: Reading) => {
    const base = seen && !seen.has(code) && isBlank(reading) ? null : (row?.hashes.get(code) ?? null);
    return { base, now: hashOfKey(reading.key) };
  };
  const rows = lines.map((cells, index): TabRow => {
    const leadText = columns.lead === null ? '' : String(cells[columns.lead] ?? '');
    const id = isLeadId(leadText) ? leadText : null;
    const stored = bases[index] ?? null;
    const base = stored && stored.id === id ? stored : null;
    return {
      index,
      id,
      base,
      stray: base === null ? stored : null,
      filled: cells.some(
        (value, column) => String(value).trim() !== '' && column !== columns.lead && column !== columns.sync,
      ),
      fields: fields.map(({ field, column }) => {
        const reading = readCell(field, cells[column] ?? '', rules);
        return { field, column, reading, ...hashes(base, field.code, reading) };
      }),
      extras: extras.map(({ name, column, code }) => {
        const reading = readExtraCell(cells[column] ?? '', rules);
        return { name, column, reading, ...hashes(base, code, reading) };
      }),
    };
  });
  return { columns, rows };
}

function isBlank(reading: Reading): boolean {
  return reading.state === 'value' && reading.value === null;
}

/** True when the cell says something else than was last agreed. */
export function isChanged({ now, base }: RowField | RowExtra): boolean {
  return now !== base;
}

/** Rows whose id another row carries too, as copies do. */
export function copiedRows(rows: readonly TabRow[]): readonly TabRow[] {
  const counts = new Map<LeadId | null, number>();
  for (const row of rows) counts.set(row.id, (counts.get(row.id) ?? 0) + 1);
  return rows.filter((row) => (counts.get(row.id) ?? 0) > 1);
}
