/** Starts the real host on a small bundle written by the test, and runs its functions as the sidebar would. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createModel } from '../../../../scripts/local/workbook/engine/model.ts';
import type { EngineModel } from '../../../../scripts/local/workbook/engine/types.ts';
import type { HostOptions, WorkbookHost } from '../../../../scripts/local/workbook/host/start.ts';
import { startHost } from '../../../../scripts/local/workbook/host/start.ts';
import type {
  Json,
  RevisionMessage,
  RunResult,
  UiEffect,
  UserContext,
} from '../../../../scripts/local/workbook/protocol.ts';

export const EMAIL = 'owner@example.com';

/** Somebody who looks at the first tab. */
export const SCREEN: UserContext = {
  email: EMAIL,
  sheetId: 'Sheet1',
  selection: { top: 0, left: 0, bottom: 0, right: 0 },
};

export interface Script {
  readonly host: WorkbookHost;
  readonly options: HostOptions;
  /** The function's result; throws the script's error. */
  call(functionName: string, ...args: readonly Json[]): Promise<Json>;
  /** How the run ended, whatever it was. */
  run(functionName: string, ...args: readonly Json[]): Promise<RunResult>;
  /** The script's error; throws when there is none. */
  error(functionName: string, ...args: readonly Json[]): Promise<string>;
  close(): Promise<void>;
}

export interface ScriptOptions extends Partial<HostOptions> {
  readonly html?: Readonly<Record<string, string>>;
  readonly manifest?: Json;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'workbook-host-'));
}

/** Starts a host on `code`; `close` removes its folders. */
export async function startScript(
  code: string,
  { html = {}, manifest = {}, ...more }: ScriptOptions = {},
): Promise<Script> {
  const bundleDir = temporaryFolder();
  writeFileSync(join(bundleDir, 'Code.js'), code);
  writeFileSync(join(bundleDir, 'appsscript.json'), JSON.stringify(manifest));
  for (const [name, page] of Object.entries(html)) writeFileSync(join(bundleDir, `${name}.html`), page);
  const options: HostOptions = {
    dataDir: temporaryFolder(),
    bundleDir,
    name: 'Leads',
    email: EMAIL,
    timeZone: 'Europe/London',
    locale: 'en_GB',
    scriptProperties: {},
    manualTriggers: true,
    ...more,
  };
  const host = await startHost(options);
  const run = (functionName: string, ...args: readonly Json[]) => host.run(functionName, args, SCREEN);
  return {
    host,
    options,
    run,
    call: async (functionName, ...args) => {
      const { outcome } = await run(functionName, ...args);
      if (outcome.ok) return outcome.value;
      throw new Error(outcome.error);
    },
    error: async (functionName, ...args) => {
      const { outcome } = await run(functionName, ...args);
      if (!outcome.ok) return outcome.error;
      throw new Error(`${functionName} ended well: ${JSON.stringify(outcome.value)}`);
    },
    close: async () => {
      await host.close();
      rmSync(bundleDir, { recursive: true });
      if (more.dataDir === undefined) rmSync(options.dataDir, { recursive: true });
    },
  };
}

/** A browser tab without the browser: its own copy of the engine, connected as the page is. */
export interface Tab {
  readonly model: EngineModel;
  readonly effects: UiEffect[];
  readonly received: RevisionMessage[];
  /** What a cell shows, by the tab's engine id. */
  shown(sheetId: string, row: number, col: number): string;
  leave(): void;
}

let tabs = 0;

export async function openTab(host: WorkbookHost): Promise<Tab> {
  const effects: UiEffect[] = [];
  const received: RevisionMessage[] = [];
  let deliver: (message: RevisionMessage) => void = () => undefined;
  const connection = host.connect({
    email: EMAIL,
    onRevision: (message) => {
      received.push(message);
      deliver(message);
    },
    onEffects: (more) => effects.push(...more),
  });
  const { data, revisions } = await host.boot();
  const model = createModel({
    data,
    revisions,
    transport: {
      sendMessage: async (message) => connection.send(structuredClone(message)),
      onNewMessage: (_, callback) => {
        deliver = callback;
      },
      leave: () => undefined,
    },
    client: { id: `tab${++tabs}`, name: EMAIL },
  });
  return {
    model,
    effects,
    received,
    shown: (sheetId, row, col) => model.getters.getEvaluatedCell({ sheetId, row, col }).formattedValue,
    leave: () => connection.close(),
  };
}

/** Waits for a condition that other threads bring about. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error('What the test waited for did not happen.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
