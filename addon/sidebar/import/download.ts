/** Downloads the rows that were left out, with the reason beside each. */
import Papa from 'papaparse';
import type { CheckedRow } from '../../model/import/check.ts';
import type { ImportFile } from '../../model/import/file.ts';
import { leftOutTable } from '../../model/import/receipt.ts';
import { saveBlob } from '../ui/save-file.ts';

/** Hands the browser a CSV file; the mark in front lets Excel read it as UTF-8. */
export function downloadLeftOut(file: ImportFile, rows: readonly CheckedRow[]): void {
  const table = leftOutTable(file, rows).map((cells) => [...cells]);
  const csv = `\uFEFF${Papa.unparse(table, { newline: '\r\n' })}\r\n`;
  const name = `${file.name.replace(/\.[a-z0-9]{1,5}$/i, '')} - left out.csv`;
  const url = saveBlob(name, new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  // The download reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
