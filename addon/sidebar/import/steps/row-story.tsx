/** All that is to say of one row: what becomes of it and why, what a person may choose, and who is there already. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { type ChangeRules, changesOf, mergedCells } from '../../../model/import/changes.ts';
import {
  type CheckedRow,
  type Decisions,
  DOUBLE_ACTIONS,
  type DoubleAction,
  doubleText,
} from '../../../model/import/check.ts';
import type { Double } from '../../../model/import/doubles.ts';
import { fileRow } from '../../../model/import/file.ts';
import type { MatchedLead } from '../../../model/import/job.ts';
import { faultOf } from '../../faults.ts';
import { number } from '../../ui/words.ts';
import type { Checked, Checker } from '../checker.ts';
import { canChoose } from '../grid/grid-row.tsx';
import type { WizardEvent } from '../wizard.ts';

interface RowStoryProps {
  readonly row: CheckedRow;
  /** A person picked it: then they want to see what is said of it. */
  readonly chosen: boolean;
  readonly checked: Checked;
  readonly decisions: Decisions;
  readonly checker: Checker;
  readonly dispatch: (event: WizardEvent) => void;
}

export function RowStory({ row: one, chosen, checked, decisions, checker, dispatch }: RowStoryProps) {
  const { row, double, reason } = one;
  const { file } = checked.input;
  const said = row.problems.map(({ message }) => message).filter((message) => !reason?.includes(message));
  if (reason) said.unshift(reason);
  else if (double) said.unshift(doubleText(double, file));
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (chosen) card.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <section ref={card} class="card padded form story" aria-label="The row that is picked">
      <h2 aria-live="polite">
        Row {number(fileRow(file, row.line))}
        {row.name ? ` · ${row.name}` : ''}
      </h2>
      {said.length > 0 ? (
        <ul class="story-said">
          {said.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ) : (
        <p class="small">Nothing to remark.</p>
      )}
      {canChoose(one) ? (
        <Choice one={one} checked={checked} decisions={decisions} dispatch={dispatch} />
      ) : null}
      {double && double.in !== 'suppressed' ? (
        <SideBySide one={one} double={double} checked={checked} decisions={decisions} checker={checker} />
      ) : null}
    </section>
  );
}

const BY_THE_RULE = 'rule';

function Choice({
  one,
  checked,
  decisions,
  dispatch,
}: Pick<RowStoryProps, 'checked' | 'decisions' | 'dispatch'> & { readonly one: CheckedRow }) {
  const { line } = one.row;
  const chosen = decisions.rows.get(line) ?? BY_THE_RULE;
  const actions = one.double ? DOUBLE_ACTIONS : (['leaveOut'] as const);
  return (
    <label class="field">
      <span>What becomes of this row</span>
      <select
        value={chosen}
        onChange={(event) => {
          const action = actions.find((code) => code === event.currentTarget.value) ?? null;
          dispatch({ is: 'rowChosen', line, action });
        }}
      >
        <option value={BY_THE_RULE}>
          {one.double ? 'As the rule for duplicates says' : 'It is imported'}
        </option>
        {actions.map((action) => (
          <option key={action} value={action}>
            {actionWords(action, one.double, checked)}
          </option>
        ))}
      </select>
    </label>
  );
}

function actionWords(action: DoubleAction | 'leaveOut', double: Double | null, { input }: Checked): string {
  const whom = double?.in === 'file' ? `row ${fileRow(input.file, double.line)}` : 'the lead that is there';
  switch (action) {
    case 'leaveOut':
    case 'skip':
      return 'Leave it out';
    case 'keep':
      return 'Import it as a lead of its own';
    case 'merge':
      return `Fill the blanks of ${whom}`;
    case 'replace':
      return `Overwrite ${whom}`;
  }
}

interface SideBySideProps {
  readonly one: CheckedRow;
  readonly double: Exclude<Double, { in: 'suppressed' }>;
  readonly checked: Checked;
  readonly decisions: Decisions;
  readonly checker: Checker;
}

