/** Going to a lead’s row. */
import type { Calls } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { campaignById } from '../campaigns/campaigns.ts';
import { goToRow } from '../campaigns/view.ts';
import { Failure } from '../failure.ts';
import { findRow } from '../lead/row.ts';
import { latestDocument } from '../sheets/properties.ts';
import { activeSheet, sheetIdOf, showSheet } from '../sheets/workbook.ts';
import { sidebarState } from '../state.ts';

/** Shows the lead's row, in whichever campaign it is. Throws a Failure that says why it cannot be shown. */
export function goTo({ campaign: id, lead }: Calls['goTo']['ask']): Calls['goTo']['answer'] {
  checkAtWork(id);
  const { campaign, sheet, number: row } = findRow(id, lead);
  if (sheetIdOf(activeSheet()) !== campaign.sheetId) showSheet(sheet);
  goToRow(campaign, sheet, row);
  return { at: { campaign: id, lead, row }, state: sidebarState(id) };
}

/** Throws a Failure for a campaign whose tab is put away. */
function checkAtWork(id: CampaignId): void {
  const campaign = campaignById(latestDocument(), id);
  if (!campaign || isSynced(campaign.state)) return;
  throw new Failure(
    'not-allowed',
    `"${campaign.name}" is ${campaign.state}, so its tab is put away and the row is not shown. Restore the campaign first to work on its leads.`,
  );
}
