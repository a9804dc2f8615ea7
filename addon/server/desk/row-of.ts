/** Where a lead's row is: headings and ids are read, not the whole tab. */
import type { LeadId } from '../../model/lead.ts';
import { findColumns, type TabColumns } from '../../model/tab.ts';
import { extentOf, readBlock } from '../sheets/cells.ts';
import type { Sheet } from '../sheets/workbook.ts';

/** A tab's columns, and how many rows say anything, the header among them. */
export interface TabShape {
  readonly columns: TabColumns;
  readonly rows: number;
  /** How many columns say anything. */
  readonly width: number;
}

/** Two calls; no lead is read. */
export function shapeOf(sheet: Sheet): TabShape {
  const { rows, columns: width } = extentOf(sheet);
  const [headers = []] = readBlock(sheet, { row: 1, column: 1, rows: 1, columns: width });
  return { columns: findColumns(headers.map(String)), rows, width };
}

/** The number of the row (1 is the header) that bears the lead's id, the first where copies do; null: none does. */
export function rowOf(sheet: Sheet, lead: LeadId): number | null {
  const { columns, rows } = shapeOf(sheet);
  if (columns.lead === null || rows < 2) return null;
  const ids = readBlock(sheet, { row: 2, column: columns.lead + 1, rows: rows - 1, columns: 1 });
  const at = ids.findIndex(([id]) => id === lead);
  return at < 0 ? null : at + 2;
}
