/** The shapes that may cross the border, each checked by the compiler against the wire. */
import { z } from 'zod';
import { FIELDS } from '../../addon/model/fields.ts';
import { type Hash, isHash } from '../../addon/model/hash.ts';
import {
  type Campaign,
  type CampaignId,
  type CampaignRef,
  isCampaignId,
  isLeadId,
  isRevision,
  type LeadId,
  ORIGINAL_CAMPAIGN,
  type Revision,
} from '../../addon/model/lead.ts';
import { type CountryCode, isCountry } from '../../addon/model/phone.ts';
import {
  type BridgeApi,
  type BridgePath,
  type ConflictChoice,
  type ConflictId,
  type Cursor,
  isConflictId,
  MAX_CHOICES,
  MAX_COLUMN_NAME,
  MAX_LEADS,
  MAX_RESTORED,
  MAX_ROWS,
  type PushedRow,
  type PushedValue,
} from '../../addon/model/wire.ts';
import type { CheckedSync } from '../sync/sync.ts';

const text = (most: number) => z.string().max(most);
const said = (isOne: (value: string) => boolean) => (value: unknown) =>
  typeof value === 'string' && isOne(value);

const leadId = z.custom<LeadId>(said(isLeadId), 'is not the id of a lead');
const campaignId = z.custom<CampaignId>(
  said((id) => isCampaignId(id) && id.startsWith('campaign.')),
  'is not the id of a campaign',
);
const revision = z.custom<Revision>(said(isRevision), 'is not a revision').nullable();
const hash = z.custom<Hash>(said(isHash), 'is not a hash').nullable();
const cursor = z
  .custom<Cursor>(
    said((value) => value.length <= 2_000),
    'is not a cursor',
  )
  .nullable();
const country = z.custom<CountryCode>(said(isCountry), 'is not a country');

const kind = z.enum(['original', 'own']);
const onlyOneOriginal = (ref: { kind: string; id: string }) =>
  (ref.kind === 'original') === (ref.id === ORIGINAL_CAMPAIGN);
const ORIGINAL_SAYS = `kind "original" and id "${ORIGINAL_CAMPAIGN}" go together`;

const campaignRef = z
  .object({ id: campaignId, kind })
  .refine(onlyOneOriginal, ORIGINAL_SAYS) satisfies z.ZodType<CampaignRef>;

/** A cell holds 50,000 characters; a value from an imported file may be longer. */
const fieldValue = z.union([text(1_500_000), z.number(), z.boolean(), z.null()]);
const pushedValue = z.object({ base: hash, value: fieldValue }) satisfies z.ZodType<PushedValue>;
const fieldKeys = FIELDS.map((field) => field.key);

const columnName = text(MAX_COLUMN_NAME).min(1);

const pushedRow = z.object({
  id: leadId,
  rev: revision,
  fields: z.partialRecord(z.enum(fieldKeys), pushedValue),
  extra: z.record(columnName, pushedValue),
}) satisfies z.ZodType<PushedRow>;

const conflictChoice = z.object({
  id: z.custom<ConflictId>(said(isConflictId), 'is not the id of a conflict'),
  choice: z.enum(['keep', 'take']),
  now: fieldValue,
}) satisfies z.ZodType<ConflictChoice>;

const spreadsheetId = text(200).min(1);

const sync = z.object({
  campaign: campaignRef,
  spreadsheetId,
  cursor,
  country,
  rows: z.array(pushedRow).max(MAX_ROWS),
}) satisfies z.ZodType<CheckedSync>;

const campaign = z
  .object({
    id: campaignId,
    kind,
    name: text(200).min(1),
    colour: z.string().regex(/^#[0-9a-f]{6}$/i),
    description: text(5_000),
    spreadsheetId,
    sheetId: z.int().nonnegative(),
    createdAt: z.iso.datetime(),
    createdBy: text(320),
  })
  .refine(onlyOneOriginal, ORIGINAL_SAYS) satisfies z.ZodType<Campaign>;

/** What each path takes; none may be missing. */
export const schemas = {
  '/v1/sync': sync,
  '/v1/campaigns': z.object({ spreadsheetId }),
  '/v1/campaigns/save': z.object({ campaign }),
  '/v1/duplicates': z.object({ phones: z.array(text(32)).max(2_000), emails: z.array(text(320)).max(2_000) }),
  '/v1/conflicts': z.object({ campaign: campaignRef }),
  '/v1/conflicts/settle': z.object({
    campaign: campaignRef,
    country,
    by: text(320),
    choices: z.array(conflictChoice).max(MAX_CHOICES),
  }),
  '/v1/audit': z.object({
    campaign: campaignRef,
    country,
    after: z.union([z.literal(''), leadId]),
    fields: z.array(z.enum(fieldKeys)).max(fieldKeys.length),
    columns: z.array(columnName),
  }),
  '/v1/leads': z.object({ campaign: campaignRef, ids: z.array(leadId).max(MAX_LEADS) }),
  '/v1/leads/restore': z.object({
    campaign: campaignRef,
    country,
    rows: z.array(pushedRow).max(MAX_RESTORED),
  }),
} satisfies { readonly [P in BridgePath]: z.ZodType<BridgeApi[P]['request']> };
