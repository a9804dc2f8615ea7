/** Sheet dates are days since 30 December 1899 on a wall clock; scripts hold instants. One time zone turns one into the other. */

const DAY = 86_400_000;
const EPOCH = Date.UTC(1899, 11, 30);
const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds that the wall clock of `timeZone` is ahead of UTC at an instant. */
function offsetAt(instant: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const at = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** The instant of a sheet's date number, in milliseconds since 1970; in a repeated hour, the later one. */
export function instantOf(serial: number, timeZone: string): number {
  const wall = EPOCH + Math.round(serial * DAY);
  const guess = wall - offsetAt(wall, timeZone);
  return wall - offsetAt(guess, timeZone);
}

/** The sheet's date number of an instant. */
export function serialOf(instant: number, timeZone: string): number {
  return (instant + offsetAt(instant, timeZone) - EPOCH) / DAY;
}

/** The date number of a wall-clock date, or null when there is no such day. Month is 1 to 12. */
export function serialOfDay(year: number, month: number, day: number): number | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  at.setUTCFullYear(year);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return null;
  return (at.getTime() - EPOCH) / DAY;
}

/**
 * Formats an instant by a pattern of Java's SimpleDateFormat, as `Utilities.formatDate` does.
 * Throws for a letter that is not imitated.
 */
export function formatInstant(instant: number, timeZone: string, pattern: string): string {
  const offset = offsetAt(instant, timeZone);
  const at = new Date(instant + offset);
  return pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (token, quoted, letter) => {
    if (letter === undefined) return quoted === '' ? "'" : String(quoted).replaceAll("''", "'");
    return formatLetter(letter, token.length, at, offset);
  });
}

function formatLetter(letter: string, width: number, at: Date, offset: number): string {
  const padded = (value: number) => String(value).padStart(width, '0');
  const named = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-US', { ...options, timeZone: 'UTC' }).format(at);
  switch (letter) {
    case 'y':
      return width === 2 ? String(at.getUTCFullYear() % 100).padStart(2, '0') : padded(at.getUTCFullYear());
    case 'M':
      if (width >= 4) return named({ month: 'long' });
      return width === 3 ? named({ month: 'short' }) : padded(at.getUTCMonth() + 1);
    case 'd':
      return padded(at.getUTCDate());
    case 'H':
      return padded(at.getUTCHours());
    case 'h':
      return padded(at.getUTCHours() % 12 || 12);
    case 'm':
      return padded(at.getUTCMinutes());
    case 's':
      return padded(at.getUTCSeconds());
    case 'S':
      return padded(at.getUTCMilliseconds());
    case 'a':
      return at.getUTCHours() < 12 ? 'AM' : 'PM';
    case 'E':
      return named({ weekday: width >= 4 ? 'long' : 'short' });
    case 'u':
      return padded(at.getUTCDay() || 7);
    case 'Z':
      return offsetText(offset, '');
    case 'X':
      return offset === 0 ? 'Z' : offsetText(offset, ':');
    default:
      throw new Error(`Utilities.formatDate: the letter "${letter}" is not imitated by the local host`);
  }
}

function offsetText(offset: number, separator: string): string {
  const minutes = Math.abs(offset) / 60_000;
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${hours}${separator}${String(minutes % 60).padStart(2, '0')}`;
}
