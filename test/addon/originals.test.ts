/** Original leads are mapped, never migrated; and the dashboard's formulas count as the old dashboard did. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readText } from '../../addon/model/cell.ts';
import { FIELDS } from '../../addon/model/fields.ts';
import { type Kpis, kpiLeadOf, kpisOf } from '../../addon/model/kpi.ts';
import { type FieldValue, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts, settle } from './leads.ts';

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

/** Of a block of `_stats`: the number beside a label, in the table that begins with a heading. */
async function stats(campaign: string): Promise<(table: string, label: string) => number> {
  const cells = await world.cells('_stats');
  const top = cells.findIndex((line) => line[0] === `Campaign: ${campaign}`);
  return (table, label) => {
    const from = cells.findIndex((line, row) => row > top && line[0] === table);
    return Number(cells.slice(from).find((line) => line[0] === label)?.[1]);
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
    await settle(world, 'It’s mixed');
  });

  test.each(['Original', 'It’s mixed'])('of "%s" counts as the model does', async (tab) => {
    const number = await stats(tab);
    const kpis = await counted(tab);
    expect(kpis.total).toBeGreaterThan(80);
    expect([
      number('Number', 'Total leads'),
      number('Number', 'Messages sent'),
      number('Number', 'Replied'),
      number('Number', 'Calls ever booked'),
      number('Status', 'HOT'),
      number('Step', 'Call booked'),
    ]).toEqual([
      kpis.total,
      kpis.messages.all,
      kpis.replied,
      kpis.callsBooked,
      kpis.statuses.get('HOT'),
      kpis.funnel[3],
    ]);
  });

  test('follows an edit with no script running', async () => {
    const count = async () => (await stats('It’s mixed'))('Status', 'PAUSED');
    const free = (await world.rows('It’s mixed')).find((row) => row.Archived === 'No')?._lead ?? '';
    const earlier = await count();
    await world.type('It’s mixed', free, 'Contact_Status', 'PAUSED', 'api');
    expect(await count()).toBe(earlier + 1);
  });

  test('floats nine charts beside the table, none over another', async () => {
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
    expect(boxes).toHaveLength(9);
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
