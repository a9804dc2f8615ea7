/** The second half of a pass, as a decision: what a freshly read tab must take from the answer. */
import { type Base, encodeBase, extraCode } from './base.ts';
import { cellTextOf, hashOfKey, keyOfValue } from './cell.ts';
import { doubtfulRows, mistakenRows } from './doubt.ts';
import { FIELDS, type FieldKey, fieldOf } from './fields.ts';
import { type Hash, NOT_AGREED } from './hash.ts';
import type { LeadId, LeadSnapshot, Revision } from './lead.ts';
import { extraHash, own } from './merge.ts';
import { type CountryCode, DEFAULT_COUNTRY } from './phone.ts';
import type { IsEcho } from './recent.ts';
import type { Tab, TabColumns, TabRow } from './tab.ts';
import { shortenForCell, unixLines } from './text.ts';
import type { TimeForm } from './time.ts';
import type { PushedRow } from './wire.ts';

/** What came back for one lead: how its document stands now, and what was sent for it (null: nothing). */
export interface Settled {
  readonly rev: Revision;
  readonly sent: PushedRow | null;
  /** null: the document is the base with what was sent on top. */
  readonly snapshot: LeadSnapshot | null;
}

/** One cell to write. `text` is not guarded yet. */
export interface CellWrite {
  readonly index: number;
  readonly column: number;
  readonly text: string;
}

export interface SettlePlan {
  readonly cells: readonly CellWrite[];
  /** New `_sync` texts by row index. */
  readonly bases: readonly { readonly index: number; readonly text: string }[];
  /** Documents of leads that the tab has no row for. */
  readonly unknown: readonly LeadSnapshot[];
}

/** Whether a cell, saying `now`, takes what the document says even if a person changed it: they asked for it. */
export type TakesOver = (id: LeadId, code: string, now: Hash | null) => boolean;

/** What a plain pass has no need of. */
export interface SettleRules {
  readonly takesOver?: TakesOver;
  readonly isEcho?: IsEcho;
  /** Whether an archived lead without a row comes back, because it got a message. */
  readonly comesBack?: (lead: LeadSnapshot) => boolean;
}

/**
 * Decides what a freshly read tab must take from the answer. A cell that a person changed since it was sent keeps
 * what the person typed and stays dirty; every other cell takes what the document says.
 */
export function settle(
  tab: Tab,
  answers: ReadonlyMap<LeadId, Settled>,
  country: CountryCode,
  how: SettleRules = {},
): SettlePlan {
  const { takesOver = () => false, isEcho = () => false } = how;
  const cells: CellWrite[] = [];
  const bases: { index: number; text: string }[] = [];
  const found = new Set<LeadId>();
  const mistaken = new Set(mistakenRows(tab));
  const doubtful = new Set(how.takesOver ? mistaken : doubtfulRows(tab));
  const forms = timeForms(tab);
  for (const row of tab.rows) {
    // A row that lost its id is held, not gone: its lead gets no second row.
    if (row.stray) found.add(row.stray.id);
    const answer = row.id === null ? undefined : answers.get(row.id);
    if (!answer || row.id === null) continue;
    found.add(row.id);
    // What was sent was trusted, or accepted by a person; what is only told must wait for a row that is in doubt.
    const waits = answer.sent === null ? doubtful.has(row) || row.base === null : mistaken.has(row);
    if (waits) continue;
    const settled = settleRow(row, row.id, answer, { forms, country, takesOver, isEcho });
    cells.push(...settled.cells);
    const text = encodeBase(settled.base);
    if (!row.base || text !== encodeBase(row.base)) bases.push({ index: row.index, text });
  }
  const unknown = [...answers].flatMap(([id, a]) => (a.snapshot && !found.has(id) ? [a.snapshot] : []));
  return { cells, bases, unknown: unknown.sort(asMade) };
}

/** In the order in which they were made; those of one import in the order of its file. */
function asMade(a: LeadSnapshot, b: LeadSnapshot): number {
  const made = a.createdAt.localeCompare(b.createdAt);
  return made === 0 ? a.id.length - b.id.length || (a.id < b.id ? -1 : 1) : made;
}

