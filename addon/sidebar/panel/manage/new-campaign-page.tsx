/** Makes a campaign: from a file, empty, of the tab as it stands, or with another one's settings. */
import { useState } from 'preact/hooks';
import { NAME_LIMIT } from '../../../model/import/campaign.ts';
import { LONGEST } from '../../../model/settings.ts';
import { Button } from '../../ui/button.tsx';
import { UploadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Swatches } from '../../ui/swatches.tsx';
import type { Actions } from '../actions.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { useAnswer } from '../use-answer.ts';
import { type Adoptable, AdoptTab } from './adopt-tab.tsx';
import {
  colourOf,
  EMPTY_FORM,
  formProblem,
  keepForm,
  keptForm,
  type NewForm,
  type SourceKind,
  sourceOf,
} from './new-campaign.ts';
import { Unallowed } from './unallowed.tsx';
import { standstill } from './words.ts';

type NewCampaignPageProps = PageProps & { readonly from: 'tab' | null };

const KEY = 'create';

export function NewCampaignPage({ from, ...props }: NewCampaignPageProps) {
  const { state, panel, ask, actions } = props;
  const [form, setForm] = useState<NewForm>(() => ({ ...keptForm(), ...(from ? { source: from } : {}) }));
  const adoptable = useAnswer<Adoptable>(
    async () => (form.source === 'tab' ? ask('adoptable', null) : { tab: null }),
    JSON.stringify([form.source, state.active, state.tab]),
  );
  const change = (changes: Partial<NewForm>) => {
    const next = { ...form, ...changes };
    keepForm(next);
    setForm(next);
  };
  const tab = form.source === 'tab' ? (adoptable.value?.tab ?? null) : null;
  const name = form.name ?? tab?.name ?? '';
  const problem = formProblem(name, form.name !== null, state.campaigns);
  const source = sourceOf(form, tab && tab.problems.length === 0 ? tab.sheetId : null);
  const still = standstill(state);
  const mayCreate = state.rights.includes('create');
  const ready = source !== null && name.trim() !== '' && problem === null && still === null && mayCreate;
  const busy = panel.doing?.what === 'page' && panel.doing.key === KEY;
  const make = () =>
    actions.perform(KEY, async ({ ask: put, takeFrom }) => {
      if (!source) return null;
      const colour = colourOf(form, state.campaigns);
      const asked = { source, name: name.trim(), colour, description: form.description.trim() };
      const { campaign, state: after } = await takeFrom(() => put('createCampaign', asked));
      keepForm(EMPTY_FORM);
      actions.home();
      const made = after.campaigns.find(({ id }) => id === campaign);
      const draft = made?.state === 'draft' ? ' It is a draft until it is started.' : '';
      return { text: `“${made?.name ?? asked.name}” was made, and its tab of that name is open.${draft}` };
    });
  return (
    <PageFrame title="New campaign" {...props}>
      {still === null ? null : <Notice tone="warn">{still}</Notice>}
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) void make();
        }}
      >
        <Sources form={form} {...props} onChange={change} />
        {form.source === 'tab' ? (
          <AdoptTab
            answered={adoptable}
            campaign={state.campaigns.find(({ id }) => id === state.active)?.name ?? null}
          />
        ) : null}
        <section class="card padded form" aria-label="What it is called">
          <label class="field">
            <span>Name</span>
            <input
              type="text"
              value={name}
              maxLength={NAME_LIMIT + 20}
              aria-invalid={problem !== null}
              aria-describedby="new-name-problem"
              onInput={(event) => change({ name: event.currentTarget.value })}
            />
          </label>
          <p id="new-name-problem" class="field-problem" role="status">
            {problem}
          </p>
          <Swatches colour={colourOf(form, state.campaigns)} onChoose={(colour) => change({ colour })} />
          <label class="field">
            <span>Description (optional)</span>
            <textarea
              rows={2}
              value={form.description}
              maxLength={LONGEST.description}
              onInput={(event) => change({ description: event.currentTarget.value })}
            />
          </label>
        </section>
        <Button
          look="primary"
          wide
          submit
          busy={busy}
          disabled={!ready}
          describedBy={mayCreate ? undefined : 'create-why'}
        >
          {busy ? 'Making it…' : 'Make the campaign'}
        </Button>
        <Unallowed id="create-why" rights={mayCreate ? [] : ['create']} actions={actions} />
      </form>
    </PageFrame>
  );
}

const SOURCES: readonly { readonly source: SourceKind; readonly label: string; readonly means: string }[] = [
  { source: 'empty', label: 'Empty', means: 'A tab with the headings, to type or paste into.' },
  { source: 'tab', label: 'This tab as it stands', means: 'The tab that you look at, with the rows it has.' },
  {
    source: 'campaign',
    label: 'With another’s settings',
    means: 'Empty; messages, country and the like are copied.',
  },
];

interface SourcesProps extends PageProps {
  readonly form: NewForm;
  readonly onChange: (changes: Partial<NewForm>) => void;
}

function Sources({ form, state, panel, actions, onChange }: SourcesProps) {
  const mayImport = state.rights.includes('import');
  const models = state.campaigns.filter(({ state: phase }) => phase !== 'deleted');
  return (
    <fieldset class="sources">
      <legend class="label">What is it made of?</legend>
      <FileSource may={mayImport} busy={panel.doing?.what === 'import'} actions={actions} />
      {SOURCES.filter(({ source }) => source !== 'campaign' || models.length > 0).map(
        ({ source, label, means }) => (
          <label key={source} class="source">
            <input
              type="radio"
              name="source"
              checked={form.source === source}
              onChange={() =>
                onChange({
                  source,
                  ...(source === 'campaign' && !form.like ? { like: models[0]?.id ?? null } : {}),
                })
              }
            />
            <span>
              <strong>{label}</strong>
              <span class="small">{means}</span>
            </span>
          </label>
        ),
      )}
      {form.source === 'campaign' ? (
        <label class="field">
          <span>Whose settings</span>
          <select
            value={form.like ?? ''}
            onChange={(event) => {
              const chosen = models.find(({ id }) => id === event.currentTarget.value);
              if (chosen) onChange({ like: chosen.id });
            }}
          >
            {models.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </fieldset>
  );
}

interface FileSourceProps {
  readonly may: boolean;
  readonly busy: boolean;
  readonly actions: Actions;
}

/** A file has an import of its own, where its columns are chosen and its rows are checked. */
function FileSource({ may, busy, actions }: FileSourceProps) {
  return (
    <>
      <Button
        wide
        busy={busy}
        disabled={!may}
        describedBy={may ? undefined : 'file-why'}
        onClick={() => {
          actions.home();
          actions.openImport();
        }}
      >
        {busy ? null : <UploadIcon size={15} />} From a file…
      </Button>
      <Unallowed id="file-why" rights={may ? [] : ['import']} actions={actions} />
    </>
  );
}
