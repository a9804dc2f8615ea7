/** Leads on their way into a file: whole, page by page, and a note of what was taken. */
import type { Calls } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { askBridge } from '../ask-bridge.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { recordAction } from '../people/record.ts';
import { requireRight } from '../people/rights.ts';
import { latestDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { openDialog } from '../sheets/ui.ts';

const EXPORTED = 'exported:';

/** When a campaign was last exported as a whole, ISO 8601 UTC; null: never. */
export function exportedAtIn(stored: Stored, id: CampaignId): string | null {
  return stored[EXPORTED + id] ?? null;
}

/** Opens the dialog. */
export function openExport(): Calls['openExport']['answer'] {
  requireRight('export');
  openDialog('export', 'Export', 880, 680);
  return null;
}

/** Also of campaigns that are archived, or deleted and restorable still. */
export function exportPage({
  campaign: id,
  after,
  history,
}: Calls['exportPage']['ask']): Calls['exportPage']['answer'] {
  requireRight('export');
  const { kind } = known(id);
  return askBridge('/v1/export', { campaign: { id, kind }, after, history });
}

/** Records who took what; remembers when a campaign was taken whole, which deleting it asks for. */
export function noteExport({
  campaigns,
  format,
  leads,
  whole,
}: Calls['noteExport']['ask']): Calls['noteExport']['answer'] {
  requireRight('export');
  const records = campaigns.map(known);
  const at = new Date().toISOString();
  if (whole && records.length > 0)
    writeDocument(Object.fromEntries(records.map(({ id }) => [EXPORTED + id, at])));
  const all = `${leads === 1 ? '1 lead' : `${leads} leads`} as ${format.slice(0, 40)}`;
  for (const { id, name } of records) {
    const others = records.length > 1 ? `, together with ${records.length - 1} more` : '';
    const much = whole ? 'as a whole' : 'in part';
    recordAction('exported', id, `Exported "${name}" ${much}${others}: ${all}.`);
  }
  return null;
}

function known(id: CampaignId): CampaignRecord {
  const campaign = campaignById(latestDocument(), id);
  if (campaign) return campaign;
  throw new Failure(
    'not-found',
    'This spreadsheet does not know that campaign, so nothing was exported. Reload the page.',
  );
}
