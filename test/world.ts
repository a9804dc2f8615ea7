/** Everything at once for tests: a real lake, a real bridge, and the built add-on in the real host, as a person uses them. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type SanityClient } from '@sanity/client';
import { type Answer, type CallName, type Calls, SERVE } from '../addon/calls.ts';
import { readConfig } from '../bridge/config.ts';
import { type Bridge, startBridge } from '../bridge/server.ts';
import { buildAddon } from '../scripts/build.ts';
import { type Lake, startLake } from '../scripts/local/lake/server.ts';
import { originalDataset } from '../scripts/local/sample/original.ts';
import type { EngineGetters } from '../scripts/local/workbook/engine/types.ts';
import { startHost, type WorkbookHost } from '../scripts/local/workbook/host/start.ts';
import type { Json, Metrics, RunResult, UserContext } from '../scripts/local/workbook/protocol.ts';
import { openTab, type Tab } from './local/workbook/host/harness.ts';

export interface WorldOptions {
  /** Original leads in the dataset before anything starts; none by default. */
  readonly originals?: number;
  /** What the add-on believes about the bridge; the truth by default. */
  readonly scriptProperties?: Readonly<Record<string, string>>;
  /** An add-on that is built already; built anew by default. */
  readonly bundleDir?: string;
}

/** What Google keeps about the script beside the spreadsheet, as the local host stores it. */
export interface KeptByGoogle {
  readonly spreadsheetId: string;
  readonly properties: { readonly [store: string]: Readonly<Record<string, string>> };
  readonly triggers: readonly { readonly id: string; readonly functionName: string }[];
}

export interface World {
  readonly lake: Lake;
  readonly bridge: Bridge;
  readonly host: WorkbookHost;
  /** Another client of the same dataset. */
  readonly sanity: SanityClient;
  /** Calls the server as the sidebar does, from the tab that the person looks at. */
  call<N extends CallName>(name: N, ask: Calls[N]['ask']): Promise<Answer<N>>;
  /** The same; throws the server's sentence when it fails. */
  ask<N extends CallName>(name: N, ask: Calls[N]['ask']): Promise<Calls[N]['answer']>;
  /** Runs a function of the entry file with a screen. */
  run(functionName: string, ...args: readonly Json[]): Promise<RunResult>;
  /** What the last call or run cost. */
  cost(): Metrics;
  /** Looks at a tab, by its name. */
  lookAt(tab: string): Promise<void>;
  /** The workbook as a browser tab that is open all the while has it. */
  workbook(): Promise<EngineGetters>;
  /** A tab's cells as texts, header first, hidden columns too. */
  cells(tab: string): Promise<readonly (readonly string[])[]>;
  /** A tab's rows by header. */
  rows(tab: string): Promise<readonly Readonly<Record<string, string>>[]>;
  /** Types into a cell found by the row's id and the column's header; triggers run and their ends are answered. */
  type(
    tab: string,
    lead: string,
    header: string,
    text: string,
    by?: 'person' | 'api',
  ): Promise<readonly RunResult[]>;
  /** A browser tab of a person's own, which also works while a script runs. */
  browserTab(): Promise<Tab>;
  /** Stops the bridge, or starts it anew on the same port. */
  stopBridge(): Promise<void>;
  /**
   * Closes the spreadsheet and opens it again; with `asCopy`, as Google's "Make a copy" would have left it. `change`
   * is what became meanwhile of what Google keeps beside it.
   */
  reopen(asCopy: boolean, change?: (kept: KeptByGoogle) => KeptByGoogle): Promise<void>;
  restartBridge(): Promise<void>;
  close(): Promise<void>;
}

