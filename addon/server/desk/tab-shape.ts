/** A tab's columns and its size, without any lead being read. */
import { findColumns, type TabColumns } from '../../model/tab.ts';
import { extentOf, readBlock } from '../sheets/cells.ts';
import type { Sheet } from '../sheets/workbook.ts';

export interface TabShape {
  readonly columns: TabColumns;
  /** How many rows say anything, the header among them. */
  readonly rows: number;
  /** How many columns say anything. */
  readonly width: number;
}

/** Two calls. */
export function shapeOf(sheet: Sheet): TabShape {
  const { rows, columns: width } = extentOf(sheet);
  const [headers = []] = readBlock(sheet, { row: 1, column: 1, rows: 1, columns: width });
  return { columns: findColumns(headers.map(String)), rows, width };
}
