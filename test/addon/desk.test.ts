/** Numbers, lists, search and going to a lead, in the built add-on over a whole world. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Calls, CampaignSummary } from '../../addon/calls.ts';
import { type CampaignId, isLeadId, type LeadId } from '../../addon/model/lead.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, daysAgo, importLeads, type LeadTexts, leadTexts } from './leads.ts';

const SPRING = 'Spring';
const AUTUMN = 'Autumn';
const LEADS = 40;

let world: World;
const known = new Map<string, CampaignSummary>();

beforeAll(async () => {
  world = await startWorld();
  await importLeads(
    world,
    SPRING,
    Array.from({ length: LEADS }, (_, n) => cellsOf(lead(n))),
  );
  await importLeads(
    world,
    AUTUMN,
    Array.from({ length: 12 }, (_, n) => cellsOf(lead(n + 100))),
  );
  await world.ask('installTriggers', null);
  for (const campaign of (await world.ask('state', null)).campaigns) known.set(campaign.name, campaign);
  await world.ask('switchTo', { campaign: id(SPRING) });
}, 120_000);
afterAll(() => world?.close());

/** Lead 3 of each campaign replied, was answered by a colleague by hand, and wrote again. */
function lead(n: number): LeadTexts {
  if (n % 100 !== 3) return leadTexts(n);
  const conversation = `AI: Hi!\n[12:05 ${daysAgo(5).slice(6)}] MANUAL: Of course.\n[12:05 ${daysAgo(2).slice(6)}] Lead: And when?`;
  return {
    ...leadTexts(n),
    contactStatus: 'WARM',
    archived: 'No',
    m1Sent: daysAgo(9),
    m2Sent: '',
    m3Sent: '',
    replyReceived: daysAgo(2),
    conversationHistory: conversation,
    latestLeadReply: 'And when?',
  };
}

function id(name: string): CampaignId {
  const found = known.get(name);
  if (!found) throw new Error(`There is no campaign "${name}".`);
  return found.id;
}

async function idOf(tab: string, phone: string): Promise<LeadId> {
  const row = (await world.rows(tab)).find((one) => one.Phone_number === phone);
  const found = row?._lead ?? '';
  if (!isLeadId(found)) throw new Error(`No row of "${tab}" has the phone ${phone}.`);
  return found;
}

const desk = (name: string) => world.ask('desk', { campaign: id(name), period: 'all' });
const find = async (text: string) =>
  (await world.ask('search', { text })).leads.map(
    ({ campaign, line }) => `${campaign === id(SPRING) ? SPRING : AUTUMN} ${line.phone}`,
  );
const spreadsheetCalls = () => world.cost().calls.Spreadsheet ?? 0;
const list = (answer: Calls['desk']['answer'], name: string) => {
  const found = answer.lists.find((one) => one.list === name);
  if (!found) throw new Error(`There is no list "${name}".`);
  return found;
};
/** Google drops what is cached after six hours at the latest. */
const dropCache = () => world.host.advance(7 * 3_600_000);

