/** What people do to a campaign's tab as a whole: rename, move, hide, delete it, lose its ids. Nothing is lost, and it is said. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignSummary } from '../../addon/calls.ts';
import type { CampaignId } from '../../addon/model/lead.ts';
import { attach, detach } from '../../scripts/local/workbook/engine/attachments.ts';
import type { Zone } from '../../scripts/local/workbook/engine/types.ts';
import type { Tab } from '../local/workbook/host/harness.ts';
import { until } from '../local/workbook/host/harness.ts';
import { letters, startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts, settle } from './leads.ts';

const TAB = 'Autumn 2024';
const PEOPLE = 30;
const EXTRAS = ['Roof type', 'Source'];

let world: World;
let person: Tab;

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: PEOPLE }, (_, n) =>
    cellsOf({ ...leadTexts(n), archived: 'No' }, [n % 2 ? 'flat' : 'gable', `list ${n}`]),
  );
  await importLeads(world, TAB, leads, EXTRAS);
  await importLeads(world, 'Spring', [cellsOf({ ...leadTexts(900), archived: 'No' })]);
  for (const tab of [TAB, 'Spring']) await settle(world, tab);
  await world.ask('installTriggers', null);
  person = await world.browserTab();
});
afterAll(async () => {
  person.leave();
  await world.close();
});

const state = () => world.ask('state', null);
const idOf = (tab: string) => person.model.getters.getSheetIdByName(tab) ?? '';
const campaignDocs = () =>
  world.sanity.fetch<readonly { readonly name: string; readonly sheetId: number }[]>(
    '*[_type == "leadCampaign"] | order(createdAt) {name, sheetId}',
  );
const leadDocs = () => world.sanity.fetch<number>('count(*[_type == "campaignLead"])');

async function first(): Promise<CampaignSummary & { readonly id: CampaignId }> {
  const [campaign] = (await state()).campaigns;
  if (!campaign) throw new Error('There is no campaign.');
  return campaign;
}

async function rename(from: string, to: string): Promise<void> {
  const sheetId = idOf(from);
  person.model.dispatch('RENAME_SHEET', { sheetId, oldName: from, newName: to });
  await settled(() => to);
}

/** Until everybody else's copy of the workbook has the tab. */
async function settled(tab: () => string): Promise<void> {
  const get = await world.workbook();
  await until(() => get.getSheetIdByName(tab()) !== undefined);
}

async function remove(tab: string): Promise<void> {
  person.model.dispatch('DELETE_SHEET', { sheetId: idOf(tab), sheetName: tab });
  const get = await world.workbook();
  await until(() => get.getSheetIdByName(tab) === undefined);
}

async function total(campaign: string): Promise<string | undefined> {
  const cells = await world.cells('_stats');
  const top = cells.findIndex((line) => line[0] === `Campaign: ${campaign}`);
  return cells.slice(top).find((line) => line[0] === 'Total leads')?.[1];
}

