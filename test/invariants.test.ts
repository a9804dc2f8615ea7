/** The eleven invariants of the design, each by name, on the whole: lake, bridge, and the built add-on in the host. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SyncState } from '../addon/calls.ts';
import { FIELDS } from '../addon/model/fields.ts';
import { readConfig } from '../bridge/config.ts';
import { startBridge } from '../bridge/server.ts';
import { type Commit, startLake } from '../scripts/local/lake/server.ts';
import { cellsOf, importLeads, leadTexts } from './addon/leads.ts';
import { SECRET, startWorld, type World } from './world.ts';

const TAB = 'Spring';
const PEOPLE = 25;
const ORIGINALS = 30;
let world: World;
let ids: readonly string[] = [];
const commits: Commit[] = [];
/** What old queries saw before Leadsheet ever ran. */
let old: unknown;
const oldQuery = () =>
  world.sanity.fetch('*[_type == "dbrLead" && archived != true] | order(_id asc){..., "_rev": null}');

beforeAll(async () => {
  world = await startWorld({ originals: ORIGINALS });
  world.lake.onCommit((commit) => commits.push(commit));
  old = await oldQuery();
  await world.ask('mapOriginals', null);
  const leads = Array.from({ length: PEOPLE }, (_, n) => cellsOf({ ...leadTexts(n), archived: 'No' }));
  await importLeads(world, TAB, leads);
  ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
  await compare();
});
afterAll(() => world.close());

const lead = (n: number): string => ids[n] ?? '';
const document = (id: string) => world.sanity.getDocument(id);
const row = async (id: string) => (await world.rows(TAB)).find((one) => one._lead === id);
const active = async () => {
  const { active: id } = await world.ask('state', null);
  if (!id) throw new Error('No campaign is active.');
  return id;
};

async function compare(): Promise<SyncState> {
  const { sync } = await world.ask('tick', { full: true });
  if (!sync) throw new Error('No campaign is active.');
  return sync;
}

/** Transactions of the bridge since a moment. */
const ours = (since = 0): readonly Commit[] =>
  commits.slice(since).filter(({ id }) => id.startsWith('leadsheet-'));

test('invariant 1: of two values for one field both are kept, and the other one can be taken by a click', async () => {
  await world.sanity.patch(lead(1)).set({ assignedTo: 'by the dashboard' }).commit();
  await world.type(TAB, lead(1), 'Assigned_to', 'by a person', 'api');
  expect((await compare()).openConflicts).toBe(1);
  expect(await document(lead(1))).toMatchObject({ assignedTo: 'by a person' });
  const campaign = await active();
  const { conflicts } = await world.ask('conflicts', { campaign });
  expect(conflicts).toMatchObject([{ who: 'Priya García', field: 'assignedTo', lost: 'by the dashboard' }]);
  const choices = conflicts.map(({ id, now }) => ({ id, now, choice: 'take' as const }));
  const { results, state } = await world.ask('settleConflicts', { campaign, choices });
  expect(results).toMatchObject([{ state: 'settled' }]);
  expect(state.sync).toMatchObject({ state: 'saved', openConflicts: 0 });
  expect((await row(lead(1)))?.Assigned_to).toBe('by the dashboard');
  expect(JSON.stringify(await world.sanity.fetch('*[_type == "leadConflict"]'))).toContain('by a person');
});

test('invariant 2: a write that Sanity confirmed and dropped is named, not called saved', async () => {
  const fault = world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
  await world.type(TAB, lead(2), 'Notes', 'confirmed and dropped', 'api');
  const sync = await compare();
  fault.remove();
  expect(sync).toMatchObject({ state: 'unsaved', unsaved: 1, problems: [{ row: 4 }] });
  expect((await compare()).state).toBe('saved');
  expect(await document(lead(2))).toMatchObject({ notes: 'confirmed and dropped' });
});

test('invariant 3: one edited cell is one patched field; what no column shows is left byte for byte', async () => {
  await world.sanity
    .patch(lead(3))
    .set({ messages: [{ _key: 'a', content: 'Hi' }] })
    .commit();
  await compare();
  const since = commits.length;
  await world.type(TAB, lead(3), 'Notes', 'one field', 'api');
  await compare();
  expect(ours(since).flatMap(({ mutations }) => mutations)).toMatchObject([
    { patch: { id: lead(3), ifRevisionID: expect.any(String), set: { notes: 'one field' } } },
  ]);
  expect(await document(lead(3))).toMatchObject({ messages: [{ _key: 'a', content: 'Hi' }] });
});

