/** The settings, which slide in over the sidebar: the connection, who sends the edits, who may do what and who did it. */
import type { SidebarState } from '../../calls.ts';
import { Button } from '../ui/button.tsx';
import { ClockIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { PageFrame } from './page-frame.tsx';
import type { PageProps } from './pages.tsx';
import { TriggersSetting } from './triggers.tsx';

export function Settings(props: PageProps) {
  const { panel, state, now, actions } = props;
  const { connection } = state;
  const { doing } = panel;
  return (
    <PageFrame title="Settings" {...props}>
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
      <section class="section">
        <h2 class="section-title">People</h2>
        <Button wide onClick={() => actions.open({ is: 'people' })}>
          Who may do what
        </Button>
        <Button wide onClick={() => actions.open({ is: 'record', campaign: null })}>
          <ClockIcon size={15} /> Who did what
        </Button>
      </section>
      <p class="signature">{state.user ? `Signed in as ${state.user}` : state.spreadsheetName}</p>
    </PageFrame>
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
