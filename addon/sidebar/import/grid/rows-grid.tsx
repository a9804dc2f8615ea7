/** The rows of a file as they will stand, with what becomes of each. Draws only what is in view; cells are changed in place. */
import type { TargetedKeyboardEvent } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CheckedRow } from '../../../model/import/check.ts';
import { fileRow, type ImportFile } from '../../../model/import/file.ts';
import type { Layout } from '../../../model/import/layout.ts';
import { canChoose, GridRow, type RowEvents } from './grid-row.tsx';
import { rowWindow } from './window.ts';

const ROW_HEIGHT = 36;

interface RowsGridProps {
  readonly rows: readonly CheckedRow[];
  readonly file: ImportFile;
  readonly layout: Layout;
  /** The line that is picked; null: the first. */
  readonly picked: number | null;
  readonly onPick: (line: number) => void;
  readonly onTake: (row: CheckedRow, take: boolean) => void;
  readonly onEdit: (line: number, column: number, text: string) => void;
}

/** The cell that the keyboard is at: a row of those shown, and 0 for the tick, 1, 2, … for the cells. */
interface Cursor {
  readonly row: number;
  readonly column: number;
}

/** Arrows move from cell to cell, Enter or typing changes one, Space takes a row in or leaves it out. */
export function RowsGrid({ rows, file, layout, picked, onPick, onTake, onEdit }: RowsGridProps) {
  const box = useRef<HTMLDivElement>(null);
  const chased = useRef(false);
  const [scroll, setScroll] = useState({ top: 0, height: 400 });
  const [column, setColumn] = useState(0);
  const [editing, setEditing] = useState<string | null>(null);
  const at = rows.findIndex(({ row }) => row.line === picked);
  const here = at < 0 ? 0 : at;
  const { from, to } = rowWindow(rows.length, ROW_HEIGHT, scroll.top, scroll.height);

  const measure = () => {
    const { current } = box;
    if (current) setScroll({ top: current.scrollTop, height: current.clientHeight });
  };
  useEffect(measure, []);
  // The focus follows a key press once the cell that it leads to is drawn.
  useLayoutEffect(() => {
    if (!chased.current) return;
    chased.current = false;
    box.current?.querySelector<HTMLElement>('[data-cursor]')?.focus({ preventScroll: true });
  });

  const goTo = ({ row, column: next }: Cursor) => {
    const index = Math.max(0, Math.min(rows.length - 1, row));
    const line = rows[index]?.row.line;
    if (line === undefined) return;
    chased.current = true;
    setColumn(Math.max(0, Math.min(layout.filled.length, next)));
    onPick(line);
    if (box.current) bringIntoView(box.current, index, next);
    measure();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const page = Math.max(1, Math.floor(scroll.height / ROW_HEIGHT) - 2);
    const next = moveOf(event, { row: here, column }, page, rows.length, layout.filled.length);
    if (next) {
      event.preventDefault();
      goTo(next);
      return;
    }
    const checked = rows[here];
    if (!checked || column === 0 || checked.row.state === 'blank') return;
    const typed = event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey;
    if (event.key === 'Enter' || event.key === 'F2' || typed) {
      event.preventDefault();
      const index = layout.filled[column - 1] ?? 0;
      setEditing(typed ? event.key : (checked.row.cells[index] ?? ''));
    }
  };
  const events: RowEvents = {
    onKeyDown,
    onPick: (line, next) => {
      setColumn(next);
      onPick(line);
    },
    onOpen: (checked, next) => {
      if (next === 0 || checked.row.state === 'blank') return;
      setColumn(next);
      setEditing(checked.row.cells[layout.filled[next - 1] ?? 0] ?? '');
    },
    onTake: (checked, take) => {
      if (canChoose(checked)) onTake(checked, take);
    },
    onDone: (text) => {
      const checked = rows[here];
      const index = layout.filled[column - 1];
      chased.current = true;
      setEditing(null);
      if (text === null || !checked || index === undefined || text === checked.row.cells[index]) return;
      onEdit(checked.row.line, index, text);
    },
  };

  return (
    <div class="rows">
      <div class="rows-box" ref={box} onScroll={measure}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are moved through and changed is a grid
          role="grid"
          aria-label="Rows of the file"
          aria-rowcount={rows.length + 1}
          aria-colcount={layout.filled.length + 3}
        >
          <Head layout={layout} />
          <tbody>
            <Spacer rows={from} />
            {rows.slice(from, to).map((checked, index) => (
              <GridRow
                key={checked.row.line}
                checked={checked}
                number={fileRow(file, checked.row.line)}
                layout={layout}
                index={from + index}
                cursor={from + index === here ? column : null}
                editing={from + index === here ? editing : null}
                events={events}
              />
            ))}
            <Spacer rows={rows.length - to} />
          </tbody>
        </table>
        {rows.length === 0 ? <p class="rows-none">No rows here.</p> : null}
      </div>
    </div>
  );
}

/** Where a key leads from a cell; null where it leads nowhere. */
function moveOf(
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  { row, column }: Cursor,
  page: number,
  rows: number,
  columns: number,
): Cursor | null {
  const steps: Readonly<Record<string, Cursor>> = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    PageDown: { row: row + page, column },
    PageUp: { row: row - page, column },
    Home: ctrlKey ? { row: 0, column } : { row, column: 0 },
    End: ctrlKey ? { row: rows - 1, column } : { row, column: columns },
  };
  return steps[key] ?? null;
}

/** What stands still at the left, and a cell's width, in pixels; as in the style sheet. */
const FIXED = 218;
const CELL_WIDTH = 124;

function bringIntoView(box: HTMLElement, row: number, column: number): void {
  const top = row * ROW_HEIGHT;
  const room = box.clientHeight - ROW_HEIGHT * 2;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top > box.scrollTop + room) box.scrollTop = top - room;
  const left = Math.max(0, column - 1) * CELL_WIDTH;
  const wide = box.clientWidth - FIXED - CELL_WIDTH;
  if (column < 2) box.scrollLeft = 0;
  else if (left < box.scrollLeft) box.scrollLeft = left;
  else if (left > box.scrollLeft + wide) box.scrollLeft = left - wide;
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
