/** The shapes that may cross the border, each checked by the compiler against the wire. */
import { z } from 'zod';
import { ACTION_CODES, type Action, type ActionId, isActionId } from '../../addon/model/actions.ts';
import { FIELDS } from '../../addon/model/fields.ts';
import { type Hash, isHash } from '../../addon/model/hash.ts';
import { PART_ROWS } from '../../addon/model/import/job.ts';
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
import { CAMPAIGN_STATES } from '../../addon/model/lifecycle.ts';
import { type CountryCode, isCountry } from '../../addon/model/phone.ts';
import { LONGEST } from '../../addon/model/settings.ts';
import {
  type BridgeApi,
  type BridgePath,
  type ConflictChoice,
  type ConflictId,
  type Cursor,
  isConflictId,
  MAX_ACTIONS,
  MAX_CHOICES,
  MAX_COLUMN_NAME,
  MAX_LEADS,
  MAX_MOVED,
  MAX_RESTORED,
  MAX_ROWS,
  MAX_UNDONE,
  type PushedRow,
  type PushedValue,
} from '../../addon/model/wire.ts';
import { importId, job, jobRow, line, part } from '../sync/import-shapes.ts';
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

const template = text(LONGEST.template);

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
    state: z.enum(CAMPAIGN_STATES),
    stateAt: z.union([z.literal(''), z.iso.datetime()]),
    stateBy: text(320),
    country,
    owner: text(LONGEST.owner),
    required: z.array(z.enum(fieldKeys)).max(fieldKeys.length),
    templates: z.object({ m1: template, m2: template, m3: template }),
  })
  .refine(onlyOneOriginal, ORIGINAL_SAYS) satisfies z.ZodType<Campaign>;

const action = z.object({
  id: z.custom<ActionId>(said(isActionId), 'is not the id of an action'),
  at: z.iso.datetime(),
  by: text(320),
  campaign: campaignId.nullable(),
  what: z.enum(ACTION_CODES),
  said: text(1_000),
}) satisfies z.ZodType<Action>;

const person = { campaign: campaignRef, lead: leadId, country };

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
  '/v1/lead': z.object({ campaign: campaignRef, id: leadId }),
  '/v1/leads/move': z.object({
    spreadsheetId,
    moveId: text(64).min(8),
    from: campaignRef,
    to: campaignRef,
    copy: z.boolean(),
    ids: z.array(leadId).max(MAX_MOVED),
  }),
  '/v1/campaigns/purge': z.object({ campaign: campaignRef, spreadsheetId }),
  '/v1/actions': z.object({
    spreadsheetId,
    campaign: campaignId.nullable(),
    before: z.iso.datetime().nullable(),
  }),
  '/v1/actions/record': z.object({ spreadsheetId, actions: z.array(action).max(MAX_ACTIONS) }),
  '/v1/export': z.object({
    campaign: campaignRef,
    after: z.union([z.literal(''), leadId]),
    history: z.boolean(),
  }),
  '/v1/imports': z.object({
    spreadsheetId,
    campaign: campaignId.nullable(),
    importId: importId.nullable(),
    before: z.iso.datetime().nullable(),
  }),
  '/v1/imports/save': z.object({ job }),
  '/v1/imports/part': z.object({ importId, spreadsheetId, part, rows: z.array(jobRow).max(PART_ROWS) }),
  '/v1/imports/part/read': z.object({ importId, spreadsheetId, part }),
  '/v1/imports/undo': z.object({
    spreadsheetId,
    country,
    importId,
    part,
    lines: z.array(line).max(MAX_UNDONE),
  }),
  '/v1/person': z.object(person),
  '/v1/person/forget': z.object({ ...person, leads: z.array(leadId).max(MAX_LEADS) }),
} satisfies { readonly [P in BridgePath]: z.ZodType<BridgeApi[P]['request']> };
