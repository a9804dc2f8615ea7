/** Which rows of a long list are drawn: those in view and a few beside them. */

export interface RowWindow {
  /** Index of the first row that is drawn, and of the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** Rows drawn beyond each edge of what is in view. */
const SPARE = 8;

/** The window for a list scrolled to `top` in a box of `height`, all in pixels; all rows have `rowHeight`. */
export function rowWindow(count: number, rowHeight: number, top: number, height: number): RowWindow {
  const first = Math.floor(Math.max(0, top) / rowHeight) - SPARE;
  const last = Math.ceil((Math.max(0, top) + height) / rowHeight) + SPARE;
  const from = Math.max(0, Math.min(first, count - 1));
  return { from, to: Math.max(from, Math.min(count, last)) };
}
