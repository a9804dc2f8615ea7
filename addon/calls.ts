/** What the sidebar and the import dialog may ask of the server, and what it answers: one type for both ends. */
import type {
  AdoptableTab,
  CampaignChanges,
  CampaignDetails,
  MergeAsk,
  NewCampaignAsk,
} from './answers/campaigns.ts';
import type { Desk, FoundLeads, LeadPage, Whereabouts } from './answers/desk.ts';
import type { CardField, LeadBackground, LeadCard, Selection } from './answers/lead.ts';
import type { ActionCode } from './model/actions.ts';
import type { ListName } from './model/desk/line.ts';
import type { ProofDifference } from './model/differences.ts';
import type { FieldKey } from './model/fields.ts';
import type { Held, HeldAction, HeldCode, Unread } from './model/holds.ts';
import type { Job, JobCounts, JobRow, MatchedLead } from './model/import/job.ts';
import type { CampaignId, CampaignKind, ImportId, LeadId } from './model/lead.ts';
import type { CampaignState, LifecycleStep } from './model/lifecycle.ts';
import type { Period } from './model/period.ts';
import type { People, Right } from './model/rights.ts';
import type {
  ActionsResponse,
  ConflictChoice,
  ConflictResult,
  DuplicatesResponse,
  ExportResponse,
  ForgetResponse,
  OpenConflict,
  PersonResponse,
} from './model/wire.ts';

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
  readonly period: Period;
  readonly state: CampaignState;
  /** False: its tab is not in this spreadsheet any more; the leads are still in Sanity. */
  readonly hasTab: boolean;
  /** Of a deleted campaign: until when it can be restored, ISO 8601 UTC; null for the others. */
  readonly restorableUntil: string | null;
}

/** A tab that is no campaign's. `overview`: the one that compares campaigns. `ours`: another one of Leadsheet's. */
export interface OtherTab {
  readonly name: string;
  readonly is: 'overview' | 'ours' | 'unknown';
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
  /** What a person should know of and need not act on, as a column that was renamed. */
  readonly notes: readonly string[];
  readonly openConflicts: number;
  /** When the tab was last compared with Sanity, row by row. */
  readonly comparedAt: string | null;
  /** When every lead was last compared by its id, document by document. */
  readonly provedAt: string | null;
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
  /** What the active tab is where it is no campaign's; null where it is one's. */
  readonly tab: OtherTab | null;
  readonly sync: SyncState | null;
  /** Original leads in Sanity that no campaign maps yet; 0 when they are mapped or the bridge is out of reach. */
  readonly unmappedOriginals: number;
  readonly triggers: Triggers;
  readonly pace: Pace;
  /** True: this spreadsheet was copied from the one that these campaigns live in, and stays still until a person decides. */
  readonly isCopy: boolean;
  readonly imports: readonly ImportProgress[];
  /** What this person may do. */
  readonly rights: readonly Right[];
}

/** What going to another campaign changes of the state. Asking for the rest would make switching twice as slow. */
export type Switched = Pick<SidebarState, 'campaigns' | 'active' | 'tab' | 'sync' | 'imports'>;

/** Whether edits are sent by themselves, in whose name, and whether that still works. */
export interface Triggers {
  readonly installed: boolean;
  readonly owner: string;
  /** True: they are the person's own at the sheet. Google shows nobody the triggers of somebody else. */
  readonly mine: boolean;
  /** When the minute trigger last ran, ISO 8601 UTC; null: never yet. */
  readonly ranAt: string | null;
  /** False: it should have run by now and did not, as when its owner left; install them anew. */
  readonly alive: boolean;
}

/** How quickly the add-on works within Google's daily quotas. */
export interface Pace {
  /** `slow`: looks less often so that the day's quota lasts. `resting`: looks only when a person asks. */
  readonly state: 'normal' | 'slow' | 'resting';
  /** Why, and until when; null at the normal pace. */
  readonly message: string | null;
  /** Seconds after which an open sidebar should ask again. */
  readonly tickSeconds: number;
}

