/** What the person at the sheet has selected, and how far a tab reaches. */
import type { Sheet } from './workbook.ts';

/** The selected rows of the tab that the person looks at; row 1 is the header. null: nothing is selected. */
export function selectedRows(sheet: Sheet): { readonly row: number; readonly rows: number } | null {
  const range = sheet.getActiveRange();
  return range ? { row: range.getRow(), rows: range.getNumRows() } : null;
}

/** The last row that says anything; 0 for a blank tab. */
export function lastRowOf(sheet: Sheet): number {
  return sheet.getLastRow();
}

/** The last column that says anything; 0 for a blank tab. */
export function lastColumnOf(sheet: Sheet): number {
  return sheet.getLastColumn();
}
