/** What a cell makes of a written value: the coercion that a script meets at Google. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../../../scripts/local/workbook/protocol.ts';
import { type Script, startScript } from './harness.ts';

let script: Script;

beforeAll(async () => {
  script = await startScript(`
    function shape(value) {
      if (value instanceof Date) return ['Date', value.toISOString()];
      return [typeof value, value];
    }
    function write(format, values) {
      var sheet = SpreadsheetApp.getActive().insertSheet();
      var range = sheet.getRange(1, 1, values.length, 1);
      if (format) range.setNumberFormat(format);
      range.setValues(values.map(function (value) { return [value]; }));
      var formulas = range.getFormulas();
      return range.getValues().map(function (row, i) {
        return formulas[i][0] ? ['formula', formulas[i][0]] : shape(row[0]);
      });
    }
    function writeDates(format) {
      var range = SpreadsheetApp.getActive().insertSheet().getRange('A1:A3');
      if (format) range.setNumberFormat(format);
      range.setValues([[new Date('2025-07-01T11:30:00Z')], [new Date('2025-01-01T00:00:00Z')], [null]]);
      return range.getValues().map(function (row) { return shape(row[0]); }).concat(range.getDisplayValues());
    }
    function appended(values) {
      var sheet = SpreadsheetApp.getActive().insertSheet();
      sheet.appendRow(values);
      return sheet.getRange(1, 1, 1, values.length).getValues()[0].map(shape);
    }
    function shown(value) {
      var cell = SpreadsheetApp.getActive().insertSheet().getRange('A1').setValue(value);
      return [cell.getDisplayValue(), cell.getNumberFormat()];
    }
    function later(value) {
      var cell = SpreadsheetApp.getActive().insertSheet().getRange('A1').setValue(value);
      cell.setNumberFormat('@');
      return shape(cell.getValue());
    }`);
});
afterAll(() => script.close());

const year = new Date().getFullYear();

/** Written, and what is read back: from apps-script.md; where Google is unconfirmed, the harsher reading. */
const TYPED: readonly (readonly [written: string, kind: string, value: Json])[] = [
  ['2.000', 'number', 2],
  ['1,000,000', 'number', 1_000_000],
  ['$2.99', 'number', 2.99],
  ['£1,250', 'number', 1250],
  ['01234', 'number', 1234],
  ['22 34', 'number', 2234],
  ['07700 900123', 'number', 7_700_900_123],
  ['+447700900123', 'number', 447_700_900_123],
  ['+44 7700 900123', 'number', 447_700_900_123],
  ['-12', 'number', -12],
  ['1e5', 'number', 100_000],
  ['5%', 'number', 0.05],
  [' 7 ', 'number', 7],
  ['TRUE', 'boolean', true],
  ['false', 'boolean', false],
  ['1/2/2025', 'Date', '2025-02-01T00:00:00.000Z'],
  ['13/07/2025', 'Date', '2025-07-12T23:00:00.000Z'],
  ['2025-10-28', 'Date', '2025-10-28T00:00:00.000Z'],
  ['28/10/2025 12:31', 'Date', '2025-10-28T12:31:00.000Z'],
  ['March 2023', 'Date', '2023-03-01T00:00:00.000Z'],
  ['28 Oct 2025', 'Date', '2025-10-28T00:00:00.000Z'],
  ['1/2', 'Date', `${year}-02-01T00:00:00.000Z`],
  ['=1+1', 'formula', '=1+1'],
  ['+A1', 'formula', '=+A1'],
  ["'07700", 'string', "'07700"],
  ["'=1", 'string', "'=1"],
  ['=', 'formula', '='],
  ['-', 'string', '-'],
  ['@home', 'string', '@home'],
  ['12:31 28/10/2025', 'string', '12:31 28/10/2025'],
  ['31/02/2025', 'string', '31/02/2025'],
  ['2025-10-28T12:31:00Z', 'string', '2025-10-28T12:31:00Z'],
  ['CV1 2AB', 'string', 'CV1 2AB'],
  ['1 High Street\nCoventry', 'string', '1 High Street\nCoventry'],
  ['[a](https://example.com)', 'string', '[a](https://example.com)'],
  ['https://example.com/x', 'string', 'https://example.com/x'],
  ['£ and é “quotes”', 'string', '£ and é “quotes”'],
  ['', 'string', ''],
];

describe('A string is read as if typed', () => {
  test('by setValues, each as the table says', async () => {
    const read = await script.call(
      'write',
      null,
      TYPED.map(([written]) => written),
    );
    expect(read).toEqual(TYPED.map(([, kind, value]) => [kind, value]));
  });

  test('by appendRow too', async () => {
    const read = await script.call('appended', ['01234', '5%', 'TRUE', 'Sam']);
    expect(read).toEqual([
      ['number', 1234],
      ['number', 0.05],
      ['boolean', true],
      ['string', 'Sam'],
    ]);
  });

  test.each([
    ['5%', '5%', '0%'],
    ['£1,250', '£1,250', '[$£]#,##0'],
    ['1/2/2025', '01/02/2025', 'dd/mm/yyyy'],
    ['plain', 'plain', 'General'],
  ])('%s brings along the format that shows it as %s', async (written, display, format) => {
    expect(await script.call('shown', written)).toEqual([display, format]);
  });
});

describe('Number format @, set first,', () => {
  const texts = TYPED.map(([written]) => written).filter((written) => !written.startsWith('='));

  test('keeps every text as it is written', async () => {
    expect(await script.call('write', '@', texts)).toEqual(texts.map((text) => ['string', text]));
  });

  test('does not stop a leading = from making a formula', async () => {
    expect(await script.call('write', '@', ['=1+1', '=HYPERLINK("x")'])).toEqual([
      ['formula', '=1+1'],
      ['formula', '=HYPERLINK("x")'],
    ]);
  });

  test('makes text of numbers and booleans', async () => {
    expect(await script.call('write', '@', [7, true])).toEqual([
      ['string', '7'],
      ['string', 'TRUE'],
    ]);
  });

  test('set after the write does not bring back what the cell dropped', async () => {
    expect(await script.call('later', '07700 900123')).toEqual(['string', '7700900123']);
  });
});

test('A Date is kept to the second in the spreadsheet’s time zone, and null empties the cell', async () => {
  expect(await script.call('writeDates', null)).toEqual([
    ['Date', '2025-07-01T11:30:00.000Z'],
    ['Date', '2025-01-01T00:00:00.000Z'],
    ['string', ''],
    ['01/07/2025 12:30:00'],
    ['01/01/2025'],
    [''],
  ]);
});
