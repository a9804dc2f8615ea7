/** The second step: every column of the file beside three of its values and where it goes. */
import { FIELDS, fieldOf } from '../../../model/fields.ts';
import type { ImportFile } from '../../../model/import/file.ts';
import {
  type ColumnChoice,
  type Confidence,
  mappingGaps,
  type Target,
  targetCode,
} from '../../../model/import/mapping.ts';
import { Button } from '../../ui/button.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import type { WizardEvent } from '../wizard.ts';

interface ColumnsStepProps {
  readonly file: ImportFile;
  readonly choices: readonly ColumnChoice[];
  readonly dispatch: (event: WizardEvent) => void;
}

export function ColumnsStep({ file, choices, dispatch }: ColumnsStepProps) {
  const gaps = mappingGaps(choices);
  const blocked = gaps.some(({ blocks }) => blocks);
  const found = choices.filter(({ target }) => target.to === 'field' || target.to === 'fullName').length;
  return (
    <Frame
      title="Where does each column go?"
      intro={
        <>
          {count(file.rows.length, 'row')} and {count(choices.length, 'column')} in <b>{file.name}</b>;{' '}
          {count(found, 'column')} matched. Change what is not right.
        </>
      }
      back={<Button onClick={() => dispatch({ is: 'wentTo', step: 'file' })}>Back</Button>}
      onward={
        <Button
          look="primary"
          disabled={blocked}
          describedBy={blocked ? 'mapping-gaps' : undefined}
          onClick={() => dispatch({ is: 'wentTo', step: 'check' })}
        >
          Check the rows
        </Button>
      }
    >
      <div id="mapping-gaps" class="notes" role="status">
        {gaps.map(({ blocks, message }) => (
          <Notice key={message} tone={blocks ? 'bad' : 'warn'}>
            {message}
          </Notice>
        ))}
        {file.notes.map((note) => (
          <Notice key={note} tone="info">
            {note}
          </Notice>
        ))}
      </div>
      <section class="card columns" aria-label="Columns of the file">
        <table>
          <thead>
            <tr>
              <th scope="col" class="wide-name">
                Column in the file
              </th>
              <th scope="col">First values</th>
              <th scope="col" class="wide-target">
                Goes to
              </th>
              <th scope="col" class="wide-match">
                Match
              </th>
            </tr>
          </thead>
          <tbody>
            {choices.map((choice, column) => (
              <ColumnRow
                key={choice.header}
                choice={choice}
                onChoose={(target) => dispatch({ is: 'targetChosen', column, target })}
              />
            ))}
          </tbody>
        </table>
      </section>
    </Frame>
  );
}

interface ColumnRowProps {
  readonly choice: ColumnChoice;
  readonly onChoose: (target: Target) => void;
}

function ColumnRow({ choice, onChoose }: ColumnRowProps) {
  const { header, samples, target, confidence } = choice;
  return (
    <tr class={target.to === 'leaveOut' ? 'is-out' : ''}>
      <th scope="row">{header}</th>
      <td>
        <ul class="samples">
          {samples.map((sample) => (
            <li key={sample} title={sample.slice(0, 500)}>
              {sample.slice(0, 120)}
            </li>
          ))}
          {samples.length === 0 ? <li class="samples-none">no values</li> : null}
        </ul>
      </td>
      <td>
        <TargetSelect header={header} target={target} onChoose={onChoose} />
      </td>
      <td>
        <Match confidence={confidence} target={target} />
      </td>
    </tr>
  );
}

const OTHERS: readonly { readonly target: Target; readonly label: string }[] = [
  { target: { to: 'extra' }, label: 'An extra column' },
  { target: { to: 'leaveOut' }, label: 'Leave out' },
];

const splitName: Target = { to: 'fullName' };
const joinAddress: Target = { to: 'addressPart' };

const TARGETS: ReadonlyMap<string, Target> = new Map(
  [
    ...FIELDS.map((field): Target => ({ to: 'field', key: field.key })),
    splitName,
    joinAddress,
    ...OTHERS.map(({ target }) => target),
  ].map((target) => [targetCode(target), target]),
);

interface TargetSelectProps {
  readonly header: string;
  readonly target: Target;
  readonly onChoose: (target: Target) => void;
}

function TargetSelect({ header, target, onChoose }: TargetSelectProps) {
  return (
    <select
      aria-label={`Where “${header}” goes`}
      value={targetCode(target)}
      onChange={(event) => {
        const chosen = TARGETS.get(event.currentTarget.value);
        if (chosen) onChoose(chosen);
      }}
    >
      <optgroup label="Otherwise">
        {OTHERS.map((other) => (
          <option key={other.label} value={targetCode(other.target)}>
            {other.label}
          </option>
        ))}
      </optgroup>
      <optgroup label="Lead">
        <option value="fullName">Full name (split)</option>
        <option value="addressPart">Part of the address (joined)</option>
        {FIELDS.map(({ key, label }) => (
          <option key={key} value={targetCode({ to: 'field', key: fieldOf(key).key })}>
            {label}
          </option>
        ))}
      </optgroup>
    </select>
  );
}

const MATCH: { readonly [C in Confidence]: string } = {
  sure: 'Sure',
  likely: 'Likely',
  none: '',
  chosen: 'Your choice',
};

function Match({ confidence, target }: { readonly confidence: Confidence; readonly target: Target }) {
  if (confidence === 'none')
    return <span class="match match-none">{target.to === 'leaveOut' ? 'Empty' : 'Kept as it is'}</span>;
  return (
    <span class={`match match-${confidence}`}>
      {confidence === 'sure' ? <CheckIcon size={13} /> : null}
      {MATCH[confidence]}
    </span>
  );
}
