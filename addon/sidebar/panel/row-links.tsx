/** Sheet rows as links that go to them. */
import { number } from '../ui/words.ts';

interface RowLinksProps {
  readonly rows: readonly number[];
  readonly onRow: (row: number) => void;
}

/** More than these would only be scrolled past. How many others there are is in the message: the list may be cut. */
const MOST_ROWS = 12;

export function RowLinks({ rows, onRow }: RowLinksProps) {
  if (rows.length === 0) return null;
  return (
    <p class="entry-rows">
      {rows.slice(0, MOST_ROWS).map((row) => (
        <button key={row} type="button" class="row-link" onClick={() => onRow(row)}>
          Row {number(row)}
        </button>
      ))}
      {rows.length > MOST_ROWS ? <span>and more</span> : null}
    </p>
  );
}
