/** The three-way merge of one lead: what the sheet pushed, what the document holds, what both last agreed on. */
import { hashOfKey, keyOfValue, textKey } from './cell.ts';
import { FIELDS, type Field, fieldOf, isFieldKey, type Owner } from './fields.ts';
import { type Hash, shortHash } from './hash.ts';
import type { FieldValue, LeadSnapshot } from './lead.ts';
import type { CountryCode } from './phone.ts';
import { fitsCell, unixLines } from './text.ts';
import type { Conflict, PushedRow, PushedValue } from './wire.ts';

/** What one field's merge came to. `lost` is a value that must be kept as a conflict. */
export type FieldMerge =
  | { readonly take: 'agreed' | 'store' }
  | { readonly take: 'sheet'; readonly lost: FieldValue | undefined }
  | { readonly take: 'storeOver'; readonly lost: FieldValue };

/** What to write to a document, and what lost. Keys are field keys, or columns of the campaign's own under `extra`. */
export interface LeadMerge {
  readonly set: ReadonlyMap<string, FieldValue>;
  readonly setExtra: ReadonlyMap<string, FieldValue>;
  readonly conflicts: readonly Conflict[];
}

interface Side {
  readonly value: FieldValue;
  readonly hash: Hash | null;
}

/** Merges one field. Three hashes decide; the owner decides only where both sides changed it differently. */
export function mergeField(base: Hash | null, sheet: Side, store: Side, owner: Owner): FieldMerge {
  if (sheet.hash === store.hash) return { take: 'agreed' };
  if (sheet.hash === base) return { take: 'store' };
  // Nobody saw the whole of a text that no cell holds: whoever cuts or clears its cell must be able to get it back.
  const seen = typeof store.value !== 'string' || fitsCell(unixLines(store.value));
  if (store.hash === base) return { take: 'sheet', lost: seen ? undefined : store.value };
  return owner === 'people' ? { take: 'sheet', lost: store.value } : { take: 'storeOver', lost: sheet.value };
}

/** Merges a pushed row with the document as it stands now. Fields that were not pushed stay as the document has them. */
export function mergeLead(row: PushedRow, store: LeadSnapshot, country: CountryCode, at: string): LeadMerge {
  const set = new Map<string, FieldValue>();
  const setExtra = new Map<string, FieldValue>();
  const conflicts: Conflict[] = [];
  const settle = (
    name: string,
    pushed: PushedValue,
    current: Side,
    owner: Owner,
    sheetHash: Hash | null,
    into: Map<string, FieldValue>,
  ) => {
    const merged = mergeField(pushed.base, { value: pushed.value, hash: sheetHash }, current, owner);
    if (merged.take === 'sheet') {
      into.set(name, pushed.value);
      if (merged.lost !== undefined) {
        conflicts.push({
          lead: row.id,
          field: name,
          kept: pushed.value,
          lost: merged.lost,
          lostSide: 'store',
          at,
        });
      }
    } else if (merged.take === 'storeOver') {
      conflicts.push({
        lead: row.id,
        field: name,
        kept: current.value,
        lost: merged.lost,
        lostSide: 'sheet',
        at,
      });
    }
  };
  for (const [field, pushed] of pushedFields(row)) {
    const value = store.fields[field.key] ?? null;
    const current = { value, hash: hashOfKey(keyOfValue(field, value, country)) };
    settle(field.key, pushed, current, field.owner, hashOfKey(keyOfValue(field, pushed.value, country)), set);
  }
  for (const [column, pushed] of Object.entries(row.extra)) {
    const value = own(store.extra, column) ?? null;
    settle(column, pushed, { value, hash: extraHash(value) }, 'people', extraHash(pushed.value), setExtra);
  }
  return { set, setExtra, conflicts };
}

/** The fields that a row pushes, in the table's order. */
export function pushedFields(row: PushedRow): readonly (readonly [Field, PushedValue])[] {
  return Object.entries(row.fields).flatMap(([key, pushed]) =>
    isFieldKey(key) && pushed ? [[fieldOf(key), pushed] as const] : [],
  );
}

/** Fields of a snapshot whose keys differ from another's: what a read-back compares. */
export function differingFields(a: LeadSnapshot, b: LeadSnapshot, country: CountryCode): readonly string[] {
  // Most are the very same value, and a phone's key is costly to work out.
  const fields = FIELDS.filter(
    (f) =>
      a.fields[f.key] !== b.fields[f.key] &&
      keyOfValue(f, a.fields[f.key], country) !== keyOfValue(f, b.fields[f.key], country),
  ).map((f) => f.key);
  const columns = new Set([...Object.keys(a.extra), ...Object.keys(b.extra)]);
  return [
    ...fields,
    ...[...columns].filter((c) => extraHash(own(a.extra, c)) !== extraHash(own(b.extra, c))),
  ];
}

/** The hash of a value in a column of the campaign's own: plain text, line ends apart. */
export function extraHash(value: FieldValue | undefined): Hash | null {
  if (value === null || value === undefined || value === '') return null;
  return shortHash(textKey(unixLines(String(value))));
}

/** What a record itself holds: a column may be called "constructor", which every object inherits. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.keys(record).includes(name) ? record[name] : undefined;
}
