/** A lead in one line: what a person needs to find it, and to see whether it waits for them. */
import type { CampaignId, LeadId } from '../lead.ts';

/** Texts are as the cells show them; times are `wallKey`s (`2025-10-28T12:31`, UK wall clock), '' where there is none. */
export interface LeadLine {
  readonly lead: LeadId;
  readonly name: string;
  /** E.164 where it can be read, else as it stands. */
  readonly phone: string;
  readonly email: string;
  readonly postcode: string;
  readonly status: string;
  readonly sentiment: string;
  readonly outcome: string;
  readonly assignedTo: string;
  readonly archived: boolean;
  readonly manual: boolean;
  readonly m1: string;
  readonly m2: string;
  readonly m3: string;
  /** A message of that number is set, readable as a time or not. */
  readonly sent: readonly [boolean, boolean, boolean];
  readonly replied: string;
  readonly hasReplied: boolean;
  readonly answered: string;
  readonly call: string;
  readonly hasCall: boolean;
  /** The beginning of the latest reply, at most 90 characters. */
  readonly snippet: string;
}

/** A line and whose campaign it is. */
export interface FoundLead {
  readonly campaign: CampaignId;
  readonly line: LeadLine;
}

/** The lists that a person works from. */
export const LISTS = ['hot', 'warm', 'waiting', 'upcoming', 'booked', 'recent', 'archived'] as const;
export type ListName = (typeof LISTS)[number];
