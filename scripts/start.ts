/** `npm start`: the whole of Leadsheet on this machine, in a browser, with no account. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import open from 'open';
import { type Local, startLocal } from './local/everything.ts';
import { SAMPLE_CSV } from './local/sample/enquiries.ts';

const USAGE = 'Usage: npm start -- [--port N] [--data DIR] [--empty] [--no-open] [--json]';

interface Options {
  readonly port: number;
  readonly dataDir: string;
  readonly sample: boolean;
  readonly open: boolean;
  readonly json: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4180' },
      data: { type: 'string', default: join(import.meta.dirname, '..', '.leadsheet') },
      empty: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Number.NaN;
  if (!(port <= 65_535))
    throw new Error(`--port takes a number from 0 to 65535, not "${values.port}". ${USAGE}`);
  if (values.data === '') throw new Error(`--data takes a folder. ${USAGE}`);
  return { port, dataDir: values.data, sample: !values.empty, open: !values['no-open'], json: values.json };
}

function announce({ workbook, bridge, lake }: Local, options: Options): void {
  if (options.json) {
    const { url, projectId, dataset, token } = lake;
    console.log(
      JSON.stringify({
        workbook: workbook.url,
        bridge: bridge.url,
        lake: { url, projectId, dataset, token },
      }),
    );
    return;
  }
  console.log(`Leadsheet is running.

  Workbook   ${workbook.url}
  Bridge     ${bridge.url}
  Content lake (local Sanity)   ${lake.url}
  Kept in    ${options.dataDir}

A sample file to import: ${SAMPLE_CSV}
Stop with Ctrl-C; start again to go on where you were.`);
}

/** A browser is opened only for a person at a desktop. */
function hasDesktop(): boolean {
  if (!process.stdout.isTTY || process.env.CI) return false;
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Ctrl-C under npm arrives twice, from the terminal and from npm, so what comes at once after the first is the same
 * wish. One that comes later is impatience, and ends it as it stands: what was acknowledged is on disk.
 */
const SAME_WISH_MS = 1_000;

function stopOnSignals(): AbortController {
  const stopping = new AbortController();
  let since: number | null = null;
  const stop = () => {
    if (since !== null && performance.now() - since > SAME_WISH_MS) process.exit(130);
    since ??= performance.now();
    stopping.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return stopping;
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

function isUsageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

async function main(): Promise<void> {
  const options = readOptions();
  const { signal } = stopOnSignals();
  const local = await startLocal({ ...options, signal }).catch((error: unknown) => {
    if (error === signal.reason) process.exit(0);
    throw error;
  });
  const close = async () => {
    await local.close();
    process.exit(0);
  };
  if (signal.aborted) return close();
  signal.addEventListener('abort', () => void close());
  announce(local, options);
  if (options.open && !options.json && hasDesktop()) await open(local.workbook.url).catch(() => undefined);
}

main().catch((error: unknown) => {
  console.error(`Leadsheet did not start. ${oneLine(error)}${isUsageError(error) ? `. ${USAGE}` : ''}`);
  process.exit(1);
});
