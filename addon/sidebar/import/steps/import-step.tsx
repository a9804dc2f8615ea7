/** The sixth step: the import as it goes on, or what it was stopped by. */
import { Button } from '../../ui/button.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { count, number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import type { ImportJob } from '../job.ts';
import { type Run, type Standing, wasCommitted } from '../run.ts';
import type { WizardActions } from '../use-wizard.ts';
import type { Wizard } from '../wizard.ts';

interface ImportStepProps {
  readonly wizard: Wizard;
  readonly actions: WizardActions;
  readonly onClose: () => void;
}

export function ImportStep({ wizard, actions, onClose }: ImportStepProps) {
  const { run } = wizard;
  const failed = run.is === 'failed' ? run : null;
  const committed = (run.is === 'going' || run.is === 'failed') && wasCommitted(run);
  return (
    <Frame
      title={failed ? (committed ? 'The import was interrupted' : 'The import did not start') : titleOf(run)}
      intro={introOf(run, committed)}
      back={<Back run={run} committed={committed} actions={actions} onClose={onClose} />}
      onward={
        failed ? (
          <Button look="primary" onClick={actions.start}>
            Try again
          </Button>
        ) : null
      }
    >
      {failed ? (
        <Notice tone="bad" urgent title={failed.message}>
          <p>{whatIsSaved(failed)}</p>
        </Notice>
      ) : null}
      {run.is === 'building' ? <Building done={run.done} total={run.total} /> : null}
      {run.is === 'going' || run.is === 'failed' ? (
        <Going job={run.job} standing={run.standing} quiet={run.is === 'failed'} />
      ) : null}
      {run.is === 'going' && run.standing.again !== null ? (
        // Said while a call is being repeated, so that a pause is not taken for a hang.
        <Notice tone="warn" title="A call failed and is being repeated">
          {run.standing.again}
        </Notice>
      ) : null}
    </Frame>
  );
}

function titleOf(run: Run): string {
  if (run.is !== 'going') return 'Preparing the import';
  const { created, updated } = run.job.begin.counts;
  return updated === 0
    ? `Importing ${count(created, 'lead')}`
    : `Importing ${number(created)} and updating ${count(updated, 'lead')}`;
}

function introOf(run: Run, committed: boolean): string {
  if (run.is === 'failed') return 'Nothing is written twice when you try again.';
  return committed
    ? 'You may close this window now: it goes on by itself, and the sidebar shows how far it is.'
    : 'Keep this window open while the rows are sent. Nothing stands in the sheet yet, and Cancel leaves nothing behind.';
}

interface BackProps {
  readonly run: Run;
  readonly committed: boolean;
  readonly actions: WizardActions;
  readonly onClose: () => void;
}

function Back({ run, committed, actions, onClose }: BackProps) {
  if (committed) return <Button onClick={onClose}>Close</Button>;
  const cancelling = run.is === 'going' && run.cancelling;
  return (
    <Button busy={cancelling} onClick={actions.cancel}>
      {cancelling ? 'Cancelling…' : run.is === 'failed' ? 'Give up and go back to the check' : 'Cancel'}
    </Button>
  );
}

function Building({ done, total }: { readonly done: number; readonly total: number }) {
  return (
    <section class="card going" aria-label="Progress">
      <p role="status">Putting the rows together…</p>
      <Progress label="Rows put together" value={done} max={total} />
    </section>
  );
}

interface GoingProps {
  readonly job: ImportJob;
  readonly standing: Standing;
  readonly quiet: boolean;
}

/** How far it is: one number, one bar, and the phases. */
function Going({ job, standing, quiet }: GoingProps) {
  const { phase, sent, progress, secondsLeft } = standing;
  const { created, updated } = job.begin.counts;
  const total = progress?.total || created + updated;
  const written = phase === 'working' ? (progress?.written ?? 0) : 0;
  const verified = phase === 'working' ? (progress?.verified ?? 0) : 0;
  const parts = job.parts.length;
  // Nothing turns while nothing is done.
  const now = quiet ? 'waits' : 'now';
  const name = job.begin.target.is === 'new' ? job.begin.target.name : (progress?.campaignName ?? '');
  return (
    <section class="card going" aria-label="Progress">
      <p class="going-name clip">{name}</p>
      <p class="going-number" role="status">
        {number(verified)} <small>of {number(total)} verified in Sanity</small>
      </p>
      <Progress
        label="Rows written and verified"
        value={phase === 'sending' ? sent : written + verified}
        max={phase === 'sending' ? Math.max(1, parts) : total * 2}
        quiet={quiet}
      />
      <p class="small time-left">{secondsLeft === null ? '' : timeLeft(secondsLeft)}</p>
      <ol class="phases">
        <Phase
          name="Send the rows"
          detail={`${number(sent)} of ${count(parts, 'part')}`}
          state={phase === 'working' ? 'done' : now}
        />
        <Phase
          name="Write them into the sheet"
          detail={`${number(written)} of ${number(total)}`}
          state={phase === 'sending' ? 'waits' : written >= total ? 'done' : now}
        />
        <Phase
          name="Save and read back"
          detail={`${number(verified)} of ${number(total)}`}
          state={phase === 'sending' || written < total ? 'waits' : verified >= total ? 'done' : now}
        />
      </ol>
    </section>
  );
}

function timeLeft(seconds: number): string {
  if (seconds < 5) return 'A few seconds left';
  if (seconds < 90) return `About ${Math.ceil(seconds / 5) * 5} seconds left`;
  return `About ${Math.ceil(seconds / 60)} minutes left`;
}

interface PhaseProps {
  readonly name: string;
  readonly detail: string;
  readonly state: 'waits' | 'now' | 'done';
}

function Phase({ name, detail, state }: PhaseProps) {
  return (
    <li class={`phase phase-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <span class="phase-mark">
        {state === 'done' ? <CheckIcon size={14} /> : state === 'now' ? <span class="spinner" /> : null}
      </span>
      <span>{name}</span>
      <span class="phase-detail">{detail}</span>
    </li>
  );
}

/** What is and what is not saved, after an interruption. */
function whatIsSaved(run: Extract<Run, { is: 'failed' }>): string {
  const { progress } = run.standing;
  if (!wasCommitted(run) || !progress)
    return 'No row was written, here or in Sanity. Try again, or give up to change something.';
  const { total, written, verified } = progress;
  return `${number(written)} of ${count(total, 'row')} stand in the sheet, ${number(verified)} of them verified in Sanity. The rest is kept and goes on from the sidebar, or here when you try again.`;
}
