/** What becomes of every row of a file, and that no row is unaccounted for. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnRule } from '../../../addon/model/import/changes.ts';
import {
  countRows,
  type Decisions,
  DOUBLE_ACTIONS,
  type DoubleAction,
  decide,
  FIRST_DECISIONS,
  SUPPRESSED,
} from '../../../addon/model/import/check.ts';
import { findDoubles } from '../../../addon/model/import/doubles.ts';
import { isBalanced, type Job, type MatchedLead } from '../../../addon/model/import/job.ts';
import { jobRow, partsOf } from '../../../addon/model/import/parts.ts';
import { GROUPS, groupTable } from '../../../addon/model/import/receipt.ts';
import { isCampaignId, isLeadId, type LeadId } from '../../../addon/model/lead.ts';
import type { DuplicateMatch } from '../../../addon/model/wire.ts';
import { fileOf, layoutFor, readAll } from './files.ts';

const HEADERS = ['First_name', 'Phone_number', 'Email_address', 'Notes', 'Roof'];
const LEAD = leadId('lead.other.1');
const CAMPAIGN = campaignId('campaign.spring');

function leadId(text: string): LeadId {
  if (!isLeadId(text)) throw new Error('That is a lead id.');
  return text;
}

function campaignId(text: string) {
  if (!isCampaignId(text)) throw new Error('That is a campaign id.');
  return text;
}

function match(
  phone: string | null,
  email: string | null,
  campaign: DuplicateMatch['campaign'] = CAMPAIGN,
): DuplicateMatch {
  return { lead: LEAD, campaign, campaignName: 'Spring', name: 'Jo Field', phone, email };
}

interface Given {
  readonly matches?: readonly DuplicateMatch[];
  readonly suppressed?: readonly string[];
  /** What the row of the lead that is there shows; undefined: it has none. */
  readonly there?: Readonly<Record<string, string>> | undefined;
  readonly decisions?: Partial<Decisions>;
}

function checkOf(
  rows: readonly (readonly string[])[],
  { matches = [], suppressed = [], there, decisions = {} }: Given = {},
) {
  const file = fileOf(HEADERS, rows);
  const layout = layoutFor(file);
  const read = readAll(file);
  const doubles = findDoubles(read, { matches, suppressed: { phones: suppressed, emails: [] } });
  const known = new Map<LeadId, MatchedLead>(
    there ? [[LEAD, { lead: LEAD, campaign: CAMPAIGN, row: 9, texts: there }]] : [],
  );
  const checked = decide({ rows: read, file, layout, doubles, known }, { ...FIRST_DECISIONS, ...decisions });
  return { file, layout, checked, rows: checked.map((row) => jobRow(row, file)) };
}

const verdicts = (rows: readonly (readonly string[])[], given: Given = {}) =>
  checkOf(rows, given).checked.map(({ verdict }) => verdict);
const sam = (phone: string, notes = '', roof = ''): readonly string[] => ['Sam', phone, '', notes, roof];

