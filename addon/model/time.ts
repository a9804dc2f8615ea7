/** Times as the sheet writes them (UK wall clock) and as documents hold them (ISO 8601 UTC). */

/** A minute on a wall clock. Months are 1–12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** How a column writes its date-times; a value is written back in the form that its column already uses. */
export type TimeForm = 'timeFirst' | 'dateFirst' | 'iso';

const two = (n: number): string => String(n).padStart(2, '0');
const four = (n: number): string => String(n).padStart(4, '0');

/**
 * Reads what people and the automation write: `12:31 28/10/2025`, `28/10/2025 12:31`, `28/10/2025`, ISO 8601 with or
 * without a zone (without: UK time). Day comes first. Answers null for anything else, impossible dates included.
 */
export function parseWallTime(text: string): WallTime | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso) return iso[6] ? zonedToWall(trimmed) : checked(iso[1], iso[2], iso[3], iso[4], iso[5]);
  const dateFirst = DATE_FIRST.exec(trimmed);
  if (dateFirst) return checked(dateFirst[3], dateFirst[2], dateFirst[1], dateFirst[4], dateFirst[5]);
  const timeFirst = TIME_FIRST.exec(trimmed);
  if (timeFirst) return checked(timeFirst[5], timeFirst[4], timeFirst[3], timeFirst[1], timeFirst[2]);
  return null;
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/;
const DATE = String.raw`(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})`;
const TIME = String.raw`(\d{1,2}):(\d\d)(?::\d\d)?`;
const DATE_FIRST = new RegExp(`^${DATE}(?:,?\\s+${TIME})?$`);
const TIME_FIRST = new RegExp(`^${TIME},?\\s+${DATE}$`);

/** The form that a date-time is written in. */
export function timeFormOf(text: string): TimeForm {
  const trimmed = text.trim();
  if (/^\d{4}-/.test(trimmed)) return 'iso';
  return /^\d{1,2}:/.test(trimmed) ? 'timeFirst' : 'dateFirst';
}

/** Writes a wall time in a column's form. `timeFirst` is the automation's `HH:MM DD/MM/YYYY`. */
export function formatWallTime(wall: WallTime, form: TimeForm): string {
  const time = `${two(wall.hour)}:${two(wall.minute)}`;
  const date = formatDay(wall);
  switch (form) {
    case 'timeFirst':
      return `${time} ${date}`;
    case 'dateFirst':
      return `${date} ${time}`;
    case 'iso':
      return wallToIso(wall);
  }
}

/** `DD/MM/YYYY` */
export function formatDay(wall: WallTime): string {
  return `${two(wall.day)}/${two(wall.month)}/${four(wall.year)}`;
}

/** The same minute, sortable: `2025-10-28T12:31`. Two UTC times that a clock change shows alike give one key. */
export function wallKey(wall: WallTime): string {
  return `${four(wall.year)}-${two(wall.month)}-${two(wall.day)}T${two(wall.hour)}:${two(wall.minute)}`;
}

/** UK wall time → ISO 8601 UTC. The hour that autumn has twice is read as the first (summer) one. */
export function wallToIso(wall: WallTime): string {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const summer = asUtc - 3_600_000;
  return new Date(isSummerTime(summer) ? summer : asUtc).toISOString();
}

/** ISO 8601 with a zone → UK wall time, or null when the text is none. */
export function isoToWall(iso: string): WallTime | null {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/.test(iso.trim())
    ? zonedToWall(iso.trim())
    : null;
}

/** A moment on the UK's wall clocks. */
export function wallOf(moment: Date): WallTime {
  const local = new Date(moment.getTime() + (isSummerTime(moment.getTime()) ? 3_600_000 : 0));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

function zonedToWall(text: string): WallTime | null {
  const moment = new Date(text.replace(' ', 'T'));
  return Number.isNaN(moment.getTime()) ? null : wallOf(moment);
}

/**
 * British Summer Time: from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
 * (The Summer Time Order 2002, SI 2002/262). Written out because Apps Script's Intl may lack time zones.
 */
function isSummerTime(utc: number): boolean {
  const year = new Date(utc).getUTCFullYear();
  return utc >= lastSundayAtOne(year, 2) && utc < lastSundayAtOne(year, 9);
}

function lastSundayAtOne(year: number, monthIndex: number): number {
  const last = new Date(Date.UTC(year, monthIndex + 1, 0, 1));
  return last.getTime() - last.getUTCDay() * 86_400_000;
}

function checked(y = '', mo = '', d = '', h = '0', mi = '0'): WallTime | null {
  const wall = { year: +y, month: +mo, day: +d, hour: +h, minute: +mi };
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day));
  const real = date.getUTCMonth() === wall.month - 1 && date.getUTCDate() === wall.day;
  return real && wall.year >= 1900 && wall.hour < 24 && wall.minute < 60 ? wall : null;
}
