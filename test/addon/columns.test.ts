/** Columns that a campaign has of its own, columns that come and go, and cells that do not say what their lead holds. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncState } from '../../addon/calls.ts';
import { letters, startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const TAB = 'Spring 2025';
const LONG = 'word '.repeat(12_000);

let world: World;
let ids: readonly string[] = [];

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: 6 }, (_, n) => [
    ...cellsOf({ ...leadTexts(n), archived: 'No' }),
    `r${n}`,
  ]);
  await importLeads(world, TAB, leads, ['Roof']);
  ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
});
afterAll(() => world.close());

const lead = (n: number): string => ids[n] ?? '';
const document = (id: string) => world.sanity.getDocument(id);
const row = async (id: string) => (await world.rows(TAB)).find((one) => one._lead === id);
const roof = async (id: string): Promise<unknown> =>
  world.sanity.fetch('*[_id == $id][0].extra[key == "Roof"][0].value', { id });

async function compare(): Promise<SyncState> {
  const { sync } = await world.ask('tick', { full: true });
  if (!sync) throw new Error('No campaign is active.');
  return sync;
}

async function head(now: string, then: string): Promise<void> {
  const column = (await world.cells(TAB))[0]?.indexOf(now) ?? -1;
  await world.host.edit({ by: 'api', sheet: TAB, cell: `${letters(column)}1`, values: [[then]] });
}

test('invariant 10: a text longer than a cell in a column of the campaign’s own is never cut short in Sanity', async () => {
  await world.sanity.patch(lead(0)).set({ 'extra[key=="Roof"].value': LONG }).commit();
  expect((await compare()).state).toBe('saved');
  expect((await row(lead(0)))?.Roof).toHaveLength(49_999);
  await world.type(TAB, lead(0), 'Notes', 'beside a long text', 'api');
  expect((await compare()).state).toBe('saved');
  expect(await document(lead(0))).toMatchObject({ notes: 'beside a long text' });
  expect(await roof(lead(0))).toBe(LONG);
});

test('an edit inside a shortened text is named and kept, not taken for saved or overwritten in silence', async () => {
  await world.sanity.patch(lead(1)).set({ conversationHistory: LONG }).commit();
  await compare();
  const shown = (await row(lead(1)))?.['Conversation History'] ?? '';
  await world.type(TAB, lead(1), 'Conversation History', `EDITED ${shown.slice(7)}`, 'api');
  const sync = await compare();
  expect(sync.unread).toMatchObject([{ row: 3, header: 'Conversation History' }]);
  await world.sanity
    .patch(lead(1))
    .set({ conversationHistory: `${LONG}!` })
    .commit();
  await compare();
  expect((await row(lead(1)))?.['Conversation History']).toMatch(/^EDITED/);
  expect(await document(lead(1))).toMatchObject({ conversationHistory: `${LONG}!` });
});

test('invariant 1: clearing a cell that showed only the beginning keeps the whole text in the conflict list', async () => {
  await world.type(TAB, lead(0), 'Roof', '', 'api');
  expect((await compare()).openConflicts).toBe(1);
  expect(await roof(lead(0))).toBeNull();
  const active = (await world.ask('state', null)).active;
  if (!active) throw new Error('No campaign is active.');
  const { conflicts } = await world.ask('conflicts', { campaign: active });
  expect(conflicts).toMatchObject([{ lead: lead(0), field: 'Roof', kept: null, lost: LONG }]);
});

test('a formula that breaks is named, and what Sanity holds stays', async () => {
  await world.type(TAB, lead(2), 'Roof', '=1/0', 'api');
  await world.type(TAB, lead(2), 'Postcode', '=1/0', 'api');
  const { unread } = await compare();
  expect(unread.filter((cell) => cell.row === 4).map((cell) => cell.header)).toEqual(['Postcode', 'Roof']);
  expect(await roof(lead(2))).toBe('r2');
  expect(await document(lead(2))).toMatchObject({ postcode: leadTexts(2).postcode });
});

test('invariant 5: what changed in Sanity while its column was gone arrives when the column is back', async () => {
  await head('Assigned_to', 'Somebody');
  expect((await compare()).held).toMatchObject([{ code: 'missing-columns' }]);
  await world.sanity.patch(lead(3)).set({ assignedTo: 'Robin' }).commit();
  await compare();
  await head('Somebody', 'Assigned_to');
  await compare();
  expect(await row(lead(3))).toMatchObject({ Assigned_to: 'Robin' });
});

test('a heading too long to be a column’s name holds up that column only', async () => {
  await head('Roof', 'R'.repeat(600));
  await world.type(TAB, lead(4), 'Notes', 'goes through', 'api');
  expect((await compare()).held).toMatchObject([{ code: 'long-headings' }]);
  expect(await document(lead(4))).toMatchObject({ notes: 'goes through' });
  await head('R'.repeat(600), 'Roof');
});

test('invariant 6: a row that lost its id is held, and its id given back makes it whole', async () => {
  const at = (await world.cells(TAB)).findIndex((line) => line.includes(lead(5))) + 1;
  const column = (await world.cells(TAB))[0]?.indexOf('_lead') ?? -1;
  const cell = `${letters(column)}${at}`;
  await world.host.edit({ by: 'api', sheet: TAB, cell, values: [['']] });
  expect((await compare()).held).toMatchObject([{ code: 'moved-cells', rows: [at] }]);
  await world.sanity.patch(lead(5)).set({ assignedTo: 'Kim' }).commit();
  await compare();
  await world.host.edit({ by: 'api', sheet: TAB, cell, values: [[lead(5)]] });
  const sync = await compare();
  expect(sync.held).toEqual([]);
  expect(sync.leads).toBe(6);
  expect(await row(lead(5))).toMatchObject({ Assigned_to: 'Kim' });
});

test('invariant 5: what changed in Sanity while a row was held as a copy arrives when the copy is gone', async () => {
  const all = await world.cells(TAB);
  const line = all.find((cells) => cells.includes(lead(4))) ?? [];
  const cell = `A${all.length + 1}`;
  await world.host.edit({ by: 'api', sheet: TAB, cell, values: [line] });
  expect((await compare()).held).toMatchObject([{ code: 'copied-rows' }]);
  await world.sanity.patch(lead(4)).set({ assignedTo: 'Jo' }).commit();
  await compare();
  await world.host.edit({ by: 'api', sheet: TAB, cell, values: [line.map(() => '')] });
  expect((await compare()).held).toEqual([]);
  expect(await row(lead(4))).toMatchObject({ Assigned_to: 'Jo' });
});
