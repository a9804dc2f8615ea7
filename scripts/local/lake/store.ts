/** The documents: a map by id, transactions that change it all or none, and the journal that keeps them. */
import { mkdir } from 'node:fs/promises';
import { LakeDataError, mutationError } from './errors.ts';
import { type HistoryEntry, HistoryLog } from './history.ts';
import { Census } from './inspect.ts';
import { Journal } from './journal.ts';
import type { Limits } from './limits.ts';
import { lockFolder } from './lock.ts';
import { applyMutations, type Change, type MutationResult, randomKey } from './mutations.ts';
import { selectIds } from './query.ts';
import {
  commitRecord,
  compactRecords,
  headRecord,
  type JournalRecord,
  readJournalRecords,
} from './records.ts';
import type { Mutation, StoredDocument } from './schema.ts';

export interface StoreOptions {
  readonly dataDir: string;
  readonly projectId: string;
  readonly dataset: string;
  readonly limits: Limits;
  readonly now: () => Date;
  /** A journal longer than this, and mostly superseded, is compacted on start. */
  readonly compactAboveBytes: number;
}

export interface CommitOptions {
  /** Must never have been used in this dataset; a random one by default. */
  readonly transactionId?: string | undefined;
  readonly visibility?: 'sync' | 'async' | 'deferred';
  readonly dryRun?: boolean;
  readonly autoGenerateArrayKeys?: boolean;
  /** Shown in the history. */
  readonly author?: string;
}

/** A transaction that is on disk. */
export interface Commit extends HistoryEntry {
  readonly mutations: readonly Mutation[];
  readonly visibility: 'sync' | 'async' | 'deferred';
}

export interface CommitReceipt {
  readonly transactionId: string;
  readonly results: readonly MutationResult[];
}

type CommitListener = (commit: Commit) => void;

/** Opens one dataset's folder and is its only writer. */
export class Store {
  readonly history = new HistoryLog();
  private readonly options: StoreOptions;
  private readonly journal: Journal;
  private readonly unlock: () => Promise<void>;
  private readonly documents = new Map<string, StoredDocument>();
  private readonly transactions = new Set<string>();
  private readonly listeners: CommitListener[] = [];
  private readonly census: Census;
  private lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(options: StoreOptions, journal: Journal, unlock: () => Promise<void>) {
    this.options = options;
    this.journal = journal;
    this.unlock = unlock;
    this.census = new Census(options.limits);
  }

