/** Getting around: from campaign to campaign, between the leads and their dashboard, to a row. */
import type { TabView } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { statsOf } from '../dashboard/records.ts';
import { Failure } from '../failure.ts';
import { isHiddenByFilter } from '../sheets/cells.ts';
import { foldColumns, groupTable } from '../sheets/layout.ts';
import { latestDocument, readDocument } from '../sheets/properties.ts';
import { type Sheet, showRow as selectRow, showCell, showSheet } from '../sheets/workbook.ts';
import { type CampaignRecord, campaignById, campaignsIn, keepCampaign } from './campaigns.ts';
import { FOLDED_FROM, headersOf } from './create-tab.ts';
import { activeTab, openTab } from './open-tab.ts';

/** Goes to a campaign's tab. Throws a Failure for one that is put away: what is typed there would not be saved. */
export function switchTo(id: CampaignId): void {
  const campaign = campaignOf(id);
  if (!isSynced(campaign.state)) {
    throw new Failure(
      'not-allowed',
      `"${campaign.name}" is ${campaign.state}, so its tab is put away. Restore it to see its leads.`,
    );
  }
  showSheet(openTab(campaign));
}

/** Folds the table away, so that the charts slide into view, or unfolds it. Answers the campaign of the active tab. */
export function setView(id: CampaignId, view: TabView): CampaignId | null {
  const campaign = campaignOf(id);
  const active = activeTab(campaignsIn(readDocument()));
  const sheet = openTab(campaign, active.sheet);
  const folded = view === 'dashboard';
  if (!foldColumns(sheet, FOLDED_FROM, folded)) {
    groupTable(sheet, FOLDED_FROM);
    foldColumns(sheet, FOLDED_FROM, folded);
  }
  // Whoever scrolled down through the leads would see no chart, and from charts far down no lead.
  showCell(sheet, 2, folded ? chartColumnOf(campaign) : 1);
  keepCampaign({ ...campaign, view });
  return active.campaign?.id ?? null;
}

/** The first column that the charts float over. */
function chartColumnOf({ id }: CampaignRecord): number {
  return statsOf(latestDocument(), id)?.charts ?? headersOf([]).length + 1;
}

/** From leads to dashboard or back, for the tab that the person looks at. */
export function toggleView(): void {
  const { campaign } = activeTab(campaignsIn(readDocument()));
  if (!campaign) throw new Failure('not-found', 'This tab belongs to no campaign. Go to a campaign first.');
  setView(campaign.id, campaign.view === 'leads' ? 'dashboard' : 'leads');
}

/** Goes to a row of the tab that the person looks at; row 1 is the header. */
export function showRow(row: number): void {
  const { sheet, campaign } = activeTab(campaignsIn(readDocument()));
  if (!campaign) throw new Failure('not-found', 'This tab belongs to no campaign, so it has no such row.');
  goToRow(campaign, sheet, row);
}

/** Goes to a row of a campaign's tab that the person looks at already. Throws a Failure where a filter hides it. */
export function goToRow(campaign: CampaignRecord, sheet: Sheet, row: number): void {
  if (campaign.view === 'dashboard') setView(campaign.id, 'leads');
  selectRow(sheet, row);
  if (isHiddenByFilter(sheet, row)) {
    throw new Failure(
      'filtered',
      `A filter hides row ${row}, so it cannot be shown. Show every row to see it there.`,
    );
  }
}

function campaignOf(id: CampaignId): CampaignRecord {
  const campaign = campaignById(readDocument(), id);
  if (campaign) return campaign;
  throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
}
