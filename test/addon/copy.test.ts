/** A copied spreadsheet stays still until a person says that it is the live one; then the other one stays still. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KeptByGoogle, startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const TAB = 'Autumn 2024';
const PEOPLE = 12;
const ORIGINALS = 20;

let world: World;
let lead = '';
/** What Google kept beside the first spreadsheet when the copy was made. */
let first: KeptByGoogle;

beforeAll(async () => {
  world = await startWorld({ originals: ORIGINALS });
  const leads = Array.from({ length: PEOPLE }, (_, n) => cellsOf({ ...leadTexts(n), archived: 'No' }));
  await importLeads(world, TAB, leads);
  await world.ask('mapOriginals', null);
  await world.ask('installTriggers', null);
  lead = (await world.rows(TAB))[2]?._lead ?? '';
});
afterAll(() => world.close());

const state = () => world.ask('state', null);
const notes = async () => (await world.sanity.getDocument(lead))?.notes;
const spreadsheets = () => world.sanity.fetch<readonly string[]>('*[_type == "leadCampaign"].spreadsheetId');

/** Makes a copy and opens it. Google copies tabs, and by its own account nothing that a script remembers. */
async function openCopy(remembers: boolean): Promise<void> {
  await world.reopen(true, (kept) => (remembers ? kept : { ...kept, properties: {}, triggers: [] }));
  await world.lookAt(TAB);
}

describe.each([
  ['that remembers everything', true],
  ['that has forgotten everything, as Google makes it', false],
])('a copy %s', (_what, remembers) => {
  test('stays still, says so, and maps no lead a second time', async () => {
    await world.reopen(false, (kept) => {
      first = first ?? kept;
      return first;
    });
    await openCopy(remembers);
    expect((await state()).isCopy).toBe(true);
    const before = await notes();
    await world.type(TAB, lead, 'Notes', `typed in the copy ${remembers}`);
    await world.ask('tick', { full: true });
    await world.host.fireTimeTriggers();
    expect(await notes()).toBe(before);
    expect(await world.call('mapOriginals', null)).toMatchObject({
      ok: false,
      error: { code: 'sheet-refused', message: expect.stringContaining('copy') },
    });
    expect(new Set(await spreadsheets())).toEqual(new Set([first.spreadsheetId]));
  });

  test('is not made live while the bridge is down, and nothing is lost', async () => {
    await world.stopBridge();
    expect(await world.call('makeLive', null)).toMatchObject({
      ok: false,
      error: { code: 'bridge-unreachable' },
    });
    await world.restartBridge();
    expect((await state()).isCopy).toBe(true);
  });

  test('once it is the live one, saves what was typed in it and takes what comes', async () => {
    const live = await world.ask('makeLive', null);
    expect(live.isCopy).toBe(false);
    expect(live.campaigns.map((one) => [one.name, one.hasTab])).toEqual([
      [TAB, true],
      ['Original', true],
    ]);
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', leads: PEOPLE });
    expect(await notes()).toBe(`typed in the copy ${remembers}`);
    await world.sanity.patch(lead).set({ postcode: 'ZZ1 1ZZ' }).commit();
    await world.ask('tick', { full: false });
    expect((await world.rows(TAB)).find((row) => row._lead === lead)?.Postcode).toBe('ZZ1 1ZZ');
    await world.lookAt('Original');
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({
      state: 'saved',
      leads: ORIGINALS,
    });
    expect((await state()).unmappedOriginals).toBe(0);
    expect(new Set(await spreadsheets())).toEqual(new Set(['acopyofthespreadsheet']));
  });

  test('makes the other one stay still: what is typed there is kept, not sent, and it says why', async () => {
    await world.reopen(false, () => first);
    await world.lookAt(TAB);
    const before = await notes();
    await world.type(TAB, lead, 'Notes', 'typed in the first one');
    const { sync } = await world.ask('tick', { full: true });
    expect(sync?.state).toBe('failing');
    expect(sync?.message).toMatch(/another spreadsheet/i);
    expect(await notes()).toBe(before);
    expect((await state()).isCopy).toBe(true);
    expect((await world.ask('makeLive', null)).isCopy).toBe(false);
    expect((await world.ask('tick', { full: true })).sync?.state).toBe('saved');
    expect(await notes()).toBe('typed in the first one');
  });
});
