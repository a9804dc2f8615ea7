/** What is open, as the sidebar's title; where there are several campaigns, a press on it lists them to switch at once. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CampaignSummary } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import type { Actions } from './actions.ts';
import { CampaignButton, isSwitching, moveFocus, openOnes, stopIn } from './campaign-button.tsx';
import type { Panel } from './state.ts';

interface SwitcherProps {
  readonly panel: Panel;
  readonly active: CampaignSummary | null;
  readonly actions: Actions;
}

export function Switcher({ panel, active, actions }: SwitcherProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const choices = openOnes(panel.server?.campaigns ?? []);
  const stop = stopIn(choices, active?.id ?? null);
  useLayoutEffect(() => {
    if (open) place.current?.querySelector<HTMLElement>('.campaign[tabindex="0"]')?.focus();
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const choose = (campaign: CampaignId) => {
    close();
    actions.switchTo(campaign);
  };
  const title = (
    <>
      {active ? <span class="dot dot-large" style={{ background: active.colour }} /> : null}
      <span class="banner-title">{active?.name ?? nameOfTab(panel)}</span>
    </>
  );
  if (!active || choices.length < 2) return <h1 title={active?.name}>{title}</h1>;
  return (
    <nav
      class="switcher"
      aria-label="Campaigns"
      ref={place}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) close();
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setOpen(false);
      }}
    >
      <h1 title={active.name}>
        <button
          type="button"
          class="switcher-button"
          ref={button}
          aria-expanded={open}
          aria-controls="switcher-list"
          onClick={() => setOpen(!open)}
        >
          {title}
          <ChevronIcon size={14} />
        </button>
      </h1>
      <ul
        class="card campaigns switcher-list"
        id="switcher-list"
        aria-label="Switch to"
        hidden={!open}
        onKeyDown={moveFocus}
      >
        {open
          ? choices.map((campaign, index) => (
              <li key={campaign.id}>
                <CampaignButton
                  campaign={campaign}
                  current={campaign.id === active.id}
                  busy={isSwitching(panel.doing, campaign.id)}
                  stop={index === stop}
                  onSwitch={choose}
                />
              </li>
            ))
          : null}
      </ul>
    </nav>
  );
}

function nameOfTab({ server }: Panel): string {
  return server?.tab?.is === 'overview' ? server.tab.name : 'No campaign open';
}
