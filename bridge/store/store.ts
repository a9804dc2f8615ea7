/** The one door to Sanity: documents by id, queries, transactions. Only this folder knows the official client. */
import { createClient, type Mutation, type SanityClient } from '@sanity/client';
import { z } from 'zod';
import type { SanityConfig } from '../config.ts';
import { type Asked, askAgain } from './backoff.ts';
import { type Failure, NoTurn, StoreRefused, StoreUnreachable } from './failure.ts';
import { MAX_VERSIONS, unknownBeginning, type Version, versionsOf } from './history.ts';
import { pacer } from './pacer.ts';

/** A document as Sanity gives it: what we rely on, and everything else untouched. */
export type StoredDocument = z.infer<typeof storedDocument>;

const storedDocument = z.looseObject({
  _id: z.string(),
  _type: z.string(),
  _rev: z.string(),
  _createdAt: z.string(),
  _updatedAt: z.string(),
});

const docAnswer = z.object({
  documents: z.array(storedDocument),
  omitted: z.array(z.object({ id: z.string(), reason: z.string() })).optional(),
});

/** A document that does not exist yet. */
export interface NewDocument {
  readonly _id: string;
  readonly _type: string;
  readonly [attribute: string]: unknown;
}

/** Changes to single attributes of one document, guarded by the revision they were worked out against. */
export interface GuardedPatch {
  readonly id: string;
  readonly ifRevisionID: string;
  readonly setIfMissing?: Readonly<Record<string, unknown>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
  readonly insert?: { readonly after: string; readonly items: readonly unknown[] };
}

/**
 * A document that goes for good because a person said so, if it is still at that revision. `withHistory`: Sanity is to
 * forget its earlier versions too, which may take a while.
 */
export interface GuardedDelete {
  readonly id: string;
  readonly ifRevisionID: string;
  readonly withHistory: boolean;
}

/** The only ways in which the bridge writes. There is no replacing, and no deleting by query. */
export type StoreMutation =
  | { readonly create: NewDocument }
  | { readonly createIfNotExists: NewDocument }
  | { readonly patch: GuardedPatch }
  | { readonly delete: GuardedDelete };

/**
 * What became of a transaction. `committed` is what Sanity said, not yet a proof. `repeat`: one of this id was committed
 * before. `clash`: a document was not as thought. `lostBefore` on either: an earlier attempt of this very call had no
 * answer, and may be what did it. `refused`, and `clash` otherwise: nothing was written. `unknown`: no answer; it may or may not have been written. `busy`: the rate limit outlasted the deadline.
 */
export type CommitOutcome =
  | { readonly is: 'committed' }
  | { readonly is: 'repeat'; readonly lostBefore: boolean }
  | { readonly is: 'clash'; readonly lostBefore: boolean }
  | { readonly is: 'refused'; readonly status: number; readonly type: string }
  | { readonly is: 'unknown' }
  | { readonly is: 'busy' };

export interface Store {
  /** Current documents by id, past caches and indexes; those that do not exist are left out. Any number of ids. */
  documents(ids: readonly string[], deadline: number): Promise<ReadonlyMap<string, StoredDocument>>;
  /** A GROQ query over published documents. Eventually consistent: what was just written may be missing. */
  query<T>(
    groq: string,
    params: Readonly<Record<string, unknown>>,
    answer: z.ZodType<T>,
    deadline: number,
  ): Promise<T>;
  /** All of it or nothing. The same id may be sent again and is applied once. */
  commit(
    transactionId: string,
    mutations: readonly StoreMutation[],
    deadline: number,
  ): Promise<CommitOutcome>;
  /**
   * A deleted document as Sanity's history last knows it, or else as it was at a revision; null when history has neither
   * (any more).
   */
  lastKnown(id: string, revision: string, deadline: number): Promise<StoredDocument | null>;
  /** A document's latest versions, oldest first, as far back as Sanity's history goes: some plans keep three days. */
  versions(id: string, deadline: number): Promise<readonly Version[]>;
  /** null when documents can be written, else the reason in a sentence. Writes nothing. */
  unready(deadline: number): Promise<string | null>;
}

