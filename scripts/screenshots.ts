/** `npm run screenshots`: makes the README's pictures by doing the whole job in a real browser. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { launchBrowser } from '../test/browser.ts';
import { startLocal } from './local/everything.ts';
import { SAMPLE_CSV } from './local/sample/enquiries.ts';

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
  await sidebar.getByRole('button', { name: /^Original/ }).click();
  await sidebar.getByText('All 971 leads verified in Sanity').first().waitFor();
  await sidebar.getByRole('button', { name: 'Dashboard' }).click();
  await sidebar.getByRole('button', { name: 'Dashboard', pressed: true }).waitFor();
  await picture(page, 'dashboard');
  await sidebar.getByRole('button', { name: 'Leads', exact: true }).click();
  await sidebar.getByRole('button', { name: 'Import leads' }).click();
  await dialog.getByRole('button', { name: 'Choose a file' }).waitFor();
  await picture(page, 'import-file');
  await dialog.locator('input[type=file]').setInputFiles(SAMPLE_CSV);
  await dialog.getByRole('button', { name: 'Check the rows' }).waitFor();
  await picture(page, 'import-columns');
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

await mkdir(PICTURES, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'leadsheet-pictures-'));
const [local, browser] = await Promise.all([startLocal({ dataDir, port: 0, sample: true }), launchBrowser()]);
try {
  await tour(await browser.newPage({ viewport: { width: 1440, height: 900 } }), local.workbook.url);
  console.log(`The pictures are in ${PICTURES}.`);
} finally {
  await browser.close();
  await local.close();
  await rm(dataDir, { recursive: true, force: true });
}
