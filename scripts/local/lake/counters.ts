/** Counts of requests and bytes by route, for benches and for a person who wants to see what a client does. */
import { ROUTES, type RouteName } from './faults.ts';

export interface RouteCounters {
  requests: number;
  /** Answers of status 400 and above, and requests that were never answered. */
  failed: number;
  /** Bytes of request bodies. */
  bytesIn: number;
  /** Bytes of answers, headers included. */
  bytesOut: number;
}

export type CountersSnapshot = Readonly<Record<RouteName, Readonly<RouteCounters>>>;

const none = (): RouteCounters => ({ requests: 0, failed: 0, bytesIn: 0, bytesOut: 0 });

export class Counters {
  private routes = fresh();

  /** The live counters of one route. */
  of(route: RouteName): RouteCounters {
    return this.routes[route];
  }

  /** The counts since the start or the last reset. */
  snapshot(): CountersSnapshot {
    return structuredClone(this.routes);
  }

  reset(): void {
    this.routes = fresh();
  }
}

function fresh(): Record<RouteName, RouteCounters> {
  return { query: none(), mutate: none(), doc: none(), listen: none(), history: none(), export: none() };
}

/** True for the name of a data route. */
export function isRouteName(name: string): name is RouteName {
  return ROUTES.some((route) => route === name);
}
