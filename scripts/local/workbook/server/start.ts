/** Starts the workbook: the local Google behind one address that a browser opens. */

import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type HostOptions, startHost, type WorkbookHost } from '../host/start.ts';
import { pageAssets } from './bundle.ts';
import { workbookApp } from './http.ts';
import { serveLive } from './live.ts';

export interface WorkbookOptions extends HostOptions {
  /** Where to listen; 0 takes any free port. */
  readonly port: number;
}

export interface Workbook {
  /** The page's address, e.g. `http://127.0.0.1:8080/`. */
  readonly url: string;
  readonly host: WorkbookHost;
  /** Disconnects every page, stops listening, then stops the host. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts host and page on the loopback address.
 * Throws one clear Error when the port is in use, or when the host cannot start in its folder.
 */
export async function startWorkbook(options: WorkbookOptions): Promise<Workbook> {
  let app: RequestListener = starting;
  const server = createServer((request, response) => app(request, response));
  await listen(server, options.port);
  try {
    const port = portOf(server);
    const assets = await pageAssets();
    const host = await startHost(options);
    const live = serveLive(server, host, port, options.email);
    app = workbookApp({ host, assets, port, name: options.name });
    let closing: Promise<void> | undefined;
    const close = async () => {
      live.close();
      await stop(server);
      await host.close();
    };
    return {
      url: `http://127.0.0.1:${port}/`,
      host,
      close: () => {
        closing ??= close();
        return closing;
      },
    };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

/** A page that was open before a restart asks again at once: tell it to wait rather than let it hang. */
const starting: RequestListener = (_request, response) => {
  response
    .writeHead(503, { 'Content-Type': 'text/plain', 'Retry-After': '1' })
    .end('The workbook is starting.');
};

async function listen(server: Server, port: number): Promise<void> {
  try {
    server.listen({ port, host: '127.0.0.1' });
    await once(server, 'listening');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new Error(`Port ${port} is in use. Stop what is using it, or choose another with --port.`);
    }
    throw error;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The workbook has no port.');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
