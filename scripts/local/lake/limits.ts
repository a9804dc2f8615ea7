/** Sanity's published limits, and the counting of requests and connections against them. */
import { performance } from 'node:perf_hooks';
import { rateLimitError } from './errors.ts';

/** Every limit in its own unit. The defaults are those of Sanity's free plan, by its documentation. */
export interface Limits {
  /** Bytes of a mutation request's body. */
  readonly mutationBytes: number;
  /** Bytes of one document as JSON. */
  readonly documentBytes: number;
  /** Distinct attributes (path and type) in one document. */
  readonly documentAttributes: number;
  /** Distinct attributes (path and type) in the whole dataset. */
  readonly datasetAttributes: number;
  /** Levels of nesting in a document. */
  readonly depth: number;
  /** Mutation requests a second from one address. */
  readonly mutationsPerSecond: number;
  /** Requests a second from one address, mutations included. */
  readonly callsPerSecond: number;
  /** Mutation requests being worked on at once. */
  readonly concurrentMutations: number;
  /** Milliseconds that one listener connection may last. */
  readonly listenerMs: number;
}

export const SANITY_LIMITS: Limits = {
  mutationBytes: 4_000_000,
  documentBytes: 32_000_000,
  documentAttributes: 1_000,
  datasetAttributes: 2_000,
  depth: 20,
  mutationsPerSecond: 25,
  callsPerSecond: 500,
  concurrentMutations: 100,
  listenerMs: 30 * 60_000,
};

const SECOND = 1_000;

/** Counts requests by address in a window that slides over the last second. */
export class RateLimiter {
  private readonly limits: Limits;
  private readonly calls = new Map<string, number[]>();
  private running = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Counts one request. Throws a 429 with `retry-after` when the address is over its rate; a refused call costs nothing. */
  admit(address: string, isMutation: boolean): void {
    this.check(`all ${address}`, this.limits.callsPerSecond, 'API calls');
    if (isMutation) this.check(`mutations ${address}`, this.limits.mutationsPerSecond, 'mutation requests');
    this.count(`all ${address}`);
    if (isMutation) this.count(`mutations ${address}`);
  }

  /** Takes one of the places for concurrent mutations; call the result when done. Throws a 429 when none is free. */
  begin(): () => void {
    if (this.running >= this.limits.concurrentMutations) {
      throw rateLimitError(`More than ${this.limits.concurrentMutations} concurrent mutations`, 1);
    }
    this.running++;
    let done = false;
    return () => {
      if (!done) this.running--;
      done = true;
    };
  }

  private check(key: string, most: number, what: string): void {
    const since = performance.now() - SECOND;
    const recent = this.calls.get(key) ?? [];
    while (recent[0] !== undefined && recent[0] <= since) recent.shift();
    if (recent.length >= most) throw rateLimitError(`Rate limit of ${most} ${what} a second exceeded`, 1);
  }

  private count(key: string): void {
    const times = this.calls.get(key);
    if (times) times.push(performance.now());
    else this.calls.set(key, [performance.now()]);
  }
}
