/** The dashboard as a person meets it: charts, period, edits, an earlier layout, and the tab that compares campaigns. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts, settle } from './leads.ts';

const ORIGINALS = 60;
const OWN = 30;
const TAB = 'It’s "mine"';
let world: World;

beforeAll(async () => {
  world = await startWorld({ originals: ORIGINALS });
  await world.ask('mapOriginals', null);
  await importLeads(
    world,
    TAB,
    Array.from({ length: OWN }, (_, n) => cellsOf(leadTexts(n))),
    [],
  );
  await settle(world, TAB);
});
afterAll(() => world.close());

/** What stands beside a label, in the table of a campaign's block that begins with a heading. */
async function beside(campaign: string, table: string, label: string): Promise<string | undefined> {
  const cells = await world.cells('_stats');
  const top = cells.findIndex((line) => line[0] === `Campaign: ${campaign}`);
  const from = cells.findIndex((line, row) => row > top && line[0] === table);
  return cells.slice(from).find((line) => line[0] === label)?.[1];
}

async function figures(tab: string): Promise<number> {
  const get = await world.workbook();
  return get.getFigures(get.getSheetIdByName(tab) ?? '').length;
}

async function overview(): Promise<readonly (readonly string[])[]> {
  const cells = await world.cells('Overview');
  return cells.slice(3).filter((line) => line[0] !== '');
}

describe('the period', () => {
  test('is written, read back and remembered, and every number follows', async () => {
    const all = await beside('Original', 'Number', 'Total leads');
    const state = await world.ask('setPeriod', { campaign: ORIGINAL_CAMPAIGN, period: '30days' });
    expect(state.campaigns.find(({ id }) => id === ORIGINAL_CAMPAIGN)?.period).toBe('30days');
    expect(await beside('Original', 'Period', 'Called')).toBe('Last 30 days');
    const some = Number(await beside('Original', 'Number', 'Total leads'));
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(Number(all));
    expect(await beside(TAB, 'Period', 'Called')).toBe('All time');
    await world.ask('setPeriod', { campaign: ORIGINAL_CAMPAIGN, period: 'all' });
    expect(await beside('Original', 'Number', 'Total leads')).toBe(all);
  });
});

describe('formulas and charts', () => {
  test('are made anew once where a column went, which counts as empty, and no pass touches them again', async () => {
    const person = await world.browserTab();
    const get = person.model.getters;
    const sheetId = get.getSheetIdByName(TAB) ?? '';
    const headers = (await world.cells(TAB))[0] ?? [];
    await world.lookAt(TAB);
    person.model.dispatch('REMOVE_COLUMNS_ROWS', {
      sheetId,
      sheetName: TAB,
      dimension: 'COL',
      elements: [headers.indexOf('Postcode')],
    });
    await world.ask('tick', { full: true });
    expect(await beside(TAB, 'Area', '')).toBe('0');
    expect(await beside(TAB, 'Number', 'Total leads')).toBe(String(OWN));
    expect(await figures(TAB)).toBe(9);
    const charts = get.getChartIds(sheetId);
    await world.ask('tick', { full: true });
    expect(get.getChartIds(sheetId)).toEqual(charts);
  });

  test('of an earlier layout are replaced by the next pass, once', async () => {
    await world.reopen(false, (kept) => {
      const { document = {} } = kept.properties;
      const older = Object.fromEntries(
        Object.entries(document)
          .filter(([key]) => !key.startsWith('stats'))
          .map(([key, value]) => [
            key,
            key.startsWith('campaign:') ? value.replace('"statsBlock":null', '"statsBlock":0') : value,
          ]),
      );
      return { ...kept, properties: { ...kept.properties, document: older } };
    });
    await world.lookAt(TAB);
    await world.ask('tick', { full: true });
    expect(await figures(TAB)).toBe(9);
    expect(await beside(TAB, 'Number', 'Total leads')).toBe(String(OWN));
  });
});

describe('the overview', () => {
  test('has a row a campaign and sums of them, whose rates are of the sums', async () => {
    await world.lookAt('Original');
    await world.ask('tick', { full: true });
    await world.ask('showOverview', null);
    const [headings = [], ...lines] = await overview();
    expect(lines.map((line) => line[0])).toEqual(['Original', TAB, 'All campaigns']);
    const column = (heading: string) =>
      lines.map((line) => Number.parseFloat(line[headings.indexOf(heading)] ?? ''));
    for (const heading of ['Leads', 'Messaged', 'Replied', 'Messages', 'Hot', 'Converted']) {
      const [one = 0, two = 0, sum] = column(heading);
      expect([heading, sum]).toEqual([heading, one + two]);
    }
    const [, , messaged = 0] = column('Messaged');
    const [, , replied = 0] = column('Replied');
    expect(messaged).toBeGreaterThan(0);
    expect(column('Reply rate')[2]).toBe(Math.round((replied / messaged) * 1000) / 10);
    expect(column('Leads')).toEqual([ORIGINALS, OWN, ORIGINALS + OWN]);
    expect(await figures('Overview')).toBe(3);
  });

  test('follows an edit with no script running', async () => {
    const replied = async () => {
      const [headings = [], ...lines] = await overview();
      return Number(lines.at(-1)?.[headings.indexOf('Replied')]);
    };
    const before = await replied();
    const free = (await world.rows(TAB)).find((row) => row.Archived === 'No' && row.Reply_received === '');
    await world.type(TAB, free?._lead ?? '', 'Reply_received', '10:00 01/10/2025', 'api');
    expect(await replied()).toBe(before + 1);
  });

  test('is the same tab when it is asked for again', async () => {
    await world.ask('showOverview', null);
    const get = await world.workbook();
    const names = get.getSheetIds().map((id) => get.getSheetName(id));
    expect(names.filter((name) => name.startsWith('Overview'))).toEqual(['Overview']);
    expect(await figures('Overview')).toBe(3);
  });
});
