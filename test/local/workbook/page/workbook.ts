/** A workbook in a temporary folder, and a person's way around its page. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startWorkbook, type Workbook } from '../../../../scripts/local/workbook/server/start.ts';
import { writeBundle } from './bundle.ts';

export interface TestWorkbook {
  readonly workbook: Workbook;
  readonly port: number;
  /** Stops the server and starts it again on the same port and folder; `meanwhile` runs while it is down. */
  restart(meanwhile: () => Promise<void>): Promise<Workbook>;
  remove(): Promise<void>;
}

export async function testWorkbook(): Promise<TestWorkbook> {
  const folder = await mkdtemp(join(tmpdir(), 'leadsheet-page-'));
  const bundleDir = await writeBundle(folder);
  const start = (port: number) =>
    startWorkbook({
      port,
      dataDir: join(folder, 'data'),
      bundleDir,
      name: 'Solar campaigns',
      email: 'sam@example.com',
      timeZone: 'Europe/London',
      locale: 'en_GB',
      scriptProperties: {},
      manualTriggers: true,
    });
  let workbook = await start(0);
  const port = Number(new URL(workbook.url).port);
  return {
    get workbook() {
      return workbook;
    },
    port,
    restart: async (meanwhile) => {
      await workbook.close();
      await meanwhile();
      workbook = await start(port);
      return workbook;
    },
    remove: async () => {
      await workbook.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opens the workbook as a person would, and waits for the add-on's menu. Whatever the console complains of goes to `complaints`. */
export async function openPage(browser: Browser, url: string, complaints: string[] = []): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  await page.getByRole('menuitem', { name: 'Leadsheet' }).waitFor();
  return page;
}

export async function chooseFromMenu(page: Page, ...path: readonly string[]): Promise<void> {
  for (const name of path) await page.getByRole('menuitem', { name, exact: true }).click();
}

/** Selects a cell by the name box, as `B2`. */
export async function goTo(page: Page, cell: string): Promise<void> {
  const box = page.getByLabel('Name box');
  await box.click();
  await box.fill(cell);
  await box.press('Enter');
  // The grid takes the keyboard a moment later; what is typed before that is lost, as it is in Sheets.
  await page.locator('.o-grid .o-composer:focus').waitFor();
  // The engine shows no sign of when it takes a key as the start of a new value; before that, keys join the old one.
  await page.waitForTimeout(200);
}

/** What the formula bar shows for a cell. */
export async function shownIn(page: Page, cell: string): Promise<string> {
  await goTo(page, cell);
  return (await page.getByRole('textbox', { name: 'Formula bar' }).textContent()) ?? '';
}

export async function typeInto(page: Page, cell: string, text: string): Promise<void> {
  await goTo(page, cell);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}
