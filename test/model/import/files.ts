/** Small import files for tests, built from headings and rows. */
import type { ImportFile } from '../../../addon/model/import/file.ts';
import { type Layout, layoutOf } from '../../../addon/model/import/layout.ts';
import { chooseTarget, mapColumns, type Target } from '../../../addon/model/import/mapping.ts';
import { type ReadRow, readRow } from '../../../addon/model/import/row.ts';
import { FIRST_RULES, type RowRules } from '../../../addon/model/import/rules.ts';

/** A file of these headings and rows. */
export function fileOf(headers: readonly string[], rows: readonly (readonly string[])[]): ImportFile {
  const top = [headers, ...rows].slice(0, 20);
  return {
    name: 'leads.csv',
    headers,
    rows,
    notes: [],
    oddRows: new Map(),
    firstRow: 2,
    read: { encoding: 'utf-8', delimiter: ',', sheets: [], sheet: null, heading: 1, skipped: 0, top },
  };
}

/** The tab that a file makes, mapped by itself and then as chosen. */
export function layoutFor(file: ImportFile, chosen: ReadonlyMap<number, Target> = new Map()): Layout {
  let choices = mapColumns(file, 'GB');
  for (const [column, target] of chosen) choices = chooseTarget(choices, column, target);
  return layoutOf(choices);
}

/** The rows of a file as they would stand in the tab, read by the first rules but for what is given. */
export function readAll(
  file: ImportFile,
  rules: Partial<RowRules> = {},
  layout = layoutFor(file),
): readonly ReadRow[] {
  return file.rows.map((raw, index) =>
    readRow(index + 1, raw, layout, { ...FIRST_RULES, ...rules }, file.oddRows.get(index + 1)),
  );
}