test('invariant 4: a pass that Google kills at any of its calls is done by the next one, once', async () => {
  await world.sanity.patch(lead(4)).set({ latestLeadReply: 'from the agent' }).commit();
  for (let calls = 1; ; calls++) {
    await world.type(TAB, lead(4), 'Notes', `killed at call ${calls}`, 'api');
    await world.host.interrupt({ calls, act: 'kill-unflushed' });
    await world.run('serve', { name: 'tick', ask: { full: true } });
    const unused = await world.host.interrupt(null);
    expect(await compare()).toMatchObject({ state: 'saved', problems: [], held: [], openConflicts: 0 });
    expect(await document(lead(4))).toMatchObject({ notes: `killed at call ${calls}` });
    expect((await world.rows(TAB)).map((one) => one._lead)).toEqual(ids);
    if (unused) break;
  }
  expect((await row(lead(4)))?.Latest_lead_reply).toBe('from the agent');
});

test('invariant 5: a change that the feed never told is named by the proof, and mended', async () => {
  // A world of its own: an index that is behind holds up everything that comes after.
  const late = await startWorld();
  try {
    await importLeads(
      late,
      TAB,
      [0, 1, 2].map((n) => cellsOf({ ...leadTexts(n), archived: 'No' })),
    );
    for (let times = 0; times < 3; times++) await late.ask('tick', { full: true });
    const notes = async () => (await late.rows(TAB)).map((one) => one.Notes);
    const [, second] = (await late.rows(TAB)).map((one) => one._lead ?? '');
    late.lake.faults.add({ kind: 'index-lag', ms: 3_600_000, times: 1 });
    await late.sanity
      .patch(second ?? '')
      .set({ notes: 'never told' })
      .commit();
    const { active: campaign } = await late.ask('tick', { full: true });
    if (!campaign) throw new Error('No campaign is active.');
    expect(await notes()).not.toContain('never told');
    const look = await late.ask('prove', { campaign, repair: false });
    expect(look.proof).toMatchObject({ leads: 3, equal: 2, differing: 1, repaired: 0 });
    expect(look.proof.differences).toMatchObject([
      { row: 3, fields: [{ label: 'Notes', sanity: 'never told' }], repairable: true },
    ]);
    const mended = await late.ask('prove', { campaign, repair: true });
    expect(mended.proof).toMatchObject({ leads: 3, equal: 3, differing: 0, repaired: 1 });
    expect(await notes()).toContain('never told');
  } finally {
    await late.close();
  }
});

test('invariant 6: after sorting some of the columns no lead gets another’s values', async () => {
  const all = await world.cells(TAB);
  const names = all.slice(1).map((line) => line.slice(1, 5));
  await world.host.edit({ by: 'api', sheet: TAB, cell: 'B2', values: [...names].reverse() });
  const since = commits.length;
  const sync = await compare();
  expect(sync.held).toMatchObject([{ code: 'shuffled-rows' }]);
  expect(ours(since)).toEqual([]);
  await world.host.edit({ by: 'api', sheet: TAB, cell: 'B2', values: names });
  expect(await compare()).toMatchObject({ state: 'saved', held: [] });
});

test('invariant 8: a row of one campaign in another’s tab is refused, and old queries see what they saw', async () => {
  const [foreign] = await world.cells('Original').then(([, ...lines]) => lines);
  const all = await world.cells(TAB);
  const since = commits.length;
  await world.host.edit({
    by: 'api',
    sheet: TAB,
    cell: `A${all.length + 1}`,
    values: [(foreign ?? []).map((text, n) => (n === 1 ? 'pasted into Spring' : text))],
  });
  const sync = await compare();
  expect(sync.state).toBe('unsaved');
  expect(sync.problems.map(({ message }) => message).join()).toContain('another campaign');
  expect(ours(since)).toEqual([]);
  await world.host.edit({
    by: 'api',
    sheet: TAB,
    cell: `A${all.length + 1}`,
    values: [(foreign ?? []).map(() => '')],
  });
  expect(await compare()).toMatchObject({ state: 'saved' });
  expect(await oldQuery()).toEqual(old);
});

