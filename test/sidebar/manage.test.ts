/** Making and managing campaigns, people and the record, in a real browser before a scripted server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AdoptableTab, CampaignChanges, CampaignDetails } from '../../addon/answers/campaigns.ts';
import type { CampaignSummary, SidebarState } from '../../addon/calls.ts';
import { type Action, isActionId } from '../../addon/model/actions.ts';
import { type CampaignId, isCampaignId } from '../../addon/model/lead.ts';
import { stepsFrom } from '../../addon/model/lifecycle.ts';
import { type People, RIGHTS } from '../../addon/model/rights.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { type Handlers, type ScriptedSidebar, scriptedSidebar, wellState, wellSync } from './scripted.ts';

let sidebar: ScriptedSidebar;
beforeAll(async () => {
  sidebar = await scriptedSidebar();
  sidebar.page.setDefaultTimeout(10_000);
}, 60_000);
afterAll(() => sidebar?.close());

const page = () => sidebar.page;
const button = (name: string | RegExp) =>
  page().getByRole('button', { name, exact: typeof name === 'string' });
const text = (words: string | RegExp) => page().getByText(words).first();
const box = (name: string) => page().getByRole('textbox', { name, exact: true });
const isOff = (name: string) => button(name).getAttribute('aria-disabled');

function idOf(id: string): CampaignId {
  if (!isCampaignId(id)) throw new Error('That is an id.');
  return id;
}

const [spring] = wellState().campaigns;
if (!spring) throw new Error('There is a campaign.');
const winter: CampaignSummary = { ...spring, id: idOf('campaign.winter'), name: 'Winter', leads: 12 };
const PACE = { state: 'normal', message: null, tickSeconds: 1 } as const;

function detailsOf(campaign: CampaignSummary, changes: Partial<CampaignDetails> = {}): CampaignDetails {
  const { id, kind, name, colour, description, leads, state } = campaign;
  return {
    ...FIRST_SETTINGS,
    id,
    kind,
    name,
    colour,
    description,
    leads,
    state,
    stateAt: '2026-03-03T10:00:00.000Z',
    stateBy: 'casey@example.com',
    createdAt: '2026-03-01T10:00:00.000Z',
    createdBy: 'alex@example.com',
    unsaved: 0,
    steps: stepsFrom(kind, state),
    exportedAt: null,
    restorableUntil: campaign.restorableUntil,
    ...changes,
  };
}

/** A server that keeps what it is told about its campaigns. */
function keeping(changes: Partial<SidebarState> = {}, details: Partial<CampaignDetails> = {}) {
  let state = wellState({
    pace: PACE,
    campaigns: [spring as CampaignSummary, winter],
    rights: RIGHTS,
    ...changes,
  });
  let kept: Partial<CampaignDetails> = details;
  const edits: CampaignChanges[] = [];
  const one = (id: CampaignId) => {
    const found = state.campaigns.find((campaign) => campaign.id === id);
    if (!found) throw new Error('There is no such campaign.');
    return found;
  };
  const set = (id: CampaignId, now: Partial<CampaignSummary>) => {
    state = { ...state, campaigns: state.campaigns.map((c) => (c.id === id ? { ...c, ...now } : c)) };
  };
  const handlers: Handlers = {
    campaignDetails: ({ campaign }) => detailsOf(one(campaign), kept),
    editCampaign: ({ campaign, changes: asked }) => {
      edits.push(asked);
      const { name, colour, description, ...others } = asked;
      set(campaign, {
        ...(name && { name }),
        ...(colour && { colour }),
        ...(description && { description }),
      });
      kept = { ...kept, ...others };
      return { details: detailsOf(one(campaign), kept), state };
    },
    stepCampaign: ({ campaign, step }) => {
      const to = { start: 'active', archive: 'archived', restore: 'active', delete: 'deleted' } as const;
      const restorableUntil = step === 'delete' ? '2026-12-23T10:00:00.000Z' : null;
      set(campaign, { state: to[step], restorableUntil });
      const open = state.campaigns.find((c) => c.state === 'active')?.id ?? null;
      if (step !== 'restore') state = { ...state, active: open === campaign ? null : open };
      return { said: `${step} was done.`, state };
    },
  };
  return {
    edits,
    handlers,
    now: () => state,
    change: (now: Partial<SidebarState>) => {
      state = { ...state, ...now };
    },
    set,
  };
}

