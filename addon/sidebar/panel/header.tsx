/** The banner: which campaign is active, how far it is saved, and which side of it is shown. Small, so that lists have room. */
import type { CampaignSummary, TabView } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { IconButton } from '../ui/button.tsx';
import { ChartIcon, GearIcon, MoreIcon, RefreshIcon, ShieldIcon, TableIcon } from '../ui/icons.tsx';
import { ago, count, momentOf } from '../ui/words.ts';
import type { Actions } from './actions.ts';
import type { ProofDesk } from './proof.tsx';
import { type Doing, isAway, type Panel } from './state.ts';
import { Switcher } from './switcher.tsx';
import type { SyncLine } from './sync-line.ts';

interface HeaderProps {
  readonly panel: Panel;
  readonly active: CampaignSummary | null;
  readonly line: SyncLine;
  readonly actions: Actions;
  readonly desk: ProofDesk;
  readonly now: number;
}

export function Header({ panel, active, line, actions, desk, now }: HeaderProps) {
  const connection = panel.server?.connection.state ?? 'unset';
  const canProve = connection !== 'unset' && !panel.server?.isCopy;
  const away = connection === 'failing' || (panel.failure !== null && isAway(panel.failure));
  return (
    <header class="banner">
      <div class="banner-top">
        <div class="banner-name">
          {active ? null : <p class="banner-over">Leadsheet</p>}
          <Switcher panel={panel} active={active} actions={actions} />
          {active ? (
            <p class="banner-facts clip" title={factsOf(active)}>
              {factsOf(active)}
            </p>
          ) : (
            <p class="banner-facts">{nothingOpen(panel)}</p>
          )}
        </div>
        {active ? (
          <IconButton
            name="Manage this campaign"
            onClick={() => actions.open({ is: 'campaign', campaign: active.id })}
          >
            <MoreIcon />
          </IconButton>
        ) : null}
        <IconButton name="Settings" onClick={() => actions.open({ is: 'settings' })}>
          <GearIcon />
        </IconButton>
      </div>
      {active ? (
        <>
          <div class={`sync sync-${line.tone}`}>
            <span class="sync-light" aria-hidden="true" />
            <p class="sync-text">
              {line.text}
              {line.when ? <span class="sync-when"> · {line.when}</span> : null}
            </p>
            <IconButton
              name="Compare every row with Sanity now"
              busy={panel.doing?.what === 'compare'}
              onClick={actions.compare}
            >
              <RefreshIcon size={15} />
            </IconButton>
          </div>
          <div class="banner-acts">
            <ViewSwitch active={active} doing={panel.doing} actions={actions} />
            {canProve ? (
              <ProveButton
                campaign={active.id}
                desk={desk}
                provedAt={panel.server?.sync?.provedAt ?? null}
                now={now}
                away={away}
              />
            ) : null}
          </div>
        </>
      ) : null}
    </header>
  );
}

function factsOf({ leads, kind, state, description }: CampaignSummary): string {
  const facts = [
    count(leads, 'lead'),
    kind === 'original' ? 'existing leads, mapped' : '',
    state === 'active' ? '' : state,
    description,
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

function nothingOpen({ server }: Panel): string {
  if (!server?.campaigns.length) return 'A campaign is a tab of leads. There is none yet.';
  return server.tab?.is === 'overview'
    ? 'All campaigns side by side. Choose one below to work on it.'
    : 'This tab is no campaign’s. Choose one below.';
}

interface ProveButtonProps {
  readonly campaign: CampaignId;
  readonly desk: ProofDesk;
  /** When every lead was last compared, by a person or by itself. */
  readonly provedAt: string | null;
  readonly now: number;
  /** True: nobody would answer. */
  readonly away: boolean;
}

function ProveButton({ campaign, desk, provedAt, now, away }: ProveButtonProps) {
  const proving = desk.proving?.is === 'working';
  const last = momentOf(provedAt);
  const since = last === null ? '' : ` Every lead was last compared ${ago(last, now)}.`;
  return (
    <button
      type="button"
      class="prove"
      title={
        away
          ? 'Not possible while there is no connection'
          : `Read every lead from Sanity and compare it with its row.${since}`
      }
      aria-busy={proving ? 'true' : undefined}
      aria-disabled={proving || away ? 'true' : undefined}
      onClick={() => {
        if (!proving && !away) desk.prove(campaign, false);
      }}
    >
      {proving ? <span class="spinner" aria-hidden="true" /> : <ShieldIcon size={15} />}
      {proving ? 'Proving…' : 'Prove it'}
    </button>
  );
}

const VIEWS: readonly { readonly view: TabView; readonly name: string; readonly Icon: typeof ChartIcon }[] = [
  { view: 'dashboard', name: 'Dashboard', Icon: ChartIcon },
  { view: 'leads', name: 'Leads', Icon: TableIcon },
];

interface ViewSwitchProps {
  readonly active: CampaignSummary;
  readonly doing: Doing | null;
  readonly actions: Actions;
}

function ViewSwitch({ active, doing, actions }: ViewSwitchProps) {
  return (
    <fieldset class="views" aria-label="What the tab shows">
      {VIEWS.map(({ view, name, Icon }) => {
        const on = active.view === view;
        const turning = doing?.what === 'view' && doing.view === view;
        return (
          <button
            key={view}
            type="button"
            class={`view${on ? ' is-on' : ''}${turning ? ' is-turning' : ''}`}
            aria-pressed={on}
            aria-busy={turning ? 'true' : undefined}
            onClick={() => {
              if (!on && !turning) actions.setView(active.id, view);
            }}
          >
            <Icon size={14} />
            {name}
          </button>
        );
      })}
    </fieldset>
  );
}
