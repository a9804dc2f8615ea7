/** What the new tab's columns are and which column of the file fills each. */
import { FIELDS, type Field } from '../fields.ts';
import { extraNames } from './headers.ts';
import type { ColumnChoice } from './mapping.ts';

export interface Layout {
  /** The 26 fields in the table's order; `column` is the file's, null where none is mapped. */
  readonly fields: readonly { readonly field: Field; readonly column: number | null }[];
  readonly extras: readonly { readonly name: string; readonly column: number }[];
  /** The file's column that is split into first and last name. */
  readonly fullName: number | null;
  /** The file's columns that are joined into the address, after the one that is mapped to it. */
  readonly addressParts: readonly number[];
  /** Headers of the tab: the fields', then the further columns'. */
  readonly headers: readonly string[];
  /** Which of those hold something: what the file fills, and that a new lead is not archived. */
  readonly filled: readonly number[];
}

/** The tab that a mapping makes. */
export function layoutOf(choices: readonly ColumnChoice[]): Layout {
  const columnOf = (wanted: (choice: ColumnChoice) => boolean): number | null => {
    const at = choices.findIndex(wanted);
    return at < 0 ? null : at;
  };
  const fields = FIELDS.map((field) => ({
    field,
    column: columnOf(({ target }) => target.to === 'field' && target.key === field.key),
  }));
  const fullName = columnOf(({ target }) => target.to === 'fullName');
  const kept = choices.flatMap((choice, column) => (choice.target.to === 'extra' ? [column] : []));
  const names = extraNames(kept.map((column) => choices[column]?.header ?? ''));
  const extras = kept.map((column, index) => ({ name: names[index] ?? '', column }));
  const addressParts = choices.flatMap((choice, column) =>
    choice.target.to === 'addressPart' ? [column] : [],
  );
  const joins = (field: Field): boolean => addressParts.length > 0 && field.key === 'address';
  const splits = (field: Field): boolean =>
    fullName !== null && (field.key === 'firstName' || field.key === 'secondName');
  return {
    fields,
    extras,
    fullName,
    addressParts,
    headers: [...FIELDS.map((field) => field.header), ...names],
    filled: [
      ...fields.flatMap(({ field, column }, index) =>
        column !== null || splits(field) || joins(field) || field.key === 'archived' ? [index] : [],
      ),
      ...extras.map((_extra, index) => FIELDS.length + index),
    ],
  };
}