/** What comparing a whole campaign with its tab, every lead read by its id, came to. */
export interface Proof {
  /** ISO 8601 UTC */
  readonly at: string;
  /** Leads compared, on either side. */
  readonly leads: number;
  readonly equal: number;
  /** Leads that are archived and were left out of the tab by a person's choice: they rest in Sanity. */
  readonly resting: number;
  /** How many differ after all that mends itself was mended; at most 100 of them are listed. */
  readonly differing: number;
  readonly differences: readonly ProofDifference[];
  /** How many differences this proof mended by itself, each read back. */
  readonly repaired: number;
}

export interface ImportProgress {
  readonly importId: ImportId;
  readonly campaign: CampaignId;
  readonly campaignName: string;
  readonly fileName: string;
  /**
   * `uploading`: the file's rows are on their way. `writing`: rows are still missing from the tab. `saving`: all are
   * there, not all are verified.
   */
  readonly state: 'uploading' | 'writing' | 'saving' | 'done' | 'stopped';
  readonly total: number;
  readonly written: number;
  readonly verified: number;
  /** Why it stopped, and what to do; null while it goes on. */
  readonly message: string | null;
  readonly problems: readonly RowProblem[];
}

/** Where the created rows go. */
export type ImportTarget =
  | {
      readonly is: 'new';
      readonly name: string;
      readonly colour: string;
      readonly description: string;
      /** Two letters, for phones without a country. */
      readonly country: string;
      /** Fields without which a row is not imported, now and later. */
      readonly required: readonly FieldKey[];
    }
  | { readonly is: 'existing'; readonly campaign: CampaignId };

export interface ImportBegin {
  readonly importId: ImportId;
  readonly fileName: string;
  readonly target: ImportTarget;
  readonly headings: readonly string[];
  /** Names of the file's further columns, in order; none equals a field's header or another name. */
  readonly extras: readonly string[];
  readonly counts: JobCounts;
  readonly parts: number;
}

/** A part of the rows. May be sent again: it is kept once. */
export interface ImportPart {
  readonly importId: ImportId;
  /** From 0. */
  readonly part: number;
  readonly rows: readonly JobRow[];
}

/** How far the taking back of an import is. */
export interface UndoProgress {
  readonly importId: ImportId;
  readonly state: 'undoing' | 'undone' | 'stopped';
  /** Created leads that are gone from tab and Sanity, proven by asking for them again. */
  readonly removed: number;
  /** Cells that say again what they said before. */
  readonly restored: number;
  /** Leads and cells that people or automation changed since: named, and kept as they are. */
  readonly kept: readonly RowProblem[];
  readonly message: string | null;
}

/** How a file with these headings was mapped last time. */
export interface RememberedMapping {
  /** By heading: the target's code (`targetCode`). */
  readonly targets: { readonly [heading: string]: string };
  readonly at: string;
}

