/** The shortest schedule that still fails: pieces are left out, larger ones first, for as long as it fails without them. */
import type { Schedule, Step } from './schedule.ts';

/** `fails` plays a schedule. Tries at most `most` of them. */
export async function shorten(
  schedule: Schedule,
  fails: (candidate: Schedule) => Promise<boolean>,
  most: number,
): Promise<Schedule> {
  let steps: readonly Step[] = schedule.steps;
  let tried = 0;
  for (let size = Math.ceil(steps.length / 2); size >= 1 && tried < most; ) {
    let shorter = false;
    for (let from = 0; from < steps.length && tried < most; ) {
      const candidate = [...steps.slice(0, from), ...steps.slice(from + size)];
      tried += 1;
      if (await fails({ ...schedule, steps: candidate })) {
        steps = candidate;
        shorter = true;
      } else from += size;
    }
    if (size === 1 && !shorter) break;
    if (size > 1) size = Math.ceil(size / 2);
  }
  return { ...schedule, steps };
}
