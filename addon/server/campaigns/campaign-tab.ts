/** A new campaign comes into being: tab and document, or neither. */
import type { Campaign } from '../../model/lead.ts';
import type { CountryCode } from '../../model/phone.ts';
import { askBridge } from '../bridge.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { addSheet, removeSheet, type Sheet, sheetIdOf, spreadsheetId } from '../sheets/workbook.ts';
import { apostropheRule } from '../sync/probe.ts';
import { type CampaignRecord, campaignEntry, newRecord } from './campaigns.ts';
import { layOutTab } from './create-tab.ts';

export interface NewCampaign extends Pick<Campaign, 'id' | 'kind' | 'name' | 'colour' | 'description'> {
  readonly country: CountryCode;
  readonly extras: readonly string[];
  readonly leads: number;
}

/**
 * Makes the tab, saves the campaign in Sanity with the tab's id and remembers it, `further` entries with it.
 * Throws a Failure when the name is taken or the bridge does not prove the campaign saved; nothing is left behind then.
 */
export function createCampaign(plan: NewCampaign, further: Stored): CampaignRecord {
  // A straight apostrophe would have to be doubled in every formula that names the tab.
  const tabName = plan.name.replace(/'/g, '’');
  apostropheRule(readDocument());
  const sheet = addSheet(tabName);
  const record = newRecord(saveOrUndo(plan, sheet), plan.country);
  writeDocument({ ...campaignEntry(record), ...further });
  return layOut(record, sheet, plan);
}

/** Finishes a tab whose making was cut off. */
export function layOut(
  record: CampaignRecord,
  sheet: Sheet,
  plan: Pick<NewCampaign, 'extras' | 'leads'>,
): CampaignRecord {
  if (record.laidOut) return record;
  layOutTab(sheet, { extras: plan.extras, leads: plan.leads, colour: record.colour });
  const done = { ...record, laidOut: true };
  writeDocument(campaignEntry(done));
  return done;
}

function saveOrUndo(plan: NewCampaign, sheet: Sheet): Campaign {
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
  };
  try {
    return askBridge('/v1/campaigns/save', { campaign }).campaign;
  } catch (thrown) {
    removeSheet(sheet);
    throw thrown;
  }
}
