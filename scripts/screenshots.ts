/** `npm run screenshots`: makes the README's pictures by doing the whole job in a real browser. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../test/browser.ts';
import { type Local, startLocal } from './local/everything.ts';
import { SAMPLE_CSV } from './local/sample/enquiries.ts';
import { originalDataset } from './local/sample/original.ts';

const PICTURES = join(import.meta.dirname, 'pictures');
/** Fades and slides end within this; ms. */
const SETTLE = 900;

async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(SETTLE);
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

/** Does the job once and takes a picture at each step. */
async function tour(page: Page, url: string): Promise<void> {
  const sidebar: FrameLocator = page.getByRole('complementary', { name: 'Leadsheet' }).frameLocator('iframe');
  const dialog: FrameLocator = page.getByRole('dialog', { name: 'Import leads' }).frameLocator('iframe');
  await page.goto(url);
  await page.getByRole('menuitem', { name: 'Leadsheet' }).click();
  await page.getByRole('menuitem', { name: 'Open sidebar' }).click();
  await sidebar.getByRole('button', { name: /^Original, 971 leads/ }).click();
  await sidebar.getByText('All 971 leads verified in Sanity').first().waitFor();
  await sidebar.getByRole('button', { name: 'Dashboard' }).click();
  await sidebar.getByRole('button', { name: 'Dashboard', pressed: true }).waitFor();
  await picture(page, 'dashboard');
  await sidebar.getByRole('button', { name: 'Leads', exact: true }).click();
  await sidebar.getByRole('button', { name: 'Import leads' }).click();
  await dialog.getByRole('button', { name: 'Choose a file' }).waitFor();
  await picture(page, 'import-file');
  await dialog.locator('input[type=file]').setInputFiles(SAMPLE_CSV);
  await dialog.getByRole('button', { name: 'Go on to the columns' }).click();
  await picture(page, 'import-columns');
  await dialog.getByRole('button', { name: 'Go on to the values' }).click();
  await dialog.getByRole('button', { name: 'Go on to the campaign' }).click();
  await dialog.getByRole('button', { name: 'Check the rows' }).click();
  await dialog.getByRole('button', { name: /^Import \d+ leads/ }).waitFor();
  await dialog.getByRole('button', { name: /^Problems/ }).click();
  await picture(page, 'import-check');
  await dialog.getByRole('button', { name: /^Import \d+ leads/ }).click();
  await dialog.getByRole('heading', { name: /leads imported/ }).waitFor();
  await picture(page, 'import-receipt');
  await dialog.getByRole('button', { name: 'Go to the campaign' }).click();
  await sidebar
    .getByText(/All \d+ leads verified in Sanity/)
    .first()
    .waitFor();
  await picture(page, 'workbook');
}

/** A campaign as somebody works on it: its numbers and lists, a lead, and the campaign's own page. */
async function atWork(page: Page): Promise<void> {
  const sidebar = page.getByRole('complementary', { name: 'Leadsheet' }).frameLocator('iframe');
  await sidebar.getByRole('button', { name: /^Original, 971 leads/ }).click();
  await sidebar.getByText('All 971 leads verified in Sanity').first().waitFor();
  const waiting = sidebar.locator('.lead-row').first();
  await waiting.waitFor();
  await sidebar.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
  await picture(page, 'campaign');
  await waiting.press('Enter');
  const back = sidebar.getByRole('button', { name: 'Back', exact: true });
  await back.waitFor();
  await picture(page, 'lead');
  await back.click();
  await sidebar.getByRole('button', { name: 'Manage this campaign' }).click();
  await sidebar.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
  await picture(page, 'campaign-page');
  await back.click();
  await sidebar.getByRole('button', { name: 'Overview' }).click();
  await page.locator('.o-sheet.active', { hasText: 'Overview' }).waitFor();
  await picture(page, 'overview');
}

/** Two people change one field, and a block of phone numbers is pasted in the wrong place: both wait for a person. */
async function decisions(page: Page, { lake, workbook }: Local): Promise<void> {
  const sidebar = page.getByRole('complementary', { name: 'Leadsheet' }).frameLocator('iframe');
  await sidebar.getByRole('button', { name: /^Original, 971 leads/ }).click();
  await sidebar.getByText('All 971 leads verified in Sanity').first().waitFor();
  // Leads stand in the order in which they were made, and by id within a second: one of these is in row 2.
  const ids = originalDataset(new Date()).flatMap(({ _type, _id }) => (_type === 'dbrLead' ? _id : []));
  const likely = new Set([...ids.slice(0, 100), ...[...ids].sort().slice(0, 20)]);
  await lake.commit([...likely].map((id) => ({ patch: { id, set: { assignedTo: 'Robin' } } })));
  const write = (cell: string, values: readonly string[]) =>
    workbook.host.edit({ by: 'person', sheet: 'Original', cell, values: values.map((text) => [text]) });
  await write('W2', ['Sam']);
  await write(
    'D20',
    Array.from({ length: 120 }, (_, n) => `+4416329600${String(n % 100).padStart(2, '0')}`),
  );
  await sidebar.getByRole('button', { name: /changed on both sides/ }).click();
  const many = sidebar.getByRole('button', { name: /Many phone numbers/ });
  await many.waitFor();
  if ((await many.getAttribute('aria-expanded')) === 'false') await many.click();
  await picture(page, 'decisions');
}

await mkdir(PICTURES, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'leadsheet-pictures-'));
const [local, browser] = await Promise.all([startLocal({ dataDir, port: 0, sample: true }), launchBrowser()]);
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await tour(page, local.workbook.url);
  await atWork(page);
  await decisions(page, local);
  console.log(`The pictures are in ${PICTURES}.`);
} finally {
  await browser.close();
  await local.close();
  await rm(dataDir, { recursive: true, force: true });
}
