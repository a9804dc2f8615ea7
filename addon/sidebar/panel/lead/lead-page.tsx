/** The page of a lead. It follows the row that is selected in the tab, and keeps what is not saved of every lead. */
import { useRef, useState } from 'preact/hooks';
import type { CampaignId, LeadId } from '../../../model/lead.ts';
import { isSynced } from '../../../model/lifecycle.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { isAway } from '../state.ts';
import { draftsElsewhere } from './drafts.ts';
import { useFollow, useSelection } from './follow.ts';
import { LeadView } from './lead-view.tsx';
import { useLead } from './use-lead.ts';
import { whoIs } from './words.ts';

interface Shown {
  readonly campaign: CampaignId;
  readonly lead: LeadId;
}

export function LeadPage({ campaign, lead, ...page }: PageProps & Shown) {
  const [shown, setShown] = useState<Shown>({ campaign, lead });
  const [following, setFollowing] = useFollow();
  const { ask, panel, state, onTop } = page;
  useSelection({
    ask,
    on: onTop && following && !state.isCopy,
    busy: panel.doing !== null,
    pace: state.pace,
    onSelect: (selected) => {
      if (selected.campaign && selected.lead) setShown({ campaign: selected.campaign, lead: selected.lead });
    },
  });
  return (
    <OneLead
      key={`${shown.campaign} ${shown.lead}`}
      {...page}
      {...shown}
      onShow={setShown}
      following={following}
      onFollow={setFollowing}
    />
  );
}

interface OneLeadProps extends PageProps, Shown {
  readonly onShow: (shown: Shown) => void;
  readonly following: boolean;
  readonly onFollow: (on: boolean) => void;
}

const GO = 'go to row';

function OneLead({ campaign: id, lead, onShow, following, onFollow, ...page }: OneLeadProps) {
  const { state, panel, actions, ask } = page;
  const open = useLead({ campaign: id, lead, panel, state, ask, actions });
  const { card } = open;
  const campaign = state.campaigns.find((one) => one.id === id) ?? null;
  const known = useRef('Lead');
  if (card.value) known.current = whoIs(card.value);
  const drafts = draftsElsewhere(lead);
  const going = panel.doing?.what === 'page' && panel.doing.key === GO;
  const goTo = () =>
    void actions.perform(GO, async ({ takeFrom, ask: call }) => {
      await takeFrom(() => call('goTo', { campaign: id, lead }));
      return null;
    });
  return (
    <PageFrame
      title={known.current}
      {...page}
      facts={
        campaign ? (
          <p class="lead-campaign">
            <span class="dot" style={{ background: campaign.colour }} aria-hidden="true" />
            <span class="clip">{campaign.name}</span>
            {card.value && isSynced(campaign.state) ? (
              <button type="button" class="banner-link" aria-busy={going ? 'true' : undefined} onClick={goTo}>
                Row {card.value.row}
              </button>
            ) : null}
          </p>
        ) : null
      }
    >
      <label class="follow">
        <input
          type="checkbox"
          checked={following}
          onChange={(event) => onFollow(event.currentTarget.checked)}
        />
        Follow the selected row
      </label>
      {panel.failure && isAway(panel.failure) ? (
        <Notice tone="warn" title={panel.failure.code === 'offline' ? 'No connection' : 'No fresh news'}>
          <p>{panel.failure.message} What is shown is from before.</p>
        </Notice>
      ) : null}
      {drafts.length > 0 ? (
        <Notice tone="info" title="Not saved yet">
          {drafts.map((draft) => (
            <button
              key={draft.lead}
              type="button"
              class="row-link"
              onClick={() => onShow({ campaign: draft.campaign, lead: draft.lead })}
            >
              What you wrote about {draft.who}
            </button>
          ))}
        </Notice>
      ) : null}
      {card.value && campaign ? (
        <LeadView
          {...page}
          open={open}
          campaign={campaign}
          lead={lead}
          onMoved={(to, moved) => onShow({ campaign: to, lead: moved })}
        />
      ) : card.failure !== null || !campaign ? (
        <Notice tone="bad" urgent title="This lead cannot be shown">
          <p>{card.failure ?? 'This spreadsheet does not know its campaign any more.'}</p>
          <div class="choice-buttons">
            <Button busy={card.waiting} onClick={card.again}>
              Try again
            </Button>
            <Button look="quiet" onClick={actions.back}>
              Back
            </Button>
          </div>
        </Notice>
      ) : (
        <Waiting />
      )}
    </PageFrame>
  );
}

function Waiting() {
  return (
    <div role="status" class="lead-waiting">
      <span class="unseen">Reading the lead’s row</span>
      <div class="ghost" style={{ width: '55%' }} />
      <div class="card padded">
        <div class="ghost ghost-tall" />
        <div class="ghost" />
        <div class="ghost" style={{ width: '70%' }} />
      </div>
      <div class="card padded">
        <div class="ghost" style={{ width: '80%' }} />
        <div class="ghost" style={{ width: '60%' }} />
        <div class="ghost" style={{ width: '75%' }} />
      </div>
    </div>
  );
}
