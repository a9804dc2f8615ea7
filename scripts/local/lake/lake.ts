/** One running dataset: its store, index, listeners, webhooks, faults and counters, tied together. */
import { Counters } from './counters.ts';
import { FaultControl } from './faults.ts';
import { type Limits, RateLimiter, SANITY_LIMITS } from './limits.ts';
import { Listeners } from './listen.ts';
import { documentsIn, type Perspective } from './perspective.ts';
import type { StoredDocument } from './schema.ts';
import { SearchIndex } from './search-index.ts';
import { type Commit, Store } from './store.ts';
import { Webhooks } from './webhooks.ts';

export interface LakeSettings {
  /** Where the dataset is kept; made if missing. */
  readonly dataDir: string;
  readonly projectId: string;
  readonly dataset: string;
  /** The one token that may write and see everything. */
  readonly token: string;
  /** The clock of `_createdAt`, `_updatedAt` and the history; the system's by default. */
  readonly now?: () => Date;
  /** Overrides of Sanity's limits. */
  readonly limits?: Partial<Limits>;
  /** Milliseconds until `query` sees a mutation whose visibility is not `sync`; 50 by default. */
  readonly indexLagMs?: number;
  /** Milliseconds before each of a webhook's two retries; 30,000 by default. */
  readonly webhookRetryMs?: number;
  /** Milliseconds until a webhook delivery counts as failed; 30,000 by default. */
  readonly webhookTimeoutMs?: number;
  /** A journal longer than this, and mostly superseded, is compacted on start; 16 MB by default. */
  readonly compactAboveBytes?: number;
}

/** Everything that the routes need of one dataset. */
export class Dataset {
  readonly settings: LakeSettings;
  readonly limits: Limits;
  readonly store: Store;
  readonly index: SearchIndex;
  readonly faults = new FaultControl();
  readonly counters = new Counters();
  readonly rates: RateLimiter;
  readonly listeners: Listeners;
  readonly webhooks: Webhooks;
  private readonly views = new Map<string, readonly StoredDocument[]>();
  private viewsVersion = -1;

  private constructor(settings: LakeSettings, limits: Limits, store: Store) {
    this.settings = settings;
    this.limits = limits;
    this.store = store;
    this.index = new SearchIndex(store.all());
    this.rates = new RateLimiter(limits);
    this.listeners = new Listeners(this.faults, limits.listenerMs);
    const {
      projectId,
      dataset,
      webhookRetryMs: retryMs = 30_000,
      webhookTimeoutMs: timeoutMs = 30_000,
    } = settings;
    this.webhooks = new Webhooks({ projectId, dataset, retryMs, timeoutMs }, this.faults);
    store.onCommit((commit) => this.committed(commit));
    this.index.onVisible((commit) => this.listeners.publish(commit, 'query'));
  }

  /** Opens the data folder. Throws LakeDataError with one line for a person when it cannot. */
  static async open(settings: LakeSettings): Promise<Dataset> {
    const limits = { ...SANITY_LIMITS, ...settings.limits };
    const { dataDir, projectId, dataset, now = () => new Date(), compactAboveBytes = 16_000_000 } = settings;
    const store = await Store.open({ dataDir, projectId, dataset, limits, now, compactAboveBytes });
    return new Dataset(settings, limits, store);
  }

  now(): Date {
    return this.settings.now?.() ?? new Date();
  }

  /** What `query` sees in a perspective; worked out once for as long as nothing changes. */
  view(perspective: Perspective, withToken: boolean): readonly StoredDocument[] {
    const { version } = this.index;
    if (version !== this.viewsVersion) this.views.clear();
    this.viewsVersion = version;
    const key = `${withToken} ${String(perspective)}`;
    const known = this.views.get(key);
    if (known) return known;
    const view = documentsIn(perspective, this.index.all(), withToken);
    this.views.set(key, view);
    return view;
  }

  /** Ends listeners and webhooks; requests under way may still be answered. */
  disconnect(): void {
    this.listeners.close();
    this.webhooks.close();
  }

  /** Closes the store when what was begun is on disk, and gives the folder back. */
  async close(): Promise<void> {
    this.disconnect();
    await this.store.close();
    this.index.close();
  }

  private committed(commit: Commit): void {
    const fault = this.faults.take(['index-lag']);
    const forced = fault?.evenSync ?? false;
    const patience =
      commit.visibility === 'sync' && !forced ? 0 : (fault?.ms ?? this.settings.indexLagMs ?? 50);
    this.index.add(commit, patience, forced);
    this.listeners.publish(commit, 'transaction');
    this.webhooks.publish(commit);
  }
}
