/** Whether a row still says what an import wrote into it, and nothing else. */
import { type CellRules, type CellValue, cellText } from '../cell.ts';
import { FIELDS } from '../fields.ts';
import type { Tab, TabRow } from '../tab.ts';
import { keyOfText } from './cell-changes.ts';
import type { Job, JobRow } from './job.ts';

/** Why the row is no longer as the import made it, in a few words; null: it is. */
export function whyChanged(
  row: TabRow,
  line: readonly CellValue[],
  { cells }: Extract<JobRow, { is: 'create' }>,
  { extras }: Pick<Job, 'extras'>,
  { columns }: Tab,
  rules: CellRules,
): string | null {
  const written = new Map(FIELDS.map((field, n) => [field.key, cells[n] ?? '']));
  const field = row.fields.find(({ field: one, reading }) => {
    const key = keyOfText(one, written.get(one.key) ?? '', rules);
    // A new lead says always whether it is archived.
    return reading.key !== key && !(one.key === 'archived' && key === '' && reading.key === String(false));
  });
  if (field) return `${field.field.label} was changed since`;
  const extra = row.extras.find(({ name, reading }) => {
    const place = extras.indexOf(name);
    return reading.key !== (place < 0 ? '' : keyOfText(undefined, cells[FIELDS.length + place] ?? '', rules));
  });
  if (extra) return `"${extra.name}" was changed since`;
  const known = new Set([...columns.fields.values(), ...columns.extras.values(), columns.lead, columns.sync]);
  const typed = line.some((cell, n) => !known.has(n) && cellText(cell, rules.apostrophe).trim() !== '');
  return typed ? 'something was typed beside it since' : null;
}
