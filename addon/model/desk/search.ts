/** Finding leads among lines: by name, phone in any spelling, e-mail and postcode, the likeliest first. */
import { fold, wordsOf } from './fold.ts';
import type { LeadLine } from './line.ts';
import { type Term, termsOf } from './query.ts';

/** What of a lead a term was found in. */
export type FoundIn = 'name' | 'phone' | 'email' | 'postcode';

/** How well a term fits; the smaller, the better. */
interface Fit {
  readonly in: FoundIn;
  readonly cost: number;
}

export interface Ranked<T> {
  readonly one: T;
  /** The smaller, the likelier. */
  readonly cost: number;
}

/** Leads that are archived come after all others that fit as well. */
const ARCHIVED_COST = 0.5;

/** The lines in which every term of a text is found, the likeliest first. None for a text that says nothing. */
export function searchLines<T>(
  all: readonly T[],
  lineOf: (one: T) => LeadLine,
  text: string,
): readonly Ranked<T>[] {
  const terms = termsOf(text);
  if (terms.length === 0) return [];
  const whole = terms.map((term) => term.text).join(' ');
  const found: (Ranked<T> & { readonly name: string })[] = [];
  for (const one of all) {
    const line = lineOf(one);
    const name = fold(line.name);
    const cost = costOf(line, name, terms);
    if (cost === null) continue;
    const begins = name.startsWith(whole) ? 0 : 0.25;
    found.push({ one, name, cost: cost + begins + (line.archived ? ARCHIVED_COST : 0) });
  }
  return found.sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** What of a line the terms of a text were found in; empty where not all of them were. */
export function foundIn(line: LeadLine, text: string): readonly FoundIn[] {
  const name = fold(line.name);
  const fits = termsOf(text).map((term) => bestFit(line, name, term));
  return fits.some((fit) => fit === null) ? [] : [...new Set(fits.flatMap((fit) => (fit ? [fit.in] : [])))];
}

function costOf(line: LeadLine, name: string, terms: readonly Term[]): number | null {
  let sum = 0;
  for (const term of terms) {
    const fit = bestFit(line, name, term);
    if (!fit) return null;
    sum += fit.cost;
  }
  return sum;
}

function bestFit(line: LeadLine, name: string, term: Term): Fit | null {
  const fits: readonly Fit[] = [
    { in: 'name', cost: nameCost(name, term) },
    { in: 'phone', cost: phoneCost(line.phone, term) },
    { in: 'postcode', cost: postcodeCost(line.postcode, term) },
    { in: 'email', cost: emailCost(line.email, term.text) },
  ];
  const best = fits.reduce((least, fit) => (fit.cost < least.cost ? fit : least));
  return best.cost === MISS ? null : best;
}

const MISS = Number.POSITIVE_INFINITY;
/** So many letters found amid a word are no accident. */
const INSIDE = 3;

function nameCost(name: string, { words: wanted }: Term): number {
  const [first, ...others] = wanted;
  // Taking every name apart would be most of a search's time.
  if (first === undefined || !name.includes(first)) return MISS;
  const words = wordsOf(name);
  if (others.length > 0) return hasRun(words, wanted) ? 0.5 : MISS;
  let cost = MISS;
  for (const word of words) {
    if (word === first) return 0;
    if (word.startsWith(first)) cost = Math.min(cost, 1);
    else if (first.length >= INSIDE && word.includes(first)) cost = Math.min(cost, 3);
  }
  return cost;
}

/** The words in this order beside each other, the last one perhaps not typed to its end. */
function hasRun(words: readonly string[], wanted: readonly string[]): boolean {
  return words.some((_, from) =>
    wanted.every((word, n) => {
      const there = words[from + n] ?? '';
      return n === wanted.length - 1 ? there.startsWith(word) : there === word;
    }),
  );
}

function phoneCost(phone: string, { digits, national }: Term): number {
  if (digits === '' && national === '') return MISS;
  const number = phone.replace(/\D/g, '');
  return Math.min(digitsCost(number, digits, true), digitsCost(number, national, false));
}

function digitsCost(number: string, wanted: string, anywhere: boolean): number {
  const at = wanted === '' ? -1 : number.indexOf(wanted);
  if (at < 0) return MISS;
  const begins = at <= COUNTRY_DIGITS;
  if (!begins && !anywhere) return MISS;
  const ends = number.endsWith(wanted);
  return begins && ends ? 0.1 : ends ? 1.1 : begins ? 1.2 : 3.1;
}

/** Most numbers begin with their country's digits, which few people type. */
const COUNTRY_DIGITS = 3;

function postcodeCost(postcode: string, { bare: wanted }: Term): number {
  if (wanted.length < 2 || postcode === '') return MISS;
  const place = fold(postcode).replace(/\s+/g, '');
  if (place === wanted) return 0.2;
  if (place.startsWith(wanted)) return 1.3;
  return wanted.length >= INSIDE && place.endsWith(wanted) ? 1.4 : MISS;
}

function emailCost(email: string, text: string): number {
  if (email === '' || text.length < 2) return MISS;
  const address = fold(email);
  if (address === text) return 0.3;
  if (address.startsWith(text)) return 1.5;
  return text.length >= INSIDE && address.includes(text) ? 3.5 : MISS;
}
