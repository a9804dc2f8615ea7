/** What a person works from: a campaign's numbers, its lists, and what a search finds. */
import type { FoundLead, LeadLine, ListName } from '../model/desk/line.ts';
import type { KpiChange } from '../model/kpi.ts';
import type { CampaignId, LeadId } from '../model/lead.ts';
import type { Period } from '../model/period.ts';

/** A campaign's numbers for a period, as its dashboard has them. Rates in %, hours to one decimal. */
export interface DeskNumbers {
  readonly total: number;
  readonly messages: number;
  readonly messaged: number;
  readonly replied: number;
  readonly replyRate: number;
  readonly hot: number;
  readonly warm: number;
  readonly upcomingCalls: number;
  readonly callsBooked: number;
  readonly converted: number;
  readonly optOutRate: number;
  /** Hours from the first message to the reply; null where nobody replied. */
  readonly meanHours: number | null;
  readonly medianHours: number | null;
  /** Against the period before, in %; null for `all`. */
  readonly change: KpiChange | null;
  /** Replies by weekday (Monday first) and hour. */
  readonly heat: readonly (readonly number[])[];
}

export interface DeskList {
  readonly list: ListName;
  readonly total: number;
  /** The first few of them; `deskList` has the others. */
  readonly lines: readonly LeadLine[];
}

export interface Desk {
  readonly campaign: CampaignId;
  readonly period: Period;
  readonly numbers: DeskNumbers;
  readonly lists: readonly DeskList[];
  /** When the tab was read for it, ISO 8601 UTC. */
  readonly asOf: string;
}

/** Part of a long list. */
export interface FoundLeads {
  readonly leads: readonly FoundLead[];
  readonly total: number;
  /** When the oldest of the tabs that were looked through was read, ISO 8601 UTC. */
  readonly asOf: string;
}

/** Part of a list, and how many leads of the whole list each status has, most first; '' for none. */
export interface LeadPage extends FoundLeads {
  readonly statuses: readonly { readonly status: string; readonly leads: number }[];
}

/** Where a lead's row is. */
export interface Whereabouts {
  readonly campaign: CampaignId;
  readonly lead: LeadId;
  /** Row number in the sheet. */
  readonly row: number;
}
