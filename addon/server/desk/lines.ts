/** The lines of campaigns, kept in the cache by whoever has read a tab anyway. They are never taken for newer than they are. */
import type { LeadLine } from '../../model/desk/line.ts';
import { linesOf } from '../../model/desk/lines.ts';
import { shortHash } from '../../model/hash.ts';
import type { CampaignId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { readTab, type Tab } from '../../model/tab.ts';
import { type CampaignRecord, dirtyMarkIn } from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { either, type Guard, isCount, isNull, isObject, isText, parseJson, shape } from '../shapes.ts';
import { CACHE_BYTES, dropCache, LONGEST, readCache, writeCache } from '../sheets/cache.ts';
import { readAll } from '../sheets/cells.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import type { Stored } from '../sheets/properties.ts';
import { apostropheRule } from '../sync/probe.ts';
import { PACKING, packLines, unpackLines } from './pack.ts';

/** A campaign's lines, and when its tab was read for them. */
export interface CampaignLines {
  readonly campaign: CampaignRecord;
  readonly lines: readonly LeadLine[];
  /** Milliseconds. */
  readonly at: number;
}

/** When a tab is read: the moment, and the mark of an edit that was there by then. */
export interface Reading {
  /** Milliseconds. */
  readonly at: number;
  readonly mark: string | null;
}

/** What stands for a campaign's lines in the cache. */
interface Head extends Reading {
  /** When the packs were written, milliseconds. */
  readonly written: number;
  /** The packs bear their contents' hash in their keys, so that those of two readings are never mixed. */
  readonly hash: string;
  readonly packs: number;
}

const isHead: Guard<Head> = shape({
  at: isCount,
  mark: either(isNull, isText),
  written: isCount,
  hash: isText,
  packs: isCount,
});

/** Packs this old are written anew, long before the cache drops them. Milliseconds. */
const RENEWED = (LONGEST / 3) * 1_000;
/** Lines of a tab with an edit that is not sent yet: at the end of a day's quota, a further edit makes no mark of its own. */
const UNSENT = 30_000;

/** To be noted before a tab is read whose lines are kept afterwards. */
export function readingNow(stored: Stored, id: CampaignId): Reading {
  return { at: Date.now(), mark: dirtyMarkIn(stored, id) };
}

/** Keeps the lines of a tab that was read. The caller holds the document's lock, so that nobody's older ones follow. */
export function keepLines(id: CampaignId, tab: Tab, reading: Reading): void {
  keep(id, linesOf(tab), reading, headsOf([id]).get(id) ?? null);
}

function keep(id: CampaignId, lines: readonly LeadLine[], { at, mark }: Reading, before: Head | null): void {
  const packs = packLines(lines, CACHE_BYTES);
  const hash = shortHash(packs.map(shortHash).join(' '));
  const known = before?.hash === hash && at - before.written < RENEWED ? before : null;
  const head: Head = { at, mark, hash, packs: packs.length, written: known?.written ?? at };
  const kept = writeCache({
    ...(known ? {} : Object.fromEntries(packs.map((pack, n) => [packKey(id, hash, n), pack]))),
    [headKey(id)]: JSON.stringify(head),
  });
  // What could not be replaced must not go on being taken for the tab as it is, nor stay for hours when it was.
  if (!kept) dropCache([headKey(id)]);
  else if (before && before.hash !== hash) dropCache(packKeys(id, before));
}

/**
 * The lines of these campaigns, none from a tab that was read more than `most` milliseconds ago or edited since: those
 * tabs are read, each once. A campaign whose tab cannot be read is handed to `unreadable`, which may throw.
 */
export function linesFor(
  stored: Stored,
  campaigns: readonly CampaignRecord[],
  most: number,
  unreadable: (campaign: CampaignRecord, thrown: unknown) => void,
): readonly CampaignLines[] {
  const heads = headsOf(campaigns.map(({ id }) => id));
  const fresh = campaigns.filter((one) => isFresh(heads.get(one.id), stored, one, most));
  const packs = readCache(fresh.flatMap(({ id }) => packKeys(id, heads.get(id))));
  return campaigns.flatMap((campaign) => {
    const head = fresh.includes(campaign) ? heads.get(campaign.id) : undefined;
    const lines = head && unpackedFrom(packs, campaign.id, head);
    if (head && lines) return [{ campaign, lines, at: head.at }];
    try {
      return [readNow(stored, campaign)];
    } catch (thrown) {
      unreadable(campaign, thrown);
      return [];
    }
  });
}

/** Nothing happens in the tab of a campaign that rests. */
function isFresh(
  head: Head | undefined,
  stored: Stored,
  { id, state }: CampaignRecord,
  most: number,
): boolean {
  if (!head) return false;
  const age = Date.now() - head.at;
  const mark = dirtyMarkIn(stored, id);
  if (mark !== null && (mark !== head.mark || age > UNSENT)) return false;
  return age <= (isSynced(state) ? most : LONGEST * 1_000);
}

function unpackedFrom(
  packs: Readonly<Record<string, string>>,
  id: CampaignId,
  head: Head,
): readonly LeadLine[] | null {
  const found = packKeys(id, head).flatMap((key) => packs[key] ?? []);
  return found.length === head.packs ? unpackLines(found) : null;
}

/** Reads the tab, and keeps its lines for the next who asks unless a pass is under way, which will. */
function readNow(stored: Stored, campaign: CampaignRecord): CampaignLines {
  const { id, country } = campaign;
  const reading = readingNow(stored, id);
  const rules = { country, apostrophe: apostropheRule(stored) };
  const lines = linesOf(readTab(readAll(openTab(campaign)), rules));
  withDocumentLock(0, () => {
    const now = headsOf([id]).get(id) ?? null;
    if (!now || now.at <= reading.at) keep(id, lines, reading, now);
  });
  return { campaign, lines, at: reading.at };
}

/** Drops every line that is kept of these campaigns: somebody in them is to be forgotten. */
export function forgetLines(ids: readonly CampaignId[]): void {
  const heads = headsOf(ids);
  dropCache(ids.flatMap((id) => [headKey(id), ...packKeys(id, heads.get(id))]));
}

function headsOf(ids: readonly CampaignId[]): ReadonlyMap<CampaignId, Head> {
  const found = readCache(ids.map(headKey));
  return new Map(
    ids.flatMap((id) => {
      const head = parseJson(found[headKey(id)] ?? '');
      return isObject(head) && isHead(head) ? [[id, head] as const] : [];
    }),
  );
}

function headKey(id: CampaignId): string {
  return `desk${PACKING}:${id}`;
}

function packKeys(id: CampaignId, head: Head | undefined): readonly string[] {
  return head ? Array.from({ length: head.packs }, (_, n) => packKey(id, head.hash, n)) : [];
}

function packKey(id: CampaignId, hash: string, n: number): string {
  return `${headKey(id)}:${hash}:${n}`;
}
