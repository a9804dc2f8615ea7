/** What the sidebar tells of the spreadsheet as a whole, remembered so that a tick need not ask. */
import type { CampaignRecord } from './campaigns/campaigns.ts';
import { storedObject } from './campaigns/campaigns.ts';
import { type Guard, isNumber, isText, listOf, shape } from './shapes.ts';
import { type Stored, writeDocument } from './sheets/properties.ts';
import { sheetIds, spreadsheetName } from './sheets/workbook.ts';

export interface Surroundings {
  readonly name: string;
  /** Google's ids of all tabs. */
  readonly tabs: readonly number[];
}

const KEY = 'surroundings';
const isSurroundings: Guard<Surroundings> = shape({ name: isText, tabs: listOf(isNumber) });

/** As the spreadsheet is now; two calls. Remembered when it differs from what was. */
export function lookAround(stored: Stored): Surroundings {
  const now: Surroundings = { name: spreadsheetName(), tabs: [...sheetIds()] };
  const text = JSON.stringify(now);
  if (stored[KEY] !== text) writeDocument({ [KEY]: text });
  return now;
}

/** As it was when last looked at, unless a campaign came since; then it is looked at anew. */
export function surroundings(stored: Stored, campaigns: readonly CampaignRecord[]): Surroundings {
  const known = storedObject(stored, KEY, isSurroundings);
  const looked =
    known && campaigns.every((campaign) => known.tabs.includes(campaign.sheetId) || !campaign.laidOut);
  return known && looked ? known : lookAround(stored);
}
