/** The job that a checked file makes, cut into parts that travel. */
import { shortHash } from '../hash.ts';
import type { CheckedRow } from './check.ts';
import type { ImportFile } from './file.ts';
import { type JobRow, PART_CHARACTERS, PART_ROWS } from './job.ts';

/** What becomes of every row, in the file's order. */
export function jobRows(checked: readonly CheckedRow[], file: ImportFile): readonly JobRow[] {
  return checked.map(({ row, verdict, double, changes, reason }): JobRow => {
    const { line } = row;
    if (verdict === 'create') return { is: 'create', line, cells: row.cells };
    if (verdict === 'update' && double?.in === 'campaign' && double.match.campaign !== null) {
      return { is: 'update', line, campaign: double.match.campaign, lead: double.match.lead, changes };
    }
    // Only a lead of a campaign has a row to change.
    const left = verdict === 'update' ? 'duplicate' : verdict;
    return { is: 'left', line, verdict: left, reason: reason ?? '', cells: file.rows[line - 1] ?? [] };
  });
}

/** Parts in order, each within the rows and characters that one call takes. */
export function partsOf(rows: readonly JobRow[]): readonly (readonly JobRow[])[] {
  const parts: JobRow[][] = [];
  let current: JobRow[] = [];
  let characters = 0;
  for (const row of rows) {
    const size = JSON.stringify(row).length;
    if (current.length === PART_ROWS || (current.length > 0 && characters + size > PART_CHARACTERS)) {
      parts.push(current);
      current = [];
      characters = 0;
    }
    current.push(row);
    characters += size;
  }
  return current.length > 0 ? [...parts, current] : parts;
}

/** Under which a mapping is remembered: files with the same headings, in whatever order, have the same key. */
export function mappingKey(headers: readonly string[]): string {
  return shortHash([...headers].sort().join('\n'));
}
