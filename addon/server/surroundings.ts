/** What the sidebar tells of the spreadsheet as a whole, remembered so that a tick need not ask. */
import { type CampaignRecord, campaignsIn, storedObject } from './campaigns/campaigns.ts';
import { takeTabNames } from './campaigns/rename.ts';
import { type Guard, isNumber, isText, listOf, shape } from './shapes.ts';
import { type Stored, writeDocument } from './sheets/properties.ts';
import { namesOf, spreadsheetName } from './sheets/workbook.ts';

export interface Surroundings {
  readonly name: string;
  /** Google's ids of all tabs. */
  readonly tabs: readonly number[];
  /** Ids of the tabs that campaigns had when it was looked: those that are not among `tabs` were gone. */
  readonly known: readonly number[];
  /** When every name was last looked at, ISO 8601 UTC; '' before that. */
  readonly namesAt: string;
}

const KEY = 'surroundings';
const isSurroundings: Guard<Surroundings> = shape({
  name: isText,
  tabs: listOf(isNumber),
  known: listOf(isNumber),
  namesAt: isText,
});

/** The spreadsheet's tabs as they are now, and the name of one: two calls. A tab's new name becomes its campaign's. */
export function lookAround(stored: Stored, sheetId: number | null = null): Surroundings {
  const known = storedObject(stored, KEY, isSurroundings);
  return look(stored, known?.name ?? spreadsheetName(), (id) => id === sheetId, known?.namesAt ?? '');
}

/** The same with every campaign's tab and the spreadsheet's own name: a call for each. */
export function lookEverywhere(stored: Stored): Surroundings {
  const campaigns = campaignsIn(stored);
  const isCampaigns = (id: number) => campaigns.some((campaign) => campaign.sheetId === id);
  return look(stored, spreadsheetName(), isCampaigns, new Date().toISOString());
}

/** True when names have not been looked at for so many milliseconds. */
export function isLookDue(stored: Stored, after: number): boolean {
  const known = storedObject(stored, KEY, isSurroundings);
  return !known || known.namesAt === '' || Date.now() - Date.parse(known.namesAt) > after;
}

/** As it was when last looked at, unless a campaign came since; then it is looked at anew. */
export function surroundings(stored: Stored, campaigns: readonly CampaignRecord[]): Surroundings {
  const last = storedObject(stored, KEY, isSurroundings);
  const looked = last && campaigns.every(({ sheetId, laidOut }) => last.known.includes(sheetId) || !laidOut);
  return last && looked ? last : lookAround(stored);
}

function look(
  stored: Stored,
  name: string,
  wanted: (sheetId: number) => boolean,
  namesAt: string,
): Surroundings {
  const { ids, names } = namesOf(wanted);
  const known = campaignsIn(stored).map(({ sheetId }) => sheetId);
  const now: Surroundings = { name, tabs: [...ids], known, namesAt };
  const text = JSON.stringify(now);
  if (stored[KEY] !== text) writeDocument({ [KEY]: text });
  takeTabNames(stored, names);
  return now;
}
