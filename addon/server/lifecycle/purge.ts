/** Campaigns that were deleted long enough ago go for good, from Sanity first, then from the spreadsheet. */
import type { ActionId } from '../../model/actions.ts';
import type { CampaignId } from '../../model/lead.ts';
import { restorableUntil } from '../../model/lifecycle.ts';
import { askBridge } from '../ask-bridge.ts';
import {
  type CampaignRecord,
  campaignById,
  campaignKeys,
  campaignsIn,
  storedObject,
} from '../campaigns/campaigns.ts';
import { isCopied } from '../campaigns/open-tab.ts';
import { removeDashboard } from '../dashboard/dashboard.ts';
import { Failure } from '../failure.ts';
import { isActionId } from '../guards.ts';
import { newActionId, recordOnce } from '../people/record.ts';
import { type Guard, isCount, isText, shape } from '../shapes.ts';
import { forgetDocument, readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { findSheet, removeSheet, spreadsheetId, writeOut } from '../sheets/workbook.ts';
import { statusKey } from '../sync/status.ts';
import { overviewChanged } from './after.ts';

/** Once a day is soon enough for what nobody waits for. */
const EVERY_MS = 86_400_000;
/** Seconds for one day's part. */
const SECONDS = 60;

/** What was done of it so far. */
interface Purging {
  readonly triedAt: string;
  readonly deleted: number;
  readonly action: ActionId;
}

const isPurging: Guard<Purging> = shape({ triedAt: isText, deleted: isCount, action: isActionId });

const PURGE = 'purge:';

/** The campaign that is due to go and was not tried today; null when none is. */
export function purgeDue(stored: Stored, now: number): CampaignRecord | null {
  return (
    campaignsIn(stored).find((campaign) => {
      const until = restorableUntil(campaign.state, campaign.stateAt);
      if (campaign.kind !== 'own' || until === null || Date.parse(until) >= now) return false;
      const tried = purgingIn(stored, campaign.id)?.triedAt;
      return !isCopied(campaign) && (tried === undefined || now - Date.parse(tried) >= EVERY_MS);
    }) ?? null
  );
}

function purgingIn(stored: Stored, id: CampaignId): Purging | null {
  return storedObject(stored, PURGE + id, isPurging);
}

/**
 * Has the bridge erase its leads, which looks for itself whether it may; only when none is left do the tab and what is
 * remembered of it go. Whatever fails is tried again the next day, and nothing further goes. Never throws for the bridge.
 */
export function purge(campaign: CampaignRecord): void {
  const { id, kind } = campaign;
  const before = purgingIn(readDocument(), id);
  let purging: Purging = {
    triedAt: new Date().toISOString(),
    deleted: before?.deleted ?? 0,
    action: before?.action ?? newActionId(),
  };
  const keep = () => writeDocument({ [PURGE + id]: JSON.stringify(purging) });
  keep();
  const deadline = Date.now() + SECONDS * 1_000;
  try {
    for (let left = 1; left > 0; ) {
      if (Date.now() >= deadline) return;
      const answer = askBridge('/v1/campaigns/purge', {
        campaign: { id, kind },
        spreadsheetId: spreadsheetId(),
      });
      purging = { ...purging, deleted: purging.deleted + answer.deleted };
      left = answer.left;
      if (answer.deleted > 0) keep();
    }
  } catch (thrown) {
    if (thrown instanceof Failure) return;
    throw thrown;
  }
  forgetCampaign(campaign, purging);
}

/** What is remembered of the campaign goes last: until then, all of this is done again. */
function forgetCampaign(campaign: CampaignRecord, { deleted, action }: Purging): void {
  const { id, name, sheetId } = campaign;
  if (campaignById(readDocument(), id)?.state !== 'deleted') return;
  const leads = deleted === 1 ? '1 lead' : `${deleted} leads`;
  const said = `"${name}" was deleted more than 30 days ago and is gone for good, with ${leads}.`;
  recordOnce({ id: action, at: new Date().toISOString(), by: '', campaign: id, what: 'purged', said });
  const sheet = findSheet(sheetId);
  if (sheet) removeSheet(sheet);
  removeDashboard(readDocument(), campaign);
  writeOut();
  const own = [statusKey(id), `pulled:${id}`, `recent:${id}`, `exported:${id}`];
  const [record, ...others] = campaignKeys(id);
  for (const key of [...own, ...others]) if (key in readDocument()) forgetDocument(key);
  if (record !== undefined) forgetDocument(record);
  forgetDocument(PURGE + id);
  overviewChanged();
}
