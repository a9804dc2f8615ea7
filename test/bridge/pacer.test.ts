/** Turns to write: never more within a time than the rate allows, and none while somebody else has used it up. */
import { describe, expect, test } from 'vitest';
import { type Pacer, pacer } from '../../bridge/store/pacer.ts';

/** When each of so many turns came, in ms from now. */
async function turns(count: number, pace: Pacer, started = performance.now()) {
  const one = async () => {
    await pace.wait(10_000);
    return performance.now() - started;
  };
  return await Promise.all(Array.from({ length: count }, one));
}

/** Fewer than `most` others within the time before each. What is measured is a moment after the turn. */
function expectSpaced(came: readonly number[], most: number, withinMs: number): void {
  const sorted = [...came].sort((a, b) => a - b);
  for (let n = most; n < sorted.length; n++)
    expect((sorted[n] ?? 0) - (sorted[n - most] ?? 0)).toBeGreaterThan(withinMs - 5);
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

  test('lets nobody wait longer than they can, and gives their turn to who comes next', async () => {
    const pace = pacer(1, 300);
    expect(await pace.wait(10)).toBe(true);
    const [hurried, patient] = [pace.wait(20), pace.wait(5_000)];
    const started = performance.now();
    expect(await hurried).toBe(false);
    expect(await patient).toBe(true);
    expect(performance.now() - started).toBeLessThan(590);
  });
});
