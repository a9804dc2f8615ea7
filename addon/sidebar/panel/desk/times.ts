/** Times of leads in a few letters. They are the UK's wall clocks, as in the tab. */
import { parseWallTime, wallKey, wallOf, wallToIso } from '../../../model/time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago a `wallKey` was: `25 min`, `3 h`, `2 days`; '' where there is none. */
export function since(key: string, now: number): string {
  const moment = momentOf(key);
  if (moment === null) return '';
  const passed = Math.max(0, now - moment);
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  if (passed < DAY) return `${Math.floor(passed / HOUR)} h`;
  const days = Math.floor(passed / DAY);
  return days === 1 ? '1 day' : `${days} days`;
}

/** `today 14:30`, `tomorrow 09:00`, `Tue 24 Nov 09:00`, with the year where it is another one; '' where there is none. */
export function whenOf(key: string, now: number): string {
  const wall = parseWallTime(key);
  if (!wall) return '';
  const time = key.slice(11);
  const days = dayNumber(key) - dayNumber(wallKey(wallOf(new Date(now))));
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  if (days === -1) return `yesterday ${time}`;
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day));
  const sameYear = wall.year === wallOf(new Date(now)).year;
  return `${(sameYear ? near : far).format(date)} ${time}`;
}

const near = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
const far = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

function momentOf(key: string): number | null {
  const wall = parseWallTime(key);
  return wall ? Date.parse(wallToIso(wall)) : null;
}

function dayNumber(key: string): number {
  return Math.floor(Date.parse(`${key.slice(0, 10)}T00:00:00Z`) / DAY);
}
