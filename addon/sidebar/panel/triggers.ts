/** Triggers that stopped, in words. */
import type { Triggers } from '../../calls.ts';
import { clock, momentOf } from '../ui/words.ts';

/** Whose the triggers are, when they last ran, and what that means. */
export function stoppedText({ owner, mine, ranAt }: Triggers, now: number): string {
  const whose = mine ? 'you' : owner || 'someone whom Google does not name';
  const moment = momentOf(ranAt);
  const last = moment === null ? 'never ran' : `last ran at ${clock(moment, now)}`;
  return `The triggers that send edits belong to ${whose} and ${last}. Until they run again, edits are sent only while this sidebar is open.`;
}
