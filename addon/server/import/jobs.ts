/** What the bridge keeps of imports: what they are, and their rows in parts. */
import type { Job, JobRow } from '../../model/import/job.ts';
import type { ImportId } from '../../model/lead.ts';
import { askBridge } from '../ask-bridge.ts';
import { Failure } from '../failure.ts';
import { spreadsheetId } from '../sheets/workbook.ts';

/** The import as the bridge keeps it; null when it knows none. Throws a Failure as the bridge does. */
export function jobOf(importId: ImportId): Job | null {
  const ask = { spreadsheetId: spreadsheetId(), campaign: null, importId, before: null };
  return askBridge('/v1/imports', ask).imports[0] ?? null;
}

/** The same, or a Failure. */
export function requireJob(importId: ImportId): Job {
  const job = jobOf(importId);
  if (job) return job;
  throw new Failure('not-found', UNKNOWN_IMPORT);
}

export const UNKNOWN_IMPORT =
  'This import is not known. Nothing was written. Start the import again, or look into the history of its campaign.';

/** Keeps it with these changes, read back; nothing is asked where nothing differs. */
export function saveJob(job: Job, changes: Partial<Job> = {}): Job {
  return askBridge('/v1/imports/save', { job: { ...job, ...changes } }).job;
}

/** The rows of a part, as they were proven to be kept. */
export function rowsOf(importId: ImportId, part: number): readonly JobRow[] {
  return askBridge('/v1/imports/part/read', { importId, spreadsheetId: spreadsheetId(), part }).rows;
}