const manage = async (name: string) => {
  await button(`Manage ${name}`).click();
  await page().getByRole('heading', { level: 1, name }).last().waitFor();
};

test('a campaign is renamed and its settings changed in one go, and taken back in one', async () => {
  const server = keeping();
  await sidebar.open(server.now, server.handlers);
  await manage('Spring');
  await box('Name').fill('Spring 2026');
  await page().getByTitle('Gold').click();
  await button('Messages M1–M3').click();
  await box('M1, the first Empty').fill('Hi Sam! It’s about your solar panels.');
  await text(/^37 characters · 1 SMS part\. “’” is not in the SMS alphabet/).waitFor();
  await button('Importing into it').click();
  await page().getByRole('checkbox', { name: 'Phone' }).check();
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Save').click();
  await text('Changed for “Spring 2026”: name, colour, required fields, messages.').waitFor();
  await page().getByRole('heading', { level: 1, name: 'Spring 2026' }).last().waitFor();
  expect(await button('Save').count()).toBe(0);
  expect(server.edits).toEqual([
    {
      name: 'Spring 2026',
      colour: '#ffd700',
      required: ['phoneNumber'],
      templates: { m1: 'Hi Sam! It’s about your solar panels.', m2: '', m3: '' },
    },
  ]);
  await button('Undo').click();
  await text('As before: name, colour, required fields, messages.').waitFor();
  expect(server.edits.at(-1)).toEqual({
    name: 'Spring',
    colour: '#8a2be2',
    required: [],
    templates: { m1: '', m2: '', m3: '' },
  });
  await expect.poll(() => box('Name').inputValue()).toBe('Spring');
});

test('what is typed outlives ticks, what others change meanwhile, and leaving the page', async () => {
  const server = keeping();
  await sidebar.open(server.now, server.handlers);
  await manage('Spring');
  await box('Name').fill('Half a na');
  server.set(winter.id, { leads: 13 });
  const { campaigns } = server.now();
  server.change({
    campaigns: campaigns.map((c) => (c.id === spring.id ? { ...c, description: 'By Casey', leads: 299 } : c)),
  });
  await expect.poll(() => box('Description').inputValue()).toBe('By Casey');
  expect(await box('Name').inputValue()).toBe('Half a na');
  await page().waitForTimeout(1_500);
  expect(await box('Name').inputValue()).toBe('Half a na');
  await page().keyboard.press('Escape');
  await manage('Spring');
  expect(await box('Name').inputValue()).toBe('Half a na');
  await text('Not saved yet').waitFor();
  await button('Discard').click();
  expect(await box('Name').inputValue()).toBe('Spring');
  expect(server.edits).toEqual([]);
});

test('a name that another campaign or the spreadsheet needs is refused before it is sent', async () => {
  const server = keeping();
  await sidebar.open(server.now, server.handlers);
  await manage('Spring');
  for (const [name, why] of [
    ['winter', 'There is a campaign “winter” already.'],
    ['_stats', 'is the name of a tab that the spreadsheet needs'],
    ['', 'Give the campaign a name.'],
  ] as const) {
    await box('Name').fill(name);
    await text(why).waitFor();
    expect(await isOff('Save')).toBe('true');
  }
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Discard').click();
});

test('a change that fails says so and keeps what was typed', async () => {
  const server = keeping();
  await sidebar.open(server.now, {
    ...server.handlers,
    editCampaign: () => {
      throw new CallFault('bridge-unreachable', 'The bridge did not answer. Nothing was changed.');
    },
  });
  await manage('Spring');
  await box('Description').fill('For the spring');
  await button('Save').click();
  await text('The bridge did not answer. Nothing was changed.').waitFor();
  expect(await box('Description').inputValue()).toBe('For the spring');
  await button('Discard').click();
});