describe('a renamed tab', () => {
  test('names its campaign, here and in Sanity, and the dashboard counts on', async () => {
    await rename(TAB, 'Herbst 2024');
    await world.lookAt('Herbst 2024');
    await world.ask('tick', { full: true });
    expect((await first()).name).toBe('Herbst 2024');
    expect((await campaignDocs())[0]?.name).toBe('Herbst 2024');
    expect(await total('Herbst 2024')).toBe(String(PEOPLE));
    const lead = (await world.rows('Herbst 2024'))[0]?._lead ?? '';
    await world.type('Herbst 2024', lead, 'Notes', 'after renaming');
    expect(await world.sanity.getDocument(lead)).toMatchObject({ notes: 'after renaming' });
  });

  test('is noticed by the minute trigger too, with no sidebar open', async () => {
    await world.lookAt('Spring');
    await rename('Herbst 2024', 'Autumn again');
    await world.reopen(false, (kept) => {
      const { document = {} } = kept.properties;
      const { surroundings = '{}', ...others } = document;
      const old = JSON.stringify({ ...JSON.parse(surroundings), namesAt: '2020-01-01T00:00:00.000Z' });
      return { ...kept, properties: { ...kept.properties, document: { ...others, surroundings: old } } };
    });
    person = await world.browserTab();
    await world.host.fireTimeTriggers();
    expect((await campaignDocs())[0]?.name).toBe('Autumn again');
    await rename('Autumn again', TAB);
    await world.lookAt(TAB);
    await world.ask('tick', { full: true });
  });

  test('with a name that the add-on needs keeps its campaign’s name', async () => {
    await rename(TAB, '_mine');
    await world.lookAt('_mine');
    expect((await world.ask('tick', { full: true })).campaigns[0]?.name).toBe(TAB);
    await rename('_mine', TAB);
    expect((await first()).name).toBe(TAB);
  });

  test('while the bridge is down is taken over once it is back', async () => {
    await world.stopBridge();
    await rename(TAB, 'Later');
    await world.lookAt('Later');
    await world.ask('tick', { full: true });
    expect((await first()).name).toBe(TAB);
    await world.restartBridge();
    await world.ask('tick', { full: true });
    expect((await first()).name).toBe('Later');
    await rename('Later', TAB);
    expect((await first()).name).toBe(TAB);
  });
});

describe('a moved tab', () => {
  test('changes nothing', async () => {
    await world.lookAt(TAB);
    person.model.dispatch('MOVE_SHEET', { sheetId: idOf(TAB), delta: 1 });
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', leads: PEOPLE });
  });
});

describe('a hidden tab', () => {
  test('is synced all the same, and shown to who goes there', async () => {
    const lead = (await world.rows(TAB))[3]?._lead ?? '';
    await world.lookAt('Spring');
    person.model.dispatch('HIDE_SHEET', { sheetId: idOf(TAB) });
    await world.sanity.patch(lead).set({ notes: 'while it was hidden' }).commit();
    await world.type(TAB, lead, 'Postcode', 'SW9 9ZZ');
    const row = async () => (await world.rows(TAB)).find((one) => one._lead === lead);
    expect(await row()).toMatchObject({ Notes: 'while it was hidden' });
    expect(await world.sanity.getDocument(lead)).toMatchObject({ postcode: 'SW9 9ZZ' });
    const { id, hasTab } = await first();
    expect(hasTab).toBe(true);
    await world.ask('switchTo', { campaign: id });
    const get = await world.workbook();
    expect(get.isSheetVisible(get.getSheetIdByName(TAB) ?? '')).toBe(true);
  });
});

describe('grouped, hidden and filtered rows', () => {
  test('hidden by hand or by a group are read and written as others are', async () => {
    const ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
    const sheetId = idOf(TAB);
    person.model.dispatch('HIDE_COLUMNS_ROWS', { sheetId, dimension: 'ROW', elements: [2, 3] });
    person.model.dispatch('GROUP_HEADERS', { sheetId, dimension: 'ROW', start: 5, end: 8 });
    person.model.dispatch('FOLD_HEADER_GROUP', { sheetId, dimension: 'ROW', start: 5, end: 8 });
    const hidden = [ids[1], ids[2], ids[5]].map((id) => id ?? '');
    for (const id of hidden)
      await world.sanity
        .patch(id)
        .set({ notes: `hidden ${id}` })
        .commit();
    await world.type(TAB, hidden[0] ?? '', 'Postcode', 'AB1 2CD', 'api');
    await world.lookAt(TAB);
    expect((await world.ask('tick', { full: true })).sync?.state).toBe('saved');
    const rows = await world.rows(TAB);
    for (const id of hidden) expect(rows.find((row) => row._lead === id)?.Notes).toBe(`hidden ${id}`);
    expect(await world.sanity.getDocument(hidden[0] ?? '')).toMatchObject({ postcode: 'AB1 2CD' });
  });
});