  /** Takes the folder and reads what it holds. Throws LakeDataError when it is in use, damaged or not writable. */
  static async open(options: StoreOptions): Promise<Store> {
    const { dataDir } = options;
    await mkdir(dataDir, { recursive: true }).catch((error: Error) => {
      throw new LakeDataError('LAKE_FOLDER', `The data folder ${dataDir} cannot be made (${error.message}).`);
    });
    const unlock = await lockFolder(dataDir).catch((error: Error) => {
      if (error instanceof LakeDataError) throw error;
      throw new LakeDataError(
        'LAKE_FOLDER',
        `The data folder ${dataDir} cannot be written (${error.message}).`,
      );
    });
    try {
      return await Store.load(options, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  private static async load(options: StoreOptions, unlock: () => Promise<void>): Promise<Store> {
    const { journal, content } = await Journal.open(options.dataDir);
    try {
      const records = readJournalRecords(content, options.dataDir, options);
      const store = new Store(options, journal, unlock);
      const versions = records.reduce((count, record) => count + store.restore(record), 0);
      if (records.length === 0) await journal.append(headRecord(options));
      const superseded = versions > 2 * store.documents.size;
      if (content.bytes <= options.compactAboveBytes || !superseded) return store;
      await Journal.replace(
        options.dataDir,
        compactRecords(options, [...store.documents.values()], [...store.transactions]),
      );
    } catch (error) {
      await journal.close();
      throw error;
    }
    await journal.close();
    return Store.load({ ...options, compactAboveBytes: Number.POSITIVE_INFINITY }, unlock);
  }

  get size(): number {
    return this.documents.size;
  }

  get attributeCount(): number {
    return this.census.attributeCount;
  }

  /** The newest state of one document, which may not be on disk yet: see `settled`. */
  get(id: string): StoredDocument | undefined {
    return this.documents.get(id);
  }

  /** Every document, in no order. */
  all(): Iterable<StoredDocument> {
    return this.documents.values();
  }

  /** Resolves when all that `get` shows now is on disk, so that no answer is ever taken back by a crash. */
  async settled(): Promise<void> {
    await this.lastWrite;
  }

  /** Calls back with each transaction, in order, once it is on disk and before it is acknowledged. */
  onCommit(listener: CommitListener): void {
    this.listeners.push(listener);
  }

  /** Applies a transaction all or none; resolves once it is on disk. Throws LakeError; nothing has changed then. */
  async commit(mutations: readonly Mutation[], options: CommitOptions = {}): Promise<CommitReceipt> {
    const id = options.transactionId ?? newTransactionId();
    if (this.transactions.has(id)) throw alreadyExists(id);
    const at = this.options.now().toISOString();
    const { changes, results } = applyMutations(mutations, {
      get: (documentId) => this.documents.get(documentId),
      select: (query, params) => selectIds(query, params, [...this.documents.values()]),
      revision: id,
      timestamp: `${at.slice(0, 19)}Z`,
      autoGenerateArrayKeys: options.autoGenerateArrayKeys ?? false,
    });
    const outcome = new Map(changes.map((change) => [change.id, change.after]));
    const exists = (documentId: string) =>
      (outcome.has(documentId) ? outcome.get(documentId) : this.documents.get(documentId)) !== undefined;
    const census = this.census.check(changes, exists);
    const documents = this.serialise(changes);
    if (options.dryRun) return { transactionId: id, results };

    this.census.apply(census);
    this.transactions.add(id);
    this.put(changes);
    const author = options.author ?? 'local';
    const deleted = changes.filter(({ after }) => !after).map((change) => change.id);
    const purged = purgedIn(mutations, deleted);
    const written = this.journal.append(commitRecord({ id, at, author, deleted, purged }, documents));
    const commit: Commit = { id, at, author, changes, mutations, visibility: options.visibility ?? 'sync' };
    const told = written.then(() => {
      this.history.add(commit);
      this.history.purge(purged);
      for (const listener of this.listeners) listener(commit);
    });
    this.lastWrite = told;
    await told;
    return { transactionId: id, results };
  }

  /** Waits for what was begun, closes the journal and gives the folder back. */
  async close(): Promise<void> {
    await this.lastWrite.catch(() => undefined);
    await this.journal.close();
    await this.unlock();
  }

  private serialise(changes: readonly Change[]): string[] {
    return changes.flatMap(({ id, after }) => {
      if (!after) return [];
      const json = JSON.stringify(after);
      if (Buffer.byteLength(json) <= this.options.limits.documentBytes) return [json];
      const description = `Document ${id} is larger than ${this.options.limits.documentBytes} bytes`;
      throw mutationError(413, { type: 'documentTooLargeError', description, id });
    });
  }

  private put(changes: readonly Change[]): void {
    for (const { id, after } of changes) {
      if (after) this.documents.set(id, after);
      else this.documents.delete(id);
    }
  }

  /** Takes over one record at start; returns how many document versions it held. */
  private restore(record: JournalRecord): number {
    switch (record.kind) {
      case 'head':
        return 0;
      case 'used':
        for (const id of record.transactions) this.transactions.add(id);
        return 0;
      case 'state':
      case 'commit': {
        const deleted = record.kind === 'commit' ? record.deleted : [];
        const changes = [
          ...record.documents.map((after) => ({
            id: after._id,
            before: this.documents.get(after._id),
            after,
          })),
          ...deleted.map((id) => ({ id, before: this.documents.get(id), after: undefined })),
        ];
        this.census.apply(this.census.count(changes));
        this.put(changes);
        if (record.kind === 'commit') {
          this.transactions.add(record.id);
          this.history.add({ id: record.id, at: record.at, author: record.author, changes });
          this.history.purge(record.purged);
        }
        return record.documents.length;
      }
      default:
        return record satisfies never;
    }
  }
}

/**
 * Documents that were deleted with `purge`, whose history goes too
 * (https://www.sanity.io/docs/changelog/3ffa4a89-11d5-4471-b9cf-90b40b75dbd7). One that is not there purges nothing:
 * nobody says that it would. A delete by query keeps the history: the harsher reading.
 */
function purgedIn(mutations: readonly Mutation[], deleted: readonly string[]): string[] {
  const meant = new Set(
    mutations.flatMap((mutation) =>
      'delete' in mutation && mutation.delete.purge === true ? (mutation.delete.id ?? []) : [],
    ),
  );
  return deleted.filter((id) => meant.has(id));
}

/** Twenty-two characters, as Sanity's are; they become the `_rev` of every document that the transaction changes. */
export function newTransactionId(): string {
  return randomKey(11);
}

function alreadyExists(id: string) {
  const description = `Transaction with ID ${JSON.stringify(id)} already exists`;
  return mutationError(409, { type: 'transactionAlreadyExistsError', description, transactionID: id });
}
