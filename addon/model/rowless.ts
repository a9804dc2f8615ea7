/** What a lead without a row is: new to the tab, resting in Sanity, or gone from the sheet. */
import { isBornInTab, type LeadId } from './lead.ts';

/**
 * `new`: the tab has never shown it and takes it. `resting`: archived and out of the tab, as a person chose.
 * `missing`: it had a row, so whoever deleted that must say what is meant.
 */
export type Rowless = 'new' | 'resting' | 'missing';

/** Sanity's queries see a new document late; a lead made so shortly before the tab was complete may not have been told. */
const TOLD_LATE_MS = 60_000;

/** `knownUntil`: up to when (ISO 8601, Sanity's clock) the tab is known to have shown every lead; null: not yet. */
export function rowlessIs(
  lead: { readonly id: LeadId; readonly createdAt: string; readonly archived: boolean },
  knownUntil: string | null,
): Rowless {
  if (knownUntil === null) return 'new';
  const shown = Date.parse(lead.createdAt) <= Date.parse(knownUntil) - TOLD_LATE_MS;
  if (!shown && !isBornInTab(lead.id)) return 'new';
  return lead.archived ? 'resting' : 'missing';
}

/**
 * True when a resting lead got a message since the tab was last told everything: whoever archived it had not seen that.
 * `replyReceived`: ISO 8601 UTC.
 */
export function isAnsweredSince(replyReceived: string | null, knownUntil: string | null): boolean {
  if (replyReceived === null || knownUntil === null) return false;
  return Date.parse(replyReceived) >= Date.parse(knownUntil);
}
