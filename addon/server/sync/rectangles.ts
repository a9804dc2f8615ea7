/** Cells that are to be written, gathered into as few blocks as hold exactly them and nothing between. */
import type { CellWrite } from '../../model/settle.ts';

/** A block of texts; `index` counts from 0 below the header, `column` from 0. */
export interface Rectangle {
  readonly index: number;
  readonly column: number;
  readonly texts: readonly (readonly string[])[];
}

/** Neighbours in a row make a run; equal runs in rows that follow each other make a block. A cell may stand once. */
export function rectanglesOf(cells: readonly CellWrite[]): readonly Rectangle[] {
  const done: Rectangle[] = [];
  let open: { index: number; column: number; texts: string[][] }[] = [];
  for (const row of rowsOf(cells)) {
    const next: typeof open = [];
    for (const run of runsOf(row)) {
      const above = open.find(
        (block) =>
          block.column === run.column &&
          block.texts[0]?.length === run.texts.length &&
          block.index + block.texts.length === run.index,
      );
      if (above) above.texts.push(run.texts);
      next.push(above ?? { index: run.index, column: run.column, texts: [run.texts] });
    }
    done.push(...open.filter((block) => !next.includes(block)));
    open = next;
  }
  return [...done, ...open];
}

/** Whole numbers in order, as stretches without gaps. */
export function stretchesOf(
  indexes: readonly number[],
): readonly { readonly from: number; readonly count: number }[] {
  const stretches: { from: number; count: number }[] = [];
  for (const index of [...indexes].sort((a, b) => a - b)) {
    const last = stretches[stretches.length - 1];
    if (last && last.from + last.count === index) last.count += 1;
    else stretches.push({ from: index, count: 1 });
  }
  return stretches;
}

function rowsOf(cells: readonly CellWrite[]): readonly (readonly CellWrite[])[] {
  const rows = new Map<number, CellWrite[]>();
  for (const cell of cells) {
    const row = rows.get(cell.index);
    if (row) row.push(cell);
    else rows.set(cell.index, [cell]);
  }
  return [...rows.values()].sort((a, b) => (a[0]?.index ?? 0) - (b[0]?.index ?? 0));
}

function runsOf(row: readonly CellWrite[]): readonly { index: number; column: number; texts: string[] }[] {
  const runs: { index: number; column: number; texts: string[] }[] = [];
  for (const cell of [...row].sort((a, b) => a.column - b.column)) {
    const last = runs[runs.length - 1];
    if (last && last.column + last.texts.length === cell.column) last.texts.push(cell.text);
    else runs.push({ index: cell.index, column: cell.column, texts: [cell.text] });
  }
  return runs;
}
