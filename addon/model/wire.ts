/** What the add-on and the bridge say to each other. Every call is `POST`, signed, JSON both ways. */
import type { Action, ActionId } from './actions.ts';
import type { FieldKey } from './fields.ts';
import type { Hash } from './hash.ts';
import type { Job, JobRow } from './import/job.ts';
import {
  type Campaign,
  type CampaignId,
  type CampaignRef,
  type FieldValue,
  type ImportId,
  isLeadId,
  type LeadId,
  type LeadSnapshot,
  type Revision,
} from './lead.ts';

/** Where the sheet has read a campaign's feed up to. The bridge makes it; nobody else looks inside. At most 2,000 characters. */
declare const brand: unique symbol;
export type Cursor = string & { readonly [brand]: 'Cursor' };

/** One changed field: what the sheet holds now, and the hash that both sides last agreed on (null: no value then). */
export interface PushedValue {
  readonly base: Hash | null;
  readonly value: FieldValue;
}

/** One row with changes. `rev` null: the sheet has never seen a document for this id. */
export interface PushedRow {
  readonly id: LeadId;
  readonly rev: Revision | null;
  readonly fields: { readonly [K in FieldKey]?: PushedValue };
  readonly extra: { readonly [column: string]: PushedValue };
}

/** A value that lost a merge and is kept. `lostSide` says whose it was. */
export interface Conflict {
  readonly lead: LeadId;
  /** A field key, or the name of a column of the campaign's own. */
  readonly field: string;
  readonly kept: FieldValue;
  readonly lost: FieldValue;
  readonly lostSide: 'sheet' | 'store';
  /** ISO 8601 UTC */
  readonly at: string;
}

declare const conflictBrand: unique symbol;
/** The `_id` of the document that keeps a conflict. */
export type ConflictId = string & { readonly [conflictBrand]: 'ConflictId' };

export function isConflictId(text: string): text is ConflictId {
  return isLeadId(text) && text.startsWith('conflict.');
}

/** A conflict that nobody has settled, with what its lead says now. */
export interface OpenConflict extends Conflict {
  readonly id: ConflictId;
  /** The lead's name, or its phone where it has none; '' when it says neither. */
  readonly who: string;
  /** What the field holds now: `kept`, unless it was changed since. */
  readonly now: FieldValue;
  /** True: the lead is no longer in Sanity, so its other value cannot be taken. */
  readonly gone: boolean;
}

/** `keep`: what the document holds stays. `take`: the value that lost is written over it. */
export interface ConflictChoice {
  readonly id: ConflictId;
  readonly choice: 'keep' | 'take';
  /** What the person saw as the present value; when the document says something else by now, nothing is done. */
  readonly now: FieldValue;
}

/**
 * What became of one choice. `settled`: written and read back. `changed`: the field says something else than the person
 * saw. `gone`: the conflict was settled by somebody else, or its lead is not in Sanity. `unverified`: not proven.
 */
export interface ConflictResult {
  readonly id: ConflictId;
  readonly state: 'settled' | 'changed' | 'gone' | 'unverified';
  readonly message: string;
}

/**
 * What became of one pushed row. `verified`: the document was fetched again and every field compared.
 * `snapshot` is null when the document holds exactly the base with the pushed values on top; otherwise it is the
 * document as read back, and the sheet takes from it what differs.
 */
export type Receipt =
  | {
      readonly state: 'verified';
      readonly id: LeadId;
      readonly rev: Revision;
      readonly snapshot: LeadSnapshot | null;
      readonly conflicts: readonly Conflict[];
    }
  | { readonly state: 'missing'; readonly id: LeadId; readonly message: string }
  | { readonly state: 'refused'; readonly id: LeadId; readonly code: RefusalCode; readonly message: string }
  | { readonly state: 'unverified'; readonly id: LeadId; readonly message: string };

export type RefusalCode = 'other-campaign' | 'double-id' | 'too-large' | 'invalid';

/** The longest name of a column of the campaign's own. */
export const MAX_COLUMN_NAME = 500;
/** At most this many rows in one `sync`. */
export const MAX_ROWS = 500;
/** At most this many changed leads in one answer; `more` says that others wait. */
export const MAX_CHANGES = 500;

