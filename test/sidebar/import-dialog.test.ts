/** The import dialog in a real browser before a scripted server: every step, by mouse and by keyboard alone, and when things go wrong. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Calls } from '../../addon/calls.ts';
import { isLeadId, type LeadId } from '../../addon/model/lead.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { wellState } from './scripted.ts';
import { type ScriptedImport, SPRING, scriptedImport } from './scripted-import.ts';
import { workbookOf } from './workbook-file.ts';

let it: ScriptedImport;

beforeAll(async () => {
  it = await scriptedImport();
}, 120_000);
afterAll(() => it?.close());
beforeEach(() => it.page.setViewportSize({ width: 1_000, height: 680 }));

const button = (name: string | RegExp) => it.page.getByRole('button', { name });
const press = (name: string | RegExp) => button(name).click();
const heading = (name: string | RegExp) => it.page.getByRole('heading', { level: 1, name }).waitFor();
const lead = leadId('lead.there.1');

function leadId(text: string): LeadId {
  if (!isLeadId(text)) throw new Error('That is a lead id.');
  return text;
}

const STATUSES = ['Hot lead', 'maybe later', 'Not interested', 'Sold'];
const people = Array.from({ length: 40 }, (_row, n) =>
  [
    `Sam ${'ABCDEFGH'[n % 8] ?? ''}field`,
    n === 5 ? '12' : `07700 9001${String(n % 35).padStart(2, '0')}`,
    n === 5 ? '' : `s${n}@example.com`,
    STATUSES[n % 4],
    `${(n % 12) + 1}/${(n % 28) + 1}/2025`,
    n === 3 ? '"A ""quoted, thing"""' : '',
    '1 High St',
    'Cardiff',
  ].join(','),
);
const csv = [
  'Report of leads',
  '',
  'Customer,Contact no,Mail address,Status,Date submitted,Notes,Street,Town',
  ...people,
].join('\r\n');

/** One of the file's people is there already, another wants no more contact. */
const known = {
  duplicates: (): Calls['duplicates']['answer'] => ({
    matches: [
      {
        lead,
        campaign: SPRING,
        campaignName: 'Spring',
        name: 'Samuel Afield',
        phone: '+447700900100',
        email: null,
      },
    ],
    suppressed: { phones: ['+447700900107'], emails: [] },
  }),
  matchedLeads: (): Calls['matchedLeads']['answer'] => ({
    leads: [
      {
        lead,
        campaign: SPRING,
        row: 2,
        texts: {
          First_name: 'Samuel',
          Second_name: 'Afield',
          Phone_number: '+447700900100',
          Email_address: '',
          Contact_Status: 'Ready',
          Notes: 'Called twice',
          Address: '',
        },
      },
    ],
  }),
};

async function toCheck(): Promise<void> {
  await press('Go on to the columns');
  const confirm = button(/^Yes, /);
  if ((await confirm.count()) > 0) await confirm.click();
  await press('Go on to the values');
  await press('Go on to the campaign');
  await press('Check the rows');
  await it.page.getByRole('grid').waitFor();
  await button(/^(Import|Update) \d+( lead|,)/).waitFor();
}

test('every step can be read by everybody, and does not outgrow the dialog', async () => {
  await it.open(known);
  const faults = async (step: string) => {
    await it.picture(step);
    expect.soft([step, ...(await it.faults())]).toEqual([step]);
  };
  await faults('01-file');
  await press('Paste instead');
  await faults('02-paste');
  await press('Choose a file instead');
  await it.give('leads march.csv', csv);
  await heading(/^Is this how/);
  await faults('03-how');
  await press('Go on to the columns');
  await faults('04-columns');
  await press('Go on to the values');
  await faults('05-values');
  await press('Go on to the campaign');
  await faults('06-campaign');
  await it.page.getByLabel('A campaign that is there').check();
  await it.page.getByText('Phones without a code').waitFor();
  await faults('07-existing');
  await it.page.getByLabel('A new campaign').check();
  await press('Check the rows');
  await button('Import 32 leads').waitFor();
  await faults('08-check');
  await it.page.getByLabel('Replace').check();
  await button('Import 32, update 1').waitFor();
  await it.page.getByRole('gridcell', { name: '+447700900100' }).first().click();
  await it.page.getByRole('row', { name: /^First_name Samuel Sam/ }).waitFor();
  await faults('09-replace');
  await press('A rule for each column');
  await faults('10-column-rules');
  await press('Import 32, update 1');
  await heading('32 leads imported, 1 updated');
  await press(/^Invalid/);
  await it.page.getByText('“12” is not a phone number').waitFor();
  await faults('11-receipt');
  await press(/^Updated/);
  await it.page.getByText('First_name: “Samuel” → “Sam”').waitFor();
  await faults('12-updated');
  expect(it.complaints).toEqual([]);
});

