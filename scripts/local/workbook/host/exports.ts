/** The workbook as files: .xlsx for all of it, .csv for one tab. */
import { strToU8, zipSync } from 'fflate';
import type { EngineModel } from '../engine/types.ts';
import type { Book } from './book.ts';
import { provideXmlText } from './xml_text.ts';

/** The zip's bytes. */
export async function xlsxOf(model: EngineModel): Promise<Uint8Array> {
  provideXmlText();
  const { files } = await model.exportXLSX();
  const parts: Record<string, Uint8Array> = {};
  for (const { path, content } of files) {
    if (content !== undefined) parts[path] = strToU8(content);
  }
  return zipSync(parts);
}

/** A tab's content as it is shown, by RFC 4180. Throws when there is no such tab. */
export function csvOf(book: Book, sheetId: string): string {
  if (!book.get.tryGetSheet(sheetId)) throw new Error('There is no such tab.');
  const { rows, columns } = book.extent(sheetId);
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const cells: string[] = [];
    for (let col = 0; col < columns; col++) cells.push(quoted(book.display(sheetId, row, col)));
    lines.push(`${cells.join(',')}\r\n`);
  }
  return lines.join('');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
