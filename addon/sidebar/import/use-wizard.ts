/** The import dialog's life: the state, what it comes to, and the work that goes on beside it. */
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { layoutOf } from '../../model/import/layout.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { type FileActions, fileActions } from './file-actions.ts';
import { newImportId } from './new-id.ts';
import { doublesOf, forgottenOf, jobOf, type Plan, planOf } from './plan.ts';
import { type ImportRun, importRun } from './run-import.ts';
import { pause, useLookup, useRows } from './use-check.ts';
import { EMPTY_WIZARD, reduceWizard, type Wizard, type WizardEvent } from './wizard.ts';

export interface WizardActions extends FileActions {
  /** Searches the other campaigns for duplicates again. */
  readonly lookAgain: () => void;
  /** Starts the import, or resumes one that was cut off. */
  readonly start: () => void;
}

export interface WizardLife {
  readonly wizard: Wizard;
  readonly plan: Plan;
  readonly dispatch: (event: WizardEvent) => void;
  readonly actions: WizardActions;
}

/** Runs the dialog on `ask`. */
export function useWizard(ask: Ask): WizardLife {
  const [wizard, dispatch] = useReducer(reduceWizard, EMPTY_WIZARD);
  const { reading, lookup, choices, rule, rowChoices } = wizard;
  const layout = useMemo(() => layoutOf(choices), [choices]);
  const doubles = useMemo(() => doublesOf(reading, lookup), [reading, lookup]);
  const forgotten = useMemo(() => forgottenOf(reading, lookup), [reading, lookup]);
  const plan = useMemo(
    () => planOf(reading, layout, doubles, rule, rowChoices, forgotten),
    [reading, layout, doubles, rule, rowChoices, forgotten],
  );
  const file = wizard.source.is === 'ready' ? wizard.source.file : null;
  const checking = wizard.step === 'check';

  const learnWorld = useWorld(ask, dispatch);
  useRows(checking && reading.is !== 'ready', file, layout, wizard.country, dispatch);
  const lookAgain = useLookup(checking && lookup.is === 'stale', reading, ask, dispatch);
  const start = useRun(wizard, plan, ask, dispatch, learnWorld);
  const files = useMemo(() => fileActions(dispatch), []);
  return { wizard, plan, dispatch, actions: { ...files, lookAgain, start } };
}

/** Learns what the spreadsheet has already; tried again until it answers. */
function useWorld(ask: Ask, dispatch: (event: WizardEvent) => void): () => Promise<void> {
  const learn = useCallback(async () => {
    dispatch({ is: 'worldKnown', state: await ask('state', null) });
  }, [ask, dispatch]);
  useEffect(() => {
    let gone = false;
    const insist = async () => {
      for (let wait = 1_000; !gone; wait = Math.min(wait * 2, 15_000)) {
        try {
          await learn();
          return;
        } catch {
          // Whoever cannot reach the server sees that at the import itself; this only fills in names.
          await pause(wait);
        }
      }
    };
    void insist();
    return () => {
      gone = true;
    };
  }, [learn]);
  return learn;
}

/** Carries the import out. A press after a failure resumes the same import under the same id. */
function useRun(
  wizard: Wizard,
  plan: Plan,
  ask: Ask,
  dispatch: (event: WizardEvent) => void,
  learnWorld: () => Promise<void>,
): () => void {
  const current = useRef<ImportRun | null>(null);
  return () => {
    const { run } = wizard;
    if (run.is === 'going' || run.is === 'finished') return;
    if (run.is === 'idle') current.current = null;
    current.current ??= importRun(jobOf(wizard, plan, newImportId()), ask, pause);
    const { go } = current.current;
    dispatch({ is: 'wentTo', step: 'import' });
    let progress = run.is === 'failed' ? run.progress : null;
    const carryOut = async () => {
      const last = await go((standing) => {
        progress = standing.progress;
        dispatch({ is: 'runChanged', run: { is: 'going', standing } });
      });
      if (last.state === 'done') dispatch({ is: 'runChanged', run: { is: 'finished', progress: last } });
      else
        dispatch({
          is: 'runChanged',
          run: { is: 'failed', progress: last, code: 'stopped', message: last.message ?? STOPPED },
        });
    };
    carryOut().catch(async (error: unknown) => {
      const { code, message } = faultOf(error);
      dispatch({ is: 'runChanged', run: { is: 'failed', progress, code, message } });
      // The name may have been taken, or the connection lost, since the dialog opened.
      await learnWorld().catch(() => undefined);
    });
  };
}

const STOPPED = 'The import stopped before every row was verified.';
