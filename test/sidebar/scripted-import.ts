/** The built import dialog in a real browser, as large as Google shows it, before a server that a test scripts. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import type { Answer, Call, CallName, Calls, ImportProgress } from '../../addon/calls.ts';
import { type CampaignId, isCampaignId } from '../../addon/model/lead.ts';
import { faultOf } from '../../addon/sidebar/faults.ts';
import { buildAddon } from '../../scripts/build.ts';
import { launchBrowser } from '../browser.ts';
import { GOOGLE, type Handlers, isServers, RUN_AXE, wellState } from './scripted.ts';

const SIZE = { width: 1000, height: 680 };

export interface ScriptedImport {
  readonly page: Page;
  /** Every call since the dialog was opened, with its question. */
  readonly calls: readonly Call[];
  /** What the browser complained of. */
  readonly complaints: readonly string[];
  open(handlers?: Handlers): Promise<void>;
  /** Gives the dialog a file, as the person's file picker does. */
  give(name: string, content: string | Uint8Array): Promise<void>;
  /** What WCAG 2 AA holds against the page as it stands, and whether it is wider than the dialog. */
  faults(): Promise<readonly string[]>;
  /** Saved into the folder that `IMPORT_PICTURES` names, where it is set. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function scriptedImport(): Promise<ScriptedImport> {
  const folder = await mkdtemp(join(tmpdir(), 'leadsheet-import-'));
  await buildAddon({ outDir: folder });
  const html = await readFile(join(folder, 'import.html'), 'utf8');
  await rm(folder, { recursive: true, force: true });
  const browser: Browser = await launchBrowser();
  const page = await browser.newPage({ viewport: SIZE, acceptDownloads: true });
  const complaints: string[] = [];
  const calls: Call[] = [];
  let all: Handlers = {};
  const answerTo = async <N extends CallName>({ name, ask }: Call<N>): Promise<Answer<N>> => {
    calls.push({ name, ask });
    try {
      const handler: Handlers[N] = all[name];
      if (!handler) throw new Error(`Nobody expected "${name}".`);
      return { ok: true, answer: await handler(ask) };
    } catch (error) {
      const { code, message } = faultOf(error);
      return { ok: false, error: { code: isServers(code) ? code : 'internal', message } };
    }
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.exposeFunction('serveScripted', answerTo);
  await page.addInitScript(GOOGLE);
  return {
    page,
    calls,
    complaints,
    open: async (handlers = {}) => {
      all = { ...anImport(), ...handlers };
      calls.length = 0;
      await page.goto('about:blank');
      await page.setContent(html);
      await page.getByRole('heading', { level: 1, name: /^Choose the file/ }).waitFor();
    },
    give: (name, content) =>
      page
        .getByLabel('CSV or Excel file')
        .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }),
    faults: async () => {
      // Colours in the middle of a fade have no contrast that anyone sees.
      await page.waitForTimeout(400);
      await page.evaluate((source) => new Function(source)(), axe.source);
      const found = z.array(z.string()).parse(await page.evaluate(RUN_AXE));
      const width = await page.evaluate('document.documentElement.scrollWidth');
      return width === SIZE.width ? found : [...found, `The page is ${String(width)} px wide.`];
    },
    picture: async (name) => {
      const pictures = process.env.IMPORT_PICTURES;
      if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    close: () => browser.close(),
  };
}

export const SPRING = campaignId('campaign.spring');

function campaignId(text: string): CampaignId {
  if (!isCampaignId(text)) throw new Error(`"${text}" is no campaign's id.`);
  return text;
}

/** A server that takes any import and finds nobody twice. */
export function anImport(): Handlers {
  let begun: Calls['importBegin']['ask'] | null = null;
  let steps = 0;
  const progress = (state: ImportProgress['state']): ImportProgress => {
    if (!begun) throw new Error('No import has begun.');
    const { counts, target, importId, fileName } = begun;
    const total = counts.created + counts.updated;
    const done = state === 'done' ? total : state === 'saving' ? Math.floor(total / 2) : 0;
    return {
      importId,
      campaign: SPRING,
      campaignName: target.is === 'new' ? target.name : 'Spring',
      fileName,
      state,
      total,
      written: state === 'saving' || state === 'done' ? total : 0,
      verified: done,
      message: null,
      problems: [],
    };
  };
  return {
    state: () => wellState(),
    rememberedMapping: () => ({ mapping: null }),
    rememberMapping: () => null,
    duplicates: () => ({ matches: [], suppressed: { phones: [], emails: [] } }),
    matchedLeads: () => ({ leads: [] }),
    campaignDetails: () => springDetails(),
    importBegin: (ask) => {
      begun = ask;
      steps = 0;
      return progress('uploading');
    },
    importPart: () => progress('uploading'),
    importCommit: () => progress('writing'),
    importStep: () => {
      steps += 1;
      return progress(steps > 1 ? 'done' : 'saving');
    },
    importCancel: () => null,
    switchTo: () => {
      const { campaigns, active, tab, sync, imports } = wellState();
      return { campaigns, active, tab, sync, imports };
    },
  };
}

export function springDetails(): Calls['campaignDetails']['answer'] {
  return {
    id: SPRING,
    kind: 'own',
    name: 'Spring',
    colour: '#8a2be2',
    description: '',
    country: 'GB',
    owner: '',
    required: ['firstName'],
    templates: { m1: '', m2: '', m3: '' },
    state: 'active',
    stateAt: '',
    stateBy: '',
    createdAt: '2026-03-01T09:00:00.000Z',
    createdBy: 'alex@example.com',
    leads: 298,
    unsaved: 0,
    steps: [],
    exportedAt: null,
    restorableUntil: null,
  };
}
