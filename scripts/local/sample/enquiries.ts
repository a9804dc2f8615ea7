/** Writes `solar-enquiries.csv`: a file as a sales team really gets it, with everything that real files have. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { dramaMobile, person } from './people.ts';
import { seeded } from './random.ts';

/** Where the sample file stands: in the open, so that a file dialog finds it. */
export const SAMPLE_CSV = join(import.meta.dirname, 'solar-enquiries.csv');

const HEADERS = [
  'Lead Ref',
  'First Name',
  'Surname',
  'Mobile',
  'Email',
  'Post Code',
  'Address',
  'Date of enquiry',
  'Status',
  'Monthly bill',
  'Source',
  'Notes',
  'Conversation',
];
const SOURCES = ['Facebook form', 'Trade show, Leeds', 'Website', 'Referral'] as const;

/**
 * About 300 rows: a BOM, CRLF, quotes, multi-line conversations, `£` and `é`, phones in five spellings, one number twice
 * in the file, one that an original lead has, one that is no number, one cell that begins with `=`, one blank row.
 */
export function sampleCsv(rows = 300, seed = 300): string {
  const random = seeded(seed);
  const table = Array.from({ length: rows }, (_, n) => {
    const who = person(random, 2_000 + n);
    const digits = dramaMobile(700 + n).slice(3);
    const phone = [
      `0${digits}`,
      `+44${digits}`,
      `0${digits.slice(0, 4)} ${digits.slice(4)}`,
      `44${digits}`,
      digits,
    ];
    const bill = random.whole(60, 320);
    const status = random.pick(['', '', 'Ready', 'ready', 'Warm', 'call booked'] as const);
    return [
      `00${4_100 + n}`,
      who.first,
      who.last,
      phone[n % 5] ?? '',
      random.chance(0.9) ? who.email : '',
      who.postcode,
      who.address,
      `${1 + (n % 28)}/${1 + (n % 12)}/2024`,
      status,
      `£${bill}.${random.chance(0.5) ? '00' : '50'}`,
      random.pick(SOURCES),
      random.chance(0.15) ? 'Said "ring after six", has a dog' : '',
      random.chance(0.2)
        ? `AI: Hi ${who.first}! Still thinking about solar?\n[10:15 02/10/2025] ${who.first}: Yes,\n\nbut not before spring`
        : '',
    ];
  });
  put(table, 40, 3, '0770 09');
  put(table, 80, 11, '=HYPERLINK("https://example.com","call me")');
  put(table, 120, 3, table[3]?.[3] ?? '');
  put(table, 160, 3, '07700 900012');
  put(table, 200, 1, 'Zoë-Renée');
  table.splice(
    220,
    0,
    HEADERS.map(() => ''),
  );
  return `\ufeff${Papa.unparse([HEADERS, ...table], { newline: '\r\n' })}\r\n`;
}

function put(table: string[][], row: number, column: number, value: string): void {
  const cells = table[row];
  if (cells) cells[column] = value;
}

if (import.meta.main) await writeFile(SAMPLE_CSV, sampleCsv());
