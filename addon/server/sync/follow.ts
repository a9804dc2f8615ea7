/** Keeping a campaign's tab and Sanity together: the cheapest thing that is enough. */
import { isSynced } from '../../model/lifecycle.ts';
import { askBridge } from '../ask-bridge.ts';
import { type CampaignRecord, cursorEntry, cursorIn, dirtyMarkIn } from '../campaigns/campaigns.ts';
import { noteElsewhere } from '../campaigns/copy.ts';
import { isDashboardWanted } from '../dashboard/dashboard.ts';
import { type Failure, failureOf } from '../failure.ts';
import { lastAnswerEntry, lastAnswerIn } from '../settings.ts';
import {
  latestDocument,
  readBridgeSettings,
  readDocument,
  type Stored,
  writeDocument,
} from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { runPass } from './pass.ts';
import { prove } from './prove.ts';
import { pulledEntry, statusEntry, statusIn } from './status.ts';

export interface FollowOrder {
  readonly campaign: CampaignRecord;
  readonly stored: Stored;
  /** Compare the whole tab, whether anything is known to have changed or not. */
  readonly full: boolean;
  /** Seconds since the last whole comparison after which the tab is compared anyway. */
  readonly compareEvery: number;
  /** As for a pass. */
  readonly seconds: number;
  readonly patience: number;
  /** Seconds that a proof may take when one is due; 0 leaves it to the next who follows. */
  readonly proofSeconds: number;
  /** Seconds since the last proof after which one is due, whether anything asks for it or not. */
  readonly proveEvery: number;
  readonly sheet?: Sheet;
}

/**
 * Asks for changes, and runs a pass only where something changed on either side or the last whole comparison is too
 * long ago. Never throws for the bridge or the tab: what went wrong is kept in the campaign's status and answered.
 */
export function follow(order: FollowOrder): Failure | null {
  const { campaign, stored } = order;
  // A pass over a tab that is half made would give rows ids that whoever finishes it takes away again.
  if (!isSynced(campaign.state) || !campaign.laidOut) return null;
  const failure = attempt(order);
  rememberAnswer(stored, failure);
  if (failure && failure.code !== 'busy') {
    const status = statusIn(readDocument(), campaign.id);
    if (!status.failing || status.message !== failure.message) {
      writeDocument(statusEntry(campaign.id, { ...status, failing: true, message: failure.message }));
    }
  }
  return failure;
}

function attempt(order: FollowOrder): Failure | null {
  try {
    const failure = wantsPass(order) || pullFindsNews(order) ? runPass(order).failure : null;
    if (!failure && wantsProof(order))
      prove({ ...order, repair: true, seconds: order.proofSeconds, patience: order.patience });
    return failure;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

/** Whether it is time to compare every lead by its id, and there is time enough to. */
function wantsProof({ campaign, proofSeconds, proveEvery }: FollowOrder): boolean {
  if (proofSeconds === 0) return false;
  const { proofDue, provedAt, leads, comparedAt } = statusIn(latestDocument(), campaign.id);
  if (comparedAt === null || leads / LEADS_PER_SECOND > proofSeconds) return false;
  return proofDue || secondsSince(provedAt) >= proveEvery;
}

/** A proof reads every document by its id: Sanity's round trips make a thousand leads a second at best. */
const LEADS_PER_SECOND = 400;

function wantsPass({ campaign, stored, full, compareEvery }: FollowOrder): boolean {
  const { comparedAt, failing } = statusIn(stored, campaign.id);
  if (full || dirtyMarkIn(stored, campaign.id) !== null) return true;
  if (isDashboardWanted(stored, campaign.id)) return true;
  return !failing && secondsSince(comparedAt) >= compareEvery;
}

/** One small request; no cell is read. */
function pullFindsNews({ campaign, stored }: FollowOrder): boolean {
  const { stuck, failing, comparedAt } = statusIn(stored, campaign.id);
  const cursor = cursorIn(stored, campaign.id);
  const answer = askBridge('/v1/sync', {
    campaign: { id: campaign.id, kind: campaign.kind },
    spreadsheetId: campaign.spreadsheetId,
    cursor,
    country: campaign.country,
    rows: [],
  });
  const news = answer.changes.length > 0 || answer.more;
  // Cells that cannot be written now would be tried at every pull.
  if (news && !(stuck && secondsSince(comparedAt) < STUCK_SECONDS)) return true;
  writeDocument({
    ...pulledEntry(campaign.id, new Date().toISOString()),
    ...(news ? {} : cursorEntry(campaign.id, answer.cursor)),
  });
  return failing;
}

const STUCK_SECONDS = 30;

function secondsSince(iso: string | null): number {
  return iso === null ? Number.POSITIVE_INFINITY : (Date.now() - Date.parse(iso)) / 1000;
}

/** Remembers how the last call to the bridge ended, when that is news. */
export function rememberAnswer(stored: Stored, failure: Failure | null): void {
  if (failure?.code === 'elsewhere') noteElsewhere(stored);
  const settings = readBridgeSettings();
  if (!settings || (failure && failure.code !== 'bridge-unreachable' && failure.code !== 'bridge-refused'))
    return;
  const last = lastAnswerIn(stored);
  const message = failure?.message ?? null;
  if (last?.url !== settings.url || last.failure !== message) {
    writeDocument(lastAnswerEntry({ url: settings.url, failure: message }));
  }
}
