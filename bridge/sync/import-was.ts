/** How documents spell what an import is about to change: a cell shows a phone or a time in its own way, and loses the other. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { keyOfValue, readCell, textKey } from '../../addon/model/cell.ts';
import { type Field, fieldByHeader, fieldOf, isFieldKey } from '../../addon/model/fields.ts';
import type { JobRow } from '../../addon/model/import/job.ts';
import type { FieldValue } from '../../addon/model/lead.ts';
import { type CountryCode, DEFAULT_COUNTRY } from '../../addon/model/phone.ts';
import { fitsCell, unixLines } from '../../addon/model/text.ts';
import type { UndoneLead } from '../../addon/model/wire.ts';
import { StoreUnreachable } from '../store/failure.ts';
import type { GuardedPatch, StoredDocument } from '../store/store.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

export type Updated = Extract<JobRow, { is: 'update' }>;

/** An attribute as it was: `value` missing where there was none. */
const was = z.object({ value: z.unknown().optional() });
const spelling = z.object({
  /** By field key. */
  fields: z.record(z.string(), was),
  /** By the column's name, the whole item under `extra`. */
  items: z.record(z.string(), was),
  /** False: the document had no `extra` at all. */
  hadExtra: z.boolean(),
});
export type Spelling = z.infer<typeof spelling>;
export type Spellings = Readonly<Record<string, Spelling>>;

/** What a part's document keeps of it; nothing where that cannot be read. */
export function spellingsIn(document: StoredDocument): Spellings {
  try {
    const read = z.record(z.string(), spelling).safeParse(JSON.parse(String(document.was)));
    return read.success ? read.data : {};
  } catch {
    return {};
  }
}

/** Reads the documents, and keeps what the cells' own texts would not bring back. */
export async function spellingsOf(rows: readonly JobRow[], { store, deadline }: Ask): Promise<Spellings> {
  const updated = rows.filter((row): row is Updated => row.is === 'update');
  const found = await store.documents(
    updated.map(({ lead }) => lead),
    deadline,
  );
  const kept: Record<string, Spelling> = {};
  for (const { lead, changes } of updated) {
    const document = found.get(lead);
    if (!document) continue;
    const one: Spelling = { fields: {}, items: {}, hadExtra: Array.isArray(document.extra) };
    for (const { column, before } of changes) {
      const field = fieldByHeader(column);
      if (field) keepField(one, field, document, before);
      else keepItem(one, column, document, before);
    }
    if (Object.keys(one.fields).length + Object.keys(one.items).length > 0) kept[lead] = one;
  }
  return kept;
}

function keepField(one: Spelling, field: Field, document: StoredDocument, before: string): void {
  const value = document[field.key];
  const reading = readCell(field, before, { country: DEFAULT_COUNTRY, apostrophe: 'hidden' });
  const back = reading.state === 'value' ? (reading.value ?? undefined) : undefined;
  if (isKeepable(value) && !isDeepStrictEqual(value, back)) one.fields[field.key] = valued(value);
}

function keepItem(one: Spelling, column: string, document: StoredDocument, before: string): void {
  const item = itemOf(document, column);
  const value = at(item, 'value');
  if (isKeepable(value) && (item === undefined || value !== before)) one.items[column] = valued(item);
}

function valued(value: unknown): { value?: unknown } {
  return value === undefined ? {} : { value };
}

/** What no cell holds whole was never overwritten by one. */
function isKeepable(value: unknown): boolean {
  return typeof value === 'string'
    ? fitsCell(value)
    : value === undefined || value === null || typeof value !== 'object';
}

const TRIES = 4;

