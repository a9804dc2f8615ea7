/** What a column's values look like, whatever its heading says. */
import { OUTCOMES, SENTIMENTS, STATUSES } from '../fields.ts';
import { type CountryCode, toE164 } from '../phone.ts';
import { parseWallTime } from '../time.ts';

/** For each shape, the share of the column's filled cells that have it, 0–1. */
export interface Shapes {
  /** Filled cells looked at. */
  readonly filled: number;
  readonly phone: number;
  readonly email: number;
  readonly postcode: number;
  readonly date: number;
  readonly status: number;
  readonly sentiment: number;
  readonly outcome: number;
  /** Numbers that reach a mobile, in the UK's manner. */
  readonly mobile: number;
  /** Letters in one to four words, and no yes or no: what a person's name may look like. */
  readonly name: number;
  /** Whole numbers. */
  readonly number: number;
  /** At most ten characters, as codes have. */
  readonly short: number;
  /** Yes, no, and what is said in their place. */
  readonly answer: number;
  /** First names that many people in Britain bear. */
  readonly givenName: number;
  /** Two or more words: how people write a whole name. */
  readonly twoWords: number;
}

/** Loose on purpose: one `@`, something on both sides, a dot after it. Real addresses are proven only by sending. */
const EMAIL = /^[^\s@,;]+@[^\s@,;.]+(?:\.[^\s@,;.]+)+$/;
/** UK postcodes in any spacing (BS 7666 outline): area, district, inward code. */
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}$/i;
/** Digits with the signs that people put between them; a date or a decimal is none of these. */
const PHONE = /^(?:tel|mob|p|phone|mobile)?:?\s*'?\+?[\d\s().-]{9,22}$/i;

/** A UK mobile, its zero eaten or not (Ofcom, National Telephone Numbering Plan: 07). */
const MOBILE = /^(?:\+?44|0044)?0?7\d{9}$/;
const NAME = /^\p{L}[\p{L}\p{M}.'’-]*(?:(?:,? (?:& )?|, ?)[\p{L}(][\p{L}\p{M}.'’)-]*){0,4}$/u;
const ANSWER = /^(?:yes|no|y|n|true|false|none|n\/a|unknown|not sure|maybe|na|male|female)$/i;
const MONTH = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/i;

/** The commonest of the last fifty years (Office for National Statistics, baby names, and common ones of those who came). */
const GIVEN: ReadonlySet<string> = new Set(
  (
    'aaron abdul abigail adam adrian ahmed aisha alan alex alexander alice alison amanda amelia amy andrea andrew angela ann anna anne ' +
    'anthony ashley barbara barry ben benjamin bethany brian callum carol caroline catherine charles charlie charlotte chloe chris ' +
    'christine christopher claire colin craig dan daniel darren dave david dawn dean deborah debra denise dennis derek diane donna dorothy ' +
    'edward eileen eleanor elizabeth ella ellie emily emma eric ethan eva evie fatima fiona frances frank gareth gary gavin gemma geoffrey ' +
    'george georgia gillian glenn gordon grace graham grant hannah harry hassan heather helen henry holly ian imran irene isabella isla ' +
    'jack jackie jacob jacqueline james jamie jane janet jason jean jennifer jenny jeremy jessica jill jo joan joanna joanne joe john jonathan ' +
    'jordan joseph josh joshua joyce judith julia julie june karen karl kate katherine kathleen katie keith kelly ken kenneth kerry kevin ' +
    'kim kirsty laura lauren lee leo lesley lewis liam linda lisa louise lucy luke lynn malcolm margaret maria marie mark martin mary matthew ' +
    'maureen max megan melanie melissa michael michelle mike mohammed muhammad naomi natalie natasha neil nicholas nicola nigel noah norman ' +
    'olivia oliver oscar owen pamela patricia patrick paul paula pauline peter philip priya rachel ray raymond rebecca richard rita robert ' +
    'robin roger ronald rose rosie ross roy russell ruth ryan sally sam samantha samuel sandra sara sarah scott sean shannon sharon sheila ' +
    'shirley simon sophia sophie stacey stephanie stephen steve steven stuart sue susan suzanne sylvia tanya teresa terence terry thomas ' +
    'tim timothy tina toby tom tony tracey tracy trevor valerie vanessa vera veronica victoria vincent wayne wendy william yasmin yusuf zoe'
  ).split(' '),
);

/** A date in any form that people and programs write: with digits, or a month's name and a number. */
export function looksLikeDate(text: string): boolean {
  if (parseWallTime(text)) return true;
  return (
    // Milliseconds since 1970, as programs export them.
    /^1\d{12}$/.test(text) ||
    /^\d{4}-\d\d-\d\d[T ]/.test(text) ||
    /^\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)\b/.test(text) ||
    (MONTH.test(text) && /\d/.test(text) && text.length < 40)
  );
}

export function looksLikeEmail(text: string): boolean {
  return EMAIL.test(text.trim());
}

export function looksLikePhone(text: string, country: CountryCode): boolean {
  const trimmed = text.trim();
  if (!PHONE.test(trimmed) || parseWallTime(trimmed)) return false;
  return trimmed.replace(/\D/g, '').length >= 9 && toE164(trimmed, country) !== null;
}

/** Looks at up to 200 filled cells of a column, spread over the whole of it. */
export function shapesOf(cells: readonly string[], country: CountryCode): Shapes {
  const filled = cells.filter((cell) => cell.trim() !== '');
  const step = Math.max(1, Math.floor(filled.length / 200));
  const sample = filled.filter((_cell, index) => index % step === 0).slice(0, 200);
  const share = (has: (text: string) => boolean): number =>
    sample.length === 0 ? 0 : sample.filter((cell) => has(cell.trim())).length / sample.length;
  return {
    filled: filled.length,
    phone: share((text) => looksLikePhone(text, country)),
    email: share(looksLikeEmail),
    postcode: share((text) => POSTCODE.test(text)),
    date: share(looksLikeDate),
    status: share(oneOf(STATUSES)),
    sentiment: share(oneOf(SENTIMENTS)),
    outcome: share(oneOf(OUTCOMES)),
    mobile: share((text) => MOBILE.test(text.replace(/[^\d+]/g, ''))),
    name: share((text) => NAME.test(text) && !ANSWER.test(text)),
    number: share((text) => /^\d+$/.test(text)),
    short: share((text) => text.length <= 10),
    answer: share((text) => ANSWER.test(text)),
    givenName: share((text) => GIVEN.has((/^\p{L}+/u.exec(text)?.[0] ?? '').toLowerCase())),
    twoWords: share((text) => /\S\s+\S/.test(text)),
  };
}

function oneOf(values: readonly string[]): (text: string) => boolean {
  const known = new Set(values.map(loose));
  return (text) => known.has(loose(text));
}

function loose(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
