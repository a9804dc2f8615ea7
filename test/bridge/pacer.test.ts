/** Turns to write: never more within a time than the rate allows, and none while somebody else has used it up. */
import { describe, expect, test } from 'vitest';
import { pacer } from '../../bridge/store/pacer.ts';

/** When each of so many turns came, in ms from now. */
async function turns(count: number, pace: { wait(): Promise<void> }, started = performance.now()) {
  const one = async () => {
    await pace.wait();
    return performance.now() - started;
  };
  return await Promise.all(Array.from({ length: count }, one));
}

/** Fewer than `most` others within the time before each. A timer may fire some milliseconds off its time. */
function expectSpaced(came: readonly number[], most: number, withinMs: number): void {
  const sorted = [...came].sort((a, b) => a - b);
  for (let n = most; n < sorted.length; n++)
    expect((sorted[n] ?? 0) - (sorted[n - most] ?? 0)).toBeGreaterThan(withinMs * 0.8);
}

describe('a pacer', () => {
  test('gives as many turns at once as the rate allows, and no more within its time', async () => {
    expectSpaced(await turns(10, pacer(3, 120)), 3, 120);
  });

  test('lets those wait for a pause who came before it and who come after it', async () => {
    const pace = pacer(2, 60);
    const before = turns(8, pace);
    pace.pause(200);
    const waited = (await before).sort((a, b) => a - b).slice(2);
    for (const at of waited) expect(at).toBeGreaterThan(195);
    expectSpaced(waited, 2, 60);
    const fresh = pacer(5, 100);
    fresh.pause(100);
    for (const at of await turns(5, fresh)) expect(at).toBeGreaterThan(95);
  });
});
