/** Original leads are mapped, never migrated; and the dashboard's formulas count as the old dashboard did. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readText } from '../../addon/model/cell.ts';
import { FIELDS } from '../../addon/model/fields.ts';
import { type Kpis, kpiLeadOf, kpisOf } from '../../addon/model/kpi.ts';
import { type FieldValue, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const ORIGINALS = 120;
let world: World;
let before: readonly unknown[] = [];
const everything = () => world.sanity.fetch('*[!(_type in ["leadCampaign", "campaignLead"])] | order(_id)');

beforeAll(async () => {
  world = await startWorld({ originals: ORIGINALS });
  before = await everything();
});
afterAll(() => world.close());

describe('mapping the original leads', () => {
  test('is offered, then leaves every document of the dataset as it was, byte for byte', async () => {
    expect((await world.ask('tick', { full: false })).unmappedOriginals).toBe(ORIGINALS);
    const state = await world.ask('mapOriginals', null);
    expect(state.unmappedOriginals).toBe(0);
    expect(state.sync).toMatchObject({ state: 'saved', leads: ORIGINALS });
    await world.ask('tick', { full: true });
    expect(JSON.stringify(await everything())).toBe(JSON.stringify(before));
  });

  test('again does nothing', async () => {
    const state = await world.ask('mapOriginals', null);
    expect(state.campaigns).toHaveLength(1);
    expect(await world.rows('Original')).toHaveLength(ORIGINALS);
  });

  test('keeps the ids that the leads have', async () => {
    const ids: string[] = await world.sanity.fetch('*[_type == "dbrLead"]._id');
    expect((await world.rows('Original')).map((row) => row._lead).sort()).toEqual(ids.sort());
  });
});

/** The numbers of a tab as `_stats` shows them, by label. */
async function stats(campaign: string): Promise<(table: string, label: string) => number> {
  const cells = await world.cells('_stats');
  const top = cells.findIndex((line) => line[0] === `Campaign: ${campaign}`);
  const headings = cells[top + 1] ?? [];
  return (table, label) => {
    const column = headings.indexOf(table);
    const line = cells.slice(top + 2).find((one) => one[column] === label);
    return Number(line?.[column + 1]);
  };
}

/** The same numbers from the tab's own cells, as plain functions have them. */
async function counted(tab: string): Promise<Kpis> {
  const rows = await world.rows(tab);
  const leads = rows.map((row) =>
    Object.fromEntries(
      FIELDS.map((field): [string, FieldValue] => {
        const reading = readText(field, row[field.header] ?? '', 'GB');
        return [field.key, reading.state === 'value' ? reading.value : null];
      }),
    ),
  );
  return kpisOf(leads.map(kpiLeadOf), new Date(), 'all');
}

describe('the dashboard', () => {
  const leads = Array.from({ length: 90 }, (_, n) => cellsOf(leadTexts(n)));
  beforeAll(async () => {
    await importLeads(world, 'It’s mixed', leads, []);
  });

  test.each(['Original', 'It’s mixed'])('of "%s" counts as the model does', async (tab) => {
    const number = await stats(tab);
    const kpis = await counted(tab);
    expect(kpis.total).toBeGreaterThan(80);
    expect({
      total: number('Number', 'Total leads'),
      archived: number('Number', 'Archived'),
      all: number('Number', 'Messages sent'),
      manual: number('Number', '… in manual mode'),
      messaged: number('Number', 'Leads messaged'),
      replied: number('Number', 'Replied'),
      booked: number('Number', 'Calls ever booked'),
      upcoming: number('Number', 'Upcoming calls'),
      rate: Math.round(number('Number', 'Reply rate, %') * 100),
    }).toEqual({
      total: kpis.total,
      archived: kpis.archived,
      all: kpis.messages.all,
      manual: kpis.manual.all,
      messaged: kpis.messaged,
      replied: kpis.replied,
      booked: kpis.callsBooked,
      upcoming: kpis.upcomingCalls,
      rate: Math.round(kpis.replyRate * 100),
    });
    for (const [status, count] of kpis.statuses)
      expect([status, number('Status', status)]).toEqual([status, count]);
    for (const [feeling, count] of kpis.sentiments) {
      expect([feeling, number('Sentiment', feeling)]).toEqual([feeling, count]);
    }
    expect(number('Status', 'Other or none')).toBe(kpis.otherStatus);
    expect(number('Sentiment', 'None')).toBe(kpis.noSentiment);
    const steps = ['Messaged', 'Replied', 'Hot and warm', 'Call booked', 'Converted'];
    expect(steps.map((step) => number('Step', step))).toEqual(kpis.funnel);
    const stages = ['Message 1', 'Message 2', 'Message 3'].map((stage) => number('Stage', stage));
    expect(stages).toEqual([kpis.messages.m1, kpis.messages.m2, kpis.messages.m3]);
  });

  test.each(['Original', 'It’s mixed'])(
    'of "%s" counts each of the last 30 days as the model does',
    async (tab) => {
      const cells = await world.cells('_stats');
      const top = cells.findIndex((line) => line[0] === `Campaign: ${tab}`);
      const at = cells[top + 1]?.indexOf('Day') ?? -1;
      const shown = cells.slice(top + 2, top + 32).map((line) => line.slice(at, at + 2));
      const { days } = await counted(tab);
      expect(days.some((day) => day.leads > 0)).toBe(true);
      expect(shown).toEqual(days.map((day) => [day.day.slice(0, 5), String(day.leads)]));
    },
  );

  test('follows an edit with no script running', async () => {
    const count = async () => (await stats('It’s mixed'))('Status', 'PAUSED');
    const free = (await world.rows('It’s mixed')).find((row) => row.Archived === 'No')?._lead ?? '';
    const earlier = await count();
    await world.type('It’s mixed', free, 'Contact_Status', 'PAUSED', 'api');
    expect(await count()).toBe(earlier + 1);
  });

  test('floats five charts beside the table, none over another', async () => {
    const get = await world.workbook();
    const sheetId = get.getSheetIdByName('Original') ?? '';
    const boxes = get.getFigures(sheetId).map(({ row, offset, width, height }) => {
      const top = Array.from({ length: row }, (_, n) => get.getRowSize(sheetId, n)).reduce(
        (a, b) => a + b,
        0,
      );
      return {
        left: offset.x,
        top: top + offset.y,
        right: offset.x + width,
        bottom: top + offset.y + height,
      };
    });
    expect(boxes).toHaveLength(5);
    expect(get.getFigures(sheetId).every((figure) => figure.col === 28)).toBe(true);
    for (const [n, a] of boxes.entries()) {
      for (const b of boxes.slice(n + 1)) {
        expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
      }
    }
  });
});

