/** Leads that only one side has: noticed by counting, which costs nothing. */
import { apartHold, type Held } from '../../model/holds.ts';
import type { Tab } from '../../model/tab.ts';
import type { Exchange } from './exchange.ts';
import type { SyncStatus } from './status.ts';

export type Apart = SyncStatus['apart'];

/** Sanity counts by an index that may be behind, so one comparison alone says nothing. */
const PROOF = 2;

/**
 * What a pass adds to what was known. Only a quiet one counts: nothing sent, nothing taken, all of it told; rows that
 * are held stand for the lead of their history.
 */
export function apartAfter(before: Apart, sent: Exchange, tab: Tab): Apart {
  if (sent.leads === null || sent.failure) return before;
  const quiet = !sent.more && sent.settled.size === 0 && sent.unsettled.size === 0;
  const agreed = new Set(tab.rows.flatMap(({ base, stray }) => base?.id ?? stray ?? []));
  const by = quiet ? sent.leads - agreed.size : 0;
  return by === 0 ? { by: 0, seen: 0 } : { by, seen: by === before.by ? before.seen + 1 : 1 };
}

/** What a person is told of it. */
export function apartHolds({ by, seen }: Apart): readonly Held[] {
  return by !== 0 && seen >= PROOF ? [apartHold(by)] : [];
}
