/** The groups of rows that a receipt counts, each as a table. */
import { FIELDS } from '../fields.ts';
import { guardText } from '../text.ts';
import type { Job, JobRow } from './job.ts';

export const GROUPS = ['created', 'updated', 'duplicate', 'invalid', 'skipped'] as const;
/** The rows of a receipt that one of its figures counts. */
export type Group = (typeof GROUPS)[number];

/** null: nobody can say any more. */
export function groupOf(row: JobRow): Group | null {
  switch (row.is) {
    case 'create':
      return 'created';
    case 'update':
      return 'updated';
    case 'left':
      return row.verdict;
    case 'erased':
      return null;
  }
}

/**
 * A group as a table, headings first: each row with its number in the file, then what it made, what it changed, or
 * why it was left out and its cells as the file had them. Guarded, so that a spreadsheet that opens it runs no formula.
 */
export function groupTable(
  group: Group,
  rows: readonly JobRow[],
  job: Pick<Job, 'headings' | 'extras'>,
): readonly (readonly string[])[] {
  const own = rows.filter((row) => groupOf(row) === group);
  return [headingsOf(group, job), ...own.flatMap((row) => linesOf(row))].map((cells) =>
    cells.map((cell) => guardText(cell, 'stored')),
  );
}

function headingsOf(group: Group, { headings, extras }: Pick<Job, 'headings' | 'extras'>): readonly string[] {
  if (group === 'created') return ['Row in file', ...FIELDS.map(({ header }) => header), ...extras];
  if (group === 'updated') return ['Row in file', 'Lead', 'Column', 'Before', 'After'];
  return ['Row in file', 'Why it was left out', ...headings];
}

function linesOf(row: JobRow): readonly (readonly string[])[] {
  const at = String(row.line);
  switch (row.is) {
    case 'create':
      return [[at, ...row.cells]];
    case 'update':
      return row.changes.map(({ column, before, after }) => [at, row.lead, column, before, after]);
    case 'left':
      return [[at, row.reason, ...row.cells]];
    case 'erased':
      return [];
  }
}
