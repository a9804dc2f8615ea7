/** The new campaign's name, colour, description, and the country of its phones. */
import { getCountries } from 'libphonenumber-js/min';
import { COLOURS, NAME_LIMIT, nameProblem } from '../../../model/import/campaign.ts';
import { isCountry } from '../../../model/phone.ts';
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
      <label class="field">
        <span>Country of phones without a code</span>
        <select
          value={wizard.country}
          onChange={(event) => {
            const country = event.currentTarget.value;
            if (isCountry(country)) dispatch({ is: 'countryChosen', country });
          }}
        >
          {COUNTRIES.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

interface SwatchesProps {
  readonly colour: string;
  readonly onChoose: (colour: string) => void;
}

function Swatches({ colour, onChoose }: SwatchesProps) {
  return (
    <fieldset class="swatches">
      <legend class="label">Colour</legend>
      {COLOURS.map(({ name, hex }) => (
        <label key={hex} class="swatch" style={{ '--campaign': hex }} title={name}>
          <input
            type="radio"
            name="colour"
            class="unseen"
            aria-label={name}
            checked={colour === hex}
            onChange={() => onChoose(hex)}
          />
          <span class="swatch-dot" />
        </label>
      ))}
    </fieldset>
  );
}

/** By their English names, the likeliest three first. */
const COUNTRIES = countries();

function countries() {
  const names = new Intl.DisplayNames(['en-GB'], { type: 'region' });
  const listed = getCountries().map((code) => ({ code, name: names.of(code) ?? code }));
  const first = ['GB', 'IE', 'US'];
  const rank = (code: string): number => (first.indexOf(code) + 1 || 99) - 1;
  return listed.sort((a, b) => rank(a.code) - rank(b.code) || a.name.localeCompare(b.name));
}