describe('the tab', () => {
  test('has a frozen header, a filter over all columns, drop-downs, and its two last columns hidden', async () => {
    const get = await world.workbook();
    const sheetId = get.getSheetIdByName('Original') ?? '';
    expect(get.getPaneDivisions(sheetId).ySplit).toBe(1);
    expect(get.getTables(sheetId).map((table) => table.range.zone.right)).toEqual([27]);
    const lists = get
      .getDataValidationRules(sheetId)
      .map((rule) => [rule.criterion.values[0], rule.isBlocking]);
    expect(lists).toHaveLength(6);
    expect(lists.every(([, blocking]) => blocking === false)).toBe(true);
    expect([25, 26, 27].map((col) => get.isColHidden(sheetId, col))).toEqual([false, true, true]);
    expect(get.isSheetVisible(get.getSheetIdByName('_stats') ?? '')).toBe(false);
  });

  test('folds its columns away for the dashboard and shows them again, in four calls at most', async () => {
    await world.ask('switchTo', { campaign: ORIGINAL_CAMPAIGN });
    expect(world.cost().calls.Spreadsheet).toBeLessThanOrEqual(4);
    const hidden = async () => {
      const get = await world.workbook();
      return get.isColHidden(get.getSheetIdByName('Original') ?? '', 0);
    };
    const state = await world.ask('setView', { campaign: ORIGINAL_CAMPAIGN, view: 'dashboard' });
    expect(world.cost().calls.Spreadsheet).toBeLessThanOrEqual(4);
    expect(state.campaigns.find((one) => one.id === ORIGINAL_CAMPAIGN)?.view).toBe('dashboard');
    expect(await hidden()).toBe(true);
    await world.ask('setView', { campaign: ORIGINAL_CAMPAIGN, view: 'leads' });
    expect(await hidden()).toBe(false);
  });
});

describe('what Google calls', () => {
  test('on opening is a menu and nothing else, so that it needs no authorisation', async () => {
    const { outcome, effects, metrics } = await world.run('onOpen');
    expect(outcome.ok).toBe(true);
    expect(effects).toMatchObject([{ kind: 'menu', menu: { label: 'Leadsheet' } }]);
    expect(metrics.calls).toEqual({});
    for (const item of effects[0]?.kind === 'menu' ? effects[0].menu.items : []) {
      if (item.kind === 'item')
        expect((await world.run(item.functionName)).outcome).toMatchObject({ ok: true });
    }
  });

  test('for the side panel is a card that lists the campaigns; a click goes to the tab', async () => {
    const { outcome } = await world.run('homepage');
    const card = JSON.stringify(outcome);
    expect(card).toContain(`${ORIGINALS} leads`);
    expect(card).toContain('Leadsheet → Open sidebar');
    const { effects } = await world.run('openFromCard', { parameters: { campaign: ORIGINAL_CAMPAIGN } });
    expect(effects).toMatchObject([{ kind: 'activate' }]);
  });

  test('from a page with nonsense is answered in a sentence, never thrown', async () => {
    for (const nonsense of [null, 'state', { name: 'toString', ask: null }, { name: 'tick', ask: 'now' }]) {
      const { outcome } = await world.run('serve', nonsense);
      expect(outcome).toMatchObject({ ok: true, value: { ok: false, error: { code: 'bad-request' } } });
    }
  });
});

describe('the spreadsheet, opened again', () => {
  test('goes on where it was', async () => {
    await world.reopen(false);
    await world.lookAt('Original');
    expect((await world.ask('tick', { full: true })).sync).toMatchObject({
      state: 'saved',
      leads: ORIGINALS,
    });
  });

  test('as a copy neither sends nor takes anything, and says which is the live one', async () => {
    const id = (await world.rows('Original'))[0]?._lead ?? '';
    await world.reopen(true);
    await world.lookAt('Original');
    await world.type('Original', id, 'Notes', 'typed in a copy', 'api');
    const { sync } = await world.ask('tick', { full: true });
    expect(sync?.state).toBe('failing');
    expect(sync?.message).toMatch(/is a copy/);
    expect((await world.sanity.getDocument(id))?.notes).not.toBe('typed in a copy');
  });
});
