/** What the sidebar shows, from what is remembered: neither Sanity nor the cells of any campaign are asked. */
import type { CampaignSummary, Connection, SidebarState } from '../calls.ts';
import type { CampaignId } from '../model/lead.ts';
import { connectionOf } from './bridge.ts';
import { type CampaignRecord, campaignsIn } from './campaigns.ts';
import { importsIn, progressOf } from './import-record.ts';
import { unmappedOriginals } from './originals.ts';
import { lastAnswerIn, triggerOwnerIn } from './settings.ts';
import { readBridgeSettings, readDocument, type Stored } from './sheets/properties.ts';
import { userEmail } from './sheets/session.ts';
import { sheetIds, spreadsheetName } from './sheets/workbook.ts';
import { statusIn, syncState } from './status.ts';

/** The state, with `active` as the campaign whose tab the person looks at. */
export function sidebarState(active: CampaignId | null): SidebarState {
  const stored = readDocument();
  const campaigns = campaignsIn(stored);
  const tabs = campaigns.length > 0 ? sheetIds() : new Set<number>();
  const owner = triggerOwnerIn(stored);
  return {
    user: userEmail(),
    spreadsheetName: spreadsheetName(),
    connection: connectionIn(stored),
    campaigns: campaigns.map((campaign) => summaryOf(campaign, stored, tabs)),
    active,
    sync: active === null ? null : syncState(stored, active),
    unmappedOriginals: unmappedOriginals(stored),
    triggers: { installed: owner !== null, owner: owner?.owner ?? '' },
    imports: importsIn(stored).map(progressOf),
  };
}

export function connectionIn(stored: Stored): Connection {
  const url = readBridgeSettings()?.url ?? null;
  const last = lastAnswerIn(stored);
  return connectionOf(url, last?.url === url ? last.failure : null);
}

function summaryOf(campaign: CampaignRecord, stored: Stored, tabs: ReadonlySet<number>): CampaignSummary {
  const { id, kind, name, colour, description, view, sheetId } = campaign;
  const { leads } = statusIn(stored, id);
  return { id, kind, name, colour, description, leads, view, hasTab: tabs.has(sheetId) };
}
