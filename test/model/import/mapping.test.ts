/** Mapping a file's columns to fields. */
import { describe, expect, test } from 'vitest';
import { FIELDS } from '../../../addon/model/fields.ts';
import { extraNames } from '../../../addon/model/import/headers.ts';
import { layoutOf } from '../../../addon/model/import/layout.ts';
import { chooseTarget, mapColumns, mappingGaps, targetCode } from '../../../addon/model/import/mapping.ts';
import { VOCABULARY, wordsOfHeading } from '../../../addon/model/import/words.ts';
import { fileOf } from './files.ts';

/** Headings with their values, and where they must go. */
function mapped(columns: readonly (readonly [heading: string, ...values: string[]])[]): readonly string[] {
  const headers = columns.map(([heading]) => heading);
  const count = Math.max(...columns.map((column) => column.length - 1));
  const rows = Array.from({ length: count }, (_row, index) =>
    columns.map((column) => column[index + 1] ?? ''),
  );
  return mapColumns(fileOf(headers, rows), 'GB').map(
    ({ target, confidence }) => `${targetCode(target)} ${confidence}`,
  );
}

describe('a column is mapped by its heading', () => {
  test('every header of the existing sheet maps to its own field, surely', () => {
    const found = mapped(FIELDS.map((field) => [field.header, 'x'] as const));
    expect(found).toEqual(FIELDS.map((field) => `field:${field.key} sure`));
  });

  test('no word stands for two concepts, and every one is read as the concept that it stands for', () => {
    const all = Object.entries(VOCABULARY).flatMap(([concept, words]) =>
      words.split(' ').map((word) => [word, concept] as const),
    );
    expect(new Set(all.map(([word]) => word)).size).toBe(all.length);
    expect(all.filter(([word, concept]) => [...wordsOfHeading(word).concepts].join() !== concept)).toEqual(
      [],
    );
  });

  test.each([
    'firstName',
    'FIRST_NAME',
    'Name, first',
    'first-name',
    'Firstname',
    'Frist name',
    'Customer first name(s)',
  ])('spelling, order and one wrong letter do not matter: "%s"', (heading) => {
    expect(mapped([[heading, 'Sam', 'Jo']])[0]).toMatch(/^field:firstName/);
  });

  test.each([
    ['Company name', 'Green Roofs'],
    ['Ad name', 'Solar spring'],
    ['Email opt in', 'yes'],
    ['Phone type', 'Mobile'],
    ['Best time to call', 'Mornings'],
    ['Partner’s first name', 'Sam'],
    ['Emergency contact phone', '07700 900123'],
    ['Landlord email', 'sam@example.com'],
    ['Last modified', '12/03/2024'],
    ['Date of birth', '12/03/1970'],
    ['Do you own your home?', 'Yes'],
    ['Customer No.', '10045'],
    ['Roof status', 'Good'],
  ])('"%s" is no name, phone, e-mail, date or status', (heading, value) => {
    expect(mapped([[heading, value, value]])).toEqual(['extra none']);
  });

  test.each([
    ['E-mail Address', 'sam@example.com', 'field:emailAddress sure'],
    ['MOBILE NUMBER', '07700 900123', 'field:phoneNumber sure'],
    ['customer_mobile', '07700 900123', 'field:phoneNumber sure'],
    ['Customer Email', 'sam@example.com', 'field:emailAddress sure'],
    ['Forename', 'Sam', 'field:firstName sure'],
    ['Surname', 'Green', 'field:secondName sure'],
    ['Full Name', 'Sam Green', 'fullName sure'],
    ['Post Code', 'BS1 4DJ', 'field:postcode sure'],
    ['Lead Status', 'HOT', 'field:contactStatus sure'],
    ['Comments', 'Rang twice', 'field:notes sure'],
    ['Date of enquiry', '12/03/2023', 'field:enquiryDate sure'],
    ['Roof type', 'slate', 'extra none'],
    ['Unsubscribed', '', 'leaveOut none'],
  ])('"%s" with "%s" → %s', (heading, value, target) => {
    expect(mapped([[heading, value]])).toEqual([target]);
  });
});

