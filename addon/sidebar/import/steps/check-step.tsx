/** The fifth step: what becomes of every row, before anything is written; cells are put right in place. */
import { useMemo, useState } from 'preact/hooks';
import type { CheckedRow, Verdict } from '../../../model/import/check.ts';
import type { ImportFile } from '../../../model/import/file.ts';
import { givenText } from '../../../model/import/row.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { count, number } from '../../ui/words.ts';
import type { Checked, Stage } from '../checker.ts';
import { Frame } from '../frame.tsx';
import { VERDICTS } from '../grid/grid-row.tsx';
import { RowsGrid } from '../grid/rows-grid.tsx';
import { whyNotImport } from '../plan.ts';
import type { WizardLife } from '../use-wizard.ts';
import type { CheckState, WizardEvent } from '../wizard.ts';
import { DuplicateForm } from './duplicate-form.tsx';
import { RowStory } from './row-story.tsx';

interface CheckStepProps {
  readonly life: WizardLife;
  readonly file: ImportFile;
}

export function CheckStep({ life, file }: CheckStepProps) {
  const { wizard, dispatch, actions, checker } = life;
  const { checked, work } = wizard.check;
  const [picked, setPicked] = useState<number | null>(null);
  const why = whyNotImport(wizard);
  const row = checked?.rows[(picked ?? checked.rows[0]?.row.line ?? 0) - 1] ?? checked?.rows[0];
  return (
    <Frame
      title="Check before anything is written"
      intro={checked ? <Summary checked={checked} /> : <span>Reading the rows…</span>}
      back={<Button onClick={() => dispatch({ is: 'wentTo', step: 'campaign' })}>Back</Button>}
      onward={
        <>
          <span id="why-not" class="why-not" role="status">
            {why}
          </span>
          <Button
            look="primary"
            disabled={why !== null}
            describedBy={why === null ? undefined : 'why-not'}
            onClick={actions.start}
          >
            {checked ? importWords(checked) : 'Import'}
          </Button>
        </>
      }
    >
      <div class="check">
        <section class="card check-rows" aria-label="Rows">
          {checked ? (
            <Rows
              checked={checked}
              file={file}
              work={work}
              picked={row?.row.line ?? null}
              onPick={setPicked}
              dispatch={dispatch}
            />
          ) : (
            <Working work={work} total={file.rows.length} />
          )}
        </section>
        <aside class="check-side" aria-label="Duplicates and the row that is picked">
          {checked ? (
            <>
              <DuplicateForm
                wizard={wizard}
                checked={checked}
                dispatch={dispatch}
                lookAgain={actions.lookAgain}
              />
              {row ? (
                <RowStory
                  key={row.row.line}
                  row={row}
                  chosen={picked !== null}
                  checked={checked}
                  decisions={wizard.decisions}
                  checker={checker}
                  dispatch={dispatch}
                />
              ) : null}
            </>
          ) : null}
        </aside>
      </div>
    </Frame>
  );
}

function importWords({ counts: { created, updated } }: Checked): string {
  if (updated === 0) return `Import ${count(created, 'lead')}`;
  if (created === 0) return `Update ${count(updated, 'lead')}`;
  return `Import ${number(created)}, update ${number(updated)}`;
}

function Summary({ checked }: { readonly checked: Checked }) {
  const { rowsIn, created, updated, duplicate, invalid, skipped } = checked.counts;
  return (
    <span role="status">
      {count(rowsIn, 'row')} in the file: <b>{number(created)} new</b>
      {updated > 0 ? <b>, {number(updated)} to update</b> : null}, {count(duplicate, 'duplicate')} left out,{' '}
      {number(invalid)} invalid, {number(skipped)} skipped.
    </span>
  );
}

const STAGES: { readonly [S in Stage]: string } = {
  rows: 'Reading the rows',
  people: 'Searching all campaigns for these people',
  doubles: 'Looking for duplicates',
  leads: 'Reading the leads that are there',
  verdicts: 'Deciding on the rows',
};

function Working({ work, total }: { readonly work: CheckState['work']; readonly total: number }) {
  return (
    <div class="reading" role="status">
      <p>{work ? STAGES[work.stage] : STAGES.rows}…</p>
      <Progress label="Rows checked" value={work?.done ?? 0} max={work?.total ?? total} />
    </div>
  );
}

type Filter = 'all' | 'problems' | 'doubles' | Verdict;

function isShown(filter: Filter, { row, double, verdict }: CheckedRow): boolean {
  if (filter === 'all') return true;
  if (filter === 'problems') return row.problems.length > 0;
  return filter === 'doubles' ? double !== null : verdict === filter;
}

