/** The one filter of a tab: what it hides, it hides for everybody. */
import { type Place, rangeOf } from './cells.ts';
import type { Sheet } from './workbook.ts';

/** Rows whose cell in this column (counted from 1) shows one of the texts are hidden; '' is an empty cell. */
export interface HiddenTexts {
  readonly column: number;
  readonly texts: readonly string[];
}

/** Hides rows by these columns and no others; none shows every row again. A filter that was not there is made over `table`. */
export function setFilter(sheet: Sheet, table: Place, hidden: readonly HiddenTexts[]): void {
  const before = sheet.getFilter();
  const range = before?.getRange() ?? rangeOf(sheet, table);
  const covers = (column: number) => column >= range.getColumn() && column <= range.getLastColumn();
  // Taken off and put on again: each of its columns would have to be asked for what it hides.
  before?.remove();
  const filter = (
    hidden.every(({ column }) => covers(column)) ? range : rangeOf(sheet, table)
  ).createFilter();
  for (const { column, texts } of hidden) {
    const criteria = SpreadsheetApp.newFilterCriteria()
      .setHiddenValues([...texts])
      .build();
    filter?.setColumnFilterCriteria(column, criteria);
  }
}
