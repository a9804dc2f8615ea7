/** Forgetting a person in the sidebar: nothing can be erased by accident, and what is left is said. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Calls, Forgotten } from '../../addon/calls.ts';
import { isCampaignId, isLeadId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { PersonResponse } from '../../addon/model/wire.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { knownOf, PRIYA, priya, SPRING } from './lead-cards.ts';
import { type Handlers, type ScriptedSidebar, scriptedSidebar, wellState } from './scripted.ts';

/** Pictures of each state are put here when it is set, for whoever wants to look. */
const PICTURES = process.env.FORGET_PICTURES;

let sidebar: ScriptedSidebar;
beforeAll(async () => {
  sidebar = await scriptedSidebar();
}, 60_000);
afterAll(async () => {
  expect(sidebar.complaints).toEqual([]);
  await sidebar.close();
});

function ids() {
  const [one, two, other] = ['lead.a.1', 'old-1', 'campaign.spring'];
  if (!isLeadId(one) || !isLeadId(two) || !isCampaignId(other)) throw new Error('Those are ids.');
  return { one, two, other };
}
const { one, two, other } = ids();

const HELD: PersonResponse = {
  leads: [
    { id: one, campaign: other, campaignName: 'Spring', name: 'Zoë O’Neill' },
    {
      id: two,
      campaign: ORIGINAL_CAMPAIGN,
      campaignName: 'A campaign with quite a long name, of original leads',
      name: '',
    },
  ],
  conflicts: [],
  others: [{ type: 'sophieAnalysis', count: 2 }],
  dossier: '{\n  "leads": ["Zoë"]\n}',
};
const forgotten = (changes: Partial<Forgotten> = {}): Forgotten => ({
  erased: [one, two],
  left: [],
  why: '',
  conflicts: 0,
  remembered: [],
  others: HELD.others,
  suppressed: true,
  rows: 2,
  tabs: 2,
  rowsLeft: [],
  state: state(),
  ...changes,
});
const state = () => wellState({ rights: ['export', 'delete'] });

/** The page as the lead's card opens it. */
async function open(handlers: Handlers = {}) {
  await sidebar.open(() => state(), {
    selection: () => ({ campaign: SPRING, lead: PRIYA, row: 12 }),
    lead: () => priya(),
    leadBackground: () => knownOf(),
    person: () => HELD,
    ...handlers,
  });
  await sidebar.page.getByRole('button', { name: 'Open the selected lead' }).click();
  await sidebar.page.getByRole('button', { name: 'Forget this person…' }).click();
  await page().getByRole('heading', { level: 1, name: 'Forget this person' }).waitFor();
}

const page = () => sidebar.page.getByRole('dialog', { name: 'Forget this person' });
const erase = () => page().getByRole('button', { name: /^Eras(e|ing)/ });
const type = (word: string) => page().getByLabel('Type the word “forget”').fill(word);
const decline = () => page().getByLabel('The person was offered a copy and wants none').check();
async function picture(name: string): Promise<readonly string[]> {
  if (PICTURES) {
    await sidebar.page.setViewportSize({ width: 300, height: 1_500 });
    await sidebar.page.screenshot({ path: `${PICTURES}/forget-${name}.png` });
    await sidebar.page.setViewportSize({ width: 300, height: 900 });
  }
  return sidebar.faults();
}
/** A server that notes what is asked and answers so. */
function server(answer: () => Forgotten | Promise<Forgotten>) {
  const asked: Calls['forgetPerson']['ask'][] = [];
  const forgetPerson = (ask: Calls['forgetPerson']['ask']) => {
    asked.push(ask);
    return answer();
  };
  return { asked, forgetPerson };
}