function SideBySide({ one, double, checked, decisions, checker }: SideBySideProps) {
  const there = useThere(double, checked, checker);
  if (there === 'none') return <p class="small">It has no row in this spreadsheet to be compared with.</p>;
  if (there === 'waiting')
    return (
      <p class="small" role="status">
        <span class="spinner" aria-hidden="true" /> Reading the lead that is there…
      </p>
    );
  if (typeof there === 'string') return <p class="small">{there}</p>;
  const lines = comparison(one, there, checked, decisions);
  const name = double.in === 'file' ? `Row ${fileRow(checked.input.file, double.line)}` : 'There now';
  return (
    <table class="sides">
      <thead>
        <tr>
          <td />
          <th scope="col">{name}</th>
          <th scope="col">This row</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ header, before, file, wins }) => (
          <tr key={header} class={wins ? 'is-change' : ''}>
            <th scope="row">{header}</th>
            <td class={wins ? 'side-lost' : 'side-kept'}>{before.slice(0, 160)}</td>
            <td class={wins ? 'side-wins' : ''}>
              {file.slice(0, 160)}
              {wins ? <span class="unseen"> (taken)</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
      <caption class="small">
        {lines.some(({ wins }) => wins)
          ? 'What is marked takes the place of what is struck out.'
          : 'Nothing of the lead on the left changes.'}
      </caption>
    </table>
  );
}

/** Texts by header; or a sentence, or that they are on their way or nowhere. */
type There = Readonly<Record<string, string>> | string;

/** The lead that is there, or the earlier row of the file. */
function useThere(double: SideBySideProps['double'], checked: Checked, checker: Checker): There {
  const [fetched, setFetched] = useState<MatchedLead | string | null>(null);
  const match = double.in === 'campaign' ? double.match : null;
  const known = match ? checked.known.get(match.lead) : undefined;
  const campaign = match?.campaign ?? null;
  const lead = match?.lead ?? null;
  const isKnown = known !== undefined;
  useEffect(() => {
    if (lead === null || isKnown) return;
    if (campaign === null) {
      setFetched('none');
      return;
    }
    let gone = false;
    checker.lead(campaign, lead).then(
      (one) => {
        if (!gone) setFetched(one ?? 'none');
      },
      (error: unknown) => {
        if (!gone) setFetched(faultOf(error).message);
      },
    );
    return () => {
      gone = true;
    };
  }, [campaign, lead, isKnown, checker]);
  if (double.in === 'file') {
    const cells = checked.rows[double.line - 1]?.row.cells ?? [];
    return Object.fromEntries(
      checked.input.layout.headers.map((header, index) => [header, cells[index] ?? '']),
    );
  }
  if (known) return known.texts;
  if (fetched === null) return 'waiting';
  return typeof fetched === 'string' ? fetched : fetched.texts;
}

interface Line {
  readonly header: string;
  readonly before: string;
  readonly file: string;
  readonly wins: boolean;
}

/** The columns that either side fills, those that change first. */
function comparison(
  one: CheckedRow,
  there: Readonly<Record<string, string>>,
  { input: { layout } }: Checked,
  decisions: Decisions,
): readonly Line[] {
  const action = decisions.rows.get(one.row.line) ?? decisions.doubles;
  const rules: ChangeRules | null =
    action === 'merge' || action === 'replace' ? { mode: action, columns: decisions.columns } : null;
  const changed = changedHeaders(one, there, layout, rules);
  const lines = layout.filled.flatMap((index): readonly Line[] => {
    const header = layout.headers[index] ?? '';
    const [before, file] = [there[header] ?? '', one.row.cells[index] ?? ''];
    return before === '' && file === '' ? [] : [{ header, before, file, wins: changed.has(header) }];
  });
  return [...lines].sort((a, b) => Number(b.wins) - Number(a.wins));
}

function changedHeaders(
  { row, double, verdict, changes }: CheckedRow,
  there: Readonly<Record<string, string>>,
  layout: Checked['input']['layout'],
  rules: ChangeRules | null,
): ReadonlySet<string> {
  if (!rules || !double || double.in === 'suppressed') return new Set();
  if (double.in === 'file') {
    const before = layout.headers.map((header) => there[header] ?? '');
    const after = mergedCells(before, row, layout, rules);
    return new Set(layout.headers.filter((_header, index) => after[index] !== before[index]));
  }
  if (verdict === 'update') return new Set(changes.map(({ column }) => column));
  const { lead, campaign } = double.match;
  if (campaign === null) return new Set();
  return new Set(
    changesOf(row, { lead, campaign, row: 0, texts: there }, layout, rules).map(({ column }) => column),
  );
}
