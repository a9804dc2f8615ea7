/** A text that is saved when somebody says so. What is not saved yet is kept as a draft, whatever is shown meanwhile. */
import { useEffect, useId, useState } from 'preact/hooks';
import type { CardField } from '../../../answers/lead.ts';
import { clip } from '../../../model/cell.ts';
import { fieldOf } from '../../../model/fields.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { draftOf, dropDraft, keepDraft } from './drafts.ts';
import { type FieldsProps, NoColumn } from './facts.tsx';
import { whoIs } from './words.ts';

interface DraftFieldProps extends FieldsProps {
  readonly field: CardField;
  readonly long?: boolean;
}

export function DraftField({ field, long = false, open, fixed }: DraftFieldProps) {
  const { card, busy, edit } = open;
  const shown = card.value;
  const id = useId();
  const [, redraw] = useState(0);
  const lead = shown?.lead;
  const draft = lead ? draftOf(lead, field) : null;
  const now = shown?.texts[field];
  const working = busy === field;
  useEffect(() => {
    // Somebody saved the very same text: nothing is left to save.
    if (lead && draft && now !== undefined && draft.text === now) {
      dropDraft(lead, field);
      redraw((n) => n + 1);
    }
  }, [lead, draft, now, field]);
  if (!shown || now === undefined) return <NoColumn field={field} />;
  const text = draft?.text ?? now;
  const other = draft !== null && draft.before !== now && draft.text !== now;
  const write = (value: string) => {
    const { campaign, lead: whose } = shown;
    keepDraft({ campaign, lead: whose, field, who: whoIs(shown), before: draft?.before ?? now, text: value });
    redraw((n) => n + 1);
  };
  const drop = () => {
    dropDraft(shown.lead, field);
    redraw((n) => n + 1);
  };
  const save = () => {
    if (draft && !working) edit(field, other ? now : draft.before, draft.text);
  };
  const { label } = fieldOf(field);
  const common = { id, value: text, disabled: fixed !== null, 'aria-describedby': `${id}-state` };
  return (
    <div class="field draft">
      <label class="label" for={id}>
        {label}
      </label>
      {long ? (
        <textarea
          {...common}
          rows={4}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          }}
        />
      ) : (
        <input
          type="text"
          {...common}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') save();
          }}
        />
      )}
      {other ? (
        <Notice tone="warn" title={`${label} changed meanwhile`}>
          <p class="draft-other">
            The sheet says {now === '' ? 'nothing' : `“${clip(now)}”`} now. What you wrote is kept above.
          </p>
        </Notice>
      ) : null}
      {draft ? (
        <div class="draft-buttons">
          <Button look="primary" busy={working} onClick={save}>
            {other ? 'Save mine over it' : `Save ${label.toLowerCase()}`}
          </Button>
          <Button look="quiet" disabled={working} onClick={drop}>
            {other ? 'Take the sheet’s' : 'Discard'}
          </Button>
        </div>
      ) : null}
      <p class="unseen" id={`${id}-state`}>
        {draft ? 'Not saved yet' : 'As it stands in the sheet'}
      </p>
    </div>
  );
}
