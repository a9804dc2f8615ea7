/** Records to headings and rows: the row of headings is found, also under title lines, or chosen. */
import { type ImportFile, MAX_FILE_ROWS, type ReadAs } from '../../../model/import/file.ts';
import { nameHeaders } from '../../../model/import/headers.ts';
import { meaningsOf } from '../../../model/import/meanings.ts';
import { looksLikeDate, looksLikeEmail, looksLikePhone } from '../../../model/import/shapes.ts';
import { DEFAULT_COUNTRY } from '../../../model/phone.ts';
import { number } from '../../ui/words.ts';
import { UnreadableFile } from './problem.ts';
import type { Cells } from './records.ts';

/** Which row holds the headings, from 1; `none`: the file has none. Undefined: it is found out. */
export type HeadingChoice = number | 'none' | undefined;

export interface TableSource {
  readonly name: string;
  readonly records: readonly Cells[];
  /** Rows of the file before the first record. */
  readonly skipped: number;
  readonly heading: HeadingChoice;
  readonly read: Omit<ReadAs, 'heading' | 'top' | 'skipped'>;
  readonly notes: readonly string[];
}

/**
 * Makes the table. Throws `UnreadableFile` for an empty one, headings without rows, a single column, and more than
 * 50,000 rows.
 */
export function tableOf({ name, records, skipped, heading, read, notes }: TableSource): ImportFile {
  if (!records.some(isFilled))
    throw new UnreadableFile('The file is empty', 'It holds no text at all. Choose another file.');
  const at = headingAt(
    records,
    heading === undefined || heading === 'none' ? heading : heading - 1 - skipped,
  );
  const from = at === null ? records.findIndex(isFilled) : at + 1;
  const body = records.slice(from);
  refuseUnusable(body);
  const head = at === null ? [] : trimmedEnd(records[at] ?? []);
  const width = Math.max(head.length, widest(body));
  if (width < 2) {
    throw new UnreadableFile(
      'There is only one column',
      'No comma, tab, semicolon or bar parts the rows into columns. Export the file as CSV with a column for each value.',
    );
  }
  const named = nameHeaders(Array.from({ length: width }, (_column, index) => head[index] ?? ''));
  const odd = at === null ? new Map<number, string>() : oddRows(body, head.length);
  return {
    name,
    headers: named.headers,
    rows: body.map((cells) => padded(cells, width)),
    notes: [
      ...notes,
      ...headingNotes(at, skipped, records),
      ...oddNotes(odd.size, head.length),
      ...(at === null ? [] : named.notes),
    ],
    oddRows: odd,
    firstRow: from + skipped + 1,
    read: { ...read, heading: at === null ? null : at + skipped + 1, skipped, top: records.slice(0, TOP) },
  };
}

/** Rows from the beginning that a person may choose the headings among. */
const TOP = 20;

function refuseUnusable(body: readonly Cells[]): void {
  if (!body.some(isFilled)) {
    throw new UnreadableFile(
      'There are only headings',
      'One row has headings, and no row follows it. Export the leads again, or choose another file.',
    );
  }
  if (body.length > MAX_FILE_ROWS) {
    throw new UnreadableFile(
      'There are too many rows',
      `The file has ${number(body.length)} rows; one campaign takes ${number(MAX_FILE_ROWS)} at most. Split the file and import the parts one after the other.`,
    );
  }
}

/** The record with the headings; null where there are none. */
function headingAt(records: readonly Cells[], chosen: HeadingChoice): number | null {
  if (chosen === 'none') return null;
  if (chosen !== undefined) return Math.min(Math.max(chosen, 0), records.length - 1);
  const usual = usualWidth(records);
  const top = records.slice(0, TOP);
  const wide = (cells: Cells) => filledIn(cells) >= Math.max(2, Math.ceil(usual / 2));
  const first = top.findIndex(wide);
  if (first < 0) return top.findIndex(isFilled);
  const named = top.findIndex((cells, index) => index >= first && wide(cells) && namesIn(cells) >= 2);
  // Facts above the headings, as when the list was made or whom to call, fill fewer cells or reach nobody.
  const most = filledIn(top[named] ?? []);
  const isAbove = (cells: Cells) => !reachesSomebody(cells) || filledIn(cells) < most;
  const at = named >= 0 && top.slice(first, named).every(isAbove) ? named : first;
  return looksLikeLead(top[at] ?? []) ? null : at;
}

/** How many cells most rows fill. */
function usualWidth(records: readonly Cells[]): number {
  const counts = new Map<number, number>();
  for (const cells of records.slice(0, 200)) {
    const filled = filledIn(cells);
    if (filled > 1) counts.set(filled, (counts.get(filled) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return most?.[0] ?? 1;
}

/** How many cells say what some column of a lead is called. */
function namesIn(cells: Cells): number {
  return cells.filter((cell) => cell.trim() !== '' && cell.length < 60 && meaningsOf(cell).length > 0).length;
}

function isFilled(cells: Cells): boolean {
  return cells.some((cell) => cell.trim() !== '');
}

function filledIn(cells: Cells): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

/** A row that holds an e-mail, a phone or a date is a lead, not headings. */
function looksLikeLead(cells: Cells): boolean {
  return reachesSomebody(cells) || cells.some((cell) => looksLikeDate(cell.trim()));
}

function reachesSomebody(cells: Cells): boolean {
  return cells.some((cell) => looksLikeEmail(cell) || looksLikePhone(cell, DEFAULT_COUNTRY));
}

function padded(cells: Cells, width: number): Cells {
  if (cells.length === width) return cells;
  return Array.from({ length: width }, (_column, index) => cells[index] ?? '');
}

function trimmedEnd(cells: Cells): Cells {
  return cells.slice(0, endOf(cells));
}

function endOf(cells: Cells): number {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return length;
}

function widest(rows: readonly Cells[]): number {
  let most = 0;
  for (const cells of rows) if (cells.length > most) most = Math.max(most, endOf(cells));
  return most;
}

/** Rows that reach beyond the headings, by line. */
function oddRows(rows: readonly Cells[], headings: number): ReadonlyMap<number, string> {
  const odd = new Map<number, string>();
  rows.forEach((cells, index) => {
    const filled = cells.length > headings ? endOf(cells) : 0;
    if (filled > headings) {
      odd.set(
        index + 1,
        `The row has ${filled} cells and there are ${headings} headings: a comma inside a value may lack its quotes. Check where its values stand.`,
      );
    }
  });
  return odd;
}

function headingNotes(at: number | null, skipped: number, records: readonly Cells[]): readonly string[] {
  if (at === null) return ['No row holds headings, so the columns are named “Column 1” and so on here.'];
  const above = records.slice(0, at).filter(isFilled).length;
  if (above === 0) return [];
  return [
    `The headings are in row ${number(at + skipped + 1)}; ${above === 1 ? 'the line above them is' : `the ${number(above)} lines above them are`} not imported.`,
  ];
}

function oddNotes(odd: number, headings: number): readonly string[] {
  if (odd === 0) return [];
  return [
    `${number(odd)} ${odd === 1 ? 'row has' : 'rows have'} more cells than the ${headings} headings. They are marked in the check: a comma inside a value may lack its quotes.`,
  ];
}
