/** A campaign that is archived or deleted, and the way back. */
import type { CampaignSummary, SidebarState } from '../../../calls.ts';
import { Button } from '../../ui/button.tsx';
import { count } from '../../ui/words.ts';
import type { Actions } from '../actions.ts';
import type { Doing } from '../state.ts';
import { doStep, isStepping, rightFor } from './steps.ts';
import { dayWords } from './words.ts';

interface RestingCampaignProps {
  readonly campaign: CampaignSummary;
  readonly state: SidebarState;
  readonly doing: Doing | null;
  readonly actions: Actions;
}

export function RestingCampaign({ campaign, state, doing, actions }: RestingCampaignProps) {
  const { id, name, leads, colour, restorableUntil } = campaign;
  const may = state.rights.includes(rightFor('restore'));
  const running = state.connection.state === 'ok' && !state.isCopy;
  return (
    <li class="resting-one">
      <span class="dot" style={{ background: colour }} aria-hidden="true" />
      <div class="resting-name">
        <button
          type="button"
          class="row-link clip"
          title={name}
          onClick={() => actions.open({ is: 'campaign', campaign: id })}
        >
          {name}
        </button>
        <span class="small">
          {restorableUntil === null ? count(leads, 'lead') : `Restorable until ${dayWords(restorableUntil)}`}
        </span>
      </div>
      {may && running ? (
        <Button busy={isStepping(doing, id, 'restore')} onClick={() => doStep(actions, campaign, 'restore')}>
          Restore<span class="unseen"> {name}</span>
        </Button>
      ) : null}
    </li>
  );
}
