/** How long an import file takes from its bytes to checked rows, beside two bare loops over the same file. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as later } from 'node:timers/promises';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import Papa from 'papaparse';
import { FIRST_DECISIONS } from '../../addon/model/import/check.ts';
import { layoutOf } from '../../addon/model/import/layout.ts';
import { FIRST_RULES } from '../../addon/model/import/rules.ts';
import { checker } from '../../addon/sidebar/import/checker.ts';
import { NO_HURRY } from '../../addon/sidebar/import/file/pace.ts';
import { readTable } from '../../addon/sidebar/import/file/read.ts';
import { mapFile } from '../../addon/sidebar/import/map-file.ts';
import type { Ask } from '../../addon/sidebar/server.ts';

export interface ImportTimes {
  readonly rows: number;
  /** Milliseconds, the best of the rounds. */
  readonly ours: number;
  readonly parseAlone: number;
  readonly parseAndPhones: number;
  /** The longest time for which nothing else could run, in milliseconds: so long a page would have stood still. */
  readonly longestFreeze: number;
  /** Of those milliseconds, how many each part took. */
  readonly reading: number;
  readonly checking: number;
}

export const IMPORT_SIZES = [1_000, 10_000, 50_000] as const;

/** Measures one size; every round reads the file anew, and the best one counts. */
export async function measureImport(rows: number, rounds: number): Promise<ImportTimes> {
  const text = importText(rows);
  const bytes = new TextEncoder().encode(text);
  // The first run of anything is slower: what people feel is the second file, and a page that has been open a while.
  await oursOf(bytes);
  phonesOf(text);
  const times: Omit<ImportTimes, 'rows' | 'ours'>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push({
      parseAlone: timed(() => parsed(text)),
      parseAndPhones: timed(() => phonesOf(text)),
      ...(await oursOf(bytes)),
    });
  }
  const best = (of: (one: (typeof times)[number]) => number) => Math.min(...times.map(of));
  return {
    rows,
    ours: best((one) => one.reading + one.checking),
    parseAlone: best((one) => one.parseAlone),
    parseAndPhones: best((one) => one.parseAndPhones),
    longestFreeze: Math.max(...times.map((one) => one.longestFreeze)),
    reading: best((one) => one.reading),
    checking: best((one) => one.checking),
  };
}

/** The report, as a table. */
export function importReport(all: readonly ImportTimes[]): string {
  const n = (value: number) => Math.round(value).toLocaleString('en-GB');
  const perSecond = (rows: number, ms: number) => n((rows / ms) * 1_000);
  return [
    'Import: from the file to checked rows, duplicates found, every row decided (rows a second; 8 columns)',
    '',
    '|  rows | Leadsheet | PapaParse alone | PapaParse + libphonenumber-js on one column | Leadsheet takes | longest freeze |',
    '|---|---|---|---|---|---|',
    ...all.map(
      ({ rows, ours, parseAlone, parseAndPhones, longestFreeze }) =>
        `| ${n(rows)} | ${perSecond(rows, ours)} | ${perSecond(rows, parseAlone)} | ${perSecond(rows, parseAndPhones)} | ${(ours / parseAndPhones).toFixed(2)} × the second loop | ${n(longestFreeze)} ms |`,
    ),
  ].join('\n');
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

function parsed(text: string): readonly (readonly string[])[] {
  return Papa.parse<string[]>(text, { delimiter: ',' }).data;
}

const PHONE_COLUMN = 2;

function phonesOf(text: string): number {
  let read = 0;
  for (const cells of parsed(text)) {
    if (parsePhoneNumberFromString(cells[PHONE_COLUMN] ?? '', 'GB')?.isPossible()) read += 1;
  }
  return read;
}

/** As the dialog does it, in slices that let the page breathe. */
async function oursOf(
  bytes: Uint8Array,
): Promise<Pick<ImportTimes, 'reading' | 'checking' | 'longestFreeze'>> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await later(20);
  delay.enable();
  const begun = performance.now();
  const file = await readTable({ is: 'bytes', name: 'leads.csv', bytes }, {}, NO_HURRY);
  const layout = layoutOf(mapFile(file, 'GB'));
  const read = performance.now();
  const input = { file, layout, rules: FIRST_RULES, decisions: FIRST_DECISIONS };
  const { rows } = await checker(nobodyKnown).check(input, () => NO_HURRY);
  const ended = performance.now();
  await later(5);
  delay.disable();
  if (rows.length !== file.rows.length) throw new Error('Not every row was checked.');
  return { reading: read - begun, checking: ended - read, longestFreeze: delay.max / 1e6 };
}

/** A server that knows nobody: how long it takes to ask is not what is measured here. */
const nobodyKnown: Ask = async (name) => {
  const answers: { readonly [call: string]: unknown } = {
    duplicates: { matches: [], suppressed: { phones: [], emails: [] } },
  };
  return JSON.parse(JSON.stringify(answers[name] ?? null));
};

const FIRST = ['Sam', 'Jo', 'Al', 'Ana', 'Lee', 'Kim', 'Max', 'Eve'];
const LAST = ['Field', 'Dale', 'Moss', 'Hill', 'Brook', 'Wood', 'Marsh'];
const STATUS = ['Ready', 'Hot lead', 'not interested', 'sent 2', '', 'COLD'];

/** Made-up people. Ofcom keeps two thousand numbers for films, so phones repeat; most people's e-mail does not. */
function importText(rows: number): string {
  const lines = ['First name,Last name,Mobile,E-mail,Postcode,Status,Enquiry date,Notes'];
  for (let n = 0; n < rows; n += 1) {
    const first = FIRST[n % FIRST.length];
    const last = LAST[n % LAST.length];
    const notes = n % 5 === 0 ? `"Called, ""later"" he said, ${n}"` : `Note ${n}`;
    lines.push(
      [
        first,
        last,
        phone(n),
        `${first}.${last}.${n}@example.com`,
        `CF${(n % 15) + 1} ${n % 10}AA`,
        STATUS[n % STATUS.length],
        `${String((n % 28) + 1).padStart(2, '0')}/${String((n % 12) + 1).padStart(2, '0')}/2025`,
        notes,
      ].join(','),
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** As people, other programs and Excel write them. */
function phone(n: number): string {
  const last = String(n % 1_000).padStart(3, '0');
  const spellings = [
    `07700 900${last}`,
    `+447700900${last}`,
    `7700900${last}`,
    `01632 960${last}`,
    `+44 (0)7700 900${last}`,
    `07700900${last}`,
  ];
  return spellings[n % spellings.length] ?? '';
}