test('invariant 9: an edit made at any moment of a pass survives it', async () => {
  const tab = await world.browserTab();
  const sheetId = tab.model.getters.getSheetIdByName(TAB) ?? '';
  const headers = (await world.cells(TAB))[0] ?? [];
  for (let calls = 1; ; calls++) {
    const at = (await world.cells(TAB)).findIndex((line) => line.includes(lead(9)));
    await world.sanity
      .patch(lead(9))
      .set({ latestLeadReply: `reply ${calls}` })
      .commit();
    await world.type(TAB, lead(9), 'Notes', `before the pass ${calls}`, 'api');
    let typed = false;
    await world.host.interrupt({ calls, act: 'pause' }, async () => {
      typed = true;
      const col = headers.indexOf('Address');
      tab.model.dispatch('UPDATE_CELL', { sheetId, col, row: at, content: `typed at call ${calls}` });
    });
    await compare();
    await world.host.interrupt(null);
    if (!typed) break;
    await vi.waitFor(async () => expect((await row(lead(9)))?.Address).toBe(`typed at call ${calls}`), {
      timeout: 120_000,
    });
    expect(await compare()).toMatchObject({ state: 'saved', openConflicts: 0 });
    expect(await document(lead(9))).toMatchObject({
      notes: `before the pass ${calls}`,
      address: `typed at call ${calls}`,
      latestLeadReply: `reply ${calls}`,
    });
    expect(await row(lead(9))).toMatchObject({ Address: `typed at call ${calls}` });
  }
  tab.leave();
});

test('invariant 10: a conversation longer than a cell is shown shortened and never written back', async () => {
  const long = 'AI: hello again. '.repeat(4_000);
  await world.sanity.patch(lead(10)).set({ conversationHistory: long }).commit();
  await compare();
  expect((await row(lead(10)))?.['Conversation History']).toMatch(/shortened by Leadsheet: 68000 characters/);
  await world.type(TAB, lead(10), 'Notes', 'beside it', 'api');
  expect(await compare()).toMatchObject({ state: 'saved' });
  expect(await document(lead(10))).toMatchObject({ conversationHistory: long, notes: 'beside it' });
});

/** The older sync: every row of the tab replaces its document, by column position, all in one transaction. */
async function olderSync(read?: readonly (readonly string[])[]): Promise<void> {
  const [, ...lines] = read ?? (await world.cells('Original'));
  const documents = await world.sanity.getDocuments(lines.map((line) => line[26] ?? ''));
  const transaction = world.sanity.transaction();
  for (const [n, line] of lines.entries()) {
    const before = documents[n];
    if (!before) continue;
    const fields = FIELDS.map(({ key, kind }, at) => [
      key,
      kind.is === 'text' ? (line[at] ?? '') : (before[key] ?? null),
    ]);
    transaction.createOrReplace({ ...Object.fromEntries(fields), _id: before._id, _type: before._type });
  }
  await transaction.commit();
}

test('invariant 11: beside the older sync nothing is written because of it, and edits on either side arrive', async () => {
  await world.lookAt('Original');
  await compare();
  const since = commits.length;
  for (let round = 0; round < 3; round++) {
    await olderSync();
    expect(await compare()).toMatchObject({ held: [], openConflicts: 0 });
  }
  expect(ours(since)).toEqual([]);
  const [first] = await world.rows('Original');
  await world.type('Original', first?._lead ?? '', 'Notes', 'typed beside it', 'api');
  expect(await compare()).toMatchObject({ state: 'saved' });
  await olderSync();
  expect(await compare()).toMatchObject({ state: 'saved', openConflicts: 0 });
  expect(await document(first?._lead ?? '')).toMatchObject({ notes: 'typed beside it' });
  expect(ours(since)).toHaveLength(1);
});

test('invariant 11: what the older sync overwrites with what it read before is written again, and nothing is lost', async () => {
  const id = (await world.rows('Original'))[2]?._lead ?? '';
  const read = await world.cells('Original');
  await world.type('Original', id, 'Notes', 'typed after it read', 'api');
  expect(await compare()).toMatchObject({ state: 'saved' });
  await olderSync(read);
  expect((await document(id))?.notes).not.toBe('typed after it read');
  await compare();
  expect(await compare()).toMatchObject({ state: 'saved', openConflicts: 1 });
  expect(await document(id)).toMatchObject({ notes: 'typed after it read' });
  const since = commits.length;
  await olderSync();
  expect(await compare()).toMatchObject({ state: 'saved', openConflicts: 1 });
  expect(ours(since)).toEqual([]);
  await world.lookAt(TAB);
});

