/** The values that lost a merge and that nobody has settled yet, each with what its lead says now. */
import { z } from 'zod';
import { isFieldKey } from '../../addon/model/fields.ts';
import { type CampaignRef, type FieldValue, isLeadId, type LeadSnapshot } from '../../addon/model/lead.ts';
import { own } from '../../addon/model/merge.ts';
import {
  type Conflict,
  type ConflictId,
  type ConflictsRequest,
  type ConflictsResponse,
  isConflictId,
  type OpenConflict,
} from '../../addon/model/wire.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import { openConflictsOf } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import type { Ask } from './sync.ts';

/** More than a person settles in one sitting; the number of all is in every sync's answer. */
const MAX_CONFLICTS = 500;

/** Lists a campaign's open conflicts, newest first, each conflict and its lead read by its id. */
export async function conflicts({ campaign }: ConflictsRequest, ask: Ask): Promise<ConflictsResponse> {
  const { store, deadline, note } = ask;
  const ids = await openConflictsOf(store, campaign, MAX_CONFLICTS, deadline);
  const documents = await store.documents(ids, deadline);
  const found = ids.flatMap((id) => documents.get(id) ?? []);
  const open = found.flatMap((document) => toConflict(document, campaign) ?? []).filter(({ open }) => open);
  const leadIds = open.map(({ conflict }) => conflict.lead);
  const leads = await store.documents(leadIds, deadline);
  note({ conflicts: open.length });
  return { conflicts: open.map((kept) => withLead(kept, leads.get(kept.conflict.lead), campaign)) };
}

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const conflictDocument = z.object({
  _id: z.string(),
  _type: z.literal('leadConflict'),
  _rev: z.string(),
  campaignId: z.string(),
  open: z.boolean(),
  lead: z.string(),
  field: z.string(),
  kept: value.default(null),
  lost: value.default(null),
  lostSide: z.enum(['sheet', 'store']),
  at: z.string(),
  settled: z.string().nullish(),
});

/** A conflict as its document keeps it, settled or not. */
export interface KeptConflict {
  readonly id: ConflictId;
  readonly rev: string;
  readonly open: boolean;
  /** How it was settled; null while it is open, or when somebody else closed it. */
  readonly settled: string | null;
  readonly conflict: Conflict;
}

/** Reads a conflict; null for a document that is none, is damaged, or is of another campaign. */
export function toConflict(document: StoredDocument, campaign: CampaignRef): KeptConflict | null {
  const read = conflictDocument.safeParse(document);
  if (!read.success || read.data.campaignId !== campaign.id) return null;
  const { _id: id, _rev: rev, open, lead, field, kept, lost, lostSide, at, settled = null } = read.data;
  if (!isLeadId(lead) || !isConflictId(id)) return null;
  return { id, rev, open, settled, conflict: { lead, field, kept, lost, lostSide, at } };
}

/** What a field of the lead, or a column of its campaign's own, holds. */
export function valueNow({ fields, extra }: LeadSnapshot, field: string): FieldValue {
  return (isFieldKey(field) ? fields[field] : own(extra, field)) ?? null;
}

function withLead(
  { id, conflict }: KeptConflict,
  document: StoredDocument | undefined,
  campaign: CampaignRef,
): OpenConflict {
  if (!document || !isLeadOf(campaign, document)) return { ...conflict, id, who: '', now: null, gone: true };
  const { snapshot } = toLead(document);
  return { ...conflict, id, who: whoIs(snapshot), now: valueNow(snapshot, conflict.field), gone: false };
}

/** The lead's name, or its phone where it has none. */
function whoIs({ fields }: LeadSnapshot): string {
  const names = [fields.firstName, fields.secondName].map((name) => String(name ?? '').trim());
  return names.filter(Boolean).join(' ') || String(fields.phoneNumber ?? '').trim();
}
