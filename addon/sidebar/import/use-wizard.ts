/** The import dialog's life: the state, what it comes to, and the work that goes on beside it. */
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { FIELDS } from '../../model/fields.ts';
import { type DateOrder, orderOf } from '../../model/import/dates.ts';
import type { ImportFile } from '../../model/import/file.ts';
import { type Layout, layoutOf } from '../../model/import/layout.ts';
import { mappingKey } from '../../model/import/parts.ts';
import type { RowRules } from '../../model/import/rules.ts';
import type { CampaignId } from '../../model/lead.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import type { Checker } from './checker.ts';
import { CalledOff, paceOf } from './file/pace.ts';
import { type FileActions, fileActions } from './file-actions.ts';
import { buildJob } from './job.ts';
import { newImportId } from './new-id.ts';
import type { Run, Standing } from './run.ts';
import { type ImportRun, importRun } from './run-import.ts';
import { useCheck } from './use-check.ts';
import { EMPTY_WIZARD, reduceWizard, settingsOf, type Wizard, type WizardEvent } from './wizard.ts';

export interface WizardActions extends FileActions {
  /** Searches again what could not be searched. */
  readonly lookAgain: () => void;
  /** Asks for an existing campaign's settings. */
  readonly learnDetails: (campaign: CampaignId) => void;
  /** Starts the import, or resumes one that was cut off. */
  readonly start: () => void;
  /** Gives up an import that is not committed. */
  readonly cancel: () => void;
}

/** A column with dates, as the file has it. */
export interface DateColumn {
  /** Index among the tab's headers. */
  readonly column: number;
  readonly fileColumn: number;
  readonly order: DateOrder;
  /** The file itself shows which it is. */
  readonly proven: boolean;
}

export interface WizardLife {
  readonly wizard: Wizard;
  readonly layout: Layout;
  readonly dates: readonly DateColumn[];
  readonly dispatch: (event: WizardEvent) => void;
  readonly actions: WizardActions;
  readonly checker: Checker;
}

/** Runs the dialog on `ask`. */
export function useWizard(ask: Ask): WizardLife {
  const [wizard, dispatch] = useReducer(reduceWizard, EMPTY_WIZARD);
  const { source, choices, decisions, step } = wizard;
  const file = source.is === 'ready' ? source.file : null;
  const layout = useMemo(() => layoutOf(choices), [choices]);
  const found = useMemo(() => (file ? dateColumns(file, layout) : []), [file, layout]);
  const dates = useMemo(
    () => found.map((one) => ({ ...one, order: wizard.dates.get(one.column) ?? one.order })),
    [found, wizard.dates],
  );
  const rules = useRules(wizard, dates);
  const input = useMemo(
    () => (file && step === 'check' ? { file, layout, rules, decisions } : null),
    [file, step, layout, rules, decisions],
  );
  const { checker, again } = useCheck(input, ask, dispatch);

  const learnWorld = useWorld(ask, dispatch);
  useMemory(file, ask, dispatch);
  const { start, cancel } = useRun(wizard, ask, dispatch, learnWorld);
  const files = useMemo(() => fileActions(dispatch), []);
  const learnDetails = useCallback(
    (campaign: CampaignId) => {
      dispatch({ is: 'existingChosen', campaign });
      ask('campaignDetails', { campaign }).then(
        (details) => dispatch({ is: 'detailsKnown', details }),
        (error: unknown) => dispatch({ is: 'detailsFailed', campaign, message: faultOf(error).message }),
      );
    },
    [ask],
  );
  const actions = { ...files, lookAgain: again, learnDetails, start, cancel };
  return { wizard, layout, dates, dispatch, actions, checker };
}

/** The rules that rows are read by; the same object while nothing of it changes. */
function useRules(wizard: Wizard, dates: readonly DateColumn[]): RowRules {
  const { country, required } = settingsOf(wizard);
  const { replacements, edits } = wizard;
  const orders = useMemo(() => new Map(dates.map(({ column, order }) => [column, order])), [dates]);
  return useMemo(
    () => ({ country, dates: orders, replacements, edits, required }),
    [country, orders, replacements, edits, required],
  );
}

