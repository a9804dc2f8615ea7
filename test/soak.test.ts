/** Random schedules against everything at once: nothing is lost, doubled or mixed up, whatever people, clients and failures do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { playAll } from '../scripts/soak/crew.ts';
import { generate } from '../scripts/soak/generate.ts';
import type { Outcome } from '../scripts/soak/messages.ts';
import type { Schedule } from '../scripts/soak/schedule.ts';
import { prepareAll } from '../scripts/soak/soak.ts';
import { PINNED } from './soak/pinned.ts';

const SEEDS = 6;
/** A machine that does a lot beside takes its time. */
const PATIENCE_MS = 300_000;

let folder = '';
let folders: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadsheet-soak-'));
  const sizes = new Set([...schedules, ...PINNED.map(({ schedule }) => schedule)].map(({ size }) => size));
  folders = await prepareAll(folder, [...sizes]);
}, PATIENCE_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

const schedules: readonly Schedule[] = Array.from({ length: SEEDS }, (_, n) => ({
  ...generate(n + 1),
  // The larger worlds take longer to make than all of these to play.
  size: 'small',
}));

async function outcomesOf(played: readonly Schedule[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  await playAll(played, { folders, jobs: 2, shorten: false, onOutcome: (outcome) => outcomes.push(outcome) });
  return outcomes;
}

test(
  `${SEEDS} random schedules end with both sides equal, every value kept, nothing doubled or mixed up, nothing deleted`,
  async () => {
    const outcomes = await outcomesOf(schedules);
    expect(outcomes).toHaveLength(SEEDS);
    // To see one again, shortened: npm run soak -- --schedule '<the schedule here>'
    const failed = outcomes.filter(({ failures }) => failures.length > 0);
    expect(
      failed.map(({ failures, shortest }) => ({ failures, schedule: JSON.stringify(shortest) })),
    ).toEqual([]);
    // A schedule that interrupts and disturbs nothing would prove nothing.
    const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
    expect(sum(({ counts }) => counts.kills)).toBeGreaterThan(0);
    expect(sum(({ counts }) => counts.faults)).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

test.each(PINNED)(
  'pinned: $name',
  async ({ schedule }) => {
    const [outcome] = await outcomesOf([schedule]);
    expect(outcome?.failures).toEqual([]);
  },
  PATIENCE_MS,
);
