/** How quickly the add-on works, so that Google's quotas last: what an open sidebar and the minute trigger may do now. */
import {
  easesAt,
  hourGone,
  hourly,
  idleHours,
  inThisHour,
  isRecent,
  NOTHING,
  plus,
  type Spent,
  strainOf,
  times,
  together,
  type Usage,
} from './governor.ts';
import { wallOf } from './time.ts';

/** What one Google account used; `quotas` are of all of it together. */
export interface Account {
  /** Its sidebars and dialogs. */
  readonly pages: Usage;
  /** The minute trigger; null when the triggers are somebody else's. */
  readonly minutes: Usage | null;
  /** What ran after edits; nothing when the triggers are somebody else's. */
  readonly edits: Usage;
  readonly quotas: Spent;
}

/** What a look with nothing new costs; counted in the local host. */
export const TICK_COST: Spent = { fetches: 1, properties: 5, seconds: 0 };
export const CAMPAIGN_COST: Spent = { fetches: 1, properties: 3, seconds: 0.8 };
/** What the minute trigger costs when it only says that it is alive. */
export const BEAT_COST: Spent = { fetches: 0, properties: 4, seconds: 0.6 };

/** Seconds after which an open sidebar asks again when there is enough of everything. */
export const USUAL_TICK = 7;
/** Minutes between two looks at a campaign with no sidebar open that nobody need be told of. */
const USUAL_MINUTES = 5;
const SLOWEST_TICK = 300;
/** Minutes' worth that the minute trigger may be ahead of the clock within its hour. */
const AHEAD = 2;

/** Seconds after which an open sidebar of this account should ask again; null: only when a person asks. */
export function tickSeconds(account: Account, campaigns: number, now: number): number | null {
  if (strain(account, now) !== 'none') return null;
  const mine = allowance(account, campaigns, now).pages;
  const left = minus(mine, inThisHour(account.pages, now));
  const rest = (1 - hourGone(now)) * 3600;
  return Math.ceil(Math.min(SLOWEST_TICK, Math.max(USUAL_TICK, rest / Math.max(1, times(left, TICK_COST)))));
}

/** How much the minute trigger may do in this run: campaigns to look at, and seconds after which no other is begun. */
export interface MinuteWork {
  readonly campaigns: number;
  readonly seconds: number;
}

const NO_WORK: MinuteWork = { campaigns: 0, seconds: 0 };
/** However much there is, a run leaves the others of its minute room. */
const MOST_SECONDS = 30;

/** For the account that the triggers belong to. */
export function minuteWork(account: Account, campaigns: number, now: number): MinuteWork {
  if (strain(account, now) !== 'none') return NO_WORK;
  const mine = allowance(account, campaigns, now).minutes;
  const part = Math.min(1, hourGone(now) + AHEAD / 60);
  const left = minus(minus(scaled(mine, part), inThisHour(account.minutes ?? NO_USAGE, now)), BEAT_COST);
  const fits = Math.min(campaigns, Math.floor(times(left, CAMPAIGN_COST)));
  return fits < 1 ? NO_WORK : { campaigns: fits, seconds: Math.min(MOST_SECONDS, left.seconds) };
}

/** True while an edit may be sent at once: the last thing to wait. */
export function editsMaySend(account: Account, now: number): boolean {
  return strain(account, now) !== 'spent';
}

/** About how many minutes pass between two looks at one campaign with no sidebar open. */
function minutesBetweenLooks(account: Account, campaigns: number, now: number): number {
  const mine = allowance(account, campaigns, now).minutes;
  const looks = times(minus(mine, scaled(BEAT_COST, 60)), CAMPAIGN_COST);
  return looks <= 0 ? 60 : Math.max(1, Math.ceil((campaigns * 60) / looks));
}

/** What the sidebar tells. Same members as the page's `Pace`. */
export interface PaceNow {
  readonly state: 'normal' | 'slow' | 'resting';
  readonly message: string | null;
  readonly tickSeconds: number;
}

/** The pace of a person's sidebar, and of the triggers beside it, whoever they belong to. */
export function paceOf(person: Account, triggersOwner: Account, campaigns: number, now: number): PaceNow {
  const seconds = tickSeconds(person, campaigns, now);
  if (seconds === null) {
    return {
      state: 'resting',
      message: `Google’s daily quota for this account is nearly used up, so nothing is looked at by itself until about ${clock(easesAt(everything(person), person.quotas, now))}. Nothing is lost: edits wait in the sheet, and “Compare every row with Sanity now” still works while some of it is left.`,
      tickSeconds: SLOWEST_TICK,
    };
  }
  const away = strain(triggersOwner, now) !== 'none';
  const minutes = away ? null : minutesBetweenLooks(triggersOwner, campaigns, now);
  const isSlow = seconds > USUAL_TICK || minutes === null || minutes > USUAL_MINUTES;
  if (!isSlow) return { state: 'normal', message: null, tickSeconds: seconds };
  const slower = seconds > USUAL_TICK ? person : triggersOwner;
  const background =
    minutes === null
      ? 'with no sidebar open, changes wait'
      : `with no sidebar open, each campaign is looked at about every ${minutes === 1 ? 'minute' : `${minutes} minutes`}`;
  return {
    state: 'slow',
    message: `Google allows an account only so much a day. So that it lasts, this sidebar looks every ${seconds} seconds, and ${background}, until about ${clock(easesAt(everything(slower), slower.quotas, now))}. People’s edits are still sent at once.`,
    tickSeconds: seconds,
  };
}

const NO_USAGE: Usage = new Map();

function everything({ pages, minutes, edits }: Account): Usage {
  return together(together(pages, minutes ?? NO_USAGE), edits);
}

/** The minute trigger fires whatever is left: what it will use until what it used a day ago comes back is set aside. */
function strain(account: Account, now: number): ReturnType<typeof strainOf> {
  const beats = account.minutes ? scaled(BEAT_COST, 60 * idleHours(account.minutes, now)) : NOTHING;
  return strainOf(everything(account), account.quotas, beats, now);
}

/** What this hour has for sidebars and for the minute trigger: neither can take more than half from the other. */
function allowance(
  account: Account,
  campaigns: number,
  now: number,
): { readonly pages: Spent; readonly minutes: Spent } {
  const { pages, minutes, edits, quotas } = account;
  const hour = hourly(together(pages, minutes ?? NO_USAGE), minutes && edits, quotas, now);
  if (minutes === null) return { pages: hour, minutes: hour };
  const half = scaled(hour, 0.5);
  const wanted = scaled(plus(scaled(CAMPAIGN_COST, campaigns), BEAT_COST), 60);
  return {
    pages: minus(hour, lesser(wanted, half)),
    minutes: !isRecent(pages, now) ? hour : { ...half, seconds: hour.seconds },
  };
}

function minus(a: Spent, b: Spent): Spent {
  return {
    fetches: a.fetches - b.fetches,
    properties: a.properties - b.properties,
    seconds: a.seconds - b.seconds,
  };
}

function scaled({ fetches, properties, seconds }: Spent, by: number): Spent {
  return { fetches: fetches * by, properties: properties * by, seconds: seconds * by };
}

function lesser(a: Spent, b: Spent): Spent {
  return {
    fetches: Math.min(a.fetches, b.fetches),
    properties: Math.min(a.properties, b.properties),
    seconds: Math.min(a.seconds, b.seconds),
  };
}

function clock(at: number): string {
  const { hour, minute } = wallOf(new Date(at));
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
