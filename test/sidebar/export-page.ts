/** The built export dialog in a real browser, as large as Google shows it, before a server that a test scripts. */
import { readFile } from 'node:fs/promises';
import axe from 'axe-core';
import type { Download, Page } from 'playwright-core';
import { z } from 'zod';
import type { CallName } from '../../addon/calls.ts';
import { builtPage } from '../../scripts/build.ts';
import { launchBrowser } from '../browser.ts';
import { GOOGLE, type Handlers, RUN_AXE, scriptedServer } from './scripted.ts';

export interface ScriptedExport {
  readonly page: Page;
  readonly calls: readonly CallName[];
  readonly complaints: readonly string[];
  /** Opens the dialog anew on this server. */
  open(handlers: Handlers): Promise<void>;
  /** What was downloaded since it was opened: names and bytes. */
  downloads(count: number): Promise<readonly { readonly name: string; readonly bytes: Buffer }[]>;
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function scriptedExport(): Promise<ScriptedExport> {
  const html = await builtPage('export');
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 880, height: 640 }, acceptDownloads: true });
  const complaints: string[] = [];
  const calls: CallName[] = [];
  let files: Download[] = [];
  let all: Handlers = {};
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('download', (download) => files.push(download));
  await page.exposeFunction(
    'serveScripted',
    scriptedServer(() => all, calls),
  );
  await page.addInitScript(GOOGLE);
  return {
    page,
    calls,
    complaints,
    open: async (handlers) => {
      all = handlers;
      calls.length = 0;
      files = [];
      await page.goto('about:blank');
      await page.setContent(html);
    },
    downloads: async (count) => {
      while (files.length < count) await page.waitForEvent('download', { timeout: 10_000 });
      return Promise.all(
        files.map(async (file) => ({
          name: file.suggestedFilename(),
          bytes: await readFile(await file.path()),
        })),
      );
    },
    faults: async () => {
      await page.waitForTimeout(400);
      await page.evaluate((source) => new Function(source)(), axe.source);
      return z.array(z.string()).parse(await page.evaluate(RUN_AXE));
    },
    close: () => browser.close(),
  };
}
