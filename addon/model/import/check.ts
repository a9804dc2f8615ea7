/** What becomes of every row of a file: it makes a lead, changes one, or is left out. Each row is exactly one of them. */
import type { LeadId } from '../lead.ts';
import { type ChangeRules, changesOf, mergedCells } from './changes.ts';
import type { Double } from './doubles.ts';
import { fileRow, type ImportFile } from './file.ts';
import type { CellChange, JobCounts, LeftVerdict, MatchedLead } from './job.ts';
import type { Layout } from './layout.ts';
import type { ReadRow } from './row.ts';

export type Verdict = 'create' | 'update' | LeftVerdict;

export interface CheckedRow {
  /** Its cells as they will stand, those of later rows that were merged into it included. */
  readonly row: ReadRow;
  readonly double: Double | null;
  readonly verdict: Verdict;
  /** Of an update: what changes in the lead that is there. */
  readonly changes: readonly CellChange[];
  /** Why it is left out, in a sentence; null when it is not. */
  readonly reason: string | null;
}

/**
 * What to do about a row whose person is known already. `merge`: into the lead that is there, blanks alone unless a
 * column has another rule. `replace`: every value that the file has. `keep`: as a lead of its own.
 */
export const DOUBLE_ACTIONS = ['skip', 'keep', 'merge', 'replace'] as const;
export type DoubleAction = (typeof DOUBLE_ACTIONS)[number];

/** What a person decided: for all doubles, for single rows (`leaveOut`: one that nobody knows), by column. */
export interface Decisions {
  readonly doubles: DoubleAction;
  readonly rows: ReadonlyMap<number, DoubleAction | 'leaveOut'>;
  readonly columns: ChangeRules['columns'];
}

export const FIRST_DECISIONS: Decisions = { doubles: 'skip', rows: new Map(), columns: new Map() };

export interface DecideOn {
  readonly rows: readonly ReadRow[];
  readonly file: Pick<ImportFile, 'firstRow'>;
  readonly layout: Layout;
  readonly doubles: ReadonlyMap<number, Double>;
  /** The rows of the leads that are there; one that is missing has no row in this spreadsheet. */
  readonly known: ReadonlyMap<LeadId, MatchedLead>;
}

/** Decides on rows as they are given, in the file's order; an earlier one may change when a later one is merged into it. */
export interface Decider {
  readonly take: (row: ReadRow) => void;
  readonly result: () => readonly CheckedRow[];
}

/** An invalid, blank or suppressed row stays out whatever a person chose. */
export function decider(on: Omit<DecideOn, 'rows'>, decisions: Decisions): Decider {
  const checked = new Map<number, CheckedRow>();
  const updated = new Map<LeadId, number>();
  return {
    take: (row) => {
      const one = decideOn(row, on, decisions, checked, updated);
      checked.set(row.line, one);
      if (one.verdict === 'update' && one.double?.in === 'campaign')
        updated.set(one.double.match.lead, row.line);
    },
    result: () => [...checked.values()],
  };
}

/** Decides on every row. */
export function decide({ rows, ...on }: DecideOn, decisions: Decisions): readonly CheckedRow[] {
  const { take, result } = decider(on, decisions);
  for (const row of rows) take(row);
  return result();
}

function decideOn(
  row: ReadRow,
  on: Omit<DecideOn, 'rows'>,
  decisions: Decisions,
  checked: Map<number, CheckedRow>,
  updated: ReadonlyMap<LeadId, number>,
): CheckedRow {
  const double = on.doubles.get(row.line) ?? null;
  const left = (verdict: LeftVerdict, reason: string): CheckedRow => ({
    row,
    double,
    verdict,
    changes: [],
    reason,
  });
  const created: CheckedRow = { row, double, verdict: 'create', changes: [], reason: null };
  if (row.state === 'blank') return left('skipped', 'The row is blank.');
  if (row.state === 'invalid') return left('invalid', stopsOf(row));
  if (double?.in === 'suppressed') return left('skipped', SUPPRESSED);
  const choice = decisions.rows.get(row.line);
  if (choice === 'leaveOut') return left('skipped', 'Left out by you.');
  if (!double) return created;
  const action = choice ?? decisions.doubles;
  if (action === 'keep') return created;
  if (action === 'skip') return left('duplicate', doubleText(double, on.file));
  const rules: ChangeRules = { mode: action, columns: decisions.columns };
  return double.in === 'file'
    ? mergedIntoRow(row, double.line, on, rules, checked, left)
    : changing(row, double, on, rules, updated, left);
}

