/** Sheets as an .xlsx file: every cell is text, so phones keep their zeros and nothing is calculated. */
import writeXlsxFile from 'write-excel-file/universal';
import type { SheetCells } from '../../model/export/sheets.ts';

export function xlsxOf(sheets: readonly SheetCells[]): Promise<Blob> {
  return writeXlsxFile(
    sheets.map(({ name, cells }) => ({
      sheet: name,
      stickyRowsCount: 1,
      data: cells.map((line) =>
        line.map((value) => (value === '' ? null : { value, type: String, format: '@' })),
      ),
    })),
  ).toBlob();
}
