/** What to do with people who are known already, and how the search for them stands. */
import type { DuplicateRule } from '../../../model/import/check.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count } from '../../ui/words.ts';
import type { Plan } from '../plan.ts';
import type { Wizard, WizardEvent } from '../wizard.ts';

interface DuplicateFormProps {
  readonly wizard: Wizard;
  readonly plan: Plan;
  readonly dispatch: (event: WizardEvent) => void;
  readonly lookAgain: () => void;
}

const RULES: readonly { readonly rule: DuplicateRule; readonly label: string }[] = [
  { rule: 'leaveOut', label: 'Leave them out' },
  { rule: 'import', label: 'Import them all the same' },
];

export function DuplicateForm({ wizard, plan, dispatch, lookAgain }: DuplicateFormProps) {
  return (
    <section class="card padded form">
      <fieldset class="rules">
        <legend class="label">
          {plan.doubled === 0 ? 'Duplicates' : `${count(plan.doubled, 'duplicate')} found`}
        </legend>
        {RULES.map(({ rule, label }) => (
          <label key={rule}>
            <input
              type="radio"
              name="rule"
              checked={wizard.rule === rule}
              onChange={() => dispatch({ is: 'ruleChosen', rule })}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <LookupState wizard={wizard} forgotten={plan.forgotten} lookAgain={lookAgain} />
    </section>
  );
}

interface LookupProps extends Pick<DuplicateFormProps, 'wizard' | 'lookAgain'> {
  readonly forgotten: number;
}

function LookupState({ wizard, forgotten, lookAgain }: LookupProps) {
  const { lookup } = wizard;
  switch (lookup.is) {
    case 'stale':
    case 'going':
      return (
        <p class="small" role="status">
          Searching all campaigns…
        </p>
      );
    case 'known':
      return (
        <p class="small" role="status">
          This file and all campaigns were searched, by phone and e-mail.
          {forgotten > 0
            ? ` ${count(forgotten, 'row')} left out: ${forgotten === 1 ? 'its person' : 'their people'} asked to be forgotten.`
            : ''}
        </p>
      );
    case 'failed':
      return (
        <Notice tone="warn" urgent title="Other campaigns were not searched">
          <p>{lookup.message}</p>
          <Button onClick={lookAgain}>Search again</Button>
        </Notice>
      );
  }
}