export const SUPPRESSED = 'This person asked to be forgotten, so they are not imported again.';

type Left = (verdict: LeftVerdict, reason: string) => CheckedRow;

/** A later row of the file's own goes into the earlier one. */
function mergedIntoRow(
  row: ReadRow,
  line: number,
  { layout, file }: Omit<DecideOn, 'rows'>,
  rules: ChangeRules,
  checked: Map<number, CheckedRow>,
  left: Left,
): CheckedRow {
  const earlier = checked.get(line);
  if (earlier?.verdict !== 'create')
    return left('duplicate', `The same person as row ${fileRow(file, line)} of this file.`);
  const cells = mergedCells(earlier.row.cells, row, layout, rules);
  // What was wrong in a cell that says something else now is told no more.
  const problems = earlier.row.problems.filter(
    ({ column }) => column === null || cells[column] === earlier.row.cells[column],
  );
  checked.set(line, { ...earlier, row: { ...earlier.row, cells, problems } });
  return left('duplicate', `Merged into row ${fileRow(file, line)} of this file, which is the same person.`);
}

/** The lead that is there takes what the row says. */
function changing(
  row: ReadRow,
  double: Extract<Double, { in: 'campaign' }>,
  { layout, known, file }: Omit<DecideOn, 'rows'>,
  rules: ChangeRules,
  updated: ReadonlyMap<LeadId, number>,
  left: Left,
): CheckedRow {
  const before = updated.get(double.match.lead);
  if (before !== undefined)
    return left('duplicate', `Row ${fileRow(file, before)} of this file changes the same lead already.`);
  const there = known.get(double.match.lead);
  if (!there)
    return left(
      'duplicate',
      `${doubleText(double, file)} It has no row in this spreadsheet, so it cannot be changed.`,
    );
  const changes = changesOf(row, there, layout, rules);
  if (changes.length === 0)
    return left('duplicate', `${doubleText(double, file)} It says all of this already.`);
  return { row, double, verdict: 'update', changes, reason: null };
}

function stopsOf(row: ReadRow): string {
  const stops = row.problems.filter((problem) => problem.stops);
  return stops.map(({ message }) => message).join(' ');
}

/** How many rows there are of each verdict. */
export function countRows(rows: readonly CheckedRow[]): JobCounts {
  const counts = { create: 0, update: 0, duplicate: 0, invalid: 0, skipped: 0 };
  for (const { verdict } of rows) counts[verdict] += 1;
  const { create, update, ...rest } = counts;
  return { rowsIn: rows.length, created: create, updated: update, ...rest };
}

/** Whose double it is, for a person. */
export function doubleText(double: Double, file: Pick<ImportFile, 'firstRow'>): string {
  switch (double.in) {
    case 'file':
      return `The same ${WHAT[double.by]} as row ${fileRow(file, double.line)} of this file.`;
    case 'suppressed':
      return SUPPRESSED;
    case 'campaign': {
      const { match } = double;
      const who = match.name.trim() === '' ? '' : `, ${match.name.trim()}`;
      const where = match.campaign === null ? 'among the original leads' : `in “${match.campaignName}”`;
      return `The same ${WHAT[double.by]} is already ${where}${who}.`;
    }
  }
}

const WHAT = { phone: 'phone', email: 'e-mail' } as const;
