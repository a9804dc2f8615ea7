/** Leads and their proofs, read by id in slices. */
import type { LeadId, LeadSnapshot } from '../../model/lead.ts';
import { snapshotProof } from '../../model/proof.ts';
import type { TabColumns } from '../../model/tab.ts';
import { type AuditResponse, type LeadProof, MAX_LEADS } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import type { CampaignRecord } from '../campaigns/campaigns.ts';

/** The leads as they stand in Sanity; one that is not there is left out. Throws a Failure as the bridge does. */
export function fetchLeads(
  campaign: CampaignRecord,
  ids: readonly LeadId[],
): ReadonlyMap<LeadId, LeadSnapshot> {
  const found = new Map<LeadId, LeadSnapshot>();
  for (let from = 0; from < ids.length; from += MAX_LEADS) {
    const { leads } = askBridge('/v1/leads', {
      campaign: { id: campaign.id, kind: campaign.kind },
      ids: ids.slice(from, from + MAX_LEADS),
    });
    for (const lead of leads) found.set(lead.id, lead);
  }
  return found;
}

/**
 * The proof of every lead of the campaign, and of each of `ids` that Sanity's index may not list. null when the time is
 * up first: half a proof is none.
 */
export function fetchProofs(
  campaign: CampaignRecord,
  columns: TabColumns,
  ids: readonly LeadId[],
  deadline: number,
): ReadonlyMap<LeadId, LeadProof> | null {
  const { country } = campaign;
  const fields = [...columns.fields.keys()];
  const names = [...columns.extras.keys()];
  const proofs = new Map<LeadId, LeadProof>();
  for (let after: string | null = ''; after !== null; ) {
    if (Date.now() >= deadline) return null;
    const answer: AuditResponse = askBridge('/v1/audit', {
      campaign: { id: campaign.id, kind: campaign.kind },
      country,
      after,
      fields,
      columns: names,
    });
    for (const proof of answer.leads) proofs.set(proof.id, proof);
    after = answer.after;
  }
  const unlisted = ids.filter((id) => !proofs.has(id));
  for (const lead of fetchLeads(campaign, unlisted).values()) {
    proofs.set(lead.id, {
      id: lead.id,
      rev: lead.rev,
      createdAt: lead.createdAt,
      archived: lead.fields.archived === true,
      hash: snapshotProof(lead, fields, names, country),
    });
  }
  return proofs;
}
