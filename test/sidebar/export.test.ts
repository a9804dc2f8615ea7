/** The export dialog in a real browser: what is chosen is what is saved, and nothing half is called complete. */
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Calls } from '../../addon/calls.ts';
import { isCampaignId } from '../../addon/model/lead.ts';
import type { ExportedLead } from '../../addon/model/wire.ts';
import { CallFault } from '../../addon/sidebar/faults.ts';
import { NO_HURRY } from '../../addon/sidebar/import/file/pace.ts';
import { readTable } from '../../addon/sidebar/import/file/read.ts';
import { exportedLeads } from '../model/export-leads.ts';
import { type ScriptedExport, scriptedExport } from './export-page.ts';
import { type Handlers, wellState } from './scripted.ts';

const SPRING = 'campaign.spring';
const AUTUMN = 'campaign.autumn';
/** Pictures of each state are put here when it is set, for whoever wants to look. */
const PICTURES = process.env.EXPORT_PICTURES;

let dialog: ScriptedExport;
let noted: Calls['noteExport']['ask'][] = [];
beforeAll(async () => {
  dialog = await scriptedExport();
}, 60_000);
beforeEach(() => {
  noted = [];
});
afterAll(async () => {
  expect(dialog.complaints).toEqual([]);
  await dialog.close();
});

function id(text: string) {
  if (!isCampaignId(text)) throw new Error('That is an id.');
  return text;
}

function state(rights: readonly ('export' | 'import')[] = ['export']) {
  const [one] = wellState().campaigns;
  if (!one) throw new Error('There is a campaign.');
  const spring = { ...one, id: id(SPRING), name: 'Spring 2026' };
  const autumn = { ...one, id: id(AUTUMN), name: 'Autumn: a campaign with quite a long name', leads: 20 };
  return wellState({ campaigns: [spring, autumn], active: id(SPRING), rights });
}

const LEADS = { [SPRING]: exportedLeads(120, 'spring'), [AUTUMN]: exportedLeads(20, 'autumn') };

/** Answers pages of 50 leads. */
const page =
  (leadsOf: (campaign: string) => readonly ExportedLead[], total = (count: number) => count) =>
  ({ campaign, after }: Calls['exportPage']['ask']): Calls['exportPage']['answer'] => {
    const all = leadsOf(campaign);
    const next = all.filter(({ lead }) => lead.id > after);
    const leads = next.slice(0, 50);
    return {
      leads,
      after: next.length > 50 ? (leads.at(-1)?.lead.id ?? null) : null,
      total: total(all.length),
    };
  };
const all = (campaign: string): readonly ExportedLead[] =>
  campaign === SPRING ? LEADS[SPRING] : LEADS[AUTUMN];

const server = (more: Handlers = {}): Handlers => ({
  state: () => state(),
  exportPage: page(all),
  noteExport: (ask) => {
    noted.push(ask);
    return null;
  },
  ...more,
});

const { picture, press, check, heading } = {
  picture: async (name: string) => {
    if (PICTURES) await dialog.page.screenshot({ path: `${PICTURES}/${name}.png` });
    return dialog.faults();
  },
  press: (name: string | RegExp) => dialog.page.getByRole('button', { name }).click(),
  check: (name: string | RegExp) => dialog.page.getByLabel(name).first().check(),
  heading: (name: string | RegExp) => dialog.page.getByRole('heading', { level: 1, name }).waitFor(),
};
const readCsv = (csv: string) => readTable({ is: 'text', name: 'x.csv', text: csv }, {}, NO_HURRY);
const text = (bytes: Buffer | undefined) => bytes?.toString('utf8') ?? '';

