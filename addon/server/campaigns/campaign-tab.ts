/** A new campaign comes into being: tab and document, or neither. */
import type { Campaign } from '../../model/lead.ts';
import { type CampaignSettings, settingsOf } from '../../model/settings.ts';
import { askBridge } from '../ask-bridge.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import {
  addSheet,
  findBlankSheet,
  nameOf,
  removeSheet,
  renameAndShow,
  type Sheet,
  sheetIdOf,
  spreadsheetId,
  unusedSheet,
} from '../sheets/workbook.ts';
import { apostropheRule } from '../sync/probe.ts';
import { type CampaignRecord, campaignBySheet, campaignEntry, newRecord } from './campaigns.ts';
import { layOutTab } from './create-tab.ts';

export interface NewCampaign
  extends Pick<Campaign, 'id' | 'kind' | 'name' | 'colour' | 'description'>,
    CampaignSettings {
  readonly extras: readonly string[];
  readonly leads: number;
}

/**
 * Makes the tab, saves the campaign in Sanity with the tab's id and remembers it, `further` entries with it.
 * Throws a Failure when the name is taken or the bridge does not prove the campaign saved; nothing is left behind then.
 */
export function createCampaign(plan: NewCampaign, further: Stored): CampaignRecord {
  const tabName = tabNameOf(plan.name);
  // A blank tab of the name may be what is left of a making that was cut off.
  const blank = findBlankSheet(tabName);
  const left = blank && !campaignBySheet(readDocument(), sheetIdOf(blank)) ? blank : null;
  const unused = unusedSheet() ?? left;
  apostropheRule(readDocument());
  const made = unused ? takeOver(unused, tabName) : addNew(tabName);
  const record = newRecord(saveOrUndo(plan, made));
  writeDocument({ ...campaignEntry(record), ...further });
  return layOutNew(record, made.sheet, plan);
}

/** A straight apostrophe would have to be doubled in every formula that names the tab. */
export function tabNameOf(campaignName: string): string {
  return campaignName.replace(/'/g, '’');
}

/** A tab for the campaign, and the way back to how the spreadsheet was. */
interface NewTab {
  readonly sheet: Sheet;
  readonly undo: () => void;
}

function addNew(name: string): NewTab {
  const sheet = addSheet(name);
  return { sheet, undo: () => removeSheet(sheet) };
}

/** The blank tab of a new spreadsheet becomes the first campaign's: nobody wants an empty "Sheet1" beside it. */
function takeOver(sheet: Sheet, name: string): NewTab {
  const before = nameOf(sheet);
  renameAndShow(sheet, name);
  return { sheet, undo: () => renameAndShow(sheet, before) };
}

/** Finishes a tab whose making was cut off. */
export function layOut(
  record: CampaignRecord,
  sheet: Sheet,
  plan: Pick<NewCampaign, 'extras' | 'leads'>,
): CampaignRecord {
  if (record.laidOut) return record;
  // What a script remembers outlives the kill that takes its last changes to the tab, the new name among them.
  const name = tabNameOf(record.name);
  if (nameOf(sheet) !== name) renameAndShow(sheet, name);
  return layOutNew(record, sheet, plan);
}

function layOutNew(
  record: CampaignRecord,
  sheet: Sheet,
  plan: Pick<NewCampaign, 'extras' | 'leads'>,
): CampaignRecord {
  layOutTab(sheet, { extras: plan.extras, leads: plan.leads, colour: record.colour });
  const done = { ...record, laidOut: true };
  writeDocument(campaignEntry(done));
  return done;
}

function saveOrUndo(plan: NewCampaign, { sheet, undo }: NewTab): Campaign {
  const campaign: Campaign = {
    id: plan.id,
    kind: plan.kind,
    name: plan.name,
    colour: plan.colour,
    description: plan.description,
    spreadsheetId: spreadsheetId(),
    sheetId: sheetIdOf(sheet),
    createdAt: new Date().toISOString(),
    createdBy: userEmail(),
    ...settingsOf(plan),
  };
  try {
    return askBridge('/v1/campaigns/save', { campaign }).campaign;
  } catch (thrown) {
    undo();
    throw thrown;
  }
}
