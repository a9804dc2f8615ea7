/** `/data/listen`: server-sent events that tell a client of each transaction that touches what its query selects. */
import type { ServerResponse } from 'node:http';
import type { ExprNode } from 'groq-js';
import type { FaultControl } from './faults.ts';
import type { Change } from './mutations.ts';
import { isPublic, isPublished } from './perspective.ts';
import { filterOf, matches } from './query.ts';
import type { StoredDocument } from './schema.ts';
import type { Commit } from './store.ts';

export interface ListenOptions {
  readonly tree: ExprNode;
  readonly params: Record<string, unknown>;
  readonly withToken: boolean;
  readonly includeResult: boolean;
  readonly includePreviousRevision: boolean;
  readonly includeMutations: boolean;
  readonly includeAllVersions: boolean;
  readonly effects: boolean;
  /** `query`: an event comes when `query` can see the change; `transaction`: when it is committed. */
  readonly visibility: 'query' | 'transaction';
  /** The client wants to go on after an event it had; the lake keeps none, so it is told to start anew. */
  readonly resumesFrom: string | undefined;
}

interface Listener {
  readonly response: ServerResponse;
  readonly options: ListenOptions;
  readonly filter: ExprNode;
}

const HEARTBEAT_MS = 15_000;

/** All open listeners of the dataset. */
export class Listeners {
  private readonly faults: FaultControl;
  private readonly connectionMs: number;
  private readonly open = new Set<Listener>();

  constructor(faults: FaultControl, connectionMs: number) {
    this.faults = faults;
    this.connectionMs = connectionMs;
  }

  get count(): number {
    return this.open.size;
  }

  /** Starts a listener on a response; it ends when the client goes, after the longest time allowed, or with `close`. */
  add(response: ServerResponse, options: ListenOptions): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
    });
    const listener: Listener = { response, options, filter: filterOf(options.tree) };
    this.open.add(listener);
    const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS).unref();
    const end = setTimeout(() => response.end(), this.connectionMs).unref();
    response.on('close', () => {
      this.open.delete(listener);
      clearInterval(heartbeat);
      clearTimeout(end);
    });
    send(response, 'welcome', { listenerName: `local-${this.open.size}` });
    if (options.resumesFrom !== undefined) send(response, 'reset', {});
  }

  /** Tells those who listen for this moment (`visibility`) of a transaction. */
  publish(commit: Commit, moment: ListenOptions['visibility']): void {
    for (const listener of this.open) {
      if (listener.options.visibility !== moment) continue;
      for (const [index, change] of commit.changes.entries()) this.tell(listener, commit, change, index);
    }
  }

  close(): void {
    for (const { response } of this.open) response.end();
  }

  private tell(listener: Listener, commit: Commit, change: Change, index: number): void {
    const { options, response } = listener;
    if (response.writableEnded || !mayHear(options, change.id)) return;
    const had = change.before !== undefined && matches(listener.filter, options.params, change.before);
    const has = change.after !== undefined && matches(listener.filter, options.params, change.after);
    if (!had && !has) return;
    const fault = this.faults.take(['listen-drop', 'listen-disconnect'], 'listen');
    if (fault?.kind === 'listen-drop') response.destroy();
    else if (fault) response.end(event('disconnect', { reason: 'Disconnected on request (a fault)' }));
    else
      send(response, 'mutation', mutationEvent(options, commit, change, index), `${commit.id}#${change.id}`);
  }
}

/** Sends the client an error it reports as ChannelError, and ends. */
export function refuseListener(response: ServerResponse, body: Record<string, unknown>): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  response.end(event('channelError', body));
}

function mayHear(options: ListenOptions, id: string): boolean {
  if (!options.withToken && !isPublic(id)) return false;
  return options.includeAllVersions || isPublished(id) || id.startsWith('drafts.');
}

function mutationEvent(options: ListenOptions, commit: Commit, change: Change, index: number) {
  const { id, before, after } = change;
  return {
    eventId: `${commit.id}#${id}`,
    documentId: id,
    transactionId: commit.id,
    transition: !before ? 'appear' : !after ? 'disappear' : 'update',
    identity: commit.author,
    ...(options.includeMutations ? { mutations: commit.mutations } : {}),
    ...(before ? { previousRev: before._rev } : {}),
    ...(after ? { resultRev: commit.id } : {}),
    ...(options.includePreviousRevision ? { previous: before ?? null } : {}),
    ...(options.includeResult && after ? { result: after } : {}),
    ...(options.effects ? { effects: { apply: effect(after), revert: effect(before) } } : {}),
    timestamp: commit.at,
    visibility: options.visibility,
    transactionTotalEvents: commit.changes.length,
    transactionCurrentEvent: index + 1,
  };
}

/** A Mendoza patch of one step: put this value in place of whatever was there. `_rev` is never part of an effect. */
function effect(document: StoredDocument | undefined): unknown[] {
  if (!document) return [0, null];
  const { _rev, ...rest } = document;
  return [0, rest];
}

function send(response: ServerResponse, name: string, data: unknown, id?: string): void {
  response.write(event(name, data, id));
}

function event(name: string, data: unknown, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
