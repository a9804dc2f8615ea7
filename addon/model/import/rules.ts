/** How the cells of a file are read, as a person set it. Columns are counted as in the layout's headers, from 0. */
import type { FieldKey } from '../fields.ts';
import { type CountryCode, DEFAULT_COUNTRY } from '../phone.ts';
import type { DateOrder } from './dates.ts';

export interface RowRules {
  /** For phones without a country. */
  readonly country: CountryCode;
  /** Of columns with dates; day first where none is named. */
  readonly dates: ReadonlyMap<number, DateOrder>;
  /** By column: a text (outer spaces taken off) and what stands in its place, '' for nothing. Values alike are fixed alike. */
  readonly replacements: ReadonlyMap<number, ReadonlyMap<string, string>>;
  /** By line and column: what a person typed over a single cell. It stands before everything else. */
  readonly edits: ReadonlyMap<number, ReadonlyMap<number, string>>;
  /** Fields without which a row is not imported. A phone or an e-mail is always needed. */
  readonly required: readonly FieldKey[];
}

export const FIRST_RULES: RowRules = {
  country: DEFAULT_COUNTRY,
  dates: new Map(),
  replacements: new Map(),
  edits: new Map(),
  required: [],
};
