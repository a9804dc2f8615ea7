/** A person chose about something held, and the tab changes while it is done: no value is lost, and every sentence is true. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncState } from '../../addon/calls.ts';
import type { HeldAction, HeldCode } from '../../addon/model/holds.ts';
import { letters, startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const TAB = 'Spring';
const PEOPLE = 12;
const SORTED = ['First_name', 'Second_name', 'Phone_number', 'Notes'];
/** Until an edit of a browser tab has reached the host. */
const ARRIVES_MS = 500;
let world: World;
let ids: readonly string[] = [];

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: PEOPLE }, (_, n) =>
    cellsOf({ ...leadTexts(n), notes: `note ${n}`, archived: 'No' }),
  );
  await importLeads(world, TAB, leads);
  ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
  await compare();
});
afterAll(() => world.close());

const lead = (n: number): string => ids[n] ?? '';
const arrived = () => new Promise((resolve) => setTimeout(resolve, ARRIVES_MS));

async function compare(): Promise<SyncState> {
  const { sync } = await world.ask('tick', { full: true });
  if (!sync) throw new Error('No campaign is active.');
  return sync;
}

async function choose(code: HeldCode, action: HeldAction) {
  const held = (await compare()).held.find((one) => one.code === code);
  const [campaign] = (await world.ask('state', null)).campaigns;
  if (!held || !campaign) throw new Error(`Nothing is held as ${code}.`);
  return world.call('settleHeld', { campaign: campaign.id, code, mark: held.mark, action });
}

/** What the columns that get sorted say, lead by lead. */
async function said(): Promise<readonly (readonly string[])[]> {
  const rows = await world.rows(TAB);
  return ids.map((id) => {
    const row = rows.find((one) => one._lead === id);
    return SORTED.map((header) => row?.[header] ?? '');
  });
}

/** Types a note that is not sent, then turns some columns upside down. Answers what was said before. */
async function shuffle(typed: string): Promise<readonly (readonly string[])[]> {
  await world.type(TAB, lead(5), 'Notes', typed, 'api');
  const before = await said();
  const [headers = [], ...lines] = await world.cells(TAB);
  const at = headers.indexOf('_lead');
  for (const [n, header] of SORTED.entries()) {
    const column = headers.indexOf(header);
    const values = lines.map((line) => {
      const who = ids.indexOf(line[at] ?? '');
      return [who < 0 ? '' : (before[PEOPLE - 1 - who]?.[n] ?? '')];
    });
    await world.host.edit({ by: 'api', sheet: TAB, cell: `${letters(column)}2`, values });
  }
  return before;
}

async function insertRow(tab: Awaited<ReturnType<World['browserTab']>>): Promise<void> {
  const sheetId = tab.model.getters.getSheetIdByName(TAB) ?? '';
  tab.model.dispatch('ADD_COLUMNS_ROWS', {
    sheetId,
    sheetName: TAB,
    dimension: 'ROW',
    base: 1,
    position: 'before',
    quantity: 1,
  });
  await arrived();
}

test('values are not put back under a filter that hides rows: nothing is moved, and the sentence says so', async () => {
  const before = await shuffle('typed under a filter');
  await compare();
  const tab = await world.browserTab();
  const sheetId = tab.model.getters.getSheetIdByName(TAB) ?? '';
  const col = (await world.cells(TAB))[0]?.indexOf('Phone_number') ?? 0;
  const filter = async (hiddenValues: string[]) => {
    tab.model.dispatch('UPDATE_FILTER', {
      sheetId,
      col,
      row: 0,
      value: { filterType: 'values', hiddenValues },
    });
    await arrived();
  };
  await filter(before.slice(2, 6).map((line) => line[2] ?? ''));
  const shuffled = await said();
  const answer = await choose('shuffled-rows', 'undo');
  expect(answer).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/filter hides.*Nothing was moved/s) },
  });
  expect(await said()).toEqual(shuffled);
  await filter([]);
  expect(await choose('shuffled-rows', 'undo')).toMatchObject({ ok: true });
  expect(await said()).toEqual(before);
  tab.leave();
});

test('invariant 9: a row inserted at any moment while values are put back moves no value to another lead', async () => {
  const tab = await world.browserTab();
  let struck = true;
  for (let calls = 9; struck; calls += 7) {
    const before = await shuffle(`typed before call ${calls}`);
    await compare();
    struck = false;
    const [campaign] = (await world.ask('state', null)).campaigns;
    const held = (await compare()).held.find(({ code }) => code === 'shuffled-rows');
    if (!campaign || !held) throw new Error('Nothing is held.');
    await world.host.interrupt({ calls, act: 'pause' }, async () => {
      struck = true;
      await insertRow(tab);
    });
    const answer = await world.call('settleHeld', {
      campaign: campaign.id,
      code: 'shuffled-rows',
      mark: held.mark,
      action: 'undo',
    });
    await world.host.interrupt(null);
    if (!answer.ok) expect(await choose('shuffled-rows', 'undo')).toMatchObject({ ok: true });
    expect(await said()).toEqual(before);
    expect(await compare()).toMatchObject({ state: 'saved', held: [] });
    expect(await world.sanity.getDocument(lead(5))).toMatchObject({ notes: `typed before call ${calls}` });
  }
  tab.leave();
});

test('a row that was inserted meanwhile keeps another from being deleted in place of a copy', async () => {
  const tab = await world.browserTab();
  const before = await said();
  let struck = true;
  for (let calls = 5; struck; calls++) {
    const all = await world.cells(TAB);
    const line = all.find((cells) => cells.includes(lead(3))) ?? [];
    await world.host.edit({ by: 'api', sheet: TAB, cell: `A${all.length + 1}`, values: [[...line]] });
    struck = false;
    const held = (await compare()).held.find(({ code }) => code === 'copied-rows');
    const [campaign] = (await world.ask('state', null)).campaigns;
    if (!campaign || !held) throw new Error('Nothing is held.');
    await world.host.interrupt({ calls, act: 'pause' }, async () => {
      struck = true;
      await insertRow(tab);
    });
    const answer = await world.call('settleHeld', {
      campaign: campaign.id,
      code: 'copied-rows',
      mark: held.mark,
      action: 'remove',
    });
    await world.host.interrupt(null);
    expect(await said()).toEqual(before);
    const copies = async () => (await world.rows(TAB)).filter(({ _lead }) => _lead === lead(3)).length;
    expect(await copies()).toBe(answer.ok ? 1 : 2);
    if (!answer.ok) expect(await choose('copied-rows', 'remove')).toMatchObject({ ok: true });
    expect(await copies()).toBe(1);
  }
  tab.leave();
});

test('a choice that no button offers is refused', async () => {
  const [campaign] = (await world.ask('state', null)).campaigns;
  if (!campaign) throw new Error('There is no campaign.');
  expect(
    await world.call('settleHeld', {
      campaign: campaign.id,
      code: 'missing-columns',
      mark: '',
      action: 'accept',
    }),
  ).toMatchObject({ ok: false, error: { code: 'bad-request' } });
});
