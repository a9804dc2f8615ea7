/** What a row of a file changes in a lead that is there already, column by column. */
import { readText } from '../cell.ts';
import { FIELDS, type Field } from '../fields.ts';
import { DEFAULT_COUNTRY } from '../phone.ts';
import type { CellChange, MatchedLead } from './job.ts';
import type { Layout } from './layout.ts';
import type { ReadRow } from './row.ts';

/** `fill`: only where the lead says nothing. `overwrite`: wherever the file says something. `never`. */
export const COLUMN_RULES = ['fill', 'overwrite', 'never'] as const;
export type ColumnRule = (typeof COLUMN_RULES)[number];

export interface ChangeRules {
  /** What holds for columns without a rule of their own: `merge` fills, `replace` overwrites. */
  readonly mode: 'merge' | 'replace';
  /** By header of the tab. */
  readonly columns: ReadonlyMap<string, ColumnRule>;
}

/** The cells that change, before and after. A blank in the file changes nothing; two spellings of one value are the same. */
export function changesOf(
  row: ReadRow,
  there: MatchedLead,
  layout: Layout,
  rules: ChangeRules,
): readonly CellChange[] {
  return comesIn(layout).flatMap(({ index, header, field }): CellChange[] => {
    const before = there.texts[header];
    const after = row.cells[index] ?? '';
    if (before === undefined || !wins(before, after, header, field, rules)) return [];
    return [{ column: header, before, after }];
  });
}

/** An earlier row of the file after a later one of the same person went into it. */
export function mergedCells(
  earlier: readonly string[],
  later: ReadRow,
  layout: Layout,
  rules: ChangeRules,
): readonly string[] {
  const cells = [...earlier];
  for (const { index, header, field } of comesIn(layout)) {
    const after = later.cells[index] ?? '';
    if (wins(cells[index] ?? '', after, header, field, rules)) cells[index] = after;
  }
  return cells;
}

/** Columns that the file itself fills: that a new lead is not archived says nothing about one that is there. */
function comesIn({ fields, extras, fullName, addressParts }: Layout) {
  const splits = ({ key }: Field) => fullName !== null && (key === 'firstName' || key === 'secondName');
  const joins = ({ key }: Field) => addressParts.length > 0 && key === 'address';
  return [
    ...fields.flatMap(({ field, column }, index) =>
      column !== null || splits(field) || joins(field) ? [{ index, header: field.header, field }] : [],
    ),
    ...extras.map(({ name }, n) => ({ index: FIELDS.length + n, header: name, field: null })),
  ];
}

function wins(
  before: string,
  after: string,
  header: string,
  field: Field | null,
  rules: ChangeRules,
): boolean {
  if (after.trim() === '' || keyOf(field, before) === keyOf(field, after)) return false;
  const rule = rules.columns.get(header) ?? (rules.mode === 'merge' ? 'fill' : 'overwrite');
  return rule === 'overwrite' || (rule === 'fill' && before.trim() === '');
}

function keyOf(field: Field | null, text: string): string {
  return field ? readText(field, text, DEFAULT_COUNTRY).key : text;
}
