/** Search, numbers and lists in a real browser, 300 px wide, before a scripted server: every state, and by keyboard alone. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LeadPage } from '../../addon/answers/desk.ts';
import type { Calls, SidebarState } from '../../addon/calls.ts';
import type { FoundLead } from '../../addon/model/desk/line.ts';
import { searchLines } from '../../addon/model/desk/search.ts';
import { type CampaignId, isCampaignId } from '../../addon/model/lead.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { deskWith, hoursAgo, madeUpLine, quietDesk } from './desks.ts';
import { type ScriptedSidebar, scriptedSidebar, wellState, wellSync } from './scripted.ts';

/** Pictures of each state are put here when it is set, for whoever wants to look. */
const PICTURES = process.env.DESK_PICTURES;

let sidebar: ScriptedSidebar;
beforeAll(async () => {
  sidebar = await scriptedSidebar();
}, 60_000);
afterAll(() => sidebar?.close());

const AUTUMN = 'campaign.autumn';
const campaign = (text: string): CampaignId => {
  if (!isCampaignId(text)) throw new Error(`"${text}" is no campaign's id.`);
  return text;
};

/** Three campaigns, the last one archived. */
function threeCampaigns(changes: Partial<SidebarState> = {}): SidebarState {
  const well = wellState();
  const [spring] = well.campaigns;
  if (!spring) throw new Error('There is one.');
  return {
    ...well,
    campaigns: [
      spring,
      {
        ...spring,
        id: campaign(AUTUMN),
        name: 'Autumn enquiries of a fair with a long name',
        colour: '#02bbd4',
      },
      { ...spring, id: campaign('campaign.old'), name: 'Old', colour: '#8cc63f', state: 'archived' },
    ],
    ...changes,
  };
}

const LEADS: readonly FoundLead[] = Array.from({ length: 60 }, (_, n) => ({
  campaign: campaign(n % 3 === 0 ? AUTUMN : n % 7 === 1 ? 'campaign.old' : 'campaign.spring'),
  line: madeUpLine(n),
}));

function found({ text }: Calls['search']['ask']): Calls['search']['answer'] {
  const ranked = searchLines(LEADS, ({ line }) => line, text).map(({ one }) => one);
  return { leads: ranked.slice(0, 20), total: ranked.length, asOf: new Date().toISOString() };
}

const waitingLines = [
  madeUpLine(0, { replied: hoursAgo(3), status: 'WARM' }),
  madeUpLine(1, { replied: hoursAgo(27), status: 'HOT', name: 'Bartholomew Featherstonehaugh-Cholmondeley' }),
  madeUpLine(2, { replied: hoursAgo(0.4), status: 'POSITIVE' }),
];
const full = (ask: Calls['desk']['ask']) =>
  deskWith(
    ask,
    {
      waiting: waitingLines,
      hot: Array.from({ length: 5 }, (_, n) => madeUpLine(n, { status: 'HOT' })),
      upcoming: [madeUpLine(4, { call: hoursAgo(-5), status: 'CALL_BOOKED' })],
      recent: [madeUpLine(5)],
    },
    ask.period === 'all'
      ? {}
      : {
          change: {
            messages: 12.4,
            messaged: 3,
            replied: -40.2,
            replyRate: 0,
            hot: 100,
            callsBooked: -12,
            converted: 250,
            optOutRate: 33,
          },
        },
    { hot: 143 },
  );

const page = () => sidebar.page;
const button = (name: string | RegExp) =>
  page().getByRole('button', { name, exact: typeof name === 'string' });
const text = (words: string | RegExp) => page().getByText(words).first();
const box = () => page().getByRole('combobox', { name: 'Search leads of all campaigns' });
const options = () => page().getByRole('option');

