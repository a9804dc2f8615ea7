/** The routes that only read: query, doc, listen, history, export. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { LakeError, plainError } from './errors.ts';
import type { Call } from './gate.ts';
import type { Dataset } from './lake.ts';
import { type ListenOptions, refuseListener } from './listen.ts';
import { parseJson } from './mutate-route.ts';
import { allVersions, isPublic, readPerspective } from './perspective.ts';
import { evaluateQuery, parseQuery } from './query.ts';
import { queryBody, type StoredDocument } from './schema.ts';

type Handler = (call: Call, request: Request, response: Response, lake: Dataset) => Promise<void>;

/** `GET` and `POST /data/query`: what the index knows, which may be a moment old. */
export const handleQuery: Handler = async (call, request, response, lake) => {
  const started = performance.now();
  const { query, params } =
    request.method === 'POST' ? readQueryBody(request.body) : readQueryString(request);
  const perspective = readPerspective(text(request.query.perspective), call.apiVersion);
  const tree = parseQuery(query, params);
  const documents = lake.view(perspective, call.withToken);
  const byId = (id: string) => (call.withToken || isPublic(id) ? lake.index.get(id) : undefined);
  const { projectId, dataset } = lake.settings;
  const direct = perspective === 'raw' ? { byId } : {};
  const result = await evaluateQuery(tree, {
    documents,
    params,
    now: lake.now(),
    projectId,
    dataset,
    ...direct,
  });
  const ms = Math.round(performance.now() - started);
  response.json({ ...(text(request.query.returnQuery) === 'false' ? {} : { query }), ms, result });
};

/** `GET /data/doc/{ids}`: the newest state of each document, past every index. */
export const handleDoc: Handler = async (call, request, response, lake) => {
  const asked = idsOf(request);
  const flags = request.query;
  const ids =
    text(flags.includeAllVersions) === 'true'
      ? asked.flatMap((id) =>
          allVersions(
            id,
            [...lake.store.all()].map(({ _id }) => _id),
          ),
        )
      : asked;
  const documents: StoredDocument[] = [];
  const omitted: { id: string; reason: 'existence' | 'permission' }[] = [];
  for (const id of ids) {
    const document = lake.store.get(id);
    if (!document) omitted.push({ id, reason: 'existence' });
    else if (!call.withToken && !isPublic(id)) omitted.push({ id, reason: 'permission' });
    else documents.push(document);
  }
  await lake.store.settled();
  const bare = text(flags.excludeContent) === 'true';
  response.json({
    documents: bare ? documents.map(({ _id, _type }) => ({ _id, _type })) : documents,
    omitted,
  });
};

/** `GET /data/listen`: opens a stream of events. */
export const handleListen: Handler = async (call, request, response, lake) => {
  try {
    lake.listeners.add(response, readListenOptions(call, request));
  } catch (error) {
    if (!(error instanceof LakeError) || error.status !== 400) throw error;
    refuseListener(response, error.body);
  }
};

/**
 * `GET /data/history/…/documents/{ids}`: a document as a revision left it, as it was at a time, or as it last was.
 * https://www.sanity.io/docs/http-reference/history: one of the three at most; `lastRevision` since v2025-02-19.
 */
export const handleHistoryDocuments: Handler = async (call, request, response, lake) => {
  requireToken(call, 'history');
  await lake.store.settled();
  const revision = text(request.query.revision);
  const time = text(request.query.time);
  const last = text(request.query.lastRevision) === 'true' && call.apiVersion >= SINCE_LAST_REVISION;
  if ([revision, time, last || undefined].filter((one) => one !== undefined).length > 1)
    throw plainError(400, 'Only one of "revision", "time" and "lastRevision" can be given');
  const documents = idsOf(request).flatMap((id) => {
    const { history } = lake.store;
    const found = revision
      ? history.atRevision(id, revision)
      : time
        ? history.atTime(id, time)
        : (lake.store.get(id) ?? (last ? history.last(id) : undefined));
    return found ? [found] : [];
  });
  response.json({ documents });
};

/** Compared as text: `v1` comes before every date, and `vX` after. */
const SINCE_LAST_REVISION = 'v2025-02-19';

/** `GET /data/history/…/transactions/{ids}`: the transactions that changed the documents, one JSON a line. */
export const handleHistoryTransactions: Handler = async (call, request, response, lake) => {
  requireToken(call, 'history');
  await lake.store.settled();
  const lines = lake.store.history.transactions(
    idsOf(request),
    text(request.query.excludeContent) === 'true',
  );
  await sendLines(response, lines);
};

/** `GET /data/export`: every document that the caller may see, one JSON a line; `types` narrows it. */
export const handleExport: Handler = async (call, request, response, lake) => {
  await lake.store.settled();
  const types = text(request.query.types)?.split(',');
  const documents = [...lake.store.all()].filter(
    ({ _id, _type }) => (call.withToken || isPublic(_id)) && (!types || types.includes(_type)),
  );
  await sendLines(response, documents);
};

const LINES_A_WRITE = 200;

async function sendLines(response: Response, values: readonly unknown[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (let at = 0; at < values.length && !response.destroyed; at += LINES_A_WRITE) {
    const lines = values.slice(at, at + LINES_A_WRITE).map((value) => `${JSON.stringify(value)}\n`);
    if (!response.write(lines.join(''))) {
      await new Promise<void>((done) => {
        response.once('drain', done);
        response.once('close', done);
      });
    }
  }
  response.end();
}

function requireToken(call: Call, what: string): void {
  if (!call.withToken) throw plainError(401, `Reading the ${what} needs a token`);
}

function readListenOptions(call: Call, request: Request): ListenOptions {
  const { query, params } = readQueryString(request);
  const is = (name: string) => text(request.query[name]) === 'true';
  return {
    tree: parseQuery(query, params),
    params,
    withToken: call.withToken,
    includeResult: is('includeResult'),
    includePreviousRevision: is('includePreviousRevision'),
    includeMutations: text(request.query.includeMutations) !== 'false',
    includeAllVersions: is('includeAllVersions'),
    effects: text(request.query.effectFormat) === 'mendoza',
    visibility: text(request.query.visibility) === 'transaction' ? 'transaction' : 'query',
    resumesFrom: is('enableResume') ? request.get('last-event-id') : undefined,
  };
}

function readQueryBody(body: unknown): { query: string; params: Record<string, unknown> } {
  const parsed = queryBody.safeParse(parseJson(body));
  if (!parsed.success) throw plainError(400, z.prettifyError(parsed.error).replaceAll(/\s+/g, ' '));
  return { query: parsed.data.query, params: parsed.data.params ?? {} };
}

/** `query=…&$name=<JSON>` */
function readQueryString(request: Request): { query: string; params: Record<string, unknown> } {
  const query = text(request.query.query);
  if (query === undefined) throw plainError(400, 'The parameter "query" is required');
  const params = Object.entries(request.query)
    .filter(([name]) => name.startsWith('$'))
    .map(([name, value]) => [name.slice(1), readParameter(name, text(value))] as const);
  return { query, params: Object.fromEntries(params) };
}

function readParameter(name: string, json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? '');
  } catch {
    throw plainError(400, `The parameter ${name} is not JSON`);
  }
}

function idsOf(request: Request): string[] {
  const { ids } = request.params;
  return typeof ids === 'string' ? ids.split(',').filter((id) => id !== '') : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
