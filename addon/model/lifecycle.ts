/** What becomes of a campaign: its states, and the steps that lead from one to the next. */
import type { CampaignKind } from './lead.ts';

/**
 * `draft`: being prepared. `active`: worked on. `archived`: its tab is hidden and read-only, its leads stay. `deleted`:
 * gone for everybody but restorable for `RESTORABLE_DAYS`.
 */
export const CAMPAIGN_STATES = ['draft', 'active', 'archived', 'deleted'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const LIFECYCLE_STEPS = ['start', 'archive', 'restore', 'delete'] as const;
export type LifecycleStep = (typeof LIFECYCLE_STEPS)[number];

/** Days for which a deleted campaign can be restored. */
export const RESTORABLE_DAYS = 30;

const AFTER: { readonly [S in CampaignState]: { readonly [T in LifecycleStep]?: CampaignState } } = {
  draft: { start: 'active', delete: 'deleted' },
  active: { archive: 'archived', delete: 'deleted' },
  archived: { restore: 'active', delete: 'deleted' },
  deleted: { restore: 'active' },
};

/** The state after a step; null where the step is not allowed. Nobody deletes the original leads: other tools live on them. */
export function stateAfter(
  kind: CampaignKind,
  state: CampaignState,
  step: LifecycleStep,
): CampaignState | null {
  if (kind === 'original' && step === 'delete') return null;
  return AFTER[state][step] ?? null;
}

/** The steps that are allowed now. */
export function stepsFrom(kind: CampaignKind, state: CampaignState): readonly LifecycleStep[] {
  return LIFECYCLE_STEPS.filter((step) => stateAfter(kind, state, step) !== null);
}

/** True for campaigns whose tab is kept in step with Sanity. The others rest as they are. */
export function isSynced(state: CampaignState): boolean {
  return state === 'draft' || state === 'active';
}

/** Until when a campaign that is deleted can be restored, ISO 8601 UTC; null for the others. */
export function restorableUntil(state: CampaignState, stateAt: string): string | null {
  const since = Date.parse(stateAt);
  if (state !== 'deleted' || Number.isNaN(since)) return null;
  return new Date(since + RESTORABLE_DAYS * 86_400_000).toISOString();
}
