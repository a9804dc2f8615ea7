/** The workbook's page in a real browser: what a person sees and does. */

import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../browser.ts';
import {
  chooseFromMenu,
  goTo,
  openPage,
  shownIn,
  type TestWorkbook,
  testWorkbook,
  typeInto,
} from './workbook.ts';

const PATIENT = { timeout: 10_000, interval: 50 };
let browser: Browser;
let served: TestWorkbook;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), testWorkbook()]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await served?.remove();
});

describe('the page', () => {
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    page = await openPage(browser, served.workbook.url, complaints);
  }, 30_000);

  test('shows the name, the menus with the one that onOpen made, and the tabs', async () => {
    await page.getByRole('heading', { name: 'Solar campaigns' }).waitFor();
    const menus = await page.getByRole('menubar').getByRole('menuitem').allTextContents();
    expect(menus).toEqual(['File', 'Edit', 'View', 'Insert', 'Format', 'Data', 'Extensions', 'Leadsheet']);
    await page.getByRole('tab', { selected: true }).waitFor();
  });

  test('is usable by keyboard: F10, arrows, Enter and Escape work the menus', async () => {
    await goTo(page, 'A1');
    await page.keyboard.press('F10');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Download' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('menuitem', { name: 'Microsoft Excel (.xlsx)' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('menu', { name: 'Edit' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.type('back in the grid');
    await page.keyboard.press('Enter');
    expect(await shownIn(page, 'A1')).toBe('back in the grid');
  });

  test('a function that a menu runs writes into the grid, and its failure is shown', async () => {
    await chooseFromMenu(page, 'Leadsheet', 'Write');
    await expect.poll(() => shownIn(page, 'B2'), PATIENT).toBe('from the script');
    await chooseFromMenu(page, 'Leadsheet', 'Fail');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('The bridge does not answer.');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await alert.waitFor({ state: 'detached' });
  });

  test('a toast shows its title and text', async () => {
    await chooseFromMenu(page, 'Leadsheet', 'Toast');
    const toast = page.getByRole('status').filter({ hasText: '3 rows saved' });
    await toast.waitFor();
    expect(await toast.textContent()).toContain('Import');
    await toast.getByRole('button', { name: 'Dismiss' }).click();
  });

  test('a dialog has the size it asked for, holds the focus and gives it back on Escape', async () => {
    await goTo(page, 'C3');
    await chooseFromMenu(page, 'Leadsheet', 'Import leads');
    const dialog = page.getByRole('dialog', { name: 'Import leads' });
    await dialog.waitFor();
    expect(await dialog.getAttribute('aria-modal')).toBe('true');
    const frame = dialog.locator('iframe');
    expect(await frame.boundingBox()).toMatchObject({ width: 500, height: 300 });
    await frame.contentFrame().getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.type('typed on');
    await page.keyboard.press('Enter');
    expect(await shownIn(page, 'C3')).toBe('typed on');
  });

  test('a tab downloads as CSV, the spreadsheet as .xlsx', async () => {
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      chooseFromMenu(page, 'File', 'Download', 'Comma-separated values (.csv)'),
    ]);
    expect(csv.suggestedFilename()).toMatch(/^Solar campaigns - .+\.csv$/);
    const [xlsx] = await Promise.all([
      page.waitForEvent('download'),
      chooseFromMenu(page, 'File', 'Download', 'Microsoft Excel (.xlsx)'),
    ]);
    expect(xlsx.suggestedFilename()).toBe('Solar campaigns.xlsx');
  });

  test('the executions list what ran, with its cost', async () => {
    await chooseFromMenu(page, 'Extensions', 'Apps Script executions');
    const row = page.getByRole('row').filter({ hasText: 'write' }).first();
    await row.waitFor();
    expect(await row.textContent()).toMatch(/Spreadsheet \d+.*\d+\.\d\d s/);
    await page.keyboard.press('Escape');
  });

  test('the console stays clean', () => {
    expect(complaints).toEqual([]);
  });
});

