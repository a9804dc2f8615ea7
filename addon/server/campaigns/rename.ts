/** A campaign is called as its tab is: who renames the tab renames the campaign. */

import { isSynced } from '../../model/lifecycle.ts';
import { nameDashboard } from '../dashboard/dashboard.ts';
import { failureOf } from '../failure.ts';
import { readBridgeSettings, readDocument, type Stored } from '../sheets/properties.ts';
import { rememberAnswer } from '../sync/follow.ts';
import { tabNameOf } from './campaign-tab.ts';
import { type CampaignRecord, campaignById, campaignsIn, keepCampaign } from './campaigns.ts';
import { checkTabName } from './create-tab.ts';
import { isCopied } from './open-tab.ts';
import { isSetAside } from './restore-tab.ts';
import { saveCampaign } from './save.ts';

/**
 * Saves the name of every campaign whose tab bears another; `names` by Google's id of the tab. A name that the bridge
 * cannot take now is taken at a later look. Names that the add-on needs for itself are left to the tab alone.
 */
export function takeTabNames(stored: Stored, names: ReadonlyMap<number, string>): void {
  if (!readBridgeSettings()) return;
  for (const campaign of campaignsIn(stored)) {
    const name = names.get(campaign.sheetId);
    if (name !== undefined && isRenamed(campaign, name)) take(stored, campaign, name);
  }
}

function isRenamed(campaign: CampaignRecord, tabName: string): boolean {
  if (
    isCopied(campaign) ||
    !campaign.laidOut ||
    !isSynced(campaign.state) ||
    tabName === tabNameOf(campaign.name)
  )
    return false;
  return !isSetAside(tabName) && canName(tabName);
}

function canName(name: string): boolean {
  try {
    checkTabName(name);
    return true;
  } catch {
    return false;
  }
}

function take(stored: Stored, campaign: CampaignRecord, name: string): void {
  try {
    const saved = saveCampaign(campaign, { name });
    // Whatever else was kept of it while the bridge was asked stays.
    keepCampaign({ ...(campaignById(readDocument(), campaign.id) ?? saved), name: saved.name });
    retitle({ ...campaign, name });
  } catch (thrown) {
    rememberAnswer(stored, failureOf(thrown));
  }
}

/** What stands over the campaign's numbers in `_stats` is its name. */
export function retitle(campaign: Pick<CampaignRecord, 'id' | 'name'>): void {
  nameDashboard(readDocument(), campaign);
}
