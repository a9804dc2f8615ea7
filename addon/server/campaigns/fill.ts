/** A campaign's tab takes all leads that Sanity holds of it, in as many passes as that needs. */
import { ensureDashboard } from '../dashboard/dashboard.ts';
import { Failure } from '../failure.ts';
import { runPass } from '../sync/pass.ts';
import { type CampaignRecord, keepCampaign } from './campaigns.ts';
import { openTab } from './open-tab.ts';

export interface Filled {
  /** True: every lead is there, read back, and the dashboard stands. */
  readonly done: boolean;
  /** Leads in the tab. */
  readonly leads: number;
}

/** Runs one pass; the last one is followed by the dashboard. Throws a Failure when it cannot go on. */
export function fillTab(campaign: CampaignRecord, seconds: number, patience: number): Filled {
  const { failure, more, status, tab } = runPass({ campaign, seconds, patience });
  if (failure) throw failure;
  if (more && status.stuck) throw new Failure('sheet-refused', status.problems[0]?.message ?? STUCK);
  if (more) return { done: false, leads: status.leads };
  const shown = ensureDashboard(campaign, openTab(campaign), tab.columns);
  keepCampaign({ ...shown, complete: true });
  return { done: true, leads: status.leads };
}

const STUCK =
  'The rows could not be written into the tab. Nothing was lost in Sanity. Look whether the tab is protected.';
