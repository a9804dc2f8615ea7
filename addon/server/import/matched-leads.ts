/** The rows of leads that a file matches, as they stand: one reading of the tab, and nothing is written. */
import type { Calls } from '../../calls.ts';
import { cellText } from '../../model/cell.ts';
import { fieldOf } from '../../model/fields.ts';
import type { MatchedLead } from '../../model/import/job.ts';
import { copiedRows } from '../../model/tab.ts';
import { openCampaign } from '../sync/mend.ts';
import { writableCampaign } from './change-cells.ts';

/** Leads without a row, and rows of which nobody can tell whose they are, are left out. */
export function matchedLeads({
  campaign: id,
  leads,
}: Calls['matchedLeads']['ask']): Calls['matchedLeads']['answer'] {
  const { tab, values, rules } = openCampaign(writableCampaign(id));
  const wanted = new Set<string>(leads);
  const copied = new Set(copiedRows(tab.rows.filter((row) => row.id !== null)));
  const columns = [
    ...[...tab.columns.fields].map(([key, column]) => [fieldOf(key).header, column] as const),
    ...tab.columns.extras,
  ];
  const found = tab.rows.flatMap((row): MatchedLead[] => {
    if (row.id === null || !wanted.has(row.id) || copied.has(row) || row.stray) return [];
    const line = values[row.index + 1] ?? [];
    const texts = columns.map(([name, column]) => [name, cellText(line[column] ?? '', rules.apostrophe)]);
    return [{ lead: row.id, campaign: id, row: row.index + 2, texts: Object.fromEntries(texts) }];
  });
  return { leads: found };
}
