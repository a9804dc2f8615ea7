/** Deletes a campaign: an export is offered first, and its name has to be typed. */
import { useState } from 'preact/hooks';
import type { CampaignDetails } from '../../../answers/campaigns.ts';
import { RESTORABLE_DAYS } from '../../../model/lifecycle.ts';
import { Button } from '../../ui/button.tsx';
import { clock, momentOf } from '../../ui/words.ts';
import type { Actions } from '../actions.ts';
import type { Doing } from '../state.ts';
import { ExportButton } from './export-button.tsx';
import { unsavedWords } from './life-section.tsx';
import { doStep, isStepping } from './steps.ts';
import { dayWords } from './words.ts';

interface DeleteSectionProps {
  readonly details: CampaignDetails;
  readonly now: number;
  readonly mayExport: boolean;
  readonly blocked: boolean;
  readonly doing: Doing | null;
  readonly actions: Actions;
}

export function DeleteSection({ details, now, mayExport, blocked, doing, actions }: DeleteSectionProps) {
  const [typed, setTyped] = useState('');
  const { id, name } = details;
  const unsaved = unsavedWords(details.unsaved, 'deleted');
  const busy = isStepping(doing, id, 'delete');
  const ready = typed.trim() === name.trim() && !blocked && unsaved === null;
  const remove = async () => {
    if (await doStep(actions, details, 'delete', typed.trim())) actions.home();
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void remove();
      }}
    >
      <p>
        Its tab goes away for everybody. Until {dayWords(lastDay(now))} ({RESTORABLE_DAYS} days) it can be
        restored from the list of campaigns, with every lead. After that it is gone from the sheet and from
        Sanity, and the record says who deleted it.
      </p>
      <div class="choice">
        <p class="small">
          <strong>1. Take an export.</strong> {exportedWords(details.exportedAt, now)}
        </p>
        <ExportButton id="export-first" may={mayExport} doing={doing} actions={actions} />
      </div>
      <label class="field">
        <span>2. Type the campaign’s name to delete it</span>
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          disabled={blocked}
          placeholder={name}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      {unsaved === null ? null : (
        <p class="small" id="delete-why">
          {unsaved}
        </p>
      )}
      <Button
        look="danger"
        wide
        submit
        busy={busy}
        disabled={!ready}
        describedBy={unsaved === null ? undefined : 'delete-why'}
      >
        {busy ? 'Deleting…' : 'Delete this campaign'}
      </Button>
    </form>
  );
}

const DAY_MS = 86_400_000;

function lastDay(now: number): string {
  return new Date(now + RESTORABLE_DAYS * DAY_MS).toISOString();
}

function exportedWords(exportedAt: string | null, now: number): string {
  const moment = momentOf(exportedAt);
  return moment === null
    ? 'It was never exported as a whole.'
    : `It was last exported as a whole on ${dayWords(new Date(moment).toISOString())}, ${clock(moment, now)}.`;
}
