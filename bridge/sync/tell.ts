/** Fetching the leads that are news, as they stand now, within what one answer may hold. */
import type { CampaignRef, LeadSnapshot } from '../../addon/model/lead.ts';
import { MAX_CHANGES } from '../../addon/model/wire.ts';
import { isLeadOf, toLead } from '../store/documents.ts';
import { type Stamp, stampOf } from '../store/queries.ts';
import type { Store } from '../store/store.ts';
import type { Hints } from './hints.ts';
import type { OwnWrite } from './settle.ts';

export interface FeedRules {
  readonly store: Store;
  readonly campaign: CampaignRef;
  /** What this request wrote and told in its receipts, by lead id. */
  readonly own: ReadonlyMap<string, OwnWrite>;
  /** Throws when the campaign lives in another spreadsheet, given the one that the index names for it. */
  readonly requireHome: (named: string | null) => Promise<void>;
  /** What the webhook said changed. */
  readonly hints: Hints;
  /** ms since the epoch */
  readonly deadline: number;
}

/** Some room below the 50 MB that UrlFetchApp takes. */
const ENOUGH_BYTES = 8_000_000;
const FETCH_AT_ONCE = 100;

export interface Told {
  readonly changes: readonly LeadSnapshot[];
  /** How many of the groups are told; the others wait for the next answer. */
  readonly groups: number;
  /** The told groups' leads as they now stand. One that is gone, or in another campaign now, is left out. */
  readonly newest: ReadonlyMap<string, Stamp>;
}

/** Tells group after group, each as a whole, at least one. What this request wrote itself is not told again. */
export async function tell(groups: readonly (readonly Stamp[])[], rules: FeedRules): Promise<Told> {
  const changes: LeadSnapshot[] = [];
  const newest = new Map<string, Stamp>();
  let done = 0;
  let bytes = 0;
  while (done < groups.length && bytes < ENOUGH_BYTES) {
    const batch = nextBatch(groups.slice(done), changes.length);
    if (batch.length === 0) break;
    done += batch.length;
    const stamps = batch.flat();
    const own = stamps.flatMap((stamp) => ownStamp(stamp, rules.own) ?? []);
    for (const stamp of own) newest.set(stamp.id, stamp);
    const others = stamps.map((stamp) => stamp.id).filter((id) => !newest.has(id));
    const documents = await rules.store.documents(others, rules.deadline);
    for (const document of documents.values()) {
      if (!isLeadOf(rules.campaign, document)) continue;
      changes.push(toLead(document).snapshot);
      newest.set(document._id, stampOf(document));
      bytes += JSON.stringify(document).length;
    }
  }
  return { changes, groups: done, newest };
}

/** As many groups as make one fetch, and none that would make the answer too long (unless it is the first). */
function nextBatch(groups: readonly (readonly Stamp[])[], told: number): (readonly Stamp[])[] {
  const batch: (readonly Stamp[])[] = [];
  let size = 0;
  for (const group of groups) {
    const fits = told + size + group.length <= MAX_CHANGES || told + size === 0;
    if (!fits || (size > 0 && size + group.length > FETCH_AT_ONCE)) break;
    batch.push(group);
    size += group.length;
  }
  return batch;
}

/**
 * The stamp that this request's own write left, for a lead that the query shows as just that or (its index being late)
 * as it was before; null for a lead that somebody else changed.
 */
function ownStamp(stamp: Stamp, own: FeedRules['own']): Stamp | null {
  const write = own.get(stamp.id);
  const known = write && (stamp.rev === write.after.rev || stamp.rev === write.before?.rev);
  return known ? { id: stamp.id, ...write.after } : null;
}
