/** A campaign's life: only the allowed steps, nothing lost on the way back, nothing of another campaign touched. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CampaignId } from '../../addon/model/lead.ts';
import { type CampaignState, LIFECYCLE_STEPS, type LifecycleStep } from '../../addon/model/lifecycle.ts';
import { type Tab, until } from '../local/workbook/host/harness.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const A = 'Autumn 2024';
const B = 'Spring';
const NAMES = [A, B] as const;
type Name = (typeof NAMES)[number];
// Everything in them is real, and a machine may be busy with others.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let world: World;
let person: Tab;
const ids = new Map<string, CampaignId>();

beforeAll(async () => {
  world = await startWorld();
  for (const [n, tab] of NAMES.entries()) {
    const leads = Array.from({ length: 4 }, (_, one) => cellsOf(leadTexts(n * 500 + one), [`list ${one}`]));
    await importLeads(world, tab, leads, ['Source']);
  }
  await world.ask('installTriggers', null);
  // A spreadsheet shows at least one tab, and both campaigns may be put away.
  person = await world.browserTab();
  person.model.dispatch('CREATE_SHEET', { sheetId: 'stays', name: 'Stays', position: 0 });
  for (const { name, id } of (await state()).campaigns) ids.set(name, id);
});
afterAll(async () => {
  person.leave();
  await world.close();
});

const state = () => world.ask('state', null);
const idOf = (name: string): CampaignId => {
  const id = ids.get(name);
  if (!id) throw new Error(`There is no campaign "${name}".`);
  return id;
};
const step = (name: string, what: LifecycleStep, typed = name) =>
  world.call('stepCampaign', { campaign: idOf(name), step: what, typed: what === 'delete' ? typed : '' });
const stateOf = async (name: string): Promise<CampaignState | undefined> =>
  (await state()).campaigns.find(({ id }) => id === idOf(name))?.state;
const documentsOf = (name: string) =>
  world.sanity.fetch<readonly unknown[]>('*[_type == "campaignLead" && campaignId == $id] | order(_id asc)', {
    id: idOf(name),
  });
const seen = async (name: string) => {
  const get = await world.workbook();
  return get.isSheetVisible(get.getSheetIdByName(name) ?? '');
};
const protections = async (name: string) => {
  const get = await world.workbook();
  const sheetId = get.getSheetIdByName(name);
  return get.getAttachments().filter((one) => one.kind === 'protection' && one.sheetId === sheetId).length;
};
/** Everything of a campaign that a person or another tool can see. */
const whole = async (name: string) => [await world.cells(name), await documentsOf(name)];

/** What the design allows, written down a second time. */
const ALLOWED: { readonly [S in CampaignState]: { readonly [T in LifecycleStep]?: CampaignState } } = {
  draft: { start: 'active', delete: 'deleted' },
  active: { archive: 'archived', delete: 'deleted' },
  archived: { restore: 'active', delete: 'deleted' },
  deleted: { restore: 'active' },
};

describe('as a state machine', () => {
  test('from any state only the allowed steps; cells and documents stay byte-equal through all of them', async () => {
    const before = new Map<Name, unknown>();
    for (const name of NAMES) before.set(name, await whole(name));
    const steps = fc.array(
      fc.record({ name: fc.constantFrom(...NAMES), what: fc.constantFrom(...LIFECYCLE_STEPS) }),
      { minLength: 10, maxLength: 14 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (plan) => {
        for (const { name, what } of plan) {
          const from = (await stateOf(name)) ?? 'draft';
          const to = ALLOWED[from][what];
          const answer = await step(name, what);
          expect(answer.ok).toBe(to !== undefined);
          expect(await stateOf(name)).toBe(to ?? from);
          const rests = (to ?? from) === 'archived' || (to ?? from) === 'deleted';
          expect([await seen(name), await protections(name)]).toEqual(rests ? [false, 1] : [true, 0]);
          expect((await world.sanity.getDocument(idOf(name)))?.state).toBe(to ?? from);
          for (const one of NAMES) expect(await whole(one)).toEqual(before.get(one));
        }
      }),
      { numRuns: 2 },
    );
    for (const name of NAMES) if ((await stateOf(name)) !== 'active') await step(name, 'restore');
  });

  test('each step is recorded once, with who and when', async () => {
    const of = async () => (await world.ask('actions', { campaign: idOf(A), before: null })).actions;
    const count = (await of()).length;
    await step(A, 'archive');
    await step(A, 'restore');
    const newest = (await of()).slice(0, (await of()).length - count);
    expect(newest.map(({ what, by }) => [what, by])).toEqual([
      ['restored', 'alex@example.com'],
      ['archived', 'alex@example.com'],
    ]);
  });
});

