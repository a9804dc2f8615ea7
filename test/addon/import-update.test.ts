/** Leads of an existing campaign are updated from a newer file: only cells that still say what was seen, each proven. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CallError, CallName, Calls, ImportProgress } from '../../addon/calls.ts';
import type { JobRow } from '../../addon/model/import/job.ts';
import { type CampaignId, type ImportId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { startWorld, type World } from '../world.ts';
import {
  cellsOf,
  createRows,
  importLeads,
  into,
  leadTexts,
  newImportId,
  stepUntilOver,
  undoUntilOver,
  upload,
} from './leads.ts';
import { campaignId, matched, updateOf } from './updates.ts';

const TAB = 'Autumn 2024';
const PATIENCE = { timeout: 10_000 };
const lead = (n: number) => cellsOf({ ...leadTexts(n), archived: 'No' }, [`list ${n}`]);

let world: World;
let campaign: CampaignId;
let ids: readonly string[];

beforeAll(async () => {
  world = await startWorld({ originals: 3 });
  const leads = Array.from({ length: 8 }, (_, n) => lead(n));
  campaign = (await importLeads(world, TAB, leads, ['Source'])).progress.campaign;
  ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
});
afterAll(() => world.close());

const rowOf = async (id: string, tab = TAB) => (await world.rows(tab)).find((row) => row._lead === id) ?? {};
const documentOf = (id: string) => world.sanity.getDocument(id);

async function failure<N extends CallName>(name: N, ask: Calls[N]['ask']): Promise<CallError> {
  const answer = await world.call(name, ask);
  if (answer.ok) throw new Error(`${name} ended well.`);
  return answer.error;
}

/** One file of updates into the campaign, up to its commit. */
async function committed(rows: readonly JobRow[], created = 0, extras = ['Source']): Promise<ImportId> {
  const importId = newImportId();
  await upload(world, into(importId, campaign, extras, { created, updated: rows.length - created }), rows);
  await world.ask('importCommit', { importId });
  return importId;
}
const run = async (rows: readonly JobRow[]): Promise<ImportProgress> =>
  await stepUntilOver(world, await committed(rows));

