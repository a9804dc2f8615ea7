/** Reading a cell into a field's value, writing a value into a cell, and the key by which two values are the same. */
import type { Field, Kind } from './fields.ts';
import { type Hash, shortHash } from './hash.ts';
import type { FieldValue } from './lead.ts';
import { type CountryCode, toE164 } from './phone.ts';
import {
  type ApostropheRule,
  fitsCell,
  isShortened,
  isShortenedAndEdited,
  shortenForCell,
  unguardText,
  unixLines,
} from './text.ts';
import {
  formatDay,
  formatWallTime,
  isoToWall,
  parseWallTime,
  type TimeForm,
  timeFormOf,
  wallKey,
  wallOf,
  wallToIso,
} from './time.ts';

/** What `Range.getValues()` gives for a cell; '' for an empty one. */
export type CellValue = string | number | boolean | Date;

/** What a tab's cells are read under. */
export interface CellRules {
  readonly country: CountryCode;
  readonly apostrophe: ApostropheRule;
}

/**
 * What a cell says. `key` is what is hashed and compared; '' when there is no value.
 * `unreadable` is kept as it stands, flagged and not synced. `shortened` is never written back.
 */
export type Reading =
  | {
      readonly state: 'value';
      readonly value: FieldValue;
      readonly key: string;
      /** Worth a person's look: a value outside its list. */
      readonly hint?: string;
      /** How a date-time is written here. */
      readonly form?: TimeForm;
    }
  | { readonly state: 'unreadable'; readonly text: string; readonly key: string; readonly why: string }
  | { readonly state: 'shortened'; readonly key: string };

/** The plain text of a cell, as a person reads it; guards taken off, lines ended by `\n`. */
export function cellText(raw: CellValue, apostrophe: ApostropheRule): string {
  if (typeof raw === 'string') return unixLines(unguardText(raw, apostrophe));
  if (raw instanceof Date) return dateCellText(raw);
  if (typeof raw === 'boolean') return raw ? 'TRUE' : 'FALSE';
  return String(raw);
}

/** Reads one cell as its field's kind says. */
export function readCell(field: Field, raw: CellValue, rules: CellRules): Reading {
  const text = cellText(raw, rules.apostrophe);
  return notAValue(text) ?? readText(field, text, rules.country);
}

/** Reads one cell of a column of the campaign's own: plain text. */
export function readExtraCell(raw: CellValue, rules: CellRules): Reading {
  const text = cellText(raw, rules.apostrophe);
  return notAValue(text) ?? (text === '' ? empty : same(text));
}

/** What a cell shows that nobody meant as its value: the beginning of a longer text, a formula's error. */
function notAValue(text: string): Reading | null {
  const unreadable = (why: string): Reading => ({ state: 'unreadable', text, key: text, why });
  if (isShortenedAndEdited(text)) {
    return unreadable(
      'the cell shows only the beginning of a longer text, so what was changed in it cannot be saved; undo it (Ctrl+Z), or change the text in Sanity',
    );
  }
  if (isShortened(text)) return { state: 'shortened', key: text };
  return FORMULA_ERROR.test(text) ? unreadable(`"${text}" is the error of a formula`) : null;
}

/** https://support.google.com/docs/answer/3238305 (ERROR.TYPE): a lookup that breaks must not overwrite what Sanity holds. */
const FORMULA_ERROR = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|ERROR!)$/;

/** Reads a text as a field's kind says; for cells and for the values of an imported file alike. */
export function readText(field: Field, text: string, country: CountryCode): Reading {
  if (text === '' || (field.kind.is !== 'text' && text.trim() === '')) return empty;
  const reading = readers[field.kind.is](field.kind, text, country);
  if (reading) return reading;
  return {
    state: 'unreadable',
    text,
    key: text,
    why: `"${clip(text)}" is not ${wanted(field.kind)}`,
  };
}

/**
 * The key under which a document's value is compared with a cell's. Equal keys mean "the same to a person":
 * a phone in any spelling, a time to the minute on the UK's wall clocks, a status by its meaning.
 */
