/** The sidebar's rarer states in a real browser: a copy, stopped triggers, a tab that is gone, a slower pace, what fails. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Proof, SidebarState } from '../../addon/calls.ts';
import { isCampaignId } from '../../addon/model/lead.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { before, type ScriptedSidebar, scriptedSidebar, wellState, wellSync } from './scripted.ts';

let sidebar: ScriptedSidebar;
beforeAll(async () => {
  sidebar = await scriptedSidebar();
}, 60_000);
afterAll(() => sidebar?.close());

const button = (name: string | RegExp) =>
  sidebar.page.getByRole('button', { name, exact: typeof name === 'string' });
const exactly = (words: string) => sidebar.page.getByText(words, { exact: true });
/** What is gravest opens by itself. */
const opened = (name: string) =>
  sidebar.page.getByRole('button', { name, exact: true, expanded: true }).waitFor();
const text = (words: string | RegExp) => sidebar.page.getByText(words).first();

const emptied = {
  code: 'mass-clear' as const,
  rows: Array.from({ length: 30 }, (_, n) => n + 2),
  message: '"Postcode" was emptied in 60 rows at once. Sanity still holds these values.',
  mark: 'a',
};
const proof: Proof = {
  at: before(0),
  leads: 298,
  equal: 296,
  resting: 0,
  differing: 2,
  differences: [
    {
      row: 14,
      who: 'Pat Example',
      fields: [{ label: 'Notes', sheet: 'Rang at ten. '.repeat(30), sanity: '' }],
      message: 'Changed in the sheet and not sent yet.',
      repairable: true,
    },
    { row: null, who: '', fields: [], message: '1 lead had a row here and has none now.', repairable: false },
  ],
  repaired: 0,
};

test('a copied spreadsheet stays still until a person has confirmed that it is the live one', async () => {
  let state: SidebarState = wellState({ isCopy: true });
  await sidebar.open(() => state, {
    makeLive: () => {
      state = { ...state, isCopy: false };
      return state;
    },
  });
  await text('Not the live spreadsheet').waitFor();
  expect(await button('Import leads').count()).toBe(0);
  expect(await button('Prove it').count()).toBe(0);
  await button('Make this the live spreadsheet').press('Enter');
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Not now').click();
  expect(sidebar.calls).not.toContain('makeLive');
  await button('Make this the live spreadsheet').click();
  await button('Yes, make this the live spreadsheet').click();
  await text('This is the live spreadsheet now.').waitFor();
  expect(await text('Not the live spreadsheet').count()).toBe(0);
});

test('triggers that stopped are said to be whose they are, and are installed anew with one press', async () => {
  const owner = 'casey@example.com';
  let state = wellState({
    triggers: { installed: true, owner, mine: false, ranAt: before(7_200), alive: false },
    pace: { state: 'slow', message: 'Most of the day’s quota is used.', tickSeconds: 60 },
    sync: wellSync({ notes: ['The column "Notes" is headed "Remarks" now.'] }),
  });
  await sidebar.open(() => state, {
    installTriggers: () => {
      state = wellState();
      return state;
    },
  });
  await text(/belong to casey@example.com and last ran at/).waitFor();
  await text('Most of the day’s quota is used.').waitFor();
  await text('The column "Notes" is headed "Remarks" now.').waitFor();
  expect(await text('Needs attention').count()).toBe(0);
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Install them in my name').click();
  await text('Edits are sent by themselves, in your name').waitFor();
  expect(await text('Sending has stopped').count()).toBe(0);
});

