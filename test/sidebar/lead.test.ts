/** The lead's page in a real browser: what it shows, what it changes, whose row it follows, and that nothing written is lost. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Selection } from '../../addon/answers/lead.ts';
import type { Calls, SidebarState } from '../../addon/calls.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { selectionDelay } from '../../addon/sidebar/panel/lead/follow.ts';
import { savedLine } from '../../addon/sidebar/panel/lead/words.ts';
import { campaignIdOf, knownOf, leadIdOf, PRIYA, priya, SPRING } from './lead-cards.ts';
import { type Handlers, type ScriptedSidebar, scriptedSidebar, wellState, wellSync } from './scripted.ts';

let bar: ScriptedSidebar;
beforeAll(async () => {
  bar = await scriptedSidebar();
});
afterAll(() => bar.close());

const SAM = leadIdOf('lead.test-0001.2');
const AUTUMN = campaignIdOf('campaign.autumn');
const [spring] = wellState().campaigns;
const campaigns = spring ? [spring, { ...spring, id: AUTUMN, name: 'Autumn' }] : [];

let state: SidebarState;
let selected: Selection;
let cards: Map<string, ReturnType<typeof priya>>;
let edits: Calls['editLead']['ask'][];

/** A server that keeps what is edited. */
const server = (): Handlers => ({
  desk: () => {
    throw new Error('Not asked for here.');
  },
  selection: () => selected,
  lead: ({ lead }) => {
    const card = cards.get(lead);
    if (!card) throw new Error('This lead has no row in "Spring".');
    return card;
  },
  leadBackground: () => knownOf(),
  editLead: (ask) => {
    edits.push(ask);
    const before = cards.get(ask.lead) ?? priya();
    const card = { ...before, saved: false, texts: { ...before.texts, [ask.field]: ask.after } };
    cards.set(ask.lead, card);
    return { card, state };
  },
});

const open = async (handlers: Handlers = {}) => {
  await bar.open(() => state, { ...server(), ...handlers });
  await bar.page.getByRole('button', { name: 'Open the selected lead' }).click();
};
/** Until the page knows what was selected when it was opened. */
const settled = async () => {
  await expect.poll(() => bar.calls.filter((name) => name === 'selection').length).toBeGreaterThan(1);
  await bar.page.waitForTimeout(50);
};
const saved = (text: string) => bar.page.locator('.lead-saved').getByText(text).waitFor();
const heading = (name: string) => bar.page.getByRole('dialog').getByRole('heading', { level: 1, name });

beforeEach(() => {
  state = wellState({ campaigns, sync: wellSync() });
  selected = { campaign: SPRING, lead: PRIYA, row: 12 };
  edits = [];
  cards = new Map([
    [PRIYA, priya()],
    [
      SAM,
      priya({
        lead: SAM,
        row: 13,
        texts: { ...priya().texts, firstName: 'Sam', secondName: 'Hughes', notes: '' },
      }),
    ],
  ]);
});

