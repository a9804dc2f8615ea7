/** What is chosen before an export: kinds and campaigns, format, filter, columns. */
import type { ComponentChildren } from 'preact';
import type { CampaignSummary } from '../../calls.ts';
import {
  EXPORT_KINDS,
  type ExportFilter,
  type ExportFormat,
  type ExportKind,
} from '../../model/export/order.ts';
import { FIELDS, SENTIMENTS, STATUSES } from '../../model/fields.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/words.ts';
import { type Choices, withItem } from './choices.ts';

interface FormProps {
  readonly choices: Choices;
  readonly choose: (change: Partial<Choices>) => void;
}

const KINDS: { readonly [K in ExportKind]: readonly [string, string] } = {
  leads: ['Leads', 'a row for each, as the tab has it; archived ones too'],
  conversations: ['Conversations', 'a row for each message, with its speaker'],
  history: ['History', 'the newest 100 changes and conflicts of each, long values shortened; takes longer'],
};

export function WhatForm({
  choices,
  choose,
  campaigns,
}: FormProps & { readonly campaigns: readonly CampaignSummary[] }) {
  const ids = campaigns.map(({ id }) => id);
  const everything = choices.kinds.length === EXPORT_KINDS.length;
  const all = ids.every((id) => choices.campaigns.includes(id));
  return (
    <div class="export-side">
      <section class="card padded form" aria-labelledby="what">
        <h2 class="label" id="what">
          What
        </h2>
        {EXPORT_KINDS.map((kind) => {
          const [name, hint] = KINDS[kind];
          return (
            <Check
              key={kind}
              on={choices.kinds.includes(kind)}
              onChange={(on) => choose({ kinds: withItem(EXPORT_KINDS, choices.kinds, kind, on) })}
            >
              <span>
                {name} <span class="small">{hint}</span>
              </span>
            </Check>
          );
        })}
        <div>
          <Button look="quiet" disabled={everything} onClick={() => choose({ kinds: EXPORT_KINDS })}>
            Choose everything
          </Button>
        </div>
      </section>
      <section class="card padded form" aria-labelledby="campaigns">
        <h2 class="label" id="campaigns">
          Campaigns
        </h2>
        {campaigns.length === 0 ? <p class="small">There is none yet.</p> : null}
        <ul class="export-campaigns">
          {campaigns.map(({ id, name, colour, leads, state }) => (
            <li key={id}>
              <Check
                on={choices.campaigns.includes(id)}
                onChange={(on) => choose({ campaigns: withItem(ids, choices.campaigns, id, on) })}
              >
                <span class="dot" style={{ background: colour }} aria-hidden="true" />
                <span class="clip" title={name}>
                  {name}
                </span>
                <span class="small export-count">
                  {count(leads, 'lead')}
                  {state === 'active' ? '' : `, ${state}`}
                </span>
              </Check>
            </li>
          ))}
        </ul>
        {campaigns.length > 1 ? (
          <div>
            <Button look="quiet" disabled={all} onClick={() => choose({ campaigns: ids })}>
              Choose all campaigns
            </Button>
          </div>
        ) : null}
      </section>
    </div>
  );
}

const FORMATS: readonly (readonly [ExportFormat, string, string])[] = [
  ['csv', 'CSV', 'opens anywhere, and can be imported here again; a file for each kind'],
  ['xlsx', 'Excel', 'one .xlsx file with a sheet for each kind'],
  ['json', 'JSON', 'everything of a lead together, times in UTC'],
  ['ndjson', 'NDJSON', 'the same, a lead on each line'],
];

export function FormatForm({ choices, choose }: FormProps) {
  return (
    <section class="card padded form">
      <fieldset class="rules">
        <legend class="label">Format</legend>
        {FORMATS.map(([format, name, hint]) => (
          <label key={format}>
            <input
              type="radio"
              name="format"
              checked={choices.format === format}
              onChange={() => choose({ format })}
            />
            <span>
              {name} <span class="small">{hint}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </section>
  );
}

const ARCHIVED: readonly (readonly [ExportFilter['archived'], string])[] = [
  ['with', 'With archived leads'],
  ['without', 'Without archived leads'],
  ['only', 'Archived leads only'],
];

export function FilterForm({ choices, choose }: FormProps) {
  const { filter } = choices;
  const change = (part: Partial<ExportFilter>) => choose({ filter: { ...filter, ...part } });
  return (
    <section class="card padded form" aria-labelledby="filter">
      <h2 class="label" id="filter">
        Only some leads
      </h2>
      <label class="field">
        <span>Text in name, phone, e-mail, postcode, notes or conversation</span>
        <input
          type="text"
          value={filter.text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>Archived</span>
        <select
          value={filter.archived}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const [archived] = ARCHIVED.find(([one]) => one === value) ?? ['with' as const];
            change({ archived });
          }}
        >
          {ARCHIVED.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Values
        label="Status"
        all={['', ...STATUSES]}
        chosen={filter.statuses}
        onChange={(statuses) => change({ statuses })}
      />
      <Values
        label="Sentiment"
        all={['', ...SENTIMENTS]}
        chosen={filter.sentiments}
        onChange={(sentiments) => change({ sentiments })}
      />
    </section>
  );
}

interface ValuesProps {
  readonly label: string;
  readonly all: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Values to choose from; none chosen means any. */
function Values({ label, all, chosen, onChange }: ValuesProps) {
  return (
    <details class="export-fold">
      <summary>
        {label}: {chosen.length === 0 ? 'any' : chosen.map(nameOf).join(', ')}
      </summary>
      <fieldset class="export-values" aria-label={label}>
        {all.map((value) => (
          <Check
            key={value}
            on={chosen.includes(value)}
            onChange={(on) => onChange(withItem(all, chosen, value, on))}
          >
            {nameOf(value)}
          </Check>
        ))}
      </fieldset>
    </details>
  );
}

function nameOf(value: string): string {
  return value === '' ? 'none' : value;
}

const KEYS = FIELDS.map(({ key }) => key);

export function ColumnsForm({ choices, choose }: FormProps) {
  const { columns } = choices;
  const change = (part: Partial<Choices['columns']>) => choose({ columns: { ...columns, ...part } });
  const all = columns.fields.length === KEYS.length && columns.extras;
  return (
    <section class="card padded form" aria-labelledby="columns">
      <h2 class="label" id="columns">
        Columns of leads
      </h2>
      <details class="export-fold">
        <summary>{all ? 'All of them' : `${columns.fields.length} of ${KEYS.length} fields`}</summary>
        <fieldset class="export-values" aria-label="Columns">
          {FIELDS.map(({ key, header }) => (
            <Check
              key={key}
              on={columns.fields.includes(key)}
              onChange={(on) => change({ fields: withItem(KEYS, columns.fields, key, on) })}
            >
              {header}
            </Check>
          ))}
        </fieldset>
        <div class="export-all">
          <Button look="quiet" disabled={all} onClick={() => change({ fields: KEYS, extras: true })}>
            All columns
          </Button>
          <Button
            look="quiet"
            disabled={columns.fields.length === 0 && !columns.extras}
            onClick={() => change({ fields: [], extras: false })}
          >
            No column
          </Button>
        </div>
      </details>
      <Check on={columns.extras} onChange={(extras) => change({ extras })}>
        The campaigns’ own columns
      </Check>
      <Check on={columns.leadId} onChange={(leadId) => change({ leadId })}>
        The lead’s id
      </Check>
    </section>
  );
}

interface CheckProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly children: ComponentChildren;
}

function Check({ on, onChange, children }: CheckProps) {
  return (
    <label class="export-check">
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {children}
    </label>
  );
}
