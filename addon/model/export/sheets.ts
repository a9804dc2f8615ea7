/** Tables as the sheets of an .xlsx file: every cell a text, none longer than Excel holds. */
import { EXPORT_KINDS, type ExportKind } from './order.ts';
import type { Table } from './tables.ts';

/** https://support.microsoft.com/en-us/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
const MOST_CHARACTERS = 32_767;
export const MOST_ROWS = 1_048_576;

export const SHEET_NAMES: { readonly [K in ExportKind]: string } = {
  leads: 'Leads',
  conversations: 'Conversations',
  history: 'History',
};

export interface SheetCells {
  readonly name: string;
  readonly cells: readonly (readonly string[])[];
}

/**
 * The sheets, and how many texts had to be cut because no cell of Excel holds them. Throws where a table has more rows
 * than a sheet. Text needs no guard here: the cells say that they are text.
 */
export function sheetsOf(tables: readonly Table[]): {
  readonly sheets: readonly SheetCells[];
  readonly cut: number;
} {
  let cut = 0;
  const fitted = (text: string): string => {
    const clean = withoutControls(text);
    if (clean.length <= MOST_CHARACTERS) return clean;
    cut += 1;
    const note = `\n… [cut for Excel: ${clean.length} characters in all]`;
    return clean.slice(0, MOST_CHARACTERS - note.length).replace(/[\uD800-\uDBFF]$/, '') + note;
  };
  const sheets = tables.map(({ kind, headings, rows }) => {
    if (rows.length >= MOST_ROWS) {
      throw new Error(`${SHEET_NAMES[kind]} has more rows than a sheet of Excel holds. Choose CSV instead.`);
    }
    return { name: SHEET_NAMES[kind], cells: [headings, ...rows].map((line) => line.map(fitted)) };
  });
  return { sheets, cut };
}

/** XML cannot hold these, whatever they are escaped as (https://www.w3.org/TR/xml/#charsets); nobody sees them. */
function withoutControls(text: string): string {
  return [...text].filter(isInXml).join('');
}

function isInXml(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 32) return code === 9 || code === 10 || code === 13;
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

/** The kinds in the order in which files and sheets stand. */
export function inOrder(kinds: readonly ExportKind[]): readonly ExportKind[] {
  return EXPORT_KINDS.filter((kind) => kinds.includes(kind));
}