/** Sanity's limit for one request's address is not written down; this is below every usual one. */
const MAX_IDS_LENGTH = 4_000;
const MAX_IDS = 100;
/** Sanity allows 25 mutation requests a second from one address; some less, as they do not arrive as evenly as they leave. */
const MOST_WRITES = 23;
const WITHIN_MS = 1_050;
const READS_AT_ONCE = 4;

/** Opens the store. Makes no request yet. */
export function openStore(config: SanityConfig): Store {
  const client = createClient({
    projectId: config.projectId,
    dataset: config.dataset,
    token: config.token,
    apiVersion: config.apiVersion,
    useCdn: false,
    perspective: 'published',
    // Reads and writes are asked again in one place (backoff.ts), which knows Retry-After and the deadline.
    maxRetries: 0,
    timeout: config.timeoutMs,
    ...(config.apiHost === null ? {} : { apiHost: config.apiHost, useProjectHostname: false }),
  });
  const turn = pacer(MOST_WRITES, WITHIN_MS);
  const limit = (msLeft: number) => AbortSignal.timeout(Math.max(1, Math.min(msLeft, config.timeoutMs)));

  const store: Store = {
    async documents(ids, deadline) {
      const found = new Map<string, StoredDocument>();
      const waiting = chunksOfIds(ids);
      const worker = async () => {
        for (let chunk = waiting.shift(); chunk; chunk = waiting.shift()) {
          for (const document of await readChunk(client, chunk, deadline, limit))
            found.set(document._id, document);
        }
      };
      await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, waiting.length) }, worker));
      return found;
    },

    async query(groq, params, answer, deadline) {
      const asked = await askAgain(
        (msLeft) => client.fetch<unknown>(groq, { ...params }, { signal: limit(msLeft) }),
        deadline,
      );
      return answer.parse(orThrow(asked));
    },

    async commit(transactionId, mutations, deadline) {
      const operations: Mutation[] = mutations.flatMap(toClientMutations);
      const asked = await askAgain(
        async (msLeft) => {
          if (!(await turn.wait(msLeft))) throw new NoTurn();
          const signal = limit(msLeft);
          await client.mutate(operations, {
            transactionId,
            returnDocuments: false,
            visibility: 'sync',
            signal,
          });
        },
        deadline,
        turn.pause,
      );
      return asked.ok ? { is: 'committed' } : outcomeOf(asked.failure, asked.maybeDone);
    },

    async lastKnown(id, revision, deadline) {
      // Older dates of the API do not know the first question; then the revision is asked for.
      for (const query of [{ lastRevision: 'true' }, { revision }]) {
        const uri = client.getDataUrl('history', `documents/${id}`);
        const asked = await askAgain(
          (msLeft) => client.request<unknown>({ uri, query, signal: limit(msLeft) }),
          deadline,
        );
        if (!asked.ok && asked.failure.is === 'refused' && [400, 404].includes(asked.failure.status))
          continue;
        const found = docAnswer.parse(orThrow(asked)).documents.find((document) => document._id === id);
        if (found) return found;
      }
      return null;
    },

    async versions(id, deadline) {
      const askHistory = async (path: string, query: Readonly<Record<string, string>>) => {
        const uri = client.getDataUrl('history', path);
        return orThrow(
          await askAgain(
            (msLeft) => client.request<unknown>({ uri, query, signal: limit(msLeft) }),
            deadline,
          ),
        );
      };
      const newest = { reverse: 'true', limit: String(MAX_VERSIONS) };
      const answer = linesOf(await askHistory(`transactions/${id}`, newest));
      const revision = unknownBeginning(id, answer);
      const found =
        revision === null ? [] : docAnswer.parse(await askHistory(`documents/${id}`, { revision })).documents;
      return versionsOf(id, answer, found.find((document) => document._id === id) ?? null).slice(
        -MAX_VERSIONS,
      );
    },

    async unready(deadline) {
      const probe = { _id: 'leadsheet.ready', _type: 'leadsheetProbe' };
      const asked = await askAgain(async (msLeft) => {
        await client.createIfNotExists(probe, {
          dryRun: true,
          returnDocuments: false,
          signal: limit(msLeft),
        });
      }, deadline);
      return asked.ok ? null : sentenceOf(asked.failure);
    },
  };
  return store;
}

