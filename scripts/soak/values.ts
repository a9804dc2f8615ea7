/** Values that tell whose they are: each is unique and names its campaign, its lead and the step that made it. */
import type { Field } from '../../addon/model/fields.ts';

/**
 * What a unique value is recognised by, in whatever form a cell or a document holds it: `A3~17.0~` anywhere in a text,
 * `phone:…` for a number in any spelling, `time:…` for a minute in any form.
 */
export type Token = string;

/** Whose a value is: `A3` is the third line of campaign A's import, `O1` the first original, `N17` what step 17 added. */
export type Tag = string;

/** Made for one step; `part` tells the values of one step apart. */
export interface Minted {
  readonly text: string;
  readonly token: Token;
}

const TEXT = /[A-Z]\d*(?:\.\d+)?~[\w.]+~/g;

/** A text of its own. `shape` puts it behind what spreadsheets take for something else, or makes it long. */
export function mintText(tag: Tag, v: number, part: number, shape = ''): Minted {
  const token = `${tag}~${v}.${part}~`;
  return { text: `${shape}${token}`, token };
}

/** A value for a field: what a person may type into its column. */
export function mint(field: Field | null, tag: Tag, v: number, part: number): Minted {
  switch (field?.kind.is) {
    case 'phone': {
      const local = `7700900${String(PHONES + ((v * 4 + part) % (1_000 - PHONES))).padStart(3, '0')}`;
      return { text: `0${local}`, token: `phone:+44${local}` };
    }
    case 'dateTime': {
      const minute = v * 16 + part;
      const day = two(1 + (Math.floor(minute / 1_440) % 28));
      const time = `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
      return { text: `${time} ${day}/01/2031`, token: `time:2031-01-${day}T${time}` };
    }
    case 'email': {
      const token = `${tag}~${v}.${part}~`;
      return { text: `${token}@example.com`, token };
    }
    default:
      return mintText(tag, v, part);
  }
}

/** Numbers below are those of the leads that are there at the start. */
const PHONES = 200;

/** The phone number of the nth lead that is there at the start. */
export function firstPhone(n: number): string {
  return `+447700900${String(n).padStart(3, '0')}`;
}

/** Every unique value in a cell's text or a document's attribute. */
export function tokensIn(value: unknown): readonly Token[] {
  if (typeof value === 'string') return tokensInText(value);
  if (typeof value === 'number') return tokensInText(String(value));
  if (value instanceof Date) return timeToken(value.toISOString());
  if (Array.isArray(value)) return value.flatMap(tokensIn);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(tokensIn);
  return [];
}

function tokensInText(text: string): readonly Token[] {
  return [...(text.match(TEXT) ?? []), ...phoneToken(text), ...timeToken(text)];
}

function phoneToken(text: string): readonly Token[] {
  const [, digits] = /^(?:\+44|0044|0)?\s*(7700\s?900\s?\d{3})$/.exec(text.trim()) ?? [];
  return digits === undefined ? [] : [`phone:+44${digits.replaceAll(' ', '')}`];
}

function timeToken(text: string): readonly Token[] {
  const iso = /^(2031-01-\d\d)[T ](\d\d:\d\d)/.exec(text);
  if (iso) return [`time:${iso[1]}T${iso[2]}`];
  const wall = /^(\d\d:\d\d) (\d\d)\/01\/2031$/.exec(text);
  return wall ? [`time:2031-01-${wall[2]}T${wall[1]}`] : [];
}

/** Whose a text token is; null for numbers and times, which do not say. */
export function tagOf(token: Token): Tag | null {
  return token.includes(':') ? null : (token.split('~')[0] ?? null);
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
