/** Reading one row of a file as a lead. */
import { describe, expect, test } from 'vitest';
import { FIELDS, type FieldKey } from '../../../addon/model/fields.ts';
import { splitName } from '../../../addon/model/import/names.ts';
import { fileOf, readAll } from './files.ts';

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