/**
 * A new row for a document: texts by column index, not guarded yet, its id and its base among them. One that comes back
 * says that it is no longer archived, and its base that this is still to be sent.
 */
export function rowOfSnapshot(
  snapshot: LeadSnapshot,
  columns: TabColumns,
  country: CountryCode,
  comesBack = false,
): ReadonlyMap<number, string> {
  const cells = new Map<number, string>();
  const hashes = new Map<string, Hash>();
  const put = (column: number, text: string, code: string, hash: Hash | null) => {
    cells.set(column, text);
    if (hash) hashes.set(code, hash);
  };
  for (const field of FIELDS) {
    const column = columns.fields.get(field.key);
    const value = snapshot.fields[field.key];
    if (column === undefined) continue;
    put(
      column,
      cellTextOf(field, value, 'timeFirst'),
      field.code,
      hashOfKey(keyOfValue(field, value, country)),
    );
  }
  for (const [name, column] of columns.extras) {
    put(column, extraText(own(snapshot.extra, name)), extraCode(name), extraHash(own(snapshot.extra, name)));
  }
  const archived = columns.fields.get(ARCHIVED.key);
  if (comesBack && archived !== undefined) cells.set(archived, NOT_ARCHIVED);
  if (columns.lead !== null) cells.set(columns.lead, snapshot.id);
  if (columns.sync !== null)
    cells.set(columns.sync, encodeBase({ id: snapshot.id, rev: snapshot.rev, hashes }));
  return cells;
}

function settleRow(
  row: TabRow,
  id: LeadId,
  answer: Settled,
  { forms, country, takesOver, isEcho }: RowRules,
): SettledRow {
  const { snapshot, sent } = answer;
  const hashes = new Map(row.base?.hashes ?? []);
  const agree = (code: string, hash: Hash | null) => (hash ? hashes.set(code, hash) : hashes.delete(code));
  const cells: CellWrite[] = [];
  const wakes = isAnswered(row, answer, country, (code, now, store) => isEcho(id, code, now, store));
  for (const cell of row.fields) {
    const { field, column } = cell;
    const pushed = sent?.fields[field.key];
    const value = snapshot?.fields[field.key];
    const sentHash = pushed && hashOfKey(keyOfValue(field, pushed.value, country));
    const now = cell.now;
    const store = snapshot ? hashOfKey(keyOfValue(field, value, country)) : storeAsSent(sentHash, cell.base);
    const outcome = settleCell({
      now,
      base: cell.base,
      sent: sentHash,
      store,
      over: takesOver(id, field.code, now),
      echo: isEcho(id, field.code, now, store),
    });
    agree(field.code, outcome.base);
    if (wakes && field === ARCHIVED) {
      // Its base stays: the next pass sends the cell as it sends what a person typed.
      cells.push({ index: row.index, column, text: NOT_ARCHIVED });
    } else if (outcome.take) {
      const text = cellTextOf(field, value, forms.get(field.key) ?? 'timeFirst');
      cells.push({ index: row.index, column, text });
    }
  }
  for (const cell of row.extras) {
    const pushed = sent ? own(sent.extra, cell.name) : undefined;
    const value = snapshot ? own(snapshot.extra, cell.name) : undefined;
    const sentHash = pushed && extraHash(pushed.value);
    const now = cell.now;
    const code = extraCode(cell.name);
    const store = snapshot ? extraHash(value) : storeAsSent(sentHash, cell.base);
    const outcome = settleCell({
      now,
      base: cell.base,
      sent: sentHash,
      store,
      over: takesOver(id, code, now),
      echo: isEcho(id, code, now, store),
    });
    agree(extraCode(cell.name), outcome.base);
    if (outcome.take) cells.push({ index: row.index, column: cell.column, text: extraText(value) });
  }
  return { cells, base: { id, rev: answer.rev, hashes } };
}

const ARCHIVED = fieldOf('archived');
const NOT_ARCHIVED = cellTextOf(ARCHIVED, false, 'timeFirst');
const IS_ARCHIVED = hashOfKey(keyOfValue(ARCHIVED, true, DEFAULT_COUNTRY));
/** What a message that comes in is seen by, whoever writes it down. */
const REPLY: readonly FieldKey[] = ['replyReceived', 'latestLeadReply'];

