/** Cells: what each kind of field reads, writes and takes for the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CellValue, cellTextOf, keyOfValue, readCell, readText } from '../../addon/model/cell.ts';
import { FIELDS, type FieldKey, fieldOf } from '../../addon/model/fields.ts';
import { CELL_LIMIT, guardText, isShortened, shortenForCell, unguardText } from '../../addon/model/text.ts';

const rules = { country: 'GB', apostrophe: 'stored' } as const;
const read = (key: FieldKey, raw: CellValue) => readCell(fieldOf(key), raw, rules);

describe('reading a cell', () => {
  test.each<[FieldKey, CellValue, unknown]>([
    ['firstName', 'Zoë ', 'Zoë '],
    ['postcode', '007', '007'],
    ['phoneNumber', '07700 900123', '+447700900123'],
    ['phoneNumber', 7700900123, '+447700900123'],
    ['phoneNumber', 447700900123, '+447700900123'],
    ['phoneNumber', 'p:+44 (0)7700 900123', '+447700900123'],
    ['emailAddress', ' a@example.com ', 'a@example.com'],
    ['rowNumber', '12', 12],
    ['m1Sent', '12:31 28/07/2025', '2025-07-28T11:31:00.000Z'],
    ['installDate', '28/10/2025', '2025-10-28'],
    ['contactStatus', 'HOT', 'HOT'],
    ['contactStatus', 'hot', 'HOT'],
    ['contactStatus', 'sent 1', 'Sent_1'],
    ['contactStatus', 'Call booked', 'CALL_BOOKED'],
    ['contactStatus', 'Scheduled', 'CALL_BOOKED'],
    ['contactStatus', 'SCHEDULED', 'SCHEDULED'],
    ['manualMode', 'YES', true],
    ['manualMode', false, false],
    ['archived', 'No', false],
    ['notes', 'a\r\nb', 'a\nb'],
    ['notes', "'=1+1", '=1+1'],
    ['notes', '', null],
    ['m1Sent', ' ', null],
  ])('%s of %j is %j', (key, raw, value) => {
    expect(read(key, raw)).toMatchObject({ state: 'value', value });
  });

  test.each<[FieldKey, CellValue]>([
    ['phoneNumber', 'ask his wife'],
    ['phoneNumber', '0770'],
    ['m1Sent', 'next Tuesday'],
    ['rowNumber', 'twelve'],
    ['manualMode', 'perhaps'],
  ])('%s of %j is kept as it stands, flagged, and never read as cleared', (key, raw) => {
    const reading = read(key, raw);
    expect(reading).toMatchObject({ state: 'unreadable', text: raw });
    expect(reading.state === 'unreadable' && reading.key).not.toBe('');
  });

  test('an unknown status is kept and flagged', () => {
    expect(read('contactStatus', 'On holiday')).toMatchObject({
      state: 'value',
      value: 'On holiday',
      hint: expect.any(String),
    });
  });

  test('a real date cell is read as the minute that it shows', () => {
    expect(read('m1Sent', new Date('2025-07-28T11:31:00Z'))).toMatchObject({
      value: '2025-07-28T11:31:00.000Z',
    });
  });
});

describe('the same to a person', () => {
  test.each<[FieldKey, string | boolean, string]>([
    ['phoneNumber', '07700 900123', '+447700900123'],
    ['m1Sent', '2025-10-28T12:31:22.000Z', '12:31 28/10/2025'],
    ['m1Sent', '2025-10-26T01:30:00.000Z', '01:30 26/10/2025'],
    ['m1Sent', 'soon', 'soon'],
    ['contactStatus', 'Scheduled', 'CALL_BOOKED'],
    ['manualMode', true, 'YES'],
    ['notes', 'a\r\nb', 'a\nb'],
  ])('%s: %j in the document and %j in the cell have one key', (key, stored, shown) => {
    const reading = read(key, shown);
    expect(reading.state !== 'shortened' && reading.key).toBe(keyOfValue(fieldOf(key), stored, 'GB'));
  });

  test('writing any document value into a cell and reading it gives its key: no write looks like an edit', () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('soon', '2025-10-28T12:31:22.000Z', 'HOT', '+447700900123', '=1+1', "'", '-5'),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...FIELDS),
        value,
        fc.constantFrom('stored' as const, 'hidden' as const),
        (field, stored, apostrophe) => {
          const written = guardText(cellTextOf(field, stored, 'timeFirst'), apostrophe);
          const back = apostrophe === 'hidden' && written.startsWith("'") ? written.slice(1) : written;
          const reading = readCell(field, back, { country: 'GB', apostrophe });
          expect(reading.state !== 'shortened' && reading.key).toBe(keyOfValue(field, stored, 'GB'));
        },
      ),
      { seed: 7, numRuns: 2_000 },
    );
  });
});

describe('text stays text', () => {
  const arbitrary = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '1', 'a') }),
  );

  test('what is guarded reads back the same, whichever way the spreadsheet takes an apostrophe', () => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        expect(unguardText(guardText(text, 'stored'), 'stored')).toBe(text);
        const typed = guardText(text, 'hidden');
        expect(unguardText(typed.startsWith("'") ? typed.slice(1) : typed, 'hidden')).toBe(text);
      }),
      { seed: 3, numRuns: 2_000 },
    );
  });

  test('no guarded text begins with what starts a formula, signed numbers apart', () => {
    fc.assert(
      fc.property(arbitrary, (text) => {
        const guarded = guardText(text, 'stored');
        expect(/^[=+\-@\t\r]/.test(guarded) && !/^[+-]\d+(\.\d+)?$/.test(guarded)).toBe(false);
      }),
      { seed: 4, numRuns: 2_000 },
    );
  });

  test('a phone in E.164 is not quoted', () => {
    expect(guardText('+447700900123', 'stored')).toBe('+447700900123');
  });

  test('a text longer than a cell is shown shortened, says so, and is never taken for an edit', () => {
    const shown = shortenForCell('x'.repeat(CELL_LIMIT + 1));
    expect(shown.length).toBeLessThanOrEqual(CELL_LIMIT);
    expect(isShortened(shown)).toBe(true);
    expect(readText(fieldOf('notes'), shown, 'GB')).toMatchObject({ state: 'value' });
    expect(read('notes', shown)).toMatchObject({ state: 'shortened' });
  });
});
