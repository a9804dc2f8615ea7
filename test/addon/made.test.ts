/** Campaigns made of nothing, of a person's own tab, of another's settings; their settings changed; what is recorded of it. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FIELDS } from '../../addon/model/fields.ts';
import type { CampaignId } from '../../addon/model/lead.ts';
import type { Tab } from '../local/workbook/host/harness.ts';
import { until } from '../local/workbook/host/harness.ts';
import { startWorld, type World } from '../world.ts';

// Everything in them is real, and a machine may be busy with others.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let world: World;
let person: Tab;

beforeAll(async () => {
  world = await startWorld();
  person = await world.browserTab();
  await world.ask('installTriggers', null);
});
afterAll(async () => {
  person.leave();
  await world.close();
});

const COLOUR = '#8a2be2';
const state = () => world.ask('state', null);
const make = (name: string, source: Parameters<typeof world.ask<'createCampaign'>>[1]['source']) =>
  world.call('createCampaign', { source, name, colour: COLOUR, description: 'made' });
const tabs = async () => {
  const get = await world.workbook();
  return get.getSheetIds().map((id) => get.getSheetName(id));
};
const documentsOf = (id: CampaignId) =>
  world.sanity.fetch<readonly Record<string, unknown>[]>(
    '*[_type == "campaignLead" && campaignId == $id] | order(phoneNumber asc)',
    { id },
  );
async function ownTab(name: string, values: readonly (readonly string[])[]): Promise<void> {
  person.model.dispatch('CREATE_SHEET', { sheetId: name.replace(/\W/g, ''), name, position: 1 });
  const get = await world.workbook();
  await until(() => get.getSheetIdByName(name) !== undefined);
  await world.host.edit({ by: 'person', sheet: name, cell: 'A1', values });
  await world.lookAt(name);
}
const idNamed = async (name: string): Promise<CampaignId> => {
  const found = (await state()).campaigns.find((one) => one.name === name);
  if (!found) throw new Error(`There is no campaign "${name}".`);
  return found.id;
};

const LIST = [
  ['Name', 'Mobile', 'Visited', 'Quote', 'Email', 'Roof', 'Sure'],
  ['Sam Hill', '07700 900001', '03/02/2025', '£1,250.50', 'sam@example.com', '01234', 'TRUE'],
  ['Zoë Field', '+447700900002', '4 Mar 2025', '12%', 'zoe@example.com', '1e5', ''],
] as const;

describe('of a tab as it stands', () => {
  let before: readonly (readonly string[])[] = [];
  let id: CampaignId;

  test('what is found in it is told, and nothing is changed by looking', async () => {
    await ownTab('My list', LIST);
    before = await world.cells('My list');
    const { tab } = await world.ask('adoptable', null);
    expect(tab).toMatchObject({ name: 'My list', leads: 2, problems: [] });
    expect(await world.cells('My list')).toEqual(before);
  });

  test('everything shows what it showed, in its place, and all of it is in Sanity', async () => {
    const { tab } = await world.ask('adoptable', null);
    const answer = await make('My list', { is: 'tab', sheetId: tab?.sheetId ?? -1 });
    expect(answer).toMatchObject({ ok: true });
    id = await idNamed('My list');
    const after = await world.cells('My list');
    for (const [row, line] of before.entries())
      for (const [column, text] of line.entries()) if (row > 0) expect(after[row]?.[column]).toBe(text);
    expect(after[0]?.slice(0, 7)).toEqual([
      'Name',
      'Phone_number',
      'Visited',
      'Quote',
      'Email_address',
      'Roof',
      'Sure',
    ]);
    expect(after[0]?.slice(-2)).toEqual(['_lead', '_sync']);
    for (const { header } of FIELDS) expect(after[0]?.filter((one) => one === header)).toHaveLength(1);
    const leads = await documentsOf(id);
    expect(leads).toMatchObject([{ phoneNumber: '+447700900001' }, { phoneNumber: '+447700900002' }]);
    const extra = (leads[0]?.extra ?? []) as readonly { readonly key: string; readonly value: string }[];
    const said = Object.fromEntries(extra.map(({ key, value }) => [key, value]));
    expect(said).toMatchObject({ Name: 'Sam Hill', Visited: before[1]?.[2], Quote: before[1]?.[3] });
    expect(await tabs()).not.toContainEqual(expect.stringMatching(/_adopting/));
    expect((await state()).campaigns.find((one) => one.id === id)).toMatchObject({
      state: 'draft',
      leads: 2,
    });
    await world.ask('tick', { full: true });
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({
      state: 'saved',
      leads: 2,
      held: [],
    });
  });

  test('a tab that is a campaign’s already is not', async () => {
    await world.lookAt('My list');
    expect(await world.ask('adoptable', null)).toEqual({ tab: null });
  });

  test('a copied campaign’s tab becomes leads of their own; the first campaign’s stay', async () => {
    const first = await documentsOf(id);
    const sheetId = person.model.getters.getSheetIdByName('My list') ?? '';
    person.model.dispatch('DUPLICATE_SHEET', { sheetId, sheetIdTo: 'copied', sheetNameTo: 'My list 2' });
    const get = await world.workbook();
    await until(() => get.getSheetIdByName('My list 2') !== undefined);
    await world.lookAt('My list 2');
    const { tab } = await world.ask('adoptable', null);
    expect(tab?.notes[0]).toMatch(/copied from a campaign/);
    expect(await make('My list 2', { is: 'tab', sheetId: tab?.sheetId ?? -1 })).toMatchObject({ ok: true });
    const second = await documentsOf(await idNamed('My list 2'));
    expect(second.map((one) => one.phoneNumber)).toEqual(first.map((one) => one.phoneNumber));
    expect(second.map((one) => one._id)).not.toEqual(expect.arrayContaining([first[0]?._id]));
    expect(await documentsOf(id)).toEqual(first);
  });

  test('when the bridge is down nothing is different', async () => {
    await ownTab('Third', [
      ['Phone', 'When'],
      ['07700 900003', '03/02/2025'],
    ]);
    const cells = await world.cells('Third');
    const { tab } = await world.ask('adoptable', null);
    await world.stopBridge();
    expect(await make('Third', { is: 'tab', sheetId: tab?.sheetId ?? -1 })).toMatchObject({
      ok: false,
      error: { code: 'bridge-unreachable' },
    });
    await world.restartBridge();
    expect(await world.cells('Third')).toEqual(cells);
    expect((await state()).campaigns.map(({ name }) => name)).not.toContain('Third');
  });
});

describe('settings', () => {
  const changes = {
    description: 'roofs in spring',
    owner: 'kim@example.com',
    country: 'IE' as const,
    required: ['phoneNumber', 'firstName'] as const,
    templates: { m1: '"'.repeat(800), m2: '…'.repeat(800), m3: 'Hi' },
  };

  test('are saved in Sanity, read back and shown; the tab follows name and colour', async () => {
    const campaign = await idNamed('My list');
    const edit = { ...changes, name: 'Roofs', colour: '#FF44CC' };
    const { details } = await world.ask('editCampaign', { campaign, changes: edit });
    const kept = { ...changes, required: ['firstName', 'phoneNumber'], name: 'Roofs', colour: '#ff44cc' };
    expect(details).toMatchObject(kept);
    expect(await world.sanity.getDocument(campaign)).toMatchObject(kept);
    expect(await tabs()).toContain('Roofs');
    await world.ask('tick', { full: true });
    expect(await world.ask('campaignDetails', { campaign })).toMatchObject(kept);
  });

  test('messages that are taken away are gone', async () => {
    const campaign = await idNamed('Roofs');
    const none = { m1: '', m2: '', m3: '' };
    await world.ask('editCampaign', { campaign, changes: { templates: none } });
    expect((await world.ask('campaignDetails', { campaign })).templates).toEqual(none);
    await world.ask('editCampaign', { campaign, changes });
  });

  test.each([
    ['a name that another tab has', { name: 'My list 2' }],
    ['a name that Google does not take', { name: 'a/b' }],
    ['a message that is too long', { templates: { m1: 'x'.repeat(801), m2: '', m3: '' } }],
    ['a description that is too long', { description: 'x'.repeat(501) }],
  ])('%s is refused, and nothing is different', async (_what, wrong) => {
    const campaign = await idNamed('Roofs');
    const before = [await world.ask('campaignDetails', { campaign }), await tabs()];
    expect(await world.call('editCampaign', { campaign, changes: wrong })).toMatchObject({ ok: false });
    expect([await world.ask('campaignDetails', { campaign }), await tabs()]).toEqual(before);
  });

  test('while the bridge is down the tab keeps its name', async () => {
    const campaign = await idNamed('Roofs');
    await world.stopBridge();
    expect(await world.call('editCampaign', { campaign, changes: { name: 'Other' } })).toMatchObject({
      ok: false,
    });
    await world.restartBridge();
    expect(await tabs()).toContain('Roofs');
  });

  test('go to a campaign that is made with them, as a draft without leads', async () => {
    const campaign = await idNamed('Roofs');
    await world.ask('stepCampaign', { campaign, step: 'start', typed: '' });
    const made = await world.ask('createCampaign', {
      source: { is: 'campaign', campaign },
      name: 'Roofs again',
      colour: COLOUR,
      description: '',
    });
    const { description: _, ...kept } = changes;
    const details = await world.ask('campaignDetails', { campaign: made.campaign });
    expect(details).toMatchObject({
      ...kept,
      required: ['firstName', 'phoneNumber'],
      state: 'draft',
      leads: 0,
    });
  });
});

test('what could not be recorded is told later, once, and shown meanwhile as soon as anybody asks', async () => {
  const campaign = await idNamed('Roofs again');
  const whats = async () =>
    (await world.ask('actions', { campaign, before: null })).actions.map(({ what }) => what);
  expect(await whats()).toEqual(['created']);
  // The write of the record alone is lost: what was done is done.
  world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
  await world.ask('setPeople', {
    everyone: ['create', 'import', 'export'],
    named: [{ email: 'alex@example.com', rights: ['create', 'delete', 'people'] }],
  });
  const shown = await world.ask('actions', { campaign: null, before: null });
  expect(shown.actions[0]).toMatchObject({ what: 'people', by: 'alex@example.com' });
  world.lake.faults.clear();
  expect(await world.sanity.fetch('count(*[_type == "leadAction" && what == "people"])')).toBe(0);
  await world.host.fireTimeTriggers();
  await world.host.fireTimeTriggers();
  expect(await world.sanity.fetch('count(*[_type == "leadAction" && what == "people"])')).toBe(1);
  const { actions } = await world.ask('actions', { campaign: null, before: null });
  expect(actions.filter(({ what }) => what === 'people')).toHaveLength(1);
});
