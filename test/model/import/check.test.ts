/** What becomes of every row of a file, and that no row is unaccounted for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countRows,
  decide,
  findDoubles,
  findForgotten,
  leftOutBecause,
  lookups,
} from '../../../addon/model/import/check.ts';
import { isBalanced, leftOutTable } from '../../../addon/model/import/receipt.ts';
import { isLeadId, ORIGINAL_CAMPAIGN } from '../../../addon/model/lead.ts';
import type { DuplicateMatch, DuplicatesResponse } from '../../../addon/model/wire.ts';
import { fileOf, readAll } from './files.ts';

const HEADERS = ['First_name', 'Phone_number', 'Email_address', 'Notes'];

function match(phone: string | null, email: string | null): DuplicateMatch {
  const lead = 'lead.other.1';
  if (!isLeadId(lead)) throw new Error('That is a lead id.');
  return { lead, campaign: ORIGINAL_CAMPAIGN, campaignName: 'Original', name: 'Jo Field', phone, email };
}

function verdicts(
  rows: readonly (readonly string[])[],
  matches: readonly DuplicateMatch[] = [],
  rule: 'leaveOut' | 'import' = 'leaveOut',
  choices: ReadonlyMap<number, boolean> = new Map(),
  suppressed: DuplicatesResponse['suppressed'] = { phones: [], emails: [] },
) {
  const read = readAll(fileOf(HEADERS, rows));
  return decide(read, findDoubles(read, matches), rule, choices, findForgotten(read, suppressed));
}

describe('people who asked to be forgotten', () => {
  const suppressed = { phones: ['+447700900123'], emails: ['jo@example.com'] };
  const file = [
    ['Sam', '07700 900123', '', ''],
    ['Jo', '07700 900124', 'JO@example.com', ''],
    ['Al', '07700 900125', 'al@example.com', ''],
    ['', '', '', ''],
  ];

  test('are left out by phone in any spelling or by e-mail in any case, and nobody can choose otherwise', () => {
    const all = new Map([1, 2, 3].map((line) => [line, true] as const));
    for (const rule of ['leaveOut', 'import'] as const) {
      const rows = verdicts(file, [], rule, all, suppressed);
      expect(rows.map(({ verdict }) => verdict)).toEqual(['skipped', 'skipped', 'create', 'skipped']);
      expect(leftOutBecause(rows[0] ?? never())).toBe('Asked to be forgotten, so it is not imported again.');
      expect(leftOutBecause(rows[3] ?? never())).toBe('The row is blank.');
    }
  });

  test('are counted, so that the receipt balances', () => {
    const counts = countRows(verdicts(file, [], 'leaveOut', new Map(), suppressed));
    expect(counts).toEqual({ rowsIn: 4, created: 1, duplicate: 0, invalid: 0, skipped: 3 });
    expect(isBalanced(counts)).toBe(true);
  });
});

function never(): never {
  throw new Error('There is no such row.');
}

describe('duplicates', () => {
  test('the first of a file’s doubles is kept, by phone in any spelling, then by e-mail in any case', () => {
    const rows = verdicts([
      ['Sam', '07700 900123', 'sam@example.com', ''],
      ['Samuel', '+44 7700 900123', '', ''],
      ['S', '', 'SAM@example.com', ''],
      ['Jo', '07700 900124', '', ''],
    ]);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['create', 'duplicate', 'duplicate', 'create']);
    expect(rows.map(leftOutBecause)).toEqual([
      null,
      'The same person as row 2 of this file.',
      'The same person as row 2 of this file.',
      null,
    ]);
  });

  test('a lead of another campaign is named with its campaign', () => {
    const rows = verdicts([['Jo', '07700 900124', '', '']], [match('+447700900124', null)]);
    expect(leftOutBecause(rows[0] ?? fail())).toBe('Already in “Original” as Jo Field.');
  });

  test('an invalid row is nobody’s double and keeps nobody out', () => {
    const rows = verdicts([
      ['Sam', '', 'sam@example.com', 'x'.repeat(60_000)],
      ['Sam', '', 'sam@example.com', ''],
    ]);
    expect(rows.map(({ verdict }) => verdict)).toEqual(['invalid', 'create']);
  });

  test('a person’s choice for a row beats the rule, but never lets an invalid or blank row in', () => {
    const data = [
      ['Sam', '07700 900123', '', ''],
      ['Sam', '07700 900123', '', ''],
      ['Bad', '12', '', ''],
      ['', '', '', ''],
    ];
    const all = new Map([1, 2, 3, 4].map((line) => [line, true]));
    expect(verdicts(data, [], 'leaveOut', all).map(({ verdict }) => verdict)).toEqual([
      'create',
      'create',
      'invalid',
      'skipped',
    ]);
    const none = new Map([1, 2, 3, 4].map((line) => [line, false]));
    expect(verdicts(data, [], 'import', none).map(({ verdict }) => verdict)).toEqual([
      'skipped',
      'skipped',
      'invalid',
      'skipped',
    ]);
  });

  test('every phone and e-mail is looked up once, in slices that the bridge takes', () => {
    const rows = Array.from({ length: 45 }, (_row, n) => [
      'P',
      `07700 9${String(n % 30).padStart(5, '0')}`,
      '',
      '',
    ]);
    const asked = lookups(readAll(fileOf(HEADERS, rows)), 20);
    expect(asked.map(({ phones }) => phones.length)).toEqual([20, 10]);
    expect(new Set(asked.flatMap(({ phones }) => phones)).size).toBe(30);
  });
});

const cell = fc.constantFrom(
  '',
  ' ',
  'Sam',
  '07700 900123',
  '+447700900124',
  '12',
  'a@example.com',
  'A@example.com',
  '=1+1',
);

describe('the receipt', () => {
  test('balances for any file, any matches, any rule and any choices; every row left out has its reason', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell, cell), { maxLength: 40 }),
        fc.array(fc.constantFrom('+447700900123', '+447700900124'), { maxLength: 2 }),
        fc.constantFrom('leaveOut' as const, 'import' as const),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 45 }), fc.boolean()), { maxLength: 20 }),
        (rows, phones, rule, choices) => {
          const checked = verdicts(
            rows,
            phones.map((phone) => match(phone, null)),
            rule,
            new Map(choices),
          );
          const counts = countRows(checked);
          expect(counts.rowsIn).toBe(rows.length);
          expect(isBalanced(counts)).toBe(true);
          const table = leftOutTable(fileOf(HEADERS, rows), checked);
          expect(table.length - 1).toBe(counts.rowsIn - counts.created);
          expect(table.every((line) => line.length === HEADERS.length + 2 && line[1] !== '')).toBe(true);
          for (const text of table.slice(1).flat()) expect(text).not.toMatch(/^[=@\t\r]|^[+-](?![\d.]+$)/);
        },
      ),
      { seed: 2026, numRuns: 300 },
    );
  });

  test('numbers that do not add up do not balance', () => {
    const counts = { rowsIn: 10, created: 7, duplicate: 1, invalid: 1, skipped: 1 };
    expect(isBalanced(counts)).toBe(true);
    expect(isBalanced({ ...counts, created: 6 })).toBe(false);
    expect(isBalanced({ ...counts, created: 9, duplicate: -1 })).toBe(false);
  });
});

function fail(): never {
  throw new Error('There is a first row.');
}
