/** The country of phones that are written without one. */
import { COUNTRIES } from '../../model/countries.ts';
import type { CountryCode } from '../../model/phone.ts';

interface CountrySelectProps {
  readonly country: CountryCode;
  readonly disabled?: boolean;
  readonly onChoose: (country: CountryCode) => void;
}

export function CountrySelect({ country, disabled, onChoose }: CountrySelectProps) {
  return (
    <label class="field">
      <span>Country of phones without a code</span>
      <select
        value={country}
        disabled={disabled}
        onChange={(event) => {
          const chosen = COUNTRIES.find((code) => code === event.currentTarget.value);
          if (chosen) onChoose(chosen);
        }}
      >
        {CHOICES.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** By their English names, the likeliest three first. */
const CHOICES = choices();

function choices() {
  const names = new Intl.DisplayNames(['en-GB'], { type: 'region' });
  const listed = COUNTRIES.map((code) => ({ code, name: names.of(code) ?? code }));
  const first = ['GB', 'IE', 'US'];
  const rank = (code: string): number => (first.indexOf(code) + 1 || 99) - 1;
  return listed.sort((a, b) => rank(a.code) - rank(b.code) || a.name.localeCompare(b.name));
}
