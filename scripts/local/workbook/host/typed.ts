/** What Google Sheets makes of a string, number, Date or boolean written to a cell: it reads strings as if typed. */
import { helpers } from '@odoo/o-spreadsheet';
import type { Locale } from '../engine/types.ts';
import { serialOf, serialOfDay } from './dates.ts';

/** What to hand to the engine: content as typed there, and the number format that the writing brings along. */
export interface Typed {
  readonly content: string;
  readonly format?: string;
}

export interface TypingRules {
  readonly locale: Locale;
  readonly timeZone: string;
  /** For dates without a year. */
  readonly year: number;
}

/**
 * Turns a written value into what the cell then holds. `format` is the cell's number format before the write.
 * Harsh where Google is unconfirmed: under `@` a leading `=` still makes a formula, a leading apostrophe stays visible,
 * `+` before anything that is no number makes a formula, and a phone number with spaces is a number.
 */
export function typed(value: unknown, format: string | undefined, rules: TypingRules): Typed {
  if (value === null || value === undefined) return { content: '' };
  if (value instanceof Date) return typedDate(value, format, rules);
  if (typeof value === 'number' && !Number.isFinite(value)) return { content: '=1/0' };
  const text = typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
  if (text.startsWith('=')) return { content: text };
  if (format === '@') return { content: text };
  if (typeof value !== 'string') return { content: text };
  const read = readTyped(text, rules);
  if (read) return format ? { content: read.content } : read;
  if (/^\+./s.test(text)) return { content: `=${text}` };
  return { content: asText(text, rules.locale) };
}

function typedDate(value: Date, format: string | undefined, rules: TypingRules): Typed {
  if (Number.isNaN(value.getTime())) return { content: '=1/0' };
  const serial = serialOf(value.getTime(), rules.timeZone);
  if (format && format !== '@') return { content: String(serial) };
  const pattern = Number.isInteger(serial) ? DATE(rules) : `${DATE(rules)} hh:mm:ss`;
  return { content: String(serial), format: pattern };
}

/** Marks text that the engine would read otherwise. It hides one leading apostrophe, so a written one needs a second. */
function asText(text: string, locale: Locale): string {
  const misread =
    text.startsWith("'") ||
    /^(true|false)$/i.test(text.trim()) ||
    helpers.isNumber(text, locale) ||
    helpers.isDateTime(text, locale);
  return misread && text !== '' ? `'${text}` : text;
}

const DATE = ({ locale }: TypingRules) => (locale.code === 'en_US' ? 'm/d/yyyy' : 'dd/mm/yyyy');

function readTyped(text: string, rules: TypingRules): Typed | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (/^(true|false)$/i.test(trimmed)) return { content: trimmed.toUpperCase() };
  return readNumber(trimmed) ?? readDateTime(trimmed, rules);
}

/** `1,000,000`, `2.000`, `01234`, `22 34`, `+44…`, `1e5`, `5%`, `£2.99`, `(12)`. */
function readNumber(text: string): Typed | null {
  const match =
    /^(?<open>\()?(?<sign>[+-])?\s*(?<currency>[£$€])?\s*(?<digits>\d[\d, ]*(?:\.\d*)?|\.\d+)(?<exponent>e[+-]?\d{1,3})?\s*(?<percent>%)?(?<close>\))?$/i.exec(
      text,
    );
  if (!match?.groups) return null;
  const { open, sign, currency, digits = '', exponent = '', percent, close } = match.groups;
  if ((open === undefined) !== (close === undefined) || /,\D|,$/.test(digits)) return null;
  const number = Number(digits.replace(/[, ]/g, '') + exponent);
  if (!Number.isFinite(number)) return null;
  const signed = sign === '-' || open ? -number : number;
  const decimals = digits.includes('.') ? '.00' : '';
  if (percent) return { content: String(signed / 100), format: `0${decimals}%` };
  if (currency) return { content: String(signed), format: `[$${currency}]#,##0${decimals}` };
  if (digits.includes(',')) return { content: String(signed), format: `#,##0${decimals}` };
  return { content: String(signed) };
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

function readDateTime(text: string, rules: TypingRules): Typed | null {
  const time = /(?:^|\s+)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?$/i.exec(text);
  const fraction = time ? readTime(time) : 0;
  if (fraction === null) return null;
  const datePart = time ? text.slice(0, time.index) : text;
  if (datePart === '') return { content: String(fraction), format: 'hh:mm:ss' };
  const day = readDay(datePart, rules);
  if (day === null) return null;
  const format = time ? `${DATE(rules)} hh:mm:ss` : DATE(rules);
  return { content: String(day + fraction), format };
}

function readTime([, h = '', m = '', s = '0', half]: RegExpExecArray): number | null {
  const hours = half ? (Number(h) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(h);
  if (hours > 23 || Number(m) > 59 || Number(s) > 59) return null;
  return (hours * 3600 + Number(m) * 60 + Number(s)) / 86_400;
}

function readDay(text: string, rules: TypingRules): number | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return serialOfDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const short = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/.exec(text);
  if (short && !(short[2] === '.' && short[4] === undefined)) {
    const [first, second] = [Number(short[1]), Number(short[3])];
    const [day, month] = rules.locale.code === 'en_US' ? [second, first] : [first, second];
    return serialOfDay(fullYear(short[4], rules), month, day);
  }
  const dayFirst = /^(\d{1,2})[\s-]+([a-z]{3,9})\.?,?(?:[\s-]+(\d{2}|\d{4}))?$/i.exec(text);
  if (dayFirst) return namedDay(dayFirst[1], dayFirst[2], dayFirst[3], rules);
  const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/i.exec(text);
  if (monthFirst) return namedDay(monthFirst[2], monthFirst[1], monthFirst[3], rules);
  const monthOnly = /^([a-z]{3,9})\.?,?\s+(\d{4})$/i.exec(text);
  return monthOnly ? namedDay('1', monthOnly[1], monthOnly[2], rules) : null;
}

function namedDay(day = '', month = '', year: string | undefined, rules: TypingRules): number | null {
  const name = month.toLowerCase();
  const index = MONTHS.findIndex((one) => one === name || one.slice(0, 3) === name);
  return index === -1 ? null : serialOfDay(fullYear(year, rules), index + 1, Number(day));
}

function fullYear(year: string | undefined, rules: TypingRules): number {
  if (year === undefined) return rules.year;
  return year.length === 2 ? Number(year) + (Number(year) < 30 ? 2000 : 1900) : Number(year);
}