async function picture(name: string): Promise<void> {
  if (!PICTURES) return;
  await page().waitForTimeout(400);
  await page().screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

/** A server's answer that comes when the test says so. */
function held<T>() {
  let give: (value: T) => void = () => undefined;
  const answer = new Promise<T>((resolve) => {
    give = resolve;
  });
  return { answer, give };
}

test('numbers and lists are ghosts until they come, then say how old they are', async () => {
  const slow = held<Calls['desk']['answer']>();
  await sidebar.open(threeCampaigns, { desk: () => slow.answer });
  await text('counting…').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('loading');
  slow.give(full({ campaign: campaign('campaign.spring'), period: 'all' }));
  await text(/^as of 1\d s ago/).waitFor();
  await button('Waiting for an answer 3').waitFor();
  await text('for 1 day · ').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('full');
  expect(sidebar.complaints).toEqual([]);
});

test('another period is counted at once and turns the dashboard with the same press', async () => {
  let state = threeCampaigns();
  const asked: string[] = [];
  const slow = held<SidebarState>();
  await sidebar.open(() => state, {
    desk: (ask) => {
      asked.push(ask.period);
      return full(ask);
    },
    setPeriod: ({ period }) => {
      state = { ...state, campaigns: state.campaigns.map((one) => ({ ...one, period })) };
      return slow.answer;
    },
  });
  await text('Replies').waitFor();
  expect(await text('against').count()).toBe(0);
  await button('7 days').click();
  await page().getByRole('button', { name: '7 days', pressed: true }).waitFor();
  await text('down 40 % against the 7 days before').waitFor({ state: 'attached' });
  expect(await button('7 days').getAttribute('aria-busy')).toBe('true');
  slow.give(state);
  await page().locator('.period[aria-busy]').waitFor({ state: 'detached' });
  expect(asked).toEqual(['all', '7days']);
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('When people reply').click();
  await page().getByRole('table', { name: 'Replies by weekday and hour, UK time' }).waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('period');
});

test('a period that the dashboard does not take is not shown as chosen', async () => {
  await sidebar.open(threeCampaigns, {
    desk: full,
    setPeriod: () => {
      throw new CallFault('busy', 'Another save is under way. Nothing was changed.');
    },
  });
  await button('Today').click();
  await text('That was not done').waitFor();
  await page().getByRole('button', { name: 'All', pressed: true, exact: true }).waitFor();
});

test('what failed is said in a sentence, beside the numbers from before, and is tried again with a press', async () => {
  let fails = true;
  let state = threeCampaigns();
  const desk = (ask: Calls['desk']['ask']) => {
    if (fails) throw new CallFault('not-found', 'The tab of "Autumn" is not in this spreadsheet any more.');
    return full(ask);
  };
  // Nothing is known of this campaign from before.
  state = { ...state, active: campaign(AUTUMN) };
  await sidebar.open(() => state, { desk });
  await text('The numbers could not be read').waitFor();
  await text('The tab of "Autumn" is not in this spreadsheet any more.').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('failed');
  fails = false;
  await button('Try again').click();
  await button('Waiting for an answer 3').waitFor();
  fails = true;
  state = { ...state, sync: wellSync({ leads: 299 }) };
  await text('What is shown is from before.').waitFor({ timeout: 10_000 });
  await button('Waiting for an answer 3').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('failed-later');
});

test('numbers are asked for again when the tab was compared again, and not at every tick', async () => {
  let state = wellState();
  await sidebar.open(() => state, { desk: quietDesk });
  await text('Nobody waits for an answer.').waitFor({ state: 'hidden' });
  await expect
    .poll(() => sidebar.calls.filter((name) => name === 'tick').length, { timeout: 10_000 })
    .toBeGreaterThan(1);
  expect(sidebar.calls.filter((name) => name === 'desk')).toHaveLength(1);
  state = { ...state, sync: wellSync({ comparedAt: new Date().toISOString() }) };
  await expect
    .poll(() => sidebar.calls.filter((name) => name === 'desk').length, { timeout: 10_000 })
    .toBe(2);
});

test('lists that are empty say so, and one is open at a time', async () => {
  await sidebar.open(wellState, { desk: quietDesk });
  await button('Hot leads 0').waitFor();
  if ((await button('Hot leads 0').getAttribute('aria-expanded')) === 'false')
    await button('Hot leads 0').click();
  await text('No lead is hot just now.').waitFor();
  await button('Waiting for an answer 0').press('Enter');
  await text('Nobody waits for an answer.').waitFor();
  expect(await page().locator('.disclosure.is-open').count()).toBe(1);
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('empty-list');
});

test('a press on a lead opens its page and goes to its row; the keyboard comes back to it', async () => {
  const went: string[] = [];
  await sidebar.open(threeCampaigns, {
    desk: full,
    goTo: ({ campaign: id, lead }) => {
      went.push(lead);
      return { at: { campaign: id, lead, row: 7 }, state: threeCampaigns() };
    },
    ...LEAD_CALLS,
  });
  if ((await button(/^Waiting/).getAttribute('aria-expanded')) === 'false') await button(/^Waiting/).click();
  const row = button(/^Bartholomew/);
  await row.focus();
  await page().keyboard.press('Enter');
  await page().getByRole('dialog').waitFor();
  await expect.poll(() => went).toEqual(['lead.made-up.1']);
  await page().keyboard.press('Escape');
  await page().getByRole('dialog').waitFor({ state: 'detached' });
  await page().locator('.lead-row:focus', { hasText: 'Bartholomew' }).waitFor();
});

test('the tab is filtered for everybody only after the person was told so, and shows every row again with one press', async () => {
  const filters: (string | null)[] = [];
  await sidebar.open(threeCampaigns, {
    desk: full,
    filterTab: ({ list }) => {
      filters.push(list);
      const said = list ? '"Spring" shows 143 rows now.' : '"Spring" shows every row again.';
      return { said, state: threeCampaigns() };
    },
  });
  await button('Hot leads 143').click();
  await button('Filter the tab…').click();
  await text('everybody who has the tab open sees only these rows').waitFor();
  expect(filters).toEqual([]);
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('filter');
  await page().keyboard.press('Escape');
  await button('Filter the tab…').click();
  await button('Filter it for everybody').click();
  await text('"Spring" shows 143 rows now.').waitFor();
  await button('Show every row').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('filtered');
  await button('Undo').click();
  await text('"Spring" shows every row again.').waitFor();
  expect(filters).toEqual(['hot', null]);
  expect(await button('Show every row').count()).toBe(0);
  await button('Waiting for an answer 3').click();
  expect(await button('Filter the tab…').count()).toBe(0);
});

test('a search narrows at once, asks when the typing pauses, and is worked by keyboard alone', async () => {
  const asked: string[] = [];
  const went: string[] = [];
  await sidebar.open(threeCampaigns, {
    desk: full,
    search: (ask) => {
      asked.push(ask.text);
      return found(ask);
    },
    goTo: ({ campaign: id, lead }) => {
      went.push(lead);
      return { at: { campaign: id, lead, row: 7 }, state: threeCampaigns() };
    },
    ...LEAD_CALLS,
  });
  await box().click();
  await page().keyboard.type('z');
  await text('Type a little more.').waitFor();
  await page().keyboard.type('oe', { delay: 20 });
  await options().first().waitFor();
  expect(asked).toEqual(['zoe']);
  await text(/^9 leads$/).waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('found');
  // Hidden, not gone: what was open there is not to be lost.
  expect(await text('At a glance').isVisible()).toBe(false);
  await page().keyboard.type(' hug');
  await expect.poll(() => options().count()).toBe(2);
  await page().keyboard.press('Control+A');
  await page().keyboard.type('09000');
  await text('The best 20 of ').waitFor();
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('ArrowUp');
  const second = options().nth(1);
  expect(await second.getAttribute('aria-selected')).toBe('true');
  expect(await box().getAttribute('aria-activedescendant')).toBe(await second.getAttribute('id'));
  await picture('found-many');
  await page().keyboard.press('Enter');
  await page().getByRole('dialog').waitFor();
  await page().keyboard.press('Escape');
  await page().getByRole('dialog').waitFor({ state: 'detached' });
  await page().locator('.search-input:focus').waitFor();
  await page().keyboard.press('Escape');
  expect(await box().inputValue()).toBe('');
  await text('At a glance').waitFor();
});

test('a lead of an archived campaign is found, marked so, and opened without going to a row', async () => {
  await sidebar.open(threeCampaigns, { desk: full, search: found, ...LEAD_CALLS });
  const old = LEADS.find((one) => one.campaign === 'campaign.old');
  await box().fill(old?.line.phone ?? '');
  await page()
    .getByRole('option', { name: /Old archived campaign/ })
    .click();
  await page().getByRole('dialog').waitFor();
  expect(sidebar.calls).not.toContain('goTo');
});

test('nothing found, a search that failed and one that takes long are told apart', async () => {
  let slow = held<Calls['search']['answer']>();
  let next: 'empty' | 'offline' | 'slow' = 'empty';
  await sidebar.open(threeCampaigns, {
    desk: full,
    search: (ask) => {
      if (next === 'offline') throw new Error('NetworkError: connection failure due to HTTP 0');
      return next === 'slow' ? slow.answer : found(ask);
    },
  });
  await box().fill('nobody at all');
  await text('Nobody found for “nobody at all” in any campaign.').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('found-nobody');
  next = 'offline';
  await box().fill('sam');
  await text('No connection').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('search-offline');
  next = 'slow';
  slow = held();
  await button('Try again').click();
  await text('Searching…').waitFor();
  await picture('searching');
  slow.give(found({ text: 'sam' }));
  await options().first().waitFor();
});

test('an answer that comes after a later question is not shown', async () => {
  const slow = held<Calls['search']['answer']>();
  await sidebar.open(threeCampaigns, {
    desk: full,
    search: (ask) => (ask.text === 'zoe' ? slow.answer : found(ask)),
  });
  await box().fill('zoe');
  await expect.poll(() => sidebar.calls.includes('search')).toBe(true);
  await box().fill('kwame');
  await options().first().waitFor();
  slow.give(found({ text: 'zoe' }));
  await page().waitForTimeout(100);
  expect(await options().first().textContent()).toContain('Kwame');
});

test('a whole list comes a hundred at a time, can be narrowed to a status, and names campaigns where there are several', async () => {
  const asked: Calls['deskList']['ask'][] = [];
  const all = Array.from({ length: 230 }, (_, n) => ({
    campaign: campaign(n % 2 ? AUTUMN : 'campaign.spring'),
    line: madeUpLine(n),
  }));
  let fails = true;
  const deskList = (ask: Calls['deskList']['ask']): LeadPage => {
    if (fails) throw new CallFault('internal', 'Google stopped the call. Try again.');
    asked.push(ask);
    const those = ask.status === null ? all : all.filter(({ line }) => line.status === ask.status);
    const statuses = [...new Set(all.map(({ line }) => line.status))].map((status) => ({
      status,
      leads: 33,
    }));
    return {
      leads: those.slice(ask.from, ask.from + 100),
      total: those.length,
      statuses,
      asOf: new Date().toISOString(),
    };
  };
  await sidebar.open(threeCampaigns, { desk: full, deskList });
  await button('All leads').click();
  await text('Could not read the leads').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('list-failed');
  fails = false;
  await button('Try again').click();
  await text('230 leads · all campaigns').waitFor();
  await text('Autumn enquiries').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await picture('list');
  await button('Show 100 more of 130').click();
  await button('Show 30 more of 30').click();
  await expect.poll(() => page().locator('.slide .lead-row').count()).toBe(230);
  await page().getByLabel('Status').selectOption({ label: 'HOT (33)' });
  await text('33 leads · all campaigns').waitFor();
  expect(asked.map(({ status, from }) => [status, from])).toEqual([
    [null, 0],
    [null, 100],
    [null, 200],
    ['HOT', 0],
  ]);
});

/** What a lead's page asks for, so far as a test of lists cares. */
const LEAD_CALLS = {
  lead: () => {
    throw new CallFault('internal', 'Not in this test.');
  },
  leadBackground: () => {
    throw new CallFault('internal', 'Not in this test.');
  },
} as const;
