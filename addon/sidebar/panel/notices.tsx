/** What a person should know before anything else: what went wrong, a copied spreadsheet, a slower pace, what was noticed. */
import { useMemo } from 'preact/hooks';
import type { Pace, SidebarState } from '../../calls.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmButton } from '../ui/confirm.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Actions } from './actions.ts';
import { type Outcome, OutcomeNote } from './outcome.tsx';
import type { Failure, Panel } from './state.ts';

interface NoticesProps {
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly actions: Actions;
}

/** One poll that met another save is nothing to alarm anybody with. */
function isPassing({ code, count }: Failure): boolean {
  return code === 'busy' && count < 3;
}

/** What stands in the way right now, the nearest first. */
export function Troubles({ panel, state, actions }: NoticesProps) {
  const { failure, complaint, said } = panel;
  const outcome = useMemo<Outcome | null>(
    () => (said ? { tone: 'good', text: said, lines: [] } : null),
    [said],
  );
  return (
    <>
      {complaint ? (
        <Notice tone="bad" urgent title="That was not done">
          <p>{complaint}</p>
          <Button look="quiet" onClick={actions.dismiss}>
            Dismiss
          </Button>
        </Notice>
      ) : null}
      <OutcomeNote outcome={outcome} onDismiss={actions.dismiss} />
      {failure && !isPassing(failure) ? (
        <Notice tone="bad" urgent title={failure.code === 'offline' ? 'You are offline' : 'No fresh news'}>
          <p>{failure.message}</p>
          <Button onClick={actions.retry}>Try now</Button>
        </Notice>
      ) : null}
      {state.connection.state === 'failing' ? (
        <Notice tone="bad" title="The bridge cannot be used">
          <p>{state.connection.message}</p>
          <Button onClick={() => actions.turnTo('settings')}>Check the connection</Button>
        </Notice>
      ) : state.sync?.message ? (
        <Notice tone="warn">{state.sync.message}</Notice>
      ) : null}
    </>
  );
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
  if (pace.state === 'normal' || pace.message === null) return null;
  return (
    <Notice tone="info" title={pace.state === 'slow' ? 'Looking less often' : 'Resting'}>
      <p>{pace.message}</p>
    </Notice>
  );
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