test('archived with one press, and back with Undo; the list folds it away meanwhile', async () => {
  const server = keeping();
  await sidebar.open(server.now, server.handlers);
  await manage('Winter');
  await text(/Archiving hides its tab/).waitFor();
  await button('Archive').click();
  await text('archive was done.').waitFor();
  await text(/Archived on 3 March 2026, by casey@example.com/).waitFor();
  await button('Undo').click();
  await text('restore was done.').waitFor();
  await button('Undo').click();
  await text('archive was done.').waitFor();
  await button('Back').click();
  expect(await button(/^Winter, 12 leads/).count()).toBe(0);
  await button('Archived (1 campaign)').click();
  await button('Restore Winter').click();
  await button(/^Winter, 12 leads/).waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
});

test('a campaign with rows that are not saved is neither archived nor deleted, and says why', async () => {
  const server = keeping({}, { unsaved: 3 });
  await sidebar.open(server.now, server.handlers);
  await manage('Spring');
  await text('3 rows of it are not verified in Sanity yet: it can be archived once they are.').waitFor();
  expect(await isOff('Archive')).toBe('true');
  await button('Delete this campaign').click();
  await page().getByPlaceholder('Spring').fill('Spring');
  await text(/it can be deleted once they are/).waitFor();
  expect(await button('Delete this campaign').last().getAttribute('aria-disabled')).toBe('true');
});

test('deleted only after an export was offered and the name was typed, with the keyboard alone; then restorable', async () => {
  const server = keeping({}, { exportedAt: null });
  const asked: unknown[] = [];
  await sidebar.open(server.now, {
    ...server.handlers,
    stepCampaign: (ask) => {
      asked.push(ask);
      const answer = server.handlers.stepCampaign?.(ask);
      if (!answer) throw new Error('It answers.');
      return answer;
    },
    openExport: () => null,
  });
  await button(/^Spring, 298 leads/).focus();
  // Down to Winter, right to its page.
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('ArrowRight');
  await page().keyboard.press('Enter');
  await button('Delete this campaign').press('Enter');
  await text('It was never exported as a whole.').waitFor();
  await button('Export…').last().press('Enter');
  await expect.poll(() => sidebar.calls.includes('openExport')).toBe(true);
  const name = page().getByPlaceholder('Winter');
  await name.focus();
  await page().keyboard.type('winte');
  await page().keyboard.press('Enter');
  expect(asked).toEqual([]);
  await name.fill('Winter');
  expect.soft(await sidebar.faults()).toEqual([]);
  await page().keyboard.press('Enter');
  await text('delete was done.').waitFor();
  expect(asked).toEqual([{ campaign: winter.id, step: 'delete', typed: 'Winter' }]);
  expect(await button('Undo').count()).toBe(0);
  // It is at home again, and says until when it can be restored.
  await button('Deleted (1 campaign)').press('Enter');
  await text('Restorable until 23 December 2026').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Restore Winter').press('Enter');
  await button(/^Winter, 12 leads/).waitFor();
});

test('merged call by call with counts until it is done, and what it cannot finish is said', async () => {
  const server = keeping();
  const asked: unknown[] = [];
  let go: () => void = () => undefined;
  const steps = [
    { done: false, moved: 100, left: 198, said: '' },
    { done: false, moved: 100, left: 98, said: '' },
    {
      done: true,
      moved: 95,
      left: 3,
      said: '295 leads are in “Winter” now; 3 stayed, as their phone is there.',
    },
  ];
  await sidebar.open(server.now, {
    ...server.handlers,
    mergeCampaigns: async (ask) => {
      asked.push(ask);
      const step = steps[asked.length - 1];
      if (!step) throw new Error('It was done.');
      if (asked.length === 2) await new Promise<void>((resolve) => (go = resolve));
      return { ...step, state: server.now() };
    },
  });
  await manage('Spring');
  await button('Merge into another campaign').click();
  expect(await isOff('Merge')).toBe('true');
  await page().getByRole('combobox', { name: 'Move all its leads into' }).selectOption('Winter (12 leads)');
  await text(/The leads move from “Spring” into “Winter”/).waitFor();
  await button('Merge').click();
  await button('Yes, merge').click();
  await text('100 of 298 moved').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  go();
  await text('295 leads are in “Winter” now; 3 stayed, as their phone is there.').waitFor();
  expect(asked).toEqual(Array(3).fill({ from: spring.id, into: winter.id, doubles: 'leave' }));
});