test('the tab of a campaign that is gone is made again, and what was done is said', async () => {
  const gone = 'campaign.winter';
  if (!isCampaignId(gone)) throw new Error('That is an id.');
  const [spring] = wellState().campaigns;
  if (!spring) throw new Error('There is a campaign.');
  let state = wellState({ campaigns: [spring, { ...spring, id: gone, name: 'Winter', hasTab: false }] });
  const asked: unknown[] = [];
  await sidebar.open(() => state, {
    settleHeld: (ask) => {
      asked.push(ask);
      state = { ...state, campaigns: state.campaigns.map((one) => ({ ...one, hasTab: true })) };
      return { said: 'The tab "Winter" was made, with 298 leads.', state };
    },
  });
  await text('Its tab is gone; its leads are in Sanity').waitFor();
  await text('A new tab is made and filled with the leads from Sanity.').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('Make the tab again (Winter)').click();
  await text('The tab "Winter" was made, with 298 leads.').waitFor();
  expect(asked).toEqual([{ campaign: gone, code: 'missing-tab', mark: '', action: 'restore' }]);
  expect(await text('Its tab is gone').count()).toBe(0);
});

test('a choice that is refused says why, and shows how it stands now', async () => {
  // At this pace no poll comes in time to show it.
  const pace = { state: 'slow', message: 'Most of the day’s quota is used.', tickSeconds: 600 } as const;
  let state = wellState({ pace, sync: wellSync({ state: 'unsaved', unsaved: 60, held: [emptied] }) });
  const asked: unknown[] = [];
  await sidebar.open(() => state, {
    settleHeld: (ask) => {
      asked.push(ask);
      state = wellState({
        pace,
        sync: wellSync({
          state: 'unsaved',
          unsaved: 61,
          held: [{ ...emptied, message: 'In 61 rows.', mark: 'b' }],
        }),
      });
      throw new CallFault('bad-request', 'It is not as it was shown any more. Nothing was done.');
    },
  });
  await opened('A column was emptied');
  await button('Put the values back').click();
  await text('It is not as it was shown any more. Nothing was done.').waitFor();
  await text('In 61 rows.').waitFor();
  expect(asked).toMatchObject([{ code: 'mass-clear', mark: 'a', action: 'undo' }]);
  expect.soft(await sidebar.faults()).toEqual([]);
});

test('what was done is not shown beside something that was found since', async () => {
  const held = (mark: string) => wellState({ sync: wellSync({ held: [{ ...emptied, mark }] }) });
  let state = held('a');
  await sidebar.open(() => state, {
    settleHeld: () => {
      state = wellState();
      return { said: '60 rows again show what Sanity holds.', state };
    },
  });
  await opened('A column was emptied');
  await button('Put the values back').click();
  await text('60 rows again show what Sanity holds.').waitFor();
  state = held('b');
  await button('A column was emptied').waitFor();
  await text('60 rows again show').waitFor({ state: 'detached' });
});

test('differences are listed with both sides, repaired with one press, and what a person must decide is said', async () => {
  const asked: boolean[] = [];
  await sidebar.open(() => wellState(), {
    prove: ({ repair }) => {
      asked.push(repair);
      const mended = { ...proof, equal: 298, differing: 0, differences: [], repaired: 2 };
      return { proof: repair ? mended : proof, state: wellState() };
    },
  });
  await button('Prove it').click();
  await text('2 of 298 leads differ').waitFor();
  await text('What Repair cannot mend is for you to decide, under “Needs attention” below.').waitFor();
  await button('Row 14').waitFor();
  expect.soft(await sidebar.faults()).toEqual([]);
  await button(/^Show all 390 characters/).click();
  await button('Show less').waitFor();
  await button('Repair').press('Enter');
  await text('2 differences were mended, and read back.').waitFor();
  await text('298 leads, all equal').waitFor();
  expect(asked).toEqual([false, true]);
  // The pressed button is gone; the keyboard goes on at what it did.
  expect(await sidebar.page.evaluate('document.activeElement.getAttribute("role")')).toBe('status');
});

