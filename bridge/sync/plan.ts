/** What to do about one pushed row, given its document as it stands: pure, so that it can be worked out again and again. */
import { createHash } from 'node:crypto';
import { fieldOf, isFieldKey } from '../../addon/model/fields.ts';
import { type CampaignRef, type FieldValue, isLeadId, type LeadSnapshot } from '../../addon/model/lead.ts';
import { type LeadMerge, mergeLead, pushedFields } from '../../addon/model/merge.ts';
import type { CountryCode } from '../../addon/model/phone.ts';
import type { Conflict, PushedRow, Receipt } from '../../addon/model/wire.ts';
import { isLeadOf, newLead, patchLead, type StoredLead, toLead } from '../store/documents.ts';
import type { NewDocument, StoredDocument, StoreMutation } from '../store/store.ts';
import { refused } from './check.ts';

/** What all rows of one request share. */
export interface PlanRules {
  readonly campaign: CampaignRef;
  readonly country: CountryCode;
  /** ISO 8601 UTC: when conflicts of this request arose. */
  readonly at: string;
}

/** A row that changes something: what is written, and what must be found when it is read back. */
export interface RowWrite {
  readonly row: PushedRow;
  /** null: the lead is created. */
  readonly before: StoredLead | null;
  readonly intended: LeadSnapshot;
  /** Field keys and columns that are written. */
  readonly taken: ReadonlySet<string>;
  readonly mutations: readonly StoreMutation[];
  /** What lost, and the id of the document that keeps it, which must be found too. */
  readonly conflicts: readonly { readonly id: string; readonly conflict: Conflict }[];
}

export type RowPlan =
  | { readonly do: 'answer'; readonly receipt: Receipt }
  /** The document already holds it all. */
  | { readonly do: 'nothing'; readonly row: PushedRow; readonly lead: StoredLead }
  | { readonly do: 'write'; readonly write: RowWrite };

/** Ids of new leads begin with this; the dot keeps them from whoever has no token. */
const NEW_LEAD = 'lead.';

/** True for a row that will most likely make a lead: it may be planned without having looked for its document. */
export function isLikelyNew(row: PushedRow, { campaign }: PlanRules): boolean {
  return row.rev === null && campaign.kind === 'own' && row.id.startsWith(NEW_LEAD);
}

/** Works out a row. `document` is undefined when there is none of this id. */
export function planRow(row: PushedRow, document: StoredDocument | undefined, rules: PlanRules): RowPlan {
  if (!document) return row.rev === null ? planNew(row, rules) : answer(missing(row));
  if (!isLeadOf(rules.campaign, document)) {
    const message =
      'This row was not saved: its lead belongs to another campaign. Nothing was changed there.';
    return answer(refused(row, 'other-campaign', message));
  }
  const lead = toLead(document);
  const foreign = pushedNames(row).find((name) => lead.unwritable.has(name));
  if (foreign !== undefined || (lead.items === 'foreign' && Object.keys(row.extra).length > 0)) {
    const what = foreign === undefined ? 'its further columns' : labelOf(foreign);
    const message = `This row was not saved: its document holds something in ${what} that no cell can show.`;
    return answer(refused(row, 'invalid', message));
  }
  return planPatch(row, lead, mergeLead(row, lead.snapshot, rules.country, rules.at), rules);
}