export interface Calls {
  /** What to show now. Asks neither Sanity nor the cells of any campaign. */
  readonly state: { readonly ask: null; readonly answer: SidebarState };
  /** Every few seconds while the sidebar is open: sends what changed, takes what came, tells the state after it. */
  readonly tick: { readonly ask: { readonly full: boolean }; readonly answer: SidebarState };
  readonly switchTo: { readonly ask: { readonly campaign: CampaignId }; readonly answer: Switched };
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
    readonly answer: { readonly conflicts: readonly OpenConflict[] };
  };
  /** Settles conflicts as a person chose; the sheet takes what that changes before the answer. At most 50 at a time. */
  readonly settleConflicts: {
    readonly ask: { readonly campaign: CampaignId; readonly choices: readonly ConflictChoice[] };
    readonly answer: { readonly results: readonly ConflictResult[]; readonly state: SidebarState };
  };
  /** Does what a person chose about something held, after finding it again just as it was. `said` tells what was done. */
  readonly settleHeld: {
    readonly ask: {
      readonly campaign: CampaignId;
      readonly code: HeldCode;
      readonly mark: string;
      readonly action: HeldAction;
    };
    readonly answer: { readonly said: string; readonly state: SidebarState };
  };
  /** Compares every lead of a campaign with its row; `repair` mends what can be mended by itself. */
  readonly prove: {
    readonly ask: { readonly campaign: CampaignId; readonly repair: boolean };
    readonly answer: { readonly proof: Proof; readonly state: SidebarState };
  };
  /** In a copied spreadsheet: from now on this one is the live one, and the other stays still. */
  readonly makeLive: { readonly ask: null; readonly answer: SidebarState };
  readonly duplicates: {
    readonly ask: { readonly phones: readonly string[]; readonly emails: readonly string[] };
    readonly answer: DuplicatesResponse;
  };
  readonly importBegin: { readonly ask: ImportBegin; readonly answer: ImportProgress };
  readonly importPart: { readonly ask: ImportPart; readonly answer: ImportProgress };
  /** All parts are there: from here on nobody's browser is needed. */
  readonly importCommit: { readonly ask: { readonly importId: ImportId }; readonly answer: ImportProgress };
  /** Gives up an import before its commit: nothing is left behind. */
  readonly importCancel: { readonly ask: { readonly importId: ImportId }; readonly answer: null };
  /** Sends and verifies the next rows of an import. Repeat until `done` or `stopped`. */
  readonly importStep: { readonly ask: { readonly importId: ImportId }; readonly answer: ImportProgress };
  /** Imports of a campaign, or of all, newest first. */
  readonly importHistory: {
    readonly ask: { readonly campaign: CampaignId | null; readonly before: string | null };
    readonly answer: { readonly imports: readonly Job[]; readonly more: boolean };
  };
  /** One part of an import's rows, for looking at or downloading a group of them. */
  readonly importRowsOf: {
    readonly ask: { readonly importId: ImportId; readonly part: number };
    readonly answer: { readonly rows: readonly JobRow[] };
  };
  /** Takes an import back. Repeat until `undone` or `stopped`. */
  readonly importUndo: { readonly ask: { readonly importId: ImportId }; readonly answer: UndoProgress };
  /** The rows of leads that the file matches; at most 2,000 at a time. Those without a row are left out. */
  readonly matchedLeads: {
    readonly ask: { readonly campaign: CampaignId; readonly leads: readonly LeadId[] };
    readonly answer: { readonly leads: readonly MatchedLead[] };
  };
  /** `key`: a hash of the file's headings (`mappingKey`). */
  readonly rememberedMapping: {
    readonly ask: { readonly key: string };
    readonly answer: { readonly mapping: RememberedMapping | null };
  };
  readonly rememberMapping: {
    readonly ask: { readonly key: string; readonly targets: { readonly [heading: string]: string } };
    readonly answer: null;
  };

  /** The campaign's numbers and lists. Reads no cell when the tab was read a short while ago. */
  readonly desk: {
    readonly ask: { readonly campaign: CampaignId; readonly period: Period };
    readonly answer: Desk;
  };
  /** More of a list; `campaign` null: over all campaigns, `list` null: every lead. */
  readonly deskList: {
    readonly ask: {
      readonly campaign: CampaignId | null;
      readonly list: ListName | null;
      /** Only leads of this status, '' for those without one; null: of any. */
      readonly status: string | null;
      /** How many of them are to be left out at the beginning; at most 100 follow. */
      readonly from: number;
    };
    readonly answer: LeadPage;
  };
  /** Leads of all campaigns by name, phone in any spelling, e-mail or postcode; the best 20. */
  readonly search: { readonly ask: { readonly text: string }; readonly answer: FoundLeads };
  /** Goes to a lead's row, in whichever campaign it is. */
  readonly goTo: {
    readonly ask: { readonly campaign: CampaignId; readonly lead: LeadId };
    readonly answer: { readonly at: Whereabouts; readonly state: SidebarState };
  };
  /** Sets the tab's own filter to one of the lists, for everybody; null: shows every row again. */
  readonly filterTab: {
    readonly ask: { readonly campaign: CampaignId; readonly list: ListName | null };
    readonly answer: { readonly said: string; readonly state: SidebarState };
  };
  /** What the dashboard on the tab counts. */
  readonly setPeriod: {
    readonly ask: { readonly campaign: CampaignId; readonly period: Period };
    readonly answer: SidebarState;
  };
  /** Goes to the tab that compares the campaigns; makes it the first time. */
  readonly showOverview: { readonly ask: null; readonly answer: SidebarState };

  /** A lead by its id, from its row. */
  readonly lead: {
    readonly ask: { readonly campaign: CampaignId; readonly lead: LeadId };
    readonly answer: LeadCard;
  };
  /** What Sanity knows of it beside. */
  readonly leadBackground: {
    readonly ask: { readonly campaign: CampaignId; readonly lead: LeadId };
    readonly answer: LeadBackground;
  };
  /** Which lead's row the person has selected. */
  readonly selection: { readonly ask: null; readonly answer: Selection };
  /** Changes one cell of a lead's row, if it still says `before`, and reads it back; Sanity follows by the next pass. */
  readonly editLead: {
    readonly ask: {
      readonly campaign: CampaignId;
      readonly lead: LeadId;
      readonly field: CardField;
      readonly before: string;
      readonly after: string;
    };
    readonly answer: { readonly card: LeadCard; readonly state: SidebarState };
  };
  /** Moves or copies a lead with all that belongs to it. `said` tells where it is. */
  readonly moveLead: {
    readonly ask: {
      readonly from: CampaignId;
      readonly to: CampaignId;
      readonly lead: LeadId;
      readonly copy: boolean;
    };
    readonly answer: { readonly said: string; readonly lead: LeadId; readonly state: SidebarState };
  };

  readonly createCampaign: {
    readonly ask: NewCampaignAsk;
    readonly answer: { readonly campaign: CampaignId; readonly state: SidebarState };
  };
  /** The tab that the person looks at, as something to make a campaign of; null: it belongs to one, or to Leadsheet. */
  readonly adoptable: { readonly ask: null; readonly answer: { readonly tab: AdoptableTab | null } };
  readonly campaignDetails: {
    readonly ask: { readonly campaign: CampaignId };
    readonly answer: CampaignDetails;
  };
  readonly editCampaign: {
    readonly ask: { readonly campaign: CampaignId; readonly changes: CampaignChanges };
    readonly answer: { readonly details: CampaignDetails; readonly state: SidebarState };
  };
  /** `typed`: the campaign's name, for a deletion; '' for every other step. */
  readonly stepCampaign: {
    readonly ask: {
      readonly campaign: CampaignId;
      readonly step: LifecycleStep;
      readonly typed: string;
    };
    readonly answer: { readonly said: string; readonly state: SidebarState };
  };
  /** Moves the next leads of one campaign into another. Repeat until `done`. */
  readonly mergeCampaigns: {
    readonly ask: MergeAsk;
    readonly answer: {
      readonly done: boolean;
      readonly moved: number;
      readonly left: number;
      readonly said: string;
      readonly state: SidebarState;
    };
  };
  readonly people: { readonly ask: null; readonly answer: People };
  readonly setPeople: { readonly ask: People; readonly answer: People };
  /** Who did what, newest first; `campaign` null: everything. */
  readonly actions: {
    readonly ask: { readonly campaign: CampaignId | null; readonly before: string | null };
    readonly answer: ActionsResponse;
  };

  readonly openExport: { readonly ask: null; readonly answer: null };
  /** The next leads of a campaign, whole. Repeat with the answer's `after` until it is null. */
  readonly exportPage: {
    readonly ask: { readonly campaign: CampaignId; readonly after: string; readonly history: boolean };
    readonly answer: ExportResponse;
  };
  /** Records that an export was taken; `whole`: every lead of the campaign, with everything. */
  readonly noteExport: {
    readonly ask: {
      readonly campaigns: readonly CampaignId[];
      readonly what: Extract<ActionCode, 'exported'>;
      readonly format: string;
      readonly leads: number;
      readonly whole: boolean;
    };
    readonly answer: null;
  };
  /** Everything that is held about a lead's person. */
  readonly person: {
    readonly ask: { readonly campaign: CampaignId; readonly lead: LeadId };
    readonly answer: PersonResponse;
  };
  /** Erases it all. `leads`: what the person who confirmed it saw. */
  readonly forgetPerson: {
    readonly ask: {
      readonly campaign: CampaignId;
      readonly lead: LeadId;
      readonly leads: readonly LeadId[];
    };
    readonly answer: Forgotten;
  };
}

/** What became of a person's data: from Sanity, each asked for again, and from this spreadsheet. */
export interface Forgotten extends ForgetResponse {
  /** Rows that were deleted, and in how many tabs they stood. */
  readonly rows: number;
  readonly tabs: number;
  /** Why rows are left, in a sentence for each tab. */
  readonly rowsLeft: readonly string[];
  readonly state: SidebarState;
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
    | 'changed'
    | 'elsewhere'
    | 'not-allowed'
    /** A filter of the tab hides the row that it is about. */
    | 'filtered'
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