test('a look that was asked for later and answered sooner does not undo what a decision did', async () => {
  const found = wellState({
    pace: { state: 'slow', message: 'Most of the day’s quota is used.', tickSeconds: 600 },
    sync: wellSync({ held: [emptied] }),
  });
  let looks = 0;
  let settle: () => void = () => undefined;
  await sidebar.open(() => found, {
    state: () => {
      looks += 1;
      return found;
    },
    settleHeld: async () => {
      await new Promise<void>((resolve) => (settle = resolve));
      return { said: 'Put back.', state: wellState({ pace: found.pace }) };
    },
  });
  await opened('A column was emptied');
  await button('Put the values back').click();
  const before = looks;
  await sidebar.page.evaluate("window.dispatchEvent(new Event('focus'))");
  await expect.poll(() => looks).toBeGreaterThan(before);
  await sidebar.page.waitForTimeout(300);
  settle();
  await text('Put back.').waitFor();
  await button('A column was emptied').waitFor({ state: 'detached' });
});

test('no poll waits behind a proof that takes its time, and nothing is proven when it fails', async () => {
  let fail: (error: Error) => void = () => undefined;
  await sidebar.open(() => wellState({ pace: { state: 'normal', message: null, tickSeconds: 1 } }), {
    prove: () => new Promise<never>((_resolve, reject) => (fail = reject)),
  });
  await button('Prove it').click();
  await button('Proving…').waitFor();
  await sidebar.page.waitForTimeout(500);
  const polls = sidebar.calls.filter((name) => name === 'tick').length;
  await sidebar.page.waitForTimeout(3_000);
  expect(sidebar.calls.filter((name) => name === 'tick')).toHaveLength(polls);
  fail(new CallFault('busy', 'Comparing took too long. Nothing was changed.'));
  await text('Nothing was proven').waitFor();
  await text('Comparing took too long. Nothing was changed.').waitFor();
  await expect.poll(() => sidebar.calls.filter((name) => name === 'tick').length).toBeGreaterThan(polls);
});

test('an earlier proof is grey once the state says something else, whichever way it went', async () => {
  const pace = { state: 'normal', message: null, tickSeconds: 1 } as const;
  for (const kind of ['equal', 'differs'] as const) {
    let state = wellState({ pace });
    const found = kind === 'equal' ? { ...proof, equal: 298, differing: 0, differences: [] } : proof;
    await sidebar.open(() => state, { prove: () => ({ proof: found, state }) });
    await button('Prove it').click();
    const said = kind === 'equal' ? '298 leads, all equal' : '2 of 298 leads differ';
    await exactly(said).waitFor();
    await sidebar.page.waitForTimeout(2_500);
    expect(await exactly(said).count()).toBe(1);
    state = wellState({ pace, sync: wellSync({ unread: [{ row: 3, header: 'M_1_sent', why: 'no date' }] }) });
    await text(/^Proven at \d\d:\d\d: .*Changed since\.$/).waitFor();
    expect(await exactly(said).count()).toBe(0);
    expect(await button('Repair').count()).toBe(0);
    expect.soft(await sidebar.faults()).toEqual([]);
    // It does not turn green again by itself.
    state = wellState({ pace });
    await text('All 298 leads verified in Sanity').waitFor();
    await text(/Changed since/).waitFor();
  }
});

test('the gravest entry opens by itself above the campaigns, and not again once it was closed', async () => {
  const pace = { state: 'normal', message: null, tickSeconds: 1 } as const;
  let state = wellState({ pace, sync: wellSync({ held: [emptied], openConflicts: 2 }) });
  await sidebar.open(() => state, { switchTo: () => state });
  await opened('A column was emptied');
  const shut = { name: 'A column was emptied', exact: true, expanded: false };
  const above = `document.querySelector('.attention').compareDocumentPosition(document.querySelector('.campaigns')) & 4`;
  expect(await sidebar.page.evaluate(above)).toBe(4);
  const choices = await button('Put the values back').boundingBox();
  const rows = await button('Row 2').boundingBox();
  expect(choices?.y).toBeLessThan(rows?.y ?? 0);
  expect.soft(await sidebar.faults()).toEqual([]);
  await button('A column was emptied').click();
  // Another campaign is opened and left again: what was closed stays closed.
  const id = 'campaign.winter';
  if (!isCampaignId(id)) throw new Error('That is an id.');
  const back = state;
  state = {
    ...back,
    campaigns: back.campaigns.map((one) => ({ ...one, id, name: 'Winter' })),
    active: id,
    sync: wellSync(),
  };
  await sidebar.page.getByRole('heading', { level: 1, name: 'Winter' }).waitFor();
  state = back;
  await sidebar.page.getByRole('button', shut).waitFor();
  await sidebar.page.waitForTimeout(2_500);
  expect(await sidebar.page.getByRole('button', shut).count()).toBe(1);
});

