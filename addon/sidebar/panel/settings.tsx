/** The settings, which slide in over the sidebar: the connection, and who sends the edits. */
import type { SidebarState } from '../../calls.ts';
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