/**
 * True when a lead that both sides had agreed is archived got a message since: it comes in after the archiving, so the
 * lead is archived no longer. Not while a person changes the cell, and not where Sanity took the archiving back itself.
 */
function isAnswered(
  row: TabRow,
  { snapshot, sent }: Settled,
  country: CountryCode,
  isEcho: (code: string, now: Hash | null, store: Hash | null) => boolean,
): boolean {
  const base = row.base?.hashes;
  const cell = row.fields.find(({ field }) => field === ARCHIVED);
  if (!base || !cell || base.get(ARCHIVED.code) !== IS_ARCHIVED || cell.now !== IS_ARCHIVED) return false;
  if (sent?.fields.archived || (snapshot && snapshot.fields.archived !== true)) return false;
  return REPLY.some((key) => {
    const field = fieldOf(key);
    const pushed = sent?.fields[key];
    const value = snapshot ? snapshot.fields[key] : pushed?.value;
    const says = hashOfKey(keyOfValue(field, value, country));
    if (says === null || says === (base.get(field.code) ?? null)) return false;
    const now = row.fields.find((one) => one.field === field);
    if (isEcho(field.code, now?.now ?? null, says)) return false;
    // A time that was put right to an earlier one is no message.
    const before = !pushed && now?.reading.state === 'value' ? now.reading.value : null;
    return key !== 'replyReceived' || before === null || String(value) > String(before);
  });
}

/** Without a snapshot the document is what was last agreed, with what was sent on top. */
function storeAsSent(sent: Hash | null | undefined, base: Hash | null): Hash | null {
  return sent === undefined ? base : sent;
}

/** One cell's hashes: as it stands now, as last agreed, as sent (undefined: not sent), as the document has it. */
interface CellHashes {
  readonly now: Hash | null;
  readonly base: Hash | null;
  readonly sent: Hash | null | undefined;
  readonly store: Hash | null;
  /** The cell takes what the document says, come what may. */
  readonly over: boolean;
  /** The document was put back as it was before the sheet's last word. */
  readonly echo: boolean;
}

/**
 * What becomes of one cell. A cell that changed since it was sent keeps what the person typed, and keeps as its base
 * what that person saw, so that the next merge still notices when both sides changed it.
 */
function settleCell({ now, base, sent, store, over, echo }: CellHashes): {
  readonly take: boolean;
  readonly base: Hash | null;
} {
  if (now === store) return { take: false, base: store };
  // Neither side is the agreed one: the next pass merges them as two changes, and keeps the one that loses.
  if (echo && !over) return { take: false, base: NOT_AGREED };
  const untouched = sent === undefined ? now === base : now === sent;
  if (untouched || over) return { take: true, base: store };
  return { take: false, base: sent === undefined ? base : sent };
}

interface RowRules extends Required<Omit<SettleRules, 'comesBack'>> {
  readonly forms: TimeForms;
  readonly country: CountryCode;
}

type TimeForms = ReadonlyMap<FieldKey, TimeForm>;

interface SettledRow {
  readonly cells: readonly CellWrite[];
  readonly base: Base;
}

/** The form most used in each date-time column: a value is written back as its neighbours are. */
function timeForms(tab: Tab): TimeForms {
  const counts = new Map<FieldKey, Map<TimeForm, number>>();
  for (const { fields } of tab.rows) {
    for (const { field, reading } of fields) {
      if (reading.state !== 'value' || !reading.form) continue;
      const column = counts.get(field.key) ?? new Map<TimeForm, number>();
      counts.set(field.key, column.set(reading.form, (column.get(reading.form) ?? 0) + 1));
    }
  }
  const most = (column: ReadonlyMap<TimeForm, number>): TimeForm =>
    [...column].reduce((best, next) => (next[1] > best[1] ? next : best), ['timeFirst', 0])[0];
  return new Map([...counts].map(([key, column]) => [key, most(column)]));
}

function extraText(value: string | null | undefined): string {
  return value === null || value === undefined ? '' : shortenForCell(unixLines(value));
}