export interface SyncRequest {
  readonly campaign: CampaignRef;
  /** The spreadsheet that asks; the bridge refuses (`elsewhere`) all but the one that the campaign's document names. */
  readonly spreadsheetId: string;
  /** null: tell of every lead from the first. */
  readonly cursor: Cursor | null;
  /** Two letters; how phones without a country are read when values are compared. */
  readonly country: string;
  readonly rows: readonly PushedRow[];
}

export interface SyncResponse {
  readonly receipts: readonly Receipt[];
  /** Leads whose documents changed since the cursor, other than by this request. May repeat what the sheet has. */
  readonly changes: readonly LeadSnapshot[];
  readonly cursor: Cursor;
  /** True: ask again at once with the new cursor. */
  readonly more: boolean;
  /** Conflicts of this campaign that nobody has settled. */
  readonly openConflicts: number;
  /** Leads of the campaign in Sanity, by its index, which may be behind; null: it could not be asked. */
  readonly leads: number | null;
  /** Sanity's own time when it was asked for changes, ISO 8601 UTC; null: it could not be asked. */
  readonly asOf: string | null;
}

export interface CampaignsRequest {
  readonly spreadsheetId: string;
}
export interface CampaignsResponse {
  readonly campaigns: readonly Campaign[];
  /** How many original leads the dataset holds, mapped or not. */
  readonly originalLeads: number;
}

export interface SaveCampaignRequest {
  readonly campaign: Campaign;
}
/** The campaign as read back after the write. */
export interface SaveCampaignResponse {
  readonly campaign: Campaign;
}

/** Looks for leads of any campaign by phone (E.164) and e-mail (lower case). At most 2,000 of each. */
export interface DuplicatesRequest {
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}
export interface DuplicateMatch {
  readonly lead: LeadId;
  /** null for an original lead that no campaign maps. */
  readonly campaign: CampaignId | null;
  readonly campaignName: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}
export interface DuplicatesResponse {
  readonly matches: readonly DuplicateMatch[];
  /** Those of the phones and e-mails asked for that belong to people who want no more contact. */
  readonly suppressed: { readonly phones: readonly string[]; readonly emails: readonly string[] };
}

export interface ConflictsRequest {
  readonly campaign: CampaignRef;
}
export interface ConflictsResponse {
  readonly conflicts: readonly OpenConflict[];
}

/** At most this many choices in one request. */
export const MAX_CHOICES = 50;

export interface SettleConflictsRequest {
  readonly campaign: CampaignRef;
  readonly country: string;
  /** E-mail of the person who chose; '' where Google does not tell. */
  readonly by: string;
  readonly choices: readonly ConflictChoice[];
}
/** One result for each choice, in the choices' order. */
export interface SettleConflictsResponse {
  readonly results: readonly ConflictResult[];
}

/** Asks for proof of the campaign's next leads: each is read by its id, past every index. */
export interface AuditRequest {
  readonly campaign: CampaignRef;
  readonly country: string;
  /** The last id of the answer before; '' for the first. */
  readonly after: string;
  /** What the tab has columns for: the proof is over these alone. */
  readonly fields: readonly FieldKey[];
  readonly columns: readonly string[];
}
/** What a lead's document says now, in one hash (`proofOf`). */
export interface LeadProof {
  readonly id: LeadId;
  readonly rev: Revision;
  /** ISO 8601 UTC, by Sanity's clock. */
  readonly createdAt: string;
  readonly archived: boolean;
  readonly hash: Hash;
}
export interface AuditResponse {
  readonly leads: readonly LeadProof[];
  /** Where to go on; null: that was the last of the campaign. */
  readonly after: string | null;
}

/** At most this many ids in one request for leads. */
export const MAX_LEADS = 500;

/** Asks for leads by id. Those that are not in the answer are not in Sanity, or belong to another campaign. */
export interface LeadsRequest {
  readonly campaign: CampaignRef;
  readonly ids: readonly LeadId[];
}
export interface LeadsResponse {
  readonly leads: readonly LeadSnapshot[];
}

/** At most this many rows in one request to bring documents back. */
export const MAX_RESTORED = 100;

