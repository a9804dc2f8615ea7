/** The dialog's head: which step this is, and what comes before and after. */
import { CheckIcon } from '../ui/icons.tsx';
import { canGoBackTo, STEPS, type Step, type Wizard, type WizardEvent } from './wizard.ts';

const NAMES: { readonly [S in Step]: string } = {
  file: 'File',
  columns: 'Columns',
  values: 'Values',
  campaign: 'Campaign',
  check: 'Check',
  import: 'Import',
  receipt: 'Receipt',
};

interface StepperProps {
  readonly wizard: Wizard;
  readonly dispatch: (event: WizardEvent) => void;
}

export function Stepper({ wizard, dispatch }: StepperProps) {
  const at = STEPS.indexOf(wizard.step);
  const finished = wizard.step === 'receipt';
  return (
    <header class="banner head">
      <nav aria-label="Steps of the import">
        <ol class="steps">
          {STEPS.map((step, index) => {
            const done = index < at || finished;
            const back = canGoBackTo(wizard, step);
            return (
              <li key={step} class={`step${index === at ? ' is-here' : ''}${done ? ' is-done' : ''}`}>
                <button
                  type="button"
                  aria-current={index === at ? 'step' : undefined}
                  aria-label={`Step ${index + 1}: ${NAMES[step]}${done ? ', done' : ''}`}
                  disabled={!back}
                  onClick={() => dispatch({ is: 'wentTo', step })}
                >
                  <span class="step-mark">{done ? <CheckIcon size={14} /> : index + 1}</span>
                  {NAMES[step]}
                </button>
              </li>
            );
          })}
        </ol>
      </nav>
    </header>
  );
}
