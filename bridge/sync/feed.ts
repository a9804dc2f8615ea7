/** The second half of a pass: the leads that changed since the sheet last asked, and the cursor for the next time. */
import type { LeadSnapshot } from '../../addon/model/lead.ts';
import { type Cursor, MAX_CHANGES } from '../../addon/model/wire.ts';
import { leadsAfter, leadsChangedSince, type Stamp, type StampPage } from '../store/queries.ts';
import { beginning, type Following, type Listing, type Position, readCursor, writeCursor } from './cursor.ts';
import { BUCKETS, bucketOf, Digest } from './digest.ts';
import { type LateLead, lateLeads } from './late.ts';
import { type FeedRules, tell } from './tell.ts';

export interface Feed {
  readonly changes: readonly LeadSnapshot[];
  readonly cursor: Cursor;
  readonly more: boolean;
  readonly openConflicts: number;
  /** null: Sanity could not be asked. */
  readonly leads: number | null;
  /** Sanity's clock when it was asked, ISO 8601 UTC; null: it could not be asked. */
  readonly asOf: string | null;
}

/**
 * How far following looks back behind Sanity's clock, in seconds. Queries see writes late, and time stamps are whole
 * seconds: within this window nothing is taken as told because of its time; the digest says what is news. Both ends of
 * the comparison are Sanity's clock, so ours may be wrong. A write that the index shows later still, the audit finds.
 */
const OVERLAP_S = 60;
/** More recent changes than this are told by listing the campaign anew: a window is made for few. */
const MAX_WINDOW = 12_000;
/** Leads that the listing tells together or not at all. */
const LISTED_TOGETHER = 100;

/** Tells what changed. Throws StoreUnreachable or StoreRefused when Sanity cannot be asked, and Elsewhere. */
export async function readFeed(cursor: Cursor | null, rules: FeedRules): Promise<Feed> {
  const position = readCursor(rules.campaign, cursor);
  return position.phase === 'listing' ? list(position, rules) : follow(position, cursor ?? '', rules);
}

/** The cursor of a sheet that could not be told anything this time. */
export function sameCursor(cursor: Cursor | null, rules: Pick<FeedRules, 'campaign'>): Cursor {
  return writeCursor(rules.campaign, readCursor(rules.campaign, cursor));
}

/** So much longer than the window the time since the last real look at the feed may grow, in seconds. */
const UNASKED_S = 20;

/**
 * The feed of a request that brings as many rows as one may, so that more follow at once: Sanity is not asked for
 * changes, and what the request wrote itself is noted as told. null where it must be asked after all.
 */
export function unasked(
  cursor: Cursor | null,
  rules: FeedRules,
): Pick<Feed, 'changes' | 'cursor' | 'more'> | null {
  const position = readCursor(rules.campaign, cursor);
  if (position.phase === 'listing') return null;
  const { since, told } = position;
  // By our own clock, which may be wrong: then it is asked once too often.
  if (Math.abs(Date.now() / 1_000 - since) > OVERLAP_S + UNASKED_S) return null;
  for (const [id, { before, after }] of rules.own) {
    if (before && isSince(before, since)) told.toggle(id, before.rev);
    if (isSince(after, since)) told.toggle(id, after.rev);
  }
  return { changes: [], cursor: writeCursor(rules.campaign, position), more: true };
}

async function list(position: Listing, rules: FeedRules): Promise<Feed> {
  const page = await leadsAfter(rules.store, rules.campaign, position.after, MAX_CHANGES, rules.deadline);
  await rules.requireHome(page.home);
  const groups = inGroups(page.leads);
  const told = await tell(groups, rules);
  const after = groups[told.groups - 1]?.at(-1)?.id ?? position.after;
  const more = told.groups < groups.length || page.leads.length === MAX_CHANGES;
  const since = position.since ?? windowStart(page);
  const digest = position.told;
  const note = (stamp: Stamp) => {
    if (isSince(stamp, since)) digest.toggle(stamp.id, stamp.rev);
  };
  for (const stamp of told.newest.values()) note(stamp);
  for (const [id, { before, after: now }] of rules.own) {
    // Noted with the others just now, or to be noted when the listing comes by.
    if (told.newest.has(id) || (more && id > after)) continue;
    if (before && id <= position.after) note({ id, ...before });
    note({ id, ...now });
  }
  const next: Position = more
    ? { phase: 'listing', since, told: digest, after }
    : { phase: 'following', since, told: digest };
  return answer(told.changes, next, more, page, rules);
}

