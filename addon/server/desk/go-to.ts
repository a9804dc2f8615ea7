/** Going to a lead’s row. */
import type { Calls } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { goToRow } from '../campaigns/view.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { activeSheet, type Sheet, sheetIdOf, showSheet } from '../sheets/workbook.ts';
import { sidebarState } from '../state.ts';
import { rowOf } from './row-of.ts';

/** Shows the lead's row, in whichever campaign it is. Throws a Failure that says why it cannot be shown. */
export function goTo({ campaign: id, lead }: Calls['goTo']['ask']): Calls['goTo']['answer'] {
  const campaign = atWork(id);
  const sheet = shown(campaign);
  const row = rowOf(sheet, lead);
  if (row === null) {
    throw new Failure(
      'not-found',
      `This lead has no row in "${campaign.name}" any more: it was deleted, moved to another campaign, or its hidden id is gone. Nothing was changed. Search for it again; what the tab misses is told under “Needs attention”.`,
    );
  }
  goToRow(campaign, sheet, row);
  return { at: { campaign: id, lead, row }, state: sidebarState(id) };
}

/** Throws a Failure for a campaign whose tab is put away. */
function atWork(id: CampaignId): CampaignRecord {
  const campaign = campaignById(readDocument(), id);
  if (!campaign)
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  if (isSynced(campaign.state)) return campaign;
  throw new Failure(
    'not-allowed',
    `"${campaign.name}" is ${campaign.state}, so its tab is put away and the row is not shown. Restore the campaign first to work on its leads.`,
  );
}

/** The campaign's tab, after the person looks at it. */
function shown(campaign: CampaignRecord): Sheet {
  const active = activeSheet();
  const sheet = openTab(campaign, active);
  if (sheetIdOf(active) !== campaign.sheetId) showSheet(sheet);
  return sheet;
}
