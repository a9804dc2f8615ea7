/** The last part of a pass: the tab takes what came back, and every cell is read back before a row counts as saved. */
import type { RowProblem } from '../../calls.ts';
import { type CellRules, type CellValue, cellText, clip, readCell, readText } from '../../model/cell.ts';
import { fieldOf } from '../../model/fields.ts';
import { sheetRow } from '../../model/holds.ts';
import type { LeadId, LeadSnapshot } from '../../model/lead.ts';
import { type CellWrite, rowOfSnapshot, type Settled, type SettleRules, settle } from '../../model/settle.ts';
import { readTab, type Tab, type TabColumns } from '../../model/tab.ts';
import { guardText, unixLines } from '../../model/text.ts';
import { refusalOf } from '../failure.ts';
import {
  type CellBlock,
  ensureRows,
  insertRows,
  isHiddenByFilter,
  keepAsText,
  readAll,
  writeBlock,
} from '../sheets/cells.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { type BaseWrite, writeBases } from './bases.ts';
import { type Rectangle, rectanglesOf } from './rectangles.ts';

export interface TakeOrder {
  readonly sheet: Sheet;
  readonly rules: CellRules;
  readonly answers: ReadonlyMap<LeadId, Settled>;
  /** Codes of the columns that the tab had when it was last compared; null: not known. */
  readonly seen: ReadonlySet<string> | null;
  /** Whether a lead that has no row gets one. */
  readonly wants: (lead: LeadSnapshot) => boolean;
  readonly how?: SettleRules;
}

export interface Taken {
  /** The tab as it stands after the last write. */
  readonly tab: Tab;
  readonly problems: readonly NamedRow[];
  /** True: everything that came is in the tab, read back. Only then may the cursor move on. */
  readonly complete: boolean;
  /** Rows, by sheet row number, that did not take everything yet. */
  readonly waiting: readonly number[];
  /** True: some of it cannot be written while things are as they are. */
  readonly stuck: boolean;
  /** Leads that were told, have no row and got none. */
  readonly rowless: number;
}

type NamedRow = RowProblem & { readonly row: number };

/** What one row must take. */
interface RowTask {
  readonly index: number;
  readonly id: LeadId;
  readonly cells: readonly CellWrite[];
  /** The new `_sync` text; null: it stays. */
  readonly base: string | null;
}

/**
 * Separate blocks that are written after one reading: each is a call, and what a person types into the same cell
 * between the reading and the call is overwritten. Then the tab is read anew.
 */
const MAX_BLOCKS = 400;

/**
 * Writes what the answers mean for the tab as it stands, a part after each reading, and proves each part by reading
 * it back. `deadline`: no further part is begun after it, in ms since 1970.
 */
export function takeAnswers(order: TakeOrder, deadline: number): Taken {
  for (;;) {
    const { left, ...taken } = takePart(order);
    if (left === 0 || taken.stuck || Date.now() >= deadline) return taken;
  }
}

interface Part extends Taken {
  /** Rows that are left for the next part. */
  readonly left: number;
}

function takePart({ sheet, rules, answers, seen, wants, how }: TakeOrder): Part {
  const before = readAll(sheet);
  const tab = readTab(before, rules, seen);
  const { columns } = tab;
  if (columns.lead === null || columns.sync === null) {
    return { tab, problems: [], complete: false, waiting: [], stuck: true, rowless: 0, left: 0 };
  }
  const plan = settle(tab, answers, rules.country, how);
  const present = affordable(tasksOf(tab, plan.cells, plan.bases));
  const rowless = plan.unknown.filter((lead) => !wants(lead)).length;
  const appended = plan.unknown
    .filter(wants)
    .map((snapshot, n) =>
      taskOfSnapshot(
        rowOfSnapshot(snapshot, columns, rules.country, how?.comesBack?.(snapshot) ?? false),
        before.length - 1 + n,
        snapshot.id,
        columns,
      ),
    );
  const refused = new Map([
    ...writeCells(sheet, present.tasks, rules),
    ...appendRows(sheet, appended, before, rules),
  ]);
  const tasks = [...present.tasks, ...appended];
  const after = tasks.some((task) => task.cells.length > 0) ? readAll(sheet) : before;
  const hides = filterQuestion(sheet);
  const checked = checkTasks(sheet, tasks, before, after, columns, rules, hides, refused);
  const final = writeBases(sheet, checked.bases, after, { lead: columns.lead, sync: columns.sync });
  const result = readTab(final.values, rules, seen);
  const problems = [
    ...checked.problems,
    ...final.missing.map((base) => {
      const row = base.index + 2;
      return { row, message: hides(row) ? FILTERED_NOTE : (final.refused ?? MOVED) };
    }),
  ];
  return {
    tab: result,
    problems,
    complete: present.later.length === 0 && problems.length === 0,
    waiting: [...present.later.map(sheetRow), ...problems.map((problem) => problem.row)],
    stuck: checked.problems.length > 0,
    rowless,
    left: present.later.length,
  };
}

