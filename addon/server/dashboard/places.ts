/** Which rows of `_stats` are whose: the reference tables first, then a stretch of rows for each campaign. */
import { BLOCK_ROWS, LINES_COLUMN } from './block.ts';
import { type LeadLines, LINE_COLUMNS } from './lead-columns.ts';
import { REFERENCE_ROW, REFERENCE_ROWS, REFERENCE_WIDTH } from './tables-of-reference.ts';

/** Raised whenever what stands in `_stats` or floats over a tab changes: what is there is then made anew. */
export const LAYOUT = 2;

/** What stands in `_stats` for a campaign. */
export interface StatsRecord {
  readonly layout: number;
  /** Of the tab that it counts. */
  readonly sheetId: number;
  /** The tab's columns that it counts, by their codes. */
  readonly columns: string;
  /** First row, from 1, and how many. */
  readonly row: number;
  readonly rows: number;
  /** Column of the tab that the charts hang on, from 1. */
  readonly charts: number;
}

/** How many columns the tab needs. */
export const STATS_WIDTH = Math.max(REFERENCE_WIDTH, LINES_COLUMN + LINE_COLUMNS - 1);

/** Where the lines of a campaign's leads stand. */
export function linesAt({ row, rows }: Pick<StatsRecord, 'row' | 'rows'>): LeadLines {
  return { row, column: LINES_COLUMN, room: rows - 1 };
}

/** Rows for so many leads, with room for a quarter more. */
export function rowsFor(leads: number): number {
  return Math.max(BLOCK_ROWS, Math.ceil(leads * 1.25) + 200);
}

export function hasRoom({ rows }: StatsRecord, leads: number): boolean {
  return leads < rows - 1;
}

/** The first stretch of that many rows that is nobody's. */
export function freeRow(taken: readonly Pick<StatsRecord, 'row' | 'rows'>[], rows: number): number {
  let free = REFERENCE_ROW + REFERENCE_ROWS + 1;
  for (const one of [...taken].sort((a, b) => a.row - b.row)) {
    if (free + rows < one.row) return free;
    free = Math.max(free, one.row + one.rows + 1);
  }
  return free;
}
