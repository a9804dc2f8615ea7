/** The leads that lived in Sanity before Leadsheet: mapped into a tab of their own, their documents untouched. */
import { ORIGINAL_CAMPAIGN } from '../../model/lead.ts';
import { FIRST_SETTINGS } from '../../model/settings.ts';
import { askBridge } from '../ask-bridge.ts';
import { Failure } from '../failure.ts';
import { locked, PATIENCE } from '../locked.ts';
import { lastAnswerIn, originalsEntry, originalsIn } from '../settings.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { findSheetNamed, sheetIds, spreadsheetId } from '../sheets/workbook.ts';
import { rememberAnswer } from '../sync/follow.ts';
import { statusIn } from '../sync/status.ts';
import { createCampaign, layOut } from './campaign-tab.ts';
import { type CampaignRecord, campaignById, campaignBySheet, campaignEntry, newRecord } from './campaigns.ts';
import { noticeCopy } from './copy.ts';
import { fillTab } from './fill.ts';
import { ORIGINAL_COLOUR } from './look.ts';
import { COPIED, openTab } from './open-tab.ts';

const NAME = 'Original';
/** Seconds after which one call fetches no further leads. */
const STEP_SECONDS = 25;

/**
 * Asks the bridge what it knows of this spreadsheet and remembers it: how many original leads there are, and
 * campaigns whose tabs are here but which this spreadsheet has forgotten. Throws a Failure as the bridge does.
 */
export function learnFromBridge(): void {
  const stored = readDocument();
  const { campaigns, originalLeads } = askBridge('/v1/campaigns', { spreadsheetId: spreadsheetId() });
  rememberAnswer(stored, null);
  const forgotten = campaigns.filter(({ id }) => !campaignById(stored, id));
  const tabs = forgotten.length > 0 ? sheetIds() : new Set<number>();
  // A tab belongs to one campaign: of one whose making was cut off there may be a second document.
  const found = forgotten.filter(({ sheetId }) => tabs.has(sheetId) && !campaignBySheet(stored, sheetId));
  writeDocument({
    ...originalsEntry({ count: originalLeads, at: new Date().toISOString() }),
    ...Object.assign({}, ...found.map((one) => campaignEntry({ ...newRecord(one), laidOut: true }))),
  });
}

/** Original leads that no tab shows yet; 0 while that is not known. */
export function unmappedOriginals(stored: Stored): number {
  const known = originalsIn(stored);
  const campaign = campaignById(stored, ORIGINAL_CAMPAIGN);
  if (!known || campaign?.complete || lastAnswerIn(stored)?.failure) return 0;
  const left = known.count - statusIn(stored, ORIGINAL_CAMPAIGN).leads;
  return campaign ? Math.max(1, left) : known.count;
}

/** Makes the tab of the original leads, or goes on filling it. Repeat until `unmappedOriginals` is 0. */
export function mapOriginals(): void {
  if (noticeCopy(readDocument())) throw new Failure('sheet-refused', COPIED);
  learnFromBridge();
  const stored = readDocument();
  const leads = originalsIn(stored)?.count ?? 0;
  const known = campaignById(stored, ORIGINAL_CAMPAIGN);
  if (known?.complete || (!known && leads === 0)) return;
  const campaign = locked(() => begun(leads));
  fillTab(campaign, STEP_SECONDS, PATIENCE);
}

function begun(leads: number): CampaignRecord {
  const known = campaignById(readDocument(), ORIGINAL_CAMPAIGN);
  if (known) return layOut(known, openTab(known), { extras: [], leads });
  return createCampaign(
    {
      id: ORIGINAL_CAMPAIGN,
      kind: 'original',
      name: freeName(),
      colour: ORIGINAL_COLOUR,
      description: 'Leads from before Leadsheet, as they are in Sanity.',
      ...FIRST_SETTINGS,
      extras: [],
      leads,
    },
    {},
  );
}

function freeName(): string {
  if (!findSheetNamed(NAME)) return NAME;
  return `${NAME} leads`;
}
