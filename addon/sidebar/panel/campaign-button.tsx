/** A campaign in a list: one press goes to its tab. Arrow keys move along the list. */
import type { TargetedKeyboardEvent } from 'preact';
import type { CampaignSummary } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { count, number } from '../ui/words.ts';
import type { Doing } from './state.ts';

interface CampaignButtonProps {
  readonly campaign: CampaignSummary;
  readonly current: boolean;
  readonly busy: boolean;
  /** The one that Tab stops at. */
  readonly stop: boolean;
  readonly onSwitch: (campaign: CampaignId) => void;
}

export function CampaignButton({ campaign, current, busy, stop, onSwitch }: CampaignButtonProps) {
  const draft = campaign.state === 'draft';
  const missing = campaign.hasTab ? '' : ', its tab is gone';
  return (
    <button
      type="button"
      class={`campaign${current ? ' is-current' : ''}${busy ? ' is-busy' : ''}`}
      style={{ '--campaign': campaign.colour }}
      tabIndex={stop ? 0 : -1}
      aria-current={current ? 'true' : undefined}
      aria-busy={busy ? 'true' : undefined}
      aria-label={`${campaign.name}, ${count(campaign.leads, 'lead')}${draft ? ', draft' : ''}${missing}`}
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
      {draft ? <span class="badge">Draft</span> : null}
      <span class="campaign-count">{busy ? <span class="spinner" /> : number(campaign.leads)}</span>
    </button>
  );
}

/** Those that are worked on; the archived and deleted ones rest. */
export function openOnes(campaigns: readonly CampaignSummary[]): readonly CampaignSummary[] {
  return campaigns.filter(({ state }) => isSynced(state));
}

export function isSwitching(doing: Doing | null, campaign: CampaignId): boolean {
  return doing?.what === 'switch' && doing.campaign === campaign;
}

/** Where Tab stops in a list: at the active campaign, or at the first. */
export function stopIn(campaigns: readonly CampaignSummary[], active: CampaignId | null): number {
  return Math.max(
    0,
    campaigns.findIndex(({ id }) => id === active),
  );
}

/** Up, Down, Home and End move the focus along a column of the list; Left and Right between the columns. */
export function moveFocus(event: TargetedKeyboardEvent<HTMLElement>): void {
  const here = document.activeElement;
  if (!(here instanceof HTMLElement)) return;
  const rows = [...event.currentTarget.querySelectorAll('li')].map((row) => [
    ...row.querySelectorAll<HTMLElement>('.campaign, .campaign-more'),
  ]);
  const at = rows.findIndex((row) => row.includes(here));
  const column = rows[at]?.indexOf(here) ?? -1;
  if (at < 0 || column < 0) return;
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowDown: [Math.min(rows.length - 1, at + 1), column],
    ArrowUp: [Math.max(0, at - 1), column],
    Home: [0, column],
    End: [rows.length - 1, column],
    ArrowRight: [at, column + 1],
    ArrowLeft: [at, Math.max(0, column - 1)],
  };
  const to = steps[event.key];
  if (!to) return;
  event.preventDefault();
  rows[to[0]]?.[to[1]]?.focus();
}
