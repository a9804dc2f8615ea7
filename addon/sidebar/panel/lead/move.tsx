/** A lead goes to another campaign, or a copy of it does; what will happen is said before. */
import { useState } from 'preact/hooks';
import type { CampaignSummary } from '../../../calls.ts';
import type { CampaignId, LeadId } from '../../../model/lead.ts';
import { isSynced } from '../../../model/lifecycle.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import type { Actions } from '../actions.ts';
import type { Panel } from '../state.ts';

interface MoveProps {
  readonly who: string;
  readonly from: CampaignSummary;
  readonly lead: LeadId;
  readonly campaigns: readonly CampaignSummary[];
  readonly panel: Panel;
  readonly actions: Actions;
  /** It is in another campaign now. */
  readonly onMoved: (campaign: CampaignId, lead: LeadId) => void;
}

const MOVE = 'move lead';

export function MoveLead({ who, from, lead, campaigns, panel, actions, onMoved }: MoveProps) {
  const others = campaigns.filter((one) => one.id !== from.id && one.kind === 'own' && isSynced(one.state));
  const [chosen, setChosen] = useState<string>('');
  // Other tools look for the original leads where they are.
  const stays = from.kind === 'original';
  const [copy, setCopy] = useState(stays);
  const to = others.find(({ id }) => id === chosen) ?? null;
  const busy = panel.doing?.what === 'page' && panel.doing.key === MOVE;
  const move = () => {
    if (!to) return;
    void actions.perform(MOVE, async ({ takeFrom, ask }) => {
      const order = { from: from.id, to: to.id, lead, copy };
      const { said, lead: moved } = await takeFrom(() => ask('moveLead', order));
      if (copy) return { text: said };
      onMoved(to.id, moved);
      return { text: said, undo: () => back(to.id, moved) };
    });
  };
  const back = (where: CampaignId, moved: LeadId) =>
    void actions.perform(MOVE, async ({ takeFrom, ask }) => {
      const order = { from: where, to: from.id, lead: moved, copy: false };
      const { said, lead: returned } = await takeFrom(() => ask('moveLead', order));
      onMoved(from.id, returned);
      return { text: said };
    });
  return (
    <Fold id="lead-move" title={stays ? 'Copy to another campaign' : 'Move or copy'}>
      {others.length === 0 ? (
        <p class="small">There is no other campaign that is worked on. Make one first.</p>
      ) : (
        <div class="move">
          <label class="field">
            <span>To which campaign</span>
            <select value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
              <option value="">Choose…</option>
              {others.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {stays ? null : (
            <fieldset class="move-how" aria-label="Move it or copy it">
              <label>
                <input type="radio" name="move-how" checked={!copy} onChange={() => setCopy(false)} /> Move
              </label>
              <label>
                <input type="radio" name="move-how" checked={copy} onChange={() => setCopy(true)} /> Copy
              </label>
            </fieldset>
          )}
          <p class="small" id="move-will">
            {willText(who, from.name, to?.name ?? null, copy)}
            {stays ? ' It cannot be moved: other tools look for the existing leads where they are.' : ''}
          </p>
          <Button busy={busy} disabled={!to} describedBy="move-will" onClick={move}>
            {copy ? 'Copy' : 'Move'}
            {to ? ` to ${to.name}` : ''}
          </Button>
        </div>
      )}
    </Fold>
  );
}

function willText(who: string, from: string, to: string | null, copy: boolean): string {
  const where = to === null ? 'the campaign that you choose' : `“${to}”`;
  return copy
    ? `${who} stays in “${from}”, and ${where} gets the same lead once more: row, conversation and notes. From then on the two are changed apart.`
    : `${who} leaves “${from}” and gets a row in ${where}, with conversation, notes and history. It can be moved back.`;
}