describe('an update from a newer file', () => {
  test('shows first how the leads stand, by header, and finds their rows wherever they are', async () => {
    const [first = '', second = ''] = ids;
    const found = await matched(world, campaign, [second, first, 'lead.nobody']);
    expect(found.map(({ lead: id, row }) => [id, row])).toEqual([
      [first, 2],
      [second, 3],
    ]);
    expect(found[0]?.texts).toMatchObject({
      Phone_number: leadTexts(0).phoneNumber,
      Address: leadTexts(0).address,
      Source: 'list 0',
    });
    expect(found[0]?.texts).not.toHaveProperty('_sync');
  });

  test('changes cells and documents, and counts a lead as verified when both say it', async () => {
    const [a = '', b = ''] = ids;
    const known = await matched(world, campaign, [a, b]);
    const done = await run([
      updateOf(known, a, 1, { Phone_number: '07700 900777', Notes: '=1+1', M_1_sent: '09:15 01/10/2025' }),
      updateOf(known, b, 2, { Source: 'fair', Manual_Mode: 'YES' }),
    ]);
    expect(done).toMatchObject({ state: 'done', total: 2, verified: 2, problems: [], message: null });
    expect(await documentOf(a)).toMatchObject({
      phoneNumber: '+447700900777',
      notes: '=1+1',
      m1Sent: '2025-10-01T08:15:00.000Z',
    });
    expect(await documentOf(b)).toMatchObject({
      manualMode: true,
      extra: [{ key: 'Source', value: 'fair' }],
    });
  });

  test('keeps a cell that was changed after the file was checked, names its row, and changes the others', async () => {
    const [, , c = '', d = ''] = ids;
    const known = await matched(world, campaign, [c, d]);
    await world.type(TAB, c, 'Notes', 'typed meanwhile');
    const importId = await committed([
      updateOf(known, c, 1, { Notes: 'from the file', Postcode: 'BS1 4DJ' }),
      updateOf(known, d, 2, { Notes: 'from the file' }),
    ]);
    const done = await stepUntilOver(world, importId);
    expect(done).toMatchObject({ state: 'done', total: 2, verified: 1 });
    expect(done.problems).toMatchObject([{ row: 4 }]);
    expect(done.message).toContain('1 lead was not changed');
    expect(await rowOf(c)).toMatchObject({ Notes: 'typed meanwhile', Postcode: 'BS1 4DJ' });
    expect(await rowOf(d)).toMatchObject({ Notes: 'from the file' });
    const undone = await undoUntilOver(world, importId);
    expect(undone).toMatchObject({ state: 'undone', restored: 2 });
    expect(undone.kept).toMatchObject([{ row: 4 }]);
    expect(await rowOf(c)).toMatchObject({ Notes: 'typed meanwhile', Postcode: leadTexts(2).postcode });
  });

  test('finds the rows again after somebody sorted the tab, and names a lead whose row is gone', async () => {
    const [, , , , e = '', f = '', g = ''] = ids;
    const known = await matched(world, campaign, [e, f, g]);
    const importId = await committed([
      updateOf(known, e, 1, { Notes: 'for e' }),
      updateOf(known, f, 2, { Notes: 'for f' }),
      updateOf(known, g, 3, { Notes: 'for g' }),
    ]);
    await sortBackwards();
    await removeRow(g);
    const done = await stepUntilOver(world, importId);
    expect(done).toMatchObject({ state: 'done', verified: 2, problems: [{ row: null }] });
    expect(await rowOf(e)).toMatchObject({ Notes: 'for e' });
    expect(await rowOf(f)).toMatchObject({ Notes: 'for f' });
  });

  test('of a column that the tab has not names it, and writes the rest', async () => {
    const [a = ''] = ids;
    const known = await matched(world, campaign, [a]);
    const done = await run([updateOf(known, a, 1, { Nowhere: 'x', Notes: 'y' })]);
    expect(done).toMatchObject({ state: 'done', verified: 0 });
    expect(done.problems[0]?.message).toContain('no column "Nowhere"');
    expect(await rowOf(a)).toMatchObject({ Notes: 'y' });
  });

  test('into the original leads works, and leaves them original', async () => {
    await world.ask('mapOriginals', null);
    const rows = await world.rows('Original');
    const [id = ''] = rows.map((row) => row._lead ?? '');
    const known = await matched(world, ORIGINAL_CAMPAIGN, [id]);
    const importId = newImportId();
    const change = updateOf(known, id, 1, { Notes: 'from a file' });
    await upload(world, into(importId, ORIGINAL_CAMPAIGN, [], { created: 0, updated: 1 }), [change]);
    await world.ask('importCommit', { importId });
    expect(await stepUntilOver(world, importId)).toMatchObject({ state: 'done', verified: 1 });
    expect(await documentOf(id)).toMatchObject({ _type: 'dbrLead', notes: 'from a file' });
    const begin = into(newImportId(), ORIGINAL_CAMPAIGN, [], { created: 1, updated: 0 });
    expect((await failure('importBegin', begin)).message).toContain('takes no new ones');
  });
});

