/** Imports and their rows as they cross the border and as documents keep them. */
import { z } from 'zod';
import type { Job, JobCounts, JobRow } from '../../addon/model/import/job.ts';
import { JOB_STATES } from '../../addon/model/import/job.ts';
import {
  type CampaignId,
  type ImportId,
  isCampaignId,
  isImportId,
  isLeadId,
  type LeadId,
} from '../../addon/model/lead.ts';

const textThat = (isOne: (value: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && isOne(value);

export const importId = z.custom<ImportId>(textThat(isImportId), 'is not the id of an import');
const campaignId = z.custom<CampaignId>(
  textThat((id) => isCampaignId(id) && id.startsWith('campaign.')),
  'is not the id of a campaign',
);
const leadId = z.custom<LeadId>(textThat(isLeadId), 'is not the id of a lead');

const count = z.int().nonnegative();
/** A part's number, from 0. */
export const part = count.max(9_999);
/** A file's line, from 1. */
export const line = z.int().positive();

const counts = z.object({
  rowsIn: count,
  created: count,
  updated: count,
  duplicate: count,
  invalid: count,
  skipped: count,
}) satisfies z.ZodType<JobCounts>;

/** Texts of cells are limited by the size of a whole part alone. */
const text = z.string();
const names = z.array(z.string().max(5_000)).max(2_000);

export const job = z.object({
  importId,
  spreadsheetId: z.string().min(1).max(200),
  campaign: campaignId,
  campaignName: z.string().max(200),
  isNew: z.boolean(),
  fileName: z.string().max(1_000),
  at: z.iso.datetime(),
  by: z.string().max(320),
  state: z.enum(JOB_STATES),
  counts,
  headings: names,
  extras: names,
  addedColumns: names,
  parts: count,
  verified: count,
  kept: count,
}) satisfies z.ZodType<Job>;

export const jobRow = z.discriminatedUnion('is', [
  z.object({ is: z.literal('create'), line, cells: z.array(text) }),
  z.object({
    is: z.literal('update'),
    line,
    campaign: campaignId,
    lead: leadId,
    changes: z.array(z.object({ column: z.string().min(1), before: text, after: text })),
  }),
  z.object({
    is: z.literal('left'),
    line,
    verdict: z.enum(['duplicate', 'invalid', 'skipped']),
    reason: text,
    cells: z.array(text),
  }),
  z.object({ is: z.literal('erased'), line }),
]) satisfies z.ZodType<JobRow>;
