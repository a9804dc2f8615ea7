/** Long work in slices: the page may breathe between them, hears how far it is, and may call it off. */

export interface Pace {
  /** Lets the page breathe when it has waited long enough. Throws `CalledOff` once the person has given up. */
  readonly breathe: (done: number, total: number) => Promise<void>;
}

/** Thrown out of work that a person gave up; nothing of it is kept. */
export class CalledOff extends Error {
  override readonly name = 'CalledOff';
}

/** Milliseconds of work after which the page may breathe. */
const BREATH = 25;

/** A pace that tells `report` the share that is done, 0–1, and stops when `isOff`. */
export function paceOf(report: (share: number) => void, isOff: () => boolean): Pace {
  let since = performance.now();
  return {
    breathe: async (done, total) => {
      if (isOff()) throw new CalledOff();
      if (performance.now() - since < BREATH) return;
      report(total === 0 ? 0 : Math.min(1, done / total));
      await new Promise((resolve) => setTimeout(resolve, 0));
      since = performance.now();
      if (isOff()) throw new CalledOff();
    },
  };
}

/** For work that nobody waits for. */
export const NO_HURRY: Pace = paceOf(
  () => {},
  () => false,
);
