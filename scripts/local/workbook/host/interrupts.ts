/** What breaks into a script from outside, before one of its service calls: Google ends it there, or somebody acts meanwhile. */
import type { EngineModel } from '../engine/types.ts';

export interface Interrupt {
  /** Strikes before this service call, counted over all executions from now on: 1 is the next. */
  readonly calls: number;
  /**
   * `kill`: the execution ends, as at six minutes. `kill-unflushed`: and what it wrote since it last read cells or
   * flushed is lost with it. `pause`: it stands still until it may go on.
   */
  readonly act: 'kill' | 'kill-unflushed' | 'pause';
}

/** Calls before which Google writes out what it holds back; the harsh reading: these alone. */
const FLUSHES =
  /^(SpreadsheetApp\.flush|Range\.get(Display)?Values?|Sheet\.get(DataRange|LastRow|LastColumn))$/;

export class Interrupts {
  private readonly model: EngineModel;
  /** Stands still until everything that this copy wrote has come back in its order. */
  private readonly settle: () => void;
  private readonly pause: () => void;
  private armed: Interrupt | null = null;
  private left = 0;
  private unflushed = 0;

  constructor(model: EngineModel, settle: () => void, pause: () => void) {
    this.model = model;
    this.settle = settle;
    this.pause = pause;
    model.session.on('new-local-state-update', this, () => {
      this.unflushed += 1;
    });
  }

  /** Arms one, in place of one before; null arms none. Answers whether the one before had not struck yet. */
  arm(interrupt: Interrupt | null): boolean {
    const waited = this.armed !== null;
    this.armed = interrupt;
    this.left = interrupt?.calls ?? 0;
    return waited;
  }

  /** An execution begins or ends: whatever was written is written out. */
  flushed(): void {
    this.unflushed = 0;
  }

  /** Tells of a service call that is about to be made. True: the execution ends here. */
  strikes(className: string, method: string): boolean {
    const { armed } = this;
    if (armed) this.left -= 1;
    const isDue = armed !== null && this.left <= 0;
    if (isDue) this.armed = null;
    if (isDue && armed.act === 'pause') {
      this.settle();
      this.pause();
    } else if (isDue) {
      if (armed.act === 'kill-unflushed') this.takeBack();
      return true;
    }
    if (FLUSHES.test(`${className}.${method}`)) this.unflushed = 0;
    return false;
  }

  private takeBack(): void {
    const lost = this.unflushed;
    this.settle();
    for (let undone = 0; undone < lost; undone++) {
      this.model.dispatch('REQUEST_UNDO');
      this.settle();
    }
    this.unflushed = 0;
  }
}
