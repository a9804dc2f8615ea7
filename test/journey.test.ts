/** The whole job in a real browser, as a newcomer does it: switch, import, edit, and see each side follow the other. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@sanity/client';
import axe from 'axe-core';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Local, startLocal } from '../scripts/local/everything.ts';
import { SAMPLE_CSV } from '../scripts/local/sample/enquiries.ts';
import { launchBrowser } from './browser.ts';
import { chooseFromMenu, goTo, openPage, shownIn, typeInto } from './local/workbook/page/workbook.ts';

let folder: string;
let local: Local;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-journey-'));
  [local, browser] = await Promise.all([
    startLocal({ dataDir: folder, port: 0, sample: true }),
    launchBrowser(),
  ]);
  page = await openPage(browser, local.workbook.url, complaints);
  await chooseFromMenu(page, 'Leadsheet', 'Open sidebar');
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await local?.close();
  await rm(folder, { recursive: true, force: true });
});

const sidebar = (): FrameLocator =>
  page.getByRole('complementary', { name: 'Leadsheet' }).frameLocator('iframe');
const dialog = (): FrameLocator => page.getByRole('dialog', { name: 'Import leads' }).frameLocator('iframe');
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 100 });

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

/** What WCAG 2 AA holds against a page of the add-on as it stands: names, roles, contrast, keyboard. */
async function accessibilityFaults(frame: FrameLocator): Promise<readonly string[]> {
  const body = frame.locator('body');
  // Colours in the middle of a fade have no contrast that anyone sees.
  await page.waitForTimeout(600);
  await body.evaluate((_element, source) => new Function(source)(), axe.source);
  const found = await body.evaluate(RUN_AXE);
  return z.array(z.string()).parse(found);
}

