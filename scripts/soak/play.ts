/** Plays one schedule from its prepared world to the judgement. */
import type { Worker } from 'node:worker_threads';
import { heal } from './heal.ts';
import { judge } from './oracles.ts';
import { performAll } from './perform.ts';
import { copyOf, discard, type Prepared } from './prepare.ts';
import type { Campaign, Run } from './run.ts';
import type { Camp, Schedule, Size } from './schedule.ts';
import { campaignTab } from './sheet.ts';
import { type Counts, openWorld, type World } from './world.ts';

export type Prepareds = { readonly [S in Size]?: Prepared };

export interface Played {
  readonly failures: readonly string[];
  readonly counts: Counts;
  readonly log: readonly string[];
}

const NOTHING: Counts = { serviceCalls: 0, executions: 0, kills: 0, faults: 0 };
/** A run that takes longer than this stands still. */
const PATIENCE_MS = 120_000;

/** Plays it. Whatever goes wrong, in the world or in what plays it, is a failure in the answer. */
export async function play(schedule: Schedule, prepareds: Prepareds, worker: Worker): Promise<Played> {
  const prepared = prepareds[schedule.size];
  if (!prepared) throw new Error(`There is no prepared world of size ${schedule.size}.`);
  const folder = await copyOf(prepared);
  let world: World | null = null;
  const log: string[] = [];
  try {
    const { bundleDir, documents } = prepared;
    world = await openWorld({ folder, bundleDir, worker, documents });
    const failures = await Promise.race([playIn(world, prepared, schedule, log), tooLong()]);
    return { failures, counts: countsOf(world), log };
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { failures: [`The run broke off: ${why}`], counts: world ? countsOf(world) : NOTHING, log };
  } finally {
    await world?.close();
    await discard(folder);
  }
}

async function playIn(
  world: World,
  prepared: Prepared,
  schedule: Schedule,
  log: string[],
): Promise<readonly string[]> {
  const campaigns = new Map<Camp, Campaign>();
  for (const [camp, kind] of [
    ['O', 'original'],
    ['A', 'own'],
  ] as const) {
    const id = prepared.campaigns[camp];
    campaigns.set(camp, { camp, id, kind, sheetId: await campaignTab(world, id) });
  }
  const run: Run = { world, campaigns, unfinished: null, failed: null, written: 0, log };
  await performAll(run, schedule);
  const unhealed = await heal(run, schedule.seed);
  return [...judge(run), ...unhealed.map((what) => `Not well: ${what}`)];
}

function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('It stood still.')), PATIENCE_MS).unref();
  });
}

function countsOf(world: World): Counts {
  const struck = Object.values(world.lake.faults.struck).reduce((sum, count) => sum + (count ?? 0), 0);
  return { ...world.counts, faults: world.counts.faults + struck };
}
