/** A campaign's step that is under way: remembered before anything is done, so that whatever ends the run, it is ended later. */
import type { ActionId } from '../../model/actions.ts';
import type { CampaignId } from '../../model/lead.ts';
import {
  CAMPAIGN_STATES,
  type CampaignState,
  LIFECYCLE_STEPS,
  type LifecycleStep,
} from '../../model/lifecycle.ts';
import { isActionId, isCampaignId } from '../guards.ts';
import { type Guard, isBoolean, isText, oneOf, parseJson, shape } from '../shapes.ts';
import { forgetDocument, type Stored, writeDocument } from '../sheets/properties.ts';

export interface UnderWay {
  readonly campaign: CampaignId;
  readonly step: LifecycleStep;
  readonly to: CampaignState;
  /** ISO 8601 UTC; it becomes the campaign's `stateAt`. */
  readonly at: string;
  readonly by: string;
  /** What it is recorded as: once, however often it is tried. */
  readonly action: ActionId;
  /** True once Sanity may hold the new state: from then on it is carried out, not undone. */
  readonly saving: boolean;
}

const isUnderWay: Guard<UnderWay> = shape({
  campaign: isCampaignId,
  step: oneOf(...LIFECYCLE_STEPS),
  to: oneOf(...CAMPAIGN_STATES),
  at: isText,
  by: isText,
  action: isActionId,
  saving: isBoolean,
});

const STEP = 'step:';

export function stepsUnderWay(stored: Stored): readonly UnderWay[] {
  return Object.keys(stored)
    .filter((key) => key.startsWith(STEP))
    .map((key) => parseJson(stored[key] ?? ''))
    .filter(isUnderWay);
}

/** Keeps it; answers it, for a change in passing. */
export function keepStep(step: UnderWay): UnderWay {
  writeDocument({ [STEP + step.campaign]: JSON.stringify(step) });
  return step;
}

export function forgetStep({ campaign }: UnderWay): void {
  forgetDocument(STEP + campaign);
}
