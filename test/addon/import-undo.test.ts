/** An import is taken back: what it made goes, what it changed says again what it said, and what others changed stays. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  withoutBases,
} from './leads.ts';
import { documentsOf, matched, updateOf } from './updates.ts';

const TAB = 'Autumn 2024';
const lead = (n: number) => cellsOf({ ...leadTexts(n), archived: 'No' }, [`list ${n}`]);

let world: World;
let campaign: CampaignId;
let first: ImportId;

beforeAll(async () => {
  world = await startWorld({ originals: 2 });
  const made = await importLeads(
    world,
    TAB,
    Array.from({ length: 12 }, (_, n) => lead(n)),
    ['Source'],
  );
  first = made.importId;
  campaign = made.progress.campaign;
});
afterAll(() => world.close());

const ids = async () => (await world.rows(TAB)).map((row) => row._lead ?? '');

/** A newer file: it changes three leads and brings four, in two parts, with a column that the campaign has not. */
async function newerFile(importId: ImportId): Promise<readonly JobRow[]> {
  const [a = '', b = '', c = ''] = await ids();
  const rows = await matched(world, campaign, [a, b, c]);
  const changes: JobRow[] = [
    updateOf(rows, a, 1, { Notes: 'from the newer file', Phone_number: '+447700900901' }),
    updateOf(rows, b, 2, { Notes: '', Source: 'list b' }),
    updateOf(rows, c, 3, { Contact_Status: 'WARM', Address: '=1+1' }),
  ];
  const created = createRows(
    Array.from({ length: 4 }, (_, n) => [...lead(500 + n), `${n} panels`]),
    4,
  );
  const all = [...changes, ...created];
  const begin = into(importId, campaign, ['Source', 'Panels'], { created: 4, updated: 3 }, 2);
  await upload(world, begin, all);
  await world.ask('importCommit', { importId });
  return all;
}

describe('an import into a campaign that is there', () => {
  test('and its undo leave cells and documents as they were', async () => {
    const cells = await world.cells(TAB);
    const documents = await documentsOf(world);
    const importId = newImportId();
    await newerFile(importId);
    expect(await stepUntilOver(world, importId)).toMatchObject({ state: 'done', verified: 7, message: null });
    expect(await world.rows(TAB)).toHaveLength(16);
    expect(await documentsOf(world)).toHaveLength(16);
    expect((await world.rows(TAB))[0]).toMatchObject({ Notes: 'from the newer file' });
    const undone = await undoUntilOver(world, importId);
    expect(undone).toMatchObject({ state: 'undone', removed: 4, restored: 6, kept: [] });
    expect(withoutBases(await world.cells(TAB))).toEqual(withoutBases(cells));
    expect(await documentsOf(world)).toEqual(documents);
    const { imports } = await world.ask('importHistory', { campaign, before: null });
    expect(imports[0]).toMatchObject({ importId, state: 'undone', kept: 0 });
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', held: [] });
  });

  test('can be taken back once; asked again, nothing more is done', async () => {
    const [last] = (await world.ask('importHistory', { campaign, before: null })).imports;
    if (!last) throw new Error('There is no import.');
    const cells = await world.cells(TAB);
    expect(await world.ask('importUndo', { importId: last.importId })).toMatchObject({ state: 'undone' });
    expect(await world.cells(TAB)).toEqual(cells);
    const { actions } = await world.ask('actions', { campaign, before: null });
    expect(actions.filter(({ what }) => what === 'import-undone')).toHaveLength(1);
  });

  test('what people, the automation or the agent changed since is kept and named', async () => {
    const before = await documentsOf(world);
    const importId = newImportId();
    await newerFile(importId);
    await stepUntilOver(world, importId);
    const [a = ''] = await ids();
    const [typed = '', told = '', talked = '', last = ''] = (await ids()).slice(-4);
    await world.type(TAB, a, 'Notes', 'typed after the import');
    await world.type(TAB, typed, 'Address', 'A person was here');
    await world.sanity.patch(told).set({ latestLeadReply: 'Yes please' }).commit();
    await world.sanity
      .patch(talked)
      .set({ messages: [{ _key: 'm', content: 'Hello' }] })
      .commit();
    await world.ask('tick', { full: true });
    const undone = await undoUntilOver(world, importId);
    expect(undone).toMatchObject({ state: 'undone', removed: 1, restored: 5 });
    expect(undone.kept).toHaveLength(4);
    const rows = await world.rows(TAB);
    expect(rows.map((row) => row._lead)).toEqual(expect.arrayContaining([typed, told, talked]));
    expect(rows.map((row) => row._lead)).not.toContain(last);
    const texts = undone.kept.map(({ row, message }) => `${rows[(row ?? 0) - 2]?._lead ?? ''} ${message}`);
    expect(texts.find((text) => text.startsWith(typed))).toContain('Address was changed since');
    expect(texts.find((text) => text.startsWith(told))).toContain('Latest reply was changed since');
    expect(texts.find((text) => text.startsWith(talked))).toContain('"messages"');
    expect(texts.find((text) => text.startsWith(a))).toContain('"Notes" was changed meanwhile');
    expect(rows.find((row) => row._lead === a)).toMatchObject({
      Notes: 'typed after the import',
      Phone_number: leadTexts(0).phoneNumber,
    });
    expect(rows[0]).toHaveProperty('Panels');
    expect(await documentsOf(world)).toHaveLength(before.length + 3);
    const { imports } = await world.ask('importHistory', { campaign, before: null });
    expect(imports[0]).toMatchObject({ importId, state: 'undone', kept: 4 });
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', held: [] });
  });

  test('a lead that a conflict or a document of another tool is about is kept', async () => {
    const importId = newImportId();
    await newerFile(importId);
    await stepUntilOver(world, importId);
    const [, noted = ''] = (await ids()).slice(-4);
    await world.sanity.create({ _id: 'analysis-1', _type: 'sophieAnalysis', conversationId: noted });
    const undone = await undoUntilOver(world, importId);
    expect(undone).toMatchObject({ state: 'undone', removed: 3 });
    expect(undone.kept.map(({ message }) => message).join(' ')).toContain('sophieAnalysis');
  });
});

