/** The bench, on a campaign small enough to be looked through: what it prints is what happened. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';

const LEADS = 120;
/** Three worlds one after the other, on a machine that may have much else to do. */
const PATIENCE_MS = 300_000;

const side = z.object({ requests: z.number(), bodyBytes: z.number() });
const store = z.object({ writes: side, reads: side });
const size = z.object({
  leads: z.number(),
  scenarios: z.array(
    z.object({
      name: z.string(),
      documentsChanged: z.number(),
      cost: z.object({
        executions: z.number(),
        calls: z.record(z.string(), z.number()),
        bridge: z.object({ requests: z.number(), sent: z.number(), received: z.number() }),
        store,
      }),
    }),
  ),
  older: z.object({ store }),
  rounds: z.array(z.object({ first: z.string() })),
});
const printed = z.object({
  originals: size,
  sizes: z.array(size),
  goals: z.array(z.object({ goal: z.string(), measured: z.string(), reached: z.boolean() })),
});

const bench = (...options: string[]) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, '../../scripts/bench.ts'), ...options], {
    maxBuffer: 10_000_000,
  });

describe('the bench', () => {
  let result: z.infer<typeof printed>;
  beforeAll(async () => {
    const { stdout } = await bench('--leads', String(LEADS), '--rounds', '2', '--json');
    result = printed.parse(JSON.parse(stdout));
  }, PATIENCE_MS);

  const cost = (name: string) => {
    const found = result.sizes[0]?.scenarios.find((scenario) => scenario.name === name);
    if (!found) throw new Error(`"${name}" was not measured.`);
    return found;
  };

  test('counts the documents that each scenario changes, and no others', () => {
    expect(cost('first mirror').documentsChanged).toBe(LEADS);
    expect(cost('1 edit').documentsChanged).toBe(1);
    expect(cost('10 edits').documentsChanged).toBe(10);
    expect(cost('100 edits').documentsChanged).toBe(100);
    for (const name of ['idle pull', 'idle pass', '1,000 remote changes'])
      expect(cost(name).documentsChanged).toBe(0);
  });

  test('tells writes to Sanity apart from reads', () => {
    expect(cost('idle pass').cost.store).toMatchObject({ writes: { requests: 0, bodyBytes: 0 } });
    expect(cost('idle pass').cost.store.reads.requests).toBeGreaterThan(0);
    expect(cost('1 edit').cost.store.writes.requests).toBe(1);
    expect(result.originals.older.store.writes.requests).toBe(10);
  });

  test('opens, switches, searches and goes to a lead among several campaigns, and changes no document by it', () => {
    const calls = (name: string) => cost(name).cost.calls;
    const all = (name: string) => Object.values(calls(name)).reduce((sum, count) => sum + count, 0);
    expect(all('switch campaign')).toBeLessThanOrEqual(4);
    expect(calls('search').Spreadsheet ?? 0).toBe(0);
    // Each tab is found, read, and its lines kept under the lock, which is let go after a flush.
    expect(calls('search, cache gone').Spreadsheet).toBe(3 * 4);
    expect(calls('open sidebar').Spreadsheet).toBeLessThanOrEqual(8);
    for (const name of ['open sidebar', 'switch campaign', 'search', 'search, cache gone', 'open lead'])
      expect(cost(name).documentsChanged).toBe(0);
  });

  test('takes turns with the bare client', () => {
    expect(result.sizes[0]?.rounds.map(({ first }) => first)).toEqual(['ours', 'bare']);
  });

  test('says of every goal whether it was reached: an idle pull, an idle pass and one edit cost what they may', () => {
    expect(result.goals.length).toBeGreaterThanOrEqual(6);
    expect(result.goals.filter(({ reached }) => !reached)).toEqual([]);
  });
});

test('a number of leads that it cannot take is refused in a sentence', async () => {
  await expect(bench('--leads', '0,many')).rejects.toMatchObject({
    stderr: expect.stringContaining('--leads takes numbers from 1 to 50000'),
  });
});
