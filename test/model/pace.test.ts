/** Google's daily quotas last the day, whatever people do, and no campaign waits longer than is promised. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONSUMER_QUOTAS,
  decodeUsage,
  encodeUsage,
  NOTHING,
  plus,
  type Spent,
  spend,
  strainOf,
  type Usage,
  WORKSPACE_QUOTAS,
} from '../../addon/model/governor.ts';
import { type Account, editsMaySend, minuteWork, paceOf, tickSeconds } from '../../addon/model/pace.ts';

const HOUR = 3_600_000;
/** A Monday, 00:00 UTC. */
const START = Date.UTC(2026, 10, 23);
const NONE: Usage = new Map();

/** A day's work as it is simulated: what things really cost, and how hard people work. */
interface Day {
  readonly campaigns: number;
  readonly opens: number;
  readonly editsAnHour: number;
  /** Seconds that the bridge takes to answer for a campaign. */
  readonly answer: number;
  /** How much dearer than it was thought a look of the sidebar is in properties. */
  readonly dearer: number;
  /** Sidebars that each person has open. */
  readonly windows: number;
  readonly quotas: Spent;
}

interface Simulated {
  /** The most of any quota that any account used in any 24 hours; 1 is all of it. */
  readonly most: number;
  /** The longest that a campaign waited for a look, in minutes. */
  readonly waited: number;
  readonly delayedEdits: number;
  readonly slowestTick: number;
}

const PEOPLE = [0, 1, 2] as const;
const DAYS = 3;

/** Three people at work nine hours a day for three days; the triggers are the first one's, and run day and night. */
function simulate(day: Day): Simulated {
  const pages: Usage[] = PEOPLE.map(() => NONE);
  let minutes: Usage = NONE;
  let edits: Usage = NONE;
  /** What each account used, by minute: the judge counts for itself. */
  const judged = PEOPLE.map(() =>
    Array.from({ length: DAYS * 1440 }, (): Spent => ({ fetches: 0, properties: 0, seconds: 0 })),
  );
  const looked = Array.from({ length: day.campaigns }, () => 0);
  const nextTick = PEOPLE.flatMap((person) =>
    Array.from({ length: day.windows }, (_, n) => ({ person, at: n })),
  );
  let waited = 0;
  let delayedEdits = 0;
  let slowestTick = 0;
  const account = (person: number): Account => ({
    pages: pages[person] ?? NONE,
    minutes: person === 0 ? minutes : null,
    edits: person === 0 ? edits : NONE,
    quotas: day.quotas,
  });
  const note = (person: number, minute: number, cost: Spent) => {
    const of = judged[person];
    if (of) of[minute] = plus(of[minute] ?? cost, cost);
  };
  for (let minute = 0; minute < DAYS * 1440; minute++) {
    const now = START + minute * 60_000;
    const hour = Math.floor(minute / 60) % 24;
    const open = hour >= day.opens && hour < day.opens + 9;
    const work = minuteWork(account(0), day.campaigns, now);
    let seconds = 0.6;
    let served = 0;
    const waiting = looked.map((at, n) => ({ at, n })).sort((a, b) => a.at - b.at);
    for (const { n } of waiting.slice(0, work.campaigns)) {
      if (seconds > work.seconds) break;
      waited = Math.max(waited, minute - (looked[n] ?? 0));
      looked[n] = minute;
      served += 1;
      seconds += day.answer;
    }
    const looks = { fetches: served, properties: 4 + 3 * served, seconds };
    minutes = spend(minutes, looks, now);
    note(0, minute, looks);
    if (!open) continue;
    for (let n = 0; n < (day.editsAnHour * 3) / 60; n++) {
      const sent = editsMaySend(account(0), now);
      const cost = {
        fetches: sent ? 1 : 0,
        properties: sent ? 8 : 3,
        seconds: sent ? 0.8 + day.answer : 0.3,
      };
      if (!sent) delayedEdits += 1;
      edits = spend(edits, cost, now);
      note(0, minute, cost);
    }
    for (const ticking of nextTick) {
      for (let second = 0; second < 60; second++) {
        const moment = minute * 60 + second;
        if (ticking.at > moment) continue;
        const at = START + moment * 1000;
        const pause = tickSeconds(account(ticking.person), day.campaigns, at);
        ticking.at = moment + (pause ?? 300);
        if (pause === null) continue;
        slowestTick = Math.max(slowestTick, pause);
        const cost = { fetches: 1, properties: 5 * day.dearer, seconds: 0 };
        pages[ticking.person] = spend(pages[ticking.person] ?? NONE, cost, at);
        note(ticking.person, minute, cost);
      }
    }
  }
  return {
    most: Math.max(...judged.map((minutes) => mostOf(minutes, day.quotas))),
    waited,
    delayedEdits,
    slowestTick,
  };
}

