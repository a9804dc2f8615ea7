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
}

/** More rows than this in one file are refused. */
export const MAX_FILE_ROWS = 50_000;
/** A larger file is refused, in bytes. */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** The row as the person's spreadsheet numbers it: the header is row 1. */
export const fileRow = (line: number): number => line + 1;
