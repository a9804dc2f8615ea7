/** Mapping a large file by a sample of its rows, so that the page does not stand still over it. */
import type { ImportFile } from '../../model/import/file.ts';
import { type ColumnChoice, mapColumns } from '../../model/import/mapping.ts';
import type { CountryCode } from '../../model/phone.ts';

/** Rows that are looked at: the first ones, and as many spread over the rest. */
const FIRST = 1_000;
const SPREAD = 1_000;

/** Where the file's columns go. A column that holds anything at all has something of it in the sample. */
export function mapFile(file: ImportFile, country: CountryCode): readonly ColumnChoice[] {
  const { rows } = file;
  if (rows.length <= FIRST + SPREAD) return mapColumns(file, country);
  const step = Math.ceil((rows.length - FIRST) / SPREAD);
  const sample = rows.filter((_cells, index) => index < FIRST || (index - FIRST) % step === 0);
  const holds = (cells: readonly string[], column: number) => (cells[column] ?? '').trim() !== '';
  const rare = file.headers.flatMap((_header, column) => {
    if (sample.some((cells) => holds(cells, column))) return [];
    const one = rows.find((cells) => holds(cells, column));
    return one ? [one] : [];
  });
  return mapColumns({ ...file, rows: [...sample, ...rare] }, country);
}
