/** The job that a checked file makes, cut into parts that travel. */
import { shortHash } from '../hash.ts';
import type { CheckedRow } from './check.ts';
import { fileRow, type ImportFile } from './file.ts';
import { type JobRow, PART_CHARACTERS, PART_ROWS } from './job.ts';

/** What becomes of one row; its line is told as the person's spreadsheet numbers it, so that a receipt needs no file. */
export function jobRow(
  { row, verdict, double, changes, reason }: CheckedRow,
  file: Pick<ImportFile, 'rows' | 'firstRow'>,
): JobRow {
  const line = fileRow(file, row.line);
  if (verdict === 'create') return { is: 'create', line, cells: row.cells };
  if (verdict === 'update' && double?.in === 'campaign' && double.match.campaign !== null) {
    return { is: 'update', line, campaign: double.match.campaign, lead: double.match.lead, changes };
  }
  // Only a lead of a campaign has a row to change.
  const left = verdict === 'update' ? 'duplicate' : verdict;
  return { is: 'left', line, verdict: left, reason: reason ?? '', cells: file.rows[row.line - 1] ?? [] };
}

/** Packs rows, given in order, into parts that are each within the rows and characters that one call takes. */
export interface Packer {
  readonly put: (row: JobRow) => void;
  readonly parts: () => readonly (readonly JobRow[])[];
}

export function packer(): Packer {
  const parts: JobRow[][] = [];
  let current: JobRow[] = [];
  let characters = 0;
  return {
    put: (row) => {
      const size = JSON.stringify(row).length;
      if (current.length === PART_ROWS || (current.length > 0 && characters + size > PART_CHARACTERS)) {
        parts.push(current);
        current = [];
        characters = 0;
      }
      current.push(row);
      characters += size;
    },
    parts: () => (current.length > 0 ? [...parts, current] : parts),
  };
}

/** Parts in order. */
export function partsOf(rows: readonly JobRow[]): readonly (readonly JobRow[])[] {
  const { put, parts } = packer();
  for (const row of rows) put(row);
  return parts();
}

/** Under which a mapping is remembered: files with the same headings, in whatever order, have the same key. */
export function mappingKey(headers: readonly string[]): string {
  return shortHash([...headers].sort().join('\n'));
}
