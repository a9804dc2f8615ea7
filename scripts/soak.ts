/** `npm run soak`: seeded random schedules against everything at once; says what was lost, if anything, and how to see it again. */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generate } from './soak/generate.ts';
import { readSchedule } from './soak/messages.ts';
import type { Schedule } from './soak/schedule.ts';
import { soak } from './soak/soak.ts';

const USAGE = 'Usage: npm run soak -- [--seeds N] [--seed S] [--jobs J] [--schedule FILE|JSON]';

interface Options {
  readonly schedules: Iterable<Schedule>;
  readonly jobs: number;
}

async function readOptions(): Promise<Options> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      schedule: { type: 'string' },
    },
  });
  const count = whole('--seeds', values.seeds);
  const first = whole('--seed', values.seed);
  const jobs = whole('--jobs', values.jobs);
  if (values.schedule !== undefined) return { schedules: [await givenSchedule(values.schedule)], jobs: 1 };
  return { schedules: seeds(first, count), jobs: Math.min(jobs, count) };
}

function* seeds(first: number, count: number): Iterable<Schedule> {
  for (let seed = first; seed < first + count; seed++) yield generate(seed);
}

function whole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text) && Number(text) > 0) return Number(text);
  throw new Error(`${name} takes a whole number above 0, not "${text}". ${USAGE}`);
}

async function givenSchedule(given: string): Promise<Schedule> {
  return readSchedule(given.trim().startsWith('{') ? given : await readFile(given, 'utf8'));
}

/** A folder in memory where there is one: nothing of a soak has to survive it. */
async function scratchFolder(): Promise<string> {
  const memory = await stat('/dev/shm').catch(() => null);
  return await mkdtemp(join(memory?.isDirectory() ? '/dev/shm' : tmpdir(), 'leadsheet-soak-'));
}

async function main(): Promise<void> {
  const options = await readOptions();
  const folder = await scratchFolder();
  try {
    const failed = await soak({ ...options, folder, say: (line) => console.log(line) });
    process.exitCode = failed ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(`The soak did not run. ${error instanceof Error ? error.message : String(error)}`);
  // Worlds that were being prepared beside the one that failed are let go.
  process.exit(1);
}
