/** The colours that campaigns are told apart by, to choose one of. */
import { COLOURS } from '../../model/import/campaign.ts';

interface SwatchesProps {
  readonly colour: string;
  readonly disabled?: boolean;
  readonly onChoose: (colour: string) => void;
}

export function Swatches({ colour, disabled, onChoose }: SwatchesProps) {
  const listed = COLOURS.some(({ hex }) => hex === colour);
  const choices = listed ? COLOURS : [...COLOURS, { name: 'Its own', hex: colour }];
  return (
    <fieldset class="swatches" disabled={disabled}>
      <legend class="label">Colour</legend>
      {choices.map(({ name, hex }) => (
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
