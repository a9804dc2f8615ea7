/** Keeps writes below Sanity's rate limit, so that it is not met in the first place. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Pacer {
  /** Resolves when it is this caller's turn. */
  wait(): Promise<void>;
  /** Nobody's turn comes for so long: somebody else who writes from this address has used up the rate. */
  pause(ms: number): void;
}

/** Gives at most `most` turns within any `withinMs`: as many at once as that allows, the others when the oldest are over. */
export function pacer(most: number, withinMs: number): Pacer {
  /** When the last turns were, or will be, in ms since the epoch; in order. */
  const turns: number[] = [];
  let notBefore = 0;
  const take = (): number => {
    const oldest = turns.length < most ? 0 : (turns.shift() ?? 0) + withinMs;
    const at = Math.max(Date.now(), notBefore, oldest, turns.at(-1) ?? 0);
    turns.push(at);
    return at;
  };
  return {
    wait: async () => {
      for (;;) {
        const at = take();
        const ms = at - Date.now();
        if (ms > 0) await sleep(ms);
        // A pause that came meanwhile took this turn away: all who waited must not come at once when it is over.
        if (notBefore <= at) return;
      }
    },
    pause: (ms) => {
      notBefore = Math.max(notBefore, Date.now() + ms);
    },
  };
}
