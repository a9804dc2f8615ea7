/** The sidebar's main view, from the banner down. */
import { useRef } from 'preact/hooks';
import type { CampaignSummary, SidebarState } from '../../calls.ts';
import type { Ask } from '../server.ts';
import { PlugIcon, TableIcon } from '../ui/icons.tsx';
import type { Actions } from './actions.ts';
import { Attention } from './attention.tsx';
import { Campaigns } from './campaigns.tsx';
import { ImportCard, MapCard } from './cards.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { Desk } from './desk/desk.tsx';
import { Search } from './desk/search-box.tsx';
import { Header } from './header.tsx';
import { SelectedLead } from './lead/selected-lead.tsx';
import { CopyNotice, Noticed, PaceLine, PaceNotice, Troubles } from './notices.tsx';
import { ProofCard, useProof } from './proof.tsx';
import { isStalled, type Panel } from './state.ts';
import type { SyncLine } from './sync-line.ts';
import { TabCard } from './tab-card.tsx';
import { TriggersFoot, TriggersNotice } from './triggers.tsx';

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
  const desk = useProof(actions.prove, state);
  const active = state.campaigns.find(({ id }) => id === state.active) ?? null;
  /** Marks of what is held and was closed by the person: it does not open by itself again. */
  const closed = useRef<Set<string>>(new Set());
  const running = state.connection.state === 'ok' && !state.isCopy;
  return (
    <>
      <Header panel={panel} active={active} line={line} actions={actions} desk={desk} now={now} />
      <main class="body">
        <Troubles panel={panel} state={state} actions={actions} />
        <Search state={state} ask={ask} actions={actions}>
          {state.isCopy ? <CopyNotice busy={doing?.what === 'live'} onMakeLive={actions.makeLive} /> : null}
          {active ? (
            <ProofCard
              desk={desk}
              campaign={active.id}
              leads={active.leads}
              now={now}
              onRow={actions.showRow}
            />
          ) : null}
          {state.connection.state === 'unset' ? <Connect state={state} actions={actions} /> : null}
          {running && (state.unmappedOriginals > 0 || doing?.what === 'map') ? (
            <MapCard state={state} busy={doing?.what === 'map'} onMap={actions.mapOriginals} />
          ) : null}
          <Imports panel={panel} state={state} now={now} actions={actions} />
          {active && state.sync && !state.isCopy ? (
            <Attention
              key={active.id}
              sync={state.sync}
              campaign={active}
              closed={closed.current}
              ask={ask}
              actions={actions}
              onDecided={desk.outdate}
            />
          ) : null}
          {active && !state.isCopy ? (
            <Work campaign={active} panel={panel} state={state} now={now} ask={ask} actions={actions} />
          ) : null}
          {active ? null : <TabCard state={state} actions={actions} />}
          <Campaigns state={state} doing={doing} actions={actions} />
          {active && state.sync && !state.isCopy ? <Noticed notes={state.sync.notes} /> : null}
          <PaceNotice pace={state.pace} />
          {running ? (
            <TriggersNotice
              state={state}
              now={now}
              busy={doing?.what === 'triggers'}
              onInstall={actions.installTriggers}
            />
          ) : null}
          <PaceLine pace={state.pace} />
        </Search>
      </main>
      {state.isCopy ? null : <TriggersFoot triggers={state.triggers} />}
    </>
  );
}

interface WorkProps extends Omit<HomeProps, 'line'> {
  readonly campaign: CampaignSummary;
}

/** What a person works from all day; a campaign without leads says how they come. */
function Work({ campaign, panel, state, now, ask, actions }: WorkProps) {
  const filling = state.imports.some((one) => one.campaign === campaign.id && one.state !== 'done');
  if (campaign.leads === 0 && !filling && state.sync?.state !== 'unsaved')
    return (
      <p class="empty">
        <TableIcon size={26} />
        No leads yet. Type or paste them under the headings of this tab: each row becomes a lead.
      </p>
    );
  return (
    <>
      <SelectedLead panel={panel} actions={actions} />
      <Desk
        key={`desk ${campaign.id}`}
        campaign={campaign}
        panel={panel}
        state={state}
        now={now}
        ask={ask}
        actions={actions}
      />
    </>
  );
}

interface ConnectProps {
  readonly state: SidebarState;
  readonly actions: Actions;
}

/** Nothing comes in or goes out before the bridge is known. */
function Connect({ state, actions }: ConnectProps) {
  const { connection } = state;
  return (
    <section class="card padded" aria-labelledby="connect-title">
      <h2 class="callout-title" id="connect-title">
        <PlugIcon /> Connect to the bridge
      </h2>
      {connection.state === 'unset' ? <p class="lead">{connection.message}</p> : null}
      <ConnectionForm connection={connection} connect={actions.connect} />
    </section>
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
