/** A conversation's text as messages, each with its speaker. Showing a lead's words as the agent's must never happen. */
import { unixLines } from './text.ts';
import { parseWallTime, wallKey } from './time.ts';

/** `agent`: the AI. `colleague`: a person of the team, in manual mode. `lead`: everybody else. */
export type Speaker = 'agent' | 'colleague' | 'lead';

export interface Message {
  readonly speaker: Speaker;
  /** As the conversation names the speaker: `AI`, `MANUAL`, a lead's name. '' where a text has no header at all. */
  readonly name: string;
  /** `wallKey` (`2025-10-28T12:31`, UK wall clock); null where none is written. */
  readonly at: string | null;
  readonly text: string;
}

/**
 * Reads a conversation. `leadNames`: what the lead's row says it is called (first name, full name).
 *
 *     header   = "[" stamp "]" name ":"  |  name "(" stamp ")" ":"  |  known ":"
 *     stamp    = time and date, in either order, or ISO 8601
 *     known    = "AI" | "MANUAL" | "Lead" | one of `leadNames`, the longest that fits
 *     message  = header, then everything up to the next header: lines, blank lines and all
 *
 * A header stands at a line's beginning; one with a stamp also after a gap of two spaces or a tab, as where lines were
 * run together. A stamp makes any name a header; a stamp of a time or a date alone only a known one. Names hold
 * colons, brackets and spaces: a known name is taken whole, any other ends at the first colon before a space.
 * `AI` and `MANUAL` are compared letter by letter: `Ai`, `AI Smith` and `Kai` are leads.
 *
 * Without a stamp `AI:` and `MANUAL:` are no header inside a lead's message that has one: only the messages before the
 * first reply are sent without a time, so such a line is a lead who quotes. Its words stay where they are, with the
 * `AI:` before them for everybody to see. A lead's own name may always begin a message: at worst that gives the lead
 * words of the agent's. For the same reason what no header stands before is the lead's, and so is all that an `AI`
 * says where the lead is called just that and nobody else speaks.
 */
export function readConversation(text: string, leadNames: readonly string[] = []): readonly Message[] {
  const own = leadNames.map((name) => name.trim()).filter((name) => name !== '' && !name.includes('\n'));
  const messages = split(unixLines(text), own);
  const isTaken = (name: string) =>
    own.includes(name) && !messages.some((one) => one.name !== '' && !TEAM.includes(one.name));
  return messages.map((one) =>
    TEAM.includes(one.name) && isTaken(one.name) ? { ...one, speaker: 'lead' } : one,
  );
}

const AGENT = 'AI';
const COLLEAGUE = 'MANUAL';
const TEAM: readonly string[] = [AGENT, COLLEAGUE];

function speakerOf(name: string): Speaker {
  return name === AGENT ? 'agent' : name === COLLEAGUE ? 'colleague' : 'lead';
}