function dateColumns({ rows }: ImportFile, { fields }: Layout): readonly DateColumn[] {
  return fields.flatMap(({ field, column: fileColumn }, column): DateColumn[] => {
    const isDate = field.kind.is === 'date' || field.kind.is === 'dateTime' || field.key === 'enquiryDate';
    if (!isDate || fileColumn === null || column >= FIELDS.length) return [];
    return [{ column, fileColumn, ...orderOf(rows.map((cells) => cells[fileColumn] ?? '')) }];
  });
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

/** Asks how a file with these headings was mapped last time. Nobody waits for it: the mapping that was worked out is there. */
function useMemory(file: ImportFile | null, ask: Ask, dispatch: (event: WizardEvent) => void): void {
  useEffect(() => {
    if (!file) return;
    let gone = false;
    ask('rememberedMapping', { key: mappingKey(file.headers) }).then(
      ({ mapping }) => {
        if (!gone && mapping) dispatch({ is: 'remembered', mapping });
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [file, ask, dispatch]);
}

/** Carries the import out. A press after a failure resumes the same import under the same id. */
function useRun(
  wizard: Wizard,
  ask: Ask,
  dispatch: (event: WizardEvent) => void,
  learnWorld: () => Promise<void>,
): Pick<WizardActions, 'start' | 'cancel'> {
  const current = useRef<ImportRun | null>(null);
  const off = useRef(false);
  const latest = useRef(wizard);
  latest.current = wizard;
  const tell = (run: Run) => dispatch({ is: 'runChanged', run });

  const build = async () => {
    const { checked } = wizard.check;
    if (!checked) return null;
    const total = checked.rows.length;
    tell({ is: 'building', done: 0, total });
    const pace = paceOf(
      (share) => tell({ is: 'building', done: Math.round(share * total), total }),
      () => off.current,
    );
    const job = await buildJob(wizard, checked, newImportId(), pace);
    return { job, run: importRun(job, ask, pause, () => performance.now()) };
  };

  const carryOut = async () => {
    const { run: before } = latest.current;
    const made =
      before.is === 'failed' && current.current ? { job: before.job, run: current.current } : await build();
    if (!made) return;
    const { job, run } = made;
    current.current = run;
    let last: Standing | null = null;
    try {
      const progress = await run.go((standing) => {
        last = standing;
        tell({ is: 'going', job, standing, cancelling: isCancelling(latest.current.run) });
      });
      if (progress.state === 'done') tell({ is: 'finished', job, progress });
      else if (last)
        tell({ is: 'failed', job, standing: last, code: 'stopped', message: progress.message ?? STOPPED });
    } catch (error) {
      if (error instanceof CalledOff) return tell({ is: 'idle' });
      const { code, message } = faultOf(error);
      if (last) tell({ is: 'failed', job, standing: last, code, message });
      // The name may have been taken, or the connection lost, since the dialog opened.
      await learnWorld().catch(() => undefined);
    }
  };
  return {
    start: () => {
      const { run } = wizard;
      if (run.is === 'going' || run.is === 'building' || run.is === 'finished') return;
      off.current = false;
      dispatch({ is: 'wentTo', step: 'import' });
      carryOut().catch((error: unknown) => {
        if (!(error instanceof CalledOff)) throw error;
        tell({ is: 'idle' });
      });
    },
    cancel: () => {
      const { run } = latest.current;
      off.current = true;
      current.current?.cancel();
      if (run.is === 'going') tell({ ...run, cancelling: true });
      // One that failed has nobody who would hear it.
      if (run.is === 'failed') {
        void ask('importCancel', { importId: run.job.begin.importId }).catch(() => undefined);
        tell({ is: 'idle' });
      }
    },
  };
}

function isCancelling(run: Run): boolean {
  return run.is === 'going' && run.cancelling;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

const STOPPED = 'The import stopped before every row was verified.';
