/** What the sidebar and the import dialog may ask of the server, and what it answers: one type for both ends. */
import type { Held, Unread } from './model/holds.ts';
import type { CampaignId, CampaignKind, ImportId } from './model/lead.ts';
import type { Conflict, DuplicateMatch } from './model/wire.ts';

/** What crosses `google.script.run` unharmed: no Date, no function, no undefined inside arrays. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined };

/** Can the add-on reach the bridge, and the bridge Sanity? `message` says what happened and what to do. */
export type Connection =
  | { readonly state: 'unset'; readonly message: string }
  | { readonly state: 'ok'; readonly url: string }
  | { readonly state: 'failing'; readonly url: string; readonly message: string };

export type TabView = 'leads' | 'dashboard';

export interface CampaignSummary {
  readonly id: CampaignId;
  readonly kind: CampaignKind;
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  readonly description: string;
  readonly leads: number;
  readonly view: TabView;
  /** False: its tab is not in this spreadsheet any more; the leads are still in Sanity. */
  readonly hasTab: boolean;
}

/**
 * How far the active campaign's tab and Sanity agree. `saved` is said only when every row was read back.
 * Times are ISO 8601 UTC.
 */
export interface SyncState {
  readonly state: 'saved' | 'unsaved' | 'failing' | 'never';
  readonly leads: number;
  /** Rows whose changes are not yet verified in Sanity, with the reason by row where there is one. */
  readonly unsaved: number;
  readonly problems: readonly RowProblem[];
  readonly held: readonly Held[];
  readonly unread: readonly Unread[];
  readonly openConflicts: number;
  /** When the tab was last compared with Sanity, row by row. */
  readonly comparedAt: string | null;
  /** When Sanity was last asked for changes. */
  readonly pulledAt: string | null;
  /** What went wrong last, in a sentence; null when nothing did. */
  readonly message: string | null;
}

export interface RowProblem {
  /** Row number in the sheet; null when the lead has no row. */
  readonly row: number | null;
  readonly message: string;
}

export interface SidebarState {
  /** E-mail of the person at the sheet; '' where Google does not tell. */
  readonly user: string;
  readonly spreadsheetName: string;
  readonly connection: Connection;
  readonly campaigns: readonly CampaignSummary[];
  /** The campaign whose tab is active; null on any other tab. */
  readonly active: CampaignId | null;
  readonly sync: SyncState | null;
  /** Original leads in Sanity that no campaign maps yet; 0 when they are mapped or the bridge is out of reach. */
  readonly unmappedOriginals: number;
  /** Whether edits are sent by themselves, and in whose name. */
  readonly triggers: { readonly installed: boolean; readonly owner: string };
  readonly imports: readonly ImportProgress[];
}

export interface ImportProgress {
  readonly importId: ImportId;
  readonly campaign: CampaignId;
  readonly campaignName: string;
  readonly fileName: string;
  /** `writing`: rows are still missing from the tab. `saving`: all are there, not all are verified. */
  readonly state: 'writing' | 'saving' | 'done' | 'stopped';
  readonly total: number;
  readonly written: number;
  readonly verified: number;
  /** Why it stopped, and what to do; null while it goes on. */
  readonly message: string | null;
  readonly problems: readonly RowProblem[];
}

export interface ImportBegin {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly campaignName: string;
  readonly colour: string;
  readonly description: string;
  /** Two letters, for phones without a country. */
  readonly country: string;
  /** Names of the file's further columns, in order; none equals a field's header or another name. */
  readonly extras: readonly string[];
  /** Rows that will be created. */
  readonly total: number;
}

/** A slice of the rows to create. May be sent again: a line that is there already is not written twice. */
export interface ImportRows {
  readonly importId: ImportId;
  readonly rows: readonly ImportRow[];
}

export interface ImportRow {
  /** Line in the file, header not counted, from 1: the lead's id is made of it. */
  readonly line: number;
  /** Texts of the 26 fields in the table's order, then of the further columns. */
  readonly cells: readonly string[];
}

