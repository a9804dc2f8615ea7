/** What a person decides in the sidebar, in a real browser: conflicts settled, held changes chosen about, a campaign proven. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@sanity/client';
import axe from 'axe-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Local, startLocal } from '../../scripts/local/everything.ts';
import { askServer } from '../../scripts/local/serve.ts';
import { beginning, cellsOf, createRows, leadTexts, newImportId } from '../addon/leads.ts';
import { launchBrowser } from '../browser.ts';
import { openTab, type Tab } from '../local/workbook/host/harness.ts';
import { chooseFromMenu, openPage, shownIn } from '../local/workbook/page/workbook.ts';

const ORIGINAL = 'Original';
const SPRING = 'Spring';
/** Pictures of each step are put here when it is set, for whoever wants to look. */
const PICTURES = process.env.TRUST_PICTURES;

let folder: string;
let local: Local;
let browser: Browser;
let page: Page;
let sheet: Tab;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-trust-'));
  [local, browser] = await Promise.all([
    startLocal({ dataDir: folder, port: 0, sample: true, manualTriggers: true }),
    launchBrowser(),
  ]);
  sheet = await openTab(local.workbook.host);
  page = await openPage(browser, local.workbook.url, complaints);
  await openSidebar();
  await sidebar()
    .getByRole('button', { name: /^Original, 971 leads/ })
    .click();
  await verified();
}, 120_000);

afterAll(async () => {
  sheet?.leave();
  await browser?.close();
  await local?.close();
  await rm(folder, { recursive: true, force: true });
});

const panel = () => page.getByRole('complementary', { name: 'Leadsheet' });
const sidebar = (): FrameLocator => panel().frameLocator('iframe');
const button = (name: string | RegExp): Locator =>
  sidebar().getByRole('button', { name, exact: typeof name === 'string' });
/** What is gravest opens by itself. */
const opened = (name: string) =>
  sidebar().getByRole('button', { name, exact: true, expanded: true }).waitFor({ timeout: 30_000 });
const verified = () =>
  sidebar().getByText('All 971 leads verified in Sanity').first().waitFor({ timeout: 40_000 });
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 100 });

async function openSidebar(): Promise<void> {
  await chooseFromMenu(page, 'Leadsheet', 'Open sidebar');
  await button('Settings').waitFor();
}

