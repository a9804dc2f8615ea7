/** Whether edits go out by themselves, in whose name, whether that still works, and a way to mend it. */
import type { SidebarState, Triggers } from '../../calls.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { stoppedText } from './triggers.ts';

interface TriggersProps {
  readonly state: SidebarState;
  readonly now: number;
  readonly busy: boolean;
  readonly onInstall: () => void;
}

/** Above the campaigns' foot: only where edits do not go out by themselves. */
export function TriggersNotice({ state, now, busy, onInstall }: TriggersProps) {
  const { triggers } = state;
  if (!triggers.installed)
    return (
      <Notice tone="info" title="Sending is off">
        <p>Edits are sent only while this sidebar is open.</p>
        <Button busy={busy} onClick={onInstall}>
          Turn on sending
        </Button>
      </Notice>
    );
  if (triggers.alive) return null;
  return (
    <Notice tone="warn" title="Sending has stopped">
      <p>{stoppedText(triggers, now)}</p>
      <Button busy={busy} onClick={onInstall}>
        {triggers.mine ? 'Install them again' : 'Install them in my name'}
      </Button>
    </Notice>
  );
}

/** One line: edits are sent, and in whose name. Nothing where they are not. */
export function TriggersFoot({ triggers }: { readonly triggers: Triggers }) {
  if (!triggers.installed || !triggers.alive) return null;
  return (
    <footer class="foot">
      Edits are sent by themselves
      {triggers.mine ? ', in your name' : triggers.owner ? `, in the name of ${triggers.owner}` : ''}
    </footer>
  );
}

/** The same in the settings, where sending can be taken over as well. */
export function TriggersSetting({ state, now, busy, onInstall }: TriggersProps) {
  const { triggers } = state;
  const { installed, alive, mine, owner } = triggers;
  return (
    <div class="triggers">
      {installed && !alive ? (
        <Notice tone="warn">{stoppedText(triggers, now)}</Notice>
      ) : (
        <p>
          {installed ? (
            <>
              Edits are sent by themselves, in the name of{' '}
              <strong>{owner || (mine ? 'you' : 'someone Google does not name')}</strong>
              {mine && owner ? ' (you)' : ''}.
              {mine ? '' : ' If they leave, sending stops: take it over here.'}
            </>
          ) : (
            'Edits are sent only while this sidebar is open. Turn sending on, and they go by themselves.'
          )}
        </p>
      )}
      <Button wide look={installed && alive ? 'plain' : 'primary'} busy={busy} onClick={onInstall}>
        {settingLabel(triggers, busy)}
      </Button>
    </div>
  );
}

function settingLabel({ installed, mine }: Triggers, busy: boolean): string {
  if (busy) return 'Installing…';
  if (!installed) return 'Turn on sending';
  return mine ? 'Set up sending again' : 'Send in my name';
}
