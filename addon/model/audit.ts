/** Comparing a whole tab with a whole campaign: every lead is equal, or one of a few named kinds of different. */

import { mistakenRows } from './doubt.ts';
import type { LeadId } from './lead.ts';
import { rowProof } from './proof.ts';
import { rowlessIs } from './rowless.ts';
import type { Tab, TabRow } from './tab.ts';
import type { LeadProof } from './wire.ts';

export interface Comparison {
  /** Leads on either side. */
  readonly leads: number;
  readonly equal: number;
  /** Rows that say something else than their documents, or whose lead nobody can tell. */
  readonly differing: readonly TabRow[];
  /** Leads that the tab has not shown yet. */
  readonly fresh: readonly LeadId[];
  readonly resting: readonly LeadId[];
  /** Leads that had a row and have none now. */
  readonly missingRows: readonly LeadId[];
  /** Rows whose lead had a document and has none now. */
  readonly missingDocuments: readonly TabRow[];
}

/** Compares. `proofs` must be complete: each lead of the campaign, read by its id. */
export function compare(
  tab: Tab,
  proofs: ReadonlyMap<LeadId, LeadProof>,
  knownUntil: string | null,
): Comparison {
  const rows = tab.rows.filter((row) => row.id !== null || row.filled);
  const doubtful = new Set(mistakenRows(tab));
  const shown = new Set<LeadId | undefined>(rows.flatMap(({ id, stray }) => [id ?? undefined, stray?.id]));
  const equal = rows.filter((row) => !doubtful.has(row) && proofOf(row, proofs)?.hash === rowProof(row));
  const isEqual = new Set(equal);
  const orphans = rows.filter((row) => !doubtful.has(row) && row.base !== null && !proofOf(row, proofs));
  const isOrphan = new Set(orphans);
  const rowless = [...proofs.values()].filter(({ id }) => !shown.has(id));
  const kind = (wanted: ReturnType<typeof rowlessIs>) =>
    rowless.filter((lead) => rowlessIs(lead, knownUntil) === wanted).map(({ id }) => id);
  return {
    leads: rows.length + rowless.length,
    equal: equal.length,
    differing: rows.filter((row) => !isEqual.has(row) && !isOrphan.has(row)),
    fresh: kind('new'),
    resting: kind('resting'),
    missingRows: kind('missing'),
    missingDocuments: orphans,
  };
}

function proofOf({ id }: TabRow, proofs: ReadonlyMap<LeadId, LeadProof>): LeadProof | undefined {
  return id === null ? undefined : proofs.get(id);
}