const RUN_AXE = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`;

test('a click in the sidebar opens a campaign, and its banner says how many leads are verified', async () => {
  await sidebar()
    .getByRole('button', { name: /^Original, 971 leads/ })
    .click();
  await sidebar().getByRole('heading', { name: 'Original', level: 1 }).waitFor();
  await sidebar().getByText('All 971 leads verified in Sanity').first().waitFor();
  expect(await shownIn(page, 'A1')).toBe('Contact_Status');
  expect.soft(await accessibilityFaults(sidebar())).toEqual([]);
});

test('a file becomes a campaign tab: mapped by itself, checked, imported, and every lead verified', async () => {
  await sidebar().getByRole('button', { name: 'Import leads' }).click();
  await dialog().getByRole('button', { name: 'Choose a file' }).waitFor();
  expect.soft(await accessibilityFaults(dialog())).toEqual([]);
  await dialog().locator('input[type=file]').setInputFiles(SAMPLE_CSV);
  await dialog().getByRole('heading', { name: 'Is this how the file should be read?' }).waitFor();
  expect.soft(await accessibilityFaults(dialog())).toEqual([]);
  await dialog().getByRole('button', { name: 'Go on to the columns' }).click();
  await dialog().getByRole('heading', { name: 'Where does each column go?' }).waitFor();
  for (const [column, field] of [
    ['First Name', 'First name'],
    ['Surname', 'Last name'],
    ['Mobile', 'Phone'],
    ['Email', 'E-mail'],
  ] as const) {
    const chosen = dialog()
      .getByRole('combobox', { name: new RegExp(`“${column}”`) })
      .locator('option:checked');
    expect(await chosen.textContent()).toBe(field);
  }
  expect.soft(await accessibilityFaults(dialog())).toEqual([]);
  await dialog().getByRole('button', { name: 'Go on to the values' }).click();
  expect.soft(await accessibilityFaults(dialog())).toEqual([]);
  await dialog().getByRole('button', { name: 'Go on to the campaign' }).click();
  expect.soft(await accessibilityFaults(dialog())).toEqual([]);
  await dialog().getByRole('button', { name: 'Check the rows' }).click();
  await dialog().getByRole('button', { name: 'Import 298 leads' }).waitFor();
  expect.soft(await accessibilityFaults(dialog())).toEqual([]);
  await dialog().getByRole('button', { name: 'Import 298 leads' }).click();
  await dialog().getByText('298 of 298 verified in Sanity').waitFor({ timeout: 120_000 });
  expect.soft(await accessibilityFaults(dialog())).toEqual([]);
  const sum = dialog().getByRole('list', { name: /^Rows in/ });
  await sum.waitFor();
  const numbers = (await sum.getByRole('listitem').allTextContents()).map((text) => text.replace(/\D/g, ''));
  expect(numbers.map(Number)).toEqual([301, 298, 0, 2, 0, 1]);
  await dialog()
    .getByRole('button', { name: /^Duplicate/ })
    .click();
  expect(
    await dialog()
      .getByText(/^The same phone/)
      .count(),
  ).toBe(2);
  await dialog().getByRole('button', { name: 'Go to the campaign' }).click();
  await sidebar().getByText('except 1 cell that cannot be read').first().waitFor();
  await sidebar().getByRole('heading', { name: 'Solar enquiries', level: 1 }).waitFor();
  const count = await otherClient().fetch<number>('count(*[_type == "campaignLead"])');
  expect(count).toBe(298);
});

test('text stays text: phones, zeros, line breaks, £, é and a leading = are in the tab as they were in the file', async () => {
  expect(await shownIn(page, 'D2')).toBe('+447700900700');
  expect(await shownIn(page, 'AA2')).toBe('004100');
  const downloading = page.waitForEvent('download');
  await chooseFromMenu(page, 'File', 'Download', 'Comma-separated values (.csv)');
  const text = await readFile(await (await downloading).path(), 'utf8');
  for (const piece of [
    'Zoë-Renée',
    '£',
    '=HYPERLINK(""https://example.com"",""call me"")',
    'Yes,\n\nbut not before spring',
  ]) {
    expect(text.replaceAll('\r\n', '\n')).toContain(piece);
  }
});

test('an edited cell reaches its document within seconds, and the sidebar says so only then', async () => {
  await typeInto(page, 'B2', 'Ruthie');
  const name = () =>
    otherClient().fetch<string>('*[_type == "campaignLead" && phoneNumber == "+447700900700"][0].firstName');
  await expect.poll(name, seconds(10)).toBe('Ruthie');
  await sidebar().getByText('All 298 leads verified in Sanity').first().waitFor({ timeout: 10_000 });
});

test('a document changed by another client reaches its cell within seconds', async () => {
  const client = otherClient();
  const id = await client.fetch<string>(
    '*[_type == "campaignLead" && phoneNumber == "+447700900701"][0]._id',
  );
  await client.patch(id).set({ contactStatus: 'HOT', notes: 'Rang at ten' }).commit();
  await expect.poll(() => shownIn(page, 'A3'), seconds(15)).toBe('HOT');
  expect(await shownIn(page, 'K3')).toBe('Rang at ten');
});

test('the Dashboard switch brings the charts into view, and Leads brings the table back', async () => {
  await sidebar().getByRole('button', { name: 'Dashboard' }).click();
  await expect
    .poll(
      () => page.locator('.o-figure-canvas, .o-chart-container canvas, .o-figure canvas').count(),
      seconds(10),
    )
    .toBeGreaterThan(1);
  await sidebar().getByRole('button', { name: 'Leads', exact: true }).click();
  await sidebar().getByRole('button', { name: 'Leads', exact: true, pressed: true }).waitFor();
});

test('the sidebar follows the tab that a person chooses', async () => {
  await page.getByRole('tab', { name: 'Original' }).click();
  await sidebar().getByRole('heading', { name: 'Original', level: 1 }).waitFor();
});

test('the whole import is done with the keyboard alone', async () => {
  await goTo(page, 'A1');
  await page.keyboard.press('F10');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Import leads…' }).press('Enter');
  await dialog().getByRole('button', { name: 'Paste instead' }).press('Enter');
  await page.keyboard.type('first name,mobile\nKeyboard,01632 960999\n');
  await dialog().getByRole('button', { name: 'Use this text' }).press('Enter');
  await dialog().getByRole('button', { name: 'Go on to the columns' }).press('Enter');
  await dialog().getByRole('heading', { name: 'Where does each column go?' }).waitFor();
  // What people are reached by waits for a word where it is not certain.
  const right = dialog().getByRole('button', { name: /^Yes, / });
  if ((await right.count()) > 0) await right.press('Enter');
  await dialog().getByRole('button', { name: 'Go on to the values' }).press('Enter');
  await dialog().getByRole('button', { name: 'Go on to the campaign' }).press('Enter');
  await dialog().getByLabel('Campaign name').fill('By keyboard');
  await dialog().getByRole('button', { name: 'Check the rows' }).press('Enter');
  await dialog().getByRole('button', { name: 'Import 1 lead' }).press('Enter');
  await dialog().getByText('1 of 1 verified in Sanity').waitFor({ timeout: 120_000 });
  await dialog().getByRole('button', { name: 'Go to the campaign' }).press('Enter');
  await sidebar().getByRole('heading', { name: 'By keyboard', level: 1 }).waitFor();
});

test('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