/** One JSON a line; an answer of a single line may have been read as JSON on its way. */
function linesOf(answer: unknown): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer ?? '');
}

type Limit = (msLeft: number) => AbortSignal;

async function readChunk(client: SanityClient, ids: readonly string[], deadline: number, limit: Limit) {
  const uri = client.getDataUrl('doc', ids.join(','));
  const asked = await askAgain((msLeft) => client.request<unknown>({ uri, signal: limit(msLeft) }), deadline);
  const answer = docAnswer.parse(orThrow(asked));
  // getDocuments() of the client would show a document that the token may not read as one that does not exist.
  if (answer.omitted?.some((one) => one.reason === 'permission')) {
    throw new StoreRefused(403, "Sanity's token may not read some of these leads.");
  }
  return answer.documents;
}

function orThrow<T>(asked: Asked<T>): T {
  if (asked.ok) return asked.value;
  const { failure } = asked;
  if (failure.is === 'refused') throw new StoreRefused(failure.status, sentenceOf(failure));
  throw new StoreUnreachable(sentenceOf(failure));
}

function outcomeOf(failure: Failure, maybeDone: boolean): CommitOutcome {
  switch (failure.is) {
    case 'repeat':
    case 'clash':
      return { is: failure.is, lostBefore: maybeDone };
    case 'busy':
    case 'lost':
      return { is: maybeDone ? 'unknown' : 'busy' };
    case 'refused':
      if (failure.status === 401 || failure.status === 403)
        throw new StoreRefused(failure.status, sentenceOf(failure));
      return { is: 'refused', status: failure.status, type: failure.type };
  }
}

/** Why Sanity cannot be used, for a person. Holds neither addresses nor contents. */
function sentenceOf(failure: Failure): string {
  switch (failure.is) {
    case 'busy':
      return 'Sanity is refusing requests for now because there were too many.';
    case 'lost':
      return `Sanity did not answer (${failure.why}).`;
    case 'clash':
    case 'repeat':
      return 'Sanity refused the write because the document had changed.';
    case 'refused':
      if (failure.status === 401) return 'Sanity refused the token: check SANITY_TOKEN.';
      if (failure.status === 403)
        return "Sanity's token may not do this: it needs write access to the dataset.";
      if (failure.status === 404)
        return 'Sanity knows no such project or dataset: check SANITY_PROJECT_ID and SANITY_DATASET.';
      return `Sanity refused the request (${failure.type}).`;
  }
}

/** An attribute that no document has: taking it away changes nothing. */
const NOTHING = 'leadsheetNothing';

function toClientMutations(mutation: StoreMutation): Mutation[] {
  if ('create' in mutation) return [{ create: { ...mutation.create } }];
  if ('createIfNotExists' in mutation) return [{ createIfNotExists: { ...mutation.createIfNotExists } }];
  if ('patch' in mutation) return [{ patch: toClientPatch(mutation.patch) }];
  const { id, ifRevisionID, withHistory } = mutation.delete;
  // Only a patch can be guarded by a revision; in one transaction it guards the delete too. `purge` takes the history
  // along (https://www.sanity.io/docs/changelog/3ffa4a89-11d5-4471-b9cf-90b40b75dbd7).
  const selection = withHistory ? { id, purge: true } : { id };
  return [{ patch: { id, ifRevisionID, unset: [NOTHING] } }, { delete: selection }];
}

function toClientPatch(patch: GuardedPatch) {
  const { id, ifRevisionID, setIfMissing, set, unset, insert } = patch;
  return {
    id,
    ifRevisionID,
    ...(setIfMissing ? { setIfMissing: { ...setIfMissing } } : {}),
    ...(set ? { set: { ...set } } : {}),
    ...(unset ? { unset: [...unset] } : {}),
    ...(insert ? { insert: { after: insert.after, items: [...insert.items] } } : {}),
  };
}

/** Ids in chunks of at most 100, short enough to stand in an address. */
function chunksOfIds(ids: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const id of new Set(ids)) {
    const last = chunks.at(-1);
    if (!last || last.length >= MAX_IDS || length + id.length + 1 > MAX_IDS_LENGTH) {
      chunks.push([id]);
      length = id.length;
    } else {
      last.push(id);
      length += id.length + 1;
    }
  }
  return chunks;
}
