/** An Excel workbook to the rows of one of its sheets. */
import type { Pace } from '../pace.ts';
import { UnreadableFile } from '../problem.ts';
import type { Cells } from '../records.ts';
import { rowsOf } from './rows.ts';
import { damaged, unzipTexts } from './unzip.ts';
import { readPatterns, readSharedTexts, readWorkbook } from './workbook.ts';

export interface SheetRows {
  readonly records: readonly Cells[];
  readonly sheets: readonly string[];
  readonly sheet: string;
}

/** Reads the sheet of that name, or the first one that a person sees. Throws `UnreadableFile`. */
export async function readXlsx(
  bytes: Uint8Array,
  wanted: string | undefined,
  pace: Pace,
): Promise<SheetRows> {
  const texts = await unzipTexts(bytes, (name) => /^xl\/.*\.(?:xml|rels)$/.test(name), pace);
  try {
    const { sheets, is1904 } = readWorkbook(texts);
    const sheet = sheets.find(({ name }) => name === wanted) ?? sheets[0];
    if (!sheet) throw new UnreadableFile('The workbook is empty', 'It shows no sheet. Choose another file.');
    const shown = {
      texts: readSharedTexts(texts.get('xl/sharedStrings.xml') ?? '<sst/>'),
      patterns: readPatterns(texts.get('xl/styles.xml') ?? '<styleSheet/>'),
      is1904,
    };
    const records = await rowsOf(texts.get(sheet.part) ?? '', shown, pace);
    return { records, sheets: sheets.map(({ name }) => name), sheet: sheet.name };
  } catch (error) {
    if (error instanceof Error && error.name === 'CalledOff') throw error;
    throw error instanceof UnreadableFile ? error : damaged();
  }
}
