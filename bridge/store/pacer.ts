/** Keeps writes below Sanity's rate limit, so that it is not met in the first place. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Pacer {
  /** Resolves to true when it is this caller's turn, in the order of asking; to false when that takes longer than `ms`. */
  wait(ms: number): Promise<boolean>;
  /** Nobody's turn comes for so long: somebody else who writes from this address has used up the rate. */
  pause(ms: number): void;
}

/** Gives at most `most` turns within any `withinMs`: as many at once as that allows, the others when the oldest are over. */
export function pacer(most: number, withinMs: number): Pacer {
  /** When the last turns really were, at most `most` of them: a timer that fires late must not bunch those behind it. */
  const turns: number[] = [];
  let notBefore = 0;
  let line: Promise<void> = Promise.resolve();
  const msToWait = (): number => {
    const [oldest] = turns;
    const free = oldest === undefined || turns.length < most ? 0 : oldest + withinMs;
    return Math.max(notBefore, free) - performance.now();
  };
  const turn = async (gaveUp: AbortSignal): Promise<void> => {
    for (let ms = msToWait(); ms > 0 && !gaveUp.aborted; ms = msToWait()) await sleep(Math.ceil(ms));
    if (gaveUp.aborted) return;
    turns.push(performance.now());
    if (turns.length > most) turns.shift();
  };
  return {
    wait: async (ms) => {
      const patience = new AbortController();
      const timer = setTimeout(() => patience.abort(), ms);
      const outOfPatience = once(patience.signal, 'abort');
      line = line.then(() => turn(patience.signal));
      await Promise.race([line, outOfPatience]);
      clearTimeout(timer);
      return !patience.signal.aborted;
    },
    pause: (ms) => {
      notBefore = Math.max(notBefore, performance.now() + ms);
    },
  };
}
