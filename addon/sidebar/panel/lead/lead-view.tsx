/** One lead: everything that a person needs to talk to it, and to say what came of it. */
import type { CampaignSummary } from '../../../calls.ts';
import type { CampaignId, LeadId } from '../../../model/lead.ts';
import { isSynced } from '../../../model/lifecycle.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Stale } from '../../ui/pending.tsx';
import type { PageProps } from '../pages.tsx';
import { BookedCall } from './call.tsx';
import { Contact } from './contact.tsx';
import { Facts } from './facts.tsx';
import { History, LeadConflicts, Rest } from './history.tsx';
import { MoveLead } from './move.tsx';
import { talkOf } from './talk.ts';
import { Timeline } from './talk.tsx';
import type { OpenLead } from './use-lead.ts';
import { isYes, savedLine, whoIs } from './words.ts';

interface LeadViewProps extends PageProps {
  readonly open: OpenLead;
  readonly campaign: CampaignSummary;
  readonly lead: LeadId;
  readonly onMoved: (campaign: CampaignId, lead: LeadId) => void;
}

export function LeadView({ open, campaign, lead, onMoved, ...page }: LeadViewProps) {
  const { panel, state, now, actions } = page;
  const { card, background } = open;
  const shown = card.value;
  if (!shown) return null;
  const who = whoIs(shown);
  const fixed = isSynced(campaign.state)
    ? null
    : `“${campaign.name}” is ${campaign.state}: nothing is changed in it.`;
  return (
    <>
      <Stale what="the row" failure={card.failure} busy={card.waiting} onRetry={card.again} />
      <State open={open} state={state} />
      <Contact card={shown} />
      <BookedCall card={shown} now={now} />
      <Timeline
        talk={talkOf(shown, background.value)}
        now={now}
        looking={background.waiting && !background.value}
      />
      {background.failure === null ? null : (
        <Notice tone="warn" title="Sanity was not heard">
          <p>
            {background.failure}{' '}
            {background.value
              ? 'What is shown of its history is from before.'
              : 'Its messages, history and conflicts are not shown; what the row says is.'}
          </p>
          <Button busy={background.waiting} onClick={background.again}>
            Try again
          </Button>
        </Notice>
      )}
      <Facts open={open} campaignName={campaign.name} fixed={fixed} />
      <div class="card folds">
        <LeadConflicts
          background={background.value}
          now={now}
          onSettle={() => {
            if (state.active !== campaign.id) actions.switchTo(campaign.id);
            actions.home();
          }}
        />
        <History background={background.value} now={now} />
        <Rest card={shown} />
        {fixed === null && state.rights.includes('create') ? (
          <MoveLead
            who={who}
            from={campaign}
            lead={lead}
            campaigns={state.campaigns}
            panel={panel}
            actions={actions}
            onMoved={onMoved}
          />
        ) : null}
      </div>
      {state.rights.includes('delete') ? (
        <Button look="quiet" onClick={() => actions.open({ is: 'forget', campaign: campaign.id, lead })}>
          Forget this person…
        </Button>
      ) : null}
    </>
  );
}

/** Its status at a glance, and how far what the row says is saved. */
function State({ open, state }: Pick<LeadViewProps, 'open' | 'state'>) {
  const shown = open.card.value;
  if (!shown) return null;
  const { contactStatus = '', leadSentiment = '', finalStatus = '', archived, manualMode } = shown.texts;
  const { tone, text } = savedLine(shown, state);
  return (
    <div class="lead-state">
      <div class="lead-chips">
        <Chip text={contactStatus} />
        <Chip text={leadSentiment} />
        <Chip text={finalStatus} />
        {isYes(manualMode) ? <span class="chip chip-manual">Manual</span> : null}
        {isYes(archived) ? <span class="chip chip-archived">Archived</span> : null}
      </div>
      <p class={`lead-saved lead-saved-${tone}`} role="status">
        <span class="sync-light" aria-hidden="true" /> {text}
      </p>
    </div>
  );
}
