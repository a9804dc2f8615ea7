/** Cells of leads that are there are changed, or get back what they said, wherever their campaigns are. */
import type { RowProblem } from '../../calls.ts';
import { type KeptCell, type LeadChanges, planChanges, standingOf } from '../../model/import/cell-changes.ts';
import type { JobRow } from '../../model/import/job.ts';
import type { CampaignId, LeadId } from '../../model/lead.ts';
import { type CampaignRecord, campaignById, markDirty } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { openCampaign } from '../sync/mend.ts';
import { newMark } from '../sync/pass.ts';
import { type RowsWritten, writeRowCells } from '../sync/take.ts';
import { requireOpen } from './begin.ts';

export type UpdatedRow = Extract<JobRow, { is: 'update' }>;

export interface CellsChanged {
  /** Cells that say now what they were to say. */
  readonly cells: number;
  /** What keeps what it says, for good. */
  readonly kept: readonly RowProblem[];
  readonly keptLeads: number;
  /** What could not be written now, as where a filter hides a row. */
  readonly blocked: readonly RowProblem[];
}

/** The changes by campaign. */
export function byCampaign(rows: readonly UpdatedRow[]): ReadonlyMap<CampaignId, readonly UpdatedRow[]> {
  const groups = new Map<CampaignId, UpdatedRow[]>();
  for (const row of rows) groups.set(row.campaign, [...(groups.get(row.campaign) ?? []), row]);
  return groups;
}

/**
 * Writes one campaign's changes and reads them back, as many after each reading as can be written in time: people may
 * type and sort in between. Call it under the document's lock.
 */
export function changeCells(campaign: CampaignRecord, wanted: readonly LeadChanges[]): CellsChanged {
  const blocked: RowProblem[] = [];
  const stuck = new Set<LeadId>();
  for (;;) {
    const { tab, values, rules, sheet } = openCampaign(campaign);
    const { columns } = tab;
    const left = wanted.filter(({ lead }) => !stuck.has(lead));
    const plan = planChanges(tab, values, left, rules);
    // Marked before it is written: what ends this run must not leave an edit that no pass looks for.
    if (plan.rows.length > 0) markDirty(campaign.id, newMark());
    const part =
      plan.rows.length > 0 ? writeRowCells({ sheet, rules, values, columns }, plan.rows) : NOTHING_WRITTEN;
    const named = new Set(part.problems.map(({ row }) => row));
    for (const { id, index } of plan.rows) if (named.has(index + 2)) stuck.add(id);
    blocked.push(...part.problems);
    if (part.later.length > 0) continue;
    const written = plan.rows.filter(({ id }) => !stuck.has(id));
    return {
      cells: plan.there + written.reduce((sum, { cells }) => sum + cells.length, 0),
      kept: namedCells(plan.kept, campaign.name),
      keptLeads: new Set(plan.kept.map(({ lead }) => lead)).size,
      blocked,
    };
  }
}

const NOTHING_WRITTEN: RowsWritten = { problems: [], later: [] };

/** How far one campaign's changes are proven to be saved. */
export function provenCells(campaign: CampaignRecord, wanted: readonly LeadChanges[]) {
  const { tab, values, rules } = openCampaign(campaign);
  const cell = (row: { readonly index: number }, column: number) => values[row.index + 1]?.[column] ?? '';
  const { proven, kept, unsaved } = standingOf(tab, cell, wanted, rules);
  return { proven, kept: namedCells(kept, campaign.name), unsaved: namedCells(unsaved, campaign.name) };
}

/** The campaign, if its cells may be written. Throws a Failure otherwise. */
export function writableCampaign(id: CampaignId): CampaignRecord {
  const campaign = campaignById(readDocument(), id);
  if (!campaign) {
    throw new Failure(
      'not-found',
      'A campaign that this import changes is not in this spreadsheet any more. Its cells were not changed.',
    );
  }
  requireOpen(campaign);
  return campaign;
}

function namedCells(kept: readonly KeptCell[], campaign: string): readonly RowProblem[] {
  return kept.map(({ row, why }) => {
    const message = `In "${campaign}", this lead keeps what it says: ${why}.`;
    return { row: row === null ? null : row + 2, message };
  });
}
