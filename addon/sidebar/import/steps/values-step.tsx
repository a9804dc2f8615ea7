/** The third step: how dates are written, shown on real rows, and what the values of lists are taken for. */
import { useMemo } from 'preact/hooks';
import { type Field, fieldOf } from '../../../model/fields.ts';
import { type DateOrder, sheetDate } from '../../../model/import/dates.ts';
import type { ImportFile } from '../../../model/import/file.ts';
import type { Layout } from '../../../model/import/layout.ts';
import { type ListedValue, listedValues, valuesOf } from '../../../model/import/meant.ts';
import { parseWallTime } from '../../../model/time.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { count, number } from '../../ui/words.ts';
import { Frame } from '../frame.tsx';
import type { DateColumn } from '../use-wizard.ts';
import type { Wizard, WizardEvent } from '../wizard.ts';

interface ValuesStepProps {
  readonly wizard: Wizard;
  readonly file: ImportFile;
  readonly layout: Layout;
  readonly dates: readonly DateColumn[];
  readonly dispatch: (event: WizardEvent) => void;
}

export function ValuesStep({ wizard, file, layout, dates, dispatch }: ValuesStepProps) {
  const lists = useMemo(() => listColumns(file, layout), [file, layout]);
  const none = dates.length === 0 && lists.length === 0;
  return (
    <Frame
      title="What do the values mean?"
      intro={
        none
          ? 'No column holds dates or values of a list, so there is nothing to choose here.'
          : 'Dates as they will be read, and what the file’s words are taken for. Change what is not right; whatever is kept as it is stays in the sheet and is marked.'
      }
      back={<Button onClick={() => dispatch({ is: 'wentTo', step: 'columns' })}>Back</Button>}
      onward={
        <Button look="primary" onClick={() => dispatch({ is: 'wentTo', step: 'campaign' })}>
          Go on to the campaign
        </Button>
      }
    >
      {none ? <Notice tone="good">Nothing to choose. Go on.</Notice> : null}
      <div class="values">
        {dates.map((one) => (
          <Dates
            key={one.column}
            date={one}
            file={file}
            label={layout.fields[one.column]?.field.label ?? ''}
            onChoose={(order) => dispatch({ is: 'orderChosen', column: one.column, order })}
          />
        ))}
        {lists.map((one) => (
          <List
            key={one.column}
            list={one}
            header={file.headers[one.fileColumn] ?? ''}
            chosen={wizard.replacements.get(one.column) ?? NONE}
            onChoose={(text, value) => dispatch({ is: 'valueChosen', column: one.column, text, value })}
          />
        ))}
      </div>
    </Frame>
  );
}

const NONE: ReadonlyMap<string, string> = new Map();

interface DatesProps {
  readonly date: DateColumn;
  readonly file: ImportFile;
  readonly label: string;
  readonly onChoose: (order: DateOrder) => void;
}

const ORDERS: readonly (readonly [DateOrder, string])[] = [
  ['dayFirst', 'Day first: 3/4/2025 is 3 April'],
  ['monthFirst', 'Month first: 3/4/2025 is 4 March'],
];
const SHOWN_DATES = 4;

