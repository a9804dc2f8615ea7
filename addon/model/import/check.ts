/** What becomes of every row of a file: created, a duplicate, invalid or skipped. Each row is exactly one of them. */
import type { DuplicateMatch, DuplicatesResponse } from '../wire.ts';
import { fileRow } from './file.ts';
import type { ReadRow } from './row.ts';

export type Verdict = 'create' | 'duplicate' | 'invalid' | 'skipped';

/** Whose double a row is: an earlier row of the file's, or a lead's that is there already. */
export type Double =
  | { readonly in: 'file'; readonly line: number }
  | { readonly in: 'campaign'; readonly match: DuplicateMatch };

export interface CheckedRow {
  readonly row: ReadRow;
  readonly verdict: Verdict;
  readonly double: Double | null;
  /** Its person asked to be forgotten: it stays out whatever anybody chose. */
  readonly forgotten: boolean;
}

/** What to do with duplicates, unless a person decides on a row. */
export type DuplicateRule = 'leaveOut' | 'import';

/** What a person decided on single rows, by line: true imports it, false leaves it out. */
export type RowChoices = ReadonlyMap<number, boolean>;

export interface Counts {
  readonly rowsIn: number;
  readonly created: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly skipped: number;
}

/** Finds each row's double: by phone, then by e-mail. The first of a file's doubles is kept, and so has none. */
export function findDoubles(
  rows: readonly ReadRow[],
  matches: readonly DuplicateMatch[],
): ReadonlyMap<number, Double> {
  const known = new Map<string, Double>();
  for (const match of matches) {
    const double: Double = { in: 'campaign', match };
    for (const key of keysOf(match)) if (!known.has(key)) known.set(key, double);
  }
  const doubles = new Map<number, Double>();
  for (const row of rows) {
    if (row.state !== 'ok') continue;
    const keys = keysOf(row);
    const double = keys.map((key) => known.get(key)).find((found) => found !== undefined);
    if (double) doubles.set(row.line, double);
    for (const key of keys) if (!known.has(key)) known.set(key, { in: 'file', line: row.line });
  }
  return doubles;
}

/** The lines of those who asked to be forgotten, by phone or e-mail. */
export function findForgotten(
  rows: readonly ReadRow[],
  suppressed: DuplicatesResponse['suppressed'],
): ReadonlySet<number> {
  const phones = new Set(suppressed.phones);
  const emails = new Set(suppressed.emails);
  const isListed = ({ phone, email }: ReadRow) =>
    (phone !== null && phones.has(phone)) || (email !== null && emails.has(email));
  return new Set(rows.filter(isListed).map(({ line }) => line));
}

/** Decides on every row. One that is invalid, blank, or of somebody to be forgotten stays out whatever a person chose. */
export function decide(
  rows: readonly ReadRow[],
  doubles: ReadonlyMap<number, Double>,
  rule: DuplicateRule,
  choices: RowChoices,
  forgottenLines: ReadonlySet<number>,
): readonly CheckedRow[] {
  return rows.map((row) => {
    const forgotten = forgottenLines.has(row.line);
    const double = forgotten ? null : (doubles.get(row.line) ?? null);
    const verdict = verdictOf(row, double, rule, choices.get(row.line));
    return { row, double, forgotten, verdict: forgotten && verdict === 'create' ? 'skipped' : verdict };
  });
}

function verdictOf(row: ReadRow, double: Double | null, rule: DuplicateRule, choice?: boolean): Verdict {
  if (row.state === 'blank') return 'skipped';
  if (row.state === 'invalid') return 'invalid';
  if (choice === true) return 'create';
  if (double && rule === 'leaveOut') return 'duplicate';
  return choice === false ? 'skipped' : 'create';
}

/** How many rows there are of each verdict. */
export function countRows(rows: readonly CheckedRow[]): Counts {
  const counts = { create: 0, duplicate: 0, invalid: 0, skipped: 0 };
  for (const { verdict } of rows) counts[verdict] += 1;
  const { create, ...rest } = counts;
  return { rowsIn: rows.length, created: create, ...rest };
}

/** Why a row is not imported, in a sentence; null when it is. */
export function leftOutBecause({ row, verdict, double, forgotten }: CheckedRow): string | null {
  switch (verdict) {
    case 'create':
      return null;
    case 'duplicate':
      return double ? doubleText(double) : 'A duplicate.';
    case 'invalid':
      return row.problems
        .filter((problem) => problem.stops)
        .map((problem) => problem.message)
        .join(' ');
    case 'skipped':
      if (forgotten) return FORGOTTEN;
      return row.state === 'blank' ? 'The row is blank.' : 'Left out by you.';
  }
}

const FORGOTTEN = 'Asked to be forgotten, so it is not imported again.';

/** Whose double it is, for a person. */
export function doubleText(double: Double): string {
  if (double.in === 'file') return `The same person as row ${fileRow(double.line)} of this file.`;
  const { match } = double;
  const who = match.name.trim() === '' ? '' : ` as ${match.name.trim()}`;
  return match.campaign === null
    ? `Already among the original leads${who}.`
    : `Already in “${match.campaignName}”${who}.`;
}

/** The phones and e-mails to look for in other campaigns, each once, in slices of at most `size` of either. */
export function lookups(
  rows: readonly ReadRow[],
  size: number,
): readonly { readonly phones: readonly string[]; readonly emails: readonly string[] }[] {
  const phones = new Set<string>();
  const emails = new Set<string>();
  for (const row of rows) {
    if (row.state !== 'ok') continue;
    if (row.phone) phones.add(row.phone);
    if (row.email) emails.add(row.email);
  }
  const count = Math.ceil(Math.max(phones.size, emails.size) / size);
  const [allPhones, allEmails] = [[...phones], [...emails]];
  return Array.from({ length: count }, (_slice, index) => ({
    phones: allPhones.slice(index * size, (index + 1) * size),
    emails: allEmails.slice(index * size, (index + 1) * size),
  }));
}

function keysOf(lead: { readonly phone: string | null; readonly email: string | null }): readonly string[] {
  const keys: string[] = [];
  if (lead.phone) keys.push(`phone ${lead.phone}`);
  if (lead.email) keys.push(`email ${lead.email.trim().toLowerCase()}`);
  return keys;
}
