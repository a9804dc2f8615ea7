/** Webhooks with Sanity's rules: signed, at least once, one at a time, two retries half a minute apart, then lost. */
import { createHmac, randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ExprNode, evaluate, parse } from 'groq-js';
import { plainError } from './errors.ts';
import type { FaultControl } from './faults.ts';
import { type Change, randomKey } from './mutations.ts';
import { isPublished } from './perspective.ts';
import type { Commit } from './store.ts';

export interface WebhookInput {
  readonly url: string;
  /** The key of the signature. */
  readonly secret: string;
  /** GROQ without `*[ ]`, such as `_type == "campaignLead"`; `before()`, `after()` and `delta::` work. Everything if left out. */
  readonly filter?: string | undefined;
  /** GROQ object such as `{_id, _rev}`; the whole document if left out. */
  readonly projection?: string | undefined;
  /** All three operations if left out. */
  readonly on?: readonly ('create' | 'update' | 'delete')[] | undefined;
  /** Drafts and versions too; Sanity leaves them out unless told. */
  readonly includeDrafts?: boolean | undefined;
}

export interface WebhookSettings {
  readonly projectId: string;
  readonly dataset: string;
  /** Milliseconds before each of the two retries. */
  readonly retryMs: number;
  /** Milliseconds until a delivery counts as failed. */
  readonly timeoutMs: number;
}

export interface WebhookCounts {
  delivered: number;
  retried: number;
  /** Given up: refused with a 4xx, or failed three times, or lost by a fault. */
  lost: number;
  waiting: number;
}

interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  attempt: number;
}

const RETRIES = 2;

/** One hook and its queue. Nothing of the queue survives a restart: events lost that way are for an audit to heal. */
class Hook {
  readonly input: WebhookInput;
  readonly id = randomKey(8);
  private readonly settings: WebhookSettings;
  private readonly counts: WebhookCounts;
  private readonly stopped: AbortSignal;
  private readonly filter: ExprNode | null;
  private readonly projection: ExprNode | null;
  private readonly queue: Delivery[] = [];
  private running = false;

  constructor(input: WebhookInput, settings: WebhookSettings, counts: WebhookCounts, stopped: AbortSignal) {
    this.input = input;
    this.settings = settings;
    this.counts = counts;
    this.stopped = stopped;
    this.filter = parsePart(input.filter);
    this.projection = parsePart(input.projection);
  }

  /** The delivery for a change, or null when the hook is not for it. */
  async deliveryFor(commit: Commit, change: Change): Promise<Delivery | null> {
    const { id, before, after } = change;
    const operation = !before ? 'create' : !after ? 'delete' : 'update';
    const { on, includeDrafts } = this.input;
    if ((on && !on.includes(operation)) || (!includeDrafts && !isPublished(id))) return null;
    const scope = { root: after ?? before, before, after, dataset: [], timestamp: new Date(commit.at) };
    if (this.filter && (await valueIn(this.filter, scope)) !== true) return null;
    const payload = this.projection ? await valueIn(this.projection, scope) : scope.root;
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Sanity.io webhook delivery (local content lake)',
      'idempotency-key': randomUUID(),
      'sanity-webhook-id': this.id,
      'sanity-transaction-id': commit.id,
      'sanity-transaction-time': commit.at,
      'sanity-project-id': this.settings.projectId,
      'sanity-dataset': this.settings.dataset,
      'sanity-document-id': id,
      'sanity-operation': operation,
    };
    return { body: JSON.stringify(payload), headers, attempt: 0 };
  }

  enqueue(delivery: Delivery): void {
    this.counts.waiting++;
    this.queue.push(delivery);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let next = this.queue.shift(); next && !this.stopped.aborted; next = this.queue.shift()) {
      const outcome = await this.attempt(next);
      this.counts.waiting--;
      if (outcome === 'delivered') this.counts.delivered++;
      else if (outcome === 'refused' || next.attempt >= RETRIES) this.counts.lost++;
      else this.retryLater(next);
    }
    this.running = false;
  }

  /** A retry joins the end of the queue: what changed meanwhile is delivered before it. */
  private retryLater(delivery: Delivery): void {
    this.counts.retried++;
    this.counts.waiting++;
    const again = { ...delivery, attempt: delivery.attempt + 1 };
    const due = sleep(this.settings.retryMs, undefined, { signal: this.stopped, ref: false });
    due.then(
      () => {
        this.counts.waiting--;
        this.enqueue(again);
      },
      () => undefined,
    );
  }

  private async attempt({ body, headers }: Delivery): Promise<'delivered' | 'refused' | 'failed'> {
    const timestamp = Date.now();
    const digest = createHmac('sha256', this.input.secret).update(`${timestamp}.${body}`).digest('base64url');
    const signature = `t=${timestamp},v1=${digest}`;
    try {
      const response = await fetch(this.input.url, {
        method: 'POST',
        headers: { ...headers, 'sanity-webhook-signature': signature },
        body,
        redirect: 'manual',
        signal: AbortSignal.any([this.stopped, AbortSignal.timeout(this.settings.timeoutMs)]),
      });
      await response.body?.cancel();
      if (response.ok) return 'delivered';
      return response.status >= 400 && response.status < 500 && response.status !== 429
        ? 'refused'
        : 'failed';
    } catch {
      return 'failed';
    }
  }
}