function Dates({ date, file, label, onChoose }: DatesProps) {
  const { fileColumn, order, proven } = date;
  const samples = useMemo(() => tellingDates(file, fileColumn), [file, fileColumn]);
  return (
    <section class="card padded value-card" aria-label={`Dates of ${label}`}>
      <h2>
        {label} <span class="small">from “{file.headers[fileColumn]}”</span>
      </h2>
      <fieldset class="rules">
        <legend class="unseen">How its dates are written</legend>
        {ORDERS.map(([code, name]) => (
          <label key={code}>
            <input
              type="radio"
              name={`order-${date.column}`}
              checked={order === code}
              onChange={() => onChoose(code)}
            />
            {name}
          </label>
        ))}
      </fieldset>
      <p class="small">
        {proven
          ? 'The file shows it: a number above 12 stands where only a day can.'
          : 'Nothing in the file says which, so it is read as dates are written in the UK.'}
      </p>
      <ul class="readings">
        {samples.map((text) => (
          <li key={text}>
            <span class="reading-text">{text}</span>
            <span aria-hidden="true">→</span>
            <b>{inWords(text, order)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Distinct dates, those first that read otherwise in the other order. */
function tellingDates({ rows }: ImportFile, column: number): readonly string[] {
  const found = new Set<string>();
  for (const cells of rows) {
    const text = (cells[column] ?? '').trim();
    if (text !== '') found.add(text.slice(0, 60));
    if (found.size >= 200) break;
  }
  const telling = (text: string) => inWords(text, 'dayFirst') !== inWords(text, 'monthFirst');
  const all = [...found];
  return [...all.filter(telling), ...all.filter((text) => !telling(text))].slice(0, SHOWN_DATES);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The date with its month in letters, so that nobody mistakes it. */
function inWords(text: string, order: DateOrder): string {
  const wall = parseWallTime(sheetDate(text, order) ?? text);
  if (!wall) return 'kept as it is';
  const time = wall.hour + wall.minute > 0 ? `, ${two(wall.hour)}:${two(wall.minute)}` : '';
  return `${wall.day} ${MONTHS[wall.month - 1] ?? ''} ${wall.year}${time}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

interface ListColumn {
  readonly column: number;
  readonly fileColumn: number;
  readonly field: Field;
  readonly values: readonly ListedValue[];
  readonly more: number;
}

function listColumns({ rows }: ImportFile, { fields }: Layout): readonly ListColumn[] {
  return fields.flatMap(({ field, column: fileColumn }, column): ListColumn[] => {
    if (fileColumn === null || valuesOf(field).length === 0) return [];
    const { values, more } = listedValues(
      field,
      rows.map((cells) => cells[fileColumn] ?? ''),
    );
    return values.length === 0 ? [] : [{ column, fileColumn, field: fieldOf(field.key), values, more }];
  });
}

interface ListProps {
  readonly list: ListColumn;
  readonly header: string;
  readonly chosen: ReadonlyMap<string, string>;
  readonly onChoose: (text: string, value: string | null) => void;
}

const AS_IT_IS = 'as-it-is';
const NOTHING = 'nothing';

function List({ list, header, chosen, onChoose }: ListProps) {
  const { field, values, more } = list;
  const open = values.filter(({ text, value }) => value === null && !chosen.has(text));
  // What nobody knows the meaning of comes first.
  const ordered = [...values].sort((a, b) => Number(a.value !== null) - Number(b.value !== null));
  return (
    <section class="card padded value-card" aria-label={`Values of ${field.label}`}>
      <h2>
        {field.label} <span class="small">from “{header}”</span>
      </h2>
      <p class="small" role="status">
        {open.length === 0
          ? `${count(values.length, 'value')}, all of them clear.`
          : `${count(open.length, 'value')} of ${number(values.length)} not known: choose, or keep as they are.`}
      </p>
      <ul class="meanings">
        {ordered.map(({ text, count: n, value }) => (
          <li key={text} class={value === null && !chosen.has(text) ? 'is-open' : ''}>
            <span class="meaning-text" title={text.slice(0, 300)}>
              {text.slice(0, 60)} <small>× {number(n)}</small>
            </span>
            <ValueSelect
              field={field}
              text={text}
              value={value}
              chosen={chosen.get(text)}
              onChoose={(next) => onChoose(text, next)}
            />
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <p class="small">
          and {count(more, 'rarer value')}, read by the same rules. So many values are hardly a list: is the
          column matched rightly?
        </p>
      ) : null}
    </section>
  );
}

interface ValueSelectProps {
  readonly field: Field;
  readonly text: string;
  /** What it is taken for by itself. */
  readonly value: string | null;
  readonly chosen: string | undefined;
  readonly onChoose: (value: string | null) => void;
}

function ValueSelect({ field, text, value, chosen, onChoose }: ValueSelectProps) {
  const now = chosen ?? value;
  return (
    <span class="meaning-pick">
      <select
        aria-label={`What “${text.slice(0, 60)}” is taken for`}
        value={now === null ? AS_IT_IS : now === '' ? NOTHING : now}
        onChange={(event) => {
          const code = event.currentTarget.value;
          if (code === AS_IT_IS || code === value) onChoose(null);
          else onChoose(code === NOTHING ? '' : code);
        }}
      >
        {value === null ? <option value={AS_IT_IS}>Keep as it is, marked</option> : null}
        {valuesOf(field).map((one) => (
          <option key={one} value={one}>
            {one.replace(/_/g, ' ')}
          </option>
        ))}
        <option value={NOTHING}>Leave the cell empty</option>
      </select>
      {now ? <Chip text={now} /> : null}
    </span>
  );
}