describe('what it shows', () => {
  test('links that reach the lead, and the speaker at each message', async () => {
    await open();
    await heading('Priya Patel').waitFor();
    const href = (name: string) => bar.page.getByRole('link', { name }).getAttribute('href');
    expect(await href('Call Priya Patel')).toBe('tel:+447700900123');
    expect(await href('Text Priya Patel')).toBe('sms:+447700900123');
    expect(await href('Write to Priya Patel')).toBe('mailto:priya@example.com');
    expect(await href('Priya Patel on the map')).toBe(
      'https://www.google.com/maps/search/?api=1&query=12%20High%20Street%20London%2C%20SW1A%201AA',
    );
    const said = await bar.page
      .locator('.said')
      .evaluateAll((all) =>
        all.map((one) => [one.className.replace('said said-', ''), one.querySelector('strong')?.textContent]),
      );
    expect(said).toEqual([
      ['agent', 'AI agent'],
      ['agent', 'AI agent'],
      ['lead', 'Priya'],
      ['colleague', 'Colleague'],
    ]);
    await bar.page.getByText('From the cell “Conversation History”.').waitFor();
    expect(await bar.faults()).toEqual([]);
  });

  test('the document’s own messages where it has any, and how many of them cannot be read', async () => {
    const message = {
      at: '2025-10-28T12:31:00.000Z',
      sender: 'customer',
      senderName: 'Priya',
      content: 'From Sanity',
      template: '',
    } as const;
    await open({ leadBackground: () => knownOf({ messages: [message], unreadMessages: 2 }) });
    await bar.page.getByText('From Sanity', { exact: true }).waitFor();
    await bar.page.getByText('2 entries there cannot be read.').waitFor();
    expect(await bar.page.locator('.said').count()).toBe(1);
  });

  test('a long conversation opens at its newest message, and shows earlier ones when asked', async () => {
    const messages = Array.from({ length: 50 }, (_, n) => ({
      speaker: 'lead' as const,
      name: 'Priya',
      at: null,
      text: `Message ${n}`,
    }));
    cards.set(PRIYA, priya({ messages }));
    await open();
    await bar.page.getByText('Message 49').waitFor();
    const fromEnd = () =>
      bar.page.locator('.talk-box').evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
    expect(await fromEnd()).toBeLessThan(2);
    const before = await bar.page.getByText('Message 30').boundingBox();
    await bar.page.locator('.talk-box').evaluate((box) => box.scrollTo(0, 0));
    await bar.page.getByRole('button', { name: 'Show 20 earlier of 30' }).click();
    await bar.page.getByText('Message 10').waitFor({ state: 'attached' });
    expect(before).not.toBeNull();
    expect(await bar.page.locator('.said').count()).toBe(40);
  });

  test('while it waits, when it is gone, when Sanity does not answer', async () => {
    await open({ lead: () => new Promise(() => {}), leadBackground: () => new Promise(() => {}) });
    await bar.page.getByText('Reading the lead’s row').waitFor({ state: 'attached' });
    expect(await bar.faults()).toEqual([]);
    cards.delete(PRIYA);
    await open();
    await bar.page.getByRole('alert').getByText('This lead has no row in "Spring".').waitFor();
    expect(await bar.faults()).toEqual([]);
    cards.set(PRIYA, priya());
    await open({
      leadBackground: () => {
        throw new Error('NetworkError');
      },
    });
    await bar.page.getByText('Sanity was not heard').waitFor();
    expect(await bar.page.getByLabel('Notes').inputValue()).toBe('Call after six');
    expect(await bar.faults()).toEqual([]);
  });

  test('a field without a column says so and cannot be changed', async () => {
    const { notes: _, ...texts } = priya().texts;
    cards.set(PRIYA, priya({ texts }));
    await open();
    await bar.page.getByText('no column of the tab is headed “Notes”').waitFor();
  });
});