/**
 * Brings back documents that were deleted in Sanity: as Sanity's history last held them, everything that no column
 * shows included, or else from what the row says. `rows` push every field, with the base of each.
 */
export interface RestoreRequest {
  readonly campaign: CampaignRef;
  readonly country: string;
  readonly rows: readonly PushedRow[];
}
export interface RestoreResponse {
  readonly receipts: readonly Receipt[];
  /** How many came from Sanity's history; the others hold only what their rows say. */
  readonly fromHistory: number;
}

/** Asks for what the sheet does not show of one lead. */
export interface LeadRequest {
  readonly campaign: CampaignRef;
  readonly id: LeadId;
}
export interface LeadResponse {
  /** null: it is not in Sanity, or belongs to another campaign. */
  readonly lead: LeadSnapshot | null;
  /** From the document's `messages[]`, oldest first; empty where it has none. */
  readonly messages: readonly StoredMessage[];
  /** Entries of `messages[]` that nobody can read: they are not among the messages. */
  readonly unreadMessages: number;
  /** Newest first, as far back as Sanity's history goes; at most 100. */
  readonly changes: readonly LeadChange[];
  /** Open and settled ones, newest first; at most 100. */
  readonly conflicts: readonly LeadConflict[];
  /** Why changes or conflicts are missing, in a sentence; null: what there is is here. */
  readonly historyFailure: string | null;
}
export interface StoredMessage {
  /** ISO 8601 UTC; null where the document says none that can be read. */
  readonly at: string | null;
  readonly sender: 'ai' | 'customer' | 'manual';
  readonly senderName: string;
  readonly content: string;
  /** M1, M2, M3, or ''. */
  readonly template: string;
}
/** One write to a lead's document: which of its fields it changed. */
export interface LeadChange {
  /** ISO 8601 UTC */
  readonly at: string;
  /** `sheet`: it came through the bridge. `other`: another client of the dataset. */
  readonly by: 'sheet' | 'other';
  readonly kind: 'created' | 'changed' | 'deleted';
  /** Field keys and names of further columns, with what they said before and after; long values are shortened. */
  readonly values: readonly {
    readonly field: string;
    readonly before: FieldValue;
    readonly after: FieldValue;
  }[];
}
export interface LeadConflict extends Conflict {
  readonly id: ConflictId;
  readonly open: boolean;
}

/** At most this many leads in one request to move or copy. */
export const MAX_MOVED = 100;

/**
 * Moves leads of their own campaigns: each document says afterwards that it is of the other campaign, all else of it
 * stays. With `copy` a new document says the same under another id, made of `moveId` and the lead's: the same request
 * sent again copies nothing twice.
 */
export interface MoveRequest {
  readonly spreadsheetId: string;
  readonly moveId: string;
  readonly from: CampaignRef;
  readonly to: CampaignRef;
  readonly copy: boolean;
  readonly ids: readonly LeadId[];
}
/** `moved` was read back. `missing`: no such lead in the first campaign. `refused`, `unverified`: it is where it was, as far as is known. */
export interface MoveResult {
  readonly id: LeadId;
  readonly state: 'moved' | 'missing' | 'refused' | 'unverified';
  /** The id under which it is in the other campaign. */
  readonly newId: LeadId;
  readonly message: string;
}
export interface MoveResponse {
  readonly results: readonly MoveResult[];
}

/** Deletes some of the leads and conflicts of a campaign that was deleted long enough ago. Repeat until `left` is 0. */
export interface PurgeRequest {
  readonly campaign: CampaignRef;
  readonly spreadsheetId: string;
}
export interface PurgeResponse {
  /** Leads that are gone, each proven by asking for its id again. */
  readonly deleted: number;
  readonly left: number;
}

/** At most this many actions in one request or answer. */
export const MAX_ACTIONS = 50;

export interface ActionsRequest {
  readonly spreadsheetId: string;
  /** null: of the whole spreadsheet. */
  readonly campaign: CampaignId | null;
  /** Only those before this moment, ISO 8601 UTC; null: from the newest. */
  readonly before: string | null;
}
export interface ActionsResponse {
  /** Newest first. */
  readonly actions: readonly Action[];
  readonly more: boolean;
}
export interface RecordActionsRequest {
  readonly spreadsheetId: string;
  readonly actions: readonly Action[];
}
/** The ids of the actions that were read back. */
export interface RecordActionsResponse {
  readonly recorded: readonly ActionId[];
}

