/** One UK phone identity, whatever its spelling. */
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { expect, test } from 'vitest';
import { type CountryCode, toE164 } from '../../addon/model/phone.ts';

test.each([
  '07700900123',
  '07700 900123',
  '07700-900-123',
  '(07700) 900123',
  '447700900123',
  '+447700900123',
  '+44 7700 900123',
  '+44 (0)7700 900123',
  '00447700900123',
  '0044 7700 900123',
  '7700900123',
  "'07700900123",
  'p:+447700900123',
  'tel: 07700 900123',
])('%s is +447700900123', (text) => expect(toE164(text)).toBe('+447700900123'));

test.each([
  '',
  '0770',
  'n/a',
  'ask his wife',
  '12',
  'call 07700 900123 or 07700 900124',
  '123456789012345678',
])('"%s" is no number that can be dialled', (text) => expect(toE164(text)).toBeNull());

test.each<[string, CountryCode, string]>([
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['+33 6 12 34 56 78', 'GB', '+33612345678'],
  ['01632 960123', 'GB', '+441632960123'],
])('%s written in %s is %s', (text, country, e164) => expect(toE164(text, country)).toBe(e164));

test('a plain UK number is the one that the library makes of it, wherever it is written', () => {
  const digits = fc.bigInt({ min: 1_000_000_000n, max: 9_999_999_999n }).map(String);
  fc.assert(
    fc.property(digits, fc.constantFrom<CountryCode>('GB', 'JE', 'FR', 'US'), (number, country) => {
      for (const text of [`+44${number}`, `0${number}`]) {
        const parsed = parsePhoneNumberFromString(text, country);
        expect(toE164(text, country)).toBe(parsed?.isPossible() ? parsed.number : null);
      }
    }),
  );
});

test('numbers that need no metadata are read as the library reads them, whatever stands between their digits', () => {
  const digit = fc.integer({ min: 0, max: 9 }).map(String);
  const gap = fc.constantFrom('', '', '', ' ', '-', '.');
  const begin = fc.constantFrom(
    '',
    '0',
    '+44',
    '+44 ',
    '+44 (0)',
    '+44(0) ',
    '(0',
    '44',
    '0044',
    '+',
    '+353',
    '1',
  );
  fc.assert(
    fc.property(
      begin,
      fc.array(fc.tuple(digit, gap), { minLength: 6, maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom<CountryCode>('GB', 'IE'),
      (start, pairs, close, country) => {
        const rest = pairs
          .map(([one, sign], n) => one + (start === '(0' && n === close ? ') ' : sign))
          .join('');
        const text = `${start}${rest}`;
        const parsed = parsePhoneNumberFromString(text.replace('(0)', ''), country);
        expect(toE164(text, country)).toBe(parsed?.isPossible() ? parsed.number : null);
      },
    ),
    { numRuns: 4_000 },
  );
});