describe('what it changes', () => {
  test('says how far it is saved, and takes it back', async () => {
    await open();
    await saved('Verified in Sanity');
    await bar.page.getByLabel('Status').selectOption('WARM');
    await bar.page.getByText('Status of Priya Patel: “WARM”, in the sheet. Sanity follows.').waitFor();
    await saved('In the sheet; Sanity follows');
    expect(edits).toEqual([
      { campaign: SPRING, lead: PRIYA, field: 'contactStatus', before: 'HOT', after: 'WARM' },
    ]);
    // The pass has verified it.
    cards.set(PRIYA, { ...(cards.get(PRIYA) ?? priya()), saved: true });
    state = wellState({ campaigns, sync: wellSync({ comparedAt: new Date().toISOString() }) });
    await saved('Verified in Sanity');
    await bar.page.getByRole('button', { name: 'Undo' }).click();
    await bar.page.getByText('Status of Priya Patel: “HOT”').waitFor();
    expect(edits[1]).toMatchObject({ before: 'WARM', after: 'HOT' });
  });

  test('by keyboard alone, and only when it is said to be meant', async () => {
    await open();
    await heading('Priya Patel').waitFor();
    await bar.page.getByLabel('Status').focus();
    await bar.page.keyboard.type('WAR');
    await bar.page.getByRole('button', { name: 'Save status' }).waitFor();
    expect(edits).toEqual([]);
    await bar.page.keyboard.press('Tab');
    await bar.page.keyboard.press('Enter');
    await bar.page.getByText('Status of Priya Patel: “WARM”').waitFor();
    await bar.page.getByRole('switch', { name: 'Manual mode' }).focus();
    await bar.page.keyboard.press('Space');
    await bar.page.getByText('The automation writes nothing to this lead').waitFor();
    expect(edits.map(({ field, after }) => [field, after])).toEqual([
      ['contactStatus', 'WARM'],
      ['manualMode', 'YES'],
    ]);
    await bar.page.keyboard.press('Escape');
    await heading('Priya Patel').waitFor({ state: 'detached' });
  });

  test('what was refused is said, and shown as it is', async () => {
    await open({
      editLead: () => {
        throw new Error(
          'Status was changed by somebody else meanwhile: it says "COLD" now. Nothing was changed.',
        );
      },
    });
    await bar.page.getByLabel('Status').selectOption('WARM');
    await bar.page
      .getByRole('alert')
      .getByText(/says "COLD" now/)
      .waitFor();
    expect(await bar.page.getByLabel('Status').inputValue()).toBe('HOT');
  });

  test('moves it to another campaign, and back', async () => {
    const moves: Calls['moveLead']['ask'][] = [];
    await open({
      moveLead: (ask) => {
        moves.push(ask);
        return {
          said: `Priya Patel is in ${ask.to === AUTUMN ? 'Autumn' : 'Spring'} now.`,
          lead: PRIYA,
          state,
        };
      },
    });
    await bar.page.getByRole('button', { name: 'Move or copy' }).click();
    await bar.page.getByLabel('To which campaign').selectOption({ label: 'Autumn' });
    await bar.page.getByText('Priya Patel leaves “Spring” and gets a row in “Autumn”').waitFor();
    await bar.page.getByRole('button', { name: 'Move to Autumn' }).click();
    await bar.page.getByText('Priya Patel is in Autumn now.').waitFor();
    await bar.page.getByRole('button', { name: 'Undo' }).click();
    await bar.page.getByText('Priya Patel is in Spring now.').waitFor();
    expect(moves.map(({ from, to }) => [from, to])).toEqual([
      [SPRING, AUTUMN],
      [AUTUMN, SPRING],
    ]);
  });

  test('“Forget this person” is there only for who may', async () => {
    await open();
    await heading('Priya Patel').waitFor();
    expect(await bar.page.getByRole('button', { name: 'Forget this person…' }).count()).toBe(0);
  });
});

describe('how far a row is saved', () => {
  const line = (card: Parameters<typeof savedLine>[0], changes: Parameters<typeof wellSync>[0] = {}) =>
    savedLine(card, wellState({ sync: wellSync(changes) })).text;
  const unsaved = priya({ saved: false });
  const held = { code: 'mass-change' as const, rows: [12], message: 'Held.', mark: 'a' };

  test('is said as the last pass found it, and of another row’s trouble nothing', () => {
    expect(line(priya())).toBe('Verified in Sanity');
    expect(line(unsaved)).toBe('In the sheet; Sanity follows');
    expect(line(unsaved, { held: [held] })).toMatch(/held for somebody to decide/);
    expect(line(unsaved, { problems: [{ row: 12, message: 'A filter hides this row.' }] })).toMatch(
      /A filter hides/,
    );
    expect(line(unsaved, { unread: [{ row: 12, header: 'M_1_sent', why: '"soon" is not a date' }] })).toMatch(
      /M_1_sent cannot be read/,
    );
    expect(line(unsaved, { problems: [{ row: 13, message: 'x' }], held: [{ ...held, rows: [13] }] })).toBe(
      'In the sheet; Sanity follows',
    );
    const elsewhere = priya({ saved: false, campaign: AUTUMN });
    expect(line(elsewhere, { problems: [{ row: 12, message: 'x' }] })).toBe('In the sheet; Sanity follows');
  });
});

