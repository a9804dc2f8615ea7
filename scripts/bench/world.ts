/** A whole world for a bench: lake and bridge in threads of their own, and the built add-on in the real host. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type SanityClient } from '@sanity/client';
import type { CallName, Calls } from '../../addon/calls.ts';
import { SERVE } from '../../addon/calls.ts';
import { startHost, type WorkbookHost } from '../local/workbook/host/start.ts';
import type { Json, Metrics, UserContext } from '../local/workbook/protocol.ts';
import { ServerThread } from './servers.ts';

export interface BenchLake {
  readonly server: ServerThread;
  /** Another client of the same dataset. */
  readonly client: SanityClient;
  close(): Promise<void>;
}

export interface BenchWorld extends BenchLake {
  readonly host: WorkbookHost;
  readonly bridge: ServerThread;
  /** Calls the server as the sidebar does. Throws the server's sentence when it says no. */
  ask<N extends CallName>(name: N, ask: Calls[N]['ask']): Promise<Calls[N]['answer']>;
  /** What every execution cost since they were last taken; `keep` leaves them to be taken. */
  executions(keep?: 'keep'): readonly Metrics[];
}

const TOKEN = 'a-token-for-a-bench-of-32-letters!';
const SECRET = 'a-secret-for-a-bench-of-32-letters';
const PROJECT = 'local-leads';
const DATASET = 'bench';
const PERSON = 'alex@example.com';

/** A lake with nothing in it, in a folder that closing removes. */
export async function startBenchLake(): Promise<BenchLake> {
  const folder = await mkdtemp(join(tmpdir(), 'leadsheet-bench-'));
  const lake = { dataDir: join(folder, 'lake'), projectId: PROJECT, dataset: DATASET, token: TOKEN };
  const server = await ServerThread.start({ is: 'lake', lake });
  return {
    server,
    client: createClient({
      projectId: PROJECT,
      dataset: DATASET,
      token: TOKEN,
      apiHost: server.url,
      apiVersion: '2025-02-19',
      useProjectHostname: false,
      useCdn: false,
    }),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A blank workbook with the add-on of `bundleDir`, connected to a bridge of its own over a lake. */
export async function startBenchWorld(bundleDir: string): Promise<BenchWorld> {
  const lake = await startBenchLake();
  const bridge = await ServerThread.start({ is: 'bridge', env: bridgeEnv(lake.server.url) });
  const folder = await mkdtemp(join(tmpdir(), 'leadsheet-bench-'));
  const host = await startHost({
    dataDir: folder,
    bundleDir,
    name: 'Solar reactivation',
    email: PERSON,
    timeZone: 'Europe/London',
    locale: 'en_GB',
    scriptProperties: { BRIDGE_URL: bridge.url, BRIDGE_SECRET: SECRET },
    manualTriggers: true,
    snapshots: false,
    // A bench makes more requests in minutes than a spreadsheet in a day.
    limits: { urlFetchesPerDay: 1_000_000 },
  });
  const ran: Metrics[] = [];
  let screen = cornerOf('Sheet1');
  return {
    ...lake,
    host,
    bridge,
    ask: async (name, question) => {
      const call: Json = JSON.parse(JSON.stringify({ name, ask: question }));
      const { outcome, effects, metrics } = await host.run(SERVE, [call], screen);
      ran.push(metrics);
      for (const effect of effects) if (effect.kind === 'activate') screen = cornerOf(effect.sheetId);
      if (!outcome.ok) throw new Error(`${name}: ${outcome.error}`);
      const answer = JSON.parse(JSON.stringify(outcome.value));
      if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`);
      return answer.answer;
    },
    executions: (keep) => (keep ? [...ran] : ran.splice(0)),
    close: async () => {
      await host.close();
      await bridge.close();
      await lake.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function bridgeEnv(lakeUrl: string): Record<string, string> {
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    SANITY_PROJECT_ID: PROJECT,
    SANITY_DATASET: DATASET,
    SANITY_TOKEN: TOKEN,
    SANITY_API_HOST: lakeUrl,
    BRIDGE_SECRETS: SECRET,
    LOG_LEVEL: 'silent',
    REQUESTS_PER_MINUTE: '100000',
  };
}

function cornerOf(sheetId: string): UserContext {
  return { email: PERSON, sheetId, selection: { top: 0, left: 0, bottom: 0, right: 0 } };
}