function mostOf(minutes: readonly Spent[], quotas: Spent): number {
  let sum: Spent = { fetches: 0, properties: 0, seconds: 0 };
  let most = 0;
  minutes.forEach((spent, n) => {
    const old = minutes[n - 1440];
    sum = plus(sum, spent);
    if (old) sum = plus(sum, { fetches: -old.fetches, properties: -old.properties, seconds: -old.seconds });
    most = Math.max(
      most,
      sum.fetches / quotas.fetches,
      sum.properties / quotas.properties,
      sum.seconds / quotas.seconds,
    );
  });
  return most;
}

const usual: Day = {
  campaigns: 10,
  opens: 8,
  editsAnHour: 30,
  answer: 0.5,
  dearer: 1,
  windows: 1,
  quotas: CONSUMER_QUOTAS,
};

describe('the governor', () => {
  test('lets three people work nine hours beside ten campaigns: all edits sent, no campaign left for 20 minutes, no sidebar for one', () => {
    const day = simulate(usual);
    expect(day.most).toBeLessThan(1);
    expect(day.delayedEdits).toBe(0);
    expect(day.waited).toBeLessThanOrEqual(20);
    expect(day.slowestTick).toBeLessThanOrEqual(60);
  });

  test('slows nothing on an account of Google Workspace', () => {
    const day = simulate({ ...usual, quotas: WORKSPACE_QUOTAS });
    expect(day).toMatchObject({ slowestTick: 7, delayedEdits: 0, waited: 1 });
    expect(day.most).toBeLessThan(1);
  });

  test('keeps every quota of every 24 hours, however hard people work and however slow the bridge is', () => {
    const days = fc.record({
      campaigns: fc.integer({ min: 1, max: 30 }),
      opens: fc.integer({ min: 0, max: 15 }),
      editsAnHour: fc.integer({ min: 0, max: 60 }),
      answer: fc.double({ min: 0.1, max: 20, noNaN: true }),
      dearer: fc.double({ min: 0.5, max: 2, noNaN: true }),
      windows: fc.integer({ min: 1, max: 3 }),
      quotas: fc.constant(CONSUMER_QUOTAS),
    });
    const within = fc.property(days, (day) => {
      expect(simulate(day).most).toBeLessThan(1);
    });
    fc.assert(within, { numRuns: 20, endOnFailure: true });
  });

  test('leaves no campaign of ten for an hour, while three people edit a thousand cells a day and the bridge answers within a second', () => {
    const days = fc.record({
      editsAnHour: fc.integer({ min: 0, max: 40 }),
      opens: fc.integer({ min: 0, max: 15 }),
      answer: fc.double({ min: 0.1, max: 1, noNaN: true }),
    });
    const within = fc.property(days, (day) => {
      const { waited, delayedEdits } = simulate({ ...usual, ...day });
      expect(delayedEdits > 0 || waited <= 60).toBe(true);
    });
    fc.assert(within, { numRuns: 10, endOnFailure: true });
  });
});

describe('what is told', () => {
  const NINE = START + 9 * HOUR;
  const account = (used: Spent, at = NINE): Account => ({
    pages: spend(NONE, used, at),
    minutes: null,
    edits: NONE,
    quotas: CONSUMER_QUOTAS,
  });
  const idle = account({ fetches: 0, properties: 0, seconds: 0 });

  test('is nothing at the usual pace', () => {
    expect(paceOf(idle, idle, 3, NINE)).toEqual({ state: 'normal', message: null, tickSeconds: 7 });
  });

  test('names the pace and until when it is slow', () => {
    const slow = account({ fetches: 12_000, properties: 20_000, seconds: 0 }, NINE - HOUR);
    const pace = paceOf(slow, idle, 3, NINE);
    expect(pace.state).toBe('slow');
    expect(pace.message).toContain(`every ${pace.tickSeconds} seconds`);
    expect(pace.message).toMatch(/until about 09:00/);
  });

  test('says that nothing is lost while it rests, and when it wakes', () => {
    const spent = account({ fetches: 18_000, properties: 0, seconds: 0 });
    expect(paceOf(spent, idle, 3, NINE)).toMatchObject({
      state: 'resting',
      message: expect.stringMatching(/until about 10:00.*Nothing is lost/s),
    });
    expect(strainOf(spent.pages, CONSUMER_QUOTAS, NOTHING, NINE + 25 * HOUR)).toBe('none');
  });
});

describe('usage', () => {
  test('is the same after it was stored, and a day later it is forgotten', () => {
    const one = { fetches: 3, properties: 20, seconds: 1.5 };
    const usage = spend(spend(NONE, one, START), one, START + HOUR);
    expect(decodeUsage(encodeUsage(usage))).toEqual(usage);
    expect([...spend(usage, one, START + 25 * HOUR).keys()]).toHaveLength(2);
  });

  test.each(['', 'x', '1 2', '1 2 3 4 5', '1 -2 3 4'])('that is damaged (%j) counts as none', (text) => {
    expect(decodeUsage(text)).toEqual(NONE);
  });
});
