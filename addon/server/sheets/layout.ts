/** How a tab looks and behaves: header, widths, drop-downs, tints, filter, hidden columns, the group that collapses. */
import { type Place, rangeOf } from './cells.ts';
import type { Sheet } from './workbook.ts';

export function styleHeader(sheet: Sheet, place: Place, ground: string, letters: string, bold = true): void {
  rangeOf(sheet, place)
    .setBackground(ground)
    .setFontColor(letters)
    .setFontWeight(bold ? 'bold' : 'normal');
}

/** Puts texts over the numbers that they head. */
export function alignRight(sheet: Sheet, place: Place): void {
  rangeOf(sheet, place).setHorizontalAlignment('right');
}

/** How numbers are shown, as Google writes formats: `0.0" %"`. */
export function setFormat(sheet: Sheet, place: Place, format: string): void {
  rangeOf(sheet, place).setNumberFormat(format);
}

/** Long text is cut at the cell's edge instead of making rows tall. */
export function clipText(sheet: Sheet, place: Place): void {
  rangeOf(sheet, place).setWrapStrategy(SpreadsheetApp.WrapStrategy.CLIP);
}

/** Keeps rows this tall (pixels), however many lines their text has. */
export function setRowHeights(sheet: Sheet, row: number, count: number, height: number): void {
  sheet.setRowHeightsForced(row, count, height);
}

export function freezeHeader(sheet: Sheet): void {
  freezeRows(sheet, 1);
}

export function freezeRows(sheet: Sheet, count: number): void {
  sheet.setFrozenRows(count);
}

/** The filter buttons of a table. A tab has at most one filter: one that is there stays. */
export function addFilter(sheet: Sheet, place: Place): void {
  try {
    rangeOf(sheet, place).createFilter();
  } catch (thrown) {
    if (!sheet.getFilter()) throw thrown;
  }
}

/** Sets the width of neighbouring columns; pixels. */
export function setWidths(sheet: Sheet, column: number, count: number, width: number): void {
  sheet.setColumnWidths(column, count, width);
}

export function hideColumns(sheet: Sheet, column: number, count: number): void {
  sheet.hideColumns(column, count);
}

export function setTabColour(sheet: Sheet, colour: string): void {
  sheet.setTabColor(colour);
}

/** A drop-down of these values; another value stays, with a warning. */
export function addDropDown(sheet: Sheet, place: Place, values: readonly string[]): void {
  const rule = SpreadsheetApp.newDataValidation()
    .requireValueInList([...values], true)
    .setAllowInvalid(true)
    .build();
  rangeOf(sheet, place).setDataValidation(rule);
}

/** How a cell that says `text` looks. */
export interface Tint {
  readonly text: string;
  readonly ground: string;
  readonly letters: string;
}

/** Tints cells by what they say, in place of whatever conditional formats the tab had. */
export function setTints(sheet: Sheet, places: readonly Place[], tints: readonly Tint[]): void {
  const ranges = places.map((place) => rangeOf(sheet, place));
  const rules = tints.map(({ text, ground, letters }) =>
    SpreadsheetApp.newConditionalFormatRule()
      .whenTextEqualTo(text)
      .setBackground(ground)
      .setFontColor(letters)
      .setRanges(ranges)
      .build(),
  );
  sheet.setConditionalFormatRules(rules);
}

/** Puts columns into a group that can be collapsed. */
export function groupColumns(sheet: Sheet, column: number, count: number): void {
  rangeOf(sheet, { row: 1, column, rows: 1, columns: count }).shiftColumnGroupDepth(1);
}

/** Collapses or expands the group that begins at a column. False when there is none any more. */
export function foldColumns(sheet: Sheet, column: number, folded: boolean): boolean {
  try {
    const group = sheet.getColumnGroup(column, 1);
    if (!group) return false;
    if (folded) group.collapse();
    else group.expand();
    return true;
  } catch {
    return false;
  }
}

/** Groups the table's columns from `column` on, less the two hidden ones at its end. */
export function groupTable(sheet: Sheet, column: number): void {
  groupColumns(sheet, column, sheet.getLastColumn() - column - 1);
}
