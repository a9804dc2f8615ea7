/** The steps of a campaign's life: what each does in words, who may take it, and how it is taken back. */
import type { CampaignSummary } from '../../../calls.ts';
import type { CampaignId } from '../../../model/lead.ts';
import type { CampaignState, LifecycleStep } from '../../../model/lifecycle.ts';
import type { Right } from '../../../model/rights.ts';
import type { Actions } from '../actions.ts';
import type { Doing, Said } from '../state.ts';

export type StepWords = { readonly label: string; readonly will: string };

/** What a step is called and what it will do, from where the campaign is. A deletion has a part of its own. */
export function stepWords(state: CampaignState, step: Exclude<LifecycleStep, 'delete'>): StepWords {
  switch (step) {
    case 'start':
      return {
        label: 'Start',
        will: 'Starting it makes it active for everybody. Its leads stay as they are.',
      };
    case 'archive':
      return {
        label: 'Archive',
        will: 'Archiving hides its tab, makes it read-only, and stops keeping it in step with Sanity. Every lead stays, in the sheet and in Sanity; it can be restored at any time.',
      };
    case 'restore':
      return state === 'deleted'
        ? {
            label: 'Restore',
            will: 'Restoring brings its tab back, with every lead, conversation and setting.',
          }
        : {
            label: 'Restore',
            will: 'Restoring shows its tab and lets it be edited again, and keeps it in step with Sanity.',
          };
  }
}

/** Who may take a step. */
export function rightFor(step: LifecycleStep): Right {
  return step === 'delete' ? 'delete' : 'create';
}

export function stepKey(campaign: CampaignId, step: LifecycleStep): string {
  return `step ${step} ${campaign}`;
}

export function isStepping(doing: Doing | null, campaign: CampaignId, step: LifecycleStep): boolean {
  return doing?.what === 'page' && doing.key === stepKey(campaign, step);
}

/** The step back; a draft that was started stays started, and what was deleted is restored from the list. */
function wayBack(state: CampaignState, step: LifecycleStep): LifecycleStep | null {
  if (step === 'archive') return 'restore';
  return step === 'restore' && state === 'archived' ? 'archive' : null;
}

/** Takes a step; `typed` confirms a deletion. Resolves to whether it was taken. */
export async function doStep(
  actions: Actions,
  campaign: Pick<CampaignSummary, 'id' | 'state'>,
  step: LifecycleStep,
  typed = '',
): Promise<boolean> {
  let done = false;
  await actions.perform(stepKey(campaign.id, step), async ({ ask, takeFrom }): Promise<Said> => {
    const { said } = await takeFrom(() => ask('stepCampaign', { campaign: campaign.id, step, typed }));
    done = true;
    const back = wayBack(campaign.state, step);
    if (back === null) return { text: said };
    const state = step === 'archive' ? 'archived' : 'active';
    return { text: said, undo: () => void doStep(actions, { id: campaign.id, state }, back) };
  });
  return done;
}