describe('protected cells', () => {
  const protectedBy = (id: string, cells: Zone | null) => {
    const sheetId = idOf(TAB);
    const range = cells && person.model.getters.getRangeDataFromZone(sheetId, cells);
    const attachment = { id, kind: 'protection' as const, payload: { by: 'owner@example.com' } };
    const { type, ...payload } = attach(attachment, range ? { range } : { sheetId });
    person.model.dispatch(type, payload);
  };
  const unprotect = (id: string) => {
    const { type, ...payload } = detach(id);
    person.model.dispatch(type, payload);
  };
  /** Until everybody else's copy of the workbook has it, or has it no more. */
  const protection = async (there: boolean) => {
    const get = await world.workbook();
    await until(() => get.getAttachments().some(({ kind }) => kind === 'protection') === there);
  };

  test('are named with their tab and place; every other row is written, and they follow once they may be', async () => {
    await world.lookAt(TAB);
    const rows = await world.rows(TAB);
    const [free, shut] = [rows[9]?._lead ?? '', rows[10]?._lead ?? ''];
    const at = (await world.cells(TAB))[0]?.indexOf('Notes') ?? 0;
    const column = letters(at);
    protectedBy('one', { top: 11, bottom: 11, left: at, right: at });
    await protection(true);
    for (const id of [free, shut])
      await world.sanity
        .patch(id)
        .set({ notes: `for ${id}` })
        .commit();
    const { sync } = await world.ask('tick', { full: true });
    expect(sync?.state).toBe('unsaved');
    expect(sync?.problems).toMatchObject([{ row: 12 }]);
    expect(sync?.problems[0]?.message).toMatch(
      new RegExp(`"${TAB}" be changed at ${column}12\\b.*protected.*safe in Sanity.*tried again`),
    );
    const notes = async (id: string) => (await world.rows(TAB)).find((row) => row._lead === id)?.Notes;
    expect(await notes(free)).toBe(`for ${free}`);
    expect(await notes(shut)).not.toBe(`for ${shut}`);
    unprotect('one');
    await protection(false);
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', problems: [] });
    expect(await notes(shut)).toBe(`for ${shut}`);
  });

  test('of a whole tab: what was typed is saved, said to be unnoted, and sent once only', async () => {
    const lead = (await world.rows(TAB))[11]?._lead ?? '';
    protectedBy('all', null);
    await protection(true);
    const all = await world.cells(TAB);
    const row = all.findIndex((line) => line.includes(lead));
    const col = all[0]?.indexOf('Notes') ?? -1;
    const get = await world.workbook();
    const sheetId = idOf(TAB);
    person.model.dispatch('UPDATE_CELL', { sheetId, row, col, content: 'typed by its owner' });
    await until(() => get.getEvaluatedCell({ sheetId, row, col }).formattedValue === 'typed by its owner');
    const { sync } = await world.ask('tick', { full: true });
    expect(sync?.state).toBe('unsaved');
    expect(sync?.problems[0]?.message).toMatch(/protected/);
    expect(await world.sanity.getDocument(lead)).toMatchObject({ notes: 'typed by its owner' });
    const rev = (await world.sanity.getDocument(lead))?._rev;
    await world.ask('tick', { full: true });
    expect((await world.sanity.getDocument(lead))?._rev).toBe(rev);
    unprotect('all');
    await protection(false);
    expect((await world.ask('tick', { full: true })).sync?.state).toBe('saved');
  });
});