/** The dataset's hooks. */
export class Webhooks {
  readonly counts: WebhookCounts = { delivered: 0, retried: 0, lost: 0, waiting: 0 };
  private readonly settings: WebhookSettings;
  private readonly faults: FaultControl;
  private readonly hooks = new Set<Hook>();
  private readonly stop = new AbortController();
  private readonly heldBack = new Map<Hook, () => void>();
  private deciding: Promise<void> = Promise.resolve();

  constructor(settings: WebhookSettings, faults: FaultControl) {
    this.settings = settings;
    this.faults = faults;
    setMaxListeners(0, this.stop.signal);
  }

  /** Adds a hook for transactions from now on. Throws LakeError 400 for a filter or projection that does not parse. */
  add(input: WebhookInput): { id: string; remove(): void } {
    const hook = new Hook(input, this.settings, this.counts, this.stop.signal);
    this.hooks.add(hook);
    return { id: hook.id, remove: () => void this.hooks.delete(hook) };
  }

  list(): (Omit<WebhookInput, 'secret'> & { id: string })[] {
    return [...this.hooks].map(({ id, input: { secret, ...rest } }) => ({ id, ...rest }));
  }

  /** Queues a transaction's deliveries, in order. */
  publish(commit: Commit): void {
    if (this.hooks.size === 0) return;
    const hooks = [...this.hooks];
    this.deciding = this.deciding.then(async () => {
      for (const change of commit.changes) for (const hook of hooks) await this.decide(hook, commit, change);
    });
  }

  /** Stops at once; what is queued or under way is lost. */
  close(): void {
    this.stop.abort();
    for (const letGo of this.heldBack.values()) letGo();
  }

  private async decide(hook: Hook, commit: Commit, change: Change): Promise<void> {
    try {
      const delivery = await hook.deliveryFor(commit, change);
      if (delivery) this.route(hook, delivery);
    } catch {
      // A filter or projection that fails on this document: Sanity delivers nothing then.
      this.counts.lost++;
    }
  }

  private route(hook: Hook, delivery: Delivery): void {
    const fault = this.faults.take(['webhook-lose', 'webhook-double', 'webhook-reorder', 'webhook-delay']);
    switch (fault?.kind) {
      case 'webhook-lose':
        this.counts.lost++;
        return;
      case 'webhook-double':
        hook.enqueue(delivery);
        hook.enqueue({ ...delivery });
        break;
      case 'webhook-reorder':
        this.holdBack(hook, delivery, fault.ms);
        return;
      case 'webhook-delay':
        setTimeout(() => hook.enqueue(delivery), fault.ms).unref();
        return;
      case undefined:
        hook.enqueue(delivery);
        break;
      default:
        fault satisfies never;
    }
    this.heldBack.get(hook)?.();
  }

  private holdBack(hook: Hook, delivery: Delivery, ms: number): void {
    this.heldBack.get(hook)?.();
    const letGo = () => {
      clearTimeout(timer);
      this.heldBack.delete(hook);
      if (!this.stop.signal.aborted) hook.enqueue(delivery);
    };
    const timer = setTimeout(letGo, ms).unref();
    this.heldBack.set(hook, letGo);
  }
}

function parsePart(source: string | undefined): ExprNode | null {
  if (source === undefined || source.trim() === '') return null;
  try {
    return parse(source, { mode: 'delta' });
  } catch (error) {
    throw plainError(400, `Webhook: ${JSON.stringify(source)} is not GROQ (${String(error)})`);
  }
}

async function valueIn(tree: ExprNode, scope: Parameters<typeof evaluate>[1]): Promise<unknown> {
  const value = await evaluate(tree, scope);
  return await value.get();
}