const MOVED =
  'This row was moved while it was being saved, so it is not counted as saved yet. It is tried again by itself.';

function tasksOf(
  tab: Tab,
  cells: readonly CellWrite[],
  bases: readonly { readonly index: number; readonly text: string }[],
): readonly RowTask[] {
  const byRow = new Map<number, CellWrite[]>();
  for (const cell of cells) byRow.set(cell.index, [...(byRow.get(cell.index) ?? []), cell]);
  const baseOf = new Map(bases.map((base) => [base.index, base.text]));
  return tab.rows.flatMap(({ index, id }) =>
    id !== null && (byRow.has(index) || baseOf.has(index))
      ? [{ index, id, cells: byRow.get(index) ?? [], base: baseOf.get(index) ?? null }]
      : [],
  );
}

/** Cells of rows that are there, as a part of a reading can take them. */
export interface RowCells {
  readonly index: number;
  readonly id: LeadId;
  readonly cells: readonly CellWrite[];
}

export interface RowsWritten {
  readonly problems: readonly NamedRow[];
  /** Rows that are left for after the next reading. */
  readonly later: readonly RowCells[];
}

/** Writes cells into the rows of the leads that they belong to, and proves each by reading it back. */
export function writeRowCells(
  { sheet, rules, values, columns }: RowsOrder,
  rows: readonly RowCells[],
): RowsWritten {
  const { tasks, later } = affordable(rows.map((row) => ({ ...row, base: null })));
  const refused = writeCells(sheet, tasks, rules);
  const after = readAll(sheet);
  const hides = filterQuestion(sheet);
  const { problems } = checkTasks(sheet, tasks, values, after, columns, rules, hides, refused);
  return { problems, later };
}

interface RowsOrder extends Pick<TakeOrder, 'sheet' | 'rules'> {
  readonly values: CellBlock;
  readonly columns: TabColumns;
}

function taskOfSnapshot(
  texts: ReadonlyMap<number, string>,
  index: number,
  id: LeadId,
  columns: TabColumns,
): RowTask {
  const cells = [...texts].flatMap(([column, text]) =>
    column === columns.sync ? [] : [{ index, column, text }],
  );
  return { index, id, cells, base: columns.sync === null ? null : (texts.get(columns.sync) ?? null) };
}

/** As many rows, from the top, as can be written in `MAX_BLOCKS` blocks. */
function affordable(tasks: readonly RowTask[]): {
  readonly tasks: readonly RowTask[];
  readonly later: readonly RowTask[];
} {
  const blocks = (count: number) => rectanglesOf(tasks.slice(0, count).flatMap((task) => task.cells)).length;
  if (blocks(tasks.length) <= MAX_BLOCKS) return { tasks, later: [] };
  let fits = 0;
  let over = tasks.length;
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (blocks(middle) <= MAX_BLOCKS) fits = middle;
    else over = middle;
  }
  return { tasks: tasks.slice(0, fits), later: tasks.slice(fits) };
}

/** Why rows could not be written, by row. */
type Refused = ReadonlyMap<number, string>;

/** A block that is refused is halved until it is known which rows are: they keep no other from being written. */
function writeCells(sheet: Sheet, tasks: readonly RowTask[], rules: CellRules): Refused {
  const refused = new Map<number, string>();
  let halvings = MAX_HALVINGS;
  const write = ({ index, column, texts }: Rectangle): void => {
    const why = refusalOf(() => writeBlock(sheet, index + 2, column + 1, guarded(texts, rules)));
    if (why === null) return;
    if (texts.length === 1 || halvings-- <= 0) {
      texts.forEach((_, n) => void refused.set(index + n, why));
      return;
    }
    const half = Math.ceil(texts.length / 2);
    write({ index, column, texts: texts.slice(0, half) });
    write({ index: index + half, column, texts: texts.slice(half) });
  };
  for (const block of rectanglesOf(tasks.flatMap((task) => task.cells))) write(block);
  return refused;
}

/** Enough for a few dozen protected rows among thousands; each costs two calls. */
const MAX_HALVINGS = 200;

function appendRows(sheet: Sheet, tasks: readonly RowTask[], before: CellBlock, rules: CellRules): Refused {
  const why = tasks.length === 0 ? null : refusalOf(() => writeRows(sheet, tasks, before, rules));
  return new Map(why === null ? [] : tasks.map(({ index }) => [index, why]));
}

