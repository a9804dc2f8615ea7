/** Asking again: how often, how long between, and when to stop. The Sanity client does not do it for writes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Failure, failureOf } from './failure.ts';

/** How many times something without an answer is asked. A rate limit is waited out until the deadline instead. */
const MAX_LOST = 5;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;

/** What came of asking. `maybeDone`: some attempt was left without an answer. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure; readonly maybeDone: boolean };

/**
 * Asks until there is an answer that asking again would not change, or the deadline (ms since the epoch) is too near.
 * `attempt` gets the whole ms that are left for it; `onBusy` hears how long a rate limit wants to be left alone.
 */
export async function askAgain<T>(
  attempt: (msLeft: number) => Promise<T>,
  deadline: number,
  onBusy: (ms: number) => void = () => {},
): Promise<Asked<T>> {
  let lost = 0;
  for (let tries = 0; ; tries++) {
    const msLeft = Math.floor(deadline - Date.now());
    if (msLeft <= 0) return timeIsUp(lost > 0);
    try {
      return { ok: true, value: await attempt(msLeft) };
    } catch (thrown) {
      if (isMistake(thrown)) throw thrown;
      const failure = failureOf(thrown);
      if (failure.is === 'lost') lost++;
      const again = failure.is === 'busy' || (failure.is === 'lost' && lost < MAX_LOST);
      const wait = waitMs(failure, tries);
      if (failure.is === 'busy') onBusy(failure.retryAfterMs);
      if (!again || Date.now() + wait >= deadline) return { ok: false, failure, maybeDone: lost > 0 };
      await sleep(wait);
    }
  }
}

/** A mistake in this program, which must not look like a network that fails. */
function isMistake(thrown: unknown): boolean {
  return thrown instanceof TypeError || thrown instanceof RangeError || thrown instanceof ReferenceError;
}

function timeIsUp(maybeDone: boolean): Asked<never> {
  return { ok: false, failure: { is: 'lost', why: 'out of time' }, maybeDone };
}

/** Doubling, with half of it left to chance so that those who were refused together do not come back together. */
function waitMs(failure: Failure, tries: number): number {
  const step = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
  const jittered = step * (0.5 + Math.random() / 2);
  return failure.is === 'busy' ? failure.retryAfterMs + jittered / 2 : jittered;
}
