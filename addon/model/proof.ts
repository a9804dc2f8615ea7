/** One hash over all that a lead says: equal on both sides means that every field is. */
import { extraCode } from './base.ts';
import { hashOfKey, keyOfValue } from './cell.ts';
import { type FieldKey, fieldOf } from './fields.ts';
import { type Hash, shortHash } from './hash.ts';
import type { LeadSnapshot } from './lead.ts';
import { extraHash, own } from './merge.ts';
import type { CountryCode } from './phone.ts';
import type { TabRow } from './tab.ts';

/** The proof of a document over these fields and columns of the campaign's own. */
export function snapshotProof(
  { fields, extra }: Pick<LeadSnapshot, 'fields' | 'extra'>,
  keys: readonly FieldKey[],
  columns: readonly string[],
  country: CountryCode,
): Hash {
  return proofOf([
    ...keys.map((key) => {
      const field = fieldOf(key);
      return [field.code, hashOfKey(keyOfValue(field, fields[key], country))] as const;
    }),
    ...columns.map((column) => [extraCode(column), extraHash(own(extra, column))] as const),
  ]);
}

/** The proof of a row over its columns. */
export function rowProof(row: Pick<TabRow, 'fields' | 'extras'>): Hash {
  return proofOf([
    ...row.fields.map((cell) => [cell.field.code, cell.now] as const),
    ...row.extras.map((cell) => [extraCode(cell.name), cell.now] as const),
  ]);
}

/** The order of columns does not matter, and a field without a value is as good as none. */
function proofOf(hashes: readonly (readonly [code: string, hash: Hash | null])[]): Hash {
  const said = hashes.flatMap(([code, hash]) => (hash === null ? [] : [`${code}:${hash}`]));
  return shortHash(said.sort().join(' '));
}
