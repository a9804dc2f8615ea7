/** Importing: a file's rows become a tab and documents, and nothing is called saved that is not. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FIELDS } from '../../addon/model/fields.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, type Imported, importLeads, leadTexts } from './leads.ts';

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
