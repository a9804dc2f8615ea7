/** What the sidebar shows, from what is remembered: neither Sanity nor the cells of any campaign are asked. */
import type { CampaignSummary, Connection, OtherTab, SidebarState, Switched } from '../calls.ts';
import type { CampaignId } from '../model/lead.ts';
import { restorableUntil } from '../model/lifecycle.ts';
import { rightsOf } from '../model/rights.ts';
import { connectionOf } from './ask-bridge.ts';
import { triggersOf } from './beat.ts';
import { type CampaignRecord, campaignById, campaignsIn } from './campaigns/campaigns.ts';
import { isCopyIn, noticeCopy } from './campaigns/copy.ts';
import { unmappedOriginals } from './campaigns/originals.ts';
import { paceFor } from './governor.ts';
import { importsIn, progressOf } from './import/record.ts';
import { peopleIn } from './people/rights.ts';
import { lastAnswerIn } from './settings.ts';
import { latestDocument, readBridgeSettings, type Stored } from './sheets/properties.ts';
import { userEmail } from './sheets/session.ts';
import { activeSheet, nameOf } from './sheets/workbook.ts';
import { lookAround, surroundings } from './surroundings.ts';
import { statusIn, syncState } from './sync/status.ts';

/**
 * The state, with `active` as the campaign whose tab the person looks at. `anew` looks whether all tabs are still
 * there; otherwise what was seen last is told.
 */
export function sidebarState(active: CampaignId | null, anew = false): SidebarState {
  if (anew) lookAnew(latestDocument(), active);
  const stored = latestDocument();
  const campaigns = campaignsIn(stored);
  const around = surroundings(stored, campaigns);
  const user = userEmail();
  return {
    user,
    spreadsheetName: around.name,
    connection: connectionIn(stored),
    campaigns: campaigns.map((campaign) => summaryOf(campaign, stored, around.tabs)),
    active,
    tab: active === null ? otherTab() : null,
    sync: active === null ? null : syncState(stored, active),
    unmappedOriginals: unmappedOriginals(stored),
    triggers: triggersOf(stored, user, Date.now()),
    pace: paceFor(stored, user, campaigns.length),
    isCopy: isCopyIn(stored),
    imports: importsIn(stored).map(progressOf),
    rights: rightsOf(peopleIn(stored), user),
  };
}

/** What changes by going to a campaign's tab: nobody and no script property is asked for it. */
export function switchedState(active: CampaignId): Switched {
  const stored = latestDocument();
  const campaigns = campaignsIn(stored);
  const { tabs } = surroundings(stored, campaigns);
  return {
    campaigns: campaigns.map((campaign) => summaryOf(campaign, stored, tabs)),
    active,
    tab: null,
    sync: syncState(stored, active),
    imports: importsIn(stored).map(progressOf),
  };
}

/** Tabs come and go, are renamed, and a copy looks like the spreadsheet that it was made of. */
function lookAnew(stored: Stored, active: CampaignId | null): void {
  const campaign = active === null ? null : campaignById(stored, active);
  lookAround(stored, campaign?.sheetId ?? null);
  noticeCopy(stored);
}

export function connectionIn(stored: Stored): Connection {
  const url = readBridgeSettings()?.url ?? null;
  const last = lastAnswerIn(stored);
  return connectionOf(url, last?.url === url ? last.failure : null);
}

function summaryOf(campaign: CampaignRecord, stored: Stored, tabs: readonly number[]): CampaignSummary {
  const { id, kind, name, colour, description, view, period, state, sheetId } = campaign;
  const { leads } = statusIn(stored, id);
  const hasTab = tabs.includes(sheetId);
  const until = restorableUntil(state, campaign.stateAt);
  return { id, kind, name, colour, description, leads, view, period, state, hasTab, restorableUntil: until };
}

/** The tab that compares the campaigns; no campaign may bear its name. */
const OVERVIEW = 'Overview';

/** What the tab is that the person looks at, by its name: the names of Leadsheet's own tabs are no campaign's. */
function otherTab(): OtherTab {
  const name = nameOf(activeSheet());
  return { name, is: name === OVERVIEW ? 'overview' : name.startsWith('_') ? 'ours' : 'unknown' };
}
