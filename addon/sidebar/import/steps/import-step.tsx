/** The fourth step: the import as it goes on, or what it was stopped by. */
import { Button } from '../../ui/button.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { count, number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import type { Standing } from '../run-import.ts';
import { isUnbegun, type Run } from '../wizard.ts';

interface ImportStepProps {
  readonly run: Run;
  readonly name: string;
  /** Rows to create. */
  readonly total: number;
  readonly onStart: () => void;
  readonly onBack: () => void;
  readonly onReceipt: () => void;
  readonly onClose: () => void;
}

export function ImportStep({ run, name, total, onStart, onBack, onReceipt, onClose }: ImportStepProps) {
  const failed = run.is === 'failed' ? run : null;
  const unbegun = isUnbegun(run);
  const partly = failed?.progress ? failed.progress.state !== 'writing' : false;
  return (
    <Frame
      title={
        failed
          ? unbegun
            ? 'The import did not start'
            : 'The import was interrupted'
          : `Importing ${count(total, 'lead')}`
      }
      intro={
        failed
          ? 'Nothing is written twice when you try again.'
          : 'Keep this window open until the rows are in the tab. From then on it can go on from the sidebar too.'
      }
      back={
        unbegun ? (
          <Button onClick={onBack}>Back to the check</Button>
        ) : failed ? (
          <Button onClick={onClose}>Close</Button>
        ) : null
      }
      onward={
        failed ? (
          <>
            {partly ? <Button onClick={onReceipt}>See the receipt</Button> : null}
            <Button look="primary" onClick={onStart}>
              Try again
            </Button>
          </>
        ) : null
      }
    >
      {failed ? (
        <Notice tone="bad" urgent title={failed.message}>
          <p>{whatIsSaved(failed, total)}</p>
        </Notice>
      ) : null}
      {unbegun ? null : <Going run={run} name={name} total={total} />}
      {run.is === 'going' ? <Again standing={run.standing} /> : null}
    </Frame>
  );
}

interface GoingProps {
  readonly run: Run;
  readonly name: string;
  readonly total: number;
}

/** How far it is: one number, one bar, and the phases. */
function Going({ run, name, total }: GoingProps) {
  const progress = run.is === 'going' ? run.standing.progress : run.is === 'failed' ? run.progress : null;
  const phase = run.is === 'going' ? run.standing.phase : null;
  const written = progress?.written ?? 0;
  const verified = progress?.verified ?? 0;
  const all = total > 0 && written >= total;
  return (
    <section class="card going" aria-label="Progress">
      <p class="going-name clip">{name}</p>
      <p class="going-number" role="status">
        {number(verified)} <small>of {number(total)} verified in Sanity</small>
      </p>
      <Progress
        label="Rows written and verified"
        value={written + verified}
        max={total * 2}
        quiet={run.is === 'failed'}
      />
      <ol class="phases">
        <Phase name="Make the tab" detail="" state={progress ? 'done' : phase ? 'now' : 'waits'} />
        <Phase
          name="Write the rows"
          detail={`${number(written)} of ${number(total)}`}
          state={all ? 'done' : phase === 'writing' ? 'now' : 'waits'}
        />
        <Phase
          name="Save and read back"
          detail={`${number(verified)} of ${number(total)}`}
          state={phase === 'receipt' ? 'done' : phase === 'saving' ? 'now' : 'waits'}
        />
        <Phase name="Keep the receipt" detail="" state={phase === 'receipt' ? 'now' : 'waits'} />
      </ol>
    </section>
  );
}

/** Said while a call is being repeated, so that a pause is not taken for a hang. */
function Again({ standing }: { readonly standing: Standing }) {
  if (standing.again === null) return null;
  return (
    <Notice tone="warn" title="A call failed and is being repeated">
      {standing.again}
    </Notice>
  );
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
function whatIsSaved(run: Extract<Run, { is: 'failed' }>, total: number): string {
  const { progress } = run;
  if (!progress) return 'No row was written, here or in Sanity. Go back to change something, or try again.';
  const { written, verified } = progress;
  if (written < total)
    return `${number(written)} of ${count(total, 'row')} are in the tab, ${number(verified)} of them verified in Sanity. The other ${number(total - written)} are only in the file: keep this window open and try again.`;
  return `All ${count(total, 'row')} are in the tab. ${number(verified)} are verified in Sanity; ${number(total - verified)} are not yet.`;
}
