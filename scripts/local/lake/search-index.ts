/** What `query` sees: documents in order of `_id`, as of the last transaction that the index has caught up with. */
import { performance } from 'node:perf_hooks';
import type { StoredDocument } from './schema.ts';
import type { Commit } from './store.ts';

interface Pending {
  readonly commit: Commit;
  /** Monotonic milliseconds. */
  due: number;
  /** A lag that even `visibility: 'sync'` does not wait out. */
  readonly forced: boolean;
}

/** Takes over transactions in order, each not before it is due. Sanity's default order of results is by `_id`. */
export class SearchIndex {
  private documents: StoredDocument[];
  private readonly pending: Pending[] = [];
  private readonly listeners: ((commit: Commit) => void)[] = [];
  private readonly unmerged: Commit[] = [];
  private timer: NodeJS.Timeout | undefined;
  private generation = 0;

  constructor(documents: Iterable<StoredDocument>) {
    this.documents = [...documents].sort(byId);
  }

  /** Changes whenever what `query` sees changes. */
  get version(): number {
    this.catchUp();
    return this.generation;
  }

  /** The documents now; the array is not changed later. */
  all(): readonly StoredDocument[] {
    this.catchUp();
    this.merge();
    return this.documents;
  }

  /** One document as the index knows it. */
  get(id: string): StoredDocument | undefined {
    this.merge();
    const at = position(this.documents, id);
    const document = this.documents[at];
    return document?._id === id ? document : undefined;
  }

  /** Calls back with each transaction when `query` can see it. */
  onVisible(listener: (commit: Commit) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Queues a transaction, to be seen after `lagMs`. A `sync` one is seen at once, with all before it, unless a
   * forced lag (a fault) holds it or one before it.
   */
  add(commit: Commit, lagMs: number, forced: boolean): void {
    const now = performance.now();
    if (commit.visibility === 'sync' && !forced)
      for (const item of this.pending) if (!item.forced) item.due = now;
    this.pending.push({ commit, due: now + lagMs, forced });
    this.catchUp();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private catchUp(): void {
    const now = performance.now();
    const waiting = this.pending.findIndex(({ due }) => due > now);
    const seen = this.pending.splice(0, waiting === -1 ? this.pending.length : waiting);
    if (seen.length > 0) {
      this.generation++;
      this.unmerged.push(...seen.map(({ commit }) => commit));
      for (const { commit } of seen) for (const listener of this.listeners) listener(commit);
    }
    clearTimeout(this.timer);
    const [next] = this.pending;
    if (next) this.timer = setTimeout(() => this.catchUp(), Math.max(1, next.due - now)).unref();
  }

  /** Brings the sorted array up to date; only when it is looked at, so that a burst of commits costs one pass. */
  private merge(): void {
    if (this.unmerged.length === 0) return;
    const changes = this.unmerged.splice(0).flatMap((commit) => commit.changes);
    const changed = new Map(changes.map(({ id, after }) => [id, after]));
    const fresh = [...changed.values()].filter((document) => document !== undefined).sort(byId);
    const merged: StoredDocument[] = [];
    let next = 0;
    for (const document of this.documents) {
      for (let item = fresh[next]; item && item._id < document._id; item = fresh[++next]) merged.push(item);
      if (!changed.has(document._id)) merged.push(document);
    }
    this.documents = merged.concat(fresh.slice(next));
  }
}

function byId(a: StoredDocument, b: StoredDocument): number {
  return a._id < b._id ? -1 : a._id > b._id ? 1 : 0;
}

function position(documents: readonly StoredDocument[], id: string): number {
  let [low, high] = [0, documents.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const document = documents[middle];
    if (document && document._id < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