test('who lacks a right is told so at the button, and shown who decides', async () => {
  const people: People = {
    everyone: [],
    named: [{ email: 'casey@example.com', rights: ['create', 'people'] }],
  };
  const server = keeping({ rights: [] });
  await sidebar.open(server.now, { ...server.handlers, people: () => people });
  expect(await isOff('Import leads')).toBe('true');
  expect(await isOff('New campaign')).toBe('true');
  await text('You may not make or change campaigns, or import leads here.').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await manage('Spring');
  for (const name of ['Archive', 'Export…']) expect(await isOff(name)).toBe('true');
  expect(await box('Name').isDisabled()).toBe(true);
  await button('Delete this campaign').click();
  await text(/You may not delete campaigns or erase people here/).waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('See who may').last().click();
  await text('casey@example.com can change it: ask them.').waitFor();
  expect(
    await page()
      .getByRole('checkbox', { name: /^Import leads/ })
      .first()
      .isDisabled(),
  ).toBe(true);
  expect(await button('Add').count()).toBe(0);
  expect.soft(await sidebar.faults()).toEqual([]);
  expect(sidebar.calls.filter((name) => name === 'stepCampaign' || name === 'editCampaign')).toEqual([]);
});

test('a campaign that cannot be read says why and is read again when asked', async () => {
  const server = keeping();
  let fails = true;
  await sidebar.open(server.now, {
    ...server.handlers,
    campaignDetails: (ask) => {
      if (fails) throw new CallFault('bridge-unreachable', 'The bridge did not answer.');
      const details = server.handlers.campaignDetails?.(ask);
      if (!details) throw new Error('It answers.');
      return details;
    },
  });
  await manage('Spring');
  await text('Could not read this campaign').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  fails = false;
  await button('Try again').click();
  await box('Name').waitFor();
});

test('while Sanity is out of reach nothing can be changed, and the page says so before anybody tries', async () => {
  const url = 'https://bridge.example.com';
  const server = keeping({ connection: { state: 'failing', url, message: 'It did not answer.' } });
  await sidebar.open(server.now, server.handlers);
  await manage('Spring');
  await text(/Sanity is out of reach, so nothing can be changed here just now/).waitFor();
  expect(await isOff('Archive')).toBe('true');
  expect(await box('Name').isDisabled()).toBe(true);
  expect.soft(await sidebar.faults()).toEqual([]);
});

test('a campaign is made with another’s settings: home shows it, and says where it is', async () => {
  const server = keeping();
  const asked: unknown[] = [];
  const made: CampaignSummary = {
    ...spring,
    id: idOf('campaign.made'),
    name: 'Autumn',
    leads: 0,
    state: 'draft',
  };
  await sidebar.open(server.now, {
    ...server.handlers,
    createCampaign: (ask) => {
      asked.push(ask);
      server.change({
        campaigns: [...server.now().campaigns, made],
        active: made.id,
        sync: wellSync({ leads: 0 }),
      });
      return { campaign: made.id, state: server.now() };
    },
  });
  await button('New campaign').click();
  expect(await isOff('Make the campaign')).toBe('true');
  expect.soft(await sidebar.faults()).toEqual([]);
  await page()
    .getByRole('radio', { name: /With another’s settings/ })
    .check();
  await page().getByRole('combobox', { name: 'Whose settings' }).selectOption('Winter');
  await box('Name').fill(' Autumn ');
  await page().getByTitle('Green').click();
  // A look elsewhere loses nothing.
  await button('Back').click();
  await button('New campaign').click();
  expect(await box('Name').inputValue()).toBe(' Autumn ');
  await box('Name').press('Enter');
  await page().getByRole('heading', { level: 1, name: 'Autumn' }).waitFor();
  await text(
    '“Autumn” was made, and its tab of that name is open. It is a draft until it is started.',
  ).waitFor();
  expect(await button('Undo').count()).toBe(0);
  expect(asked).toEqual([
    { source: { is: 'campaign', campaign: winter.id }, name: 'Autumn', colour: '#8cc63f', description: '' },
  ]);
  await button(/^Autumn, 0 leads, draft/).waitFor();
});

