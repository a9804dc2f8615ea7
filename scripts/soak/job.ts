/** A process that plays schedules, one after the other, in one warm thread. */
import './clock.ts';
import process from 'node:process';
import { startHostWorker } from '../local/workbook/host/start.ts';
import { isOrder, type Outcome } from './messages.ts';
import { type Played, type Prepareds, play } from './play.ts';
import { readPrepared } from './prepare.ts';
import type { Schedule, Size } from './schedule.ts';
import { SIZES } from './schedule.ts';
import { shorten } from './shorten.ts';

/** Schedules that are tried at most for a shorter one. */
const MOST_TRIES = 70;

process.on('message', (message) => {
  void work(message).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

async function work(message: unknown): Promise<void> {
  const order = isOrder.parse(message);
  const worker = startHostWorker();
  const prepareds: { [S in Size]?: Awaited<ReturnType<typeof readPrepared>> } = {};
  for (const size of sizes()) {
    const folder = order.folders[size];
    if (folder !== undefined) prepareds[size] = await readPrepared(folder);
  }
  for (const schedule of order.schedules)
    await tell(await outcomeOf(schedule, prepareds, (s) => play(s, prepareds, worker)));
  process.exit(0);
}

function sizes(): readonly Size[] {
  return Object.keys(SIZES).filter((name): name is Size => name in SIZES);
}

async function outcomeOf(
  schedule: Schedule,
  _prepareds: Prepareds,
  playOne: (schedule: Schedule) => Promise<Played>,
): Promise<Outcome> {
  const first = await playOne(schedule);
  const { seed, steps } = schedule;
  const base = { seed, steps: steps.length, counts: first.counts };
  if (first.failures.length === 0) return { ...base, failures: [], shortest: null, log: [] };
  const kind = kindOf(first.failures);
  let last = first;
  const fails = async (candidate: Schedule) => {
    const played = await playOne(candidate);
    const same = kindOf(played.failures) === kind;
    if (same) last = played;
    return same;
  };
  const shortest = await shorten(schedule, fails, MOST_TRIES);
  return { ...base, failures: last.failures, shortest, log: last.log };
}

/** A shorter schedule must fail in the same way: the first sentence without its names and numbers. */
function kindOf(failures: readonly string[]): string {
  return (failures[0] ?? '').replace(/[^ a-zA-Z]\S*|\S*\d\S*/g, '').slice(0, 40);
}

function tell(outcome: Outcome): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(outcome, undefined, undefined, (error) => (error ? reject(error) : resolve()));
  });
}
