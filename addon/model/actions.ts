/** The record of who did what and when. It names campaigns and counts, never a lead. */
import { type CampaignId, isLeadId } from './lead.ts';

declare const brand: unique symbol;
/** The `_id` of a recorded action. */
export type ActionId = string & { readonly [brand]: 'ActionId' };

export function isActionId(text: string): text is ActionId {
  return isLeadId(text) && text.startsWith('action.');
}

export const ACTION_CODES = [
  'created',
  'imported',
  'import-undone',
  'settings',
  'started',
  'archived',
  'restored',
  'deleted',
  'purged',
  'merged',
  'moved',
  'copied',
  'exported',
  'forgotten',
  'people',
] as const;
export type ActionCode = (typeof ACTION_CODES)[number];

export interface Action {
  readonly id: ActionId;
  /** ISO 8601 UTC */
  readonly at: string;
  /** E-mail of who did it; '' where Google does not tell. */
  readonly by: string;
  /** null: it was about the whole spreadsheet. */
  readonly campaign: CampaignId | null;
  readonly what: ActionCode;
  /** One sentence, without anything personal about a lead. */
  readonly said: string;
}
