/** The list of campaigns: one press goes to a campaign's tab; arrow keys move along the list. */
import type { TargetedKeyboardEvent } from 'preact';
import { useRef } from 'preact/hooks';
import type { CampaignSummary } from '../../calls.ts';
import { choicesOf } from '../../model/choices.ts';
import type { CampaignId } from '../../model/lead.ts';
import { Button } from '../ui/button.tsx';
import { FileIcon } from '../ui/icons.tsx';
import { count, number } from '../ui/words.ts';
import type { Doing } from './state.ts';

interface CampaignsProps {
  readonly campaigns: readonly CampaignSummary[];
  readonly active: CampaignId | null;
  readonly doing: Doing | null;
  readonly onSwitch: (campaign: CampaignId) => void;
  /** Makes the tab of a campaign again; null where no tab can be made. */
  readonly onRemake: ((campaign: CampaignId) => void) | null;
}

export function Campaigns({ campaigns, active, doing, onSwitch, onRemake }: CampaignsProps) {
  const list = useRef<HTMLUListElement>(null);
  const stop = Math.max(
    0,
    campaigns.findIndex(({ id }) => id === active),
  );
  return (
    <section class="section" aria-labelledby="campaigns-title">
      <h2 class="section-title" id="campaigns-title">
        Campaigns <span class="section-count">{campaigns.length}</span>
      </h2>
      {campaigns.length === 0 ? (
        <p class="empty">
          <FileIcon size={26} />
          No campaign yet. Import a CSV file to make the first one.
        </p>
      ) : (
        <ul class="card campaigns" ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
          {campaigns.map((campaign, index) => (
            <li key={campaign.id}>
              <CampaignButton
                campaign={campaign}
                current={campaign.id === active}
                busy={doing?.what === 'switch' && doing.campaign === campaign.id}
                stop={index === stop}
                onSwitch={onSwitch}
              />
              {campaign.hasTab || !onRemake ? null : (
                <RemakeTab
                  campaign={campaign}
                  busy={doing?.what === 'remake' && doing.campaign === campaign.id}
                  onRemake={onRemake}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface CampaignButtonProps {
  readonly campaign: CampaignSummary;
  readonly current: boolean;
  readonly busy: boolean;
  /** The one that Tab stops at. */
  readonly stop: boolean;
  readonly onSwitch: (campaign: CampaignId) => void;
}

function CampaignButton({ campaign, current, busy, stop, onSwitch }: CampaignButtonProps) {
  const missing = campaign.hasTab ? '' : ', its tab is gone';
  return (
    <button
      type="button"
      class={`campaign${current ? ' is-current' : ''}${busy ? ' is-busy' : ''}`}
      style={{ '--campaign': campaign.colour }}
      tabIndex={stop ? 0 : -1}
      aria-current={current ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-label={`${campaign.name}, ${count(campaign.leads, 'lead')}${missing}`}
      title={campaign.description || campaign.name}
      onClick={() => {
        if (!current && !busy) onSwitch(campaign.id);
      }}
    >
      <span class="dot" />
      <span class="campaign-name">
        <span class="clip">{campaign.name}</span>
        {campaign.hasTab ? null : <span class="campaign-note">Its tab is gone; its leads are in Sanity</span>}
      </span>
      <span class="campaign-count">{busy ? <span class="spinner" /> : number(campaign.leads)}</span>
    </button>
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

/** Up, Down, Home and End move the focus along the list. */
function moveFocus(event: TargetedKeyboardEvent<HTMLElement>, list: HTMLElement | null): void {
  const buttons: readonly Element[] = [...(list?.querySelectorAll('.campaign') ?? [])];
  const at = document.activeElement ? buttons.indexOf(document.activeElement) : -1;
  const last = buttons.length - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(last, at + 1),
    ArrowUp: Math.max(0, at - 1),
    Home: 0,
    End: last,
  };
  const to = steps[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  const next = buttons[to];
  if (next instanceof HTMLElement) next.focus();
}
