/** Imports in a real browser over the whole local system: a clean file, a terrible one, an update, one that is cut off, and an undo. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@sanity/client';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Local, startLocal } from '../../scripts/local/everything.ts';
import { launchBrowser } from '../browser.ts';
import { openTab, type Tab } from '../local/workbook/host/harness.ts';
import { chooseFromMenu, openPage } from '../local/workbook/page/workbook.ts';

let folder: string;
let local: Local;
let browser: Browser;
let page: Page;
let sheet: Tab;
const complaints: string[] = [];
/** Pictures of each step are put here when it is set, for whoever wants to look. */
const PICTURES = process.env.IMPORT_PICTURES;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-imports-'));
  [local, browser] = await Promise.all([
    startLocal({ dataDir: folder, port: 0, sample: false, manualTriggers: true }),
    launchBrowser(),
  ]);
  sheet = await openTab(local.workbook.host);
  page = await openPage(browser, local.workbook.url, complaints);
  page.setDefaultTimeout(120_000);
  await chooseFromMenu(page, 'Leadsheet', 'Open sidebar');
  await button('Import leads').waitFor();
}, 120_000);

afterAll(async () => {
  sheet?.leave();
  await browser?.close();
  await local?.close();
  await rm(folder, { recursive: true, force: true });
});

const sidebar = (): FrameLocator =>
  page.getByRole('complementary', { name: 'Leadsheet' }).frameLocator('iframe');
const dialog = (): FrameLocator => page.getByRole('dialog', { name: 'Import leads' }).frameLocator('iframe');
const button = (name: string | RegExp) => sidebar().getByRole('button', { name });
const press = (name: string | RegExp) => dialog().getByRole('button', { name }).click();
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 200 });

function sanity() {
  const { url, projectId, dataset, token } = local.lake;
  return createClient({
    apiHost: url,
    useProjectHostname: false,
    projectId,
    dataset,
    token,
    apiVersion: '2025-02-19',
    useCdn: false,
  });
}

/** What a row of a tab shows under a header, hidden columns too; row 2 is the first lead. */
function cell(tab: string, row: number, header: string): string {
  const id = sheet.model.getters.getSheetIdByName(tab);
  if (id === undefined) throw new Error(`There is no tab "${tab}".`);
  for (let col = 0; col < 60; col += 1)
    if (sheet.shown(id, 0, col) === header) return sheet.shown(id, row - 1, col);
  throw new Error(`No column is headed "${header}".`);
}

async function picture(name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `whole-${name}.png`) });
}

/** Opens the dialog and gives it a file. */
async function give(name: string, content: string | Uint8Array): Promise<void> {
  await button('Import leads').click();
  await dialog().getByRole('button', { name: 'Choose a file' }).waitFor();
  await dialog()
    .getByLabel('CSV or Excel file')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });
  await dialog().getByRole('heading', { name: 'Is this how the file should be read?' }).waitFor();
}

async function toCampaign(): Promise<void> {
  await press('Go on to the columns');
  const confirm = dialog().getByRole('button', { name: /^Yes, / });
  if ((await confirm.count()) > 0) await confirm.click();
  await press('Go on to the values');
  await press('Go on to the campaign');
}

/** The figures of the receipt: rows in, created, updated, duplicate, invalid, skipped. */
async function receipt(): Promise<readonly number[]> {
  const parts = dialog()
    .getByRole('list', { name: /^Rows in/ })
    .getByRole('listitem');
  await parts.first().waitFor({ timeout: 60_000 });
  return (await parts.allTextContents()).map((text) => Number(text.replace(/\D/g, '')));
}

const person = (n: number, notes = 'first'): string =>
  `Sam${'abcdefghij'[n % 10] ?? ''},Field,07700 900${String(n).padStart(3, '0')},sam${n}@example.com,${notes}`;
const HEADINGS = 'First name,Last name,Mobile,E-mail,Notes';
const clean = [HEADINGS, ...Array.from({ length: 30 }, (_row, n) => person(n))].join('\n');

