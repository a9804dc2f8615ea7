/** The campaigns: those that are worked on, then the archived and the deleted ones, folded away; and how new ones come. */
import type { CampaignSummary, SidebarState } from '../../calls.ts';
import { choicesOf } from '../../model/choices.ts';
import type { CampaignId } from '../../model/lead.ts';
import { Button } from '../ui/button.tsx';
import { Fold } from '../ui/fold.tsx';
import { ChartIcon, FileIcon, MoreIcon, TableIcon, UploadIcon } from '../ui/icons.tsx';
import { count } from '../ui/words.ts';
import type { Actions } from './actions.ts';
import { CampaignButton, isSwitching, moveFocus, openOnes, stopIn } from './campaign-button.tsx';
import { RestingCampaign } from './manage/resting-campaign.tsx';
import { Unallowed } from './manage/unallowed.tsx';
import type { Doing } from './state.ts';

interface CampaignsProps {
  readonly state: SidebarState;
  readonly doing: Doing | null;
  readonly actions: Actions;
}

export function Campaigns({ state, doing, actions }: CampaignsProps) {
  const { campaigns, active } = state;
  const running = state.connection.state === 'ok' && !state.isCopy;
  const open = openOnes(campaigns);
  const stop = stopIn(open, active);
  return (
    <section class="section" aria-labelledby="campaigns-title">
      <h2 class="section-title" id="campaigns-title">
        Campaigns <span class="section-count">{open.length}</span>
      </h2>
      {open.length === 0 ? (
        <p class="empty">
          <FileIcon size={26} />
          {campaigns.length === 0
            ? 'No campaign yet. Import a CSV file to make the first one.'
            : 'No campaign is worked on just now.'}
        </p>
      ) : (
        <ul class="card campaigns" onKeyDown={moveFocus}>
          {open.map((campaign, index) => (
            <li key={campaign.id}>
              <div class="campaign-row">
                <CampaignButton
                  campaign={campaign}
                  current={campaign.id === active}
                  busy={isSwitching(doing, campaign.id)}
                  stop={index === stop}
                  onSwitch={actions.switchTo}
                />
                <More campaign={campaign} stop={index === stop} actions={actions} />
              </div>
              {campaign.hasTab || !running ? null : (
                <RemakeTab
                  campaign={campaign}
                  busy={doing?.what === 'remake' && doing.campaign === campaign.id}
                  onRemake={actions.remakeTab}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {campaigns.length > 0 && !state.isCopy ? (
        <AcrossAll state={state} doing={doing} actions={actions} />
      ) : null}
      <Resting
        id="archived"
        title="Archived"
        campaigns={campaigns.filter((one) => one.state === 'archived')}
        state={state}
        doing={doing}
        actions={actions}
      />
      <Resting
        id="deleted"
        title="Deleted"
        campaigns={campaigns.filter((one) => one.state === 'deleted')}
        state={state}
        doing={doing}
        actions={actions}
      />
      {state.connection.state === 'unset' || state.isCopy ? null : (
        <Beginnings state={state} busy={doing?.what === 'import'} actions={actions} />
      )}
    </section>
  );
}

interface MoreProps {
  readonly campaign: CampaignSummary;
  readonly stop: boolean;
  readonly actions: Actions;
}

/** Opens the campaign's page. */
function More({ campaign, stop, actions }: MoreProps) {
  const name = `Manage ${campaign.name}`;
  return (
    <button
      type="button"
      class="icon-button campaign-more"
      tabIndex={stop ? 0 : -1}
      aria-label={name}
      title={name}
      onClick={() => actions.open({ is: 'campaign', campaign: campaign.id })}
    >
      <MoreIcon size={16} />
    </button>
  );
}

/** What is about every campaign at once. */
function AcrossAll({ state, doing, actions }: CampaignsProps) {
  const busy = doing?.what === 'page' && doing.key === OVERVIEW;
  const shown = state.tab?.is === 'overview';
  return (
    <div class="across">
      <Button
        busy={busy}
        current={shown}
        onClick={() =>
          void actions.perform(OVERVIEW, async ({ take, ask }) => {
            await take(() => ask('showOverview', null));
            return null;
          })
        }
      >
        {busy ? null : <ChartIcon size={15} />} Overview
      </Button>
      <Button onClick={() => actions.open({ is: 'list', campaign: null, list: null })}>
        <TableIcon size={15} /> All leads
      </Button>
    </div>
  );
}

const OVERVIEW = 'overview';

interface RestingProps extends CampaignsProps {
  readonly id: string;
  readonly title: string;
  readonly campaigns: readonly CampaignSummary[];
}

function Resting({ id, title, campaigns, state, doing, actions }: RestingProps) {
  if (campaigns.length === 0) return null;
  return (
    <div class="card">
      <Fold id={id} title={`${title} (${count(campaigns.length, 'campaign')})`}>
        <ul class="resting">
          {campaigns.map((campaign) => (
            <RestingCampaign
              key={campaign.id}
              campaign={campaign}
              state={state}
              doing={doing}
              actions={actions}
            />
          ))}
        </ul>
      </Fold>
    </div>
  );
}

interface BeginningsProps {
  readonly state: SidebarState;
  readonly busy: boolean;
  readonly actions: Actions;
}

/** How leads come in: from a file, or as a campaign of another making. */
function Beginnings({ state, busy, actions }: BeginningsProps) {
  const mayImport = state.rights.includes('import');
  const mayCreate = state.rights.includes('create');
  const why = 'beginnings-why';
  return (
    <>
      <div class="beginnings">
        <Button
          look="primary"
          busy={busy}
          disabled={!mayImport}
          describedBy={mayImport ? undefined : why}
          onClick={actions.openImport}
        >
          {busy ? null : <UploadIcon />} Import leads
        </Button>
        <Button
          disabled={!mayCreate}
          describedBy={mayCreate ? undefined : why}
          onClick={() => actions.open({ is: 'new-campaign' })}
        >
          New campaign
        </Button>
      </div>
      <Unallowed
        id={why}
        rights={[...(mayImport ? [] : (['import'] as const)), ...(mayCreate ? [] : (['create'] as const))]}
        actions={actions}
      />
    </>
  );
}

interface RemakeTabProps {
  readonly campaign: CampaignSummary;
  readonly busy: boolean;
  readonly onRemake: (campaign: CampaignId) => void;
}

/** What can be done about a tab that is gone, after what it will do. */
function RemakeTab({ campaign, busy, onRemake }: RemakeTabProps) {
  const [choice] = choicesOf('missing-tab', campaign.kind);
  if (!choice) return null;
  const id = `remake-${campaign.id}`;
  return (
    <div class="choice remake">
      <p class="small" id={id}>
        {choice.will}
      </p>
      <Button wide busy={busy} describedBy={id} onClick={() => onRemake(campaign.id)}>
        {choice.label}
        <span class="unseen"> ({campaign.name})</span>
      </Button>
    </div>
  );
}
