/** One run of a script: what it may do, what it cost so far, what it did to the screen, and when it must stop. */
import type { Metrics, Selection, UiEffect, UserContext } from '../protocol.ts';
import type { Book } from './book.ts';
import type { Interrupts } from './interrupts.ts';
import type { Limits } from './limits.ts';
import { priceOf, SECONDS_PER_CELL, SECONDS_PER_KILOBYTE } from './prices.ts';
import type { HostState } from './state.ts';

/** What a script may do without its user having agreed: `NONE` almost nothing, `LIMITED` a simple trigger's share. */
export type AuthMode = 'FULL' | 'LIMITED' | 'NONE';

/** What an answer to `UrlFetchApp` holds. */
export interface Fetched {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

export interface FetchRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
  readonly followRedirects: boolean;
}

/** What every execution shares. */
export interface Surroundings {
  readonly book: Book;
  readonly state: HostState;
  readonly limits: Limits;
  readonly interrupts: Interrupts;
  readonly name: string;
  readonly email: string;
  readonly html: ReadonlyMap<string, string>;
  /** The manifest's `oauthScopes`, or null when it names none and Google would work them out. */
  readonly scopes: readonly string[] | null;
  readonly cache: Map<string, { readonly value: string; readonly until: number }>;
  /** Takes in what other people changed meanwhile. */
  drain(): void;
  /** Fetches all at once while this thread waits. An Error stands for a request without an answer. */
  fetchAll(requests: readonly FetchRequest[]): readonly (Fetched | Error)[];
  /** Stands still for a fraction of the asked time; the simulated clock has moved on by all of it. */
  sleep(milliseconds: number): void;
  /** Milliseconds since 1970, by the host's clock. */
  now(): number;
  log(line: string): void;
}

export interface Occasion {
  readonly functionName: string;
  readonly authMode: AuthMode;
  /** Who looks at the screen, and where; null in a trigger. */
  readonly screen: UserContext | null;
  /** What is active when the run begins; null is the first tab that shows. */
  readonly place: { readonly sheetId: string; readonly selection: Selection } | null;
  /** Edit triggers may show a toast, and nothing else. */
  readonly toasts: boolean;
  readonly limitSeconds: number;
  /** The day's minutes for triggers are used up by this run. */
  readonly isTrigger: boolean;
}

export class Execution {
  readonly around: Surroundings;
  readonly occasion: Occasion;
  readonly effects: UiEffect[] = [];
  activeSheetId: string;
  selection: Selection;
  /** Released when the run ends, as at Google. */
  readonly locks = new Set<string>();
  private readonly calls: Record<string, number> = {};
  private readonly methods: Record<string, number> = {};
  private readonly fetched = { sent: 0, received: 0 };
  private seconds = 0;
  private stopped = false;

  constructor(around: Surroundings, occasion: Occasion) {
    this.around = around;
    this.occasion = occasion;
    const { place } = occasion;
    const known = place && around.book.get.tryGetSheet(place.sheetId) ? place : null;
    this.activeSheetId = known?.sheetId ?? around.book.get.getVisibleSheetIds()[0] ?? '';
    this.selection = known?.selection ?? { top: 0, left: 0, bottom: 0, right: 0 };
  }

  get book(): Book {
    return this.around.book;
  }

  /** Counts a call, before it is made; takes in other people's edits where the workbook is asked. Throws when time is up. */
  enter(className: string, method: string): void {
    this.stopIfOver();
    const { service, seconds } = priceOf(className, method);
    if (service === null) return;
    if (this.around.interrupts.strikes(className, method)) this.stop();
    this.calls[service] = (this.calls[service] ?? 0) + 1;
    if (service === 'Spreadsheet') {
      const name = `${className}.${method}`;
      this.methods[name] = (this.methods[name] ?? 0) + 1;
      this.around.drain();
    }
    this.spend(seconds);
  }

  readCells(count: number): void {
    this.spend(count * SECONDS_PER_CELL.read);
  }

  writeCells(count: number): void {
    this.spend(count * SECONDS_PER_CELL.write);
  }

  /** Counts further requests of one `fetchAll`; the first was counted as the call. */
  countFetches(further: number): void {
    this.calls.UrlFetch = (this.calls.UrlFetch ?? 0) + further;
  }

  transferred(sent: number, received: number): void {
    this.fetched.sent += sent;
    this.fetched.received += received;
    this.spend(((sent + received) / 1024) * SECONDS_PER_KILOBYTE);
  }

  /** Adds simulated seconds. Throws once there are more than the execution may take. */
  spend(seconds: number): void {
    this.seconds += seconds;
    if (this.seconds > this.occasion.limitSeconds) this.stop();
  }

  /** The script ran out of time: whatever it does from here, it has failed. */
  stop(): never {
    this.stopped = true;
    throw new Error(TIME_IS_UP);
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  private stopIfOver(): void {
    if (this.stopped) this.stop();
  }

  /** Throws what Google says when a service wants a permission that this occasion or the manifest does not give. */
  need(what: string, scopes: readonly string[], lowest: AuthMode): void {
    const missing = `Required permissions: ${scopes.map((scope) => SCOPE + scope).join(' || ')}`;
    if (RANK[this.occasion.authMode] < RANK[lowest]) {
      throw new Error(`You do not have permission to call ${what}. ${missing}`);
    }
    const granted = this.around.scopes;
    if (granted && scopes.length > 0 && !scopes.some((scope) => granted.includes(SCOPE + scope))) {
      throw new Error(`Specified permissions are not sufficient to call ${what}. ${missing}`);
    }
  }

  metrics(): Metrics {
    return {
      functionName: this.occasion.functionName,
      calls: { ...this.calls },
      methods: { ...this.methods },
      simulatedSeconds: Math.round(this.seconds * 1e6) / 1e6,
      fetchedBytes: { ...this.fetched },
    };
  }
}

export const TIME_IS_UP = 'Exceeded maximum execution time';

const SCOPE = 'https://www.googleapis.com/auth/';
const RANK: { readonly [mode in AuthMode]: number } = { NONE: 0, LIMITED: 1, FULL: 2 };