export function keyOfValue(field: Field, value: FieldValue | undefined, country: CountryCode): string {
  if (value === undefined || value === null || value === '') return '';
  const reading = readText(field, typeof value === 'string' ? unixLines(value) : String(value), country);
  return reading.key;
}

/** The key's short hash; null for "no value", which a base leaves out. */
export function hashOfKey(key: string): Hash | null {
  return key === '' ? null : shortHash(key);
}

/** The text to show in a cell for a document's value; the caller guards it before it is written. */
export function cellTextOf(field: Field, value: FieldValue | undefined, form: TimeForm): string {
  if (value === undefined || value === null) return '';
  const text = String(value);
  switch (field.kind.is) {
    case 'dateTime': {
      const wall = isoToWall(text);
      return wall ? formatWallTime(wall, form) : text;
    }
    case 'date': {
      const wall = parseWallTime(text);
      return wall ? formatDay(wall) : text;
    }
    case 'yesNo':
      return value === true ? field.kind.yes : value === false ? field.kind.no : text;
    default:
      return shortenForCell(unixLines(text));
  }
}

const empty: Reading = { state: 'value', value: null, key: '' };

type Reader = (kind: Kind, text: string, country: CountryCode) => Reading | null;

const readers: { readonly [K in Kind['is']]: Reader } = {
  text: (_kind, text) => ({ state: 'value', value: text, key: textKey(text) }),
  email: (_kind, text) => same(text.trim()),
  phone: (_kind, text, country) => {
    const phone = toE164(text, country);
    return phone ? same(phone) : null;
  },
  number: (_kind, text) => {
    const number = Number(text.trim());
    return Number.isFinite(number) ? { state: 'value', value: number, key: String(number) } : null;
  },
  dateTime: (_kind, text) => {
    const wall = parseWallTime(text);
    if (!wall) return null;
    return { state: 'value', value: wallToIso(wall), key: wallKey(wall), form: timeFormOf(text) };
  },
  date: (_kind, text) => {
    const wall = parseWallTime(text);
    return wall ? same(wallKey(wall).slice(0, 10)) : null;
  },
  choice: (kind, text) => {
    if (kind.is !== 'choice') return null;
    const value = choiceOf(kind, text);
    const trimmed = text.trim();
    if (value) return same(value);
    return { state: 'value', value: trimmed, key: trimmed, hint: `"${clip(trimmed)}" is not in the list` };
  },
  yesNo: (_kind, text) => {
    const word = text.trim().toLowerCase();
    const value = yesWords.has(word) ? true : noWords.has(word) ? false : null;
    return value === null ? null : { state: 'value', value, key: String(value) };
  },
};

/** The key of a plain text. One that no cell holds is as good as what a cell shows of it: its beginning, and how long it is. */
export function textKey(text: string): string {
  return fitsCell(text) ? text : shortenForCell(text);
}

const yesWords = new Set(['yes', 'y', 'true', '1', 'on']);
const noWords = new Set(['no', 'n', 'false', '0', 'off']);

function same(text: string): Reading {
  return { state: 'value', value: text, key: text };
}

/** The listed value that a text means: exact, then by letters and digits alone, then by what people write for it. */
function choiceOf(kind: Extract<Kind, { is: 'choice' }>, text: string): string | null {
  const trimmed = text.trim();
  if (kind.values.includes(trimmed)) return trimmed;
  const loose = looseWord(trimmed);
  return kind.means[loose] ?? kind.values.find((v) => looseWord(v) === loose) ?? null;
}

function looseWord(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function dateCellText(moment: Date): string {
  const wall = wallOf(moment);
  return wall.hour === 0 && wall.minute === 0 ? formatDay(wall) : formatWallTime(wall, 'timeFirst');
}

function wanted(kind: Kind): string {
  switch (kind.is) {
    case 'phone':
      return 'a phone number that can be dialled';
    case 'number':
      return 'a number';
    case 'dateTime':
      return 'a date and time such as 12:31 28/10/2025';
    case 'date':
      return 'a date such as 28/10/2025';
    case 'yesNo':
      return 'yes or no';
    default:
      return 'readable';
  }
}

/** A value short enough to stand in a message. */
export function clip(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