function planPatch(row: PushedRow, lead: StoredLead, merge: LeadMerge, rules: PlanRules): RowPlan {
  // Clearing "archived" means "not archived". Without the attribute, old queries would no longer find the lead.
  const set = new Map(
    [...merge.set].map(([key, value]) => [key, key === 'archived' ? (value ?? false) : value]),
  );
  if (set.size + merge.setExtra.size + merge.conflicts.length === 0) return { do: 'nothing', row, lead };
  const change = { set, setExtra: merge.setExtra };
  const kept = merge.conflicts.map((conflict) => {
    return { conflict, document: conflictDocument(conflict, rules.campaign, lead.snapshot.rev) };
  });
  const writes = set.size + merge.setExtra.size > 0;
  return {
    do: 'write',
    write: {
      row,
      before: lead,
      intended: withChange(lead.snapshot, change),
      taken: new Set([...set.keys(), ...merge.setExtra.keys()]),
      mutations: [
        ...(writes ? [{ patch: patchLead(lead, change) }] : []),
        ...kept.map(({ document }) => ({ createIfNotExists: document })),
      ],
      conflicts: kept.map(({ document, conflict }) => ({ id: document._id, conflict })),
    },
  };
}

function planNew(row: PushedRow, rules: PlanRules): RowPlan {
  if (rules.campaign.kind === 'original') {
    const message =
      'This row was not saved: Original holds the leads that were in Sanity before. Add new leads to a campaign of your own.';
    return answer(refused(row, 'invalid', message));
  }
  if (!row.id.startsWith(NEW_LEAD)) {
    return answer(
      refused(row, 'invalid', `This row was not saved: the id of a new lead begins with "${NEW_LEAD}".`),
    );
  }
  const set = new Map<string, FieldValue>(
    pushedFields(row).map(([field, pushed]) => [field.key, pushed.value]),
  );
  if (set.get('archived') === null) set.delete('archived');
  const setExtra = new Map(Object.entries(row.extra).map(([column, pushed]) => [column, pushed.value]));
  const created = newLead(row.id, rules.campaign, { set, setExtra });
  const lead = toLead({ ...created, _rev: 'not-yet', _createdAt: rules.at, _updatedAt: rules.at });
  return {
    do: 'write',
    write: {
      row,
      before: null,
      intended: lead.snapshot,
      taken: new Set([...Object.keys(lead.snapshot.fields), ...Object.keys(lead.snapshot.extra)]),
      mutations: [{ create: created }],
      conflicts: [],
    },
  };
}

function answer(receipt: Receipt): RowPlan {
  return { do: 'answer', receipt };
}

function missing(row: PushedRow): Receipt {
  const message =
    'This lead is no longer in Sanity. Its row was left as it is and nothing was saved: delete the row, or restore the lead.';
  return { state: 'missing', id: row.id, message };
}

function pushedNames(row: PushedRow): readonly string[] {
  return [...Object.keys(row.fields), ...Object.keys(row.extra)];
}

/** What a person calls a field; a column of the campaign's own is called by its name. */
export function labelOf(name: string): string {
  return isFieldKey(name) ? fieldOf(name).label : `"${name}"`;
}

function withChange(
  before: LeadSnapshot,
  change: { set: LeadMerge['set']; setExtra: LeadMerge['setExtra'] },
) {
  const extra: Record<string, string | null> = Object.assign(Object.create(null), before.extra);
  for (const [column, value] of change.setExtra) extra[column] = value === null ? null : String(value);
  return { ...before, fields: { ...before.fields, ...Object.fromEntries(change.set) }, extra };
}

/**
 * A value that lost, as a document. Its id follows from what it holds and the revision it was lost at: the same merge
 * done twice keeps it once, and the same values lost again another day are kept again.
 */
function conflictDocument(conflict: Conflict, campaign: CampaignRef, rev: string): NewDocument {
  const { lead, field, kept, lost, lostSide, at } = conflict;
  const mark = digest(JSON.stringify([lead, rev, field, kept, lost, lostSide]));
  const name = isFieldKey(field) ? fieldOf(field).code : `x-${digest(field).slice(0, 8)}`;
  const long = `conflict.${lead}.${name}.${mark}`;
  return {
    _id: isLeadId(long) ? long : `conflict.${digest(lead)}.${name}.${mark}`,
    _type: 'leadConflict',
    campaignId: campaign.id,
    lead,
    field,
    kept,
    lost,
    lostSide,
    at,
    open: true,
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
