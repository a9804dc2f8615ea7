/** What the workbook's three processes say to each other: page ⇄ server over a WebSocket, server ⇄ host over a worker port. */

/** A value that survives JSON unchanged; what `google.script.run` lets through, less what it damages. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One collaboration message of the spreadsheet engine; the sequencer reads only these fields. */
export interface RevisionMessage {
  readonly type: string;
  readonly version: number;
  readonly serverRevisionId?: string;
  readonly nextRevisionId?: string;
  readonly [key: string]: unknown;
}

/** Where a person's cursor is, by the engine's sheet id and zero-based, end-inclusive cells. */
export interface UserContext {
  readonly email: string;
  readonly sheetId: string;
  readonly selection: Selection;
}

export interface Selection {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** One entry of a custom menu, as `SpreadsheetApp.getUi().createMenu()` made it. */
export type MenuItem =
  | { readonly kind: 'item'; readonly label: string; readonly functionName: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly MenuItem[] };

export interface Menu {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** What a script did to the screen of the person who ran it. A trigger has no screen: there, each of these throws. */
export type UiEffect =
  | { readonly kind: 'menu'; readonly menu: Menu }
  | { readonly kind: 'sidebar'; readonly title: string; readonly html: string }
  | {
      readonly kind: 'dialog';
      readonly title: string;
      readonly html: string;
      readonly width: number;
      readonly height: number;
      readonly modal: boolean;
    }
  | { readonly kind: 'alert'; readonly title: string; readonly message: string }
  | { readonly kind: 'toast'; readonly title: string; readonly message: string; readonly seconds: number }
  | { readonly kind: 'activate'; readonly sheetId: string; readonly selection: Selection | null };

/** What one execution cost, by the host's price list. */
export interface Metrics {
  readonly functionName: string;
  /** Calls by service, e.g. `{ Spreadsheet: 12, UrlFetch: 1, Properties: 3 }`. */
  readonly calls: { readonly [service: string]: number };
  /** Spreadsheet calls by method, e.g. `{ 'Range.setValues': 2 }`. */
  readonly methods: { readonly [method: string]: number };
  /** Seconds that the same calls would have taken at Google, by the price list. */
  readonly simulatedSeconds: number;
  readonly fetchedBytes: { readonly sent: number; readonly received: number };
}

/** How an execution ended. `effects` happened even when it failed later. */
export interface RunResult {
  readonly outcome:
    | { readonly ok: true; readonly value: Json }
    | { readonly ok: false; readonly error: string };
  readonly effects: readonly UiEffect[];
  readonly metrics: Metrics;
}

/**
 * Page → server. `call` pairs an answer with its question on one socket.
 * Filter values need no message of their own: the plugins of `registerEngine()` carry them as revisions.
 */
export type ClientMessage =
  | { readonly type: 'revision'; readonly message: RevisionMessage }
  | { readonly type: 'context'; readonly context: UserContext }
  /** The page has the spreadsheet open: what opening does (`onOpen`) is run for it. */
  | { readonly type: 'open'; readonly call: number }
  | {
      readonly type: 'run';
      readonly call: number;
      readonly functionName: string;
      readonly args: readonly Json[];
    };

/** Server → page. */
export type ServerMessage =
  | { readonly type: 'revision'; readonly message: RevisionMessage }
  | { readonly type: 'ran'; readonly call: number; readonly result: RunResult }
  | { readonly type: 'effects'; readonly effects: readonly UiEffect[] };

/** What a page needs to start: `GET /api/workbook`. */
export interface Boot {
  readonly name: string;
  readonly email: string;
  /** The engine's own workbook data (`exportData()`), with the revisions since. */
  readonly data: { readonly [key: string]: unknown };
  readonly revisions: readonly RevisionMessage[];
}
