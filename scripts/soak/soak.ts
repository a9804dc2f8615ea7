/** A whole soak: builds the add-on, prepares the worlds, plays every schedule and sums up. */
import { join } from 'node:path';
import { buildAddon } from '../build.ts';
import { playAll } from './crew.ts';
import type { Outcome } from './messages.ts';
import { prepare } from './prepare.ts';
import { ALL_SIZES, type Schedule, type Size } from './schedule.ts';

export interface SoakOptions {
  readonly schedules: Iterable<Schedule>;
  readonly jobs: number;
  /** For everything that it writes; the caller removes it. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

interface Sums {
  seeds: number;
  steps: number;
  executions: number;
  serviceCalls: number;
  kills: number;
  faults: number;
  failures: number;
}

/** Milliseconds. */
const TOLD_EVERY = 15_000;

/** Plays them all and prints what came of it. True: something failed. */
export async function soak({ schedules, jobs, folder, say }: SoakOptions): Promise<boolean> {
  const folders = await prepareAll(folder, ALL_SIZES);
  const sums: Sums = { seeds: 0, steps: 0, executions: 0, serviceCalls: 0, kills: 0, faults: 0, failures: 0 };
  const begun = performance.now();
  let told = begun;
  await playAll(schedules, {
    folders,
    jobs,
    shorten: true,
    onOutcome: (outcome) => {
      add(sums, outcome);
      for (const line of linesOf(outcome)) say(line);
      if (performance.now() - told < TOLD_EVERY) return;
      told = performance.now();
      say(`… ${sums.seeds} seeds, ${sums.failures} failures so far`);
    },
  });
  const seconds = (performance.now() - begun) / 1_000;
  say(
    `${sums.seeds} seeds, ${sums.steps} steps, ${sums.executions} executions, ${sums.serviceCalls} service calls, ${sums.kills} kills, ${sums.faults} faults: ${sums.failures} failures in ${seconds.toFixed(1)} s (${(sums.seeds / seconds).toFixed(2)} seeds a second).`,
  );
  return sums.failures > 0;
}

/** Builds the add-on and makes the worlds that runs begin from; answers their folders. The caller removes `folder`. */
export async function prepareAll(
  folder: string,
  sizes: readonly Size[],
): Promise<Readonly<Record<string, string>>> {
  process.env.SOAK_DIR = folder;
  const bundleDir = join(folder, 'addon');
  await buildAddon({ outDir: bundleDir });
  const made = await Promise.all(
    sizes.map(async (size) => {
      const place = join(folder, size);
      await prepare(size, place, bundleDir);
      return [size, place] as const;
    }),
  );
  return Object.fromEntries(made);
}

function add(sums: Sums, { steps, counts, failures }: Outcome): void {
  sums.seeds += 1;
  sums.steps += steps;
  sums.executions += counts.executions;
  sums.serviceCalls += counts.serviceCalls;
  sums.kills += counts.kills;
  sums.faults += counts.faults;
  if (failures.length > 0) sums.failures += 1;
}

/** What a person needs to see a failure again. */
function linesOf({ seed, failures, shortest, log }: Outcome): readonly string[] {
  if (!shortest) return [];
  return [
    `Seed ${seed} fails:`,
    ...failures.map((failure) => `  ${failure}`),
    ...log.map((line) => `  · ${line}`),
    `  Its shortest schedule has ${shortest.steps.length} steps. Again: npm run soak -- --schedule '${JSON.stringify(shortest).replaceAll("'", "'\\''")}'`,
  ];
}
