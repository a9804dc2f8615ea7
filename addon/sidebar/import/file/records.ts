/** Text to records: CSV with any delimiter, line ends and quotes as they come, in slices. */
import Papa, { type ParseResult, type Parser } from 'papaparse';
import { number } from '../../ui/words.ts';
import type { Pace } from './pace.ts';
import { UnreadableFile } from './problem.ts';

export type Cells = readonly string[];

export const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface Records {
  readonly records: readonly Cells[];
  readonly delimiter: string;
  /** Records at the beginning that the file has for its reader, as Excel's `sep=;`: they count as rows of the file. */
  readonly skipped: number;
}

/** Characters that are parsed in one go. */
const SLICE = 200_000;

/** Parses a text; `delimiter` undefined: it is found out. Throws `UnreadableFile` for a quote that never closes. */
export async function recordsOf(text: string, delimiter: string | undefined, pace: Pace): Promise<Records> {
  // Files that went through several programs mix line ends; the parser knows one kind a file.
  const unmarked = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const told = /^"?sep=(.)"?\n/i.exec(unmarked);
  const table = told ? unmarked.slice(told[0].length) : unmarked;
  const by = delimiter ?? told?.[1] ?? guessDelimiter(table);
  const records = await parsed(table, by, pace);
  return { records, delimiter: by, skipped: told ? 1 : 0 };
}

function parsed(table: string, delimiter: string, pace: Pace): Promise<readonly Cells[]> {
  const records: Cells[] = [];
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(table, {
      delimiter,
      newline: '\n',
      chunkSize: SLICE,
      chunk: ({ data, errors, meta }: ParseResult<string[]>, parser: Parser) => {
        const open = errors.find(({ code }) => code === 'MissingQuotes');
        if (open) {
          // Giving up completes the parse, and what came first counts.
          reject(openQuote(records.length + (open.row ?? 0) + 1));
          parser.abort();
          return;
        }
        for (const cells of data) records.push(cells);
        parser.pause();
        pace.breathe(meta.cursor, table.length).then(
          () => parser.resume(),
          (error: unknown) => {
            reject(error);
            parser.abort();
          },
        );
      },
      complete: () => resolve(withoutLast(records)),
    });
  });
}

function openQuote(row: number): UnreadableFile {
  return new UnreadableFile(
    'A quote never closes',
    `A cell in row ${number(row)} begins with a quote (") that has no partner, so everything after it would be one cell. Correct that row in the file, or export it again.`,
  );
}

/** The line end after the last row makes no row. */
function withoutLast(records: readonly Cells[]): readonly Cells[] {
  const last = records[records.length - 1];
  return last && last.length === 1 && last[0] === '' ? records.slice(0, -1) : records;
}

/** Guessed apart from the parse: the parser's own guess counts blank lines as rows of one cell, and gives up. */
function guessDelimiter(text: string): string {
  const { meta } = Papa.parse(text, {
    delimitersToGuess: [...DELIMITERS],
    skipEmptyLines: 'greedy',
    preview: 30,
  });
  return meta.delimiter;
}
