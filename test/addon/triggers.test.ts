/** Whose triggers send edits by themselves, whether they still run, and what they may use of the day. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KeptByGoogle, startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const TAB = 'Autumn 2024';
const ME = 'alex@example.com';
const ROBIN = 'robin@example.com';

let world: World;
let lead = '';

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: 5 }, (_, n) => cellsOf({ ...leadTexts(n), archived: 'No' }));
  await importLeads(world, TAB, leads);
  lead = (await world.rows(TAB))[1]?._lead ?? '';
});
afterAll(() => world.close());

const state = () => world.ask('state', null);
const triggers = async () => (await state()).triggers;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** The document's properties with some of them changed. */
function remembering(kept: KeptByGoogle, values: Readonly<Record<string, string>>): KeptByGoogle {
  const { document = {} } = kept.properties;
  return { ...kept, properties: { ...kept.properties, document: { ...document, ...values } } };
}

async function remembered(key: string): Promise<string> {
  let text = '';
  await world.reopen(false, (kept) => {
    text = kept.properties.document?.[key] ?? '';
    return kept;
  });
  await world.lookAt(TAB);
  return text;
}

describe('triggers', () => {
  test('are said to be missing until someone installs them', async () => {
    expect(await triggers()).toEqual({ installed: false, owner: '', mine: false, ranAt: null, alive: false });
  });

  test('are the installer’s own, and alive from the first minute on', async () => {
    const installed = (await world.ask('installTriggers', null)).triggers;
    expect(installed).toEqual({ installed: true, owner: ME, mine: true, ranAt: null, alive: true });
    await world.host.fireTimeTriggers();
    const beaten = await triggers();
    expect(beaten.alive).toBe(true);
    expect(Date.now() - Date.parse(beaten.ranAt ?? '')).toBeLessThan(60_000);
  });

  test('that are there already are not installed twice; those that stand twice are removed', async () => {
    const twice = (kept: KeptByGoogle): KeptByGoogle => ({
      ...kept,
      triggers: [...kept.triggers, ...kept.triggers.map((one) => ({ ...one, id: `${one.id}-again` }))],
    });
    await world.reopen(false, twice);
    await world.ask('installTriggers', null);
    const results = await world.host.fireTimeTriggers();
    expect(results).toHaveLength(1);
  });

  test('that have not run for ten minutes are called stopped; installing replaces them', async () => {
    const before: string[] = [];
    await world.reopen(false, (kept) => {
      before.push(...kept.triggers.map((one) => one.id));
      const { ids } = JSON.parse(kept.properties.document?.triggers ?? '{}');
      return remembering(kept, {
        triggers: JSON.stringify({ owner: ME, at: minutesAgo(60), ids }),
        beat: JSON.stringify({ at: minutesAgo(11), by: ME, id: ids[2] }),
      });
    });
    await world.lookAt(TAB);
    expect(await triggers()).toMatchObject({ installed: true, alive: false });
    expect((await world.ask('installTriggers', null)).triggers).toMatchObject({ mine: true, alive: true });
    await world.reopen(false, (kept) => {
      expect(kept.triggers).toHaveLength(3);
      expect(kept.triggers.filter((one) => before.includes(one.id))).toEqual([]);
      return kept;
    });
    await world.lookAt(TAB);
  });
});

describe('another person’s triggers', () => {
  const robins = (at: string) => JSON.stringify({ owner: ROBIN, at, ids: ['r1', 'r2', 'r3'] });

  test('do the work while they run: mine stand aside and double nothing', async () => {
    await world.reopen(false, (kept) =>
      remembering(kept, {
        triggers: robins(minutesAgo(60)),
        beat: JSON.stringify({ at: minutesAgo(1), by: ROBIN, id: 'r3' }),
      }),
    );
    await world.lookAt(TAB);
    expect(await triggers()).toMatchObject({ owner: ROBIN, mine: false, alive: true });
    const [minute] = await world.host.fireTimeTriggers();
    expect(minute?.metrics.calls.UrlFetch ?? 0).toBe(0);
    for (const end of await world.type(TAB, lead, 'Notes', 'Robin’s trigger sends this')) {
      expect(end.outcome.ok).toBe(true);
      expect(end.metrics.calls.UrlFetch ?? 0).toBe(0);
    }
    expect(await triggers()).toMatchObject({ owner: ROBIN, mine: false, alive: true });
  });

  test('that stopped, as when Robin left, are taken over by mine within a minute', async () => {
    await world.reopen(false, (kept) =>
      remembering(kept, {
        triggers: robins(minutesAgo(60)),
        beat: JSON.stringify({ at: minutesAgo(11), by: ROBIN, id: 'r3' }),
      }),
    );
    await world.lookAt(TAB);
    expect(await triggers()).toMatchObject({ owner: ROBIN, alive: false });
    await world.host.fireTimeTriggers();
    expect(await triggers()).toMatchObject({ owner: ME, mine: true, alive: true });
    await world.type(TAB, lead, 'Notes', 'mine again');
    expect(await world.sanity.getDocument(lead)).toMatchObject({ notes: 'mine again' });
  });
});

describe('the day’s quotas', () => {
  const hour = () => Math.floor(Date.now() / 3_600_000);
  const spent = (fetches: number, seconds: number) => `${hour() - 1} ${fetches} 0 ${seconds}`;

  test('are counted as they are used: requests, properties, seconds of triggers', async () => {
    await world.ask('tick', { full: false });
    await world.host.fireTimeTriggers();
    expect(await remembered('usage:minutes')).toMatch(/^\d+ \d+ [1-9]\d* \d+(\.\d)?$/);
    const [, , seconds] = (await remembered('usage:edits')).split(' ').slice(1).map(Number);
    expect(seconds).toBeGreaterThan(0);
  });

  test('nearly used up: the minute trigger only says that it lives, and the sidebar says until when', async () => {
    await world.reopen(false, (kept) =>
      remembering(kept, { 'usage:minutes': spent(0, 4_700), 'usage:edits': '' }),
    );
    await world.lookAt(TAB);
    const [minute] = await world.host.fireTimeTriggers();
    expect(minute?.metrics.calls.UrlFetch ?? 0).toBe(0);
    const { pace, triggers: alive } = await state();
    expect(alive.alive).toBe(true);
    expect(pace).toMatchObject({ state: 'resting', message: expect.stringMatching(/until about \d\d:00/) });
    await world.ask('tick', { full: false });
    expect(world.cost().calls.UrlFetch ?? 0).toBe(0);
    await world.ask('tick', { full: true });
    expect(world.cost().calls.UrlFetch).toBe(1);
  });

  test('used up: an edit is noted and waits, and nothing is lost; on a Workspace account it is sent', async () => {
    const usedUp = (kept: KeptByGoogle) => remembering(kept, { 'usage:minutes': spent(0, 5_300) });
    await world.reopen(false, usedUp);
    await world.lookAt(TAB);
    await world.type(TAB, lead, 'Notes', 'waits for tomorrow');
    expect(await world.sanity.getDocument(lead)).toMatchObject({ notes: 'mine again' });
    expect((await state()).sync?.state).toBe('unsaved');
    await world.reopen(false, (kept) => {
      const script = { ...kept.properties.script, GOOGLE_ACCOUNTS: 'workspace' };
      return usedUp({ ...kept, properties: { ...kept.properties, script } });
    });
    await world.lookAt(TAB);
    expect((await state()).pace).toMatchObject({ state: 'normal', message: null });
    await world.host.fireTimeTriggers();
    expect(await world.sanity.getDocument(lead)).toMatchObject({ notes: 'waits for tomorrow' });
  });
});
