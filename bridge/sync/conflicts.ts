/** The values that lost a merge and that nobody has settled yet. */
import { z } from 'zod';
import { isLeadId } from '../../addon/model/lead.ts';
import type { Conflict, ConflictsRequest, ConflictsResponse } from '../../addon/model/wire.ts';
import { openConflictsOf } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import type { Ask } from './sync.ts';

/** More than a person settles in one sitting; the number of all is in every sync's answer. */
const MAX_CONFLICTS = 500;

/** Lists a campaign's open conflicts, newest first, each read by its id. */
export async function conflicts(request: ConflictsRequest, ask: Ask): Promise<ConflictsResponse> {
  const { store, deadline, note } = ask;
  const ids = await openConflictsOf(store, request.campaign, MAX_CONFLICTS, deadline);
  const documents = await store.documents(ids, deadline);
  const found = ids.flatMap((id) => documents.get(id) ?? []);
  note({ conflicts: found.length });
  return { conflicts: found.flatMap((document) => toConflict(document, request.campaign.id) ?? []) };
}

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const conflictDocument = z.object({
  _type: z.literal('leadConflict'),
  campaignId: z.string(),
  open: z.literal(true),
  lead: z.string(),
  field: z.string(),
  kept: value.default(null),
  lost: value.default(null),
  lostSide: z.enum(['sheet', 'store']),
  at: z.string(),
});

function toConflict(document: StoredDocument, campaign: string): Conflict | null {
  const read = conflictDocument.safeParse(document);
  if (!read.success || read.data.campaignId !== campaign || !isLeadId(read.data.lead)) return null;
  const { lead, field, kept, lost, lostSide, at } = read.data;
  return { lead, field, kept, lost, lostSide, at };
}
