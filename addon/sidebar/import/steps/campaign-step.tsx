/** The fourth step: a new campaign, or one that is there; its country, and what a row needs. */

import { fieldOf } from '../../../model/fields.ts';
import { NAME_LIMIT, nameProblem } from '../../../model/import/campaign.ts';
import { Button } from '../../ui/button.tsx';
import { CountrySelect } from '../../ui/country-select.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RequiredFields } from '../../ui/required-fields.tsx';
import { Swatches } from '../../ui/swatches.tsx';
import { count } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import { whyNotThere } from '../plan.ts';
import type { WizardActions } from '../use-wizard.ts';
import type { Where, Wizard, WizardEvent } from '../wizard.ts';

interface CampaignStepProps {
  readonly wizard: Wizard;
  readonly dispatch: (event: WizardEvent) => void;
  readonly actions: WizardActions;
}

export function CampaignStep({ wizard, dispatch, actions }: CampaignStepProps) {
  const { where, world } = wizard;
  const why = whyNotThere(wizard);
  const open = (world?.campaigns ?? []).filter(
    ({ state, hasTab }) => hasTab && (state === 'active' || state === 'draft'),
  );
  return (
    <Frame
      title="Which campaign do the leads go into?"
      intro="People who are in any campaign already are found in the next step, whichever you choose here."
      back={<Button onClick={() => dispatch({ is: 'wentTo', step: 'values' })}>Back</Button>}
      onward={
        <>
          <span id="why-not-there" class="why-not" role="status">
            {why}
          </span>
          <Button
            look="primary"
            disabled={why !== null}
            describedBy={why === null ? undefined : 'why-not-there'}
            onClick={() => dispatch({ is: 'wentTo', step: 'check' })}
          >
            Check the rows
          </Button>
        </>
      }
    >
      <fieldset class="wheres">
        <legend class="unseen">Where the leads go</legend>
        <label class={`card where${where.is === 'new' ? ' is-on' : ''}`}>
          <input
            type="radio"
            name="where"
            checked={where.is === 'new'}
            onChange={() => dispatch({ is: 'newChosen' })}
          />
          <span>
            <b>A new campaign</b>
            <span class="small">gets a tab of its own</span>
          </span>
        </label>
        <label class={`card where${where.is === 'existing' ? ' is-on' : ''}`}>
          <input
            type="radio"
            name="where"
            checked={where.is === 'existing'}
            disabled={open.length === 0}
            onChange={() => {
              const first = open[0];
              if (first) actions.learnDetails(first.id);
            }}
          />
          <span>
            <b>A campaign that is there</b>
            <span class="small">
              {open.length === 0
                ? 'there is none that takes leads'
                : 'new rows are added, known leads can be updated'}
            </span>
          </span>
        </label>
      </fieldset>
      {where.is === 'new' ? (
        <NewForm wizard={wizard} dispatch={dispatch} />
      ) : (
        <ExistingForm where={where} campaigns={open} actions={actions} />
      )}
    </Frame>
  );
}

function NewForm({ wizard, dispatch }: Omit<CampaignStepProps, 'actions'>) {
  const problem = nameProblem(wizard.name, wizard.world?.campaigns.map(({ name }) => name) ?? []);
  return (
    <section class="card padded form campaign-form" aria-label="The new campaign">
      <div class="form">
        <label class="field">
          <span>Campaign name</span>
          <input
            type="text"
            value={wizard.name}
            maxLength={NAME_LIMIT + 20}
            aria-invalid={problem !== null}
            aria-describedby="name-problem"
            onInput={(event) => dispatch({ is: 'named', name: event.currentTarget.value })}
          />
        </label>
        <p id="name-problem" class="field-problem" role="status">
          {problem}
        </p>
        <Swatches colour={wizard.colour} onChoose={(colour) => dispatch({ is: 'coloured', colour })} />
        <label class="field">
          <span>Description (optional)</span>
          <input
            type="text"
            value={wizard.description}
            maxLength={200}
            onInput={(event) => dispatch({ is: 'described', description: event.currentTarget.value })}
          />
        </label>
      </div>
      <div class="form">
        <CountrySelect
          country={wizard.country}
          onChoose={(country) => dispatch({ is: 'countryChosen', country })}
        />
        <RequiredFields
          required={wizard.required}
          disabled={false}
          onChange={(required) => dispatch({ is: 'requiredChosen', required })}
        />
        <p class="small">
          A phone or an e-mail is always needed. Rows that lack a field are shown, not dropped.
        </p>
      </div>
    </section>
  );
}

interface ExistingFormProps {
  readonly where: Extract<Where, { is: 'existing' }>;
  readonly campaigns: NonNullable<Wizard['world']>['campaigns'];
  readonly actions: WizardActions;
}

function ExistingForm({ where, campaigns, actions }: ExistingFormProps) {
  const { details, failure } = where;
  return (
    <section class="card padded form" aria-label="The campaign that is there">
      <label class="field">
        <span>Campaign</span>
        <select
          value={where.campaign}
          onChange={(event) => {
            const chosen = campaigns.find(({ id }) => id === event.currentTarget.value);
            if (chosen) actions.learnDetails(chosen.id);
          }}
        >
          {campaigns.map(({ id, name, leads }) => (
            <option key={id} value={id}>
              {name} ({count(leads, 'lead')})
            </option>
          ))}
        </select>
      </label>
      <div role="status" class="form">
        {failure ? (
          <Notice tone="bad" title="The campaign’s settings could not be read">
            <p>{failure}</p>
            <Button onClick={() => actions.learnDetails(where.campaign)}>Try again</Button>
          </Notice>
        ) : details ? (
          <>
            <p>
              Phones without a code are read as <b>{countryName(details.country)}</b>.{' '}
              {details.required.length === 0
                ? 'A row needs a phone or an e-mail, nothing else.'
                : `A row needs ${details.required.map((key) => fieldOf(key).label).join(', ')}, and a phone or an e-mail.`}{' '}
              Both can be changed in the campaign’s settings in the sidebar.
            </p>
            {details.kind === 'original' ? (
              <Notice tone="info">
                The original leads can be updated from a file, but new ones are not added among them.
              </Notice>
            ) : null}
          </>
        ) : (
          <p class="small">
            <span class="spinner" aria-hidden="true" /> Reading the campaign’s settings…
          </p>
        )}
      </div>
    </section>
  );
}

function countryName(code: string): string {
  return new Intl.DisplayNames(['en-GB'], { type: 'region' }).of(code) ?? code;
}
