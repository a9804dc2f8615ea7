/** Text of a CSV or TSV file to headers and rows. */
import Papa from 'papaparse';
import { type ImportFile, MAX_FILE_ROWS } from '../../../model/import/file.ts';
import { nameHeaders } from '../../../model/import/headers.ts';
import { looksLikeEmail, looksLikePhone } from '../../../model/import/shapes.ts';
import { DEFAULT_COUNTRY } from '../../../model/phone.ts';
import { number } from '../../ui/words.ts';
import { UnreadableFile } from './problem.ts';

type Cells = readonly string[];

/**
 * Reads a text table; the delimiter is guessed. Throws `UnreadableFile` for an empty one, headings without rows, a
 * single column, a quote that never closes, and more than 50,000 rows.
 */
export function parseTable(text: string, name: string, notes: readonly string[]): ImportFile {
  const records = recordsOf(text);
  const top = records.findIndex(isFilled);
  const first = records[top];
  if (!first) throw new UnreadableFile('The file is empty', 'It holds no text at all. Choose another file.');
  const headed = !looksLikeLead(first);
  const body = records.slice(headed ? top + 1 : top);
  if (!body.some(isFilled)) {
    throw new UnreadableFile(
      'There are only headings',
      'The first row has headings, and no row follows it. Export the leads again, or choose another file.',
    );
  }
  if (body.length > MAX_FILE_ROWS) {
    throw new UnreadableFile(
      'There are too many rows',
      `The file has ${number(body.length)} rows; one campaign takes ${number(MAX_FILE_ROWS)} at most. Split the file and import the parts as campaigns of their own.`,
    );
  }
  const head = headed ? trimmedEnd(first) : [];
  const width = Math.max(head.length, widest(body));
  if (width < 2) {
    throw new UnreadableFile(
      'There is only one column',
      'No comma, tab, semicolon or bar parts the rows into columns. Export the file as CSV with a column for each value.',
    );
  }
  const named = nameHeaders(Array.from({ length: width }, (_column, index) => head[index] ?? ''));
  const odd = headed ? oddRows(body, head.length) : new Map<number, string>();
  return {
    name,
    headers: named.headers,
    rows: body.map((cells) => Array.from({ length: width }, (_column, index) => cells[index] ?? '')),
    notes: [...notes, ...shapeNotes(headed, odd.size, head.length), ...(headed ? named.notes : [])],
    oddRows: odd,
  };
}

function recordsOf(text: string): readonly Cells[] {
  const unmarked = text.replace(/^\uFEFF/, '');
  // Excel writes the delimiter it used into a first line of its own.
  const told = /^"?sep=(.)"?\r?\n/i.exec(unmarked);
  const table = told ? unmarked.slice(told[0].length) : unmarked;
  const parsed = Papa.parse<string[]>(table, {
    delimiter: told?.[1] ?? guessDelimiter(table),
    skipEmptyLines: false,
  });
  const open = parsed.errors.find(({ code }) => code === 'MissingQuotes');
  if (open) {
    throw new UnreadableFile(
      'A quote never closes',
      `A cell in row ${number((open.row ?? 0) + 1)} begins with a quote (") that has no partner, so everything after it would be one cell. Correct that row in the file, or export it again.`,
    );
  }
  const { data } = parsed;
  const last = data[data.length - 1];
  // The line end after the last row makes no row.
  return last && last.length === 1 && last[0] === '' ? data.slice(0, -1) : data;
}

/** Guessed apart from the parse: the parser's own guess counts blank lines as rows of one cell, and gives up. */
function guessDelimiter(text: string): string {
  const { meta } = Papa.parse(text, {
    delimitersToGuess: [',', '\t', ';', '|'],
    skipEmptyLines: 'greedy',
    preview: 30,
  });
  return meta.delimiter;
}

function isFilled(cells: Cells): boolean {
  return cells.some((cell) => cell.trim() !== '');
}

/** A first row that holds an e-mail or a phone is a lead, not headings. */
function looksLikeLead(cells: Cells): boolean {
  return cells.some((cell) => looksLikeEmail(cell) || looksLikePhone(cell, DEFAULT_COUNTRY));
}

function trimmedEnd(cells: Cells): Cells {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? '').trim() === '') length -= 1;
  return cells.slice(0, length);
}

function widest(rows: readonly Cells[]): number {
  let most = 0;
  for (const cells of rows) most = Math.max(most, trimmedEnd(cells).length);
  return most;
}

/** Rows that reach beyond the headings, by line. */
function oddRows(rows: readonly Cells[], headings: number): ReadonlyMap<number, string> {
  const odd = new Map<number, string>();
  rows.forEach((cells, index) => {
    const filled = trimmedEnd(cells).length;
    if (filled > headings) {
      odd.set(
        index + 1,
        `The row has ${filled} cells and there are ${headings} headings: a comma inside a value may lack its quotes. Check where its values stand.`,
      );
    }
  });
  return odd;
}

function shapeNotes(headed: boolean, odd: number, headings: number): readonly string[] {
  if (!headed)
    return ['The first row holds a lead, not headings, so the columns are named “Column 1” and so on here.'];
  if (odd === 0) return [];
  return [
    `${number(odd)} ${odd === 1 ? 'row has' : 'rows have'} more cells than the ${headings} headings. They are marked in the check: a comma inside a value may lack its quotes.`,
  ];
}
