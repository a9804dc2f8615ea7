/** All rows of a file are with the bridge: the campaign's tab is made, or made ready, and from then on nobody has to wait. */
import type { Calls, ImportProgress } from '../../calls.ts';
import type { Job, JobCounts } from '../../model/import/job.ts';
import { FIRST_SETTINGS } from '../../model/settings.ts';
import { findColumns, type TabColumns } from '../../model/tab.ts';
import { createCampaign } from '../campaigns/campaign-tab.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { Failure } from '../failure.ts';
import { isCountry } from '../guards.ts';
import { locked } from '../locked.ts';
import { requireRight } from '../people/rights.ts';
import { extentOf, insertTextColumns, readAll, readBlock } from '../sheets/cells.ts';
import { readDocument, type Stored } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { requireOpen } from './begin.ts';
import { requireJob, saveJob } from './jobs.ts';
import { overOf } from './over.ts';
import {
  type ImportRecord,
  importEntry,
  importIn,
  keepImport,
  type PartCounts,
  type Planned,
  partCountsIn,
  progressOf,
} from './record.ts';

/** Whoever began it is given this long before others carry it on. */
export const OWN_TURN_MS = 60_000;

/** Begins to carry it out. May be asked again: it is begun once. */
export function importCommit({ importId }: Calls['importCommit']['ask']): ImportProgress {
  const stored = readDocument();
  const record = importIn(stored, importId);
  if (!record) return overOf(importId);
  if (record.state !== 'uploading') return progressOf(record);
  requireRight('import');
  const counts = arrived(stored, record);
  const job = requireJob(importId);
  checkCounts(counts, job.counts);
  const begun = locked(() => {
    const now = importIn(readDocument(), importId);
    if (now?.state !== 'uploading') return now;
    const updating = counts.flatMap(({ updated }, part) => (updated > 0 ? [part] : []));
    const ready: ImportRecord = {
      ...now,
      updating,
      state: 'writing',
      againAt: Date.now() + OWN_TURN_MS,
    };
    return now.planned ? withCampaign(ready, now.planned, job) : withColumns(ready, job);
  });
  if (!begun) return overOf(importId);
  saveJob(job, { state: 'running', addedColumns: begun.addedColumns });
  return progressOf(begun);
}

function arrived(stored: Stored, { importId, parts }: ImportRecord): readonly PartCounts[] {
  const counts = partCountsIn(stored, importId, parts);
  const missing = counts.indexOf(null);
  if (missing === -1) return counts.flatMap((one) => one ?? []);
  throw new Failure(
    'bad-request',
    `Part ${missing + 1} of ${parts} of the file has not arrived. Nothing was written. Send it again, then go on.`,
  );
}

function checkCounts(parts: readonly PartCounts[], promised: JobCounts): void {
  const kinds = ['created', 'updated', 'duplicate', 'invalid', 'skipped'] as const;
  const wrong = kinds.find((kind) => parts.reduce((sum, one) => sum + one[kind], 0) !== promised[kind]);
  if (wrong === undefined) return;
  throw new Failure(
    'bad-request',
    `The parts of the file hold another number of ${wrong} rows than was said at the beginning. Nothing was written. Start the import again.`,
  );
}

/** Tab, document and record of a new campaign, all or none. */
function withCampaign(record: ImportRecord, planned: Planned, { extras }: Job): ImportRecord {
  const { campaign: id, campaignName: name, created: leads } = record;
  const { colour, description, country, required } = planned;
  if (campaignById(readDocument(), id)) return keepImport(record);
  if (!isCountry(country)) throw new Failure('bad-request', `"${country}" is not a country.`);
  const settings = { ...FIRST_SETTINGS, country, required };
  createCampaign(
    { id, kind: 'own', name, colour, description, ...settings, extras, leads },
    importEntry(record),
  );
  return record;
}

/** An existing campaign's tab gets the columns that it lacks. What was added is remembered before it is. */
function withColumns(record: ImportRecord, job: Job): ImportRecord {
  const campaign = openCampaignOf(record);
  const sheet = openTab(campaign);
  const columns = columnsOf(sheet);
  if (columns.lead === null) throw new Failure('sheet-refused', NO_LEAD_COLUMN);
  const lacking = record.created > 0 ? lackingIn(columns, job.extras) : [];
  const addedColumns = [...new Set([...record.addedColumns, ...lacking])];
  if (lacking.length > 0) {
    keepImport({ ...record, state: 'uploading', addedColumns });
    const blank = record.addedColumns.length > 0 ? blanksBefore(sheet, columns.lead, lacking.length) : 0;
    insertTextColumns(sheet, columns.lead + 1, lacking, blank);
    const still = lackingIn(columnsOf(sheet), job.extras);
    if (still.length > 0)
      throw new Failure(
        'sheet-refused',
        `The column "${still[0]}" could not be added to the tab. No row was written.`,
      );
  }
  return keepImport({ ...record, addedColumns });
}

/** Columns that were inserted before a column (from 0), when the run ended that was to give them headings; at most `most`. */
function blanksBefore(sheet: Sheet, column: number, most: number): number {
  const values = readAll(sheet);
  for (let blank = 0; ; blank++) {
    const isBlank = values.every((line) => (line[column - blank - 1] ?? '') === '');
    if (!isBlank || blank === most || blank === column) return blank;
  }
}

export const NO_LEAD_COLUMN =
  'The hidden column _lead is missing from the tab, so no row was written. Undo the change (Ctrl+Z) and go on with the import.';

function openCampaignOf(record: ImportRecord): CampaignRecord {
  const campaign = campaignById(readDocument(), record.campaign);
  if (!campaign)
    throw new Failure(
      'not-found',
      'The campaign of this import is gone. No row was written. Import it anew.',
    );
  requireOpen(campaign);
  return campaign;
}

function columnsOf(sheet: Sheet): TabColumns {
  const { columns } = extentOf(sheet);
  const [headers = []] = readBlock(sheet, { row: 1, column: 1, rows: 1, columns });
  return findColumns(headers.map(String));
}

function lackingIn({ extras, doubled }: TabColumns, names: readonly string[]): readonly string[] {
  return names.filter((name) => !extras.has(name) && !doubled.includes(name));
}