describe('a campaign that rests', () => {
  test('is left alone by ticks, edits and the minute trigger; what changed in Sanity comes when it is restored', async () => {
    expect(await step(A, 'archive')).toMatchObject({ ok: true });
    const before = await world.cells(A);
    const lead = (await world.rows(A))[1]?._lead ?? '';
    await world.sanity.patch(lead).set({ notes: 'from elsewhere' }).commit();
    await world.lookAt(A);
    await world.ask('tick', { full: true });
    await world.host.fireTimeTriggers();
    expect(await world.cells(A)).toEqual(before);
    expect(await world.call('prove', { campaign: idOf(A), repair: true })).toMatchObject({ ok: false });
    expect(await world.call('switchTo', { campaign: idOf(A) })).toMatchObject({ ok: false });
    await step(A, 'restore');
    expect((await world.rows(A)).find((row) => row._lead === lead)?.Notes).toBe('from elsewhere');
  });

  test('keeps what was typed into it all the same: it is sent when it is restored', async () => {
    await step(A, 'archive');
    const lead = (await world.rows(A))[2]?._lead ?? '';
    await world.type(A, lead, 'Notes', 'typed by its owner');
    expect((await world.sanity.getDocument(lead))?.notes).not.toBe('typed by its owner');
    await step(A, 'restore');
    expect((await world.sanity.getDocument(lead))?.notes).toBe('typed by its owner');
  });
});

describe('a campaign is not put away', () => {
  test('while something is not saved: the row is named, and everything is as it was', async () => {
    const lead = (await world.rows(A))[0]?._lead ?? '';
    await world.stopBridge();
    await world.type(A, lead, 'Notes', 'not sent yet', 'api');
    expect(await step(A, 'archive')).toMatchObject({ ok: false, error: { code: 'bridge-unreachable' } });
    await world.restartBridge();
    expect([await stateOf(A), await seen(A), await protections(A)]).toEqual(['active', true, 0]);
    expect(await step(A, 'archive')).toMatchObject({ ok: true });
    expect((await world.sanity.getDocument(lead))?.notes).toBe('not sent yet');
    await step(A, 'restore');
  });

  test('as the last tab that can be seen', async () => {
    await step(B, 'archive');
    const get = await world.workbook();
    const visible = () => get.getVisibleSheetIds().map((id) => get.getSheetName(id));
    person.model.dispatch('HIDE_SHEET', { sheetId: 'stays' });
    await until(() => !visible().includes('Stays'));
    expect(visible()).toEqual([A]);
    expect(await step(A, 'archive')).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/only one/) },
    });
    expect([await stateOf(A), await protections(A)]).toEqual(['active', 0]);
    person.model.dispatch('SHOW_SHEET', { sheetId: 'stays' });
    await until(() => visible().includes('Stays'));
    await step(B, 'restore');
  });

  test('for good without its name typed', async () => {
    expect(await step(A, 'delete', 'autumn 2024')).toMatchObject({ ok: false });
    expect(await stateOf(A)).toBe('active');
  });
});

const KILLS = [14, 22, 30, 38].flatMap((calls, n) =>
  (['archive', 'restore'] as const).map((what) => ({
    calls,
    what,
    act: n % 2 === 0 ? ('kill' as const) : ('kill-unflushed' as const),
  })),
);

test.each(KILLS)(
  'invariant 10: a step ($what) that ends at call $calls ($act) is ended or undone by the next who looks',
  async ({ calls, what, act }) => {
    const [from, to] =
      what === 'archive' ? (['active', 'archived'] as const) : (['archived', 'active'] as const);
    if (from === 'archived') await step(A, 'archive');
    const before = [await whole(A), await whole(B)];
    await world.host.interrupt({ calls, act });
    await step(A, what).catch(() => undefined);
    await world.host.interrupt(null);
    await world.lookAt(B);
    await world.ask('tick', { full: true });
    const now = await stateOf(A);
    expect([from, to]).toContain(now);
    const rests = now === 'archived';
    expect([await seen(A), await protections(A)]).toEqual(rests ? [false, 1] : [true, 0]);
    expect((await world.sanity.getDocument(idOf(A)))?.state).toBe(now);
    if (rests) await step(A, 'restore');
    expect([await whole(A), await whole(B)]).toEqual(before);
    const { actions } = await world.ask('actions', { campaign: idOf(A), before: null });
    expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
  },
);

