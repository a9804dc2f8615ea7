/** Fetching every lead of a campaign, and whether all of them came: a file is called complete only when the counts agree. */
import type { LeadId } from '../lead.ts';
import type { ExportedLead, ExportResponse } from '../wire.ts';

export interface Collected {
  /** Each once, in the order of ids. */
  readonly leads: readonly ExportedLead[];
  /** As Sanity counted them when the last page was read. */
  readonly total: number;
}

/** True when as many leads came as Sanity counts. */
export function isComplete({ leads, total }: Collected): boolean {
  return leads.length === total;
}

/** How often everything is read anew because leads came or went while it was read. */
const READINGS = 3;

/**
 * Reads a campaign page by page. Leads that come or go meanwhile make the counts differ; then it is read anew, and what
 * the last reading brought is given as it is. `tell` hears after each page how many leads there are, and of how many.
 */
export async function collect(
  page: (after: string) => Promise<ExportResponse>,
  tell: (leads: number, total: number) => void,
): Promise<Collected> {
  for (let reading = 1; ; reading += 1) {
    const collected = await readOnce(page, tell);
    if (isComplete(collected) || reading === READINGS) return collected;
  }
}

async function readOnce(
  page: (after: string) => Promise<ExportResponse>,
  tell: (leads: number, total: number) => void,
): Promise<Collected> {
  const leads = new Map<LeadId, ExportedLead>();
  for (let after = ''; ; ) {
    const answer = await page(after);
    for (const one of answer.leads) leads.set(one.lead.id, one);
    tell(leads.size, answer.total);
    if (answer.after === null) return { leads: [...leads.values()], total: answer.total };
    if (answer.after <= after)
      throw new Error(
        'The bridge told the same leads again, so the export was stopped. Nothing was saved; try again.',
      );
    after = answer.after;
  }
}
