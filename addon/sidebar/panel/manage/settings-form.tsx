/** A campaign's name, colour and settings. What is typed stays until it is saved or discarded, whatever is asked meanwhile. */
import { useState } from 'preact/hooks';
import type { CampaignChanges, CampaignDetails } from '../../../answers/campaigns.ts';
import { NAME_LIMIT, nameProblem } from '../../../model/import/campaign.ts';
import { LONGEST } from '../../../model/settings.ts';
import { CountrySelect } from '../../ui/country-select.tsx';
import { Fold } from '../../ui/fold.tsx';
import { RequiredFields } from '../../ui/required-fields.tsx';
import { Swatches } from '../../ui/swatches.tsx';
import type { Actions } from '../actions.ts';
import type { Doing } from '../state.ts';
import {
  changedWords,
  cleaned,
  formerly,
  isEmpty,
  keepDraft,
  keptDraft,
  type Settings,
  trimmed,
} from './draft.ts';
import { SaveBar } from './save-bar.tsx';
import { TemplateField } from './template-field.tsx';

interface SettingsFormProps {
  readonly details: CampaignDetails;
  /** Names of the other campaigns. */
  readonly taken: readonly string[];
  /** True: it can be read and not changed. */
  readonly fixed: boolean;
  /** What to do first, where it could be changed after that. */
  readonly first: string | null;
  readonly doing: Doing | null;
  readonly actions: Actions;
  readonly onDetails: (details: CampaignDetails) => void;
}

export function SettingsForm({ details, taken, fixed, first, doing, actions, onDetails }: SettingsFormProps) {
  const { id } = details;
  const [typed, setTyped] = useState<CampaignChanges>(() => keptDraft(id));
  const draft = cleaned(typed, details);
  const shown: Settings = { ...details, ...draft };
  const key = `settings ${id}`;
  const busy = doing?.what === 'page' && doing.key === key;
  const change = (changes: CampaignChanges) =>
    setTyped((before) => {
      const next = cleaned({ ...before, ...changes }, details);
      keepDraft(id, next);
      return next;
    });
  const discard = () => {
    keepDraft(id, {});
    setTyped({});
  };
  const save = async (
    changes: CampaignChanges,
    said: (saved: CampaignDetails) => string,
    undoable: boolean,
  ) =>
    actions.perform(key, async ({ ask, takeFrom }) => {
      const before = formerly(changes, details);
      const answer = await takeFrom(() => ask('editCampaign', { campaign: id, changes }));
      onDetails(answer.details);
      // What was typed while it was being saved is not in what was saved.
      setTyped((now) => {
        const next = cleaned(trimmed(now), answer.details);
        keepDraft(id, next);
        return next;
      });
      const undo = () => void save(before, () => `As before: ${changedWords(before)}.`, false);
      return { text: said(answer.details), undo: undoable ? undo : undefined };
    });
  const problem = draft.name === undefined ? null : nameProblem(draft.name, taken);
  return (
    <>
      <section class="section" aria-labelledby="settings-title">
        <h2 class="section-title" id="settings-title">
          Settings
        </h2>
        {first === null ? null : <p class="unallowed">{first}</p>}
        <div class="card padded form">
          <About settings={shown} problem={problem} fixed={fixed} onChange={change} />
        </div>
        <div class="card">
          <Fold id="messages" title="Messages M1–M3" open={draft.templates !== undefined}>
            <Messages settings={shown} fixed={fixed} onChange={change} />
          </Fold>
        </div>
        <div class="card">
          <Fold
            id="importing"
            title="Importing into it"
            open={draft.country !== undefined || draft.required !== undefined}
          >
            <div class="form">
              <CountrySelect
                country={shown.country}
                disabled={fixed}
                onChoose={(country) => change({ country })}
              />
              <RequiredFields
                required={shown.required}
                disabled={fixed}
                onChange={(required) => change({ required })}
              />
            </div>
          </Fold>
        </div>
      </section>
      {isEmpty(draft) || fixed ? null : (
        <SaveBar
          busy={busy}
          problem={problem}
          onSave={() => void save(trimmed(draft), (saved) => savedWords(draft, saved), true)}
          onDiscard={discard}
        />
      )}
    </>
  );
}

function savedWords(draft: CampaignChanges, { name }: CampaignDetails): string {
  const words = changedWords(draft);
  return words === 'name' ? `Renamed to “${name}”.` : `Changed for “${name}”: ${words}.`;
}

interface PartProps {
  readonly settings: Settings;
  readonly fixed: boolean;
  readonly onChange: (changes: CampaignChanges) => void;
}

function About({ settings, problem, fixed, onChange }: PartProps & { readonly problem: string | null }) {
  return (
    <>
      <label class="field">
        <span>Name</span>
        <input
          type="text"
          value={settings.name}
          maxLength={NAME_LIMIT + 20}
          disabled={fixed}
          aria-invalid={problem !== null}
          aria-describedby="campaign-name-problem"
          onInput={(event) => onChange({ name: event.currentTarget.value })}
        />
      </label>
      <p id="campaign-name-problem" class="field-problem" role="status">
        {problem}
      </p>
      <Swatches colour={settings.colour} disabled={fixed} onChoose={(colour) => onChange({ colour })} />
      <label class="field">
        <span>Description</span>
        <textarea
          rows={2}
          value={settings.description}
          maxLength={LONGEST.description}
          disabled={fixed}
          onInput={(event) => onChange({ description: event.currentTarget.value })}
        />
      </label>
      <label class="field">
        <span>Looked after by</span>
        <input
          type="text"
          value={settings.owner}
          maxLength={LONGEST.owner}
          disabled={fixed}
          placeholder="A name or an e-mail"
          onInput={(event) => onChange({ owner: event.currentTarget.value })}
        />
      </label>
    </>
  );
}

const MESSAGES = [
  { key: 'm1', name: 'M1, the first' },
  { key: 'm2', name: 'M2, a day later without a reply' },
  { key: 'm3', name: 'M3, two days after that' },
] as const;

function Messages({ settings, fixed, onChange }: PartProps) {
  const { templates } = settings;
  return (
    <div class="form">
      <p class="small">
        For whoever sends them: Leadsheet keeps these texts with the campaign and sends nothing.
      </p>
      {MESSAGES.map(({ key, name }) => (
        <TemplateField
          key={key}
          name={name}
          text={templates[key]}
          disabled={fixed}
          onChange={(text) => onChange({ templates: { ...templates, [key]: text } })}
        />
      ))}
    </div>
  );
}