describe('values are heard as well', () => {
  test('a nameless column of e-mails, phones, postcodes or statuses is found, as likely', () => {
    const found = mapped([
      ['Column 1', 'sam@example.com', 'jo@example.org'],
      ['Column 2', '07700 900123', '+44 7700 900124'],
      ['Column 3', 'BS1 4DJ', 'M1 1AE'],
      ['Column 4', 'HOT', 'Call booked'],
    ]);
    expect(found).toEqual([
      'field:emailAddress likely',
      'field:phoneNumber likely',
      'field:postcode likely',
      'field:contactStatus likely',
    ]);
  });

  test('a heading that its values contradict maps to nothing', () => {
    expect(mapped([['Email', 'Yes', 'No', 'Yes']])).toEqual(['extra none']);
    expect(mapped([['Phone', 'iPhone', 'Android']])).toEqual(['extra none']);
  });

  test('dates and account numbers are not taken for phones', () => {
    expect(mapped([['Account ref', '7700900123', '7700900124']])).toEqual(['extra none']);
    expect(mapped([['Born', '12/03/1970', '01/11/1965']])).toEqual(['extra none']);
  });

  test('a column "Name" of single words is a first name', () => {
    expect(mapped([['Name', 'Sam', 'Jo', 'Priya']])).toEqual(['field:firstName likely']);
  });
});

describe('each field is used at most once', () => {
  test('the likelier of two phone columns gets the field, the other stays as a further column', () => {
    const found = mapped([
      ['Home phone', '01632 960001'],
      ['Mobile', '07700 900123'],
    ]);
    expect(found).toEqual(['extra none', 'field:phoneNumber sure']);
  });

  test('choosing a field takes it from the column that had it', () => {
    const choices = mapColumns(fileOf(['Home phone', 'Mobile'], [['01632 960001', '07700 900123']]), 'GB');
    const changed = chooseTarget(choices, 0, { to: 'field', key: 'phoneNumber' });
    expect(changed.map(({ target }) => targetCode(target))).toEqual(['field:phoneNumber', 'extra']);
    expect(changed.map(({ confidence }) => confidence)).toEqual(['chosen', 'chosen']);
  });

  test('a full name is not split beside a first name, and choosing to split it frees both name fields', () => {
    const file = fileOf(['First name', 'Last name', 'Customer name'], [['Sam', 'Green', 'Sam Green']]);
    const choices = mapColumns(file, 'GB');
    expect(choices.map(({ target }) => targetCode(target))).toEqual([
      'field:firstName',
      'field:secondName',
      'extra',
    ]);
    const split = chooseTarget(choices, 2, { to: 'fullName' });
    expect(split.map(({ target }) => targetCode(target))).toEqual(['extra', 'extra', 'fullName']);
  });
});

describe('what a mapping lacks is said', () => {
  const gaps = (headers: readonly string[], values: readonly string[]) =>
    mappingGaps(mapColumns(fileOf(headers, [values]), 'GB')).map(({ blocks }) => blocks);

  test('neither phone nor e-mail blocks; a missing first name only warns', () => {
    expect(gaps(['Roof', 'Town'], ['slate', 'Bath'])).toEqual([true, false]);
    expect(gaps(['Roof', 'Mobile'], ['slate', '07700 900123'])).toEqual([false]);
    expect(gaps(['Name', 'Email'], ['Sam Green', 'sam@example.com'])).toEqual([]);
  });
});

describe('the tab that a mapping makes', () => {
  test('has the 26 headers first and further columns under names that nothing else bears', () => {
    const file = fileOf(
      ['Mobile', 'notes', 'Notes (old)', '_lead', '=Roof', 'Postcode ', 'Empty'],
      [['07700 900123', 'a', 'b', 'c', 'd', 'BS1 4DJ', '']],
    );
    let choices = mapColumns(file, 'GB');
    choices = chooseTarget(choices, 5, { to: 'extra' });
    const { headers, extras } = layoutOf(choices);
    expect(headers.slice(0, 26)).toEqual(FIELDS.map((field) => field.header));
    expect(extras.map(({ name }) => name)).toEqual(['Notes (old)', 'lead', 'Roof', 'Postcode (2)']);
  });
});

test('a heading too long for a tab is cut, and two that begin alike stay apart', () => {
  const [first = '', second = ''] = extraNames(['h'.repeat(900), 'h'.repeat(901)]);
  expect(first).toHaveLength(100);
  expect(second).not.toBe(first);
});
