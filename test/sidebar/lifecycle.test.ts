/** A campaign's whole life in a real browser over the whole local system: made, renamed, archived, deleted, restored, recorded. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@sanity/client';
import axe from 'axe-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type Local, startLocal } from '../../scripts/local/everything.ts';
import { launchBrowser } from '../browser.ts';
import { openTab, type Tab } from '../local/workbook/host/harness.ts';
import { chooseFromMenu, openPage } from '../local/workbook/page/workbook.ts';

// Making a campaign draws its charts: seconds here, and many on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** Pictures of each step are put here when it is set, for whoever wants to look. */
const PICTURES = process.env.LIFECYCLE_PICTURES;

let folder: string;
let local: Local;
let browser: Browser;
let page: Page;
let sheet: Tab;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-lifecycle-'));
  [local, browser] = await Promise.all([
    startLocal({ dataDir: folder, port: 0, sample: true, manualTriggers: true }),
    launchBrowser(),
  ]);
  sheet = await openTab(local.workbook.host);
  page = await openPage(browser, local.workbook.url, complaints);
  page.setDefaultTimeout(120_000);
  await chooseFromMenu(page, 'Leadsheet', 'Open sidebar');
  await button(/^Original, 971 leads/).waitFor();
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
const box = (name: string): Locator => sidebar().getByRole('textbox', { name, exact: true });
const text = (words: string | RegExp): Locator => sidebar().getByText(words).first();
const title = (name: string): Locator =>
  sidebar().getByRole('heading', { level: 1, name, exact: true }).last();
const tab = (name: string): Locator => page.getByRole('tab', { name, exact: true });
const seconds = (n: number) => ({ timeout: n * 1_000, interval: 100 });

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
  if (!PICTURES) return;
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

const campaignSchema = z.object({ name: z.string(), state: z.string(), colour: z.string() });

/** The campaign as Sanity holds it. */
async function inSanity(name: string) {
  const { url, projectId, dataset, token } = local.lake;
  const client = createClient({
    apiHost: url,
    useProjectHostname: false,
    projectId,
    dataset,
    token,
    apiVersion: '2025-02-19',
    useCdn: false,
  });
  const found: unknown = await client.fetch('*[_type == "leadCampaign" && name == $name][0]', { name });
  return campaignSchema.parse(found);
}

/** What column after column of a row shows. */
function row(tabName: string, number: number, columns: number): readonly string[] {
  const id = sheet.model.getters.getSheetIdByName(tabName);
  if (id === undefined) throw new Error(`There is no tab "${tabName}".`);
  return Array.from({ length: columns }, (_, col) => sheet.shown(id, number - 1, col));
}

test('a campaign is made with another’s settings, is a draft, and is open at once', async () => {
  await button('New campaign').click();
  await sidebar()
    .getByRole('radio', { name: /With another’s settings/ })
    .check();
  await box('Name').fill('Autumn');
  await button('Make the campaign').click();
  await title('Autumn').waitFor();
  await text(
    '“Autumn” was made, and its tab of that name is open. It is a draft until it is started.',
  ).waitFor();
  await tab('Autumn').waitFor();
  expect(row('Autumn', 1, 2)).toEqual(['Contact_Status', 'First_name']);
  expect(await inSanity('Autumn')).toMatchObject({ state: 'draft' });
  await text(/No leads yet/).waitFor();
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('made');
});

test('it is started, renamed and recoloured on its page; the tab and Sanity say the same, and Undo takes it back', async () => {
  await button('Manage this campaign').click();
  await button('Start').click();
  await text('"Autumn" is active.').waitFor();
  await box('Name').fill('Autumn 2026');
  await sidebar().getByTitle('Orange').click();
  await button('Save').click();
  await text('Changed for “Autumn 2026”: name, colour.').waitFor();
  await tab('Autumn 2026').waitFor();
  expect(await inSanity('Autumn 2026')).toMatchObject({ state: 'active', colour: '#ff7a1a' });
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('renamed');
  await button('Undo').click();
  await text('As before: name, colour.').waitFor();
  await tab('Autumn').waitFor();
  await expect.poll(() => box('Name').inputValue(), seconds(5)).toBe('Autumn');
});

