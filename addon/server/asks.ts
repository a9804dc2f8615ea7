/** What each call may be asked: everything from a page is checked before it is used. */
import type { CampaignChanges } from '../answers/campaigns.ts';
import { CARD_FIELDS } from '../answers/lead.ts';
import type { CallName, Calls } from '../calls.ts';
import { LISTS } from '../model/desk/line.ts';
import { HELD_ACTIONS, HELD_CODES } from '../model/holds.ts';
import { PART_ROWS } from '../model/import/job.ts';
import { LIFECYCLE_STEPS } from '../model/lifecycle.ts';
import { PERIODS } from '../model/period.ts';
import { RIGHTS } from '../model/rights.ts';
import { MAX_CHOICES } from '../model/wire.ts';
import {
  isCampaignId,
  isColour,
  isConflictId,
  isCountry,
  isField,
  isFieldValue,
  isImportId,
  isJobCounts,
  isJobRow,
  isLeadId,
} from './guards.ts';
import {
  either,
  type Guard,
  isBoolean,
  isCount,
  isNull,
  isObject,
  isText,
  listOf,
  oneOf,
  recordOf,
  shape,
} from './shapes.ts';

const isLine: Guard<number> = (value): value is number => isCount(value) && value >= 1;

const aLead = shape({ campaign: isCampaignId, lead: isLeadId });
const isRight = oneOf(...RIGHTS);

const CHANGES: Readonly<Record<string, Guard<unknown>>> = {
  name: isText,
  colour: isColour,
  description: isText,
  country: isCountry,
  owner: isText,
  required: listOf(isField),
  templates: shape({ m1: isText, m2: isText, m3: isText }),
};
const isChanges: Guard<CampaignChanges> = (value): value is CampaignChanges =>
  isObject(value) && Object.keys(value).every((key) => CHANGES[key]?.(value[key]) ?? false);

export const ASKS: { readonly [N in CallName]: Guard<Calls[N]['ask']> } = {
  state: isNull,
  tick: shape({ full: isBoolean }),
  switchTo: shape({ campaign: isCampaignId }),
  setView: shape({ campaign: isCampaignId, view: oneOf('leads', 'dashboard') }),
  showRow: shape({ row: isLine }),
  openImport: isNull,
  mapOriginals: isNull,
  connect: shape({ url: isText, secret: isText }),
  installTriggers: isNull,
  conflicts: shape({ campaign: isCampaignId }),
  settleConflicts: shape({
    campaign: isCampaignId,
    choices: listOf(
      shape({ id: isConflictId, choice: oneOf('keep', 'take'), now: isFieldValue }),
      MAX_CHOICES,
    ),
  }),
  settleHeld: shape({
    campaign: isCampaignId,
    code: oneOf(...HELD_CODES),
    mark: isText,
    action: oneOf(...HELD_ACTIONS),
  }),
  prove: shape({ campaign: isCampaignId, repair: isBoolean }),
  makeLive: isNull,
  duplicates: shape({ phones: listOf(isText), emails: listOf(isText) }),
  importBegin: shape({
    importId: isImportId,
    fileName: isText,
    target: either(
      shape({
        is: oneOf('new'),
        name: isText,
        colour: isColour,
        description: isText,
        country: isText,
        required: listOf(isField),
      }),
      shape({ is: oneOf('existing'), campaign: isCampaignId }),
    ),
    headings: listOf(isText),
    extras: listOf(isText),
    counts: isJobCounts,
    parts: isCount,
  }),
  importPart: shape({ importId: isImportId, part: isCount, rows: listOf(isJobRow, PART_ROWS) }),
  importCommit: shape({ importId: isImportId }),
  importCancel: shape({ importId: isImportId }),
  importStep: shape({ importId: isImportId }),
  importHistory: shape({ campaign: either(isNull, isCampaignId), before: either(isNull, isText) }),
  importRowsOf: shape({ importId: isImportId, part: isCount }),
  importUndo: shape({ importId: isImportId }),
  matchedLeads: shape({ campaign: isCampaignId, leads: listOf(isLeadId, 2_000) }),
  rememberedMapping: shape({ key: isText }),
  rememberMapping: shape({ key: isText, targets: recordOf(isText) }),
  desk: shape({ campaign: isCampaignId, period: oneOf(...PERIODS) }),
  deskList: shape({
    campaign: either(isNull, isCampaignId),
    list: either(isNull, oneOf(...LISTS)),
    status: either(isNull, isText),
    from: isCount,
  }),
  search: shape({ text: isText }),
  goTo: aLead,
  filterTab: shape({ campaign: isCampaignId, list: either(isNull, oneOf(...LISTS)) }),
  setPeriod: shape({ campaign: isCampaignId, period: oneOf(...PERIODS) }),
  showOverview: isNull,
  lead: aLead,
  leadBackground: aLead,
  selection: isNull,
  editLead: shape({
    campaign: isCampaignId,
    lead: isLeadId,
    field: oneOf(...CARD_FIELDS),
    before: isText,
    after: isText,
  }),
  moveLead: shape({ from: isCampaignId, to: isCampaignId, lead: isLeadId, copy: isBoolean }),
  createCampaign: shape({
    source: either(
      either(shape({ is: oneOf('empty') }), shape({ is: oneOf('tab'), sheetId: isCount })),
      shape({ is: oneOf('campaign'), campaign: isCampaignId }),
    ),
    name: isText,
    colour: isColour,
    description: isText,
  }),
  adoptable: isNull,
  campaignDetails: shape({ campaign: isCampaignId }),
  editCampaign: shape({ campaign: isCampaignId, changes: isChanges }),
  stepCampaign: shape({ campaign: isCampaignId, step: oneOf(...LIFECYCLE_STEPS), typed: isText }),
  mergeCampaigns: shape({ from: isCampaignId, into: isCampaignId, doubles: oneOf('move', 'leave') }),
  people: isNull,
  setPeople: shape({
    everyone: listOf(isRight),
    named: listOf(shape({ email: isText, rights: listOf(isRight) }), 200),
  }),
  actions: shape({ campaign: either(isNull, isCampaignId), before: either(isNull, isText) }),
  openExport: isNull,
  exportPage: shape({ campaign: isCampaignId, after: isText, history: isBoolean }),
  noteExport: shape({
    campaigns: listOf(isCampaignId),
    what: oneOf('exported'),
    format: isText,
    leads: isCount,
    whole: isBoolean,
  }),
  person: aLead,
  forgetPerson: shape({ campaign: isCampaignId, lead: isLeadId, leads: listOf(isLeadId) }),
};
