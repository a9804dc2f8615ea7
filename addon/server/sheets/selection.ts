/** What the person at the sheet has selected. */
import type { Sheet } from './workbook.ts';

/** The selected rows of the tab that the person looks at; row 1 is the header. null: nothing is selected. */
export function selectedRows(sheet: Sheet): { readonly row: number; readonly rows: number } | null {
  const range = sheet.getActiveRange();
  return range ? { row: range.getRow(), rows: range.getNumRows() } : null;
}