export const SECRET = 'a-secret-for-tests-of-32-letters!';
const PERSON = 'alex@example.com';

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'leadsheet-world-'));
  const lake = await startLake({
    dataDir: join(folder, 'lake'),
    projectId: 'local-leads',
    dataset: 'test',
    token: 'a-token-for-tests-of-32-letters!!',
  });
  const documents = originalDataset(new Date()).filter((doc) => doc._type !== 'dbrLead');
  const leads = originalDataset(new Date()).filter((doc) => doc._type === 'dbrLead');
  const seeded = options.originals ? [...documents, ...leads.slice(0, options.originals)] : [];
  for (let from = 0; from < seeded.length; from += 100) {
    await lake.commit(seeded.slice(from, from + 100).map((doc) => ({ createIfNotExists: doc })));
  }
  const env = (port: number) => ({
    PORT: String(port),
    HOST: '127.0.0.1',
    SANITY_PROJECT_ID: lake.projectId,
    SANITY_DATASET: lake.dataset,
    SANITY_TOKEN: lake.token,
    SANITY_API_HOST: lake.url,
    SANITY_TIMEOUT_MS: '1000',
    BRIDGE_SECRETS: SECRET,
    LOG_LEVEL: 'silent',
    ANSWER_WITHIN_MS: '10000',
    REQUESTS_PER_MINUTE: '100000',
  });
  let bridge = await startBridge(readConfig(env(0)));
  const { port, url } = bridge;
  const bundleDir = options.bundleDir ?? join(folder, 'addon');
  if (!options.bundleDir) await buildAddon({ outDir: bundleDir });
  const workbookDir = join(folder, 'workbook');
  const open = () =>
    startHost({
      dataDir: workbookDir,
      bundleDir,
      name: 'Solar reactivation',
      email: PERSON,
      timeZone: 'Europe/London',
      locale: 'en_GB',
      scriptProperties: { BRIDGE_URL: url, BRIDGE_SECRET: SECRET, ...options.scriptProperties },
      manualTriggers: true,
    });
  let host = await open();
  let watching = (await openTab(host)).model.getters;
  let screen: UserContext = { email: PERSON, ...corner(watching.getVisibleSheetIds()[0] ?? '') };
  let last: Metrics | null = null;

  const run: World['run'] = async (functionName, ...args) => {
    const result = await host.run(functionName, args, screen);
    for (const effect of result.effects) {
      if (effect.kind === 'activate') screen = { email: PERSON, ...corner(effect.sheetId) };
    }
    last = result.metrics;
    return result;
  };
  const call: World['call'] = async (name, ask) => {
    const { outcome } = await run(SERVE, JSON.parse(JSON.stringify({ name, ask })));
    if (!outcome.ok) throw new Error(outcome.error);
    return JSON.parse(JSON.stringify(outcome.value));
  };
  const cells: World['cells'] = async (tab) => {
    return textsOf(watching, tabId(watching, tab));
  };
  const rows: World['rows'] = async (tab) => {
    const [headers = [], ...lines] = await cells(tab);
    return lines.map((line) => Object.fromEntries(headers.map((header, n) => [header, line[n] ?? ''])));
  };
  return {
    lake,
    get host() {
      return host;
    },
    get bridge() {
      return bridge;
    },
    sanity: createClient({
      projectId: lake.projectId,
      dataset: lake.dataset,
      token: lake.token,
      apiHost: lake.url,
      apiVersion: '2025-02-19',
      useProjectHostname: false,
      useCdn: false,
    }),
    call,
    ask: async (name, question) => {
      const answer = await call(name, question);
      if (!answer.ok) throw new Error(answer.error.message);
      return answer.answer;
    },
    run,
    cost: () => {
      if (!last) throw new Error('Nothing has run yet.');
      return last;
    },
    lookAt: async (tab) => {
      screen = { email: PERSON, ...corner(tabId(watching, tab)) };
    },
    workbook: async () => watching,
    cells,
    rows,
    type: async (tab, lead, header, text, by = 'person') => {
      const all = await cells(tab);
      const headers = all[0] ?? [];
      const row = all.findIndex((line) => line[headers.indexOf('_lead')] === lead);
      const column = headers.indexOf(header);
      if (row < 1 || column < 0) throw new Error(`No cell "${header}" of ${lead} in "${tab}".`);
      return await host.edit({ by, sheet: tab, cell: `${letters(column)}${row + 1}`, values: [[text]] });
    },
    browserTab: () => openTab(host),
    stopBridge: () => bridge.close(),
    reopen: async (asCopy, change = (kept) => kept) => {
      await host.close();
      const path = join(workbookDir, 'script.json');
      const kept: KeptByGoogle = JSON.parse(await readFile(path, 'utf8'));
      const copy = asCopy ? { ...kept, spreadsheetId: 'acopyofthespreadsheet' } : kept;
      await writeFile(path, JSON.stringify(change(copy)));
      host = await open();
      watching = (await openTab(host)).model.getters;
    },
    restartBridge: async () => {
      bridge = await startBridge(readConfig(env(port)));
    },
    close: async () => {
      await host.close();
      await bridge.close();
      await lake.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function corner(sheetId: string): Pick<UserContext, 'sheetId' | 'selection'> {
  return { sheetId, selection: { top: 0, left: 0, bottom: 0, right: 0 } };
}

function tabId(get: EngineGetters, name: string): string {
  const id = get.getSheetIdByName(name);
  if (id === undefined) throw new Error(`There is no tab "${name}".`);
  return id;
}

/** What each cell shows, from A1 to the last row and column that say anything. */
function textsOf(get: EngineGetters, sheetId: string): readonly (readonly string[])[] {
  const filled = get
    .getEvaluatedCellsPositions(sheetId)
    .map(({ row, col }) => ({ row, col, text: get.getEvaluatedCell({ sheetId, row, col }).formattedValue }))
    .filter(({ text }) => text !== '');
  const rows = Math.max(0, ...filled.map(({ row }) => row + 1));
  const columns = Math.max(0, ...filled.map(({ col }) => col + 1));
  const texts = Array.from({ length: rows }, () => new Array<string>(columns).fill(''));
  for (const { row, col, text } of filled) {
    const line = texts[row];
    if (line) line[col] = text;
  }
  return texts;
}

/** `A` for 0, `AA` for 26. */
export function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
