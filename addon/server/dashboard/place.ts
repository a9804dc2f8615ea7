/** Where a block of cells is. Rows and columns count from 1. */
export interface Place {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}
