/** An import file as read: headers and rows of texts, all rows as wide as the headers. */

export interface ImportFile {
  readonly name: string;
  /** No two alike, none blank. */
  readonly headers: readonly string[];
  /** In the file's order, blank ones included; every row has a cell for every header. */
  readonly rows: readonly (readonly string[])[];
  /** What was done to the file so that it could be read, in sentences. */
  readonly notes: readonly string[];
  /** By line (from 1, the header not counted): what is odd about the row as a whole. */
  readonly oddRows: ReadonlyMap<number, string>;
  /** The row of the file, from 1, in which line 1 stands. */
  readonly firstRow: number;
  readonly read: ReadAs;
}

/** How a file was read, so that a person can see it and have it read otherwise. */
export interface ReadAs {
  /** null: it was no text file. */
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** The visible sheets of a workbook, and the one that was read; empty and null for a text. */
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  /** Row of the file that holds the headings, from 1; null: none does. */
  readonly heading: number | null;
  /** Rows of the file before `top`, as Excel's `sep=;`. */
  readonly skipped: number;
  /** The file's first rows, as they stand. */
  readonly top: readonly (readonly string[])[];
}

/** More rows than this in one file are refused. */
export const MAX_FILE_ROWS = 50_000;
/** A larger file is refused, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** A line's row as the person's spreadsheet numbers it. */
export function fileRow({ firstRow }: Pick<ImportFile, 'firstRow'>, line: number): number {
  return firstRow + line - 1;
}
