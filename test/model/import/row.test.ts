/** Reading one row of a file as a lead. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from '../../../addon/model/export/csv.ts';
import { FIELDS, type FieldKey } from '../../../addon/model/fields.ts';
import { splitName } from '../../../addon/model/import/names.ts';
import { givenText } from '../../../addon/model/import/row.ts';
import type { RowRules } from '../../../addon/model/import/rules.ts';
import { unixLines } from '../../../addon/model/text.ts';
import { NO_HURRY } from '../../../addon/sidebar/import/file/pace.ts';
import { readTable } from '../../../addon/sidebar/import/file/read.ts';
import { fileOf, layoutFor, readAll } from './files.ts';

const at = (key: FieldKey): number => FIELDS.findIndex((field) => field.key === key);

/** The only row of a file with these columns. */
function rowOf(columns: { readonly [heading: string]: string }) {
  const [row] = readAll(fileOf(Object.keys(columns), [Object.values(columns)]));
  if (!row) throw new Error('The file has a row.');
  return row;
}

const person = { First_name: 'Sam', Phone_number: '07700 900123' };

describe('cells are spelled as the tab spells them', () => {
  test.each([
    ['Phone_number', '(07700) 900-123', '+447700900123'],
    ['Phone_number', '7700900123', '+447700900123'],
    ['Contact_Status', 'call booked', 'CALL_BOOKED'],
    ['Contact_Status', 'sent 2', 'Sent_2'],
    ['Lead_sentiment', 'positive', 'POSITIVE'],
    ['Manual_Mode', 'true', 'YES'],
    ['Archived', 'n', 'No'],
    ['M_1_sent', '2025-06-02T11:31:00Z', '12:31 02/06/2025'],
    ['M_1_sent', '12/03/2023', '12/03/2023'],
    ['Install_Date', '2023-03-12', '12/03/2023'],
    ['Email_address', ' Sam@Example.com ', 'Sam@Example.com'],
    ['Enquiry_date', 'March 2023', 'March 2023'],
    ['Conversation History', 'AI: Hi\r\n\r\nSam: yes', 'AI: Hi\n\nSam: yes'],
    ['Notes', "'=SUM(A1)", '=SUM(A1)'],
  ])('%s "%s" → "%s"', (header, text, cell) => {
    const row = rowOf({ ...person, [header]: text });
    expect(row.cells[FIELDS.findIndex((field) => field.header === header)]).toBe(cell);
    expect(row.problems).toEqual([]);
    expect(row.state).toBe('ok');
  });

  test.each([person, { ...person, Archived: ' ' }])(
    'a lead of which the file does not say so is not archived',
    (columns) => {
      expect(rowOf(columns).cells[at('archived')]).toBe('No');
    },
  );

  test.each([
    ['Sam Green', 'Sam', 'Green'],
    ['Mr John Smith', 'John', 'Smith'],
    ['Dr. Ana Maria Silva', 'Ana', 'Maria Silva'],
    ['Silva, Ana', 'Ana', 'Silva'],
    ['Sam & Jo Field', 'Sam & Jo', 'Field'],
    ['Mr & Mrs Field', '', 'Field'],
    ['Cher', 'Cher', ''],
    ['  ', '', ''],
  ])('the full name "%s" splits into "%s" and "%s"', (whole, first, last) => {
    expect(splitName(whole)).toEqual({ first, last });
    const row = rowOf({ 'Full name': whole, Mobile: '07700 900123' });
    expect([row.cells[at('firstName')], row.cells[at('secondName')]]).toEqual([first, last]);
  });
});

describe('what is wrong is named, in its cell', () => {
  test('an unknown status and an unreadable date are kept and flagged, and the row is imported', () => {
    const row = rowOf({ ...person, Contact_Status: 'Maybe', M_1_sent: 'next tuesday' });
    expect(row.state).toBe('ok');
    expect(row.cells[at('contactStatus')]).toBe('Maybe');
    expect(row.cells[at('m1Sent')]).toBe('next tuesday');
    expect(row.problems.map(({ column }) => column)).toEqual([at('contactStatus'), at('m1Sent')]);
  });

  test('a bad phone beside a good e-mail is kept and flagged', () => {
    const row = rowOf({ ...person, Phone_number: '12', Email_address: 'sam@example.com' });
    expect(row).toMatchObject({ state: 'ok', phone: null, email: 'sam@example.com' });
    expect(row.problems).toHaveLength(1);
  });

  test.each([
    [{ Phone_number: '12' }, '“12” is not a phone number'],
    [{ Phone_number: '', Email_address: 'sam at example' }, '“sam at example” is not an e-mail'],
    [{ Phone_number: '12', Email_address: 'nobody' }, 'Neither the phone “12” nor the e-mail “nobody”'],
    [{ Phone_number: '' }, 'neither a phone nor an e-mail'],
  ])('a row that nobody can be reached by is invalid and says why: %j', (columns, why) => {
    const row = rowOf({ ...person, ...columns });
    expect(row.state).toBe('invalid');
    const stops = row.problems.filter((problem) => problem.stops);
    expect(stops).toHaveLength(1);
    expect(stops[0]?.message).toContain(why);
  });

  test('a cell longer than a cell holds makes the row invalid and tells how long it is', () => {
    const row = rowOf({ ...person, Notes: 'x'.repeat(60_000) });
    expect(row.state).toBe('invalid');
    expect(row.problems[0]).toMatchObject({ column: at('notes'), stops: true });
    expect(row.problems[0]?.message).toContain('60,000 characters');
    expect(rowOf({ ...person, Notes: 'x'.repeat(49_999) }).state).toBe('ok');
  });

  test('a row of blanks is blank, not invalid', () => {
    expect(rowOf({ First_name: ' ', Phone_number: '' })).toMatchObject({ state: 'blank', problems: [] });
  });
});

