/** Small import files for tests, built from headings and rows. */
import type { ImportFile } from '../../../addon/model/import/file.ts';
import { layoutOf } from '../../../addon/model/import/layout.ts';
import { chooseTarget, mapColumns, type Target } from '../../../addon/model/import/mapping.ts';
import { type ReadRow, readRow } from '../../../addon/model/import/row.ts';

/** A file of these headings and rows. */
export function fileOf(headers: readonly string[], rows: readonly (readonly string[])[]): ImportFile {
  return { name: 'leads.csv', headers, rows, notes: [], oddRows: new Map() };
}

/** The rows of a file as they would stand in the tab, mapped by itself and then as chosen. */
export function readAll(
  file: ImportFile,
  chosen: ReadonlyMap<number, Target> = new Map(),
): readonly ReadRow[] {
  let choices = mapColumns(file, 'GB');
  for (const [column, target] of chosen) choices = chooseTarget(choices, column, target);
  const layout = layoutOf(choices);
  return file.rows.map((raw, index) => readRow(index + 1, raw, layout, 'GB', file.oddRows.get(index + 1)));
}