/** Spells again as before what says the same as before. Every lead is read again; what says something else stays. */
export async function respell(
  rows: readonly Updated[],
  spellings: Spellings,
  country: CountryCode,
  ask: Ask,
): Promise<readonly UndoneLead[]> {
  const answers: UndoneLead[] = [];
  let open = rows;
  try {
    for (let tries = 0; tries <= TRIES && open.length > 0; tries++) {
      const found = await ask.store.documents(
        open.map(({ lead }) => lead),
        ask.deadline,
      );
      const patches: { readonly row: Updated; readonly patch: GuardedPatch }[] = [];
      for (const row of open) {
        const document = found.get(row.lead);
        const before = spellings[row.lead];
        const patch = document && before ? patchOf(document, before, country) : null;
        if (patch) patches.push({ row, patch });
        else answers.push(answerOf(row, 'restored', ''));
      }
      open = patches.map(({ row }) => row);
      if (tries < TRIES) await commitAll(patches, tries, ask);
    }
  } catch (thrown) {
    if (!(thrown instanceof StoreUnreachable)) throw thrown;
  }
  const answered = new Set(answers.map(({ line }) => line));
  const left = rows.filter(({ line }) => !answered.has(line));
  return [...answers, ...left.map((row) => answerOf(row, 'unverified', NOT_PROVEN))];
}

const NOT_PROVEN =
  'Whether Sanity spells this lead as before is not proven. Go on with taking the import back.';

function answerOf({ line, lead: id }: Updated, state: UndoneLead['state'], message: string): UndoneLead {
  return { line, id, state, message };
}

async function commitAll(
  patches: readonly { readonly patch: GuardedPatch }[],
  tries: number,
  ask: Ask,
): Promise<void> {
  const size = tries === 0 ? 100 : 1;
  for (let from = 0; from < patches.length; from += size) {
    const name = transactionIdOf(ask.requestId, 'respell', tries, from);
    await ask.store.commit(name, patches.slice(from, from + size), ask.deadline);
  }
}

/** What to change so that the document is as it was where it says the same; null: nothing. */
function patchOf(document: StoredDocument, before: Spelling, country: CountryCode): GuardedPatch | null {
  const set: Record<string, unknown> = {};
  const unset: string[] = [];
  for (const [key, { value }] of Object.entries(before.fields)) {
    const field = isFieldKey(key) ? fieldOf(key) : null;
    const now = document[key];
    if (!field || isDeepStrictEqual(now, value)) continue;
    if (keyOfValue(field, plain(now), country) !== keyOfValue(field, plain(value), country)) continue;
    if (value === undefined) unset.push(key);
    else set[key] = value;
  }
  const { length } = items(document);
  let gone = 0;
  for (const [column, { value: was }] of Object.entries(before.items)) {
    const now = itemOf(document, column);
    const path = pathOf(document, now);
    if (path === null || isDeepStrictEqual(now, was)) continue;
    if (textKeyOf(now) !== textKeyOf(was)) continue;
    if (was !== undefined) set[path] = was;
    else if (Object.keys(Object(now)).every((name) => ['_key', 'key', 'value'].includes(name))) {
      unset.push(path);
      gone += 1;
    }
  }
  const empty = gone > 0 && gone === length && !before.hadExtra;
  const paths = empty ? [...unset.filter((path) => !path.startsWith('extra[')), 'extra'] : unset;
  if (Object.keys(set).length + paths.length === 0) return null;
  return {
    id: document._id,
    ifRevisionID: document._rev,
    ...(Object.keys(set).length > 0 ? { set } : {}),
    ...(paths.length > 0 ? { unset: paths } : {}),
  };
}

function items(document: StoredDocument): readonly unknown[] {
  return Array.isArray(document.extra) ? document.extra : [];
}

function itemOf(document: StoredDocument, column: string): unknown {
  return items(document).find((item) => at(item, 'key') === column);
}

function pathOf(document: StoredDocument, item: unknown): string | null {
  const key = at(item, '_key');
  const alike = items(document).filter((one) => at(one, '_key') === key).length;
  return typeof key === 'string' && alike === 1 ? `extra[_key==${JSON.stringify(key)}]` : null;
}

function textKeyOf(item: unknown): string {
  const value = at(item, 'value');
  return value === undefined || value === null ? '' : textKey(unixLines(String(value)));
}

function plain(value: unknown): FieldValue {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
