/** Starting and stopping the bridge. */
import { createServer, type Server } from 'node:http';
import type { Config } from './config.ts';
import { bridgeApp } from './http/app.ts';
import { openLog } from './http/log.ts';
import { openStore } from './store/store.ts';

export interface Bridge {
  readonly url: string;
  readonly port: number;
  /** Takes no new requests, finishes those that it has, and resolves when the last is answered. */
  close(): Promise<void>;
}

/** What is still unanswered after this is cut off: the platform would do it less kindly. */
const DRAIN_MS = 55_000;

/** Starts the bridge. Throws one line for a person when its port cannot be used. */
export async function startBridge(config: Config): Promise<Bridge> {
  const log = openLog(config.logLevel);
  const server = createServer(bridgeApp(config, openStore(config.sanity), log));
  await listen(server, config);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  log.info({ port }, 'listening');
  let closing: Promise<void> | undefined;
  return {
    url: `http://${urlHost(config.host)}:${port}`,
    port,
    close: () => {
      closing ??= drain(server);
      return closing;
    },
  };
}

function listen(server: Server, { host, port }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code ?? error.message})`;
      reject(new Error(`Port ${port} on ${host} ${why}. The bridge was not started. Set PORT to another.`));
    });
    server.listen(port, host, resolve);
  });
}

/** Where a caller on this machine finds it: an address that means "all" is no address to call. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function drain(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await new Promise((resolve) => {
    server.close(resolve);
  });
  clearTimeout(cut);
}
