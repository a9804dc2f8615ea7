/** The second step: every column of the file beside three of its values and where it goes. */
import { FIELDS } from '../../../model/fields.ts';
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
import { clock, count, momentOf, number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import { OTHER_TARGETS, targetLabel, targetOfCode, unconfirmed } from '../targets.ts';
import { type Memory, settingsOf, type Wizard, type WizardEvent } from '../wizard.ts';

interface ColumnsStepProps {
  readonly wizard: Wizard;
  readonly file: ImportFile;
  readonly dispatch: (event: WizardEvent) => void;
}

export function ColumnsStep({ wizard, file, dispatch }: ColumnsStepProps) {
  const { choices, memory } = wizard;
  const gaps = mappingGaps(choices);
  const open = unconfirmed(choices, settingsOf(wizard).required);
  const blocked = gaps.some(({ blocks }) => blocks) || open.length > 0;
  const kept = choices.filter(({ target }) => target.to === 'extra').length;
  const out = choices.filter(({ target }) => target.to === 'leaveOut').length;
  return (
    <Frame
      title="Where does each column go?"
      intro={
        <>
          {count(file.rows.length, 'row')} and {count(choices.length, 'column')} in <b>{file.name}</b>:{' '}
          {number(choices.length - kept - out)} matched, {number(kept)} kept beside the fields, {number(out)}{' '}
          left out.
        </>
      }
      back={<Button onClick={() => dispatch({ is: 'wentTo', step: 'file' })}>Back</Button>}
      onward={
        <Button
          look="primary"
          disabled={blocked}
          describedBy={blocked ? 'mapping-gaps' : undefined}
          onClick={() => dispatch({ is: 'wentTo', step: 'values' })}
        >
          Go on to the values
        </Button>
      }
    >
      <div id="mapping-gaps" class="notes" role="status">
        <Confirm choices={choices} open={open} dispatch={dispatch} />
        {gaps.map(({ blocks, message }) => (
          <Notice key={message} tone={blocks ? 'bad' : 'warn'}>
            {message}
          </Notice>
        ))}
        {memory ? <Remembered memory={memory} dispatch={dispatch} /> : null}
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
                open={open.includes(column)}
                onChoose={(target) => dispatch({ is: 'targetChosen', column, target })}
                onConfirm={() => dispatch({ is: 'targetsConfirmed', columns: [column] })}
              />
            ))}
          </tbody>
        </table>
      </section>
    </Frame>
  );
}

interface ConfirmProps {
  readonly choices: readonly ColumnChoice[];
  readonly open: readonly number[];
  readonly dispatch: (event: WizardEvent) => void;
}

/** What people are reached by is not guessed: one press says that it is right. */
function Confirm({ choices, open, dispatch }: ConfirmProps) {
  if (open.length === 0) return null;
  return (
    <Notice
      tone="warn"
      title={
        open.length === 1
          ? 'Please look at this column: what it holds is likely, not certain'
          : `Please look at these ${open.length} columns: what they hold is likely, not certain`
      }
    >
      <ul class="confirm-list">
        {open.map((column) => {
          const choice = choices[column];
          if (!choice) return null;
          return (
            <li key={choice.header}>
              <b>{choice.header}</b> is taken for <b>{targetLabel(choice.target)}</b>
              {choice.samples.length > 0 ? `, as in “${(choice.samples[0] ?? '').slice(0, 60)}”` : ''}.
            </li>
          );
        })}
      </ul>
      <Button onClick={() => dispatch({ is: 'targetsConfirmed', columns: open })}>
        {open.length === 1 ? 'Yes, that is right' : 'Yes, all of them are right'}
      </Button>
    </Notice>
  );
}

interface RememberedProps {
  readonly memory: Memory;
  readonly dispatch: (event: WizardEvent) => void;
}

function Remembered({ memory, dispatch }: RememberedProps) {
  const at = momentOf(memory.mapping.at);
  const when = at === null ? '' : ` (${clock(at, Date.now())})`;
  return (
    <Notice tone="info">
      <p>
        {memory.used
          ? `A file with the same headings was imported before${when}, so its columns go where they went then.`
          : `A file with the same headings was imported before${when}. Its columns are matched anew here.`}
      </p>
      <Button onClick={() => dispatch({ is: 'memoryUsed', used: !memory.used })}>
        {memory.used ? 'Match the columns anew' : 'Use what was chosen then'}
      </Button>
    </Notice>
  );
}

interface ColumnRowProps {
  readonly choice: ColumnChoice;
  readonly open: boolean;
  readonly onChoose: (target: Target) => void;
  readonly onConfirm: () => void;
}

function ColumnRow({ choice, open, onChoose, onConfirm }: ColumnRowProps) {
  const { header, samples, target, confidence } = choice;
  return (
    <tr class={`${target.to === 'leaveOut' ? 'is-out' : ''}${open ? ' is-open' : ''}`}>
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
        {open ? (
          <button type="button" class="match match-open" aria-label={`Confirm ${header}`} onClick={onConfirm}>
            Confirm
          </button>
        ) : (
          <Match confidence={confidence} target={target} />
        )}
      </td>
    </tr>
  );
}

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
        const chosen = targetOfCode(event.currentTarget.value);
        if (chosen) onChoose(chosen);
      }}
    >
      <optgroup label="Otherwise">
        {OTHER_TARGETS.map((other) => (
          <option key={other.label} value={targetCode(other.target)}>
            {other.label}
          </option>
        ))}
      </optgroup>
      <optgroup label="Lead">
        <option value="fullName">Full name (split)</option>
        <option value="addressPart">Part of the address (joined)</option>
        {FIELDS.map(({ key, label }) => (
          <option key={key} value={targetCode({ to: 'field', key })}>
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
