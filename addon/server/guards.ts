/** Guards for the shapes that the model names: ids, values, campaigns, snapshots. */
import { ACTION_CODES, type Action, type ActionId, isActionId as actionIdText } from '../model/actions.ts';
import { type FieldKey, isFieldKey } from '../model/fields.ts';
import { type Hash, isHash as hashText } from '../model/hash.ts';
import { type CellChange, JOB_STATES, type Job, type JobCounts, type JobRow } from '../model/import/job.ts';
import {
  type Campaign,
  type CampaignId,
  isCampaignId as campaignIdText,
  type FieldValue,
  type FieldValues,
  type ImportId,
  isImportId as importIdText,
  type LeadId,
  type LeadSnapshot,
  isLeadId as leadIdText,
  type Revision,
  isRevision as revisionText,
} from '../model/lead.ts';
import { CAMPAIGN_STATES } from '../model/lifecycle.ts';
import { type CountryCode, isCountry as countryText } from '../model/phone.ts';
import { type ConflictId, type Cursor, isConflictId as conflictIdText } from '../model/wire.ts';
import {
  either,
  type Guard,
  isBoolean,
  isCount,
  isNull,
  isNumber,
  isObject,
  isText,
  listOf,
  oneOf,
  recordOf,
  shape,
  textThat,
} from './shapes.ts';

export const isLeadId: Guard<LeadId> = textThat(leadIdText);
export const isCampaignId: Guard<CampaignId> = textThat(campaignIdText);
export const isImportId: Guard<ImportId> = textThat(importIdText);
export const isConflictId: Guard<ConflictId> = textThat(conflictIdText);
export const isActionId: Guard<ActionId> = textThat(actionIdText);
export const isField: Guard<FieldKey> = textThat(isFieldKey);
export const isHash: Guard<Hash> = textThat(hashText);
export const isRevision: Guard<Revision> = textThat(revisionText);
export const isCountry: Guard<CountryCode> = textThat(countryText);
export const isCursor: Guard<Cursor> = textThat((text): text is Cursor => text.length <= 2_000);
export const isColour: Guard<string> = textThat((text): text is string => /^#[0-9a-f]{6}$/i.test(text));

export const isFieldValue: Guard<FieldValue> = either(either(isText, isNumber), either(isBoolean, isNull));

const isFieldValues: Guard<FieldValues> = (value): value is FieldValues =>
  isObject(value) &&
  Object.keys(value).every(
    (key) => isFieldKey(key) && (value[key] === undefined || isFieldValue(value[key])),
  );

export const isSnapshot: Guard<LeadSnapshot> = shape({
  id: isLeadId,
  rev: isRevision,
  createdAt: isText,
  fields: isFieldValues,
  extra: recordOf(either(isText, isNull)),
});

export const isCampaign: Guard<Campaign> = shape({
  id: isCampaignId,
  kind: oneOf('original', 'own'),
  name: isText,
  colour: isText,
  description: isText,
  spreadsheetId: isText,
  sheetId: isNumber,
  createdAt: isText,
  createdBy: isText,
  state: oneOf(...CAMPAIGN_STATES),
  stateAt: isText,
  stateBy: isText,
  country: isCountry,
  owner: isText,
  required: listOf(isField),
  templates: shape({ m1: isText, m2: isText, m3: isText }),
});

export const isAction: Guard<Action> = shape({
  id: isActionId,
  at: isText,
  by: isText,
  campaign: either(isNull, isCampaignId),
  what: oneOf(...ACTION_CODES),
  said: isText,
});

export const isJobCounts: Guard<JobCounts> = shape({
  rowsIn: isCount,
  created: isCount,
  updated: isCount,
  duplicate: isCount,
  invalid: isCount,
  skipped: isCount,
});

const isLine: Guard<number> = (value): value is number => isCount(value) && value >= 1;
const isChange: Guard<CellChange> = shape({ column: isText, before: isText, after: isText });
const JOB_ROWS: { readonly [K in JobRow['is']]: Guard<Extract<JobRow, { is: K }>> } = {
  create: shape({ is: oneOf('create'), line: isLine, cells: listOf(isText) }),
  update: shape({
    is: oneOf('update'),
    line: isLine,
    campaign: isCampaignId,
    lead: isLeadId,
    changes: listOf(isChange),
  }),
  left: shape({
    is: oneOf('left'),
    line: isLine,
    verdict: oneOf('duplicate', 'invalid', 'skipped'),
    reason: isText,
    cells: listOf(isText),
  }),
  erased: shape({ is: oneOf('erased'), line: isLine }),
};
const isKind = oneOf('create', 'update', 'left', 'erased');

export const isJobRow: Guard<JobRow> = (value): value is JobRow =>
  isObject(value) && isKind(value.is) && JOB_ROWS[value.is](value);

export const isJob: Guard<Job> = shape({
  importId: isImportId,
  spreadsheetId: isText,
  campaign: isCampaignId,
  campaignName: isText,
  isNew: isBoolean,
  fileName: isText,
  at: isText,
  by: isText,
  state: oneOf(...JOB_STATES),
  counts: isJobCounts,
  headings: listOf(isText),
  extras: listOf(isText),
  addedColumns: listOf(isText),
  parts: isCount,
  verified: isCount,
  kept: isCount,
});
