/** The rows of a file as the tab will hold them, with what becomes of each. Draws only what is in view. */
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type CheckedRow, doubleText, leftOutBecause, type Verdict } from '../../../model/import/check.ts';
import { fileRow } from '../../../model/import/file.ts';
import type { Layout } from '../../../model/import/layout.ts';
import type { Problem } from '../../../model/import/row.ts';
import { number } from '../../ui/words.ts';
import { rowWindow } from './window.ts';

const ROW_HEIGHT = 36;

interface RowsGridProps {
  readonly rows: readonly CheckedRow[];
  readonly layout: Layout;
  readonly onChoose: (line: number, include: boolean) => void;
}

/** Up and Down move from row to row, Space takes a row in or leaves it out; the row's whole story is below. */
export function RowsGrid({ rows, layout, onChoose }: RowsGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const chased = useRef(false);
  const [scroll, setScroll] = useState({ top: 0, height: 400 });
  const [at, setAt] = useState(0);
  const here = Math.min(at, rows.length - 1);
  const active = rows[here];
  const { from, to } = rowWindow(rows.length, ROW_HEIGHT, scroll.top, scroll.height);

  const measure = () => {
    const { current } = box;
    if (current) setScroll({ top: current.scrollTop, height: current.clientHeight });
  };
  useEffect(measure, []);
  // The focus follows a key press once the row that it leads to is drawn.
  useEffect(() => {
    if (!chased.current) return;
    chased.current = false;
    box.current?.querySelector<HTMLElement>('input[tabindex="0"]')?.focus({ preventScroll: true });
  });

  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const page = Math.max(1, Math.floor(scroll.height / ROW_HEIGHT) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: here + 1,
      ArrowUp: here - 1,
      PageDown: here + page,
      PageUp: here - page,
      Home: 0,
      End: rows.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(rows.length - 1, next));
    chased.current = true;
    setAt(index);
    if (box.current) bringIntoView(box.current, index);
    measure();
  };

  return (
    <div class="rows">
      <div class="rows-box" ref={box} onScroll={measure}>
        <table aria-label="Rows of the file" aria-rowcount={rows.length + 1}>
          <Head layout={layout} />
          <tbody>
            <Spacer rows={from} />
            {rows.slice(from, to).map((checked, index) => (
              <Row
                key={checked.row.line}
                checked={checked}
                layout={layout}
                index={from + index}
                active={from + index === here}
                onPick={() => setAt(from + index)}
                onKeyDown={onKeyDown}
                onChoose={onChoose}
              />
            ))}
            <Spacer rows={rows.length - to} />
          </tbody>
        </table>
        {rows.length === 0 ? <p class="rows-none">No rows here.</p> : null}
      </div>
      <Story checked={active} />
    </div>
  );
}

function bringIntoView(box: HTMLElement, index: number): void {
  const top = index * ROW_HEIGHT;
  const room = box.clientHeight - ROW_HEIGHT * 2;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + room) box.scrollTop = top - room;
}

function Spacer({ rows }: { readonly rows: number }) {
  if (rows <= 0) return null;
  return <tr style={{ height: `${rows * ROW_HEIGHT}px` }} />;
}

function Head({ layout }: { readonly layout: Layout }) {
  return (
    <thead>
      <tr>
        <th scope="col" class="col-take">
          <span class="unseen">Import</span>
        </th>
        <th scope="col" class="col-row">
          Row
        </th>
        <th scope="col" class="col-verdict">
          What happens
        </th>
        {layout.filled.map((column) => (
          <th key={column} scope="col" class="col-cell">
            {layout.headers[column]}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const VERDICTS: { readonly [V in Verdict]: string } = {
  create: 'Import',
  duplicate: 'Duplicate',
  invalid: 'Invalid',
  skipped: 'Left out',
};

interface RowProps {
  readonly checked: CheckedRow;
  readonly layout: Layout;
  readonly index: number;
  readonly active: boolean;
  readonly onPick: () => void;
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onChoose: (line: number, include: boolean) => void;
}

function Row({ checked, layout, index, active, onPick, onKeyDown, onChoose }: RowProps) {
  const { row, verdict } = checked;
  const flagged = verdict === 'create' && (row.problems.length > 0 || checked.double !== null);
  return (
    <tr class={`row-${verdict}${active ? ' is-active' : ''}`} aria-rowindex={index + 2} onClick={onPick}>
      <td class="col-take">
        <input
          type="checkbox"
          // One stop for Tab; a row that cannot be chosen still takes the focus, so that its story can be read.
          tabIndex={active ? 0 : -1}
          aria-label={`Import row ${fileRow(row.line)}${row.name ? `, ${row.name}` : ''}`}
          aria-disabled={canChoose(checked) ? undefined : 'true'}
          checked={verdict === 'create'}
          onFocus={onPick}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            if (!canChoose(checked)) event.preventDefault();
          }}
          onChange={(event) => {
            if (canChoose(checked)) onChoose(row.line, event.currentTarget.checked);
          }}
        />
      </td>
      <td class="col-row">{fileRow(row.line)}</td>
      <td class="col-verdict">
        <span class={`verdict verdict-${flagged ? 'flagged' : verdict}`}>
          {flagged ? 'See note' : VERDICTS[verdict]}
        </span>
      </td>
      {layout.filled.map((column) => (
        <Cell
          key={column}
          text={row.cells[column] ?? ''}
          problem={row.problems.find((problem) => problem.column === column)}
        />
      ))}
    </tr>
  );
}

function Cell({ text, problem }: { readonly text: string; readonly problem: Problem | undefined }) {
  const mark = problem ? (problem.stops ? ' cell-stop' : ' cell-note') : '';
  return (
    <td class={`col-cell${mark}`} title={problem?.message ?? text.slice(0, 400)}>
      {text.slice(0, 120)}
    </td>
  );
}

/** All that is to say of the row that is picked. */
function Story({ checked }: { readonly checked: CheckedRow | undefined }) {
  if (!checked) return <div class="story" />;
  const { row, verdict, double } = checked;
  const said = row.problems.map(({ message }) => message);
  const why = verdict === 'duplicate' || verdict === 'skipped' ? leftOutBecause(checked) : null;
  if (why) said.unshift(why);
  else if (double) said.unshift(doubleText(double));
  return (
    <div class="story" aria-live="polite">
      <b>
        Row {number(fileRow(row.line))}
        {row.name ? ` · ${row.name}` : ''}
      </b>
      <span>{said.length > 0 ? said.join(' ') : verdict === 'create' ? 'Nothing to remark.' : ''}</span>
    </div>
  );
}

/** Invalid and blank rows stay out, and those who asked to be forgotten: there is nothing to choose. */
function canChoose({ row, forgotten }: CheckedRow): boolean {
  return row.state === 'ok' && !forgotten;
}
