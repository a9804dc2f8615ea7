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
  const usual = PLAIN_UK.test(text) ? text : usualUk(text, country);
  if (usual) return usual;
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

/** Digits, one sign at most between two of them, and brackets around the beginning alone. */
const USUAL = /^(?:\+44[ .-]?(?:\(0\)[ .-]?)?|\(0\d{2,5}\)[ .-]?)?\d(?:[ .-]?\d)*$/;

/** How most people write a number of the UK: the same answer as the library's, for what needs no metadata; else null. */
function usualUk(text: string, country: CountryCode): string | null {
  const trimmed = text.trim();
  if (trimmed.length > 24 || !USUAL.test(trimmed)) return null;
  const digits = trimmed.replace('(0)', '').replace(/[ .()-]/g, '');
  if (digits.startsWith('+')) return PLAIN_UK.test(digits) ? digits : null;
  if (country !== 'GB') return null;
  if (UK_NATIONAL.test(digits)) return `+44${digits.slice(1)}`;
  // A zero that a spreadsheet ate. What begins with 44 may be a number with its country.
  return UK_ZEROLESS.test(digits) && !digits.startsWith('44') ? `+44${digits}` : null;
}

const UK_NATIONAL = /^0[1-9]\d{9}$/;
const UK_ZEROLESS = /^[1-9]\d{9}$/;
