/** What a person typed to find a lead, as terms that each have to be found. */
import { fold, wordsOf } from './fold.ts';

/** One thing that is looked for. */
export interface Term {
  /** Folded; no spaces in it, but for a postcode or a number that was written with some. */
  readonly text: string;
  /** Its words: `smith-jones` is looked for as two beside each other. */
  readonly words: readonly string[];
  /** Its letters and digits alone, as a postcode is compared. */
  readonly bare: string;
  /** The digits of what may be a number, wherever they stand in one; '' for another term. */
  readonly digits: string;
  /** The same without the noughts at their beginning, which stand for a country: they stand near a number's beginning. */
  readonly national: string;
}

/** Fewer digits than these are in nearly every number. */
const LEAST_DIGITS = 3;

/** The terms of a text; none for one that says nothing. Digits beside each other are one number. */
export function termsOf(text: string): readonly Term[] {
  const words = fold(text)
    .split(/[\s,;]+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word) || NUMBER.test(word));
  const joined: string[] = [];
  for (const word of words) {
    const last = joined[joined.length - 1];
    if (last !== undefined && belongs(last, word)) joined[joined.length - 1] = `${last}${word}`;
    else joined.push(word);
  }
  return joined
    .map((word) => ({
      text: word,
      words: wordsOf(word),
      bare: word.replace(/[^a-z0-9]/g, ''),
      ...(isNumber(word) ? digitsOf(word) : NO_DIGITS),
    }))
    .filter((term) => /[\p{L}\p{N}]/u.test(term.text));
}

/** Whether the text is long enough to find something that was meant. */
export function saysEnough(text: string): boolean {
  const terms = termsOf(text);
  return (
    terms.length > 0 &&
    terms.some(({ text: one, digits, national }) =>
      isNumber(one) ? digits !== '' || national !== '' : one.length > 1,
    )
  );
}

/** Parts of a number, or the two halves of a postcode. */
function belongs(last: string, word: string): boolean {
  return (isNumber(last) && isNumber(word)) || (OUTCODE.test(last) && INCODE.test(word));
}

const OUTCODE = /^[a-z]{1,2}\d[a-z\d]?$/;
const INCODE = /^\d[a-z]{0,2}$/;
const NUMBER = /^[+(]?[\d().\-/+]*$/;

function isNumber(word: string): boolean {
  return word !== '' && NUMBER.test(word);
}

const NO_DIGITS = { digits: '', national: '' };

/**
 * `07700900123`, `+44 (0)7700 900123`, `0044 7700…` and `7700900123` all find `447700900123`. One nought at the beginning
 * may also be meant: of the last digits of a number, `0123`.
 */
function digitsOf(number: string): Pick<Term, 'digits' | 'national'> {
  const digits = number.replace(/\(0\)/g, '').replace(/\D/g, '');
  const national = digits.replace(/^0+/, '');
  return {
    digits: digits.length < LEAST_DIGITS ? '' : digits,
    national: national === digits || national.length < LEAST_DIGITS - 1 ? '' : national,
  };
}