describe('numbers and lists of a campaign', () => {
  test('come without a call to the spreadsheet when a pass has read the tab', async () => {
    const answer = await desk(SPRING);
    expect(spreadsheetCalls()).toBe(0);
    const rows = await world.rows(SPRING);
    const archived = rows.filter((row) => row.Archived === 'Yes').length;
    expect(answer.numbers.total).toBe(LEADS);
    expect(answer.numbers.replied).toBe(
      rows.filter((row) => row.Archived !== 'Yes' && row.Reply_received !== '').length,
    );
    expect(list(answer, 'archived').total).toBe(archived);
    expect(list(answer, 'hot').lines.every(({ status }) => status === 'HOT')).toBe(true);
    expect(Date.now() - Date.parse(answer.asOf)).toBeLessThan(60_000);
  });

  test('a reply that a colleague answered by hand does not wait; one after that does, since it came', async () => {
    const third = await idOf(SPRING, '+447700900003');
    const waits = async () => list(await desk(SPRING), 'waiting').lines.find((line) => line.lead === third);
    expect(await waits()).toMatchObject({ snippet: 'And when?' });
    const rows = await world.rows(SPRING);
    const conversation = rows.find((row) => row._lead === third)?.['Conversation History'] ?? '';
    const answered = `${conversation}\n[12:06 ${daysAgo(2).slice(6)}] MANUAL: On Monday.`;
    await world.type(SPRING, third, 'Conversation History', answered);
    expect(await waits()).toBeUndefined();
  });

  test('are read from the tab, once, when the cache has dropped them', async () => {
    const before = await desk(SPRING);
    await dropCache();
    const after = await desk(SPRING);
    expect(world.cost().methods['Range.getValues']).toBe(1);
    expect({ ...after, asOf: '' }).toEqual({ ...before, asOf: '' });
    expect(Date.parse(after.asOf)).toBeGreaterThan(Date.parse(before.asOf));
    await desk(SPRING);
    expect(spreadsheetCalls()).toBe(0);
  });

  test('page through every list, over one campaign and over all', async () => {
    const page = (campaign: CampaignId | null, status: string | null, from: number) =>
      world.ask('deskList', { campaign, list: null, status, from });
    const all = await page(null, null, 0);
    expect(all.total).toBe(LEADS + 12);
    expect(all.statuses.reduce((sum, { leads }) => sum + leads, 0)).toBe(all.total);
    expect((await page(null, null, 50)).leads.map(({ line }) => line.lead)).toEqual(
      all.leads.slice(50).map(({ line }) => line.lead),
    );
    const hot = await page(null, 'HOT', 0);
    expect(hot.total).toBe(all.statuses.find(({ status }) => status === 'HOT')?.leads);
    expect((await page(id(AUTUMN), null, 0)).leads.every(({ campaign }) => campaign === id(AUTUMN))).toBe(
      true,
    );
  });
});

describe('a search', () => {
  test('finds leads of every campaign in any spelling, without a call to the spreadsheet', async () => {
    await find('warm the cache');
    expect(await find('07700 900 103')).toEqual([`${AUTUMN} +447700900103`]);
    expect(spreadsheetCalls()).toBe(0);
    expect(await find('lead101@example')).toEqual([`${AUTUMN} +447700900101`]);
    expect(await find('0017')).toEqual([`${SPRING} +447700900017`]);
  });

  test.each(['person', 'api'] as const)(
    'finds what a %s typed once the pass has seen it, and no longer what stood there',
    async (by) => {
      const [was, is] =
        by === 'person' ? ['+447700900005', '+447700900805'] : ['+447700900006', '+447700900806'];
      await find(was);
      await world.type(SPRING, await idOf(SPRING, was), 'Phone_number', `0${is.slice(3)}`, by);
      // What the Sheets API writes is found by comparing, which the next pass does.
      if (by === 'api') await world.ask('tick', { full: true });
      expect(await find(is)).toEqual([`${SPRING} ${is}`]);
      expect(await find(was)).toEqual([]);
    },
  );

  test('reads a tab anew whose edit no pass could take in, rather than tell what stood there before', async () => {
    await world.stopBridge();
    try {
      await world.type(SPRING, await idOf(SPRING, '+447700900009'), 'Phone_number', '07700900809');
      expect(await find('07700900809')).toEqual([`${SPRING} +447700900809`]);
      expect(await find('07700900009')).toEqual([]);
    } finally {
      await world.restartBridge();
      await world.ask('tick', { full: true });
    }
  });

  test('an edit while the cached lines are of a moment before it is never told as theirs', async () => {
    const lead = await idOf(SPRING, '+447700900010');
    const before = await desk(SPRING);
    // The edit's own pass is broken off after it was marked, and before it has read the tab.
    await world.host.interrupt({ calls: 5, act: 'kill' });
    await world.type(SPRING, lead, 'Phone_number', '07700900810');
    await world.host.interrupt(null);
    expect(await find('07700900810')).toEqual([`${SPRING} +447700900810`]);
    expect(Date.parse((await desk(SPRING)).asOf)).toBeGreaterThan(Date.parse(before.asOf));
  });
});