const kent: AdoptableTab = {
  sheetId: 9,
  name: 'Kent',
  leads: 214,
  headings: [
    { heading: 'Name', field: 'firstName' },
    { heading: 'Roof', field: null },
  ],
  problems: [],
  notes: ['The heading “Name” becomes “First_name”.'],
};

test('a tab that is no campaign says so, and becomes one as it stands', async () => {
  const server = keeping({ active: null, sync: null, tab: { name: 'Kent', is: 'unknown' } });
  const asked: unknown[] = [];
  let tab: AdoptableTab | null = {
    ...kent,
    problems: ['Two columns are headed “Mobile”. Rename one of them.'],
  };
  await sidebar.open(server.now, {
    ...server.handlers,
    adoptable: () => ({ tab }),
    createCampaign: (ask) => {
      asked.push(ask);
      throw new CallFault('name-taken', 'There is a tab named so. Nothing was created.');
    },
  });
  await text('“Kent” is no campaign').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Make it a campaign').click();
  await text('Two columns are headed “Mobile”. Rename one of them.').waitFor();
  expect(await isOff('Make the campaign')).toBe('true');
  // The person goes to a tab that can become one: the page follows.
  tab = kent;
  server.change({ tab: { name: 'Kent 2', is: 'unknown' } });
  await text('214 rows').waitFor();
  await text('The heading “Name” becomes “First_name”.').waitFor();
  await page().getByRole('row', { name: 'Name First name' }).waitFor();
  await page().getByRole('row', { name: 'Roof a column of its own' }).waitFor();
  expect(await box('Name').inputValue()).toBe('Kent');
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Make the campaign').click();
  await text('There is a tab named so. Nothing was created.').waitFor();
  expect(asked).toMatchObject([{ source: { is: 'tab', sheetId: 9 }, name: 'Kent' }]);
  // And to one that is a campaign's already.
  tab = null;
  server.change({ active: winter.id, tab: null, sync: wellSync() });
  await text('This is the tab of “Winter”').waitFor();
});

test('the overview’s tab is called so, and offers no campaign of it', async () => {
  const server = keeping({ active: null, sync: null, tab: { name: 'Overview', is: 'overview' } });
  await sidebar.open(server.now, server.handlers);
  await page().getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  expect(await button('Overview').getAttribute('aria-current')).toBe('true');
  expect(await button('Make it a campaign').count()).toBe(0);
});

test('people are named, given rights and removed; a refusal is shown, and undone is as before', async () => {
  let people: People = { everyone: ['create'], named: [{ email: 'alex@example.com', rights: ['people'] }] };
  const first = people;
  const asked: People[] = [];
  const server = keeping();
  await sidebar.open(server.now, {
    ...server.handlers,
    people: () => people,
    setPeople: (next) => {
      asked.push(next);
      if (!next.named.some(({ rights }) => rights.includes('people')))
        throw new CallFault('bad-request', 'Somebody must be left who may say who may do what.');
      people = next;
      return people;
    },
  });
  await button('Settings').click();
  await button('Who may do what').click();
  await box('Add somebody by e-mail').fill('robin');
  await box('Add somebody by e-mail').press('Enter');
  await text('“robin” is not an e-mail address.').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await box('Add somebody by e-mail').fill(' Robin@Example.com ');
  await box('Add somebody by e-mail').press('Enter');
  const robin = page().getByRole('group', { name: 'robin@example.com' });
  await robin.getByRole('checkbox', { name: 'Delete' }).check();
  // Everybody may make campaigns: nobody needs that by name.
  expect(await robin.getByRole('checkbox', { name: /Make and change/ }).count()).toBe(0);
  await page().waitForTimeout(1_500);
  await button('Save').click();
  await text('Who may do what was changed.').waitFor();
  expect(people.named).toEqual([...first.named, { email: 'robin@example.com', rights: ['delete'] }]);
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Undo').click();
  await text('As before.').waitFor();
  expect(people).toEqual(first);
  await button('Remove alex@example.com').click();
  await button('Save').click();
  await text('Somebody must be left who may say who may do what.').waitFor();
  expect(people).toEqual(first);
  await button('Discard').click();
  await page()
    .getByRole('group', { name: 'alex@example.com (you)' })
    .or(page().getByText('alex@example.com (you)'))
    .first()
    .waitFor();
});