test('a clean file becomes a campaign: every lead in the tab and verified', async () => {
  await give('spring.csv', clean);
  await toCampaign();
  await press('Check the rows');
  await press('Import 30 leads');
  expect(await receipt()).toEqual([30, 30, 0, 0, 0, 0]);
  await dialog().getByText('30 of 30 verified in Sanity').waitFor();
  await press('Go to the campaign');
  await button(/^Spring/)
    .first()
    .waitFor({ timeout: 120_000 });
  expect(await sanity().fetch<number>('count(*[_type == "campaignLead"])')).toBe(30);
  expect(cell('Spring', 2, 'Phone_number')).toBe('+447700900000');
});

const terrible = [
  'Enquiries of the week;;;;;',
  'Exported 3/14/2025;;;;;',
  'Customer;Tel;Mail;Where it stands;Date of install;Roof',
  'Zoé Field;p:+447700900100;zoe@example.com;Hot lead;3/14/2025;=slate',
  '"Dale, Jo";7700900101;jo@example.com;maybe later;4/5/2025;tile',
  'Al Moss;call me;;maybe later;4/6/2025;tile',
  'Ti Hill;12;;Sold;4/7/2025;tile',
  'Zoe F;07700-900-100;;;;',
  'Sam Field;07700 900001;;;;',
  ';;;;;',
].join('\r\n');

