/** Writing the hidden `_sync` cells, and proving that each stands in the row of its own lead. */
import type { LeadId } from '../../model/lead.ts';
import { refusalOf } from '../failure.ts';
import { type CellBlock, readBlock, writeBlock } from '../sheets/cells.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { strayBases } from './misplaced.ts';
import { stretchesOf } from './rectangles.ts';

/** The base of one row; `index` counts from 0 below the header. */
export interface BaseWrite {
  readonly index: number;
  readonly id: LeadId;
  readonly text: string;
}

/** Where the two hidden columns are, from 0. */
export interface IdColumns {
  readonly lead: number;
  readonly sync: number;
}

export interface BasesWritten {
  /** The tab's values with the hidden columns as they were read back. */
  readonly values: CellBlock;
  /** Bases that do not stand where they belong. */
  readonly missing: readonly BaseWrite[];
  /** Why Google did not take some of them; null when it took all. */
  readonly refused: string | null;
}

/** More separate stretches than this are written as one, with the cells between rewritten as they were read. */
const MAX_STRETCHES = 6;
/** Stretches that are tried one by one in a pass where they cannot be written as one; the others come later. */
const MAX_TRIED = 120;

/**
 * Writes bases and reads both hidden columns back. When rows were sorted in between, each base that this call put
 * into the wrong row is replaced by the one that belongs there.
 */
export function writeBases(
  sheet: Sheet,
  bases: readonly BaseWrite[],
  values: CellBlock,
  columns: IdColumns,
): BasesWritten {
  if (bases.length === 0) return { values, missing: [], refused: null };
  const known = new Map<string, string>();
  for (const line of values.slice(1))
    known.set(String(line[columns.lead] ?? ''), String(line[columns.sync] ?? ''));
  for (const base of bases) known.set(base.id, base.text);
  const cells = new Map(bases.map((base) => [base.index, base.text]));
  const refused = writeColumn(sheet, cells, values, columns.sync);
  let read = readIds(sheet, values, columns);
  const astray = strayBases(read, known, columns);
  if (astray.size > 0) {
    writeColumn(sheet, astray, read, columns.sync);
    read = readIds(sheet, values, columns);
  }
  const standing = new Map(
    read.slice(1).map((line) => [String(line[columns.lead] ?? ''), String(line[columns.sync] ?? '')]),
  );
  const missing = bases.filter((base) => standing.get(base.id) !== base.text);
  return { values: read, missing, refused };
}

/** Answers why Google refused a stretch, or null. What is refused as one is tried stretch by stretch. */
function writeColumn(
  sheet: Sheet,
  cells: ReadonlyMap<number, string>,
  values: CellBlock,
  column: number,
): string | null {
  const stretches = stretchesOf([...cells.keys()]);
  const [first] = stretches;
  const last = stretches[stretches.length - 1];
  if (!first || !last) return null;
  const write = ({ from, count }: { readonly from: number; readonly count: number }) => {
    const texts = Array.from({ length: count }, (_, n) => [
      cells.get(from + n) ?? String(values[from + n + 1]?.[column] ?? ''),
    ]);
    return refusalOf(() => writeBlock(sheet, from + 2, column + 1, texts));
  };
  const whole = { from: first.from, count: last.from + last.count - first.from };
  if (stretches.length > MAX_STRETCHES && write(whole) === null) return null;
  return stretches.slice(0, MAX_TRIED).reduce<string | null>((why, one) => write(one) ?? why, null);
}

/** The values with the hidden columns, and whatever is between them, as they stand in the sheet now. */
function readIds(sheet: Sheet, values: CellBlock, { lead, sync }: IdColumns): CellBlock {
  const from = Math.min(lead, sync);
  const columns = Math.abs(lead - sync) + 1;
  const read = readBlock(sheet, { row: 1, column: from + 1, rows: values.length, columns });
  return values.map((line, index) => [
    ...line.slice(0, from),
    ...(read[index] ?? line.slice(from, from + columns)),
    ...line.slice(from + columns),
  ]);
}