describe('a deleted tab', () => {
  test('deletes nothing in Sanity; its campaign is listed without a tab', async () => {
    const before = await leadDocs();
    await world.lookAt('Spring');
    await remove(TAB);
    expect(await first()).toMatchObject({ name: TAB, hasTab: false });
    await world.host.fireTimeTriggers();
    await world.ask('tick', { full: true });
    expect(await leadDocs()).toBe(before);
    const idle = await world.ask('tick', { full: false });
    expect(idle.campaigns[0]?.hasTab).toBe(false);
    expect(world.cost().methods).toEqual({ 'Spreadsheet.getActiveSheet': 1 });
    const { id } = await first();
    expect(await world.call('switchTo', { campaign: id })).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: expect.stringMatching(/safe in Sanity.*make it again/) },
    });
  });

  test('comes back with every lead, its own columns and its dashboard', async () => {
    const { id } = await first();
    const { said, state: after } = await world.ask('settleHeld', {
      campaign: id,
      code: 'missing-tab',
      mark: '',
      action: 'restore',
    });
    expect(said).toBe(`The tab is there again with ${PEOPLE} leads from Sanity, read back.`);
    expect(after.campaigns[0]).toMatchObject({ name: TAB, hasTab: true });
    const rows = await world.rows(TAB);
    expect(rows).toHaveLength(PEOPLE);
    expect(rows.map((row) => row.Source).sort()).toEqual(
      Array.from({ length: PEOPLE }, (_, n) => `list ${n}`).sort(),
    );
    expect(rows.every((row) => row['Roof type'] !== '')).toBe(true);
    expect(await total(TAB)).toBe(String(PEOPLE));
    await world.lookAt(TAB);
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', leads: PEOPLE });
    const get = await world.workbook();
    expect(get.getFigures(get.getSheetIdByName(TAB) ?? '')).toHaveLength(9);
    const lead = rows[0]?._lead ?? '';
    await world.type(TAB, lead, 'Notes', 'in the new tab');
    expect(await world.sanity.getDocument(lead)).toMatchObject({ notes: 'in the new tab' });
  });

  test('whose name somebody else has taken meanwhile gets a number', async () => {
    await world.lookAt('Spring');
    await remove(TAB);
    person.model.dispatch('CREATE_SHEET', { sheetId: 'mine', name: TAB, position: 0 });
    person.model.dispatch('UPDATE_CELL', { sheetId: 'mine', row: 0, col: 0, content: 'my own list' });
    const get = await world.workbook();
    await until(() => get.getEvaluatedCellsPositions('mine').length > 0);
    const { id } = await first();
    await world.ask('settleHeld', { campaign: id, code: 'missing-tab', mark: '', action: 'restore' });
    expect(await world.cells(TAB)).toEqual([['my own list']]);
    expect(await world.rows(`${TAB} 2`)).toHaveLength(PEOPLE);
    expect((await first()).hasTab).toBe(true);
  });
});

describe('a tab whose hidden columns are both lost', () => {
  test('is set aside as it is, and a new one is filled; unsaved edits stay readable', async () => {
    const tab = `${TAB} 2`;
    const [header = []] = await world.cells(tab);
    const sheetId = idOf(tab);
    const columns = [header.indexOf('_lead'), header.indexOf('_sync')];
    person.model.dispatch('UPDATE_CELL', { sheetId, row: 1, col: 10, content: 'never saved' });
    person.model.dispatch('REMOVE_COLUMNS_ROWS', {
      sheetId,
      sheetName: tab,
      dimension: 'COL',
      elements: columns,
    });
    const get = await world.workbook();
    await until(() => get.getEvaluatedCell({ sheetId, row: 0, col: columns[0] ?? 0 }).formattedValue === '');
    await world.lookAt(tab);
    const { sync } = await world.ask('tick', { full: true });
    const held = sync?.held.find(({ code }) => code === 'no-id-columns');
    expect(held).toBeDefined();
    const { id } = await first();
    const { said } = await world.ask('settleHeld', {
      campaign: id,
      code: 'no-id-columns',
      mark: held?.mark ?? '',
      action: 'restore',
    });
    const aside = /kept as "([^"]+)"/.exec(said)?.[1] ?? '';
    expect(aside).toMatch(/\(set aside \d\d-\d\d-\d{4}\)$/);
    expect((await world.rows(aside))[0]?.Notes).toBe('never saved');
    const { name, hasTab } = await first();
    expect({ name, hasTab }).toEqual({ name: `${TAB} 2`, hasTab: true });
    expect(await world.rows(name)).toHaveLength(PEOPLE);
  });
});