describe('duplicates', () => {
  test('the first of a file’s doubles is kept, by phone in any spelling, then by e-mail in any case', () => {
    const { checked } = checkOf([
      ['Sam', '07700 900123', 'sam@example.com', '', ''],
      ['Samuel', '+44 7700 900123', '', '', ''],
      ['S', '', 'SAM@example.com', '', ''],
      ['Jo', '07700 900124', '', '', ''],
    ]);
    expect(checked.map(({ verdict }) => verdict)).toEqual(['create', 'duplicate', 'duplicate', 'create']);
    expect(checked.map(({ reason }) => reason)).toEqual([
      null,
      'The same phone as row 2 of this file.',
      'The same e-mail as row 2 of this file.',
      null,
    ]);
  });

  test('a lead of another campaign is named with its campaign', () => {
    const { checked } = checkOf([sam('07700 900124')], { matches: [match('+447700900124', null)] });
    expect(checked[0]?.reason).toBe('The same phone is already in “Spring”, Jo Field.');
  });

  test('an invalid row is nobody’s double and keeps nobody out', () => {
    const long = ['Sam', '', 'sam@example.com', 'x'.repeat(60_000), ''];
    expect(verdicts([long, ['Sam', '', 'sam@example.com', '', '']])).toEqual(['invalid', 'create']);
  });

  test('who asked to be forgotten stays out, whatever a person chooses', () => {
    const { checked } = checkOf([sam('07700 900123')], {
      suppressed: ['+447700900123'],
      decisions: { doubles: 'keep', rows: new Map([[1, 'keep']]) },
    });
    expect(checked[0]).toMatchObject({ verdict: 'skipped', reason: SUPPRESSED });
  });

  test('a person’s choice for a row beats the rule, but never lets an invalid or blank row in', () => {
    const data = [sam('07700 900123'), sam('07700 900123'), sam('12'), ['', '', '', '', '']];
    const all = (action: DoubleAction | 'leaveOut') =>
      new Map([1, 2, 3, 4].map((line) => [line, action] as const));
    expect(verdicts(data, { decisions: { rows: all('keep') } })).toEqual([
      'create',
      'create',
      'invalid',
      'skipped',
    ]);
    expect(verdicts(data, { decisions: { doubles: 'keep', rows: all('leaveOut') } })).toEqual([
      'skipped',
      'skipped',
      'invalid',
      'skipped',
    ]);
  });
});