/** The next leads of a campaign, whole, in the order of their ids. */
export interface ExportRequest {
  readonly campaign: CampaignRef;
  /** The last id of the answer before; '' for the first. */
  readonly after: string;
  /** Whether conflicts and changes come along: those cost a question a lead. */
  readonly history: boolean;
}
export interface ExportResponse {
  readonly leads: readonly ExportedLead[];
  /** Where to go on; null: that was the last of the campaign. */
  readonly after: string | null;
  /** How many leads the campaign has by Sanity's count, made when this page was read. */
  readonly total: number;
}
export interface ExportedLead {
  readonly lead: LeadSnapshot;
  readonly messages: readonly StoredMessage[];
  /** Entries of `messages[]` that nobody can read: they are not among the messages. */
  readonly unreadMessages: number;
  readonly changes: readonly LeadChange[];
  readonly conflicts: readonly LeadConflict[];
}

/** Everything that is held about one person: found by a lead's own phone and e-mail, in every campaign. */
export interface PersonRequest {
  readonly campaign: CampaignRef;
  readonly lead: LeadId;
  readonly country: string;
}
export interface PersonResponse {
  readonly leads: readonly HeldLead[];
  /** Conflicts about those leads. */
  readonly conflicts: readonly ConflictId[];
  /** Documents of other tools that name one of the leads, by type: they are not ours to erase. */
  readonly others: readonly OtherDocuments[];
  /** All of it as JSON, for the person who asked; every attribute of every document. */
  readonly dossier: string;
}
export interface OtherDocuments {
  readonly type: string;
  readonly count: number;
}
/** At most this many leads count as one person: more share a phone or an e-mail that is nobody's own. */
export const MAX_HELD = 25;
export interface HeldLead {
  readonly id: LeadId;
  /** null: an original lead that no campaign maps. */
  readonly campaign: CampaignId | null;
  readonly campaignName: string;
  readonly name: string;
}
export interface ForgetRequest extends PersonRequest {
  /** What the person who confirmed it saw: nothing is erased when something else is held by now. */
  readonly leads: readonly LeadId[];
}
/** What is gone was asked for again and is not there; what is `left` is, and may be asked for again. */
export interface ForgetResponse {
  readonly erased: readonly LeadId[];
  readonly left: readonly LeadId[];
  /** Why something is left, in a sentence; '' when nothing is. */
  readonly why: string;
  /** Conflicts about those leads that are still there. */
  readonly conflicts: number;
  /** Leads of which Sanity's history still showed earlier versions after they were erased. */
  readonly remembered: readonly LeadId[];
  readonly others: readonly OtherDocuments[];
  /** True: the phone and the e-mail are on the suppression list, as hashes, read back. */
  readonly suppressed: boolean;
}

/** Keeps what is known of an import (its rows apart), or changes what differs. Read back. */
export interface SaveImportRequest {
  readonly job: Job;
}
export interface SaveImportResponse {
  readonly job: Job;
}
export interface ImportsRequest {
  readonly spreadsheetId: string;
  readonly campaign: CampaignId | null;
  /** This one alone, read by its id past every index; null: all that the index lists. */
  readonly importId: ImportId | null;
  /** Only those before this moment, ISO 8601 UTC; null: from the newest. */
  readonly before: string | null;
}
/** Newest first, without those that were cancelled. */
export interface ImportsResponse {
  readonly imports: readonly Job[];
  readonly more: boolean;
}
/** Keeps one part of an import's rows; sent again it changes nothing. Read back and compared. */
export interface ImportPartRequest {
  readonly importId: ImportId;
  readonly spreadsheetId: string;
  readonly part: number;
  readonly rows: readonly JobRow[];
}
export interface ImportPartResponse {
  readonly rows: number;
}
export interface ReadPartRequest {
  readonly importId: ImportId;
  readonly spreadsheetId: string;
  readonly part: number;
}
export interface ReadPartResponse {
  readonly rows: readonly JobRow[];
}
/** At most this many leads in one request to take back an import. */
export const MAX_UNDONE = 250;

