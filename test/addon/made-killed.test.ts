/** Google may end a script while it makes a campaign of a person's tab: it is finished later, with every value as it was shown. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Tab, until } from '../local/workbook/host/harness.ts';
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

const NAME = 'My list';
const tabs = async () => {
  const get = await world.workbook();
  return get.getSheetIds().map((id) => get.getSheetName(id));
};

test('invariant 10: cut off again and again, it ends whole, and nothing is there twice', {
  timeout: 120_000,
}, async () => {
  person.model.dispatch('CREATE_SHEET', { sheetId: 'mine', name: NAME, position: 1 });
  const get = await world.workbook();
  await until(() => get.getSheetIdByName(NAME) !== undefined);
  const values = [
    ['Phone', 'When', 'Price'],
    ['07700 900004', '03/02/2025', '£1,250.50'],
  ];
  await world.host.edit({ by: 'person', sheet: NAME, cell: 'A1', values });
  await world.lookAt(NAME);
  const shown = (await world.cells(NAME))[1]?.slice(0, 3);
  const { tab } = await world.ask('adoptable', null);
  const source = { is: 'tab', sheetId: tab?.sheetId ?? -1 } as const;
  const make = () => world.call('createCampaign', { source, name: NAME, colour: '#8a2be2', description: '' });
  const known = async () => (await world.ask('state', null)).campaigns.some(({ name }) => name === NAME);
  for (const [n, calls] of [14, 20, 21, 26, 34, 40].entries()) {
    await world.host.interrupt({ calls, act: n % 2 === 0 ? 'kill' : 'kill-unflushed' });
    if (await known()) await world.host.fireTimeTriggers().catch(() => undefined);
    else await make().catch(() => undefined);
    await world.host.interrupt(null);
  }
  for (let tries = 0; tries < 2; tries++) {
    if (await known()) await world.host.fireTimeTriggers();
    else await make();
  }
  expect((await world.cells(NAME))[1]?.slice(0, 3)).toEqual(shown);
  expect(await world.sanity.fetch('*[_type == "campaignLead"]')).toMatchObject([
    {
      phoneNumber: '+447700900004',
      extra: [
        { key: 'When', value: shown?.[1] },
        { key: 'Price', value: shown?.[2] },
      ],
    },
  ]);
  expect((await tabs()).filter((one) => one.startsWith('_adopting'))).toEqual([]);
  expect((await tabs()).filter((one) => one === NAME)).toHaveLength(1);
  await world.lookAt(NAME);
  expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', leads: 1 });
});

test.each([42, 50])(
  'invariant 9: what is typed after a run that ended at call %i stays, and no lead is there twice',
  async (calls) => {
    const name = `Typed ${calls}`;
    person.model.dispatch('CREATE_SHEET', { sheetId: name, name, position: 1 });
    const get = await world.workbook();
    await until(() => get.getSheetIdByName(name) !== undefined);
    const values = [
      ['Name', 'Notes', 'When'],
      ['Sam Hill', 'an old note', '03/02/2025'],
      ['Ann Lee', 'another', '04/02/2025'],
    ];
    await world.host.edit({ by: 'person', sheet: name, cell: 'A1', values });
    await world.lookAt(name);
    const shown = (await world.cells(name)).map((line) => line[2]);
    const { tab } = await world.ask('adoptable', null);
    const source = { is: 'tab', sheetId: tab?.sheetId ?? -1 } as const;
    await world.host.interrupt({ calls, act: 'kill' });
    const make = () => world.call('createCampaign', { source, name, colour: '#8a2be2', description: '' });
    await make().catch(() => undefined);
    await world.host.interrupt(null);
    await world.host.edit({ by: 'person', sheet: name, cell: 'B2', values: [['typed since']] });
    await world.host.fireTimeTriggers();
    if (!(await world.ask('state', null)).campaigns.some((one) => one.name === name))
      expect(await make()).toMatchObject({ ok: true });
    await world.lookAt(name);
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', held: [] });
    expect((await world.cells(name)).map((line) => line[2])).toEqual(shown);
    const { campaigns } = await world.ask('state', null);
    const campaign = campaigns.find((one) => one.name === name)?.id;
    expect(
      await world.sanity.fetch('*[_type == "campaignLead" && campaignId == $campaign].notes | order(@ asc)', {
        campaign,
      }),
    ).toEqual(['another', 'typed since']);
  },
);
