/** Opening a lead: its page, and its row where its campaign's tab can be shown. */
import type { CampaignSummary } from '../../../calls.ts';
import type { CampaignId, LeadId } from '../../../model/lead.ts';
import { isSynced } from '../../../model/lifecycle.ts';
import type { Actions } from '../actions.ts';

/** What `doing` is called meanwhile. */
export const GOING = 'go';

export function openLead(
  actions: Actions,
  campaigns: readonly CampaignSummary[],
  campaign: CampaignId,
  lead: LeadId,
): void {
  actions.open({ is: 'lead', campaign, lead });
  const state = campaigns.find(({ id }) => id === campaign)?.state;
  // The tab of a campaign that rests is put away: there is no row to go to.
  if (state === undefined || !isSynced(state)) return;
  void actions.perform(GOING, async ({ takeFrom, ask }) => {
    await takeFrom(() => ask('goTo', { campaign, lead }));
    return null;
  });
}
