/** What a campaign’s dashboard counts. */
import type { Calls } from '../../calls.ts';
import { campaignById, campaignsIn, keepCampaign } from '../campaigns/campaigns.ts';
import { activeTab } from '../campaigns/open-tab.ts';
import { Failure } from '../failure.ts';
import { readBlock, writeBlock } from '../sheets/cells.ts';
import { readDocument } from '../sheets/properties.ts';
import { sidebarState } from '../state.ts';
import { periodPlace } from './block.ts';
import { statsOf } from './records.ts';
import { findStats } from './stats-tab.ts';

/** Writes the period into the campaign's block, on which every number and chart of it stands, and reads it back. */
export function setPeriod({ campaign: id, period }: Calls['setPeriod']['ask']): Calls['setPeriod']['answer'] {
  const stored = readDocument();
  const campaign = campaignById(stored, id);
  if (!campaign) {
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  }
  const record = statsOf(stored, id);
  const stats = record && findStats();
  if (stats) {
    const place = periodPlace(record.row);
    writeBlock(stats, place.row, place.column, [[period]]);
    if (readBlock(stats, place)[0]?.[0] !== period) {
      throw new Failure(
        'sheet-refused',
        'Google Sheets did not keep the period of the dashboard, so it shows what it showed before. Try again in a moment.',
      );
    }
  }
  // Without a dashboard yet, it is made with this period.
  keepCampaign({ ...campaign, period });
  return sidebarState(activeTab(campaignsIn(readDocument())).campaign?.id ?? null);
}
