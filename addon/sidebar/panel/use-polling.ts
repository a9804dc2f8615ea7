/** Asks the server again and again while the sidebar is looked at, at the server's own pace. */
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { Pace } from '../../calls.ts';
import { pollDelay } from './state.ts';

export interface Polled {
  /** Looks without asking Sanity. */
  readonly look: () => Promise<void>;
  /** Resolves to whether there was an answer. */
  readonly poll: () => Promise<boolean>;
  /** True while a call of the person's own is under way: a poll would wait for the lock that it holds. */
  readonly isPressed: () => boolean;
  /** As the server last said it; null before its first answer. */
  readonly pace: () => Pace | null;
}

/** A poll that was put off tries again after this. Milliseconds. */
const PUT_OFF = 1_000;

/**
 * Looks at once, then polls while the page is visible: never two polls at a time, slower after failures.
 * Answers with a function that looks and polls at once. What it is given must stay the same.
 */
export function usePolling({ look, poll, isPressed, pace }: Polled): () => void {
  const wakeRef = useRef<() => void>(() => undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let due = 0;
    let polling = false;
    let failures = 0;
    let gone = false;

    const next = (delay: number) => {
      clearTimeout(timer);
      due = Date.now() + delay;
      if (!gone && document.visibilityState === 'visible') timer = setTimeout(run, delay);
    };
    const run = async () => {
      if (polling) return;
      if (isPressed()) {
        next(PUT_OFF);
        return;
      }
      polling = true;
      const well = await poll();
      polling = false;
      failures = well ? 0 : failures + 1;
      next(pollDelay(failures, pace()));
    };
    const wake = () => {
      if (document.visibilityState !== 'visible') return;
      failures = 0;
      void look();
      if (!polling) next(0);
    };
    /** Coming back to the page is no reason to ask sooner while the day's quota is being spared. */
    const onReturn = () => {
      const sparing = (pace()?.state ?? 'normal') !== 'normal' && failures === 0;
      if (!sparing) {
        wake();
        return;
      }
      if (document.visibilityState !== 'visible') return;
      void look();
      if (!polling) next(Math.max(0, due - Date.now()));
    };
    wakeRef.current = wake;
    wake();
    window.addEventListener('focus', onReturn);
    window.addEventListener('online', onReturn);
    document.addEventListener('visibilitychange', onReturn);
    return () => {
      gone = true;
      clearTimeout(timer);
      window.removeEventListener('focus', onReturn);
      window.removeEventListener('online', onReturn);
      document.removeEventListener('visibilitychange', onReturn);
    };
  }, [look, poll, isPressed, pace]);
  return useCallback(() => wakeRef.current(), []);
}
