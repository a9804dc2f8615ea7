/** Which fields a row of a file needs to be imported into a campaign. */
import { FIELDS, type FieldKey, fieldOf } from '../../model/fields.ts';

/** What a file of enquiries may bring; the others come to be later. */
const ASKED: readonly FieldKey[] = [
  'firstName',
  'secondName',
  'phoneNumber',
  'emailAddress',
  'postcode',
  'address',
  'enquiryDate',
];

interface RequiredFieldsProps {
  readonly required: readonly FieldKey[];
  readonly disabled: boolean;
  readonly onChange: (required: readonly FieldKey[]) => void;
}

export function RequiredFields({ required, disabled, onChange }: RequiredFieldsProps) {
  const listed = FIELDS.map(({ key }) => key).filter((key) => ASKED.includes(key) || required.includes(key));
  return (
    <fieldset class="ticks" disabled={disabled}>
      <legend class="label">A row of a file needs</legend>
      {listed.map((key) => (
        <label key={key} class="tick">
          <input
            type="checkbox"
            checked={required.includes(key)}
            onChange={(event) => {
              const chosen = event.currentTarget.checked
                ? [...required, key]
                : required.filter((one) => one !== key);
              onChange(listed.filter((one) => chosen.includes(one)));
            }}
          />
          {fieldOf(key).label}
        </label>
      ))}
    </fieldset>
  );
}
