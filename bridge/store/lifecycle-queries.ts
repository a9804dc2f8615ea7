/** The questions about campaigns that come and go, asked in GROQ; what is written on the answers is checked by id. */
import { z } from 'zod';
import type { CampaignId, CampaignRef, LeadId } from '../../addon/model/lead.ts';
import type { Store } from './store.ts';

const ids = z.array(z.string());

/** Conflicts that a campaign keeps about some leads, settled ones too, by id. */
export function conflictsOfLeads(
  store: Store,
  campaign: CampaignRef,
  leads: readonly LeadId[],
  deadline: number,
) {
  const groq = `*[_type == "leadConflict" && campaignId == $campaign && lead in $leads] | order(_id asc)._id`;
  return store.query(groq, { campaign: campaign.id, leads }, ids, deadline);
}

/** The campaign's next conflicts by id, settled ones too, after `after` ('' for the first). */
export function conflictIdsAfter(
  store: Store,
  campaign: CampaignRef,
  after: string,
  count: number,
  deadline: number,
) {
  const groq = `*[_type == "leadConflict" && campaignId == $campaign && _id > $after] | order(_id asc)[0...${count}]._id`;
  return store.query(groq, { campaign: campaign.id, after }, ids, deadline);
}

const clock = z.object({ now: z.iso.datetime({ offset: true }), leads: z.number() });

/** Sanity's own time in ms, and how many leads of a campaign its index shows. */
export async function timeAndLeads(store: Store, campaign: CampaignRef, deadline: number) {
  const groq = `{"now": now(), "leads": count(*[_type == "campaignLead" && campaignId == $campaign])}`;
  const { now, leads } = await store.query(groq, { campaign: campaign.id }, clock, deadline);
  return { now: Date.parse(now), leads };
}

const actionPage = z.object({ ids, campaigns: ids });

/**
 * The newest actions before a moment, at most `count`, by id: of one campaign, or of a spreadsheet and of whatever
 * campaigns live in it now. Those campaigns too.
 */
export function actionsBefore(
  store: Store,
  spreadsheetId: string,
  campaign: CampaignId | null,
  before: string | null,
  count: number,
  deadline: number,
) {
  const own = '*[_type == "leadCampaign" && spreadsheetId == $spreadsheetId]._id';
  const whose =
    campaign === null
      ? `(spreadsheetId == $spreadsheetId || campaignId in ${own})`
      : 'campaignId == $campaign';
  const until = before === null ? '' : ' && at < $before';
  const groq = `{
    "ids": *[_type == "leadAction" && ${whose}${until}] | order(at desc, _id desc)[0...${count}]._id,
    "campaigns": ${own}
  }`;
  return store.query(
    groq,
    { spreadsheetId, campaign: campaign ?? '', before: before ?? '' },
    actionPage,
    deadline,
  );
}