test('what heals by itself is told so; only a wrong secret or address leads to the form', async () => {
  const url = 'https://bridge.example.com';
  const failing = (message: string) =>
    wellState({
      connection: { state: 'failing', url, message },
      sync: wellSync({ state: 'failing' }),
    });
  let state = failing(`The bridge at ${url} did not answer, so nothing is counted as saved.`);
  await sidebar.open(() => state);
  await text('Sanity is out of reach').waitFor();
  await text(
    /^What you type stays in the sheet, and is sent by itself once Sanity answers again\.$/,
  ).waitFor();
  await button('Try now').waitFor();
  expect(await button('Connection settings').count()).toBe(0);
  expect(await button('Prove it').getAttribute('aria-disabled')).toBe('true');
  expect.soft(await sidebar.faults()).toEqual([]);
  state = failing(
    'The bridge does not accept the secret that is stored here, so nothing was saved. Enter the right one under Leadsheet → Connect to the bridge….',
  );
  await button('Try now').click();
  await text('Not connected just now').waitFor();
  await button('Connection settings').click();
  await sidebar.page.getByRole('textbox', { name: 'Address of the bridge' }).waitFor();
});

test('a server that is away is tried again by itself, and nothing can be proven meanwhile', async () => {
  let away = false;
  await sidebar.open(() => wellState({ pace: { state: 'normal', message: null, tickSeconds: 1 } }), {
    tick: () => {
      if (away) throw new Error('“serve” did not run: the workbook is not connected. Try again shortly.');
      return wellState({ pace: { state: 'normal', message: null, tickSeconds: 1 } });
    },
  });
  expect(await button('Prove it').getAttribute('aria-disabled')).toBeNull();
  away = true;
  await text('It is tried again by itself.').waitFor();
  expect(await text(/“serve”/).count()).toBe(0);
  expect(await button('Prove it').getAttribute('aria-disabled')).toBe('true');
  expect.soft(await sidebar.faults()).toEqual([]);
  away = false;
  await text('It is tried again by itself.').waitFor({ state: 'detached' });
});

test('a pace that is hardly slower takes one line', async () => {
  const message = 'Most of the day’s quota is used.';
  await sidebar.open(() => wellState({ pace: { state: 'slow', message, tickSeconds: 12 } }));
  await text('Looks every 12 s, to spare the day’s quota').waitFor();
  expect(await text('Looking less often').count()).toBe(0);
  expect.soft(await sidebar.faults()).toEqual([]);
});

test('what was done well goes when the state changes, and was never counted', async () => {
  const pace = { state: 'normal', message: null, tickSeconds: 1 } as const;
  let state = wellState({ pace, sync: wellSync({ held: [emptied] }) });
  await sidebar.open(() => state, {
    settleHeld: () => {
      state = wellState({ pace });
      return { said: 'Put back.', state };
    },
  });
  await button('Put the values back').click();
  await text('Put back.').waitFor();
  expect(await text('Needs attention').count()).toBe(0);
  expect.soft(await sidebar.faults()).toEqual([]);
  state = wellState({ pace, sync: wellSync({ leads: 297 }) });
  await text('Put back.').waitFor({ state: 'detached' });
});

test('the browser had nothing to complain of', () => {
  expect(sidebar.complaints).toEqual([]);
});
