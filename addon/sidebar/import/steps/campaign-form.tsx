/** The new campaign's name, colour, description, and the country of its phones. */
import { NAME_LIMIT, nameProblem } from '../../../model/import/campaign.ts';
import { CountrySelect } from '../../ui/country-select.tsx';
import { Swatches } from '../../ui/swatches.tsx';
import type { Wizard, WizardEvent } from '../wizard.ts';

interface CampaignFormProps {
  readonly wizard: Wizard;
  readonly dispatch: (event: WizardEvent) => void;
}

export function CampaignForm({ wizard, dispatch }: CampaignFormProps) {
  const problem = nameProblem(wizard.name, wizard.world?.names ?? []);
  return (
    <section class="card padded form">
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
      <CountrySelect
        country={wizard.country}
        onChoose={(country) => dispatch({ is: 'countryChosen', country })}
      />
    </section>
  );
}
