/** Whose double a row of a file is: by phone, then by e-mail, in the file, in every campaign, on the suppression list. */
import type { DuplicateMatch, DuplicatesResponse } from '../wire.ts';
import type { ReadRow } from './row.ts';

/** `by`: what they share. */
export type Double =
  | { readonly in: 'file'; readonly by: 'phone' | 'email'; readonly line: number }
  | { readonly in: 'campaign'; readonly by: 'phone' | 'email'; readonly match: DuplicateMatch }
  | { readonly in: 'suppressed' };

interface Key {
  readonly by: 'phone' | 'email';
  readonly text: string;
}

/**
 * Finds rows' doubles, asked in the file's order: the first of a file's doubles is kept, and so has none. A person on the
 * suppression list is left out before anything else; a lead that is there comes before an earlier row of the file.
 */
export function doubleFinder({ matches, suppressed }: DuplicatesResponse): (row: ReadRow) => Double | null {
  const gone = new Set([...suppressed.phones.map(phoneKey), ...suppressed.emails.map(emailKey)]);
  const there = new Map<string, DuplicateMatch>();
  for (const match of matches) {
    for (const { text } of keysOf(match)) if (!there.has(text)) there.set(text, match);
  }
  const earlier = new Map<string, number>();
  return (row) => {
    if (row.state !== 'ok') return null;
    const keys = keysOf(row);
    const double = doubleOf(keys, gone, there, earlier);
    if (double?.in === 'suppressed') return double;
    for (const { text } of keys) if (!earlier.has(text)) earlier.set(text, row.line);
    return double;
  };
}

/** The doubles of all rows, by line. */
export function findDoubles(
  rows: readonly ReadRow[],
  response: DuplicatesResponse,
): ReadonlyMap<number, Double> {
  const find = doubleFinder(response);
  const doubles = new Map<number, Double>();
  for (const row of rows) {
    const double = find(row);
    if (double) doubles.set(row.line, double);
  }
  return doubles;
}

function doubleOf(
  keys: readonly Key[],
  gone: ReadonlySet<string>,
  there: ReadonlyMap<string, DuplicateMatch>,
  earlier: ReadonlyMap<string, number>,
): Double | null {
  if (keys.some(({ text }) => gone.has(text))) return { in: 'suppressed' };
  for (const { by, text } of keys) {
    const match = there.get(text);
    if (match) return { in: 'campaign', by, match };
  }
  for (const { by, text } of keys) {
    const line = earlier.get(text);
    if (line !== undefined) return { in: 'file', by, line };
  }
  return null;
}

function keysOf(lead: { readonly phone: string | null; readonly email: string | null }): readonly Key[] {
  const keys: Key[] = [];
  if (lead.phone) keys.push({ by: 'phone', text: phoneKey(lead.phone) });
  if (lead.email) keys.push({ by: 'email', text: emailKey(lead.email) });
  return keys;
}

function phoneKey(phone: string): string {
  return `phone ${phone}`;
}

function emailKey(email: string): string {
  return `email ${email.trim().toLowerCase()}`;
}
