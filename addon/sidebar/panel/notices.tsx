/** What a person should know before anything else: what went wrong, a copied spreadsheet, a slower pace, what was noticed. */
import { useEffect, useMemo } from 'preact/hooks';
import type { Pace, SidebarState } from '../../calls.ts';
import { isWorthRepeating } from '../faults.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Actions } from './actions.ts';
import { showEveryRow } from './desk/filter-button.tsx';
import { type Outcome, OutcomeNote, STAYS } from './outcome.tsx';
import { type Failure, isAway, type Panel } from './state.ts';

interface NoticesProps {
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly actions: Actions;
}

/** What stands in the way right now, the nearest first. */
export function Troubles({ panel, state, actions }: NoticesProps) {
  const { failure } = panel;
  return (
    <>
      {panel.pages.length === 0 ? <Done panel={panel} actions={actions} /> : null}
      {failure && isAway(failure) ? <NoNews failure={failure} onRetry={actions.retry} /> : null}
      {state.connection.state === 'failing' ? (
        <Unconnected message={state.connection.message} actions={actions} />
      ) : state.sync?.message ? (
        <Notice tone="warn">{state.sync.message}</Notice>
      ) : null}
    </>
  );
}

/** What became of the last action: why it came to nothing, or what was done and how to take it back. */
export function Done({ panel, actions }: Pick<NoticesProps, 'panel' | 'actions'>) {
  const { complaint, said, undo } = panel;
  const active = panel.server?.active ?? null;
  const outcome = useMemo<Outcome | null>(
    () => (said ? { tone: 'good', text: said, lines: [] } : null),
    [said],
  );
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(actions.dismiss, STAYS);
    return () => clearTimeout(timer);
  }, [outcome, actions]);
  return (
    <div class="done">
      {complaint ? (
        <Notice tone="bad" urgent title="That was not done">
          <p>{complaint.message}</p>
          <div class="choice-buttons">
            {active && complaint.code === 'filtered' ? (
              <Button onClick={() => showEveryRow(actions, active)}>Show every row</Button>
            ) : null}
            <Button look="quiet" onClick={actions.dismiss}>
              Dismiss
            </Button>
          </div>
        </Notice>
      ) : null}
      <OutcomeNote outcome={outcome} onUndo={undo} onDismiss={actions.dismiss} />
    </div>
  );
}

interface NoNewsProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

/** The polls fail: what is shown is from before. */
function NoNews({ failure, onRetry }: NoNewsProps) {
  const { code, message } = failure;
  return (
    <Notice tone="bad" urgent title={code === 'offline' ? 'No connection' : 'No fresh news'}>
      <p>{message}</p>
      {isWorthRepeating(code) && code !== 'busy' ? <p>It is tried again by itself.</p> : null}
      <Button onClick={onRetry}>Try now</Button>
    </Notice>
  );
}

interface UnconnectedProps {
  readonly message: string;
  readonly actions: Actions;
}

/** Sanity cannot be asked. Most of it heals by itself; a wrong address or secret needs the form. */
function Unconnected({ message, actions }: UnconnectedProps) {
  const wrong = needsSettings(message);
  return (
    <Notice tone="bad" title={wrong ? 'Not connected just now' : 'Sanity is out of reach'}>
      <p>
        What you type stays in the sheet, and is sent by itself once{' '}
        {wrong ? 'the connection is put right' : 'Sanity answers again'}.
      </p>
      <p class="small">{message}</p>
      <div class="choice-buttons">
        <Button onClick={actions.retry}>Try now</Button>
        {wrong ? <Button onClick={() => actions.open({ is: 'settings' })}>Connection settings</Button> : null}
      </div>
    </Notice>
  );
}

/** Messages about a wrong address or secret end with where both are entered. */
export function needsSettings(message: string): boolean {
  return message.includes('Connect to the bridge');
}

interface CopyNoticeProps {
  readonly busy: boolean;
  readonly onMakeLive: () => void;
}

/** A copied spreadsheet must not write over the one that it was copied from. */
export function CopyNotice({ busy, onMakeLive }: CopyNoticeProps) {
  return (
    <Notice tone="warn" title="Not the live spreadsheet">
      <p>
        One of two copies of a spreadsheet is the live one, and this is the other. Nothing is sent from here
        and nothing is taken in, so that the two never write over each other.
      </p>
      <p id="live-will">
        If you make this the live spreadsheet, its rows are the ones that are sent to Sanity from now on, and
        the other spreadsheet stays still.
      </p>
      <ConfirmButton
        label="Make this the live spreadsheet"
        describedBy="live-will"
        busy={busy}
        onConfirm={onMakeLive}
      />
    </Notice>
  );
}

/** Why the add-on looks less often than usual; nothing at its usual pace. */
export function PaceNotice({ pace }: { readonly pace: Pace }) {
  if (pace.message === null || !isMuchSlower(pace)) return null;
  return (
    <Notice tone="info" title={pace.state === 'slow' ? 'Looking less often' : 'Resting'}>
      <p>{pace.message}</p>
    </Notice>
  );
}

/** Slower by so little that one line will do. */
export function PaceLine({ pace }: { readonly pace: Pace }) {
  if (pace.state === 'normal' || isMuchSlower(pace)) return null;
  return (
    <p class="pace-line" title={pace.message ?? undefined}>
      Looks every {pace.tickSeconds} s, to spare the day’s quota
    </p>
  );
}

function isMuchSlower({ state, tickSeconds }: Pace): boolean {
  return state === 'resting' || (state === 'slow' && tickSeconds > 30);
}

/** What a person need not act on. */
export function Noticed({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <section class="section" aria-labelledby="noticed-title">
      <h2 class="section-title" id="noticed-title">
        Noticed
      </h2>
      <ul class="noticed">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </section>
  );
}
