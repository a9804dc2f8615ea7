/** Spreads writes over time, so that Sanity's rate limit is not met in the first place. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A function to wait on before each write. After a pause `burst` turns come at once, then `perSecond` a second, in the
 * order they were asked for: never more than `burst + perSecond` in any one second.
 */
export function pacer(perSecond: number, burst: number): () => Promise<void> {
  const gapMs = 1_000 / perSecond;
  let next = 0;
  return async () => {
    const now = Date.now();
    const at = Math.max(now - (burst - 1) * gapMs, next);
    next = at + gapMs;
    if (at > now) await sleep(at - now);
  };
}
