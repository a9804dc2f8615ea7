/** Rows of a newer file about leads that are there, as the dialog makes them. */
import type { JobRow, MatchedLead } from '../../addon/model/import/job.ts';
import { type CampaignId, isCampaignId, isLeadId, type LeadId } from '../../addon/model/lead.ts';
import type { World } from '../world.ts';

export function leadId(text: string): LeadId {
  if (!isLeadId(text)) throw new Error(`"${text}" is no lead's id.`);
  return text;
}

export function campaignId(text: string): CampaignId {
  if (!isCampaignId(text)) throw new Error(`"${text}" is no campaign's id.`);
  return text;
}

/** The leads' rows as they stand. */
export async function matched(
  world: World,
  campaign: CampaignId,
  ids: readonly string[],
): Promise<readonly MatchedLead[]> {
  const { leads } = await world.ask('matchedLeads', { campaign, leads: ids.map(leadId) });
  return leads;
}

/** What a file says about one of them, by header. */
export function updateOf(
  leads: readonly MatchedLead[],
  id: string,
  line: number,
  says: Readonly<Record<string, string>>,
): JobRow {
  const found = leads.find(({ lead }) => lead === id);
  if (!found) throw new Error(`${id} was not matched.`);
  const changes = Object.entries(says).map(([column, after]) => {
    return { column, before: found.texts[column] ?? '', after };
  });
  return { is: 'update', line, campaign: found.campaign, lead: found.lead, changes };
}

/** Every lead's document, without what Sanity gives each write. */
export async function documentsOf(world: World): Promise<readonly unknown[]> {
  const all = await world.sanity.fetch<Record<string, unknown>[]>(
    '*[_type == "campaignLead"] | order(_id asc)',
  );
  return all.map(({ _rev, _updatedAt, ...document }) => document);
}
