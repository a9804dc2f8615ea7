/** What a text costs as SMS, and the countries of phone numbers. */
import fc from 'fast-check';
import { getCountries } from 'libphonenumber-js/min';
import { describe, expect, test } from 'vitest';
import { COUNTRIES } from '../../addon/model/countries.ts';
import { smsLength } from '../../addon/model/sms.ts';

const parts = (text: string): number => smsLength(text).parts;

describe('the parts of an SMS', () => {
  test('160 signs of the GSM alphabet are one part, and 153 a part beyond', () => {
    expect(parts('')).toBe(0);
    expect(parts('a'.repeat(160))).toBe(1);
    expect(parts('a'.repeat(161))).toBe(2);
    expect(parts('a'.repeat(306))).toBe(2);
    expect(parts('a'.repeat(307))).toBe(3);
  });

  test('one sign outside it makes the parts 70 and 67, and is named', () => {
    expect(smsLength(`${'a'.repeat(69)}’`)).toEqual({ characters: 70, parts: 1, gsm: false, foreign: ['’'] });
    expect(parts(`${'a'.repeat(70)}’`)).toBe(2);
    expect(parts(`${'a'.repeat(133)}’`)).toBe(2);
    expect(parts(`${'a'.repeat(134)}’`)).toBe(3);
    expect(smsLength('Zoë 😀 — “hi”').foreign).toEqual(['ë', '😀', '—', '“', '”']);
  });

  test('€ and brackets take two septets, an emoji two units, and neither stands across two parts', () => {
    expect(parts('€'.repeat(80))).toBe(1);
    expect(parts('€'.repeat(81))).toBe(2);
    // 153 is odd: each part holds 76 of them.
    expect(parts('€'.repeat(152))).toBe(2);
    expect(parts('€'.repeat(153))).toBe(3);
    expect(smsLength('😀'.repeat(35))).toMatchObject({ characters: 35, parts: 1 });
    expect(parts('😀'.repeat(66))).toBe(2);
    expect(parts('😀'.repeat(67))).toBe(3);
  });

  test('a longer text never takes fewer parts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.string({ maxLength: 20 }),
        (text, more) => {
          expect(parts(text + more)).toBeGreaterThanOrEqual(parts(text));
        },
      ),
    );
  });
});

test('the countries that a page names are those whose numbers can be read', () => {
  expect([...COUNTRIES].sort()).toEqual([...getCountries()].sort());
});