describe('going to a lead', () => {
  test('goes to its row in whichever campaign, by the ids alone, and unfolds the table', async () => {
    await world.ask('switchTo', { campaign: id(AUTUMN) });
    await world.ask('setView', { campaign: id(SPRING), view: 'dashboard' });
    const lead = await idOf(SPRING, '+447700900020');
    const { at, state } = await world.ask('goTo', { campaign: id(SPRING), lead });
    const { methods } = world.cost();
    expect(methods['Range.getValues']).toBe(3);
    expect(state.active).toBe(id(SPRING));
    expect(state.campaigns.find((one) => one.id === id(SPRING))?.view).toBe('leads');
    expect((await world.rows(SPRING))[at.row - 2]?._lead).toBe(lead);
    await world.ask('goTo', { campaign: id(SPRING), lead });
    expect(spreadsheetCalls()).toBeLessThanOrEqual(9);
  });

  test('of which there is no row says so', async () => {
    const gone = 'lead.nowhere.1';
    if (!isLeadId(gone)) throw new Error('That is an id.');
    expect(await world.call('goTo', { campaign: id(SPRING), lead: gone })).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: expect.stringContaining('has no row in "Spring"') },
    });
  });
});

describe('the filter of a tab', () => {
  const hidden = async (): Promise<number> => {
    const book = await world.workbook();
    const sheetId = book.getSheetIdByName(SPRING) ?? '';
    return Array.from({ length: LEADS }, (_, n) => n + 1).filter((row) => book.isRowHidden(sheetId, row))
      .length;
  };

  test.each(['hot', 'warm', 'booked', 'upcoming', 'recent', 'archived'] as const)(
    'shows the rows of the list "%s" and no others',
    async (name) => {
      const { total } = list(await desk(SPRING), name);
      const { said } = await world.ask('filterTab', { campaign: id(SPRING), list: name });
      expect(said).toContain(`shows ${total} row`);
      await expect.poll(hidden).toBe(LEADS - total);
    },
  );

  test('says why a row behind it cannot be gone to, and shows every row again', async () => {
    await world.ask('filterTab', { campaign: id(SPRING), list: 'archived' });
    const lead = await idOf(SPRING, '+447700900020');
    expect(await world.call('goTo', { campaign: id(SPRING), lead })).toMatchObject({
      ok: false,
      error: { code: 'filtered', message: expect.stringContaining('A filter hides row') },
    });
    const { said } = await world.ask('filterTab', { campaign: id(SPRING), list: null });
    expect(said).toBe('"Spring" shows every row again.');
    await expect.poll(hidden).toBe(0);
  });

  test('is not set for a list that no filter can show', async () => {
    expect(await world.call('filterTab', { campaign: id(SPRING), list: 'waiting' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('compares no column with another') },
    });
    expect(await hidden()).toBe(0);
  });
});

test('an archived campaign is found by a search, and is in no list over all', async () => {
  await archive(AUTUMN);
  expect(await find('07700900103')).toEqual([`${AUTUMN} +447700900103`]);
  const all = await world.ask('deskList', { campaign: null, list: null, status: null, from: 0 });
  expect(all.leads.some(({ campaign }) => campaign === id(AUTUMN))).toBe(false);
  const lead = await idOf(AUTUMN, '+447700900103');
  expect(await world.call('goTo', { campaign: id(AUTUMN), lead })).toMatchObject({
    ok: false,
    error: { code: 'not-allowed', message: expect.stringContaining('is archived') },
  });
});

test('switching to a campaign takes four calls of all services together', async () => {
  await world.ask('switchTo', { campaign: id(SPRING) });
  const { calls } = world.cost();
  expect(Object.values(calls).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(4);
});

/** As the campaign's own page does it. */
async function archive(name: string): Promise<void> {
  await world.ask('stepCampaign', { campaign: id(name), step: 'archive', typed: '' });
}
