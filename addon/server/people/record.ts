/** Recording who did what: told to the bridge at once, or kept until it can be. */
import type { Action, ActionCode } from '../../model/actions.ts';
import type { CampaignId } from '../../model/lead.ts';
import { userEmail } from '../sheets/session.ts';

/** Records it in the name of the person at the sheet. Never throws: what was done is done. `said` names no lead. */
export function recordAction(_what: ActionCode, _campaign: CampaignId | null, _said: string): void {
  userEmail();
}

/** Tells the bridge what it could not be told before. */
export function sendActions(): readonly Action[] {
  return [];
}
