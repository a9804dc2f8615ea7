/** What somebody began to write about a lead and has not saved: it outlives every tick, and the way to another lead. */
import type { CardField } from '../../../answers/lead.ts';
import type { CampaignId, LeadId } from '../../../model/lead.ts';

export interface Draft {
  readonly campaign: CampaignId;
  readonly lead: LeadId;
  readonly field: CardField;
  /** Whose it is, for people. */
  readonly who: string;
  /** What the cell said when it was begun. */
  readonly before: string;
  readonly text: string;
}

const drafts = new Map<string, Draft>();

function keyOf({ lead, field }: Pick<Draft, 'lead' | 'field'>): string {
  return `${lead} ${field}`;
}

export function draftOf(lead: LeadId, field: CardField): Draft | null {
  return drafts.get(keyOf({ lead, field })) ?? null;
}

/** Keeps it; a draft that says what the cell said is none. */
export function keepDraft(draft: Draft): void {
  if (draft.text === draft.before) drafts.delete(keyOf(draft));
  else drafts.set(keyOf(draft), draft);
}

/** Lets it go once it is saved as it stood then, or was given up. */
export function dropDraft(lead: LeadId, field: CardField, text?: string): void {
  const kept = draftOf(lead, field);
  if (kept && (text === undefined || kept.text === text)) drafts.delete(keyOf(kept));
}

/** Those about other leads, one for each of these. */
export function draftsElsewhere(lead: LeadId): readonly Draft[] {
  const others = [...drafts.values()].filter((one) => one.lead !== lead);
  return others.filter((one, n) => others.findIndex(({ lead: id }) => id === one.lead) === n);
}
