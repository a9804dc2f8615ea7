/** A campaign gets a new tab, filled from Sanity: its own was deleted, or can no longer be told row from row. */
import type { SyncResponse } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import { ensureDashboard } from '../dashboard/dashboard.ts';
import { locked, PATIENCE } from '../locked.ts';
import { forgetDocument, writeDocument } from '../sheets/properties.ts';
import { addSheet, findSheet, findSheetNamed, renameAndShow, sheetIdOf } from '../sheets/workbook.ts';
import { runPass } from '../sync/pass.ts';
import { statusKey } from '../sync/status.ts';
import { layOut, tabNameOf } from './campaign-tab.ts';
import { type CampaignRecord, campaignEntry, cursorKey, keepCampaign } from './campaigns.ts';
import { openTab } from './open-tab.ts';

/** Seconds after which no further request begins; what is missing then follows by itself. */
const SECONDS = 200;

/** Makes the tab and fills it; answers what was done. Throws a Failure when it cannot be made. */
export function restoreTab(campaign: CampaignRecord): string {
  const { extras, leads } = held(campaign);
  const record = locked(() => newTab(campaign, extras, leads));
  const { failure, more, tab, status } = runPass({ campaign: record, seconds: SECONDS, patience: PATIENCE });
  if (failure) throw failure;
  if (more)
    return `The tab is there again with ${status.leads} of ${leads} leads; the others follow by themselves.`;
  const shown = ensureDashboard(record, openTab(record), tab.columns);
  keepCampaign({ ...shown, complete: true });
  return `The tab is there again with ${status.leads} leads from Sanity, read back.`;
}

/** Renames the damaged tab, which stays as it is, and makes a new one. */
export function setAside(campaign: CampaignRecord): string {
  const sheet = findSheet(campaign.sheetId);
  const name = tabNameOf(campaign.name);
  const aside = freeName(`${name} (set aside)`);
  if (sheet) renameAndShow(sheet, aside);
  const said = restoreTab(campaign);
  return sheet ? `The old tab is kept as "${aside}". ${said}` : said;
}

function newTab(campaign: CampaignRecord, extras: readonly string[], leads: number): CampaignRecord {
  const sheet = addSheet(freeName(tabNameOf(campaign.name)));
  const { id, kind, name, colour, description, spreadsheetId, createdAt, createdBy } = campaign;
  const moved = { id, kind, name, colour, description, spreadsheetId, createdAt, createdBy };
  const saved = askBridge('/v1/campaigns/save', { campaign: { ...moved, sheetId: sheetIdOf(sheet) } });
  const record: CampaignRecord = {
    ...campaign,
    ...saved.campaign,
    laidOut: false,
    complete: false,
    statsBlock: null,
    view: 'leads',
  };
  writeDocument(campaignEntry(record));
  forgetDocument(cursorKey(id));
  forgetDocument(statusKey(id));
  return layOut(record, sheet, { extras, leads });
}

/** What Sanity holds of the campaign: the names of its further columns, and how many leads there are. */
function held({ id, kind, spreadsheetId, country }: CampaignRecord): {
  readonly extras: readonly string[];
  readonly leads: number;
} {
  const names = new Set<string>();
  let leads = 0;
  for (let cursor = null, more = true; more; ) {
    const answer: SyncResponse = askBridge('/v1/sync', {
      campaign: { id, kind },
      spreadsheetId,
      cursor,
      country,
      rows: [],
    });
    for (const lead of answer.changes) for (const name of Object.keys(lead.extra)) names.add(name);
    leads += answer.changes.length;
    cursor = answer.cursor;
    more = answer.more;
  }
  return { extras: [...names], leads };
}

function freeName(name: string): string {
  if (!findSheetNamed(name)) return name;
  for (let n = 2; ; n++) if (!findSheetNamed(`${name} ${n}`)) return `${name} ${n}`;
}
