/** One whole world of a run: the lake, two replicas of the bridge, the workbook with the built add-on, and a person in it. */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { type Answer, type CallName, type Calls, SERVE } from '../../addon/calls.ts';
import { readConfig } from '../../bridge/config.ts';
import { type Bridge, startBridge } from '../../bridge/server.ts';
import { type Lake, type StoredDocument, startLake } from '../local/lake/server.ts';
import { type CellEdit, startHost, type WorkbookHost } from '../local/workbook/host/start.ts';
import type { RunResult, UserContext } from '../local/workbook/protocol.ts';
import { type Fate, type Forwarder, startForwarder } from './forwarder.ts';
import { Ledger } from './ledger.ts';
import { EMAIL, LOCALE, openAsPerson, type Person, TIME_ZONE } from './person.ts';

export interface WorldOptions {
  /** Holds `lake` and `workbook`; made when missing. */
  readonly folder: string;
  readonly bundleDir: string;
  readonly worker: Worker;
  /** What the lake's folder holds. */
  readonly documents: readonly StoredDocument[];
}

/** What becomes of a request to the bridge. `late`: it arrives when its caller has long given up, after others. */
export type Cut = 'before' | 'after' | 'double' | 'late';

/** What a run comes to in figures. */
export interface Counts {
  serviceCalls: number;
  executions: number;
  kills: number;
  faults: number;
}

const SECRET = 'a-secret-for-soaks-of-32-letters!';
const WEBHOOK_SECRET = 'a-webhook-secret-for-soaks';
const TOKEN = 'a-token-for-soaks-of-32-letters!!';
const NO_LIMITS = { mutationsPerSecond: 100_000, callsPerSecond: 100_000 };
const INDEX_LAG_MS = 3;
/** A delayed request arrives before this many others after it. */
const LATE_BY = 2;
/** What the host says of an execution that was cut off. */
const CUT_OFF = 'Exceeded maximum execution time';

export class World {
  readonly lake: Lake;
  readonly ledger: Ledger;
  readonly counts: Counts = { serviceCalls: 0, executions: 0, kills: 0, faults: 0 };
  /** Executions that ended in an error of their own, which no failure around them excuses. */
  readonly crashes: string[] = [];
  /** Run, one each, between a reading of the bridge's and its next writing. */
  readonly races: (() => Promise<void>)[] = [];
  readonly cuts: Cut[] = [];
  host: WorkbookHost;
  person: Person;
  /** What the older sync read last, and has not written yet. */
  older: readonly StoredDocument[] | null = null;
  private readonly replicas: (Bridge | null)[];
  private readonly forwarders: Forwarder[];
  private readonly openHost: () => Promise<WorkbookHost>;
  private readonly startReplica: () => Promise<Bridge>;
  private readonly clock: { offset: number };
  private screen: UserContext;
  private requests = 0;
  private readonly delayed: { readonly from: number; readonly deliverTo: (to: string) => Promise<void> }[] =
    [];
  private closed = false;

  private constructor(parts: Parts) {
    this.lake = parts.lake;
    this.ledger = parts.ledger;
    this.replicas = parts.replicas;
    this.forwarders = parts.forwarders;
    this.openHost = parts.openHost;
    this.startReplica = parts.startReplica;
    this.clock = parts.clock;
    this.host = parts.host;
    this.person = parts.person;
    this.screen = screenOf(parts.person.get.getVisibleSheetIds()[0] ?? '');
  }

  /** Opens what the folder holds. */
  static async open(options: WorldOptions): Promise<World> {
    const clock = { offset: 0 };
    const lake = await startLake({
      dataDir: join(options.folder, 'lake'),
      projectId: 'local-leads',
      dataset: 'soak',
      token: TOKEN,
      now: () => new Date(Date.now() + clock.offset),
      limits: NO_LIMITS,
      indexLagMs: INDEX_LAG_MS,
      webhookRetryMs: 20,
      webhookTimeoutMs: 1_000,
    });
    const ledger = new Ledger(options.documents);
    lake.onCommit((commit) => ledger.note(commit));
    // Both ends ask the world that is only made below.
    const late: { world: World | null } = { world: null };
    const before = await startForwarder(
      async (method, path) => (await late.world?.fateAtLake(method, path)) ?? { to: lake.url },
    );
    const startReplica = () => startBridge(readConfig(bridgeSettings(before.url, lake)));
    const replicas = [await startReplica(), await startReplica()];
    const front = await startForwarder(
      async (_, path) => (await late.world?.fateAtBridge(path)) ?? { to: replicas[0]?.url ?? null },
    );
    lake.addWebhook({ url: `${front.url}/webhooks/sanity`, secret: WEBHOOK_SECRET });
    const openHost = () =>
      startHost({
        dataDir: join(options.folder, 'workbook'),
        bundleDir: options.bundleDir,
        name: 'Solar reactivation',
        email: EMAIL,
        timeZone: TIME_ZONE,
        locale: LOCALE,
        scriptProperties: { BRIDGE_URL: front.url, BRIDGE_SECRET: SECRET },
        manualTriggers: true,
        limits: { triggerMinutesPerDay: 100_000, urlFetchesPerDay: 1_000_000 },
        worker: options.worker,
      });
    const host = await openHost();
    const person = await openAsPerson(host);
    const forwarders = [front, before];
    const world = new World({
      lake,
      ledger,
      replicas,
      forwarders,
      openHost,
      startReplica,
      clock,
      host,
      person,
    });
    late.world = world;
    return world;
  }

