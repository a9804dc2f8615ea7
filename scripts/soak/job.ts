/** A process that plays schedules, one after the other, in one warm thread. */
import './clock.ts';
import process from 'node:process';
import { startHostWorker } from '../local/workbook/host/start.ts';
import { isOrder, type Outcome } from './messages.ts';
import { type Played, play } from './play.ts';
import { type Prepared, readPrepared } from './prepare.ts';
import { ALL_SIZES, type Schedule, type Size } from './schedule.ts';
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
  const prepareds: { [S in Size]?: Prepared } = {};
  for (const size of ALL_SIZES) {
    const folder = order.folders[size];
    if (folder !== undefined) prepareds[size] = await readPrepared(folder);
  }
  const playOne = (schedule: Schedule) => play(schedule, prepareds, worker);
  for (const schedule of order.schedules) await tell(await outcomeOf(schedule, playOne, order.shorten));
  process.exit(0);
}

async function outcomeOf(
  schedule: Schedule,
  playOne: (schedule: Schedule) => Promise<Played>,
  isShortened: boolean,
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
  const shortest = isShortened ? await shorten(schedule, fails, MOST_TRIES) : schedule;
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
