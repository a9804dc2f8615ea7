/** The third step: what becomes of every row, before anything is written; the campaign's name and colour. */
import { useMemo, useState } from 'preact/hooks';
import type { CheckedRow } from '../../../model/import/check.ts';
import type { ImportFile } from '../../../model/import/file.ts';
import { Button } from '../../ui/button.tsx';
import { Progress } from '../../ui/progress.tsx';
import { count, number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import { RowsGrid } from '../grid/rows-grid.tsx';
import { type Plan, whyNotImport } from '../plan.ts';
import type { WizardActions } from '../use-wizard.ts';
import type { Wizard, WizardEvent } from '../wizard.ts';
import { CampaignForm } from './campaign-form.tsx';
import { DuplicateForm } from './duplicate-form.tsx';

interface CheckStepProps {
  readonly wizard: Wizard;
  readonly plan: Plan;
  readonly file: ImportFile;
  readonly dispatch: (event: WizardEvent) => void;
  readonly actions: WizardActions;
}

export function CheckStep({ wizard, plan, file, dispatch, actions }: CheckStepProps) {
  const why = whyNotImport(wizard, plan);
  const { created } = plan.counts;
  return (
    <Frame
      title="Check before anything is written"
      intro={<Summary plan={plan} ready={wizard.reading.is === 'ready'} />}
      back={<Button onClick={() => dispatch({ is: 'wentTo', step: 'columns' })}>Back</Button>}
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
            Import {count(created, 'lead')}
          </Button>
        </>
      }
    >
      <div class="check">
        <section class="card check-rows" aria-label="Rows">
          {wizard.reading.is === 'ready' ? (
            <Rows plan={plan} dispatch={dispatch} />
          ) : (
            <Reading
              done={wizard.reading.is === 'going' ? wizard.reading.done : 0}
              total={file.rows.length}
            />
          )}
        </section>
        <aside class="check-side" aria-label="The new campaign">
          {/* What waits for a decision comes first. */}
          <div class={wizard.lookup.is === 'failed' ? 'is-last' : ''}>
            <CampaignForm wizard={wizard} dispatch={dispatch} />
          </div>
          <DuplicateForm wizard={wizard} plan={plan} dispatch={dispatch} lookAgain={actions.lookAgain} />
        </aside>
      </div>
    </Frame>
  );
}

function Summary({ plan, ready }: { readonly plan: Plan; readonly ready: boolean }) {
  if (!ready) return <span>Reading the rows…</span>;
  const { rowsIn, created, duplicate, invalid, skipped } = plan.counts;
  return (
    <span role="status">
      {count(rowsIn, 'row')} in the file: <b>{number(created)} to import</b>, {count(duplicate, 'duplicate')},{' '}
      {number(invalid)} invalid, {number(skipped)} skipped.
    </span>
  );
}

function Reading({ done, total }: { readonly done: number; readonly total: number }) {
  return (
    <div class="reading">
      <p>
        {number(done)} of {number(total)} rows checked
      </p>
      <Progress label="Rows checked" value={done} max={total} />
    </div>
  );
}

type Filter = 'all' | 'problems' | 'duplicates';

const SHOWN: { readonly [F in Filter]: (checked: CheckedRow) => boolean } = {
  all: () => true,
  problems: ({ row }) => row.problems.length > 0,
  duplicates: ({ double }) => double !== null,
};

function Rows({ plan, dispatch }: { readonly plan: Plan; readonly dispatch: (event: WizardEvent) => void }) {
  const [filter, setFilter] = useState<Filter>('all');
  const rows = useMemo(() => plan.rows.filter(SHOWN[filter]), [plan.rows, filter]);
  const chips: readonly (readonly [Filter, string, number])[] = [
    ['all', 'All', plan.rows.length],
    ['problems', 'Problems', plan.withProblems],
    ['duplicates', 'Duplicates', plan.doubled],
  ];
  const empty = plan.layout.fields.length + plan.layout.extras.length - plan.layout.filled.length;
  return (
    <>
      <fieldset class="chips" aria-label="Rows to show">
        {chips.map(([key, label, n]) => (
          <button
            key={key}
            type="button"
            class={`chip chip-${key}${filter === key ? ' is-on' : ''}`}
            aria-pressed={filter === key}
            onClick={() => setFilter(key)}
          >
            {label} <b>{number(n)}</b>
          </button>
        ))}
        <span class="chips-note">
          As the tab will hold them{empty > 0 ? `; ${count(empty, 'other column')} empty` : ''}
        </span>
      </fieldset>
      <RowsGrid
        key={filter}
        rows={rows}
        layout={plan.layout}
        onChoose={(line, include) => dispatch({ is: 'rowChosen', line, include })}
      />
    </>
  );
}
