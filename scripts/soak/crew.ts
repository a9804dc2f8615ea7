/** Shares schedules out to processes and gathers what came of them. */
import { type ChildProcess, fork } from 'node:child_process';
import { isOutcome, type Order, type Outcome } from './messages.ts';
import type { Schedule } from './schedule.ts';

/** A process is renewed after so many, so that what a long one gathers does not count. */
const SCHEDULES_A_PROCESS = 60;

export interface CrewOptions {
  readonly folders: Order['folders'];
  readonly jobs: number;
  readonly shorten: boolean;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** Plays all of them. Throws when a process ends without having told of each of its schedules. */
export async function playAll(schedules: Iterable<Schedule>, options: CrewOptions): Promise<void> {
  const waiting = schedules[Symbol.iterator]();
  const worker = async () => {
    for (;;) {
      const batch = take(waiting, SCHEDULES_A_PROCESS);
      if (batch.length === 0) return;
      await playBatch(batch, options);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, worker));
}

function take(from: Iterator<Schedule>, most: number): readonly Schedule[] {
  const taken: Schedule[] = [];
  while (taken.length < most) {
    const next = from.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

function playBatch(
  schedules: readonly Schedule[],
  { folders, shorten, onOutcome }: CrewOptions,
): Promise<void> {
  const child: ChildProcess = fork(new URL('./job.ts', import.meta.url), { execArgv: ['--no-warnings'] });
  let told = 0;
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      told += 1;
      onOutcome(isOutcome.parse(message));
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      if (told === schedules.length) resolve();
      else reject(new Error(`A process ended (${code}) while it played seed ${schedules[told]?.seed}.`));
    });
    const order: Order = { folders, schedules, shorten };
    child.send(order);
  });
}
