/** Dates of a file in whatever order they are written, as the sheet writes them: day first. */
import { formatDay, formatWallTime, parseWallTime, type WallTime, wallOf } from '../time.ts';

/** Which number of `3/4/2025` is the day. */
export type DateOrder = 'dayFirst' | 'monthFirst';

const NUMBERS = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\b(.*)$/;
const TIME = /(\d{1,2}):(\d\d)(?::\d\d(?:\.\d+)?)?\s*([ap])?\.?m?\.?\s*$/i;
const ISO_ZONED = /^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*([+-]\d\d)(\d\d)$/;
/** Since 1970, as programs export moments. */
const MILLISECONDS = /^1\d{12}$/;
const NAMED =
  /^(?:[a-z]{3,9},?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})|([a-z]{3,9})\s+(\d{1,2})(?:st|nd|rd|th)?),?[\s-]+(\d{4}|\d{2})\b(.*)$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * The order that a column's dates are written in, and whether the column proves it. Day first unless a number that
 * can only be a day stands second and none stands first.
 */
export function orderOf(cells: readonly string[]): { readonly order: DateOrder; readonly proven: boolean } {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const cell of cells) {
    const [, first = '', , second = ''] = NUMBERS.exec(cell.trim()) ?? [];
    if (Number(first) > 12) dayFirst += 1;
    if (Number(second) > 12) monthFirst += 1;
  }
  return {
    order: monthFirst > 0 && dayFirst === 0 ? 'monthFirst' : 'dayFirst',
    proven: (dayFirst === 0) !== (monthFirst === 0),
  };
}

/**
 * The date as the sheet's columns read it (`DD/MM/YYYY`, or `HH:MM DD/MM/YYYY` with a time), or null where the text is
 * none. What they read as it stands already stays as it stands.
 */
export function sheetDate(text: string, order: DateOrder): string | null {
  const trimmed = text.trim();
  const numbers = NUMBERS.exec(trimmed);
  const swapped = order === 'monthFirst' && numbers !== null;
  if (!swapped && parseWallTime(trimmed)) return text;
  if (MILLISECONDS.test(trimmed)) return formatWallTime(wallOf(new Date(Number(trimmed))), 'timeFirst');
  const zoned = ISO_ZONED.exec(trimmed);
  if (zoned) return sheetDate(`${zoned[1]}${zoned[2]}:${zoned[3]}`, order);
  const wall = numbers ? fromNumbers(numbers, order) : fromNames(NAMED.exec(trimmed));
  if (!wall) return null;
  return wall.timed ? formatWallTime(wall, 'timeFirst') : formatDay(wall);
}

interface Found extends WallTime {
  readonly timed: boolean;
}

function fromNumbers([, a = '', , b = '', year = '', rest = '']: readonly string[], order: DateOrder) {
  const [day, month] = order === 'dayFirst' ? [a, b] : [b, a];
  return found(Number(day), Number(month), year, rest);
}

function fromNames(parts: readonly (string | undefined)[] | null): Found | null {
  if (!parts) return null;
  const [, dayFirst, nameSecond, nameFirst, daySecond, year = '', rest = ''] = parts;
  const name = (nameSecond ?? nameFirst ?? '').slice(0, 3).toLowerCase();
  return found(Number(dayFirst ?? daySecond), MONTHS.indexOf(name) + 1, year, rest);
}

/** The date when it exists; two figures of a year are of this century up to 2049, as spreadsheets take them. */
function found(day: number, month: number, year: string, rest: string): Found | null {
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const time = rest.trim() === '' ? null : TIME.exec(rest);
  if (rest.trim() !== '' && !time) return null;
  const [, hours = '0', minutes = '0', half] = time ?? [];
  const hour = (Number(hours) % (half ? 12 : 24)) + (half?.toLowerCase() === 'p' ? 12 : 0);
  const wall = { year: full, month, day, hour, minute: Number(minutes) };
  return parseWallTime(formatWallTime(wall, 'timeFirst')) ? { ...wall, timed: time !== null } : null;
}
