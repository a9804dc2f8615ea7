/** The sidebar's main view, from the banner down. */
import type { SidebarState } from '../../calls.ts';
import type { Ask } from '../server.ts';
import { Button } from '../ui/button.tsx';
import { PlugIcon, UploadIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { attentionItems } from './attention.ts';
import { Attention } from './attention.tsx';
import { Campaigns } from './campaigns.tsx';
import { ImportCard, MapCard } from './cards.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { Header } from './header.tsx';
import { type Failure, isStalled, type Panel } from './state.ts';
import type { SyncLine } from './sync-line.ts';
import type { Actions } from './use-panel.ts';

interface HomeProps {
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly line: SyncLine;
  readonly now: number;
  readonly ask: Ask;
  readonly actions: Actions;
}

export function Home({ panel, state, line, now, ask, actions }: HomeProps) {
  const { doing } = panel;
  const active = state.campaigns.find(({ id }) => id === state.active) ?? null;
  const connected = state.connection.state === 'ok';
  return (
    <>
      <Header panel={panel} active={active} line={line} actions={actions} />
      <main class="body">
        <Troubles panel={panel} state={state} actions={actions} />
        {state.connection.state === 'unset' ? (
          <section class="card padded" aria-labelledby="connect-title">
            <h2 class="callout-title" id="connect-title">
              <PlugIcon /> Connect to the bridge
            </h2>
            <p class="lead">{state.connection.message}</p>
            <ConnectionForm connection={state.connection} connect={actions.connect} />
          </section>
        ) : (
          <Button look="primary" wide busy={doing?.what === 'import'} onClick={actions.openImport}>
            {doing?.what === 'import' ? null : <UploadIcon />} Import leads
          </Button>
        )}
        {connected && (state.unmappedOriginals > 0 || doing?.what === 'map') ? (
          <MapCard state={state} busy={doing?.what === 'map'} onMap={actions.mapOriginals} />
        ) : null}
        <Imports panel={panel} state={state} now={now} actions={actions} />
        <Campaigns
          campaigns={state.campaigns}
          active={state.active}
          doing={doing}
          onSwitch={actions.switchTo}
        />
        {state.active && state.sync ? (
          <Attention
            key={state.active}
            items={attentionItems(state.sync)}
            campaign={state.active}
            openConflicts={state.sync.openConflicts}
            ask={ask}
            onRow={actions.showRow}
          />
        ) : null}
        {connected && !state.triggers.installed ? (
          <Notice tone="info" title="Sending is off">
            <p>Edits are sent only while this sidebar is open.</p>
            <Button busy={doing?.what === 'triggers'} onClick={actions.installTriggers}>
              Turn on sending
            </Button>
          </Notice>
        ) : null}
      </main>
      {state.triggers.installed ? (
        <footer class="foot">
          Edits are sent by themselves
          {state.triggers.owner ? `, in the name of ${state.triggers.owner}` : ''}
        </footer>
      ) : null}
    </>
  );
}

interface TroublesProps {
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly actions: Actions;
}

/** One poll that met another save is nothing to alarm anybody with. */
function isPassing({ code, count }: Failure): boolean {
  return code === 'busy' && count < 3;
}

/** What stands in the way right now, the nearest first. */
function Troubles({ panel, state, actions }: TroublesProps) {
  const { failure, complaint } = panel;
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

interface ImportsProps {
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly now: number;
  readonly actions: Actions;
}

function Imports({ panel, state, now, actions }: ImportsProps) {
  const open = state.imports.filter((progress) => progress.state !== 'done');
  if (open.length === 0) return null;
  const { doing } = panel;
  return (
    <section class="section" aria-labelledby="imports-title">
      <h2 class="section-title" id="imports-title">
        Imports
      </h2>
      <ul class="card">
        {open.map((progress) => (
          <ImportCard
            key={progress.importId}
            progress={progress}
            stalled={isStalled(panel, progress.importId, now)}
            busy={doing?.what === 'resume' && doing.importId === progress.importId}
            onResume={actions.resume}
          />
        ))}
      </ul>
    </section>
  );
}
