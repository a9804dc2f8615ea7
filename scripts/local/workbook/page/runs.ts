/** Runs server functions for everything on this page, at most ten at a time, as Google does. */

import type { Json, RunResult, UiEffect } from '../protocol.ts';

/** Google's documented limit for `google.script.run`; further calls wait. */
const AT_ONCE = 10;

export class Runs {
  readonly #apply: (effects: readonly UiEffect[]) => void;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  /** `apply` shows what a run did to the screen, before its answer is given. */
  constructor(apply: (effects: readonly UiEffect[]) => void) {
    this.#apply = apply;
  }

  /** Starts `ask` when there is room. Rejects with the script's own message when the run failed. */
  async run(ask: () => Promise<RunResult>): Promise<Json> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resume) => this.#queue.push(resume));
    this.#running += 1;
    try {
      const { effects, outcome } = await ask();
      this.#apply(effects);
      if (!outcome.ok) throw new Error(outcome.error);
      return outcome.value;
    } finally {
      this.#running -= 1;
      this.#queue.shift()?.();
    }
  }
}
