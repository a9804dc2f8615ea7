/** Importing: a file's rows become a tab and documents, and nothing is called saved that is not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallError, CallName, Calls } from '../../addon/calls.ts';
import { FIELDS } from '../../addon/model/fields.ts';
import type { JobRow } from '../../addon/model/import/job.ts';
import { startWorld, type World } from '../world.ts';
import {
  beginning,
  cellsOf,
  createRows,
  type Imported,
  importLeads,
  leadTexts,
  newImportId,
  upload,
} from './leads.ts';

const EXTRAS = ['Panel count', 'Source'];
/** What a spreadsheet would spoil if it read texts as if typed. */
const SPOILED = [
  '=1+1',
  '+447700900999',
  '007',
  '1/2',
  '-5 degrees',
  '@home',
  "'quoted",
  'TRUE',
  '1e5',
  '5%',
];

describe('importing 300 rows', () => {
  let world: World;
  let done: Imported;
  const leads = Array.from({ length: 300 }, (_, n) =>
    cellsOf({ ...leadTexts(n), address: SPOILED[n] ?? `${n} High Street` }, [String(n), 'Fair, "Bristol"']),
  );

  beforeAll(async () => {
    world = await startWorld();
    done = await importLeads(world, 'Spring 2024', leads, EXTRAS);
  });
  afterAll(() => world.close());

  test('ends with every row verified', () => {
    expect(done.progress).toMatchObject({ state: 'done', total: 300, written: 300, verified: 300 });
  });

  test('makes a tab with the 26 headers in order, the file’s own columns, then the hidden two', async () => {
    const [headers] = await world.cells('Spring 2024');
    expect(headers).toEqual([...FIELDS.map((f) => f.header), ...EXTRAS, '_lead', '_sync']);
  });

  test('keeps every text as the file has it, also what looks like a number, date or formula', async () => {
    const rows = await world.rows('Spring 2024');
    for (const [n, cells] of leads.entries()) {
      const row = rows[n] ?? {};
      const shown = [...FIELDS.map((f) => f.header), ...EXTRAS].map((header) => row[header]);
      const guarded = cells.map((text) =>
        /^'*[=@-]/.test(text) && !/^-?\d+$/.test(text) ? `'${text}` : text,
      );
      expect(shown).toEqual(guarded);
    }
  });

  test('leaves one document a row, of the type campaignLead, with the values of its row', async () => {
    const documents: Record<string, unknown>[] = await world.sanity.fetch('*[_type == "campaignLead"]');
    expect(documents).toHaveLength(300);
    const byId = new Map(documents.map((doc) => [doc._id, doc]));
    const rows = await world.rows('Spring 2024');
    for (const [n, row] of rows.entries()) {
      const doc = byId.get(row._lead);
      expect(doc).toMatchObject({
        firstName: leadTexts(n).firstName,
        phoneNumber: leadTexts(n).phoneNumber,
        address: SPOILED[n] ?? `${n} High Street`,
        archived: n % 11 === 0,
      });
      expect(row._sync).toContain(`|${row._lead}|${doc?._rev}|`);
    }
  });
});

describe('971 rows', () => {
  test('cost at most 60 Spreadsheet calls and 30 simulated seconds, from Begin to the last verified row', async () => {
    const world = await startWorld();
    const leads = Array.from({ length: 971 }, (_, n) => cellsOf(leadTexts(n)));
    const { calls, seconds, progress } = await importLeads(world, 'The whole list', leads);
    await world.close();
    expect(progress).toMatchObject({ state: 'done', verified: 971 });
    expect(calls).toBeLessThanOrEqual(60);
    expect(seconds).toBeLessThan(30);
  });
});

describe('an import that meets trouble', () => {
  let world: World;
  const rows = createRows(Array.from({ length: 20 }, (_, n) => cellsOf(leadTexts(n))));

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  async function failure<N extends CallName>(name: N, ask: Calls[N]['ask']): Promise<CallError> {
    const answer = await world.call(name, ask);
    if (answer.ok) throw new Error(`${name} ended well.`);
    return answer.error;
  }
  const tabs = async () => {
    const get = await world.workbook();
    return get.getSheetIds().map((id) => get.getSheetName(id));
  };

  test('makes nothing when the bridge is out of reach, and says so', async () => {
    await world.stopBridge();
    const error = await failure('importBegin', beginning(newImportId(), 'No bridge', 20));
    await world.restartBridge();
    expect(error.code).toBe('bridge-unreachable');
    expect(error.message).toContain('did not answer');
    expect(await tabs()).not.toContain('No bridge');
    expect((await world.ask('state', null)).campaigns).toEqual([]);
  });

  test('takes the tab away again when Sanity does not prove the campaign saved', async () => {
    const importId = newImportId();
    await upload(world, beginning(importId, 'Dropped', 20), rows);
    const fault = world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    const error = await failure('importCommit', { importId });
    fault.remove();
    expect(error.code).toBe('bridge-refused');
    expect(await tabs()).not.toContain('Dropped');
    expect((await world.ask('state', null)).campaigns).toEqual([]);
    await world.ask('importCancel', { importId });
  });

  test('given up before its commit leaves nothing behind, here or in Sanity', async () => {
    const importId = newImportId();
    await upload(world, beginning(importId, 'Given up', 20), rows);
    expect((await world.ask('state', null)).imports).toMatchObject([{ importId, state: 'uploading' }]);
    await world.ask('importCancel', { importId });
    await world.ask('importCancel', { importId });
    expect(await tabs()).not.toContain('Given up');
    expect((await world.ask('state', null)).imports).toEqual([]);
    expect(await world.sanity.fetch('count(*[_type == "leadImportPart"])')).toBe(0);
    expect((await world.ask('importHistory', { campaign: null, before: null })).imports).toEqual([]);
    expect((await failure('importCommit', { importId })).code).toBe('not-found');
  });

  test.each([
    ['', 'needs a name'],
    ['History', 'needed for something else'],
    ['_stats', 'needed for something else'],
    ['a/b', '"/"'],
    ['x'.repeat(101), '100 characters'],
  ])('refuses the name "%s" and says why', async (name, why) => {
    const error = await failure('importBegin', beginning(newImportId(), name, 20));
    expect(error).toMatchObject({ code: 'bad-request' });
    expect(error.message).toContain(why);
  });

  test.each([
    [['Notes'], 'a field’s own header'],
    [['Panels', 'panels'], 'two alike'],
    [['_lead'], 'a hidden column'],
    [[''], 'none'],
  ])('refuses further columns named %j: %s', async (extras) => {
    const error = await failure('importBegin', beginning(newImportId(), 'Columns', 20, extras));
    expect(error.code).toBe('bad-request');
    expect(await tabs()).not.toContain('Columns');
  });

  test('repeated at every step makes no tab, row or document twice', async () => {
    const importId = newImportId();
    const begin = {
      ...beginning(importId, 'Repeated', rows.length),
      counts: { rowsIn: 25, created: 20, updated: 0, duplicate: 2, invalid: 2, skipped: 1 },
    };
    const left = (line: number, verdict: 'duplicate' | 'invalid' | 'skipped'): JobRow => {
      return { is: 'left', line, verdict, reason: 'as it is', cells: ['x'] };
    };
    const all = [
      ...rows,
      left(21, 'duplicate'),
      left(22, 'duplicate'),
      left(23, 'invalid'),
      left(24, 'invalid'),
      left(25, 'skipped'),
    ];
    await upload(world, begin, all);
    await upload(world, begin, all);
    expect(await world.ask('importCommit', { importId })).toMatchObject({ state: 'writing' });
    await world.ask('importCommit', { importId });
    await upload(world, begin, all);
    expect(await world.ask('importStep', { importId })).toMatchObject({ state: 'done', verified: 20 });
    expect(await world.ask('importStep', { importId })).toMatchObject({ state: 'done', verified: 20 });
    expect(await world.ask('importCommit', { importId })).toMatchObject({ state: 'done', total: 20 });
    expect(await world.rows('Repeated')).toHaveLength(20);
    expect(await world.sanity.fetch('count(*[_type == "campaignLead"])')).toBe(20);
    await world.lookAt('Repeated');
    await world.ask('tick', { full: false });
    await world.ask('tick', { full: true });
    const get = await world.workbook();
    expect(get.getChartIds(get.getSheetIdByName('Repeated') ?? '')).toHaveLength(9);
    const { imports } = await world.ask('importHistory', { campaign: null, before: null });
    expect(imports).toMatchObject([
      { importId, state: 'done', verified: 20, fileName: 'enquiries.csv', by: 'alex@example.com' },
    ]);
    expect((await world.ask('importRowsOf', { importId, part: 0 })).rows).toEqual(all);
    const { actions } = await world.ask('actions', { campaign: null, before: null });
    expect(actions.filter(({ what }) => what === 'imported')).toHaveLength(1);
  });

  test('under a name that is taken, in whatever case, is refused', async () => {
    const error = await failure('importBegin', beginning(newImportId(), 'REPEATED', 20));
    expect(error).toMatchObject({ code: 'name-taken' });
    expect((await world.ask('state', null)).campaigns).toHaveLength(1);
  });

  test('of which not every row is counted, or not every part has come, is not begun', async () => {
    const begin = beginning(newImportId(), 'Receipts', 20);
    const wrong = { ...begin, counts: { ...begin.counts, rowsIn: 21 } };
    expect((await failure('importBegin', wrong)).message).toContain('do not add up');
    await world.ask('importBegin', { ...begin, parts: 2 });
    const { importId } = begin;
    await world.ask('importPart', { importId, part: 1, rows: rows.slice(0, 10) });
    expect((await failure('importCommit', { importId })).message).toContain('Part 1 of 2');
    await world.ask('importPart', { importId, part: 0, rows: rows.slice(10, 19) });
    expect((await failure('importCommit', { importId })).message).toContain('another number of created');
    expect(await tabs()).not.toContain('Receipts');
  });

  test('that was acknowledged and dropped is not called saved; it goes on where it stopped', async () => {
    const importId = newImportId();
    await upload(world, beginning(importId, 'Lossy', 20), rows);
    await world.ask('importCommit', { importId });
    const fault = world.lake.faults.add({ kind: 'ack-and-drop', keep: 5, route: 'mutate', times: 'always' });
    const stopped = await world.ask('importStep', { importId });
    fault.remove();
    expect(stopped.state).toBe('stopped');
    expect(stopped.verified).toBeLessThan(20);
    expect(stopped.message).toContain('not proven saved');
    expect(stopped.problems.length).toBeGreaterThan(0);
    expect(await world.ask('importStep', { importId })).toMatchObject({ state: 'done', verified: 20 });
  });

  test('with 60,000 characters in a value names line and column and takes none of that part', async () => {
    const importId = newImportId();
    await world.ask('importBegin', beginning(importId, 'Long', 1));
    const cells = cellsOf({ ...leadTexts(1), notes: 'x'.repeat(60_000) });
    const error = await failure('importPart', {
      importId,
      part: 0,
      rows: [{ is: 'create', line: 7, cells }],
    });
    expect(error.message).toMatch(/Line 7.*60000.*"Notes"/);
    expect((await failure('importCommit', { importId })).message).toContain('Part 1 of 1');
    expect(await tabs()).not.toContain('Long');
  });
});