describe('new rows into an existing campaign', () => {
  test('follow its last row, with a column for what it had none for', async () => {
    const before = await world.rows(TAB);
    const created = createRows([
      [...lead(800), 'flat'],
      [...lead(801), ''],
    ]);
    const done = await stepUntilOver(world, await committed(created, 2, ['Source', 'Roof']));
    expect(done).toMatchObject({ state: 'done', verified: 2 });
    const rows = await world.rows(TAB);
    expect(rows.slice(0, before.length)).toEqual(
      before.map((row) => ({ ...row, Roof: '', _sync: row._sync })),
    );
    expect(rows.slice(-2)).toMatchObject([
      { First_name: leadTexts(800).firstName, Source: 'list 800', Roof: 'flat' },
      { First_name: leadTexts(801).firstName, Source: 'list 801', Roof: '' },
    ]);
    const [headers = []] = await world.cells(TAB);
    expect(headers.slice(-3)).toEqual(['Roof', '_lead', '_sync']);
  });

  test('stop before the first where a field has no column, and go on when it is back', async () => {
    const person = await world.browserTab();
    const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
    const [headers = []] = await world.cells(TAB);
    const col = headers.indexOf('Postcode');
    person.model.dispatch('REMOVE_COLUMNS_ROWS', {
      sheetId,
      sheetName: TAB,
      dimension: 'COL',
      elements: [col],
    });
    await vi.waitFor(async () => expect((await world.cells(TAB))[0]).not.toContain('Postcode'), PATIENCE);
    person.leave();
    const before = (await world.rows(TAB)).length;
    const importId = await committed(createRows([lead(802)]), 1);
    const stopped = await stepUntilOver(world, importId);
    expect(stopped).toMatchObject({ state: 'stopped', written: 0 });
    expect(stopped.message).toContain('"Postcode"');
    expect(await world.rows(TAB)).toHaveLength(before);
    await world.lookAt(TAB);
    const { sync } = await world.ask('tick', { full: true });
    const held = sync?.held.find(({ code }) => code === 'missing-columns');
    await world.ask('settleHeld', {
      campaign,
      code: 'missing-columns',
      mark: held?.mark ?? '',
      action: 'restore',
    });
    expect(await stepUntilOver(world, importId)).toMatchObject({ state: 'done', verified: 1 });
    expect((await world.rows(TAB)).at(-1)).toMatchObject({ Postcode: leadTexts(802).postcode });
  });
});

describe('what may not be imported into', () => {
  test('is refused before anything is kept: a campaign that nobody knows', async () => {
    const nobody = into(newImportId(), campaignId('campaign.nobody'), [], { created: 1, updated: 0 });
    expect((await failure('importBegin', nobody)).code).toBe('not-found');
    expect((await world.ask('state', null)).imports).toEqual([]);
  });

  test('by somebody who may not import', async () => {
    await world.ask('installTriggers', null);
    const { everyone, named } = await world.ask('people', null);
    const me = { email: 'alex@example.com', rights: ['people' as const] };
    await world.ask('setPeople', { everyone: everyone.filter((right) => right !== 'import'), named: [me] });
    const begin = into(newImportId(), campaign, [], { created: 1, updated: 0 });
    expect((await failure('importBegin', begin)).code).toBe('not-allowed');
    const [{ importId } = { importId: newImportId() }] = (
      await world.ask('importHistory', { campaign, before: null })
    ).imports;
    expect((await failure('importUndo', { importId })).code).toBe('not-allowed');
    await world.ask('setPeople', { everyone, named });
  });
});

test('how a file was mapped is remembered by its headings; the oldest of more than fifteen is not', async () => {
  for (let n = 0; n < 16; n++) {
    await world.ask('rememberMapping', { key: `key${n}`, targets: { Name: `firstName${n}` } });
  }
  const of = async (key: string) => (await world.ask('rememberedMapping', { key })).mapping;
  expect(await of('key0')).toBeNull();
  expect(await of('key15')).toMatchObject({ targets: { Name: 'firstName15' } });
  await world.ask('rememberMapping', { key: 'large', targets: { Name: 'x'.repeat(10_000) } });
  expect(await of('large')).toBeNull();
  expect(await of('key1')).not.toBeNull();
});

async function sortBackwards(): Promise<void> {
  const person = await world.browserTab();
  const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
  const cells = await world.cells(TAB);
  const zone = { top: 1, left: 0, bottom: cells.length - 1, right: (cells[0]?.length ?? 1) - 1 };
  const col = cells[0]?.indexOf('Email_address') ?? 0;
  person.model.dispatch('SORT_CELLS', { sheetId, zone, col, row: 1, sortDirection: 'desc' });
  const was = cells[1]?.join();
  await vi.waitFor(async () => expect((await world.cells(TAB))[1]?.join()).not.toBe(was), PATIENCE);
  person.leave();
}

async function removeRow(id: string): Promise<void> {
  const person = await world.browserTab();
  const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
  const elements = [(await world.rows(TAB)).findIndex((row) => row._lead === id) + 1];
  person.model.dispatch('REMOVE_COLUMNS_ROWS', { sheetId, sheetName: TAB, dimension: 'ROW', elements });
  await vi.waitFor(async () => expect(await rowOf(id)).toEqual({}), PATIENCE);
  person.leave();
}
