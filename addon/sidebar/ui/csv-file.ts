/** Hands the browser a CSV file, written in slices so that the page does not freeze over a large one. */
import { saveBlob } from './save-file.ts';

export type CsvLines = Iterable<readonly string[]> | AsyncIterable<readonly string[]>;

/** Lines written between two breaths. */
const SLICE = 500;

/** Downloads lines under a name; cells come guarded already. The mark in front lets Excel read it as UTF-8. */
export async function saveCsv(name: string, lines: CsvLines): Promise<void> {
  const pieces: string[] = ['\uFEFF'];
  let count = 0;
  for await (const cells of lines) {
    pieces.push(`${cells.map(csvCell).join(',')}\r\n`);
    count += 1;
    if (count % SLICE === 0) await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const url = saveBlob(name, new Blob(pieces, { type: 'text/csv;charset=utf-8' }));
  // The download reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** RFC 4180; outer spaces are quoted too, since some readers trim what is not. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
