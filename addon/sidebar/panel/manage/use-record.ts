/** Asks for the record: its newest part at once, and earlier ones when they are wanted. */
import type { Action } from '../../../model/actions.ts';
import type { CampaignId } from '../../../model/lead.ts';
import type { Ask } from '../../server.ts';
import { type Paged, usePages } from '../use-pages.ts';

export function useRecord(ask: Ask, campaign: CampaignId | null): Paged<Action> {
  const page = async (before: string | null) => {
    const { actions, more } = await ask('actions', { campaign, before });
    return { entries: actions, more };
  };
  return usePages(page, ({ id }) => id, campaign ?? '');
}