function writeRows(sheet: Sheet, tasks: readonly RowTask[], before: CellBlock, rules: CellRules): void {
  const columns = before[0]?.length ?? 0;
  const row = before.length + 1;
  // Whoever types below the last row meanwhile is moved down, not written over. A tab without leads has room already.
  if (before.length > 1) insertRows(sheet, before.length, tasks.length);
  else ensureRows(sheet, before.length + tasks.length);
  keepAsText(sheet, { row, column: 1, rows: tasks.length, columns });
  const texts = tasks.map((task) => {
    const line = new Array<string>(columns).fill('');
    for (const cell of task.cells) line[cell.column] = cell.text;
    return line;
  });
  writeBlock(sheet, row, 1, guarded(texts, rules));
}

function guarded(texts: readonly (readonly string[])[], rules: CellRules): readonly (readonly string[])[] {
  return texts.map((line) => line.map((text) => guardText(text, rules.apostrophe)));
}

/** Compares what was written with what stands there now; puts back what landed in another lead's row. */
function checkTasks(
  sheet: Sheet,
  tasks: readonly RowTask[],
  before: CellBlock,
  after: CellBlock,
  columns: TabColumns,
  rules: CellRules,
  hides: (row: number) => boolean,
  refused: Refused,
): { readonly bases: readonly BaseWrite[]; readonly problems: readonly NamedRow[] } {
  const bases: BaseWrite[] = [];
  const problems: NamedRow[] = [];
  const says = cellChecker(columns, rules);
  for (const task of tasks) {
    const line = after[task.index + 1] ?? [];
    const holds = columns.lead === null ? '' : String(line[columns.lead] ?? '');
    const wrong = task.cells.find((cell) => !says(line[cell.column] ?? '', cell));
    const row = sheetRow(task);
    if (holds !== task.id && holds !== '') {
      putBack(sheet, task, holds, before, after, columns, rules);
      problems.push({ row, message: MOVED });
    } else if (wrong || holds === '') {
      const header = clip(String(after[0]?.[wrong?.column ?? 0] ?? ''));
      const why = refused.get(task.index) ?? (hides(row) ? FILTERED : unwritten(header));
      problems.push({ row, message: why });
    } else if (task.base !== null) {
      bases.push({ index: task.index, id: task.id, text: task.base });
    }
  }
  return { bases, problems };
}

/** Tells whether a filter hides a row. */
function filterQuestion(sheet: Sheet): (row: number) => boolean {
  let asked = 0;
  let hidden = false;
  return (row) => {
    if (asked < ASKED_ROWS) hidden = isHiddenByFilter(sheet, row);
    asked += 1;
    return hidden;
  };
}

/** Rows of which Google is asked whether a filter hides them: each costs a call. Later ones are taken to be alike. */
const ASKED_ROWS = 10;

const FILTERED_NOTE =
  'A filter hides this row, and Google Sheets writes only to rows that it shows, so it could not be noted that the row is saved. Clear the filter (Data → Remove filter, or select all in its drop-downs) and it follows by itself.';

const FILTERED =
  'A filter hides this row, and Google Sheets writes only to rows that it shows. What changed in Sanity is not in this row yet. Clear the filter (Data → Remove filter, or select all in its drop-downs) and it follows by itself.';

function unwritten(header: string): string {
  return `The cell in column "${header}" did not keep what was written to it, so this row is not counted as saved. It is tried again by itself; if it stays, look whether the cell is protected or merged.`;
}

/** Tells whether a cell says what was written to it: the same text, or the same value in the cell's own form. */
export function cellChecker(
  columns: TabColumns,
  rules: CellRules,
): (raw: CellValue, cell: Pick<CellWrite, 'column' | 'text'>) => boolean {
  const fields = new Map([...columns.fields].map(([key, column]) => [column, fieldOf(key)]));
  return (raw, { column, text }) => {
    if (cellText(raw, rules.apostrophe) === unixLines(text)) return true;
    const field = fields.get(column);
    if (!field || typeof raw === 'string') return false;
    const stands = readCell(field, raw, rules);
    const wanted = readText(field, text, rules.country);
    return stands.state === 'value' && wanted.state === 'value' && stands.key === wanted.key;
  };
}

/** Someone sorted between reading and writing: the row belongs to another lead, whose cells get back what they held. */
function putBack(
  sheet: Sheet,
  task: RowTask,
  holds: string,
  before: CellBlock,
  after: CellBlock,
  columns: TabColumns,
  rules: CellRules,
): void {
  const leadColumn = columns.lead;
  if (leadColumn === null) return;
  const [line, ...others] = before.filter((cells) => cells[leadColumn] === holds);
  if (!line || others.length > 0) return;
  for (const { column } of task.cells) {
    const held = line[column];
    if (held === undefined || after[task.index + 1]?.[column] === held) continue;
    writeBlock(sheet, task.index + 2, column + 1, [[rewritable(held, rules)]]);
  }
}

/** What to write so that a cell holds again what was read. */
export function rewritable(read: CellValue, { apostrophe }: CellRules): CellValue {
  return typeof read === 'string' ? guardText(cellText(read, apostrophe), apostrophe) : read;
}
