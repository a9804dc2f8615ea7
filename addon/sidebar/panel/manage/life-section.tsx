/** Where a campaign is in its life, and the steps that lead on, each with what it will do. */
import type { CampaignDetails } from '../../../answers/campaigns.ts';
import { type LifecycleStep, stepsFrom } from '../../../model/lifecycle.ts';
import type { Right } from '../../../model/rights.ts';
import { Button } from '../../ui/button.tsx';
import { count } from '../../ui/words.ts';
import type { Actions } from '../actions.ts';
import type { Doing } from '../state.ts';
import { doStep, isStepping, rightFor, stepWords } from './steps.ts';
import { Unallowed } from './unallowed.tsx';
import { dayWords, standingWords } from './words.ts';

interface LifeSectionProps {
  readonly details: CampaignDetails;
  readonly user: string;
  readonly rights: readonly Right[];
  /** True: nothing can be done just now, and the page says why. */
  readonly still: boolean;
  readonly doing: Doing | null;
  readonly actions: Actions;
}

export function LifeSection({ details, user, rights, still, doing, actions }: LifeSectionProps) {
  const { kind, state, restorableUntil } = details;
  const steps = stepsFrom(kind, state).filter((step) => step !== 'delete');
  const lacking = [...new Set(steps.map(rightFor))].filter((right) => !rights.includes(right));
  return (
    <section class="section" aria-labelledby="life-title">
      <h2 class="section-title" id="life-title">
        State
      </h2>
      <div class="card padded form">
        <p>
          <strong>{standingWords(details, user)}.</strong>
          {restorableUntil === null
            ? ''
            : ` It can be restored until ${dayWords(restorableUntil)}; then its leads are erased from the sheet and from Sanity.`}
        </p>
        {steps.map((step) => (
          <Step
            key={step}
            step={step}
            details={details}
            blocked={still || !rights.includes(rightFor(step))}
            busy={isStepping(doing, details.id, step)}
            actions={actions}
          />
        ))}
        <Unallowed id="life-why" rights={lacking} actions={actions} />
      </div>
    </section>
  );
}

interface StepProps {
  readonly step: Exclude<LifecycleStep, 'delete'>;
  readonly details: CampaignDetails;
  readonly blocked: boolean;
  readonly busy: boolean;
  readonly actions: Actions;
}

function Step({ step, details, blocked, busy, actions }: StepProps) {
  const { label, will } = stepWords(details.state, step);
  const why = step === 'archive' ? unsavedWords(details.unsaved, 'archived') : null;
  const id = `step-${step}`;
  return (
    <div class="choice">
      <p class="small" id={id}>
        {will}
        {why === null ? '' : ` ${why}`}
      </p>
      <Button
        wide
        busy={busy}
        disabled={blocked || why !== null || !details.steps.includes(step)}
        describedBy={id}
        onClick={() => void doStep(actions, details, step)}
      >
        {label}
      </Button>
    </div>
  );
}

/** Why a campaign that is not wholly saved cannot be put away; null where it can. */
export function unsavedWords(unsaved: number, done: string): string | null {
  if (unsaved === 0) return null;
  return `${count(unsaved, 'row')} of it ${unsaved === 1 ? 'is' : 'are'} not verified in Sanity yet: it can be ${done} once ${unsaved === 1 ? 'it is' : 'they are'}.`;
}