test('a terrible file is put right row by row, and its receipt balances, reasons and all', async () => {
  await give('terrible.csv', Buffer.from(terrible, 'latin1'));
  expect(await dialog().getByLabel('Encoding').inputValue()).toBe('windows-1252');
  expect(await dialog().getByLabel('Headings').inputValue()).toBe('3');
  await picture('terrible-read');
  await press('Go on to the columns');
  await dialog().getByLabel('Where “Tel” goes').selectOption('field:phoneNumber');
  await dialog().getByLabel('Where “Where it stands” goes').selectOption('field:contactStatus');
  await dialog().getByLabel('Where “Date of install” goes').selectOption('field:installDate');
  const confirm = dialog().getByRole('button', { name: /^Yes, / });
  if ((await confirm.count()) > 0) await confirm.click();
  await press('Go on to the values');
  expect(
    await dialog()
      .getByLabel(/^Month first/)
      .isChecked(),
  ).toBe(true);
  await dialog().getByText('14 Mar 2025').first().waitFor();
  await dialog().getByLabel('What “maybe later” is taken for').selectOption('WARM');
  await picture('terrible-values');
  await press('Go on to the campaign');
  await press('Check the rows');
  await press(/^Invalid/);
  const bad = dialog().getByRole('gridcell', { name: 'call me' });
  await bad.dblclick();
  await dialog()
    .getByLabel(/^Phone_number: Enter/)
    .fill('07700 900102');
  await page.keyboard.press('Enter');
  await press('Import 3 leads');
  expect(await receipt()).toEqual([7, 3, 0, 2, 1, 1]);
  await press(/^Invalid/);
  await dialog().getByText('“12” is not a phone number that can be dialled').waitFor();
  await picture('terrible-receipt');
  const downloading = page.waitForEvent('download');
  await press('Download as CSV');
  const file = await (await downloading).path();
  expect(await readFile(file, 'utf8')).toBe(
    '\uFEFFRow in file,Why it was left out,Customer,Tel,Mail,Where it stands,Date of install,Roof\r\n' +
      '7,"“12” is not a phone number that can be dialled, and there is no e-mail.",Ti Hill,12,,Sold,4/7/2025,tile\r\n',
  );
  await press('Go to the campaign');
  const made = await sanity().fetch<unknown>(
    '*[_type == "campaignLead" && installDate != null] | order(phoneNumber) {firstName, secondName, phoneNumber, contactStatus, installDate}',
  );
  expect(made).toMatchObject([
    { firstName: 'Zoé', phoneNumber: '+447700900100', contactStatus: 'HOT', installDate: '2025-03-14' },
    { firstName: 'Jo', secondName: 'Dale', contactStatus: 'WARM', installDate: '2025-04-05' },
    { firstName: 'Al', phoneNumber: '+447700900102', contactStatus: 'WARM', installDate: '2025-04-06' },
  ]);
  // The spreadsheet shows the apostrophe that keeps it from being a formula.
  expect(cell('Terrible', 2, 'Roof')).toMatch(/^'?=slate$/);
});

test('a newer file updates the leads of a campaign by a rule a column, shown before and after', async () => {
  const newer = [HEADINGS, person(0, 'second').replace('Sama', 'Samuel'), person(1), person(40)].join('\n');
  await give('newer.csv', newer);
  await toCampaign();
  await dialog().getByLabel('A campaign that is there').check();
  await dialog()
    .getByRole('combobox', { name: /^Campaign/ })
    .selectOption({ label: 'Spring (30 leads)' });
  await press('Check the rows');
  await dialog().getByLabel('Replace').check();
  await press('A rule for each column');
  await picture('update-rules');
  await dialog()
    .getByRole('combobox', { name: /^First_name/ })
    .selectOption('never');
  await dialog().getByText('1 cell of 1 lead').waitFor();
  await dialog().getByRole('gridcell', { name: '+447700900000' }).click();
  const change = dialog().getByRole('row', { name: /^Notes first second/ });
  await change.waitFor();
  await picture('update-check');
  await press('Import 1, update 1');
  expect(await receipt()).toEqual([3, 1, 1, 1, 0, 0]);
  await dialog().getByText('2 of 2 verified in Sanity').waitFor();
  await press('Go to the campaign');
  expect([cell('Spring', 2, 'Notes'), cell('Spring', 2, 'First_name')]).toEqual(['second', 'Sama']);
  const said = await sanity().fetch<unknown>(
    '*[_type == "campaignLead" && phoneNumber == "+447700900000"][0]{notes, firstName}',
  );
  expect(said).toEqual({ notes: 'second', firstName: 'Sama' });
});

test('an import whose window is closed once it runs goes on by itself, and no row is there twice', async () => {
  const many = Array.from({ length: 400 }, (_row, n) => `Ash,Hill,01632 960${String(n).padStart(3, '0')},,`);
  await give('many.csv', [HEADINGS, ...many].join('\n'));
  await toCampaign();
  await press('Check the rows');
  await press('Import 400 leads');
  await dialog().getByText('You may close this window now').waitFor({ timeout: 120_000 });
  await picture('going');
  await press('Close');
  const count = () => sanity().fetch<number>('count(*[_type == "campaignLead" && secondName == "Hill"])');
  await button(/^Many/).first().waitFor({ timeout: 120_000 });
  const carryOn = button('Carry on');
  if ((await carryOn.count()) > 0) await carryOn.click();
  await expect.poll(count, seconds(60)).toBe(400);
  await button(/^Many, 400 leads/).click({ timeout: 60_000 });
  await sidebar().getByText('All 400 leads verified in Sanity').first().waitFor({ timeout: 60_000 });
}, 180_000);

test('an import is taken back from the history: what it made is gone, what it changed is as before, what was changed since is kept and named', async () => {
  await button(/^Spring/)
    .first()
    .click();
  await sidebar().getByRole('heading', { name: 'Spring', level: 1 }).waitFor();
  await local.workbook.host.edit({ by: 'person', sheet: 'Spring', cell: 'K5', values: [['Typed since']] });
  await expect.poll(() => sanity().fetch<number>('count(*[notes == "Typed since"])'), seconds(30)).toBe(1);
  await button('Manage this campaign').click();
  await button('Imports, and taking them back').click();
  const newer = sidebar().getByRole('listitem').filter({ hasText: 'newer.csv' }).first();
  await newer.waitFor({ timeout: 120_000 });
  await picture('history');
  await newer.getByRole('button', { name: 'Updated' }).click();
  await newer.getByRole('button', { name: 'Show the rows' }).click();
  await newer.getByText('Notes: “first” → “second”').waitFor();
  await newer.getByRole('button', { name: 'Take this import back' }).click();
  await newer.getByRole('button', { name: /^Yes, / }).click();
  await sidebar()
    .getByText(/1 lead deleted, 1 cell put back/)
    .first()
    .waitFor({ timeout: 60_000 });
  await picture('undone');
  expect(cell('Spring', 2, 'Notes')).toBe('first');
  const spring = sidebar().getByRole('listitem').filter({ hasText: 'spring.csv' }).first();
  await spring.getByRole('button', { name: 'Take this import back' }).click();
  await spring.getByRole('button', { name: /^Yes, / }).click();
  await spring.getByText('Kept as they are').waitFor({ timeout: 60_000 });
  await picture('undone-kept');
  const left = await sanity().fetch<unknown>(
    '*[_type == "campaignLead" && secondName == "Field" && firstName match "Sam*"].notes',
  );
  expect(left).toContain('Typed since');
}, 180_000);

test('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