interface Header {
  /** Where it begins and where what is said begins, in the whole text. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly at: string | null;
  readonly stamped: boolean;
}

function split(text: string, own: readonly string[]): readonly Message[] {
  const known = [...new Set([...TEAM, 'Lead', ...own])].sort((a, b) => b.length - a.length);
  const accepted: Header[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    for (const header of headersIn(line, offset, known)) {
      if (!isQuoted(header, accepted[accepted.length - 1])) accepted.push(header);
    }
    offset += line.length + 1;
  }
  const before = text.slice(0, accepted[0]?.from ?? text.length).trim();
  return [
    ...(before === '' ? [] : [{ speaker: 'lead', name: '', at: null, text: before } as const]),
    ...accepted.map(({ name, at, to }, n) => ({
      speaker: speakerOf(name),
      name,
      at,
      text: text.slice(to, accepted[n + 1]?.from ?? text.length).trim(),
    })),
  ];
}

/** A line without a time that would take words from a lead who is speaking at one. */
function isQuoted(header: Header, current: Header | undefined): boolean {
  const speaking = current?.stamped === true && speakerOf(current.name) === 'lead';
  return speaking && !header.stamped && speakerOf(header.name) !== 'lead';
}

/** Marks that phones put before a line and nobody sees. */
const BLANK = '[\\s\\u200e\\u200f\\ufeff]';
const GAP = /(?: {2,}|\t)\s*/g;

function headersIn(line: string, offset: number, known: readonly string[]): readonly Header[] {
  const indent = new RegExp(`^${BLANK}*`).exec(line)?.[0].length ?? 0;
  const starts = [indent, ...[...line.matchAll(GAP)].map((gap) => gap.index + gap[0].length)];
  const found: Header[] = [];
  let past = -1;
  for (const start of starts) {
    if (start < past) continue;
    const rest = line.slice(start);
    const read =
      stampedHeader(rest, known, start === indent) ?? (start === 0 ? plainHeader(rest, known) : null);
    if (!read) continue;
    past = start + read.length;
    found.push({ ...read, from: offset + (start === indent ? 0 : start), to: offset + past });
  }
  return found;
}

type Read = Pick<Header, 'name' | 'at' | 'stamped'> & { readonly length: number };

const DATE = String.raw`\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)`;
const TIME = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?`;
const ISO = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?`;
const STAMP = String.raw`\s*(?:${TIME},?\s+${DATE}|${DATE},?\s+${TIME}|${ISO})\s*`;
const HALF = String.raw`\s*(?:${TIME}|${DATE})\s*`;

const BRACKETED = new RegExp(String.raw`^\[(${STAMP}|${HALF})\]\s*`, 'i');
const IS_STAMP = new RegExp(`^${STAMP}$`, 'i');
/** A name holds no gap: what stands before one is the end of another message. */
const NAMED_FIRST = new RegExp(String.raw`^((?:(?! {2}|\t).){1,60}?)\s?\((${STAMP})\)\s?:`, 'i');
const HALF_STAMPED = new RegExp(String.raw`^\s?\((${HALF})\)\s?:`, 'i');

function stampedHeader(rest: string, known: readonly string[], beginsLine: boolean): Read | null {
  const bracketed = BRACKETED.exec(rest);
  if (bracketed) {
    const [all, stamp = ''] = bracketed;
    const isWhole = IS_STAMP.test(stamp);
    if (!isWhole && !beginsLine) return null;
    const after = rest.slice(all.length);
    const name = knownBefore(after, known, /^\s*:/) ?? (isWhole ? anyName(after) : null);
    return name ? { ...name, length: all.length + name.length, at: timeOf(stamp), stamped: true } : null;
  }
  const named = NAMED_FIRST.exec(rest);
  if (named) {
    const [all, name = '', stamp = ''] = named;
    return { name: name.trim(), length: all.length, at: timeOf(stamp), stamped: true };
  }
  if (!beginsLine) return null;
  const half = knownBefore(rest, known, HALF_STAMPED);
  return half ? { ...half, at: timeOf(half.match[1] ?? ''), stamped: true } : null;
}

function plainHeader(rest: string, known: readonly string[]): Read | null {
  const found = knownBefore(rest, known, /^:(?=\s|$)/);
  return found ? { ...found, at: null, stamped: false } : null;
}

/**
 * The longest known name that stands at the beginning, with what must follow it. A lead's name may be spelled in other
 * cases than in its row: that can only ever give words to the lead.
 */
function knownBefore(rest: string, known: readonly string[], follows: RegExp) {
  const spelled = known.find((name) => rest.startsWith(name) && follows.test(rest.slice(name.length)));
  const name = spelled ?? known.find((one) => !TEAM.includes(one) && isCalled(rest, one, follows));
  if (name === undefined) return null;
  const match = follows.exec(rest.slice(name.length));
  return match ? { name: rest.slice(0, name.length), length: name.length + match[0].length, match } : null;
}

function isCalled(rest: string, name: string, follows: RegExp): boolean {
  const said = rest.slice(0, name.length);
  return (
    !TEAM.includes(said) && said.toLowerCase() === name.toLowerCase() && follows.test(rest.slice(name.length))
  );
}

const LONGEST_NAME = 60;

/** A name that nobody knows, up to its colon: the first before a space, else the first that is no clock's or address's. */
function anyName(rest: string): { readonly name: string; readonly length: number } | null {
  const plain = rest.search(/:(?=\s|$)/);
  const colon = plain >= 0 && plain <= LONGEST_NAME ? plain : rest.search(/(?<!\d):(?!\d|\/\/)/);
  const name = rest.slice(0, Math.max(0, colon)).trim();
  return name !== '' && colon <= LONGEST_NAME ? { name, length: colon + 1 } : null;
}

/** A stamp as a `wallKey`; null for a time that no clock shows, and for a time without a day. */
function timeOf(stamp: string): string | null {
  const noon = /([ap])m/i.exec(stamp)?.[1]?.toLowerCase();
  const plain = stamp
    .trim()
    .replace(/\s?[ap]m/i, '')
    .replace(/(?<!\d)(\d{1,2}[/.-]\d{1,2}[/.-])(\d\d)(?!\d)/, '$120$2');
  const wall = parseWallTime(plain);
  if (!wall) return null;
  const hour = noon === undefined ? wall.hour : (wall.hour % 12) + (noon === 'p' ? 12 : 0);
  return wallKey({ ...wall, hour });
}
