/** What is written into `_stats`: ordinary formulas over the campaigns' tabs, which follow every edit with no script running. */
import type { Period } from '../../model/period.ts';
import type { TabColumns } from '../../model/tab.ts';
import { blockCells, boundCell, countCells, countsPlace } from './block.ts';
import { leadColumns } from './lead-columns.ts';
import { linesAt, type StatsRecord } from './places.ts';
import { type Cell, REFERENCE_ROW, referenceTables } from './tables-of-reference.ts';

/** Cells and where the first of them stands, rows and columns from 1. */
export interface Writing {
  readonly row: number;
  readonly column: number;
  readonly cells: readonly (readonly Cell[])[];
}

/** What the formulas of all campaigns look things up in. */
export function referenceWritings(): readonly Writing[] {
  const tables = referenceTables();
  const last = Math.max(...tables.map(({ column, lines }) => column + (lines[0]?.length ?? 1) - 1));
  const rows = Math.max(...tables.map(({ lines }) => lines.length));
  // They stand beside each other, so all of them are one write.
  const cells = Array.from({ length: rows }, () => new Array<Cell>(last).fill(''));
  for (const { column, lines } of tables) {
    lines.forEach((line, n) => void cells[n]?.splice(column - 1, line.length, ...line));
  }
  return [{ row: REFERENCE_ROW, column: 1, cells }];
}

export interface StatsOrder {
  readonly campaignName: string;
  readonly tabName: string;
  readonly columns: TabColumns;
  readonly period: Period;
  readonly place: Pick<StatsRecord, 'row' | 'rows'>;
}

/** A campaign's lines, counts and tables, each before what stands on it. */
export function statsWritings({
  campaignName,
  tabName,
  columns,
  period,
  place,
}: StatsOrder): readonly Writing[] {
  const { row } = place;
  const lines = linesAt(place);
  const bounds = {
    from: boundCell(row, 'from'),
    to: boundCell(row, 'to'),
    before: boundCell(row, 'before'),
  };
  return [
    { row, column: lines.column, cells: leadColumns(tabName, columns, lines, bounds) },
    { row, column: countsPlace(row).column, cells: countCells(row, lines) },
    { row, column: 1, cells: blockCells(campaignName, row, lines, period) },
  ];
}