describe('what is written and not saved', () => {
  const notes = () => bar.page.getByLabel('Notes');

  test('survives ticks, another lead’s row and the way back; the other lead says that it waits', async () => {
    await open();
    await notes().fill('Call after seven');
    await settled();
    state = wellState({ campaigns, sync: wellSync({ comparedAt: new Date().toISOString() }) });
    await bar.page.waitForTimeout(300);
    selected = { campaign: SPRING, lead: SAM, row: 13 };
    await heading('Sam Hughes').waitFor();
    expect(await notes().inputValue()).toBe('');
    expect(await bar.faults()).toEqual([]);
    await bar.page.getByRole('button', { name: 'What you wrote about Priya Patel' }).click();
    await heading('Priya Patel').waitFor();
    expect(await notes().inputValue()).toBe('Call after seven');
    await bar.page.getByRole('button', { name: 'Save notes' }).click();
    await bar.page.getByText('Notes of Priya Patel: written, in the sheet.').waitFor();
    expect(edits).toMatchObject([
      { lead: PRIYA, field: 'notes', before: 'Call after six', after: 'Call after seven' },
    ]);
    expect(await bar.page.getByRole('button', { name: 'Save notes' }).count()).toBe(0);
  });

  test('when somebody else wrote meanwhile, both are there to choose from', async () => {
    await open();
    await notes().fill('Mine');
    const [now] = [priya()];
    cards.set(PRIYA, { ...now, texts: { ...now.texts, notes: 'Theirs' } });
    state = wellState({ campaigns, sync: wellSync({ comparedAt: new Date().toISOString() }) });
    await bar.page.getByText('The sheet says “Theirs” now.').waitFor();
    expect(await notes().inputValue()).toBe('Mine');
    expect(await bar.faults()).toEqual([]);
    await bar.page.getByRole('button', { name: 'Save mine over it' }).click();
    await bar.page.getByText('Notes of Priya Patel: written').waitFor();
    expect(edits).toMatchObject([{ before: 'Theirs', after: 'Mine' }]);
  });
});

test('a lead that is gone is not shown on as if it were there', async () => {
  let gone = false;
  await open({
    lead: () => {
      if (gone) throw new CallFault('not-found', 'This lead has no row in "Spring".');
      return priya();
    },
  });
  await heading('Priya Patel').waitFor();
  gone = true;
  state = wellState({ campaigns, sync: wellSync({ comparedAt: new Date().toISOString() }) });
  await bar.page.getByText('This lead cannot be shown').waitFor();
  expect(await bar.page.locator('.lead-saved').count()).toBe(0);
});

describe('following the selected row', () => {
  test('goes to the lead whose row is selected anew, and stops when it is switched off', async () => {
    await open();
    await heading('Priya Patel').waitFor();
    await settled();
    selected = { campaign: SPRING, lead: SAM, row: 13 };
    await heading('Sam Hughes').waitFor();
    await bar.page.getByLabel('Follow the selected row').uncheck();
    const before = bar.calls.filter((name) => name === 'selection').length;
    selected = { campaign: SPRING, lead: PRIYA, row: 12 };
    await bar.page.waitForTimeout(2_600);
    expect(bar.calls.filter((name) => name === 'selection').length).toBe(before);
    await heading('Sam Hughes').waitFor();
  });

  test('stays with its lead when another one comes to stand in the selected row', async () => {
    await open();
    await heading('Priya Patel').waitFor();
    await settled();
    const before = bar.calls.filter((name) => name === 'selection').length;
    selected = { campaign: SPRING, lead: SAM, row: 12 };
    await expect
      .poll(() => bar.calls.filter((name) => name === 'selection').length, { timeout: 10_000 })
      .toBeGreaterThan(before + 1);
    await heading('Priya Patel').waitFor();
  });

  test('asks more rarely while nothing changes or the quota is spared, and not at all when it rests', () => {
    const pace = (of: 'normal' | 'slow' | 'resting') => ({ state: of, message: null, tickSeconds: 3 });
    expect([0, 19, 20, 200].map((alike) => selectionDelay(alike, pace('normal')))).toEqual([
      2_000, 2_000, 5_000, 15_000,
    ]);
    expect(selectionDelay(0, pace('slow'))).toBe(15_000);
    expect(selectionDelay(0, pace('resting'))).toBeNull();
  });

  test('with no lead’s row selected it is said what to do', async () => {
    selected = { campaign: SPRING, lead: null, row: 1 };
    await open();
    await bar.page.getByText('No lead’s row is selected.').waitFor();
  });
});