test('archived, its tab is hidden; restored with Undo, it is back with what was in it', async () => {
  await local.workbook.host.edit({
    by: 'person',
    sheet: 'Autumn',
    cell: 'B2',
    values: [['Ash', 'Example', '07700 900123']],
  });
  await button('Back').click();
  await text('The one lead is verified in Sanity').waitFor();
  const before = row('Autumn', 2, 30);
  await button('Manage this campaign').click();
  await button('Archive').click();
  await text('"Autumn" is archived.').waitFor();
  await tab('Autumn').waitFor({ state: 'detached' });
  expect(await inSanity('Autumn')).toMatchObject({ state: 'archived' });
  await text('Restore it first to change its settings.').waitFor();
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('archived');
  await button('Undo').click();
  await text('"Autumn" is active again').waitFor();
  await tab('Autumn').waitFor();
  expect(row('Autumn', 2, 30)).toEqual(before);
});

test('deleted only when its name is typed; it goes from the list, and comes back whole from there', async () => {
  const before = row('Autumn', 2, 30);
  await button('Delete this campaign').click();
  await text('It was never exported as a whole.').waitFor();
  const name = sidebar().getByPlaceholder('Autumn');
  await name.fill('autumn');
  expect(await button('Delete this campaign').last().getAttribute('aria-disabled')).toBe('true');
  await name.fill('Autumn');
  await picture('deleting');
  await name.press('Enter');
  await text('"Autumn" is deleted.').waitFor();
  await tab('Autumn').waitFor({ state: 'detached' });
  expect(await button(/^Autumn, /).count()).toBe(0);
  await button('Deleted (1 campaign)').click();
  await text(/^Restorable until \d+ \w+ \d{4}$/).waitFor();
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('deleted');
  await button('Restore Autumn').click();
  await button(/^Autumn, 1 lead/).waitFor();
  await tab('Autumn').waitFor();
  expect(row('Autumn', 2, 30)).toEqual(before);
  expect(await inSanity('Autumn')).toMatchObject({ state: 'active' });
});

test('a tab that somebody made becomes a campaign as it stands', async () => {
  await page.getByRole('button', { name: 'Add tab' }).click();
  await expect.poll(() => text(/is no campaign$/).count(), seconds(15)).toBe(1);
  const name = ((await text(/is no campaign$/).textContent()) ?? '').replace(/^“(.*)”.*/, '$1');
  await local.workbook.host.edit({
    by: 'person',
    sheet: name,
    cell: 'A1',
    values: [
      ['First name', 'Surname', 'Mobile', 'Roof'],
      ['Robin', 'Example', '07700 900200', 'flat'],
      ['Kim', 'Example', '07700 900201', 'slate'],
    ],
  });
  await picture('unknown');
  await button('Make it a campaign').click();
  await text(', 2 rows').waitFor();
  await sidebar().getByRole('row', { name: 'Mobile Phone' }).waitFor();
  await sidebar().getByRole('row', { name: 'Roof a column of its own' }).waitFor();
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('adopting');
  await box('Name').fill('Kent');
  await button('Make the campaign').click();
  await title('Kent').waitFor();
  await text('All 2 leads verified in Sanity').waitFor();
  expect(row('Kent', 2, 4)).toContain('Robin');
  await picture('adopted');
});

test('people are named, and whoever would lock everybody out is refused', async () => {
  await button('Settings').click();
  await button('Who may do what').click();
  await box('Add somebody by e-mail').fill('robin@example.com');
  await box('Add somebody by e-mail').press('Enter');
  const robin = sidebar().getByRole('group', { name: 'robin@example.com' });
  await robin.getByRole('checkbox', { name: 'Delete' }).check();
  await button('Save').click();
  await text('Who may do what was changed.').waitFor();
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('people');
  await sidebar()
    .getByRole('group', { name: /\(you\)|@/ })
    .first()
    .getByRole('button', { name: /^Remove/ })
    .click();
  await button('Save').click();
  await text('Somebody must be left who may say who may do what.').waitFor();
  await button('Discard').click();
  await button('Back').last().click();
});

test('the record tells who did each of it', async () => {
  await button('Who did what').click();
  const said = sidebar().locator('.record-entry');
  await said.first().waitFor();
  const entries = await said.allInnerTexts();
  for (const words of [
    /Who may do what was changed/,
    /"Kent" was made of a tab that was there/,
    /"Autumn" was restored/,
    /"Autumn" was deleted/,
    /"Autumn" was archived/,
    /"Autumn" was started/,
    /"Autumn" was made with the settings of/,
  ])
    expect(
      entries.some((entry) => words.test(entry) && /· you\b/.test(entry)),
      String(words),
    ).toBe(true);
  expect.soft(await accessibilityFaults()).toEqual([]);
  await picture('record');
  await sidebar().getByRole('combobox', { name: 'About' }).selectOption('Kent');
  await expect.poll(() => said.count(), seconds(10)).toBe(1);
});

test('the browser had nothing to complain of', () => {
  expect(complaints).toEqual([]);
});
