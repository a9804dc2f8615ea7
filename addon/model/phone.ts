/** Phone numbers as E.164: how a number is recognised whatever its spelling. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type { CountryCode };

/** Country of numbers that are written without one, unless a campaign says otherwise. */
export const DEFAULT_COUNTRY: CountryCode = 'GB';

/** True for a two-letter country that phone numbers are known of. */
export function isCountry(text: string): text is CountryCode {
  return isSupportedCountry(text);
}

/**
 * The number in E.164 (`+447700900123`), or null when no possible number can be read. Accepts what is *possible*:
 * Ofcom's drama ranges are possible but not "valid". A leading zero that a spreadsheet ate is put back.
 */
export function toE164(text: string, country: CountryCode = DEFAULT_COUNTRY): string | null {
  if (PLAIN_UK.test(text)) return text;
  if (country === 'GB' && PLAIN_UK_NATIONAL.test(text)) return `+44${text.slice(1)}`;
  const cleaned = text
    .trim()
    .replace(/^(?:p|tel|phone|mob|mobile)\s*:\s*/i, '')
    .replace(/^'/, '')
    .replace(/\(0\)/, '');
  if (!/\d/.test(cleaned) || /[A-Za-z]{2,}/.test(cleaned)) return null;
  const parsed = parsePhoneNumberFromString(cleaned, country);
  return parsed?.isPossible() ? parsed.number : null;
}

/**
 * How most numbers in a tab are written. Every one is possible, so the answer needs no metadata: a pass reads each
 * number of a tab, and asking the library is by far the dearest thing in it.
 */
const PLAIN_UK = /^\+44[1-9]\d{9}$/;
const PLAIN_UK_NATIONAL = /^0[1-9]\d{9}$/;
