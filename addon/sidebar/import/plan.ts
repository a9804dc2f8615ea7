/** What the dialog's state comes to: the tab's layout, every row's verdict, and what still stands in the way. */
import type { ImportBegin, ImportRow } from '../../calls.ts';
import { nameProblem } from '../../model/import/campaign.ts';
import {
  type CheckedRow,
  type Counts,
  countRows,
  type Double,
  type DuplicateRule,
  decide,
  findDoubles,
  findForgotten,
  type RowChoices,
} from '../../model/import/check.ts';
import type { Layout } from '../../model/import/layout.ts';
import type { ImportId } from '../../model/lead.ts';
import type { DuplicateMatch } from '../../model/wire.ts';
import type { ImportJob } from './run-import.ts';
import type { Lookup, Reading, Wizard } from './wizard.ts';

export interface Plan {
  readonly layout: Layout;
  readonly rows: readonly CheckedRow[];
  readonly counts: Counts;
  /** Rows with anything wrong, invalid ones among them. */
  readonly withProblems: number;
  /** Rows that double another, whatever becomes of them. */
  readonly doubled: number;
  /** Rows of people who asked to be forgotten. */
  readonly forgotten: number;
}

const NO_MATCHES: readonly DuplicateMatch[] = [];

/** The doubles of the rows that were read; none before. */
export function doublesOf(reading: Reading, lookup: Lookup): ReadonlyMap<number, Double> {
  if (reading.is !== 'ready') return new Map();
  return findDoubles(reading.rows, lookup.is === 'known' ? lookup.matches : NO_MATCHES);
}

/** The lines of people who asked to be forgotten; none before it was asked. */
export function forgottenOf(reading: Reading, lookup: Lookup): ReadonlySet<number> {
  if (reading.is !== 'ready' || lookup.is !== 'known') return new Set();
  return findForgotten(reading.rows, lookup.suppressed);
}

/** The plan under the choices as they are now. */
export function planOf(
  reading: Reading,
  layout: Layout,
  doubles: ReadonlyMap<number, Double>,
  rule: DuplicateRule,
  rowChoices: RowChoices,
  forgotten: ReadonlySet<number>,
): Plan {
  const read = reading.is === 'ready' ? reading.rows : [];
  const rows = decide(read, doubles, rule, rowChoices, forgotten);
  return {
    layout,
    rows,
    counts: countRows(rows),
    withProblems: read.filter((row) => row.problems.length > 0).length,
    doubled: rows.filter(({ double }) => double !== null).length,
    forgotten: forgotten.size,
  };
}

/** Why the import cannot start, in a sentence; null when it can. */
export function whyNotImport(wizard: Wizard, plan: Plan): string | null {
  const { world, lookup } = wizard;
  if (wizard.reading.is !== 'ready') return 'The rows are still being checked.';
  if (!world) return 'The spreadsheet has not answered yet.';
  if (world.connection.state === 'failing')
    return 'Sanity is out of reach, so nothing was written. Close this window, check the connection in the sidebar, and import again.';
  if (world.connection.state === 'unset')
    return 'Leadsheet is not connected to Sanity. Close this window and connect in the sidebar first.';
  const name = nameProblem(wizard.name, world.names);
  if (name) return name;
  if (plan.counts.created === 0) return 'No row is left to import.';
  // Nobody may be imported who asked to be forgotten, and only the search tells who did.
  if (lookup.is === 'failed')
    return 'It could not be searched who is known already and who asked to be forgotten. Search again.';
  if (lookup.is === 'stale' || lookup.is === 'going')
    return 'Other campaigns are being searched for duplicates.';
  return null;
}

/** The import that the plan makes, under an id of its own. */
export function jobOf(wizard: Wizard, plan: Plan, importId: ImportId): ImportJob {
  const rows = plan.rows.flatMap(({ row, verdict }): ImportRow[] =>
    verdict === 'create' ? [{ line: row.line, cells: row.cells }] : [],
  );
  const begin: ImportBegin = {
    importId,
    fileName: wizard.source.is === 'ready' ? wizard.source.file.name : '',
    campaignName: wizard.name.trim(),
    colour: wizard.colour,
    description: wizard.description.trim(),
    country: wizard.country,
    extras: plan.layout.extras.map(({ name }) => name),
    total: rows.length,
  };
  return { begin, rows, receipt: { importId, ...plan.counts } };
}