/** What became of every row of the file: rowsIn = created + duplicate + invalid + skipped. */
export interface ImportReceipt {
  readonly importId: ImportId;
  readonly rowsIn: number;
  readonly created: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly skipped: number;
}

/** At most this many rows in one `importRows`. */
export const IMPORT_SLICE = 1_000;

export interface Calls {
  /** What to show now. Asks neither Sanity nor the cells of any campaign. */
  readonly state: { readonly ask: null; readonly answer: SidebarState };
  /** Every few seconds while the sidebar is open: sends what changed, takes what came, tells the state after it. */
  readonly tick: { readonly ask: { readonly full: boolean }; readonly answer: SidebarState };
  readonly switchTo: { readonly ask: { readonly campaign: CampaignId }; readonly answer: SidebarState };
  readonly setView: {
    readonly ask: { readonly campaign: CampaignId; readonly view: TabView };
    readonly answer: SidebarState;
  };
  /** Goes to a row of the active campaign's tab. */
  readonly showRow: { readonly ask: { readonly row: number }; readonly answer: null };
  readonly openImport: { readonly ask: null; readonly answer: null };
  /** Makes the tab of the original leads and fills it; the documents stay as they are. Repeat until `unmappedOriginals` is 0. */
  readonly mapOriginals: { readonly ask: null; readonly answer: SidebarState };
  /** Stores the bridge's address and secret for this spreadsheet, then tries them. */
  readonly connect: {
    readonly ask: { readonly url: string; readonly secret: string };
    readonly answer: Connection;
  };
  readonly installTriggers: { readonly ask: null; readonly answer: SidebarState };
  readonly conflicts: {
    readonly ask: { readonly campaign: CampaignId };
    readonly answer: { readonly conflicts: readonly Conflict[] };
  };
  readonly duplicates: {
    readonly ask: { readonly phones: readonly string[]; readonly emails: readonly string[] };
    readonly answer: { readonly matches: readonly DuplicateMatch[] };
  };
  readonly importBegin: { readonly ask: ImportBegin; readonly answer: ImportProgress };
  readonly importRows: { readonly ask: ImportRows; readonly answer: ImportProgress };
  /** Sends and verifies the next rows of an import. Repeat until `done` or `stopped`. */
  readonly importStep: { readonly ask: { readonly importId: ImportId }; readonly answer: ImportProgress };
  /** Keeps the receipt with the campaign. */
  readonly importFinish: { readonly ask: ImportReceipt; readonly answer: ImportProgress };
}

export type CallName = keyof Calls;

/** The one function that `google.script.run` calls: `serve({ name, ask })`. */
export const SERVE = 'serve';

export interface Call<N extends CallName = CallName> {
  readonly name: N;
  readonly ask: Calls[N]['ask'];
}

/** Failures travel as data: `google.script.run` would keep only a message. */
export type Answer<N extends CallName = CallName> =
  | { readonly ok: true; readonly answer: Calls[N]['answer'] }
  | { readonly ok: false; readonly error: CallError };

export interface CallError {
  readonly code:
    | 'not-connected'
    | 'bridge-unreachable'
    | 'bridge-refused'
    | 'busy'
    | 'name-taken'
    | 'not-found'
    | 'sheet-refused'
    | 'bad-request'
    | 'internal';
  /** What happened, what was not done, what to do next. */
  readonly message: string;
}

/** Compiles only while everything above may cross `google.script.run`. */
type Crosses<T extends Plain> = T;
export type Checked = {
  readonly [N in CallName]: Crosses<Serialised<Calls[N]['ask']>> | Crosses<Serialised<Calls[N]['answer']>>;
};

/** The same shape as a plain type, so that interfaces may stand where an index signature is wanted. */
type Serialised<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Serialised<E>[]
    : T extends (...args: never[]) => unknown
      ? symbol
      : T extends Date
        ? symbol
        : { readonly [K in keyof T]: Serialised<T[K]> };
