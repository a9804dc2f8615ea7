/** The built sidebar in a real browser, 300 px wide as Google shows it, before a server that a test scripts. */
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import type { Answer, Call, CallError, CallName, Calls, SidebarState, SyncState } from '../../addon/calls.ts';
import { isCampaignId } from '../../addon/model/lead.ts';
import { type FaultCode, faultOf } from '../../addon/sidebar/faults.ts';
import type { Ask } from '../../addon/sidebar/server.ts';
import { builtPage } from '../../scripts/build.ts';
import { launchBrowser } from '../browser.ts';
import { quietDesk } from './desks.ts';

export type Handlers = {
  readonly [N in CallName]?: (ask: Calls[N]['ask']) => Calls[N]['answer'] | Promise<Calls[N]['answer']>;
};

export interface ScriptedSidebar {
  readonly page: Page;
  /** Every call since the page was opened, by name. */
  readonly calls: readonly CallName[];
  /** What the browser complained of. */
  readonly complaints: readonly string[];
  /** Opens the sidebar anew on this server. `state` and `tick` answer with `now()`, `desk` as where nobody waits. */
  open(now: () => SidebarState, handlers?: Handlers): Promise<void>;
  /** What WCAG 2 AA holds against the page as it stands, and whether it is wider than the sidebar. */
  faults(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const WIDTH = 300;

export async function scriptedSidebar(): Promise<ScriptedSidebar> {
  const [html, browser]: [string, Browser] = await Promise.all([builtPage('sidebar'), launchBrowser()]);
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
  const complaints: string[] = [];
  const calls: CallName[] = [];
  let all: Handlers = {};
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.exposeFunction(
    'serveScripted',
    scriptedServer(() => all, calls),
  );
  await page.addInitScript(GOOGLE);
  return {
    page,
    calls,
    complaints,
    open: async (now, handlers = {}) => {
      all = { state: now, tick: now, desk: quietDesk, ...handlers };
      calls.length = 0;
      await page.goto('about:blank');
      await page.setContent(html);
      const { active, campaigns } = now();
      const name = campaigns.find(({ id }) => id === active)?.name;
      await page.getByRole('heading', { level: 1, name: name ?? /^No campaign open$|^Overview$/ }).waitFor();
    },
    faults: async () => {
      // Colours in the middle of a fade have no contrast that anyone sees.
      await page.waitForTimeout(500);
      await page.evaluate((source) => new Function(source)(), axe.source);
      const found = z.array(z.string()).parse(await page.evaluate(RUN_AXE));
      const width = await page.evaluate('document.documentElement.scrollWidth');
      return width === WIDTH ? found : [...found, `The page is ${String(width)} px wide.`];
    },
    close: () => browser.close(),
  };
}

/** Asks the handlers themselves, without a browser between. */
export function askOf(handlers: Handlers): Ask {
  return async (name, question) => {
    const handler: Handlers[typeof name] = handlers[name];
    if (!handler) throw new Error(`Nobody expected "${name}".`);
    return handler(question);
  };
}

/** Answers a page's calls as the handlers do at that moment, and notes which were made. */
export function scriptedServer(handlers: () => Handlers, calls: CallName[]) {
  return async <N extends CallName>({ name, ask }: Call<N>): Promise<Answer<N>> => {
    calls.push(name);
    try {
      const handler: Handlers[N] = handlers()[name];
      if (!handler) throw new Error(`Nobody expected "${name}".`);
      return { ok: true, answer: await handler(ask) };
    } catch (error) {
      const { code, message } = faultOf(error);
      return { ok: false, error: { code: isServers(code) ? code : 'internal', message } };
    }
  };
}

/** The others are the page's own. */
export function isServers(code: FaultCode): code is CallError['code'] {
  return !['many-accounts', 'not-authorised', 'offline', 'no-answer'].includes(code);
}

/** What Google puts into a page, as far as the sidebar uses it. */
export const GOOGLE = `
  const runner = (ok, bad) => ({
    withSuccessHandler: (use) => runner(use, bad),
    withFailureHandler: (use) => runner(ok, use),
    serve: (call) => { window.serveScripted(call).then(ok, bad); },
  });
  window.google = { script: { run: runner(), host: { close() {} } } };
`;

export const RUN_AXE = `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`;

/** An ISO time so many seconds ago. */
export const before = (seconds: number): string => new Date(Date.now() - seconds * 1_000).toISOString();

/** A campaign of which everything is well. */
export function wellSync(changes: Partial<SyncState> = {}): SyncState {
  return {
    state: 'saved',
    leads: 298,
    unsaved: 0,
    problems: [],
    held: [],
    unread: [],
    notes: [],
    openConflicts: 0,
    comparedAt: before(12),
    provedAt: before(700),
    pulledAt: before(4),
    message: null,
    ...changes,
  };
}

export function wellState(changes: Partial<SidebarState> = {}): SidebarState {
  const id = 'campaign.spring';
  if (!isCampaignId(id)) throw new Error('That is an id.');
  return {
    user: 'alex@example.com',
    spreadsheetName: 'Leads',
    connection: { state: 'ok', url: 'https://bridge.example.com' },
    campaigns: [
      {
        id,
        kind: 'own',
        name: 'Spring',
        colour: '#8a2be2',
        description: '',
        leads: 298,
        view: 'leads',
        period: 'all',
        state: 'active',
        hasTab: true,
        restorableUntil: null,
      },
    ],
    active: id,
    tab: null,
    sync: wellSync(),
    unmappedOriginals: 0,
    triggers: { installed: true, owner: 'alex@example.com', mine: true, ranAt: before(40), alive: true },
    pace: { state: 'normal', message: null, tickSeconds: 3 },
    isCopy: false,
    imports: [],
    rights: ['create', 'import', 'export'],
    ...changes,
  };
}
