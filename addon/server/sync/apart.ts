/** Leads that only one side has: noticed by counting, which costs nothing; which they are, the proof finds out. */
import type { Tab } from '../../model/tab.ts';
import type { Exchange } from './exchange.ts';
import type { Apart } from './status.ts';

/** Sanity counts by an index that may be behind, so one comparison alone says nothing. */
const TIMES = 2;

/**
 * What a pass adds to what was known. Only a quiet one counts: nothing sent, nothing taken, all of it told; rows that
 * are held stand for the lead of their history.
 */
export function apartAfter(before: Apart, sent: Exchange, tab: Tab): Apart {
  if (sent.leads === null || sent.failure) return before;
  const quiet = !sent.more && sent.settled.size === 0 && sent.unsettled.size === 0;
  if (!quiet) return { ...before, seen: 0 };
  const by = sent.leads - leadsOf(tab);
  return { ...before, by, seen: by === before.by ? before.seen + 1 : 1 };
}

/** Leads that the tab stands for. */
export function leadsOf(tab: Tab): number {
  return new Set(tab.rows.flatMap(({ base, stray }) => base?.id ?? stray?.id ?? [])).size;
}

/** True when the counts differ by something else than the last proof can explain. `watched`: a person waits for it. */
export function isUnexplained({ by, explained, seen }: Apart, watched: boolean): boolean {
  return by !== explained && seen >= (watched ? 1 : TIMES);
}
