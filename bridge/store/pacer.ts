/** Spreads writes over time, so that Sanity's rate limit is not met in the first place. */
import { setTimeout as sleep } from 'node:timers/promises';

/** A function to wait on before each write: turns come `perSecond` a second at most, in the order they were asked for. */
export function pacer(perSecond: number): () => Promise<void> {
  const gapMs = 1_000 / perSecond;
  let next = 0;
  return async () => {
    const now = Date.now();
    const at = Math.max(now, next);
    next = at + gapMs;
    if (at > now) await sleep(at - now);
  };
}
