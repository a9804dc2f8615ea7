/** What is told of an import that this spreadsheet no longer has to remember. */
import type { ImportProgress } from '../../calls.ts';
import type { Job } from '../../model/import/job.ts';
import type { ImportId } from '../../model/lead.ts';
import { Failure } from '../failure.ts';
import { requireJob, UNKNOWN_IMPORT } from './jobs.ts';

/** How it ended, as the bridge keeps it. Throws a Failure when it knows of no such import, or of none that is over. */
export function overOf(importId: ImportId): ImportProgress {
  const job = requireJob(importId);
  if (job.state === 'uploading' || job.state === 'running' || job.state === 'cancelled')
    throw new Failure('not-found', UNKNOWN_IMPORT);
  return progressOfJob(job);
}

function progressOfJob(job: Job): ImportProgress {
  const { importId, campaign, campaignName, fileName, counts, verified } = job;
  const total = counts.created + counts.updated;
  return {
    importId,
    campaign,
    campaignName,
    fileName,
    state: 'done',
    total,
    written: total,
    verified,
    message: null,
    problems: [],
  };
}