describe('the sidebar', () => {
  let page: Page;
  let frame: FrameLocator;
  const answer = () => frame.getByRole('status').textContent();
  const press = (name: string) => frame.getByRole('button', { name, exact: true }).click();

  beforeAll(async () => {
    page = await openPage(browser, served.workbook.url);
    await chooseFromMenu(page, 'Leadsheet', 'Open sidebar');
    const sidebar = page.getByRole('complementary', { name: 'Leadsheet' });
    await sidebar.waitFor();
    frame = sidebar.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Campaigns' }).waitFor();
  }, 30_000);

  test('is 300 pixels wide at the right', async () => {
    const box = await page.getByRole('complementary').boundingBox();
    expect(box).toMatchObject({ width: 300, x: 1140 });
  });

  test.each([
    ['gets copies back, with its user object', 'Echo', 'got {"name":"Zoë","list":[1,null]} U'],
    [
      'gets an Error for a function that throws',
      'Fail',
      /^failed true .*The bridge does not answer\. undefined$/,
    ],
    ['is refused a Date at once', 'Date', 'threw Failed due to illegal value in property: created'],
    ['has every one of 14 calls answered', 'Many', 'all 0,1,2,3,4,5,6,7,8,9,10,11,12,13'],
    ['cannot call a private function', 'Private', /^threw .*secret_ is not a function/],
    ['sees nothing of the page', 'Leak', 'no document,no storage null run,host,url'],
  ])('%s', async (_claim, button, expected) => {
    await press(button);
    await expect.poll(answer, PATIENT).toMatch(expected);
  });

  test('the script knows which cells this person has selected', async () => {
    await goTo(page, 'D5');
    await press('Selected');
    await expect.poll(answer, PATIENT).toBe('got "D5" undefined');
  });

  test('closes itself by google.script.host.close()', async () => {
    await press('Close');
    await page.getByRole('complementary').waitFor({ state: 'hidden' });
  });
});

describe('several pages', () => {
  test('converge, and show each other', async () => {
    const [one, two] = await Promise.all([
      openPage(browser, served.workbook.url),
      openPage(browser, served.workbook.url),
    ]);
    await Promise.all([typeInto(one, 'F1', 'from one'), typeInto(two, 'F2', 'from two')]);
    await expect.poll(() => shownIn(two, 'F1'), PATIENT).toBe('from one');
    await expect.poll(() => shownIn(one, 'F2'), PATIENT).toBe('from two');
    const people = () => one.getByRole('list', { name: 'People in this spreadsheet' }).getByRole('listitem');
    const before = await people().count();
    expect(before).toBeGreaterThan(1);
    expect(new Set(await people().allTextContents())).toEqual(new Set(['S']));
    await two.close();
    await expect.poll(() => people().count(), PATIENT).toBe(before - 1);
    await one.close();
  }, 30_000);

  test('keep what was typed while the server was down, and send it when it is back', async () => {
    const page = await openPage(browser, served.workbook.url);
    await typeInto(page, 'G1', 'before');
    const workbook = await served.restart(async () => {
      await page.getByText('Reconnecting…').waitFor();
      await typeInto(page, 'G2', 'meanwhile');
      await typeInto(page, 'G3', 'and again');
    });
    await page.getByText('Saved on this computer').waitFor();
    const boot = await workbook.host.boot();
    const second = await openPage(browser, workbook.url);
    expect(boot.name).toBe('Solar campaigns');
    await expect.poll(() => shownIn(second, 'G1'), PATIENT).toBe('before');
    await expect.poll(() => shownIn(second, 'G2'), PATIENT).toBe('meanwhile');
    await expect.poll(() => shownIn(second, 'G3'), PATIENT).toBe('and again');
    expect(await shownIn(page, 'G1')).toBe('before');
  }, 40_000);
});