describe('merging and replacing', () => {
  const there = { First_name: 'Samuel', Phone_number: '+447700900123', Notes: '', Roof: 'tile' };
  const row = [sam('07700 900123', 'Called', 'slate')];
  const matches = [match('+447700900123', null)];
  const changes = (doubles: DoubleAction, columns: ReadonlyMap<string, ColumnRule> = new Map()) =>
    checkOf(row, { matches, there, decisions: { doubles, columns } }).checked[0]?.changes.map(
      ({ column, before, after }) => `${column}: ${before} → ${after}`,
    );

  test('merging fills what the lead that is there lacks, and nothing else', () => {
    expect(changes('merge')).toEqual(['Notes:  → Called']);
  });

  test('replacing takes all that the file says; two spellings of one phone are the same', () => {
    expect(changes('replace')).toEqual([
      'First_name: Samuel → Sam',
      'Notes:  → Called',
      'Roof: tile → slate',
    ]);
  });

  test('a rule of a column’s own stands before both', () => {
    expect(changes('merge', new Map([['Roof', 'overwrite']]))).toEqual([
      'Notes:  → Called',
      'Roof: tile → slate',
    ]);
    expect(
      changes(
        'replace',
        new Map([
          ['First_name', 'never'],
          ['Roof', 'fill'],
        ]),
      ),
    ).toEqual(['Notes:  → Called']);
  });

  test('a blank in the file empties nothing', () => {
    const [only] = checkOf([sam('07700 900123')], {
      matches,
      there: { ...there, Notes: 'Kept', First_name: 'Sam' },
      decisions: { doubles: 'replace' },
    }).checked;
    expect(only).toMatchObject({ verdict: 'duplicate', changes: [] });
    expect(only?.reason).toContain('It says all of this already.');
  });

  test('a lead is changed by one row of the file; a later one says which', () => {
    const { checked } = checkOf([...row, sam('+447700900123', 'Again')], {
      matches,
      there,
      decisions: { doubles: 'replace' },
    });
    expect(checked.map(({ verdict }) => verdict)).toEqual(['update', 'duplicate']);
    expect(checked[1]?.reason).toBe('Row 2 of this file changes the same lead already.');
  });

  test('a lead without a row here is not changed, and that is said', () => {
    for (const matched of [match('+447700900123', null), match('+447700900123', null, null)]) {
      const [only] = checkOf(row, { matches: [matched], decisions: { doubles: 'merge' } }).checked;
      expect(only).toMatchObject({ verdict: 'duplicate' });
      expect(only?.reason).toContain('no row in this spreadsheet');
    }
  });

  test('a later row of the file goes into the earlier one, whose note is gone where its cell says something else', () => {
    const file = fileOf(
      ['First_name', 'Phone_number', 'Contact_Status'],
      [
        ['Sam', '07700 900123', 'Maybe'],
        ['', '07700 900123', 'HOT'],
      ],
    );
    const layout = layoutFor(file);
    const read = readAll(file);
    const doubles = findDoubles(read, { matches: [], suppressed: { phones: [], emails: [] } });
    const on = { rows: read, file, layout, doubles, known: new Map() };
    const [first, second] = decide(on, { ...FIRST_DECISIONS, doubles: 'replace' });
    expect(first).toMatchObject({ verdict: 'create', row: { problems: [] } });
    expect(first?.row.cells.slice(0, 2)).toEqual(['HOT', 'Sam']);
    expect(second?.reason).toBe('Merged into row 2 of this file, which is the same person.');
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
const PHONES = ['+447700900123', '+447700900124'];

describe('the receipt', () => {
  test('balances for any file, any matches, any rules and any choices; every row is in one group, with its reason', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell, cell, cell), { maxLength: 40 }),
        fc.subarray(PHONES),
        fc.subarray(PHONES),
        fc.boolean(),
        fc.constantFrom(...DOUBLE_ACTIONS),
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 45 }), fc.constantFrom(...DOUBLE_ACTIONS, 'leaveOut' as const)),
          {
            maxLength: 20,
          },
        ),
        (data, phones, suppressed, hasRow, doubles, choices) => {
          const { file, layout, checked, rows } = checkOf(data, {
            matches: phones.map((phone) => match(phone, null)),
            suppressed,
            there: hasRow ? { First_name: 'Jo', Notes: '' } : undefined,
            decisions: { doubles, rows: new Map(choices) },
          });
          const counts = countRows(checked);
          expect(counts.rowsIn).toBe(data.length);
          expect(isBalanced(counts)).toBe(true);
          expect(rows.map(({ line }) => line)).toEqual(data.map((_row, index) => index + 2));
          expect(partsOf(rows).flat()).toEqual(rows);
          const job = { headings: file.headers, extras: layout.extras.map(({ name }) => name) };
          const lines = GROUPS.flatMap((group) => linesOf(groupTable(group, rows, job)));
          expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(rows.map(({ line }) => line));
          for (const row of rows) if (row.is === 'left') expect(row.reason).not.toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('is safe to open in a spreadsheet: nothing in it begins as a formula does', () => {
    const { rows } = checkOf([['=1+1', '12', '', '@x', '-1+2']]);
    const job: Pick<Job, 'headings' | 'extras'> = { headings: HEADERS, extras: ['Roof'] };
    const [, line = []] = groupTable('invalid', rows, job);
    expect(line.slice(2)).toEqual(["'=1+1", '12', '', "'@x", "'-1+2"]);
  });

  test('numbers that do not add up do not balance', () => {
    const counts = { rowsIn: 10, created: 6, updated: 1, duplicate: 1, invalid: 1, skipped: 1 };
    expect(isBalanced(counts)).toBe(true);
    expect(isBalanced({ ...counts, updated: 0 })).toBe(false);
  });
});

function linesOf([, ...lines]: readonly (readonly string[])[]): readonly number[] {
  return lines.map(([line]) => Number(line));
}

test('parts hold at most 1,000 rows and no more characters than one call takes', () => {
  const rowsOf = (count: number, text: string) =>
    Array.from({ length: count }, (_row, n) => ({ is: 'create', line: n + 2, cells: [text] }) as const);
  expect(partsOf(rowsOf(5, 'x'.repeat(500_000))).map((part) => part.length)).toEqual([2, 2, 1]);
  expect(partsOf(rowsOf(2_001, 'x')).map((part) => part.length)).toEqual([1_000, 1_000, 1]);
  expect(partsOf([])).toEqual([]);
});
