/** The whole import dialog: the stepper, and the step that is on. */
import { useState } from 'preact/hooks';
import type { ImportProgress } from '../../calls.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import type { ImportJob } from './job.ts';
import { Stepper } from './stepper.tsx';
import { CampaignStep } from './steps/campaign-step.tsx';
import { CheckStep } from './steps/check-step.tsx';
import { ColumnsStep } from './steps/columns-step.tsx';
import { FileStep } from './steps/file-step.tsx';
import { ImportStep } from './steps/import-step.tsx';
import { ReceiptStep } from './steps/receipt-step.tsx';
import { ValuesStep } from './steps/values-step.tsx';
import { useWizard, type WizardLife } from './use-wizard.ts';
import type { ReadySource } from './wizard.ts';

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
  const { wizard, dispatch, actions } = life;
  const { step, source } = wizard;
  if (step === 'file' || source.is !== 'ready') {
    return <FileStep wizard={wizard} dispatch={dispatch} actions={actions} onClose={closePage} />;
  }
  return <LaterStep life={life} ask={ask} closePage={closePage} source={source} />;
}

function LaterStep({
  life,
  ask,
  closePage,
  source,
}: AppProps & { readonly life: WizardLife; readonly source: ReadySource }) {
  const { wizard, layout, dates, dispatch, actions } = life;
  const { step, run } = wizard;
  const { file } = source;
  switch (step) {
    case 'columns':
      return <ColumnsStep wizard={wizard} file={file} dispatch={dispatch} />;
    case 'values':
      return <ValuesStep wizard={wizard} file={file} layout={layout} dates={dates} dispatch={dispatch} />;
    case 'campaign':
      return <CampaignStep wizard={wizard} dispatch={dispatch} actions={actions} />;
    case 'receipt':
      if (run.is === 'finished')
        return <Receipt ask={ask} closePage={closePage} job={run.job} progress={run.progress} />;
      return null;
    case 'import':
      return <ImportStep wizard={wizard} actions={actions} onClose={closePage} />;
    default:
      return <CheckStep life={life} file={file} />;
  }
}

interface ReceiptProps extends AppProps {
  readonly job: ImportJob;
  readonly progress: ImportProgress;
}

/** The receipt, and the way from it to the campaign's tab. */
function Receipt({ ask, closePage, job, progress }: ReceiptProps) {
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
  return <ReceiptStep progress={progress} job={job} going={going} complaint={complaint} onGo={goThere} />;
}
