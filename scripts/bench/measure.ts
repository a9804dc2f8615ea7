/** What something cost: in Apps Script, between add-on and bridge, between bridge and Sanity, and by the clock. */
import type { Metrics } from '../local/workbook/protocol.ts';
import { since, type Traffic } from './traffic.ts';
import type { BenchWorld } from './world.ts';

export interface Cost {
  /** Runs of the script. */
  readonly executions: number;
  /** Service calls by service, e.g. `{ Spreadsheet: 6, UrlFetch: 1 }`. */
  readonly calls: { readonly [service: string]: number };
  /** Simulated seconds, by the local host's price list, of the longest execution and of all. */
  readonly longestSeconds: number;
  readonly allSeconds: number;
  /** Requests from the add-on to the bridge, and bytes of their bodies and of the answers'. */
  readonly bridge: { readonly requests: number; readonly sent: number; readonly received: number };
  readonly store: Traffic;
  /** Seconds by this machine's clock, and the part of them in which the bridge was at work or waited for Sanity. */
  readonly wallSeconds: number;
  readonly bridgeSeconds: number;
}

/** Does some work and tells what it cost. Nothing else may use the world meanwhile. */
export async function costOf(world: BenchWorld, work: () => Promise<void>): Promise<Cost> {
  world.executions();
  const before = await world.server.traffic();
  const bridgeBefore = await world.bridge.traffic();
  const begun = performance.now();
  await work();
  const wallSeconds = (performance.now() - begun) / 1_000;
  const store = since(before, await world.server.traffic());
  const bridge = since(bridgeBefore, await world.bridge.traffic());
  const bridgeSeconds = bridge.reads.seconds;
  return { ...summed(world.executions()), store, wallSeconds, bridgeSeconds };
}

function summed(runs: readonly Metrics[]): Omit<Cost, 'store' | 'wallSeconds' | 'bridgeSeconds'> {
  const calls: Record<string, number> = {};
  for (const run of runs) {
    for (const [service, count] of Object.entries(run.calls)) calls[service] = (calls[service] ?? 0) + count;
  }
  const seconds = runs.map((run) => run.simulatedSeconds);
  const total = (of: (run: Metrics) => number) => runs.reduce((sum, run) => sum + of(run), 0);
  return {
    executions: runs.length,
    calls,
    longestSeconds: Math.max(0, ...seconds),
    allSeconds: total((run) => run.simulatedSeconds),
    bridge: {
      requests: calls.UrlFetch ?? 0,
      sent: total((run) => run.fetchedBytes.sent),
      received: total((run) => run.fetchedBytes.received),
    },
  };
}