describe('before', () => {
  test('it says what is held and where, what will go and what stays, an original lead plainly', async () => {
    await open();
    await page().getByText('2 leads with the same phone or e-mail').waitFor();
    await page().getByText('Without a name').waitFor();
    await page().getByText('Other tools keep 2 × sophieAnalysis').waitFor();
    await page().getByText('An original lead is among them.').waitFor();
    await page().getByText('Google’s version history of this spreadsheet: no script can erase it.').waitFor();
    expect(await picture('held')).toEqual([]);
  });

  test('nothing can be erased until a copy was taken or declined, and the word was typed', async () => {
    const { asked, forgetPerson } = server(() => forgotten());
    await open({ forgetPerson });
    const pressed = async () => {
      await erase().click({ force: true });
      return asked.length;
    };
    await page().getByText('First take the copy, or confirm that none is wanted.').waitFor();
    expect(await pressed()).toBe(0);
    await type('forget');
    expect(await pressed()).toBe(0);
    await type('forge');
    await decline();
    await page().getByText('Type the word “forget” to go on.').waitFor();
    expect(await pressed()).toBe(0);
    await type(' Forget ');
    await page().getByText('There is no way back from this.').waitFor();
    expect(await picture('ready')).toEqual([]);
    expect(await pressed()).toBe(1);
    expect(asked).toEqual([{ campaign: SPRING, lead: PRIYA, leads: [one, two] }]);
  });

  test('the copy is a file with everything that is held', async () => {
    await open();
    const coming = sidebar.page.waitForEvent('download');
    await page().getByRole('button', { name: 'Download it as JSON' }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/^held about a person - \d{4}-\d\d-\d\d\.json$/);
    expect(await readFile(await file.path(), 'utf8')).toBe(HELD.dossier);
    await type('forget');
    await page().getByText('There is no way back from this.').waitFor();
  });

  test('what cannot be looked up says why, and can be tried again', async () => {
    let away = true;
    await open({
      person: () => {
        if (away)
          throw new CallFault('bridge-refused', '26 leads share this lead’s phone. Nothing was done.');
        return HELD;
      },
    });
    await page().getByText('26 leads share').waitFor();
    expect(await picture('unknown')).toEqual([]);
    away = false;
    await page().getByRole('button', { name: 'Try again' }).click();
    await page().getByText('2 leads with the same').waitFor();
  });
});

describe('afterwards', () => {
  async function erased(answer: () => Forgotten | Promise<Forgotten>) {
    await open({ forgetPerson: answer });
    await decline();
    await type('forget');
    await erase().click();
  }

  test('it shows that it works, then what is gone, each asked for again, and what stays elsewhere', async () => {
    let done = () => {};
    const held = new Promise<void>((resolve) => {
      done = resolve;
    });
    await erased(async () => {
      await held;
      return forgotten();
    });
    await page().getByText('Erasing, and asking for each document again.').waitFor();
    expect(await picture('going')).toEqual([]);
    done();
    await page().getByText('This person is forgotten').waitFor();
    await page()
      .getByText('2 leads gone from Sanity, each asked for again. 2 rows deleted in 2 tabs.')
      .waitFor();
    await page().getByText('Import leaves this person out from now on').waitFor();
    await page().getByText('2 × sophieAnalysis of another tool still names these leads.').waitFor();
    expect(await picture('done')).toEqual([]);
    await page().getByRole('button', { name: 'Back to the campaign' }).click();
    await sidebar.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('the way back leads past the page of a lead that is gone', async () => {
    await erased(() => forgotten());
    await page().getByText('This person is forgotten').waitFor();
    await page().getByRole('button', { name: 'Back', exact: true }).click();
    await sidebar.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  test('what is left is named, and is called no success', async () => {
    const left = { erased: [one], left: [two], why: 'Sanity refused to delete it.', remembered: [one] };
    await erased(() => forgotten({ ...left, rows: 1, rowsLeft: ['In "Autumn": the tab is protected.'] }));
    await page().getByText('Not everything is gone').waitFor();
    await page().getByText('1 lead still there. Sanity refused to delete it.').waitFor();
    await page().getByText('In "Autumn": the tab is protected.').waitFor();
    await page().getByText('Sanity’s history still showed earlier versions of 1 lead').waitFor();
    expect(await picture('left')).toEqual([]);
  });

  test('an answer that never came is no success either, and says what happens next', async () => {
    await erased(() => {
      throw new CallFault('bridge-unreachable', 'The bridge did not answer.');
    });
    await page().getByText('It did not come to its end').waitFor();
    await page().getByText('The rest is finished by itself').waitFor();
    expect(await picture('broken')).toEqual([]);
  });
});