describe('as a person set it', () => {
  const columns = { ...person, Contact_Status: 'Maybe', Install_Date: '3/4/2025', Roof: ' slate ' };
  const read = (rules: Partial<RowRules>) => {
    const [row] = readAll(fileOf(Object.keys(columns), [Object.values(columns)]), rules);
    if (!row) throw new Error('The file has a row.');
    return row;
  };

  test('dates are read in the order that is chosen for their column', () => {
    const date = at('installDate');
    expect(read({}).cells[date]).toBe('03/04/2025');
    expect(read({ dates: new Map([[date, 'monthFirst']]) }).cells[date]).toBe('04/03/2025');
  });

  test('values alike are replaced alike, outer spaces or not; a cell that was typed over stands before all', () => {
    const [status, roof] = [at('contactStatus'), FIELDS.length];
    const replacements = new Map([
      [status, new Map([['Maybe', 'HOT']])],
      [roof, new Map([['slate', 'tile']])],
    ]);
    const replaced = read({ replacements });
    expect([replaced.cells[status], replaced.cells[roof]]).toEqual(['HOT', 'tile']);
    expect(replaced.problems).toEqual([]);
    const edits = new Map([[1, new Map([[status, 'cold']])]]);
    expect(read({ replacements, edits }).cells[status]).toBe('COLD');
  });

  test('a row that lacks a required field is invalid and says which; a phone or an e-mail is needed besides', () => {
    const row = read({ required: ['postcode', 'firstName'] });
    expect(row).toMatchObject({ state: 'invalid' });
    expect(row.problems.find(({ stops }) => stops)).toMatchObject({
      column: at('postcode'),
      message: '“Postcode” is empty, and the campaign requires it.',
    });
    const edits = new Map([[1, new Map([[at('postcode'), 'CF10 1AA']])]]);
    expect(read({ required: ['postcode', 'firstName'], edits }).state).toBe('ok');
  });

  test('what a replacement is looked up by is what the file says, for split and joined columns too', () => {
    const file = fileOf(
      ['Full name', 'Mobile', 'Street', 'Town', 'Roof'],
      [['Sam Field', '1', '1 High St', 'Cardiff', "'=x"]],
    );
    const layout = layoutFor(file);
    const given = (column: number) => givenText(file.rows[0] ?? [], layout, column);
    expect(
      [at('firstName'), at('secondName'), at('address'), at('archived'), FIELDS.length].map(given),
    ).toContain('Field');
    expect(given(at('address'))).toBe('1 High St, Cardiff');
    const extra = layout.headers.indexOf('Roof');
    expect(given(extra)).toBe('=x');
  });
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '007',
    '+44',
    '1/2',
    '1e5',
    '=1+1',
    "'=1+1",
    "''x",
    '"',
    '""',
    ',',
    ';',
    '\t',
    '👩‍👩‍👧',
    'שלום',
    'مرحبا',
    ' x ',
    'a\nb',
    '-5',
    '@x',
  ),
  fc.constantFrom('x', '=', '"').map((sign) => sign.repeat(49_999)),
);

test('any text that a tab holds goes out as CSV and comes back the same, as a note and as a further column', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (pairs) => {
      const headings = ['First_name', 'Phone_number', 'Notes', 'Roof'];
      const rows = pairs.map(([notes, roof]) => ['Sam', '+447700900123', unixLines(notes), unixLines(roof)]);
      const csv = csvText({ headings, rows });
      const bytes = new TextEncoder().encode(csv);
      const file = await readTable({ is: 'bytes', name: 'x.csv', bytes }, {}, NO_HURRY);
      const layout = layoutFor(
        file,
        new Map([
          [2, { to: 'field', key: 'notes' }],
          [3, { to: 'extra' }],
        ]),
      );
      const back = readAll(file, {}, layout).map(({ cells }) => [cells[at('notes')], cells[FIELDS.length]]);
      expect(back).toEqual(rows.map(([, , notes, roof]) => [notes, roof]));
    }),
    { numRuns: 60 },
  );
});