describe('invariant 7: nothing is deleted by absence', () => {
  interface Absence {
    readonly what: string;
    /** Makes something absent, and answers how to bring it back. */
    readonly happen: () => Promise<() => Promise<unknown>>;
  }
  const put = (cell: string, values: readonly (readonly string[])[]) =>
    world.host.edit({ by: 'api', sheet: TAB, cell, values });
  const blank = (lines: readonly (readonly string[])[]) => lines.map((line) => line.map(() => ''));

  /** Another bridge for a while. */
  async function elsewhere(env: Readonly<Record<string, string>>, close: () => Promise<unknown>) {
    const { url } = world.bridge;
    const other = await startBridge(
      readConfig({
        PORT: '0',
        HOST: '127.0.0.1',
        SANITY_PROJECT_ID: world.lake.projectId,
        SANITY_DATASET: world.lake.dataset,
        SANITY_TOKEN: world.lake.token,
        SANITY_API_HOST: world.lake.url,
        SANITY_TIMEOUT_MS: '1000',
        BRIDGE_SECRETS: SECRET,
        LOG_LEVEL: 'silent',
        ...env,
      }),
    );
    await world.call('connect', { url: other.url, secret: SECRET });
    return async () => {
      await world.call('connect', { url, secret: SECRET });
      await other.close();
      await close();
    };
  }

  const ABSENCES: readonly Absence[] = [
    {
      what: 'an empty tab, hidden columns and all',
      happen: async () => {
        const [, ...lines] = await world.cells(TAB);
        await put('A2', blank(lines));
        return () => put('A2', lines);
      },
    },
    {
      what: 'every visible cell emptied',
      happen: async () => {
        const [headers = [], ...lines] = await world.cells(TAB);
        const visible = lines.map((line) => line.slice(0, headers.indexOf('_lead')));
        await put('A2', blank(visible));
        return () => put('A2', visible);
      },
    },
    {
      what: 'a read that fails',
      happen: async () => {
        const faults = (['doc', 'query'] as const).map((route) =>
          world.lake.faults.add({ kind: '5xx', route, times: 'always' }),
        );
        return async () => faults.map((fault) => fault.remove());
      },
    },
    {
      what: 'a bridge connected to another dataset',
      happen: async () => {
        const folder = await mkdtemp(join(tmpdir(), 'leadsheet-other-'));
        const other = await startLake({
          dataDir: folder,
          projectId: 'local-leads',
          dataset: 'other',
          token: 'another-token-of-32-letters-here!',
        });
        return elsewhere(
          { SANITY_API_HOST: other.url, SANITY_DATASET: 'other', SANITY_TOKEN: other.token },
          async () => {
            await other.close();
            await rm(folder, { recursive: true });
          },
        );
      },
    },
    {
      what: 'an expired token',
      happen: () => elsewhere({ SANITY_TOKEN: 'a-token-that-has-expired-since-then' }, async () => undefined),
    },
    {
      what: 'a narrowed filter',
      happen: async () => {
        const tab = await world.browserTab();
        const sheetId = tab.model.getters.getSheetIdByName(TAB) ?? '';
        const hidden = (await world.rows(TAB)).map((one) => one.First_name ?? '').slice(1);
        const filter = (hiddenValues: readonly string[]) =>
          tab.model.dispatch('UPDATE_FILTER', {
            sheetId,
            col: 1,
            row: 0,
            value: { filterType: 'values', hiddenValues },
          });
        filter(hidden);
        return async () => {
          filter([]);
          tab.leave();
        };
      },
    },
    {
      what: 'a missing column',
      happen: async () => {
        const column = (await world.cells(TAB)).map((line) => [line[4] ?? '']);
        await put('E1', blank(column));
        return () => put('E1', column);
      },
    },
  ];

  test.each(ABSENCES)(
    '$what: zero deletes, zero clears, and all well again afterwards',
    async ({ happen }) => {
      const leads = () => world.sanity.fetch('*[_type in ["dbrLead", "campaignLead"]] | order(_id asc)');
      const campaign = await active();
      const before = await leads();
      const since = commits.length;
      const back = await happen();
      await world.call('tick', { full: true });
      await world.host.fireTimeTriggers();
      await world.call('prove', { campaign, repair: true });
      const mutations = ours(since).flatMap((commit) => commit.mutations);
      await back();
      expect(mutations.filter((one) => 'delete' in one || JSON.stringify(one).includes('unset'))).toEqual([]);
      expect(await leads()).toEqual(before);
      for (let times = 0; times < 3 && (await compare()).state !== 'saved'; times++);
      expect(await compare()).toMatchObject({ state: 'saved', held: [], openConflicts: 0 });
      expect((await world.rows(TAB)).map((one) => one._lead)).toEqual(ids);
      expect(await leads()).toEqual(before);
    },
  );
});