describe('the export dialog', () => {
  test('begins with the leads of the campaign that the person looks at, and saves them as a CSV that imports again', async () => {
    await dialog.open(server());
    await heading('Export');
    await dialog.page.getByText('298 leads in 1 campaign').waitFor();
    expect(await picture('choosing')).toEqual([]);
    await press('Export');
    const [file] = await dialog.downloads(1);
    await heading('1 file saved');
    expect(await picture('saved')).toEqual([]);
    await dialog.page
      .getByText('Counted against Sanity’s number of leads: 120, and 120 were read.')
      .waitFor();
    expect(file?.name).toMatch(/^Spring 2026 - leads - \d{4}-\d\d-\d\d\.csv$/);
    const read = await readCsv(text(file?.bytes));
    expect(read.rows).toHaveLength(120);
    expect(read.headers.slice(0, 4)).toEqual(['Contact_Status', 'First_name', 'Second_name', 'Phone_number']);
    expect(noted).toEqual([
      { campaigns: [SPRING], what: 'exported', format: 'csv', leads: 120, whole: false },
    ]);
  });

  test('saves everything of all campaigns as one .xlsx whose cells are all text, and notes that it was whole', async () => {
    await dialog.open(server());
    await press('Choose everything');
    await press('Choose all campaigns');
    await check(/^Excel/);
    await press('Export');
    const [file] = await dialog.downloads(1);
    await heading('1 file saved');
    await dialog.page.getByText('140 leads, 70 messages, 0 changes and conflicts').waitFor();
    expect(file?.name).toMatch(/^All campaigns - export - .*\.xlsx$/);
    const parts = unzipSync(new Uint8Array(file?.bytes ?? []));
    const xml = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
    for (const sheet of ['Leads', 'Conversations', 'History'])
      expect(xml('xl/workbook.xml')).toContain(`"${sheet}"`);
    const leads = xml('xl/worksheets/sheet1.xml');
    expect(leads.match(/<c [^>]*>/g)?.every((cell) => cell.includes('t="s"') || cell.endsWith('/>'))).toBe(
      true,
    );
    expect(leads).not.toContain('<f>');
    expect(xml('xl/sharedStrings.xml')).toContain('<t>+447700900001</t>');
    expect(noted[0]).toMatchObject({ campaigns: [SPRING, AUTUMN], leads: 140, whole: true });
  });

  test('filters: counts first, then saves just those, and says how many were left out', async () => {
    await dialog.open(server());
    await dialog.page.getByText('Status: any').click();
    await dialog.page.getByLabel('HOT', { exact: true }).check();
    await dialog.page.getByRole('combobox').selectOption('without');
    await press('Count');
    await dialog.page.getByText('35 of 120 leads match').waitFor();
    expect(await picture('counted')).toEqual([]);
    await check(/^NDJSON/);
    const before = dialog.calls.filter((name) => name === 'exportPage').length;
    await press('Export');
    const [file] = await dialog.downloads(1);
    await dialog.page.getByText('85 leads left out, as the filter says.').waitFor();
    expect(dialog.calls.filter((name) => name === 'exportPage')).toHaveLength(before);
    const lines = text(file?.bytes).trimEnd().split('\n');
    expect(lines).toHaveLength(35);
    expect(lines.map((line) => JSON.parse(line).fields.contactStatus)).toEqual(lines.map(() => 'HOT'));
  });

  test('chosen columns are the file’s, and several kinds as CSV are a file each', async () => {
    await dialog.open(server());
    await check(/^Conversations/);
    await dialog.page.getByText('All of them').click();
    await press('No column');
    await dialog.page.getByLabel('Phone_number').check();
    await dialog.page.getByLabel('The lead’s id').check();
    expect(await picture('columns')).toEqual([]);
    await press('Export');
    const files = await dialog.downloads(2);
    await heading('2 files saved');
    expect(files.map(({ name }) => name.replace(/\d{4}.*? - /, ''))).toEqual([
      expect.stringMatching(/leads\.csv$/),
      expect.stringMatching(/conversations\.csv$/),
    ]);
    const [leads, conversations] = await Promise.all(files.map(({ bytes }) => readCsv(text(bytes))));
    expect(leads?.headers).toEqual(['Phone_number', 'Lead id']);
    expect(conversations?.rows[0]?.slice(4)).toEqual(['2026-03-29 02:01', 'Agent', 'Sophie', 'Hi!']);
  });

  test('where no lead matches, no file is saved', async () => {
    await dialog.open(server());
    await dialog.page.getByLabel(/^Text in name/).fill('nobody is called so');
    await press('Export');
    await heading('No lead matches');
    expect(await picture('none')).toEqual([]);
    expect(await dialog.downloads(0)).toEqual([]);
    expect(noted).toEqual([]);
  });

  test('a file that lacks leads says so in its name and on the screen, and counts as no whole export', async () => {
    await dialog.open(server({ exportPage: page(all, (count) => count + 1) }));
    await press('Choose everything');
    await check(/^JSON/);
    await press('Export');
    const [file] = await dialog.downloads(1);
    await heading('Saved, but leads are missing');
    await dialog.page.getByText('“Spring 2026” is not complete').waitFor();
    expect(await picture('incomplete')).toEqual([]);
    expect(file?.name).toMatch(/ - INCOMPLETE\.json$/);
    expect(noted[0]?.whole).toBe(false);
  });

  test('a lead that comes while pages are read makes it read anew, until the counts agree', async () => {
    let reading = 0;
    const grown = page(
      (campaign) => (reading > 1 ? exportedLeads(121, 'spring') : all(campaign)),
      () => 121,
    );
    await dialog.open(
      server({
        exportPage: (ask) => {
          if (ask.after === '') reading += 1;
          return grown(ask);
        },
      }),
    );
    await press('Export');
    await heading('1 file saved');
    await dialog.page.getByText('121 leads', { exact: true }).waitFor();
    expect(reading).toBe(2);
  });

  test('shows how far it is, and Cancel keeps nothing', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await dialog.open(
      server({
        exportPage: async (ask) => {
          if (ask.after !== '') await held;
          return page(all)(ask);
        },
      }),
    );
    await press('Export');
    await dialog.page.getByText('50 of 120 leads').waitFor();
    expect(await picture('going')).toEqual([]);
    await press('Cancel');
    await heading('Export');
    release();
    await dialog.page.waitForTimeout(200);
    await heading('Export');
    expect(await dialog.downloads(0)).toEqual([]);
    expect(noted).toEqual([]);
  });

  test('says what went wrong, and that nothing was saved', async () => {
    const broken = () => {
      throw new CallFault('bridge-refused', 'Sanity did not answer (ECONNREFUSED).');
    };
    await dialog.open(server({ exportPage: broken }));
    await press('Export');
    await dialog.page.getByRole('alert').getByText('Sanity did not answer').waitFor();
    expect(await picture('failed')).toEqual([]);
    expect(await dialog.downloads(0)).toEqual([]);
    await dialog.open(
      server({
        state: () => {
          throw new CallFault('busy', 'Google stopped the call.');
        },
      }),
    );
    await dialog.page.getByText('The campaigns could not be read').waitFor();
    expect(await picture('unknown')).toEqual([]);
  });

  test('an export that could not be recorded is saved all the same, and says so', async () => {
    const refuse = () => {
      throw new CallFault('not-allowed', 'sam@example.com is not among those who may export leads here.');
    };
    await dialog.open(server({ noteExport: refuse }));
    await press('Export');
    await dialog.page.getByText('It could not be recorded who exported this').waitFor();
    expect(await dialog.downloads(1)).toHaveLength(1);
  });

  test('without the right nothing can be exported, and it says whom to ask', async () => {
    await dialog.open(server({ state: () => state(['import']) }));
    await dialog.page.getByText('You may not export here.').waitFor();
    expect(await picture('no-right')).toEqual([]);
    await dialog.page.getByRole('button', { name: 'Export' }).click({ force: true });
    expect(dialog.calls).toEqual(['state']);
  });

  test('works with the keyboard alone', async () => {
    await dialog.open(server());
    await heading('Export');
    // Before that, nothing can be exported.
    await dialog.page.getByText('298 leads in 1 campaign').waitFor();
    const { keyboard } = dialog.page;
    const isOn = async () =>
      await dialog.page.evaluate(
        "document.activeElement.tagName === 'BUTTON' && document.activeElement.textContent.trim() === 'Export'",
      );
    for (let n = 0; n < 60 && !(await isOn()); n++) await keyboard.press('Tab');
    await keyboard.press('Enter');
    await heading('1 file saved');
  });
});
