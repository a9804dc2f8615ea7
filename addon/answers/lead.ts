/** A lead as its card shows it. */
import type { Message } from '../model/conversation.ts';
import type { FieldKey } from '../model/fields.ts';
import type { CampaignId, LeadId } from '../model/lead.ts';
import type { LeadChange, LeadConflict, StoredMessage } from '../model/wire.ts';

/** From the lead's row alone; Sanity is not asked. */
export interface LeadCard {
  readonly campaign: CampaignId;
  readonly lead: LeadId;
  /** Row number in the sheet. */
  readonly row: number;
  /** What each cell shows, but for the conversation, which is in `messages`; fields without a column are missing. */
  readonly texts: { readonly [K in FieldKey]?: string };
  readonly extras: readonly { readonly name: string; readonly text: string }[];
  /** E.164 where the phone can be read, for links; null else. */
  readonly dial: string | null;
  /** From the conversation's cell, oldest first. */
  readonly messages: readonly Message[];
  /** The cell shows only the beginning of a conversation that is too long for it. */
  readonly shortened: boolean;
  /** False: what the row says is not verified in Sanity yet. */
  readonly saved: boolean;
}

/** What Sanity knows beside the row. */
export interface LeadBackground {
  readonly lead: LeadId;
  readonly messages: readonly StoredMessage[];
  /** Entries of the document's messages that nobody can read. */
  readonly unreadMessages: number;
  readonly changes: readonly LeadChange[];
  readonly conflicts: readonly LeadConflict[];
  /** Why changes or conflicts are missing, in a sentence; null: what there is is here. */
  readonly historyFailure: string | null;
}

/** The fields that the card changes. */
export const CARD_FIELDS = [
  'contactStatus',
  'leadSentiment',
  'manualMode',
  'notes',
  'assignedTo',
  'finalStatus',
  'archived',
] as const satisfies readonly FieldKey[];
export type CardField = (typeof CARD_FIELDS)[number];

/** The row that the person has selected. */
export interface Selection {
  readonly campaign: CampaignId | null;
  readonly lead: LeadId | null;
  readonly row: number;
}
