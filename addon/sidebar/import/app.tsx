/** The whole import dialog: the stepper, and the step that is on. */
import { useState } from 'preact/hooks';
import type { ImportProgress } from '../../calls.ts';
import type { ImportFile } from '../../model/import/file.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { Stepper } from './stepper.tsx';
import { CheckStep } from './steps/check-step.tsx';
import { ColumnsStep } from './steps/columns-step.tsx';
import { FileStep } from './steps/file-step.tsx';
import { ImportStep } from './steps/import-step.tsx';
import { ReceiptStep } from './steps/receipt-step.tsx';
import { useWizard, type WizardLife } from './use-wizard.ts';

interface AppProps {
  readonly ask: Ask;
  readonly closePage: () => void;
}

export function App({ ask, closePage }: AppProps) {
  const life = useWizard(ask);
  return (
    <div class="dialog">
      <Stepper wizard={life.wizard} dispatch={life.dispatch} />
      <CurrentStep life={life} ask={ask} closePage={closePage} />
    </div>
  );
}

function CurrentStep({ life, ask, closePage }: AppProps & { readonly life: WizardLife }) {
  const { wizard, plan, dispatch, actions } = life;
  const { step, source, run } = wizard;
  const file = source.is === 'ready' ? source.file : null;
  if (step === 'file' || !file) {
    return (
      <FileStep
        source={source}
        world={wizard.world}
        actions={actions}
        onKeep={() => dispatch({ is: 'wentTo', step: 'columns' })}
        onClose={closePage}
      />
    );
  }
  switch (step) {
    case 'columns':
      return <ColumnsStep file={file} choices={wizard.choices} dispatch={dispatch} />;
    case 'check':
      return <CheckStep wizard={wizard} plan={plan} file={file} dispatch={dispatch} actions={actions} />;
    case 'import':
    case 'receipt': {
      const progress = run.is === 'finished' || run.is === 'failed' ? run.progress : null;
      if (step === 'receipt' && progress) {
        return <Receipt life={life} ask={ask} closePage={closePage} file={file} progress={progress} />;
      }
      return (
        <ImportStep
          run={run}
          name={wizard.name.trim()}
          total={plan.counts.created}
          onStart={actions.start}
          onBack={() => dispatch({ is: 'wentTo', step: 'check' })}
          onReceipt={() => dispatch({ is: 'wentTo', step: 'receipt' })}
          onClose={closePage}
        />
      );
    }
  }
}

interface ReceiptProps extends AppProps {
  readonly life: WizardLife;
  readonly file: ImportFile;
  readonly progress: ImportProgress;
}

/** The receipt, and the way from it to the campaign's tab. */
function Receipt({ life, ask, closePage, file, progress }: ReceiptProps) {
  const [going, setGoing] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);
  const goThere = async () => {
    setGoing(true);
    setComplaint(null);
    try {
      await ask('switchTo', { campaign: progress.campaign });
      closePage();
    } catch (error) {
      setComplaint(faultOf(error).message);
      setGoing(false);
    }
  };
  return (
    <ReceiptStep
      progress={progress}
      plan={life.plan}
      file={file}
      going={going}
      complaint={complaint}
      onGo={goThere}
      onRetry={life.wizard.run.is === 'failed' ? life.actions.start : null}
    />
  );
}
