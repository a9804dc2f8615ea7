/** The requests under way, so that stopping can let them be answered first. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { plainError } from './errors.ts';

const LOOK_EVERY_MS = 5;

export class Traffic {
  private readonly underWay = new Set<ServerResponse>();
  private stopping = false;

  /** Counts a request in until its answer is handed to the system; refuses it with a 503 once stopping has begun. */
  readonly admit: RequestHandler = (_request, response, next) => {
    if (this.stopping) throw plainError(503, 'The lake is stopping', { connection: 'close' });
    this.underWay.add(response);
    response.on('close', () => this.underWay.delete(response));
    next();
  };

  /** Lets nobody in any more and waits for those inside, at most `ms` (a fault may keep one waiting for ever). */
  async drain(ms: number): Promise<void> {
    this.stopping = true;
    const deadline = performance.now() + ms;
    while (this.underWay.size > 0 && performance.now() < deadline) await sleep(LOOK_EVERY_MS);
  }
}