async function follow(position: Following, cursor: string, rules: FeedRules): Promise<Feed> {
  const { store, campaign, deadline } = rules;
  const hinted = rules.hints.of(campaign);
  const ids = hinted.map((hint) => hint.id);
  const page = await leadsChangedSince(store, campaign, position.since, MAX_WINDOW + 1, ids, deadline);
  await rules.requireHome(page.home);
  if (page.leads.length > MAX_WINDOW) return list(beginning(), rules);
  const late = await lateLeads(hinted, page, rules);
  const recent = late.filter(({ stamp }) => isSince(stamp, position.since));
  const window = withLate(page.leads, recent);
  const seen = digestOf(beforeOwn(window, rules), position.since);
  const news = buckets.filter((bucket) => seen.at(bucket) !== position.told.at(bucket));
  const told = await tell(
    news.map((bucket) => window.filter((lead) => bucketOf(lead.id) === bucket)),
    rules,
  );
  const waiting = news.slice(told.groups);
  const more = waiting.length > 0;
  const since = more ? position.since : Math.max(position.since, windowStart(page));
  const tellingNow = new Set(news.slice(0, told.groups));
  const digest = digestOf(asTold(window, tellingNow, told.newest, rules), since);
  for (const bucket of waiting) digest.copy(bucket, position.told);
  for (const { hint } of recent)
    if (!waiting.includes(bucketOf(hint.id))) rules.hints.learn(hint, { toldTo: cursor });
  const past = late.filter((lead) => !recent.includes(lead));
  const changes = [...told.changes, ...tellPast(past, cursor, MAX_CHANGES - told.changes.length, rules)];
  return answer(changes, { phase: 'following', since, told: digest }, more, page, rules);
}

/** The window as it will be when the index has caught up. */
function withLate(leads: readonly Stamp[], late: readonly LateLead[]): readonly Stamp[] {
  const stamps = new Map(leads.map((stamp) => [stamp.id, stamp]));
  for (const { stamp } of late) stamps.set(stamp.id, stamp);
  return [...stamps.values()];
}

/**
 * Leads that changed before the window, of which no digest keeps count: each is told until a pull comes with another
 * cursor than the one that it was told to, which proves that the answer arrived.
 */
function tellPast(
  late: readonly LateLead[],
  cursor: string,
  room: number,
  { hints, own }: FeedRules,
): readonly LeadSnapshot[] {
  const news = late.filter(({ hint, stamp }) => {
    const known =
      (hint.toldTo !== null && hint.toldTo !== cursor) || own.get(hint.id)?.after.rev === stamp.rev;
    if (known) hints.forget(hint);
    return !known;
  });
  return news.slice(0, room).map(({ hint, snapshot }) => {
    hints.learn(hint, { toldTo: cursor });
    return snapshot;
  });
}

const buckets = Array.from({ length: BUCKETS }, (_, bucket) => bucket);

/** The window as it would be without this request's own writes, which the sheet knows of. */
function beforeOwn(leads: readonly Stamp[], { own }: FeedRules): Iterable<Stamp> {
  const window = new Map(leads.map((stamp) => [stamp.id, stamp]));
  for (const [id, { before, after }] of own) {
    const shown = window.get(id);
    if (shown && shown.rev !== after.rev && shown.rev !== before?.rev) continue;
    if (before) window.set(id, { id, ...before });
    else window.delete(id);
  }
  return window.values();
}

/** The window as the sheet knows it after this answer. */
function asTold(
  leads: readonly Stamp[],
  telling: ReadonlySet<number>,
  newest: ReadonlyMap<string, Stamp>,
  { own }: FeedRules,
): Iterable<Stamp> {
  const known = new Map(
    leads.filter(({ id }) => !telling.has(bucketOf(id))).map((stamp) => [stamp.id, stamp]),
  );
  for (const [id, { after }] of own) known.set(id, { id, ...after });
  for (const [id, stamp] of newest) known.set(id, stamp);
  return known.values();
}

function digestOf(stamps: Iterable<Stamp>, since: number): Digest {
  const digest = new Digest();
  for (const stamp of stamps) if (isSince(stamp, since)) digest.toggle(stamp.id, stamp.rev);
  return digest;
}

function isSince(stamp: { readonly updatedAt: string }, since: number): boolean {
  return Date.parse(stamp.updatedAt) >= since * 1_000;
}

function windowStart(page: StampPage): number {
  return Math.floor(page.now / 1_000) - OVERLAP_S;
}

function inGroups(leads: readonly Stamp[]): Stamp[][] {
  const count = Math.ceil(leads.length / LISTED_TOGETHER);
  return Array.from({ length: count }, (_, i) => leads.slice(i * LISTED_TOGETHER, (i + 1) * LISTED_TOGETHER));
}

function answer(
  changes: readonly LeadSnapshot[],
  next: Position,
  more: boolean,
  page: StampPage,
  { campaign }: FeedRules,
): Feed {
  return {
    changes,
    cursor: writeCursor(campaign, next),
    more,
    openConflicts: page.openConflicts,
    leads: page.total,
    asOf: new Date(page.now).toISOString(),
  };
}
