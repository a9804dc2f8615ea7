/** One UK phone identity, whatever its spelling. */
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
