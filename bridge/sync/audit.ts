/** Proof of a campaign's leads, page by page: what each document says now, in one hash. */

import type { CountryCode } from '../../addon/model/phone.ts';
import { snapshotProof } from '../../addon/model/proof.ts';
import type { AuditRequest, AuditResponse, LeadProof } from '../../addon/model/wire.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import { leadIdsAfter } from '../store/queries.ts';
import type { StoredDocument } from '../store/store.ts';
import type { Ask } from './sync.ts';

/** Leads in one answer. */
const PAGE = 1_000;

export type CheckedAudit = AuditRequest & { readonly country: CountryCode };

/**
 * Proves the campaign's next leads in the order of ids. Which there are is asked of the index; what each says is read
 * from its document, so one that was deleted a moment ago is left out and one that just changed is told as it stands.
 */
export async function audit(request: CheckedAudit, ask: Ask): Promise<AuditResponse> {
  const { store, deadline, note } = ask;
  const ids = await leadIdsAfter(store, request.campaign, request.after, PAGE, deadline);
  const documents = await store.documents(ids, deadline);
  const found = ids.flatMap((id) => documents.get(id) ?? []);
  const leads = found
    .filter((document) => isLeadOf(request.campaign, document))
    .map((document) => prove(document, request));
  note({ leads: leads.length });
  return { leads, after: ids.length < PAGE ? null : (ids.at(-1) ?? null) };
}

function prove(document: StoredDocument, { fields, columns, country }: CheckedAudit): LeadProof {
  const { snapshot } = toLead(document);
  return {
    id: snapshot.id,
    rev: snapshot.rev,
    createdAt: snapshot.createdAt,
    archived: snapshot.fields.archived === true,
    hash: snapshotProof(snapshot, fields, columns, country),
  };
}
