/** Erasures that have begun and not ended: by ids alone, so that remembering them keeps nothing of the person. */
import type { CampaignId, LeadId } from '../../model/lead.ts';
import { isCampaignId, isLeadId } from '../guards.ts';
import { type Guard, isCount, isText, listOf, parseJson, shape } from '../shapes.ts';
import { forgetDocument, type Stored } from '../sheets/properties.ts';

export interface Intent {
  readonly campaign: CampaignId;
  /** The lead that was asked about. */
  readonly lead: LeadId;
  /** What the person who confirmed it saw. */
  readonly leads: readonly LeadId[];
  /** E-mail of who confirmed it; '' where Google did not tell. */
  readonly by: string;
  /** ISO 8601 UTC */
  readonly at: string;
  /** How often it was taken up again. */
  readonly tries: number;
}

const KEY = 'forgetting:';

const isIntent: Guard<Intent> = shape({
  campaign: isCampaignId,
  lead: isLeadId,
  leads: listOf(isLeadId),
  by: isText,
  at: isText,
  tries: isCount,
});

export function intentsIn(stored: Stored): readonly Intent[] {
  return Object.keys(stored)
    .filter((key) => key.startsWith(KEY))
    .map((key) => parseJson(stored[key] ?? ''))
    .filter(isIntent);
}

export function intentEntry(intent: Intent): Stored {
  return { [KEY + intent.lead]: JSON.stringify(intent) };
}

export function forgetIntent({ lead }: Intent): void {
  forgetDocument(KEY + lead);
}