test('a cell is put right in place, and all that say the same alike', async () => {
  await it.open(known);
  await it.give('leads.csv', csv);
  await toCheck();
  await press(/^Problems/);
  const first = it.page.getByRole('gridcell', { name: 'maybe later' });
  expect(await first.count()).toBe(10);
  await first.first().dblclick();
  await it.page.keyboard.press('Control+A');
  await it.page.keyboard.type('WARM');
  await it.page.keyboard.press('Enter');
  await it.page.getByText('9 other rows say “maybe later” in Contact_Status too.').waitFor();
  await it.picture('20-alike');
  await press('Change them all alike');
  await button('Problems 1').waitFor();
  await press(/^All/);
  expect(await it.page.getByRole('gridcell', { name: 'WARM' }).count()).toBeGreaterThan(3);
  await it.picture('21-fixed');
});

test('the whole of it is done with the keyboard alone', async () => {
  await it.open();
  const { keyboard } = it.page;
  const tabTo = async (name: RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      const text = String(
        await it.page.evaluate(
          "document.activeElement?.getAttribute('aria-label') || document.activeElement?.labels?.[0]?.textContent || document.activeElement?.textContent || ''",
        ),
      );
      if (name.test(text)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab never came to ${name}.`);
  };
  const go = async (name: RegExp) => {
    await tabTo(name);
    await it.page.waitForFunction("document.activeElement?.getAttribute('aria-disabled') !== 'true'");
    await keyboard.press('Enter');
  };
  await go(/^\s*Paste instead/);
  await it.page.getByLabel('Cells from a spreadsheet, or the text of a CSV file').waitFor();
  await keyboard.insertText('First name\tMobile\nSam\t07700 900123\nJo\tnone\n');
  await go(/^Use this text/);
  await heading(/^Is this how/);
  await go(/^Go on to the columns/);
  await heading(/^Where does each/);
  // Half of the phones are none, so a person has to say that they are phones.
  await button(/^Yes, /).waitFor();
  await go(/^Yes, /);
  await button(/^Yes, /).waitFor({ state: 'detached' });
  await go(/^Go on to the values/);
  await heading(/^What do the values/);
  await go(/^Go on to the campaign/);
  await heading(/^Which campaign/);
  await go(/^Check the rows/);
  await button('Import 1 lead').waitFor();
  await tabTo(/^Import row 2/);
  await keyboard.press('ArrowDown');
  for (let column = 0; column < 2; column += 1) await keyboard.press('ArrowRight');
  await keyboard.press('F2');
  await keyboard.press('Control+A');
  await keyboard.type('07700 900124');
  await keyboard.press('Enter');
  await button('Import 2 leads').waitFor();
  await keyboard.press('ArrowUp');
  await keyboard.press('Home');
  await keyboard.press('Space');
  await button('Import 1 lead').waitFor();
  await go(/^Import 1 lead/);
  await heading('1 lead imported');
  const part = it.calls.find(({ name }) => name === 'importPart');
  expect(part?.ask).toMatchObject({
    rows: [
      { is: 'left', line: 2, verdict: 'skipped' },
      { is: 'create', line: 3 },
    ],
  });
});

describe('a file', () => {
  test('of Excel shows its sheets, and is read anew when another is chosen', async () => {
    const sheetOf = (name: string, who: string) => ({
      name,
      xml: [
        ['First name', 'Phone'],
        [who, '07700 900123'],
      ]
        .map(
          (cells, n) =>
            `<row r="${n + 1}">${cells.map((text, c) => `<c r="${'AB'[c]}${n + 1}" t="str"><v>${text}</v></c>`).join('')}</row>`,
        )
        .join(''),
    });
    await it.open();
    await it.give('leads.xlsx', workbookOf({ sheets: [sheetOf('March', 'Sam'), sheetOf('April', 'Jo')] }));
    await it.page.getByRole('cell', { name: 'Sam' }).waitFor();
    await it.page.getByLabel('Sheet').selectOption('April');
    await it.page.getByRole('cell', { name: 'Jo' }).waitFor();
  });

  test('is read otherwise when a person says so: encoding, delimiter, headings', async () => {
    await it.open();
    await it.give('leads.csv', Buffer.from('Zoé;07700 900123\nJo;07700 900124\n', 'latin1'));
    await it.page.getByRole('cell', { name: 'Zoé' }).waitFor();
    expect(await it.page.getByLabel('Headings').inputValue()).toBe('none');
    await it.page.getByLabel('Headings').selectOption('1');
    await it.page.getByText('1 row and 2 columns').waitFor();
    await it.page.getByLabel('Encoding').selectOption('utf-8');
    await it.page.getByRole('cell', { name: 'Zo�' }).waitFor();
    await it.page.getByLabel('Cells are parted by').selectOption(',');
    await it.page.getByText('There is only one column').waitFor();
    await it.picture('30-refused');
    await press('Go on with leads.csv');
    await heading(/^Is this how/);
  });

  test('that is none says what it is and what to do', async () => {
    await it.open();
    await it.give('leads.pdf', '%PDF-1.7');
    await it.page.getByText('This is no CSV file: leads.pdf').waitFor();
    expect.soft(await it.faults()).toEqual([]);
    await it.picture('31-no-file');
  });

  test('has a template to fill in, which is imported without a question', async () => {
    await it.open();
    const downloading = it.page.waitForEvent('download');
    await press('Download a template to fill in');
    const path = await (await downloading).path();
    await it.give('template.csv', await readFile(path));
    await press('Go on to the columns');
    expect(await button(/^Yes, /).count()).toBe(0);
    await press('Go on to the values');
    await heading(/^What do the values/);
  });
});

test('what was chosen for such a file before is used at once, said so, and can be matched anew', async () => {
  await it.open({
    rememberedMapping: () => ({
      mapping: {
        at: '2026-03-01T09:00:00.000Z',
        targets: { Roof: 'field:notes', Phone: 'field:phoneNumber' },
      },
    }),
  });
  await it.give('leads.csv', 'First name,Phone,Roof\nSam,07700 900123,slate\n');
  await press('Go on to the columns');
  const roof = it.page.getByLabel('Where “Roof” goes');
  await expect.poll(() => roof.inputValue()).toBe('field:notes');
  await it.picture('40-remembered');
  expect.soft(await it.faults()).toEqual([]);
  await press('Match the columns anew');
  await expect.poll(() => roof.inputValue()).toBe('extra');
});

test('what people are reached by is confirmed by a person where it is not certain', async () => {
  await it.open();
  await it.give('leads.csv', 'Who,Number\nSam Field,07700 900123\nJo Dale,07700 900124\n');
  await press('Go on to the columns');
  await it.page.getByText(/^Please look at/).waitFor();
  await it.picture('41-confirm');
  expect.soft(await it.faults()).toEqual([]);
  expect(await button('Go on to the values').getAttribute('aria-disabled')).toBe('true');
  await press(/^Yes, /);
  await press('Go on to the values');
  await heading(/^What do the values/);
});

test('who may not import, or not create campaigns, is told so before anything else', async () => {
  await it.open({ state: () => wellState({ rights: [] }) });
  await it.page.getByText('You may not import leads into this spreadsheet.').waitFor();
  expect.soft(await it.faults()).toEqual([]);
  await it.open({ state: () => wellState({ rights: ['import'] }) });
  await it.give('leads.csv', 'First name,Phone\nSam,07700 900123\n');
  await press('Go on to the columns');
  await press('Go on to the values');
  await press('Go on to the campaign');
  await it.page.getByText('You may not create campaigns here.').waitFor();
  await it.page.getByLabel('A campaign that is there').check();
  await press('Check the rows');
  await button('Import 1 lead').waitFor();
});

describe('when the other campaigns cannot be searched', () => {
  test('nothing starts before a person has searched again, or goes on without', async () => {
    await it.open({
      duplicates: () => {
        throw new CallFault('bridge-unreachable', 'The bridge does not answer.');
      },
    });
    await it.give('leads.csv', 'First name,Phone\nSam,07700 900123\n');
    await toCheck();
    await it.page.getByText('The bridge does not answer.').waitFor();
    await it.picture('50-unsearched');
    expect.soft(await it.faults()).toEqual([]);
    expect(await button('Import 1 lead').getAttribute('aria-disabled')).toBe('true');
    await it.page.getByLabel('Go on without').check();
    await press('Import 1 lead');
    await heading('1 lead imported');
  });
});

describe('an import that is on its way', () => {
  const one = 'First name,Phone\nSam,07700 900123\n';

  test('is cancelled before it is committed, and leaves nothing behind', async () => {
    const held = hold();
    await it.open({
      importPart: async () => {
        await held.until;
        throw new CallFault('busy', 'Somebody else saves.');
      },
    });
    await it.give('leads.csv', one);
    await toCheck();
    await press('Import 1 lead');
    await it.page.getByText('Cancel leaves nothing behind').waitFor();
    await it.picture('60-sending');
    expect.soft(await it.faults()).toEqual([]);
    await press('Cancel');
    await it.page.getByText('Cancelling…').waitFor();
    held.release();
    await heading('Check before anything is written');
    expect(it.calls.map(({ name }) => name)).toContain('importCancel');
    expect(it.calls.map(({ name }) => name)).not.toContain('importCommit');
  });

  test('that is refused says so, and can be given up or tried again', async () => {
    let refused = true;
    await it.open({
      importCommit: () => {
        throw new CallFault('name-taken', 'There is a tab of that name now.');
      },
      importBegin: async (ask) => {
        if (!refused) throw new CallFault('not-allowed', 'You may not import.');
        refused = false;
        throw new CallFault('name-taken', `There is a campaign ${ask.fileName} already.`);
      },
    });
    await it.give('leads.csv', one);
    await toCheck();
    await press('Import 1 lead');
    await it.page.getByText('There is a campaign leads.csv already.').waitFor();
    await it.picture('61-refused');
    expect.soft(await it.faults()).toEqual([]);
    await press('Try again');
    await it.page.getByText('You may not import.').waitFor();
    await press(/^Give up/);
    await heading('Check before anything is written');
  });

  test('that stops once it runs says what is saved, and that it goes on by itself', async () => {
    await it.open({
      importStep: ({ importId }) => ({
        importId,
        campaign: SPRING,
        campaignName: 'Leads',
        fileName: 'leads.csv',
        state: 'stopped',
        total: 1,
        written: 1,
        verified: 0,
        message: 'A filter hides rows in the tab: remove it.',
        problems: [],
      }),
    });
    await it.give('leads.csv', one);
    await toCheck();
    await press('Import 1 lead');
    await it.page.getByText('A filter hides rows in the tab: remove it.').waitFor();
    await it.page.getByText('1 of 1 row stand in the sheet').waitFor();
    await it.picture('62-stopped');
    expect.soft(await it.faults()).toEqual([]);
  });
});

/** A promise that is settled from outside. */
function hold(): { readonly until: Promise<void>; readonly release: () => void } {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}
