/** What the team says of a lead: status, sentiment, outcome, whose it is, manual mode, archived. Each change is saved at once. */
import { useRef, useState } from 'preact/hooks';
import type { CardField } from '../../../answers/lead.ts';
import { fieldOf } from '../../../model/fields.ts';
import { Button } from '../../ui/button.tsx';
import { DraftField } from './draft-field.tsx';
import type { OpenLead } from './use-lead.ts';
import { isYes } from './words.ts';

export interface FieldsProps {
  readonly open: OpenLead;
  readonly campaignName: string;
  /** Why nothing can be changed; null: it can. */
  readonly fixed: string | null;
}

export function Facts(props: FieldsProps) {
  const { open, fixed } = props;
  return (
    <section class="section" aria-labelledby="facts-title">
      <h2 class="section-title" id="facts-title">
        Where it stands
      </h2>
      <div class="card padded lead-facts">
        {fixed === null ? null : <p class="small">{fixed}</p>}
        <Choice field="contactStatus" {...props} />
        <div class="lead-pair">
          <Choice field="leadSentiment" {...props} />
          <Choice field="finalStatus" {...props} />
        </div>
        <DraftField field="assignedTo" {...props} />
        <ManualMode {...props} />
      </div>
      <DraftCard {...props} />
      <Archive open={open} fixed={fixed} />
    </section>
  );
}

function DraftCard(props: FieldsProps) {
  return (
    <div class="card padded">
      <DraftField field="notes" long {...props} />
    </div>
  );
}

export function NoColumn({ field }: { readonly field: CardField }) {
  const { label, header } = fieldOf(field);
  return (
    <p class="small">
      {label} cannot be shown or changed: no column of the tab is headed “{header}”.
    </p>
  );
}

/** Arrow keys and letters change a closed list at once: what was chosen by keyboard is saved when somebody says so. */
function Choice({ field, open, fixed }: FieldsProps & { readonly field: CardField }) {
  const { card, busy, edit } = open;
  const [chosen, setChosen] = useState<string | null>(null);
  const byKeys = useRef(false);
  const now = card.value?.texts[field];
  const { label, kind } = fieldOf(field);
  if (now === undefined) return <NoColumn field={field} />;
  const listed = kind.is === 'choice' ? kind.values : [];
  const values = ['', ...(now === '' || listed.includes(now) ? [] : [now]), ...listed];
  const working = busy === field;
  const save = (value: string) => {
    setChosen(null);
    if (!working && value !== now) edit(field, now, value);
  };
  return (
    <div class="field">
      <label class="field">
        <span>
          {label} {working ? <span class="spinner" role="status" aria-label="Saving" /> : null}
        </span>
        <select
          value={chosen ?? now}
          disabled={fixed !== null}
          aria-busy={working ? 'true' : undefined}
          onPointerDown={() => {
            byKeys.current = false;
          }}
          onKeyDown={(event) => {
            byKeys.current = true;
            if (event.key === 'Enter' && chosen !== null) save(chosen);
            if (event.key !== 'Escape' || chosen === null) return;
            event.preventDefault();
            setChosen(null);
          }}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (byKeys.current) return setChosen(value === now ? null : value);
            // What is shown is what the cell says, until it says something else.
            event.currentTarget.value = now;
            save(value);
          }}
        >
          {values.map((value) => (
            <option key={value} value={value}>
              {value === '' ? '(none)' : value.replace(/_/g, ' ')}
            </option>
          ))}
        </select>
      </label>
      {chosen === null ? null : (
        <div class="draft-buttons">
          <Button look="primary" busy={working} onClick={() => save(chosen)}>
            Save {label.toLowerCase()}
          </Button>
          <Button look="quiet" onClick={() => setChosen(null)}>
            Leave it
          </Button>
        </div>
      )}
    </div>
  );
}

function ManualMode({ open, fixed }: FieldsProps) {
  const { card, busy, edit } = open;
  const now = card.value?.texts.manualMode;
  if (now === undefined) return <NoColumn field="manualMode" />;
  const on = isYes(now);
  const working = busy === 'manualMode';
  return (
    <div class="manual">
      <button
        type="button"
        class="switch"
        role="switch"
        aria-checked={on}
        aria-describedby="manual-will"
        aria-busy={working ? 'true' : undefined}
        aria-disabled={fixed === null ? undefined : 'true'}
        onClick={() => {
          if (fixed === null && !working) edit('manualMode', now, on ? 'NO' : 'YES');
        }}
      >
        <span class="switch-track" aria-hidden="true">
          <span class="switch-knob" />
        </span>
        <span class="switch-label">Manual mode</span>
        {working ? <span class="spinner" aria-hidden="true" /> : null}
      </button>
      <p class="small" id="manual-will">
        {on
          ? 'The automation writes nothing to this lead: you do, until this is switched off.'
          : 'Off: the automation answers this lead. On, it stops writing to it.'}
      </p>
    </div>
  );
}

function Archive({ open, fixed }: Pick<FieldsProps, 'open' | 'fixed'>) {
  const { card, busy, edit } = open;
  const now = card.value?.texts.archived;
  if (now === undefined) return <NoColumn field="archived" />;
  const archived = isYes(now);
  return (
    <div class="archive">
      <Button
        busy={busy === 'archived'}
        disabled={fixed !== null}
        describedBy="archive-will"
        onClick={() => edit('archived', now, archived ? 'No' : 'Yes')}
      >
        {archived ? 'Bring back from the archive' : 'Archive this lead'}
      </Button>
      <p class="small" id="archive-will">
        {archived
          ? 'Archived: it is in no list but that of the archived. A new message brings it back by itself.'
          : 'It leaves the lists and keeps its row and all that belongs to it. A new message brings it back.'}
      </p>
    </div>
  );
}