function action(n: number, campaign: CampaignId | null): Action {
  const id = `action.${n}`;
  if (!isActionId(id)) throw new Error('That is an id.');
  const at = new Date(Date.UTC(2026, 2, 3, 12) - n * 3_600_000).toISOString();
  return { id, at, by: n === 2 ? '' : 'casey@example.com', campaign, what: 'settings', said: `Said ${n}.` };
}

test('the record is told newest first, of one campaign or of everything, and earlier parts when asked', async () => {
  const server = keeping();
  const asked: unknown[] = [];
  let fails = true;
  await sidebar.open(server.now, {
    ...server.handlers,
    actions: (ask) => {
      asked.push(ask);
      if (ask.before !== null && fails) throw new CallFault('bridge-unreachable', 'It did not answer.');
      if (ask.campaign === winter.id) return { actions: [], more: false };
      if (ask.before !== null) return { actions: [action(2, null), action(3, null)], more: false };
      return {
        actions: [action(0, spring.id), action(1, idOf('campaign.gone')), action(2, null)],
        more: true,
      };
    },
  });
  await button('Settings').click();
  await button('Who did what').click();
  await text('Said 0.').waitFor();
  expect(await page().locator('.record-entry').allInnerTexts()).toEqual([
    expect.stringMatching(/^Said 0\.\s+\d\d:\d\d · casey@example.com · Spring$/),
    expect.stringMatching(/^Said 1\..*a campaign that is gone$/s),
    expect.stringMatching(/^Said 2\..*someone whom Google does not name$/s),
  ]);
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Show earlier').click();
  await text('The earlier part could not be read').waitFor();
  fails = false;
  await button('Show earlier').click();
  await text('Said 3.').waitFor();
  expect(await page().locator('.record-entry').count()).toBe(4);
  expect(await button('Show earlier').count()).toBe(0);
  await page().getByRole('combobox', { name: 'About' }).selectOption('Winter');
  await text('Nothing has been recorded yet.').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  expect(asked.at(-1)).toEqual({ campaign: winter.id, before: null });
});

test('a switch to a tab that is gone shows at once that it is gone, however rarely the sidebar looks', async () => {
  const server = keeping({
    pace: { state: 'slow', message: 'The day’s quota is spared.', tickSeconds: 600 },
  });
  await sidebar.open(server.now, {
    ...server.handlers,
    switchTo: () => {
      throw new CallFault('not-found', 'The tab of "Winter" is not in this spreadsheet any more.');
    },
  });
  server.set(winter.id, { hasTab: false });
  await button(/^Winter, 12 leads/).click();
  await text('The tab of "Winter" is not in this spreadsheet any more.').waitFor();
  await text('Its tab is gone; its leads are in Sanity').waitFor();
  expect(await button(/^Winter, 12 leads/).getAttribute('aria-busy')).toBeNull();
});

test('a campaign is switched from the title, with the keyboard alone', async () => {
  const server = keeping();
  await sidebar.open(server.now, {
    ...server.handlers,
    switchTo: ({ campaign }) => {
      server.change({ active: campaign });
      return server.now();
    },
  });
  await button('Spring').press('Enter');
  expect.soft(await sidebar.faults()).toEqual([]);
  await page().keyboard.press('ArrowDown');
  await page().keyboard.press('Enter');
  await page().getByRole('heading', { level: 1, name: 'Winter' }).waitFor();
  await button('Winter').press('Enter');
  await page().keyboard.press('Escape');
  expect(await page().evaluate('document.activeElement.textContent')).toBe('Winter');
});

test('the browser had nothing to complain of', () => {
  expect(sidebar.complaints).toEqual([]);
});
