/** What the sheet wrote into Sanity a moment ago: by it, a document that is put back as it was is noticed. */
import { extraCode } from './base.ts';
import { hashOfKey, keyOfValue } from './cell.ts';
import type { Hash } from './hash.ts';
import type { LeadId } from './lead.ts';
import { extraHash, pushedFields } from './merge.ts';
import type { CountryCode } from './phone.ts';
import type { Settled } from './settle.ts';

/** One field that was saved: what it was before, what it is since, and when (ms since 1970). */
export interface RecentWrite {
  readonly lead: LeadId;
  readonly code: string;
  readonly was: Hash | null;
  readonly is: Hash | null;
  readonly at: number;
}

/**
 * A sync that replaces whole documents reads the sheet, and writes a minute or two later: what was saved in between it
 * puts back. Later than this, somebody meant it.
 */
const ECHO_MS = 3 * 60_000;
/** Whoever replaces documents replaces many; a person who puts a value back changes one. */
const MANY = 3;
/** As many as one property holds. */
const MOST = 80;

/** What was known, less what is too old, and the fields that these answers prove saved. */
export function remember(
  recent: readonly RecentWrite[],
  answers: ReadonlyMap<LeadId, Settled>,
  country: CountryCode,
  now: number,
): readonly RecentWrite[] {
  const saved = [...answers].flatMap(([lead, { sent }]): RecentWrite[] => {
    if (!sent) return [];
    const fields = pushedFields(sent).map(([field, { base, value }]) => {
      return { code: field.code, was: base, is: hashOfKey(keyOfValue(field, value, country)) };
    });
    const extra = Object.entries(sent.extra).map(([column, { base, value }]) => {
      return { code: extraCode(column), was: base, is: extraHash(value) };
    });
    return sent.rev === null ? [] : [...fields, ...extra].map((write) => ({ lead, ...write, at: now }));
  });
  const same = (a: RecentWrite) => (b: RecentWrite) => a.lead === b.lead && a.code === b.code;
  const known = recent.filter((old) => now - old.at <= ECHO_MS && !saved.some(same(old)));
  return [...saved, ...known].slice(0, MOST);
}

/** True for a document that says again what the sheet replaced a moment ago, among many that came at once. */
export type IsEcho = (lead: LeadId, code: string, sheet: Hash | null, store: Hash | null) => boolean;

/** Notices echoes among these answers. */
export function echoesIn(
  recent: readonly RecentWrite[],
  answers: ReadonlyMap<LeadId, Settled>,
  now: number,
): IsEcho {
  const told = [...answers.values()].filter(({ sent }) => sent === null).length;
  if (told < MANY) return () => false;
  return (lead, code, sheet, store) =>
    recent.some(
      (one) =>
        one.lead === lead &&
        one.code === code &&
        one.is === sheet &&
        one.was === store &&
        now - one.at <= ECHO_MS,
    );
}
