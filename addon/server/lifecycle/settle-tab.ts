/** Before a tab is put away, everything that it says must be in Sanity. */

import type { CampaignRecord } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { PATIENCE } from '../locked.ts';
import { latestDocument } from '../sheets/properties.ts';
import { runPass } from '../sync/pass.ts';
import { syncState } from '../sync/status.ts';

/** Seconds for sending what is left: with what follows it fits in Google's six minutes. */
const SECONDS = 150;
const MOST_PASSES = 20;
const MOST_NAMED = 3;

/** Sends and takes all there is. Throws a Failure that names what is not saved; `deed`: "archived", "deleted". */
export function requireSaved(campaign: CampaignRecord, deed: string): void {
  const deadline = Date.now() + SECONDS * 1_000;
  for (let pass = 1; ; pass++) {
    const seconds = Math.max(0, deadline - Date.now()) / 1_000;
    const { failure, more, status } = runPass({ campaign, seconds, patience: PATIENCE });
    if (failure) throw new Failure(failure.code, `"${campaign.name}" was not ${deed}. ${failure.message}`);
    if (!more || status.stuck || pass >= MOST_PASSES || Date.now() >= deadline) break;
  }
  const sync = syncState(latestDocument(), campaign.id);
  if (sync.state === 'saved') return;
  const reasons = [
    ...sync.held.map(({ message }) => message),
    ...sync.problems.map(({ row, message }) => (row === null ? message : `Row ${row}: ${message}`)),
  ].slice(0, MOST_NAMED);
  const rows = sync.unsaved === 1 ? '1 row is' : `${sync.unsaved} rows are`;
  throw new Failure(
    'sheet-refused',
    `"${campaign.name}" was not ${deed}: ${rows} not saved in Sanity. ${reasons.join(' ')} Settle what the sidebar lists, then try again.`,
  );
}