describe('people', () => {
  const people = () => world.ask('people', null);
  const BOSS = { email: 'boss@example.com', rights: ['people'] as const };

  test('whoever installed the triggers first may do everything, until somebody is named', async () => {
    expect((await people()).named).toEqual([
      { email: 'alex@example.com', rights: ['create', 'import', 'export', 'delete', 'people'] },
    ]);
  });

  test.each([
    ['nobody who may name people', [{ email: 'sam@example.com', rights: ['delete'] }]],
    ['what is no e-mail', [BOSS, { email: 'sam', rights: ['delete'] }]],
  ] as const)('%s is refused', async (_what, named) => {
    const before = await people();
    expect(await world.call('setPeople', { everyone: [], named })).toMatchObject({ ok: false });
    expect(await people()).toEqual(before);
  });

  test.each(['delete', 'people'] as const)('the right "%s" is not for everybody', async (right) => {
    expect(await world.call('setPeople', { everyone: [right], named: [BOSS] })).toMatchObject({ ok: false });
  });

  test('who lacks a right is told whom to ask, and nothing is done', async () => {
    const before = [await whole(A), await world.cells(B), (await state()).campaigns];
    const set = await world.ask('setPeople', {
      everyone: [],
      named: [{ ...BOSS, email: ' Boss@Example.com ' }],
    });
    expect(set.named).toEqual([BOSS]);
    const lead = (await world.rows(A))[0]?._lead ?? '';
    const [campaign, to] = [idOf(A), idOf(B)];
    const none = { source: { is: 'empty' }, name: 'New', colour: '#02bbd4', description: '' } as const;
    const asked = [
      await world.call('createCampaign', none),
      await world.call('editCampaign', { campaign, changes: { description: 'x' } }),
      await step(A, 'archive'),
      await step(A, 'delete'),
      await world.call('mergeCampaigns', { from: campaign, into: to, doubles: 'move' }),
      await world.call('moveLead', { from: campaign, to, lead: lead as never, copy: false }),
      await world.call('setPeople', {
        everyone: ['create'],
        named: [{ email: 'alex@example.com', rights: ['people'] }],
      }),
      await world.call('importBegin', {
        importId: 'import-9999' as never,
        fileName: 'a.csv',
        target: { is: 'new', name: 'New', colour: '#02bbd4', description: '', country: 'GB', required: [] },
        headings: [],
        extras: [],
        counts: { rowsIn: 1, created: 1, updated: 0, duplicate: 0, invalid: 0, skipped: 0 },
        parts: 1,
      }),
    ];
    for (const answer of asked)
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'not-allowed', message: expect.stringMatching(/boss@example\.com/) },
      });
    expect([await whole(A), await world.cells(B), (await state()).campaigns]).toEqual(before);
    expect((await state()).rights).toEqual([]);
    // Google keeps what is remembered; the person in charge gives the rights back.
    await world.reopen(false, (kept) => {
      const { people: _, ...document } = kept.properties.document ?? {};
      return { ...kept, properties: { ...kept.properties, document } };
    });
  });
});

describe('thirty days after it was deleted', () => {
  const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
  /** As if it had been deleted so long ago: here and in Sanity. */
  async function deletedBefore(name: string, count: number): Promise<void> {
    await world.sanity
      .patch(idOf(name))
      .set({ stateAt: days(count) })
      .commit();
    await world.reopen(false, (kept) => {
      const key = `campaign:${idOf(name)}`;
      const record = JSON.parse(kept.properties.document?.[key] ?? '{}');
      const text = JSON.stringify({ ...record, stateAt: days(count) });
      return {
        ...kept,
        properties: { ...kept.properties, document: { ...kept.properties.document, [key]: text } },
      };
    });
  }

  test('it goes from sheet and Sanity with a record, whatever ends the script; before that nothing goes', async () => {
    const others = await whole(A);
    const leads = (await documentsOf(B)).length;
    expect(await step(B, 'delete')).toMatchObject({ ok: true });
    const summary = (await state()).campaigns.find(({ id }) => id === idOf(B));
    expect(Date.parse(summary?.restorableUntil ?? '')).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    await deletedBefore(B, 29);
    await world.host.fireTimeTriggers();
    expect((await documentsOf(B)).length).toBe(leads);
    await deletedBefore(B, 31);
    await world.host.interrupt({ calls: 20, act: 'kill-unflushed' });
    await world.host.fireTimeTriggers().catch(() => undefined);
    await world.host.interrupt(null);
    // The next day.
    await world.reopen(false, (kept) => {
      const { [`purge:${idOf(B)}`]: _, ...document } = kept.properties.document ?? {};
      return { ...kept, properties: { ...kept.properties, document } };
    });
    await world.host.fireTimeTriggers();
    expect(await documentsOf(B)).toEqual([]);
    expect(await stateOf(B)).toBeUndefined();
    expect((await world.workbook()).getSheetIdByName(B)).toBeUndefined();
    expect(await world.sanity.getDocument(idOf(B))).toMatchObject({
      state: 'deleted',
      purgedAt: expect.any(String),
    });
    expect(await whole(A)).toEqual(others);
    await world.ask('connect', { url: world.bridge.url, secret: 'a-secret-for-tests-of-32-letters!' });
    expect(await stateOf(B)).toBeUndefined();
    const { actions } = await world.ask('actions', { campaign: idOf(B), before: null });
    expect(actions[0]).toMatchObject({ what: 'purged', said: expect.stringMatching(/Spring/) });
  });
});
