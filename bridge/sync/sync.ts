/** One pass of one campaign: write what the sheet pushed, then tell what changed since it last asked. */
import type { CountryCode } from '../../addon/model/phone.ts';
import { MAX_ROWS, type Receipt, type SyncRequest, type SyncResponse } from '../../addon/model/wire.ts';
import { StoreUnreachable } from '../store/failure.ts';
import type { Store } from '../store/store.ts';
import { type Feed, readFeed, sameCursor, unasked } from './feed.ts';
import type { Hints } from './hints.ts';
import { requireHome } from './home.ts';
import { pushRows } from './push.ts';
import type { SettleRules } from './settle.ts';
import type { FeedRules } from './tell.ts';

/** What every use case is told beside its request. */
export interface Ask {
  readonly store: Store;
  /** What the webhook said changed, in this process. */
  readonly hints: Hints;
  readonly requestId: string;
  /** ms since the epoch by which the answer must be on its way. */
  readonly deadline: number;
  /** Notes a count for the request's line in the log. */
  readonly note: (counts: Readonly<Record<string, number>>) => void;
}

export type CheckedSync = SyncRequest & { readonly country: CountryCode };

/** Answers a `sync`. Receipts are given even when the feed cannot be read afterwards: the writes are done. */
export async function sync(request: CheckedSync, ask: Ask): Promise<SyncResponse> {
  const { campaign, rows } = request;
  const { store, hints, deadline } = ask;
  // By its id, beside the leads' documents: what is written must not go by an index that may be late.
  const home = rows.length > 0 ? requireHome(request, ask) : null;
  home?.catch(() => {});
  const rules = settleRules(request, ask, home ?? Promise.resolve());
  const { receipts, written } = await pushRows(store, rows, rules);
  const feed = await feedAfter(request, receipts, {
    store,
    campaign,
    own: written,
    hints,
    requireHome: async (named) => {
      if (home) await home;
      else if (named !== null && named !== request.spreadsheetId) await requireHome(request, ask);
    },
    deadline: Math.max(deadline, Date.now() + FEED_MS),
  });
  ask.note({ rows: rows.length, ...countsOf(receipts), changes: feed.changes.length });
  return { receipts, ...feed };
}

/** What settling the rows of a request goes by. */
export function settleRules(
  { campaign, country }: Pick<CheckedSync, 'campaign' | 'country'>,
  { requestId, deadline }: Ask,
  mayWrite: Promise<void> = Promise.resolve(),
): SettleRules {
  const now = Date.now();
  const commitBy = deadline - Math.min(READ_BACK_MS, (deadline - now) / 4);
  return { campaign, country, at: new Date(now).toISOString(), requestId, mayWrite, commitBy, deadline };
}

/** Kept free at the end for reading back what was written last. */
const READ_BACK_MS = 5_000;
/** The feed gets this long even when the writes have used up the time. */
const FEED_MS = 5_000;

async function feedAfter(
  request: SyncRequest,
  receipts: readonly Receipt[],
  rules: FeedRules,
): Promise<Feed> {
  // At least those that arose just now; the next answer brings the true number.
  const openConflicts = receipts.flatMap((receipt) =>
    receipt.state === 'verified' ? receipt.conflicts : [],
  ).length;
  const untold = { openConflicts, leads: null, asOf: null };
  try {
    const later = request.rows.length < MAX_ROWS ? null : unasked(request.cursor, rules);
    if (!later) return await readFeed(request.cursor, rules);
    await rules.requireHome(null);
    return { ...later, ...untold };
  } catch (thrown) {
    if (receipts.length === 0 || !(thrown instanceof StoreUnreachable)) throw thrown;
    return { changes: [], cursor: sameCursor(request.cursor, rules), more: false, ...untold };
  }
}

/** How many receipts say what, for the log. */
export function countsOf(receipts: readonly Receipt[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of receipts) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
