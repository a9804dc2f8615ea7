/** Everything on one machine with no account: the content lake, the bridge and the workbook, started in order. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readConfig } from '../../bridge/config.ts';
import { type Bridge, startBridge } from '../../bridge/server.ts';
import { buildAddon } from '../build.ts';
import { type Lake, startLake } from './lake/server.ts';
import { originalDataset } from './sample/original.ts';
import { askServer } from './serve.ts';
import { markSeeded, openSettings, type Settings } from './settings.ts';
import { startWorkbook, type Workbook } from './workbook/server/start.ts';

export interface LocalOptions {
  /** Where everything is kept; made when missing. */
  readonly dataDir: string;
  /** The workbook page's port; 0 takes any free one. */
  readonly port: number;
  /** False: no sample data. */
  readonly sample: boolean;
  /** Tests run the time triggers themselves. */
  readonly manualTriggers?: boolean;
  /** Gives up at the next safe moment: what was started is stopped, and the next start goes on from there. */
  readonly signal?: AbortSignal;
}

export interface Local {
  readonly lake: Lake;
  readonly bridge: Bridge;
  readonly workbook: Workbook;
  close(): Promise<void>;
}

/** Who sits at the local spreadsheet. */
const PERSON = 'alex@example.com';
const PROJECT = 'local-leads';
const DATASET = 'production';

/**
 * Starts lake, bridge and workbook in `dataDir` and, the first time, fills them with sample data: the original leads
 * are put into the lake as the older system left them, then mapped into a tab by the add-on itself.
 * What was started is stopped again when a later part fails. Throws one clear line; the signal's reason when given up.
 */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const stop of opened.splice(0).reverse()) await stop();
  };
  try {
    await writableFolder(options.dataDir);
    const lakeDir = join(options.dataDir, 'lake');
    const settings = await openSettings(options.dataDir);
    const lake = await startLake({
      dataDir: lakeDir,
      projectId: PROJECT,
      dataset: DATASET,
      token: settings.token,
    });
    opened.push(() => lake.close());
    const bridge = await startBridge(bridgeConfig(lake, settings));
    opened.push(() => bridge.close());
    lake.addWebhook({ url: `${bridge.url}/webhooks/sanity`, secret: settings.webhookSecret });
    const bundleDir = join(options.dataDir, 'addon');
    await buildAddon({ outDir: bundleDir });
    const workbook = await startWorkbook({
      dataDir: join(options.dataDir, 'workbook'),
      bundleDir,
      port: options.port,
      name: 'Solar reactivation',
      email: PERSON,
      timeZone: 'Europe/London',
      locale: 'en_GB',
      // A company's account: a day's worth of a free one would be used up by a morning of trying things out.
      scriptProperties: {
        BRIDGE_URL: bridge.url,
        BRIDGE_SECRET: settings.bridgeSecret,
        GOOGLE_ACCOUNTS: 'workspace',
      },
      ...(options.manualTriggers === undefined ? {} : { manualTriggers: options.manualTriggers }),
    });
    opened.push(() => workbook.close());
    if (options.sample && !settings.seeded) {
      await fillWithSample(lake, workbook, options.signal);
      await markSeeded(options.dataDir, settings);
    }
    return { lake, bridge, workbook, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function bridgeConfig(lake: Lake, settings: Settings) {
  return readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    SANITY_PROJECT_ID: lake.projectId,
    SANITY_DATASET: lake.dataset,
    SANITY_TOKEN: lake.token,
    SANITY_API_HOST: lake.url,
    BRIDGE_SECRETS: settings.bridgeSecret,
    SANITY_WEBHOOK_SECRET: settings.webhookSecret,
    LOG_LEVEL: 'error',
  });
}

/** May be cut off and run again: documents that are there are left alone, and mapping goes on where it stopped. */
async function fillWithSample(lake: Lake, workbook: Workbook, signal?: AbortSignal): Promise<void> {
  const documents = originalDataset(new Date());
  for (let from = 0; from < documents.length; from += 100) {
    signal?.throwIfAborted();
    await lake.commit(documents.slice(from, from + 100).map((doc) => ({ createIfNotExists: doc })));
  }
  for (let left = 1; left > 0; ) {
    signal?.throwIfAborted();
    left = (await askServer(workbook.host, 'mapOriginals', null)).unmappedOriginals;
  }
}

async function writableFolder(folder: string): Promise<void> {
  try {
    await makeFolder(resolve(folder));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Error(`The data folder ${folder} cannot be made (${why}). Choose another with --data.`);
  }
}

/** Node's own recursive mkdir never ends where a folder's parent is there but takes no folders, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (there?.isDirectory()) return;
  if (!there && dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder).catch(async (error: unknown) => {
    // Another start may have made it in this very moment.
    if (!(await stat(folder).catch(() => null))?.isDirectory()) throw error;
  });
}