  /** Asks the server as the sidebar does, from the tab that the person looks at. null: the execution was cut off. */
  async serve<N extends CallName>(name: N, ask: Calls[N]['ask']): Promise<Answer<N> | null> {
    const result = await this.host.run(SERVE, [JSON.parse(JSON.stringify({ name, ask }))], this.screen);
    this.take(result);
    const { outcome } = result;
    return outcome.ok ? JSON.parse(JSON.stringify(outcome.value)) : null;
  }

  lookAt(sheetId: string): void {
    this.screen = screenOf(sheetId);
  }

  /** The tab that the person looks at. */
  get activeSheet(): string {
    return this.screen.sheetId;
  }

  /** Types as a person or a program does; the triggers of a person's edit have run when it resolves. */
  async edit(edit: CellEdit): Promise<void> {
    for (const result of await this.host.edit(edit)) this.take(result);
    await this.quiet();
  }

  /** The triggers of every minute. */
  async minute(): Promise<void> {
    for (const result of await this.host.fireTimeTriggers()) this.take(result);
    await this.quiet();
  }

  /** Resolves when all that edits set off has run and the person sees it. */
  async quiet(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
      await this.host.executions();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Closes the spreadsheet for everybody and opens it again. */
  async reopen(): Promise<void> {
    this.person.leave();
    await this.host.close();
    this.host = await this.openHost();
    this.person = await openAsPerson(this.host);
  }

  async setReplica(replica: 0 | 1, up: boolean): Promise<void> {
    await this.replicas[replica]?.close();
    this.replicas[replica] = up ? await this.startReplica() : null;
  }

  /** Sanity's clock goes on; so do the triggers'. */
  async wait(seconds: number): Promise<void> {
    this.clock.offset += seconds * 1_000;
    await this.host.advance(seconds * 1_000);
  }

  /** Everything that fails stops failing. */
  async heal(): Promise<void> {
    this.lake.faults.clear();
    this.races.length = 0;
    this.cuts.length = 0;
    this.delayed.length = 0;
    await this.host.interrupt(null);
    for (const replica of [0, 1] as const) if (!this.replicas[replica]) await this.setReplica(replica, true);
    await sleep(INDEX_LAG_MS);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.person.leave();
    await this.host.close();
    for (const forwarder of this.forwarders) await forwarder.close();
    for (const replica of this.replicas) await replica?.close();
    await this.lake.close();
  }

  private async fateAtLake(method: string, path: string): Promise<Fate> {
    if (method === 'POST' && path.includes('/data/mutate/')) await this.races.shift()?.();
    return { to: this.lake.url };
  }

  private async fateAtBridge(path: string): Promise<Fate> {
    const up = this.replicas.flatMap((replica) => replica?.url ?? []);
    const to = up[this.requests % Math.max(1, up.length)] ?? null;
    if (!path.startsWith('/v1/')) return { to };
    this.requests += 1;
    const [next] = this.delayed;
    if (to !== null && next && next.from <= this.requests) {
      this.delayed.shift();
      await next.deliverTo(to);
    }
    const cut = this.cuts.shift();
    if (cut === undefined) return { to };
    this.counts.faults += 1;
    const other = up[this.requests % Math.max(1, up.length)];
    if (cut === 'double') return { to, ...(other === undefined ? {} : { first: other }) };
    if (cut !== 'late') return { to, cut };
    const from = this.requests + LATE_BY;
    return { to, cut: 'before', keep: (deliverTo) => this.delayed.push({ from, deliverTo }) };
  }

  private take({ outcome, effects, metrics }: RunResult): void {
    this.counts.executions += 1;
    for (const count of Object.values(metrics.calls)) this.counts.serviceCalls += count;
    for (const effect of effects) if (effect.kind === 'activate') this.lookAt(effect.sheetId);
    if (outcome.ok) return;
    if (outcome.error === CUT_OFF) this.counts.kills += 1;
    else this.crashes.push(`${metrics.functionName}: ${outcome.error}`);
  }
}

interface Parts {
  readonly lake: Lake;
  readonly ledger: Ledger;
  readonly replicas: (Bridge | null)[];
  readonly forwarders: Forwarder[];
  readonly openHost: () => Promise<WorkbookHost>;
  readonly startReplica: () => Promise<Bridge>;
  readonly clock: { offset: number };
  readonly host: WorkbookHost;
  readonly person: Person;
}

export const openWorld = (options: WorldOptions): Promise<World> => World.open(options);

function screenOf(sheetId: string): UserContext {
  return { email: EMAIL, sheetId, selection: { top: 0, left: 0, bottom: 0, right: 0 } };
}

function bridgeSettings(address: string, lake: Lake): Readonly<Record<string, string>> {
  return {
    PORT: '0',
    HOST: '127.0.0.1',
    SANITY_PROJECT_ID: lake.projectId,
    SANITY_DATASET: lake.dataset,
    SANITY_TOKEN: lake.token,
    SANITY_API_HOST: address,
    SANITY_TIMEOUT_MS: '5000',
    SANITY_WEBHOOK_SECRET: WEBHOOK_SECRET,
    BRIDGE_SECRETS: SECRET,
    LOG_LEVEL: 'silent',
    ANSWER_WITHIN_MS: '20000',
    REQUESTS_PER_MINUTE: '100000',
  };
}
