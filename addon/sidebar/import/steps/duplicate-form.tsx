/** What to do with people who are known already, for all of them and by column, and how the search for them stands. */
import { useMemo } from 'preact/hooks';
import { COLUMN_RULES, type ColumnRule } from '../../../model/import/changes.ts';
import { DOUBLE_ACTIONS, type DoubleAction } from '../../../model/import/check.ts';
import type { Layout } from '../../../model/import/layout.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count } from '../../ui/words.ts';
import type { Checked } from '../checker.ts';
import type { Wizard, WizardEvent } from '../wizard.ts';

interface DuplicateFormProps {
  readonly wizard: Wizard;
  readonly checked: Checked;
  readonly dispatch: (event: WizardEvent) => void;
  readonly lookAgain: () => void;
}

const RULES: { readonly [A in DoubleAction]: readonly [string, string] } = {
  skip: ['Leave them out', ''],
  keep: ['Import them all the same', ''],
  merge: ['Merge', 'fill what the lead that is there lacks'],
  replace: ['Replace', 'what the file says overwrites it'],
};

export function DuplicateForm({ wizard, checked, dispatch, lookAgain }: DuplicateFormProps) {
  const { decisions } = wizard;
  const changing = [decisions.doubles, ...decisions.rows.values()].some(
    (action) => action === 'merge' || action === 'replace',
  );
  return (
    <section class="card padded form" aria-label="Duplicates">
      <fieldset class="rules">
        <legend class="label">
          {checked.doubled === 0
            ? `No duplicates found${checked.failure ? ' in this file' : ''}`
            : `${count(checked.doubled, 'row')} of people who are known`}
        </legend>
        {DOUBLE_ACTIONS.map((rule) => (
          <label key={rule}>
            <input
              type="radio"
              name="rule"
              checked={decisions.doubles === rule}
              onChange={() => dispatch({ is: 'ruleChosen', rule })}
            />
            <span>
              {RULES[rule][0]}
              {RULES[rule][1] ? <small class="small"> {RULES[rule][1]}</small> : null}
            </span>
          </label>
        ))}
      </fieldset>
      {changing ? <ColumnRules checked={checked} wizard={wizard} dispatch={dispatch} /> : null}
      <SearchState wizard={wizard} checked={checked} dispatch={dispatch} lookAgain={lookAgain} />
    </section>
  );
}

const COLUMN_WORDS: { readonly [R in ColumnRule]: string } = {
  fill: 'Fill blanks',
  overwrite: 'Overwrite',
  never: 'Never change',
};

/** A rule a column, and how much all of them change. */
function ColumnRules({ checked, wizard, dispatch }: Omit<DuplicateFormProps, 'lookAgain'>) {
  const { layout } = checked.input;
  const { columns } = wizard.decisions;
  const byColumn = useMemo(() => changesByColumn(checked), [checked]);
  const cells = [...byColumn.values()].reduce((sum, n) => sum + n, 0);
  return (
    <>
      <p class="small" role="status">
        {cells === 0
          ? 'No cell of a lead that is there changes.'
          : `${count(cells, 'cell')} of ${count(checked.counts.updated, 'lead')} that are there change. Pick a row to see before and after.`}
      </p>
      <Fold
        id="column-rules"
        title={`A rule for each column${columns.size > 0 ? `: ${count(columns.size, 'set', 'set')}` : ''}`}
      >
        <ul class="column-rules">
          {fromFile(layout).map((index) => {
            const header = layout.headers[index] ?? '';
            return (
              <li key={header}>
                <label>
                  <span class="clip">
                    {header} {byColumn.has(header) ? <small>({byColumn.get(header)})</small> : null}
                  </span>
                  <select
                    value={columns.get(header) ?? ''}
                    onChange={(event) => {
                      const rule = COLUMN_RULES.find((one) => one === event.currentTarget.value) ?? null;
                      dispatch({ is: 'columnRuleChosen', header, rule });
                    }}
                  >
                    <option value="">As above</option>
                    {COLUMN_RULES.map((rule) => (
                      <option key={rule} value={rule}>
                        {COLUMN_WORDS[rule]}
                      </option>
                    ))}
                  </select>
                </label>
              </li>
            );
          })}
        </ul>
      </Fold>
    </>
  );
}

/** Columns that the file itself fills: that a new lead is not archived says nothing of one that is there. */
function fromFile({ filled, fields }: Layout): readonly number[] {
  return filled.filter((index) => {
    const own = fields[index];
    return own?.field.key !== 'archived' || own.column !== null;
  });
}

function changesByColumn({ rows }: Checked): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { changes } of rows)
    for (const { column } of changes) counts.set(column, (counts.get(column) ?? 0) + 1);
  return counts;
}

function SearchState({ wizard, checked, dispatch, lookAgain }: DuplicateFormProps) {
  const { failure } = checked;
  if (!failure)
    return (
      <p class="small">
        Searched by phone, then e-mail: this file, every campaign, and who wants no contact.
      </p>
    );
  const title =
    failure.what === 'people'
      ? 'Other campaigns were not searched'
      : 'The leads that are there could not be read';
  return (
    <Notice tone="warn" urgent title={title}>
      <p>{failure.message}</p>
      <Button onClick={lookAgain}>Search again</Button>
      {failure.what === 'people' ? (
        <label class="waive">
          <input
            type="checkbox"
            checked={wizard.check.waived}
            onChange={(event) => dispatch({ is: 'waived', waived: event.currentTarget.checked })}
          />
          Go on without
        </label>
      ) : null}
    </Notice>
  );
}
