/** Days of a conversation in words. They are the UK's, as in the tab. */
import { wallKey, wallOf } from '../../../model/time.ts';

/** `Today`, `Yesterday`, `Tue 28 October`, with the year where it is another one; from `2025-10-28`. */
export function dayOf(day: string, now: number): string {
  const today = wallKey(wallOf(new Date(now))).slice(0, 10);
  const moment = Date.parse(`${day}T00:00:00Z`);
  const days = Math.round((moment - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  const format = day.slice(0, 4) === today.slice(0, 4) ? near : far;
  return format.format(new Date(moment));
}

const near = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
});
const far = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
