/** Whether what runs by itself still runs: whose triggers they are, and when the minute trigger last did. */
import type { Triggers } from '../calls.ts';
import { type Beat, beatIn, type TriggerOwner, triggerOwnerIn } from './settings.ts';
import type { Stored } from './sheets/properties.ts';

/** The minute trigger is late by seconds, at times by a minute or two; this late it has stopped. */
const LATE_MS = 10 * 60_000;

/** The triggers as the person `user` at the sheet should see them; '' where Google does not tell who that is. */
export function triggersOf(stored: Stored, user: string, now: number): Triggers {
  const installed = triggerOwnerIn(stored);
  const beat = beatIn(stored);
  const owner = installed?.owner ?? '';
  return {
    installed: installed !== null,
    owner,
    mine: installed !== null && owner !== '' && owner === user,
    ranAt: beat?.at ?? null,
    alive: installed !== null && isRunning(installed, stored, now),
  };
}

/** True while the known triggers have shown themselves lately: were installed, or ran. */
export function isRunning(installed: TriggerOwner, stored: Stored, now: number): boolean {
  return now - Date.parse(lastSign(installed, beatIn(stored))) < LATE_MS;
}

/** A trigger that was just installed has not had its minute yet. ISO 8601 times sort as they follow each other. */
function lastSign({ at, ids }: TriggerOwner, beat: Beat | null): string {
  const own = beat !== null && (!ids || ids.includes(beat.id));
  return own && beat.at > at ? beat.at : at;
}
