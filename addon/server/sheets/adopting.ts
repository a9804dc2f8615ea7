/** What a person's own tab shows, and keeping that while it is turned into text. */
import { type Place, rangeOf } from './cells.ts';
import { addSheet, findSheetNamed, hideSheet, type Sheet } from './workbook.ts';

/** What each cell shows, whatever it holds. */
export function readShown(sheet: Sheet, place: Place): readonly (readonly string[])[] {
  return rangeOf(sheet, place).getDisplayValues();
}

/** All that the tab shows, from A1, and the formulas behind it. */
export function readWhole(sheet: Sheet): {
  readonly texts: readonly (readonly string[])[];
  readonly formulas: readonly (readonly string[])[];
} {
  const range = sheet.getDataRange();
  return { texts: range.getDisplayValues(), formulas: range.getFormulas() };
}

/** A hidden tab of this name that holds the same cells with the same formats; made anew where one was begun. */
export function copyAside(sheet: Sheet, place: Place, name: string): Sheet {
  const copy = findSheetNamed(name) ?? addSheet(name);
  hideSheet(copy);
  const short = place.rows - copy.getMaxRows();
  if (short > 0) copy.insertRowsAfter(copy.getMaxRows(), short);
  const narrow = place.columns - copy.getMaxColumns();
  if (narrow > 0) copy.insertColumnsAfter(copy.getMaxColumns(), narrow);
  rangeOf(sheet, place).copyTo(rangeOf(copy, place));
  return copy;
}

/** True where a tab has conditional formats of its own, which stay as they are. */
export function hasTints(sheet: Sheet): boolean {
  return sheet.getConditionalFormatRules().length > 0;
}

/** Empties cells; formats stay. */
export function clearCells(sheet: Sheet, place: Place): void {
  rangeOf(sheet, place).clearContent();
}
