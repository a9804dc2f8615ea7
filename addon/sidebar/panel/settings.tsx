/** The settings, which slide in over the sidebar: the connection, and who sends the edits. */
import { useEffect, useRef } from 'preact/hooks';
import type { SidebarState } from '../../calls.ts';
import { IconButton } from '../ui/button.tsx';
import { BackIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Actions } from './actions.ts';
import { ConnectionForm } from './connection-form.tsx';
import type { Doing } from './state.ts';
import { TriggersSetting } from './triggers.tsx';

interface SettingsProps {
  readonly state: SidebarState;
  readonly doing: Doing | null;
  readonly now: number;
  readonly actions: Actions;
}

export function Settings({ state, doing, now, actions }: SettingsProps) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const { connection } = state;
  const close = () => actions.turnTo('home');
  return (
    <div
      class="slide"
      role="dialog"
      aria-labelledby="settings-title"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header class="banner banner-low">
        <IconButton name="Back to the campaigns" onClick={close}>
          <BackIcon />
        </IconButton>
        <h1 id="settings-title" ref={title} tabIndex={-1}>
          Settings
        </h1>
      </header>
      <div class="body">
        <section class="section">
          <h2 class="section-title">Connection</h2>
          <div class="card padded">
            <ConnectionNotice state={state} />
            <ConnectionForm connection={connection} connect={actions.connect} />
          </div>
        </section>
        <section class="section">
          <h2 class="section-title">Sending</h2>
          <div class="card padded">
            <TriggersSetting
              state={state}
              now={now}
              busy={doing?.what === 'triggers'}
              onInstall={actions.installTriggers}
            />
          </div>
        </section>
        <p class="signature">{state.user ? `Signed in as ${state.user}` : state.spreadsheetName}</p>
      </div>
    </div>
  );
}

function ConnectionNotice({ state }: { readonly state: SidebarState }) {
  const { connection } = state;
  switch (connection.state) {
    case 'ok':
      return <Notice tone="good">Connected to {connection.url}</Notice>;
    case 'failing':
      return <Notice tone="bad">{connection.message}</Notice>;
    case 'unset':
      return <Notice tone="info">{connection.message}</Notice>;
  }
}