/**
 * Takes back created leads whose documents still say what that part of the import wrote, and nothing else. Of leads that
 * it changed, what says the same as before is spelled as before: a cell shows a phone in its own way.
 */
export interface UndoCreatedRequest {
  readonly spreadsheetId: string;
  readonly country: string;
  readonly importId: ImportId;
  readonly part: number;
  readonly lines: readonly number[];
}
/** `removed`: asked for again and not there. `changed`: somebody changed it since, so it stays. `restored`: a lead that was there before. */
export interface UndoneLead {
  readonly line: number;
  readonly id: LeadId;
  readonly state: 'removed' | 'restored' | 'changed' | 'unverified';
  readonly message: string;
}
export interface UndoCreatedResponse {
  readonly leads: readonly UndoneLead[];
}

/** Path → question and answer. */
export interface BridgeApi {
  readonly '/v1/sync': { readonly request: SyncRequest; readonly response: SyncResponse };
  readonly '/v1/campaigns': { readonly request: CampaignsRequest; readonly response: CampaignsResponse };
  readonly '/v1/campaigns/save': {
    readonly request: SaveCampaignRequest;
    readonly response: SaveCampaignResponse;
  };
  readonly '/v1/duplicates': { readonly request: DuplicatesRequest; readonly response: DuplicatesResponse };
  readonly '/v1/conflicts': { readonly request: ConflictsRequest; readonly response: ConflictsResponse };
  readonly '/v1/conflicts/settle': {
    readonly request: SettleConflictsRequest;
    readonly response: SettleConflictsResponse;
  };
  readonly '/v1/audit': { readonly request: AuditRequest; readonly response: AuditResponse };
  readonly '/v1/leads': { readonly request: LeadsRequest; readonly response: LeadsResponse };
  readonly '/v1/leads/restore': { readonly request: RestoreRequest; readonly response: RestoreResponse };
  readonly '/v1/lead': { readonly request: LeadRequest; readonly response: LeadResponse };
  readonly '/v1/leads/move': { readonly request: MoveRequest; readonly response: MoveResponse };
  readonly '/v1/campaigns/purge': { readonly request: PurgeRequest; readonly response: PurgeResponse };
  readonly '/v1/actions': { readonly request: ActionsRequest; readonly response: ActionsResponse };
  readonly '/v1/actions/record': {
    readonly request: RecordActionsRequest;
    readonly response: RecordActionsResponse;
  };
  readonly '/v1/export': { readonly request: ExportRequest; readonly response: ExportResponse };
  readonly '/v1/person': { readonly request: PersonRequest; readonly response: PersonResponse };
  readonly '/v1/imports': { readonly request: ImportsRequest; readonly response: ImportsResponse };
  readonly '/v1/imports/save': { readonly request: SaveImportRequest; readonly response: SaveImportResponse };
  readonly '/v1/imports/part': { readonly request: ImportPartRequest; readonly response: ImportPartResponse };
  readonly '/v1/imports/part/read': {
    readonly request: ReadPartRequest;
    readonly response: ReadPartResponse;
  };
  readonly '/v1/imports/undo': {
    readonly request: UndoCreatedRequest;
    readonly response: UndoCreatedResponse;
  };
  readonly '/v1/person/forget': { readonly request: ForgetRequest; readonly response: ForgetResponse };
}
export type BridgePath = keyof BridgeApi;

/** The body of every answer that is not 200. `message` is for a person: what happened, what was not done, what to do. */
export interface BridgeError {
  readonly error: { readonly code: BridgeErrorCode; readonly message: string };
}
export type BridgeErrorCode =
  | 'bad-request'
  | 'unsigned'
  | 'bad-signature'
  | 'stale'
  | 'repeated'
  | 'too-many-requests'
  | 'too-large'
  | 'not-found'
  | 'elsewhere'
  | 'store-unreachable'
  | 'store-refused'
  | 'internal';

/**
 * Headers of a signed request. The signature is `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`
 * (https://www.standardwebhooks.com). The timestamp is in whole seconds; five minutes off is refused.
 */
export const SIGNATURE_HEADERS = {
  id: 'leadsheet-id',
  timestamp: 'leadsheet-timestamp',
  signature: 'leadsheet-signature',
} as const;
