/** One row of the grid: its tick, what becomes of it, and its cells. */
import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CheckedRow, Verdict } from '../../../model/import/check.ts';
import type { Layout } from '../../../model/import/layout.ts';
import type { Problem } from '../../../model/import/row.ts';

export const VERDICTS: { readonly [V in Verdict]: string } = {
  create: 'New lead',
  update: 'Update',
  duplicate: 'Duplicate',
  invalid: 'Invalid',
  skipped: 'Left out',
};

/** What happens in a row; columns are counted 0 for the tick, 1, 2, … for the cells. */
export interface RowEvents {
  readonly onKeyDown: (event: TargetedKeyboardEvent<HTMLElement>) => void;
  readonly onPick: (line: number, column: number) => void;
  readonly onOpen: (checked: CheckedRow, column: number) => void;
  readonly onTake: (checked: CheckedRow, take: boolean) => void;
  /** null: as it was. */
  readonly onDone: (text: string | null) => void;
}

interface GridRowProps {
  readonly checked: CheckedRow;
  readonly number: number;
  readonly layout: Layout;
  readonly index: number;
  /** The column that the keyboard is at; null: it is in another row. */
  readonly cursor: number | null;
  readonly editing: string | null;
  readonly events: RowEvents;
}

export function GridRow({ checked, number, layout, index, cursor, editing, events }: GridRowProps) {
  const { row, verdict } = checked;
  const flagged = verdict === 'create' && row.problems.length > 0;
  const mark = (column: number) =>
    cursor === column ? { tabIndex: 0, 'data-cursor': '' } : { tabIndex: -1 };
  return (
    <tr
      class={`row-${verdict}${cursor !== null ? ' is-active' : ''}`}
      aria-rowindex={index + 2}
      aria-selected={cursor !== null}
    >
      <td class="col-take">
        <input
          type="checkbox"
          {...mark(0)}
          aria-label={`Import row ${number}${row.name ? `, ${row.name}` : ''}`}
          aria-disabled={canChoose(checked) ? undefined : 'true'}
          checked={verdict === 'create' || verdict === 'update'}
          onFocus={() => events.onPick(row.line, 0)}
          onKeyDown={events.onKeyDown}
          onClick={(event) => {
            if (!canChoose(checked)) event.preventDefault();
          }}
          onChange={(event) => events.onTake(checked, event.currentTarget.checked)}
        />
      </td>
      <td class="col-row">{number}</td>
      <td class="col-verdict">
        <span class={`verdict verdict-${flagged ? 'flagged' : verdict}`}>
          {VERDICTS[verdict]}
          {flagged ? <span class="unseen">, with a note</span> : null}
          {flagged ? ' !' : null}
        </span>
      </td>
      {layout.filled.map((column, n) => (
        <Cell
          key={column}
          text={row.cells[column] ?? ''}
          problem={row.problems.find((problem) => problem.column === column)}
          change={checked.changes.find((change) => change.column === layout.headers[column])}
          header={layout.headers[column] ?? ''}
          editing={cursor === n + 1 ? editing : null}
          mark={mark(n + 1)}
          onPick={() => events.onPick(row.line, n + 1)}
          onOpen={() => events.onOpen(checked, n + 1)}
          onKeyDown={events.onKeyDown}
          onDone={events.onDone}
        />
      ))}
    </tr>
  );
}

interface CellProps extends Pick<RowEvents, 'onKeyDown' | 'onDone'> {
  readonly text: string;
  readonly problem: Problem | undefined;
  readonly change: { readonly before: string; readonly after: string } | undefined;
  readonly header: string;
  readonly editing: string | null;
  readonly mark: { readonly tabIndex: number };
  readonly onPick: () => void;
  readonly onOpen: () => void;
}

function Cell({
  text,
  problem,
  change,
  header,
  editing,
  mark,
  onPick,
  onOpen,
  onKeyDown,
  onDone,
}: CellProps) {
  const look = problem ? (problem.stops ? ' cell-stop' : ' cell-note') : change ? ' cell-change' : '';
  if (editing !== null)
    return (
      <td class="col-cell is-editing">
        <Editor header={header} text={editing} onDone={onDone} />
      </td>
    );
  const title =
    problem?.message ??
    (change
      ? `Now “${change.before.slice(0, 200)}”, then “${change.after.slice(0, 200)}”`
      : text.slice(0, 400));
  return (
    <td
      class={`col-cell${look}`}
      {...mark}
      title={title}
      onFocus={onPick}
      onClick={(event) => event.currentTarget.focus()}
      onDblClick={onOpen}
      onKeyDown={onKeyDown}
    >
      {text.slice(0, 120)}
    </td>
  );
}

interface EditorProps {
  readonly header: string;
  readonly text: string;
  readonly onDone: RowEvents['onDone'];
}

/** Enter takes what was typed, Escape leaves the cell as it was; Shift+Enter begins a new line. */
function Editor({ header, text, onDone }: EditorProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const over = useRef(false);
  // At once: what is typed next belongs into it.
  useLayoutEffect(() => {
    const { current } = box;
    current?.focus();
    current?.setSelectionRange(text.length, text.length);
  }, [text]);
  const done = (now: string | null) => {
    if (over.current) return;
    over.current = true;
    onDone(now);
  };
  return (
    <textarea
      ref={box}
      class={text.length > 40 || text.includes('\n') ? 'editor editor-tall' : 'editor'}
      aria-label={`${header}: Enter takes it, Escape leaves it`}
      defaultValue={text}
      spellcheck={false}
      onBlur={(event) => done(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault();
          done(event.currentTarget.value);
        } else if (event.key === 'Escape') {
          event.preventDefault();
          event.stopPropagation();
          done(null);
        }
      }}
    />
  );
}

/** Invalid, blank and suppressed rows stay out: there is nothing to choose. */
export function canChoose({ row, double }: CheckedRow): boolean {
  return row.state === 'ok' && double?.in !== 'suppressed';
}