test('the original leads are spelled as before in Sanity, though a cell shows it in its own way', async () => {
  const [id] = await world.sanity.fetch<string[]>('*[_type == "dbrLead"]._id');
  const lead = id ?? '';
  const spelled = {
    phoneNumber: '07700 900 123',
    m1Sent: '2025-10-28T12:31:07.250Z',
    latestLeadReply: 'one\r\ntwo',
    contactStatus: 'Call Booked',
  };
  await world.sanity.patch(lead).set(spelled).unset(['notes']).commit();
  await world.ask('mapOriginals', null);
  const before = await world.sanity.getDocument(lead);
  const known = await matched(world, ORIGINAL_CAMPAIGN, [lead]);
  const importId = newImportId();
  const change = updateOf(known, lead, 1, {
    Phone_number: '+447700900999',
    M_1_sent: '09:15 01/11/2025',
    Latest_lead_reply: 'three',
    Contact_Status: 'HOT',
    Notes: 'new',
  });
  await upload(world, into(importId, ORIGINAL_CAMPAIGN, [], { created: 0, updated: 1 }), [change]);
  await world.ask('importCommit', { importId });
  expect(await stepUntilOver(world, importId)).toMatchObject({ state: 'done', verified: 1 });
  expect(await world.sanity.getDocument(lead)).toMatchObject({ contactStatus: 'HOT', notes: 'new' });
  expect(await undoUntilOver(world, importId)).toMatchObject({ state: 'undone', restored: 5, kept: [] });
  const { _rev, _updatedAt, ...after } = (await world.sanity.getDocument(lead)) ?? {};
  expect({ ...before, ...after }).toEqual(before);
  expect(Object.keys(after).sort()).toEqual(
    Object.keys(before ?? {})
      .filter((name) => name !== '_rev' && name !== '_updatedAt')
      .sort(),
  );
  await world.lookAt('Original');
  expect((await world.ask('tick', { full: true })).sync).toMatchObject({ state: 'saved', openConflicts: 0 });
});

describe('an import that made its campaign', () => {
  test('is taken back to an empty tab, and says that the campaign is still there', async () => {
    const { importId } = await importLeads(
      world,
      'By mistake',
      Array.from({ length: 30 }, (_, n) => cellsOf({ ...leadTexts(600 + n) })),
    );
    const undone = await undoUntilOver(world, importId);
    expect(undone).toMatchObject({ state: 'undone', removed: 30, kept: [] });
    expect(undone.message).toContain('"By mistake"');
    expect(await world.rows('By mistake')).toEqual([]);
    expect(
      await world.sanity.fetch(`count(*[campaignId == "campaign.${importId}" && _type == "campaignLead"])`),
    ).toBe(0);
  });

  test('is taken back as far as nobody worked on its leads: the others stay, each with its reason', async () => {
    const undone = await undoUntilOver(world, first);
    expect(undone.state).toBe('undone');
    expect(undone.removed).toBeGreaterThan(6);
    expect(undone.removed + undone.kept.length).toBe(12);
    expect(undone.kept.map(({ message }) => message).join()).toContain('Notes was changed since');
  });
});
