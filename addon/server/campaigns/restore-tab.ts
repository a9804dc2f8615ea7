/** A campaign gets a new tab, filled from Sanity: its own was deleted, or can no longer be told row from row. */

import { formatDay, wallOf } from '../../model/time.ts';
import type { Cursor, SyncResponse } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import { locked, PATIENCE } from '../locked.ts';
import { forgetDocument, writeDocument } from '../sheets/properties.ts';
import {
  addSheet,
  findBlankSheet,
  findSheet,
  freeSheetName,
  nameOf,
  renameAndShow,
  type Sheet,
  sheetIdOf,
} from '../sheets/workbook.ts';
import { statusKey } from '../sync/status.ts';
import { layOut, tabNameOf } from './campaign-tab.ts';
import { type CampaignRecord, campaignEntry, cursorKey } from './campaigns.ts';
import { type Filled, fillTab } from './fill.ts';
import { saveCampaign } from './save.ts';

/** Seconds for asking Sanity what there is, and for the first pass: both and the writing fit in Google's six minutes. */
const ASK_SECONDS = 60;
const FILL_SECONDS = 120;

/** Makes the tab unless it is there, and fills it; answers what was done. May be repeated: it goes on where it was. */
export function restoreTab(campaign: CampaignRecord): string {
  if (campaign.complete && findSheet(campaign.sheetId)) return `The tab of "${campaign.name}" is there.`;
  const held = heldInSanity(campaign);
  const record = locked(() => openOrMake(campaign, held));
  return told(fillTab(record, FILL_SECONDS, PATIENCE), held.leads);
}

/** Renames the damaged tab, which stays as it is, and makes a new one. */
export function setAside(campaign: CampaignRecord): string {
  const sheet = findSheet(campaign.sheetId);
  if (!sheet) return restoreTab(campaign);
  const held = heldInSanity(campaign);
  const record = locked(() => {
    if (!isSetAside(nameOf(sheet))) renameAndShow(sheet, asideName(campaign));
    return newTab(campaign, held);
  });
  const filled = fillTab(record, FILL_SECONDS, PATIENCE);
  return `The old tab is kept as "${nameOf(sheet)}" and is not synced; what was typed there and not saved is still in it. ${told(filled, held.leads)}`;
}

/** True for the name that a damaged tab got: its campaign does not take it over. */
export function isSetAside(tabName: string): boolean {
  return / \(set aside [\d-]+\)( \d+)?$/.test(tabName);
}

/** A tab's name takes no slash, so the day is written with dashes. */
function asideName(campaign: CampaignRecord): string {
  const day = formatDay(wallOf(new Date())).replace(/\//g, '-');
  return freeSheetName(`${tabNameOf(campaign.name).slice(0, 70)} (set aside ${day})`);
}

function told({ done, leads }: Filled, expected: number): string {
  return done
    ? `The tab is there again with ${leads === 1 ? '1 lead' : `${leads} leads`} from Sanity, read back.`
    : `The tab is there again with ${leads} of ${expected} leads; the others follow by themselves within minutes.`;
}

/** What Sanity holds of a campaign: the names of its further columns, and how many leads there are. */
interface Held {
  readonly extras: readonly string[];
  readonly leads: number;
}

function heldInSanity({ id, kind, spreadsheetId, country }: CampaignRecord): Held {
  const names = new Set<string>();
  let leads = 0;
  let cursor: Cursor | null = null;
  const deadline = Date.now() + ASK_SECONDS * 1000;
  for (let more = true; more && Date.now() < deadline; ) {
    const answer: SyncResponse = askBridge('/v1/sync', {
      campaign: { id, kind },
      spreadsheetId,
      cursor,
      country,
      rows: [],
    });
    for (const { extra } of answer.changes) {
      for (const [name, value] of Object.entries(extra)) if (value !== null && value !== '') names.add(name);
    }
    leads += answer.changes.length;
    ({ cursor, more } = answer);
  }
  return { extras: [...names], leads };
}

/** The tab that is being filled already, or a new one. */
function openOrMake(campaign: CampaignRecord, held: Held): CampaignRecord {
  const sheet = findSheet(campaign.sheetId);
  return sheet ? layOut(campaign, sheet, held) : newTab(campaign, held);
}

/** Each step may be the last before a kill: what is done again then ends the same. */
function newTab(campaign: CampaignRecord, held: Held): CampaignRecord {
  const name = tabNameOf(campaign.name);
  const sheet: Sheet = findBlankSheet(name) ?? addSheet(freeSheetName(name));
  const called = nameOf(sheet);
  const saved = saveCampaign(campaign, {
    sheetId: sheetIdOf(sheet),
    name: called === name ? campaign.name : called,
  });
  const record: CampaignRecord = {
    ...saved,
    laidOut: false,
    complete: false,
    statsBlock: null,
    view: 'leads',
  };
  // Forgotten first: a new tab must never go on from where the old one was.
  forgetDocument(cursorKey(campaign.id));
  forgetDocument(statusKey(campaign.id));
  writeDocument(campaignEntry(record));
  return layOut(record, sheet, held);
}