interface RowsProps {
  readonly checked: Checked;
  readonly file: ImportFile;
  readonly work: CheckState['work'];
  readonly picked: number | null;
  readonly onPick: (line: number) => void;
  readonly dispatch: (event: WizardEvent) => void;
}

/** A cell that was just put right, and whether others say the same. */
interface Fixed {
  readonly line: number;
  readonly column: number;
  /** What the file says there. */
  readonly text: string;
  readonly value: string;
  readonly others: number;
}

function Rows({ checked, file, work, picked, onPick, dispatch }: RowsProps) {
  const [filter, setFilter] = useState<Filter>('all');
  const [fixed, setFixed] = useState<Fixed | null>(null);
  const rows = useMemo(() => checked.rows.filter((row) => isShown(filter, row)), [checked, filter]);
  const { layout } = checked.input;
  return (
    <>
      <Chips checked={checked} filter={filter} onFilter={setFilter} work={work} />
      {fixed && fixed.others > 0 ? (
        <Alike
          fixed={fixed}
          header={layout.headers[fixed.column] ?? ''}
          onAll={() => {
            const { column, text, value } = fixed;
            dispatch({ is: 'alikeFixed', column, text, value });
            setFixed(null);
          }}
          onOne={() => setFixed(null)}
        />
      ) : null}
      <RowsGrid
        key={filter}
        rows={rows}
        file={file}
        layout={layout}
        picked={picked}
        onPick={onPick}
        onTake={(row, take) => dispatch({ is: 'rowChosen', line: row.row.line, action: choiceOf(row, take) })}
        onEdit={(line, column, value) => {
          dispatch({ is: 'cellEdited', line, column, text: value });
          setFixed(fixedOf(checked, file, line, column, value));
        }}
      />
    </>
  );
}

/** The tick alone says in or out; how a known person comes in is said beside the grid. */
function choiceOf({ double }: CheckedRow, take: boolean) {
  if (double) return take ? 'keep' : 'skip';
  return take ? null : 'leaveOut';
}

function fixedOf(
  { input: { layout } }: Checked,
  file: ImportFile,
  line: number,
  column: number,
  value: string,
): Fixed {
  const said = (index: number) => givenText(file.rows[index] ?? [], layout, column);
  const text = said(line - 1);
  const others = text === '' ? 0 : file.rows.filter((_raw, index) => said(index) === text).length - 1;
  return { line, column, text, value, others };
}

interface AlikeProps {
  readonly fixed: Fixed;
  readonly header: string;
  readonly onAll: () => void;
  readonly onOne: () => void;
}

function Alike({ fixed, header, onAll, onOne }: AlikeProps) {
  return (
    <div class="alike" role="status">
      <span>
        {count(fixed.others, 'other row')} {fixed.others === 1 ? 'says' : 'say'} “{fixed.text.slice(0, 40)}”
        in {header} too.
      </span>
      <Button onClick={onAll}>Change {fixed.others === 1 ? 'it' : 'them all'} alike</Button>
      <Button look="quiet" onClick={onOne}>
        Only this one
      </Button>
    </div>
  );
}

interface ChipsProps {
  readonly checked: Checked;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly work: CheckState['work'];
}

function Chips({ checked, filter, onFilter, work }: ChipsProps) {
  const { counts } = checked;
  const chips: readonly (readonly [Filter, string, number])[] = [
    ['all', 'All', checked.rows.length],
    ['problems', 'Problems', checked.withProblems],
    ['doubles', 'Duplicates', checked.doubled],
    ['create', VERDICTS.create, counts.created],
    ['update', VERDICTS.update, counts.updated],
    ['duplicate', 'Left out as duplicates', counts.duplicate],
    ['invalid', VERDICTS.invalid, counts.invalid],
    ['skipped', 'Skipped', counts.skipped],
  ];
  const always: readonly Filter[] = ['all', 'problems', 'doubles'];
  return (
    <fieldset class="chips" aria-label="Rows to show">
      {chips
        .filter(([key, , n]) => n > 0 || always.includes(key) || key === filter)
        .map(([key, label, n]) => (
          <button
            key={key}
            type="button"
            class={`filter${filter === key ? ' is-on' : ''}`}
            aria-pressed={filter === key}
            onClick={() => onFilter(key)}
          >
            {label} <b>{number(n)}</b>
          </button>
        ))}
      <span class="chips-note" role="status">
        {work ? (
          <>
            <span class="spinner" aria-hidden="true" /> {STAGES[work.stage]}
          </>
        ) : null}
      </span>
    </fieldset>
  );
}