/** Another program that reads and writes the same dataset. */
function otherClient() {
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

async function write(lead: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await otherClient().patch(lead).set(fields).commit();
}

const document = async (id: string) =>
  z.record(z.string(), z.unknown()).parse(await otherClient().getDocument(id));

function sheetId(tab: string): string {
  const id = sheet.model.getters.getSheetIdByName(tab);
  if (id === undefined) throw new Error(`There is no tab "${tab}".`);
  return id;
}

/** What a row shows under a header, hidden columns too. */
function cell(tab: string, row: number, header: string): string {
  const id = sheetId(tab);
  for (let col = 0; col < 60; col++)
    if (sheet.shown(id, 0, col) === header) return sheet.shown(id, row - 1, col);
  throw new Error(`No column is headed "${header}".`);
}

/** A person types, or pastes a block, from a cell down. */
async function paste(from: string, values: readonly string[]): Promise<void> {
  await local.workbook.host.edit({
    by: 'person',
    sheet: ORIGINAL,
    cell: from,
    values: values.map((value) => [value]),
  });
}

/** A second campaign, as the import dialog makes it. */
async function importSpring(): Promise<void> {
  const leads = Array.from({ length: 30 }, (_, n) => cellsOf({ ...leadTexts(n), archived: 'No' }));
  const importId = newImportId();
  const { host } = local.workbook;
  await askServer(host, 'importBegin', beginning(importId, SPRING, leads.length));
  await askServer(host, 'importPart', { importId, part: 0, rows: createRows(leads) });
  let { state } = await askServer(host, 'importCommit', { importId });
  for (let step = 0; state !== 'done' && step < 10; step += 1) {
    ({ state } = await askServer(host, 'importStep', { importId }));
  }
  expect(state).toBe('done');
}

/** What WCAG 2 AA holds against the sidebar as it stands. */
async function accessibilityFaults(): Promise<readonly string[]> {
  const body = sidebar().locator('body');
  // Colours in the middle of a fade have no contrast that anyone sees.
  await page.waitForTimeout(600);
  await body.evaluate((_element, source) => new Function(source)(), axe.source);
  return z.array(z.string()).parse(await body.evaluate(RUN_AXE));
}

const RUN_AXE = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`;

async function picture(name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Presses Tab until the keyboard is at a button of that name, as somebody without a mouse does. */
async function tabTo(name: RegExp): Promise<void> {
  const focused = sidebar().locator(':focus');
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const text = (await focused.count()) > 0 ? ((await focused.textContent()) ?? '') : '';
    if (name.test(text)) return;
  }
  throw new Error(`Tab never came to ${name}.`);
}

/** More than a tenth of the campaign's phone numbers, none of which another lead of it has. */
const newNumbers = Array.from({ length: 110 }, (_, n) => `+447700900${String(n + 100)}`);

const CONFLICTS = [2, 3, 4, 5];

test('values that were changed on both sides are listed with both, and whose they are', async () => {
  await panel().getByRole('button', { name: 'Close' }).click();
  // A tick may be on its way still: what it took would be no conflict.
  await page.waitForTimeout(1_500);
  for (const row of CONFLICTS) await write(cell(ORIGINAL, row, '_lead'), { notes: `Written for row ${row}` });
  await paste(
    'K2',
    CONFLICTS.map((row) => `Typed in row ${row}`),
  );
  await write(cell(ORIGINAL, 6, '_lead'), { contactStatus: 'COLD' });
  await paste('A6', ['HOT']);
  await openSidebar();
  await button('5 values changed on both sides').click({ timeout: 30_000 });
  const first = sidebar().getByRole('listitem').filter({ hasText: 'Typed in row 2' }).last();
  expect(await first.innerText()).toMatch(
    /Notes[\s\S]*Kept, from the sheet\s+Typed in row 2\s+Not taken, from Sanity\s+Written for row 2/,
  );
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('conflicts');
});

test('the other value is taken with one click: the sheet and Sanity say it', async () => {
  const lead = cell(ORIGINAL, 2, '_lead');
  const entry = sidebar().getByRole('listitem').filter({ hasText: 'Typed in row 2' }).last();
  await entry.getByRole('button', { name: /^Take Sanity’s/ }).click();
  await button('4 values changed on both sides').waitFor({ timeout: 20_000 });
  expect(await shownIn(page, 'K2')).toBe('Written for row 2');
  expect(await document(lead)).toMatchObject({ notes: 'Written for row 2' });
  await sidebar()
    .getByText(/Written for row 2 taken from Sanity, read back\./)
    .waitFor();
});

test('and with the keyboard alone', async () => {
  const lead = cell(ORIGINAL, 3, '_lead');
  await button('Settings').focus();
  await tabTo(/changed on both sides/);
  // The list stays open; its entries follow in the order that they are read.
  const entry = sidebar().getByRole('listitem').filter({ hasText: 'Typed in row 3' }).last();
  const name = (await entry.getByRole('button', { name: /^Take Sanity’s/ }).textContent()) ?? '';
  await tabTo(new RegExp(`^${name.replace(/[^\w ]/g, '.')}$`));
  await page.keyboard.press('Enter');
  await button('3 values changed on both sides').waitFor({ timeout: 20_000 });
  // The keyboard is at the entry that follows, before its buttons.
  expect(await sidebar().locator(':focus').getByRole('button').count()).toBe(2);
  expect(await shownIn(page, 'K3')).toBe('Written for row 3');
  expect(await document(lead)).toMatchObject({ notes: 'Written for row 3' });
});

test('those that are alike are settled in one go, and then nothing needs attention any more', async () => {
  await button(/^Keep the sheet’s, all 2/).click();
  await button('1 value changed on both sides').waitFor({ timeout: 20_000 });
  await button(/^Keep the sheet’s Status/).click();
  await button('1 value changed on both sides').waitFor({ state: 'detached', timeout: 20_000 });
  await sidebar()
    .getByText(/^Status of .+: HOT kept, read back\.$/)
    .waitFor();
  await picture('conflicts-settled');
  await button('Dismiss').click();
  await sidebar().getByText('Needs attention').waitFor({ state: 'detached' });
  expect(cell(ORIGINAL, 4, 'Notes')).toBe('Typed in row 4');
  expect(await document(cell(ORIGINAL, 4, '_lead'))).toMatchObject({ notes: 'Typed in row 4' });
  expect(await document(cell(ORIGINAL, 6, '_lead'))).toMatchObject({ contactStatus: 'HOT' });
});

test('invariant 7: a hundred phone numbers that changed at once are held, and put back when a person says so', async () => {
  const lead = cell(ORIGINAL, 2, '_lead');
  const { phoneNumber } = await document(lead);
  const shown = cell(ORIGINAL, 2, 'Phone_number');
  await paste('D2', newNumbers);
  await opened('Many phone numbers changed at once');
  await sidebar().getByText('These rows get the phone numbers that Sanity holds for them.').waitFor();
  expect(await document(lead)).toMatchObject({ phoneNumber });
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('held');
  await button('Put the numbers back').click();
  await button('Many phone numbers changed at once').waitFor({ state: 'detached', timeout: 40_000 });
  await picture('held-undone');
  await expect.poll(() => cell(ORIGINAL, 2, 'Phone_number'), seconds(10)).toBe(shown);
  expect(await document(lead)).toMatchObject({ phoneNumber });
  await verified();
});

test('or sent, once the person has confirmed it', async () => {
  const lead = cell(ORIGINAL, 2, '_lead');
  await paste('D2', newNumbers);
  await opened('Many phone numbers changed at once');
  await button('Send the new numbers').press('Enter');
  await sidebar()
    .getByRole('group', { name: /are you sure/ })
    .waitFor();
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('held-sure');
  await page.keyboard.press('Escape');
  await button('Send the new numbers').press('Enter');
  await sidebar().locator('fieldset:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await button('Many phone numbers changed at once').waitFor({ state: 'detached', timeout: 40_000 });
  expect(await document(lead)).toMatchObject({ phoneNumber: newNumbers[0] });
  await verified();
});

test('invariant 5: a proof of the whole campaign says that all its leads are equal', async () => {
  await button('Prove it').click();
  await sidebar().getByText('971 leads, all equal').waitFor({ timeout: 40_000 });
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('proof-equal');
});

test('invariant 7: rows that were deleted are found by proving, and put back when a person says so', async () => {
  await importSpring();
  await button(/^Spring, 30 leads/).click({ timeout: 20_000 });
  await sidebar().getByText('All 30 leads verified in Sanity').first().waitFor({ timeout: 20_000 });
  const gone = [10, 11, 12].map((row) => cell(SPRING, row, '_lead'));
  sheet.model.dispatch('REMOVE_COLUMNS_ROWS', {
    sheetId: sheetId(SPRING),
    sheetName: SPRING,
    dimension: 'ROW',
    elements: [9, 10, 11],
  });
  await button('Prove it').click();
  await sidebar().getByText('3 of 30 leads differ').waitFor({ timeout: 40_000 });
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('proof-differs');
  await opened('Rows are gone from the sheet');
  await picture('rows-gone');
  await button('Put the rows back').click();
  await button('Rows are gone from the sheet').waitFor({ state: 'detached', timeout: 40_000 });
  await picture('rows-back');
  const back = () => [29, 30, 31].map((row) => cell(SPRING, row, '_lead')).sort();
  await expect.poll(back, seconds(10)).toEqual(gone.sort());
  await button('Prove it').click();
  await sidebar().getByText('30 leads, all equal').waitFor({ timeout: 40_000 });
});

test('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
