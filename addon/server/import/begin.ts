/** The beginning of an import: everything is checked, and nothing stands in any tab yet. */
import type { ImportBegin, ImportProgress } from '../../calls.ts';
import { isBalanced, type Job } from '../../model/import/job.ts';
import { type CampaignId, type ImportId, isCampaignId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { PROPERTY_BYTES, utf8Length } from '../bytes.ts';
import { tabNameOf } from '../campaigns/campaign-tab.ts';
import { type CampaignRecord, campaignById, campaignsIn } from '../campaigns/campaigns.ts';
import { checkExtras, checkTabName } from '../campaigns/create-tab.ts';
import { COPIED, isCopied } from '../campaigns/open-tab.ts';
import { Failure } from '../failure.ts';
import { isCountry } from '../guards.ts';
import { requireRight } from '../people/rights.ts';
import { readDocument, type Stored } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { findSheetNamed, nameTaken, spreadsheetId } from '../sheets/workbook.ts';
import { saveJob } from './jobs.ts';
import { forgetImport, type ImportRecord, importIn, keepImport, progressOf } from './record.ts';

/** An upload that nobody went on with for so long was given up. */
export const STALE_MS = 24 * 3_600_000;

/** Makes the import known, here and to the bridge. When the bridge is out of reach nothing is. */
export function importBegin(ask: ImportBegin): ImportProgress {
  const stored = readDocument();
  const begun = importIn(stored, ask.importId);
  if (begun && begun.state !== 'uploading') return progressOf(begun);
  requireRight('import');
  const record = begun ?? newImport(ask, checkBegin(ask, stored));
  if (!begun) keepImport(record);
  try {
    saveJob(newJob(ask, record));
  } catch (thrown) {
    if (!begun) forgetImport(record);
    throw thrown;
  }
  return progressOf(record);
}

function refuse(message: string): Failure {
  return new Failure('bad-request', message);
}

/** Throws a Failure for whatever cannot be imported; answers the campaign that is there already, if it is one. */
function checkBegin(ask: ImportBegin, stored: Stored): CampaignRecord | null {
  const { counts, parts, target } = ask;
  if (!isBalanced(counts)) {
    throw refuse(
      'The counts do not add up: rows in must be created, updated, duplicate, invalid and skipped together. Nothing was imported. Check the file again.',
    );
  }
  if (counts.created + counts.updated < 1 || parts < 1)
    throw refuse('There is no row to import. Nothing was created. Choose another file.');
  checkExtras(ask.extras);
  if (utf8Length(JSON.stringify([ask.extras, ask.fileName])) > PROPERTY_BYTES / 2) {
    throw refuse(
      `The ${ask.extras.length} further columns have names too long to remember. Nothing was created. Leave some out or shorten their names.`,
    );
  }
  return target.is === 'new' ? checkNew(target, stored) : existing(target.campaign, counts.created, stored);
}

function checkNew(
  { name, country, description }: Extract<ImportBegin['target'], { is: 'new' }>,
  stored: Stored,
): null {
  checkTabName(name);
  if (!isCountry(country)) throw refuse(`"${country}" is not a country. Nothing was created.`);
  if (utf8Length(JSON.stringify(description)) > PROPERTY_BYTES / 4)
    throw refuse('The description is too long. Nothing was created. Keep it to a few sentences.');
  requireFree(name, stored);
  return null;
}

/** One call; a tab of no campaign that bears the name in other letters is found when the campaign is made. */
function requireFree(name: string, stored: Stored): void {
  const plain = (text: string) => tabNameOf(text).toLowerCase();
  const isCampaigns = campaignsIn(stored).some((one) => plain(one.name) === plain(name));
  if (isCampaigns || findSheetNamed(tabNameOf(name))) throw nameTaken(name);
}

function existing(id: CampaignId, created: number, stored: Stored): CampaignRecord {
  const campaign = campaignById(stored, id);
  if (!campaign)
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Nothing was imported.');
  requireOpen(campaign);
  if (campaign.kind === 'original' && created > 0) {
    throw refuse(
      `"${campaign.name}" holds the leads that were in Sanity before, and takes no new ones. Nothing was imported. Choose another campaign for the new rows.`,
    );
  }
  return campaign;
}

/** Throws a Failure unless the campaign is worked on, here. */
export function requireOpen(campaign: CampaignRecord): void {
  if (isCopied(campaign)) throw new Failure('sheet-refused', COPIED);
  if (isSynced(campaign.state)) return;
  throw new Failure(
    'sheet-refused',
    `"${campaign.name}" is ${campaign.state}, so nothing is written into it. Restore it first, then go on.`,
  );
}

function newImport(ask: ImportBegin, campaign: CampaignRecord | null): ImportRecord {
  const { target, counts } = ask;
  const planned =
    target.is === 'new'
      ? {
          colour: target.colour.toLowerCase(),
          description: target.description,
          country: target.country,
          required: target.required,
        }
      : null;
  return {
    importId: ask.importId,
    campaign: campaign?.id ?? campaignIdOf(ask.importId),
    campaignName: campaign?.name ?? (target.is === 'new' ? target.name : ''),
    fileName: ask.fileName,
    state: 'uploading',
    total: counts.created + counts.updated,
    written: 0,
    verified: 0,
    message: null,
    problems: [],
    planned,
    by: userEmail(),
    at: new Date().toISOString(),
    created: counts.created,
    parts: ask.parts,
    next: 0,
    updating: [],
    touched: [],
    addedColumns: [],
    againAt: Date.now() + STALE_MS,
  };
}

function newJob(ask: ImportBegin, record: ImportRecord): Job {
  const { importId, campaign, campaignName, fileName, at, by, parts } = record;
  return {
    importId,
    spreadsheetId: spreadsheetId(),
    campaign,
    campaignName,
    isNew: record.planned !== null,
    fileName,
    at,
    by,
    state: 'uploading',
    counts: ask.counts,
    headings: ask.headings,
    extras: ask.extras,
    addedColumns: [],
    parts,
    verified: 0,
    kept: 0,
  };
}

function campaignIdOf(importId: ImportId): CampaignId {
  const id = `campaign.${importId}`;
  if (!isCampaignId(id)) throw new Error(`"${id}" cannot be a campaign's id.`);
  return id;
}
