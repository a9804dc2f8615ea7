/**
 * Google's daily quotas, spread over the day. An account may use so much in any 24 hours; what it used is kept by the
 * hour, and each hour may use a steady part, which is always there, and a share of what the day has left beyond that.
 */

/** What of an account's quotas was used. */
export interface Spent {
  /** Requests through UrlFetch. */
  readonly fetches: number;
  /** Reads and writes of properties: a read of all counts once, a write once a key. Google does not say; this is the dearer reading. */
  readonly properties: number;
  /** Seconds that triggers ran. */
  readonly seconds: number;
}

/**
 * "Quotas are per user and reset 24 hours after the first request"
 * (https://developers.google.com/apps-script/guides/services/quotas), so no 24 hours may hold more than these.
 */
export const CONSUMER_QUOTAS: Spent = { fetches: 20_000, properties: 50_000, seconds: 90 * 60 };
/** The same page, for accounts of Google Workspace. */
export const WORKSPACE_QUOTAS: Spent = { fetches: 100_000, properties: 500_000, seconds: 6 * 3600 };

export const NOTHING: Spent = { fetches: 0, properties: 0, seconds: 0 };

/** What was used, by hour since 1970. */
export type Usage = ReadonlyMap<number, Spent>;

const QUOTAS = ['fetches', 'properties', 'seconds'] as const;
type Quota = (typeof QUOTAS)[number];

const HOUR_MS = 3_600_000;
/** Hours in which any 24 hours lie. */
const WINDOW = 25;

/** What looking may use of a quota together with what edits used; the rest is for edits, and for what was counted short. */
const LOOKING = 0.8;
/** What of that is kept for the edits that are still to come, in the account that they run in. */
const FOR_EDITS = 0.18;
/** The part of that which every hour has, whatever the others used: most of the triggers' time, which is needed at night too. */
const STEADY: Spent = { fetches: 0.35, properties: 0.5, seconds: 0.7 };
/** Hours of work that the other part is spread over: a working day. */
const WORKDAY = 10;
/** Hours that it is always spread over, however long people work: it runs out more and more slowly. */
const LAST = 3;
/** From here on nothing is looked at unless a person asks. */
const RESTING = 0.85;
/** From here on even an edit waits; that it is noted and waits is paid from the rest. */
const SPENT = 0.9;

/** Adds up; for the parts of one account. */
export function plus(a: Spent, b: Spent): Spent {
  return {
    fetches: a.fetches + b.fetches,
    properties: a.properties + b.properties,
    seconds: a.seconds + b.seconds,
  };
}

/** The usage with more in the hour of `now`; hours that no longer matter are left out. */
export function spend(usage: Usage, more: Spent, now: number): Usage {
  const hour = hourOf(now);
  const kept = [...usage].filter(([at]) => at > hour - WINDOW && at <= hour);
  const after = new Map(kept);
  after.set(hour, plus(after.get(hour) ?? NOTHING, more));
  return after;
}

/** Two parts of one account's usage as one. */
export function together(a: Usage, b: Usage): Usage {
  const both = new Map(a);
  for (const [hour, spent] of b) both.set(hour, plus(both.get(hour) ?? NOTHING, spent));
  return both;
}

/** The usage as one line of text. */
export function encodeUsage(usage: Usage): string {
  return [...usage]
    .map(([hour, { fetches, properties, seconds }]) =>
      [hour, fetches, properties, Math.ceil(seconds * 10) / 10].join(' '),
    )
    .join('|');
}

/** Reads it; what is damaged counts as nothing used. */
export function decodeUsage(text: string): Usage {
  const usage = new Map<number, Spent>();
  for (const line of text.split('|')) {
    const [hour, fetches, properties, seconds, ...rest] = line.split(' ').map(Number);
    if (hour === undefined || fetches === undefined || properties === undefined || seconds === undefined)
      continue;
    if (rest.length > 0 || ![hour, fetches, properties, seconds].every((n) => n >= 0)) continue;
    usage.set(hour, { fetches, properties, seconds });
  }
  return usage;
}

/** How far an account's quotas are used up, in the 24 hours to now; `ahead` is used in any case. */
export function strainOf(
  usage: Usage,
  quotas: Spent,
  ahead: Spent,
  now: number,
): 'none' | 'resting' | 'spent' {
  const used = Math.max(...QUOTAS.map((quota) => (total(usage, quota, now) + ahead[quota]) / quotas[quota]));
  return used >= SPENT ? 'spent' : used >= RESTING ? 'resting' : 'none';
}

/** What the hour of `now` may use for looking, beside what `edits` used; null: edits run in another account. */
export function hourly(looks: Usage, edits: Usage | null, quotas: Spent, now: number): Spent {
  const of = (quota: Quota) => {
    const kept = edits ? Math.max(FOR_EDITS * quotas[quota], total(edits, quota, now)) : 0;
    const looking = Math.max(0, LOOKING * quotas[quota] - kept);
    const steady = (looking * STEADY[quota]) / WINDOW;
    const heavy = [...looks].filter(
      ([at, spent]) => at > hourOf(now) - WINDOW && at < hourOf(now) && spent[quota] > steady,
    );
    const beyond = heavy.reduce((sum, [, spent]) => sum + spent[quota] - steady, 0);
    const hours = Math.max(LAST, WORKDAY - heavy.length);
    return steady + Math.max(0, looking * (1 - STEADY[quota]) - beyond) / hours;
  };
  return { fetches: of('fetches'), properties: of('properties'), seconds: of('seconds') };
}

/** True when anything was noted in this hour or the one before. */
export function isRecent(usage: Usage, now: number): boolean {
  return usage.has(hourOf(now)) || usage.has(hourOf(now) - 1);
}

/** Hours of the last 24 in which nothing was noted. */
export function idleHours(usage: Usage, now: number): number {
  return WINDOW - [...usage.keys()].filter((at) => at > hourOf(now) - WINDOW && at <= hourOf(now)).length;
}

/** What is used in the hour of `now`. */
export function inThisHour(usage: Usage, now: number): Spent {
  return usage.get(hourOf(now)) ?? NOTHING;
}

/** The part of the hour of `now` that is over, 0 to 1. */
export function hourGone(now: number): number {
  return (now - hourOf(now) * HOUR_MS) / HOUR_MS;
}

/** When the first of what was used beyond the steady part comes back; ms since 1970. */
export function easesAt(usage: Usage, quotas: Spent, now: number): number {
  const isHeavy = (spent: Spent) =>
    QUOTAS.some((quota) => spent[quota] > (quotas[quota] * LOOKING * STEADY[quota]) / WINDOW);
  const heavy = [...usage].filter(([at, spent]) => at > hourOf(now) - WINDOW && isHeavy(spent));
  const first = heavy.length === 0 ? hourOf(now) - WINDOW + 1 : Math.min(...heavy.map(([at]) => at));
  return (first + WINDOW) * HOUR_MS;
}

function total(usage: Usage, quota: Quota, now: number): number {
  let sum = 0;
  for (const [at, spent] of usage) if (at > hourOf(now) - WINDOW && at <= hourOf(now)) sum += spent[quota];
  return sum;
}

function hourOf(now: number): number {
  return Math.floor(now / HOUR_MS);
}

/** How many times what there is covers what one costs, by the scarcest quota; never below 0. */
export function times(there: Spent, cost: Spent): number {
  const fits = QUOTAS.filter((quota) => cost[quota] > 0).map((quota) => there[quota] / cost[quota]);
  return Math.max(0, Math.min(...fits));
}
