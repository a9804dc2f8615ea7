/** The content lake: a local server that the official Sanity client talks to as if it were Sanity's, only less kindly. */
import { createServer, type Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { type CountersSnapshot, isRouteName } from './counters.ts';
import { LakeDataError, LakeError, plainError } from './errors.ts';
import type { FaultControl, RouteName } from './faults.ts';
import { admit, type Call, survivesFaults } from './gate.ts';
import { Dataset, type LakeSettings } from './lake.ts';
import { localRoutes } from './local-routes.ts';
import { handleMutate, readTransaction } from './mutate-route.ts';
import * as read from './read-routes.ts';
import type { Mutation } from './schema.ts';
import type { Commit, CommitOptions, CommitReceipt } from './store.ts';
import { Traffic } from './traffic.ts';
import type { WebhookInput } from './webhooks.ts';

export type { CountersSnapshot } from './counters.ts';
export { LakeDataError, LakeError } from './errors.ts';
export type { FaultControl, FaultInput } from './faults.ts';
export type { Limits } from './limits.ts';
export type { MutationResult } from './mutations.ts';
export type { Mutation, StoredDocument } from './schema.ts';
export type { Commit, CommitOptions, CommitReceipt } from './store.ts';
export type { WebhookInput } from './webhooks.ts';

export interface LakeOptions extends LakeSettings {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** 127.0.0.1 by default. */
  readonly host?: string;
}

export interface Lake {
  /** For the client's `apiHost`, with `useProjectHostname: false`. */
  readonly url: string;
  readonly projectId: string;
  readonly dataset: string;
  readonly token: string;
  readonly faults: FaultControl;
  /** Requests and bytes by route. */
  readonly counters: { snapshot(): CountersSnapshot; reset(): void };
  /** How many documents there are. */
  readonly size: number;
  /** Commits as HTTP does, but past request limits and faults. Throws LakeError; nothing was committed then. */
  commit(mutations: readonly Mutation[], options?: CommitOptions): Promise<CommitReceipt>;
  /** Calls back with each transaction from now on, in order, once it is on disk and before it is acknowledged. */
  onCommit(listener: (commit: Commit) => void): void;
  /** Calls a URL for each document changed from now on. Hooks are not kept over a restart. */
  addWebhook(hook: WebhookInput): { id: string; remove(): void };
  /** Stops serving, finishes what was begun and gives the data folder back. */
  close(): Promise<void>;
}

/** Opens the data folder and serves it. Throws LakeDataError, with one line for a person, when either cannot be done. */
export async function startLake(options: LakeOptions): Promise<Lake> {
  const lake = await Dataset.open(options);
  const traffic = new Traffic();
  const server = createServer(lakeApp(lake, traffic));
  // Longer than clients keep idle connections, so that none is reused in the moment in which it is closed.
  server.keepAliveTimeout = 65_000;
  const { port = 0, host = '127.0.0.1' } = options;
  try {
    await listenOn(server, port, host);
  } catch (error) {
    await lake.close();
    throw error;
  }
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const { projectId, dataset, token } = options;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    projectId,
    dataset,
    token,
    faults: lake.faults,
    counters: lake.counters,
    get size() {
      return lake.store.size;
    },
    // Through JSON, so that what is stored is what HTTP would have stored, and no longer the caller's own objects.
    commit: async (mutations, commitOptions) => {
      const transaction = readTransaction(JSON.parse(JSON.stringify({ mutations })));
      return await lake.store.commit(transaction.mutations, commitOptions);
    },
    onCommit: (listener) => lake.store.onCommit(listener),
    addWebhook: (hook) => lake.webhooks.add(hook),
    close: () => {
      closing ??= stop(server, lake, traffic);
      return closing;
    },
  };
}

function listenOn(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.message})`;
      failed(
        new LakeDataError('LAKE_PORT', `Port ${port} of ${host} ${reason}. Choose another, or 0 for any.`),
      );
    });
    server.listen(port, host, done);
  });
}

/** Milliseconds that requests under way have to be answered when the lake stops. */
const GRACE_MS = 300;

async function stop(server: Server, lake: Dataset, traffic: Traffic): Promise<void> {
  lake.disconnect();
  await traffic.drain(GRACE_MS);
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeAllConnections();
  await closed;
  await lake.close();
}

const calls = new WeakMap<express.Request, Call>();

type Handler = (
  call: Call,
  request: express.Request,
  response: express.Response,
  lake: Dataset,
) => Promise<void>;

/** The routes, over one dataset. */
function lakeApp(lake: Dataset, traffic: Traffic): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use(traffic.admit);
  app.use('/_local', localRoutes(lake));

  const raw = express.raw({ type: () => true, limit: lake.limits.mutationBytes });
  const run =
    (handle: Handler): RequestHandler =>
    async (request, response) => {
      const call = calls.get(request);
      if (call) await handle(call, request, response, lake);
    };
  const at = (route: RouteName, rest = '') => `/:version/data/${route}/:dataset${rest}`;
  app.use('/:version/data/:route/:dataset', count(lake));
  app.get(at('query'), gate('query', lake), run(read.handleQuery));
  app.post(at('query'), gate('query', lake), raw, run(read.handleQuery));
  app.post(at('mutate'), gate('mutate', lake), raw, run(handleMutate));
  app.get(at('doc', '/:ids'), gate('doc', lake), run(read.handleDoc));
  app.get(at('listen'), gate('listen', lake), run(read.handleListen));
  app.get(at('history', '/documents/:ids'), gate('history', lake), run(read.handleHistoryDocuments));
  app.get(at('history', '/transactions/:ids'), gate('history', lake), run(read.handleHistoryTransactions));
  app.get(at('export'), gate('export', lake), run(read.handleExport));
  app.use((request) => {
    throw plainError(501, `The local content lake does not imitate ${request.method} ${request.path}`);
  });
  app.use(answerErrors);
  return app;
}

function gate(route: RouteName, lake: Dataset): RequestHandler {
  return async (request, response, next) => {
    calls.set(request, admit(request, route, lake));
    if (await survivesFaults(response, route, lake)) next();
  };
}

/** Counts requests and bytes. A connection is reused for one request after another, so its own count tells each one's. */
function count(lake: Dataset): RequestHandler {
  return (request, response, next) => {
    const { route } = request.params;
    if (typeof route !== 'string' || !isRouteName(route)) {
      next();
      return;
    }
    const { socket } = request;
    const before = socket.bytesWritten;
    lake.counters.of(route).requests++;
    lake.counters.of(route).bytesIn += Number(request.headers['content-length'] ?? 0);
    response.on('close', () => {
      const counters = lake.counters.of(route);
      counters.bytesOut += socket.bytesWritten - before;
      if (!response.writableFinished || response.statusCode >= 400) counters.failed++;
    });
    next();
  };
}

const answerErrors: ErrorRequestHandler = (thrown: unknown, _request, response, next) => {
  if (response.headersSent) {
    next(thrown);
    return;
  }
  const error = asLakeError(thrown);
  response.status(error.status).set(error.headers).json(error.body);
};

function asLakeError(thrown: unknown): LakeError {
  if (thrown instanceof LakeError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && 'type' in thrown && thrown.type === 'entity.too.large') {
    return plainError(413, 'Request body is too large');
  }
  const status =
    thrown instanceof Error && 'status' in thrown && typeof thrown.status === 'number' ? thrown.status : 500;
  return plainError(status, message);
}
