/** Finding leads: whatever of a name, number, address or postcode a person has at hand, in whatever spelling. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LeadLine } from '../../addon/model/desk/line.ts';
import { saysEnough, termsOf } from '../../addon/model/desk/query.ts';
import { foundIn, searchLines } from '../../addon/model/desk/search.ts';
import { leadLine } from './desk-lines.ts';

const people: readonly LeadLine[] = [
  leadLine({
    lead: 'a',
    name: 'Zoë O’Neill',
    phone: '+447700900123',
    email: 'zoe.oneill@example.com',
    postcode: 'SW1A 1AA',
  }),
  leadLine({
    lead: 'b',
    name: 'Sam Hughes',
    phone: '+447700900456',
    email: 'sam@example.org',
    postcode: 'sw12 1aa',
  }),
  leadLine({
    lead: 'c',
    name: 'Samira Łukasz',
    phone: '+441632960111',
    email: 's.lukasz@example.com',
    postcode: 'M1 4BT',
  }),
  leadLine({ lead: 'd', name: 'Anna Smith-Jones', phone: '07700 900 12', email: '', postcode: 'SW11AA' }),
  leadLine({ lead: 'e', name: 'Sam Hughes', phone: '+33612345678', email: 'x@example.com', archived: true }),
];
const find = (text: string) => searchLines(people, (one) => one, text).map(({ one }) => one.lead);

describe('a lead is found by', () => {
  test.each([
    ['its name', 'zoe oneill', ['a']],
    ['its name in the other order', 'oneill zoë', ['a']],
    ['its name with a straight apostrophe', "O'NEILL", ['a']],
    ['letters that do not come apart', 'lukasz', ['c']],
    ['half of a hyphened name', 'jones', ['d']],
    ['a hyphened name', 'smith-jo', ['d']],
    ['a national number', '07700 900 123', ['a']],
    ['an international one', '+44 (0)7700 900123', ['a']],
    ['one with noughts for the plus', '00447700900123', ['a']],
    ['one without anything before it', '7700900123', ['a']],
    ['the last digits', '0456', ['b']],
    ['a foreign number', '+33 6 12 34 56 78', ['e']],
    ['part of its e-mail', 'oneill@example', ['a']],
    ['its postcode', 'sw1a 1aa', ['a']],
    ['its postcode without a space', 'M14BT', ['c']],
    ['its first half', 'sw1a', ['a']],
    ['name and postcode', 'sam sw12', ['b']],
    ['name and number', 'sam 07700', ['b']],
  ])('%s', (_what, text, leads) => {
    expect(find(text)).toEqual(leads);
  });
});

test('what begins so comes before what holds it, and leads that are at work before archived ones', () => {
  expect(find('sam')).toEqual(['b', 'e', 'c']);
  expect(find('sw1 1aa')[0]).toBe('d');
});

test('every term has to be found, and nothing is found for a text that says nothing', () => {
  expect(find('sam m14bt nobody')).toEqual([]);
  for (const text of ['', '  ', '+', '-', '( )', ',;']) expect(find(text)).toEqual([]);
});

test('why a lead was found is told', () => {
  const [zoe] = people;
  if (!zoe) throw new Error('There is one.');
  expect(foundIn(zoe, 'zoe 0123 sw1a')).toEqual(['name', 'phone', 'postcode']);
  expect(foundIn(zoe, 'example.com')).toEqual(['email']);
  expect(foundIn(zoe, 'zoe hughes')).toEqual([]);
});

test('two digits or one letter are too little to look for', () => {
  expect(['07', 'a', '', '+44'].map(saysEnough)).toEqual([false, false, false, false]);
  expect(['077', 'an', 'a smith'].map(saysEnough)).toEqual([true, true, true]);
});

/** Ofcom's drama range, written as people write numbers. */
const spelled = fc
  .record({
    last: fc.integer({ min: 0, max: 999 }),
    head: fc.constantFrom('0', '+44', '+44 ', '+44 (0)', '0044', '0044 ', ''),
    gaps: fc.array(fc.constantFrom('', '', ' ', '-', '.'), { minLength: 10, maxLength: 10 }),
  })
  .map(({ last, head, gaps }) => {
    const bare = `7700900${String(last).padStart(3, '0')}`;
    const written = [...bare].map((digit, n) => `${digit}${n < 9 ? gaps[n] : ''}`).join('');
    return { phone: `+44${bare}`, typed: head + written };
  });

test('a number is found in whatever spelling, and finds no other', () => {
  fc.assert(
    fc.property(spelled, fc.integer({ min: 0, max: 999 }), ({ phone, typed }, other) => {
      const another = `+447700900${String(other).padStart(3, '0')}`;
      const lines = [leadLine({ lead: 'other', phone: another }), leadLine({ lead: 'it', phone })];
      const found = searchLines(lines, (one) => one, typed).map(({ one }) => one.phone);
      expect(found).toContain(phone);
      expect(found.every((one) => one === phone)).toBe(true);
    }),
  );
});

test('every word of a name finds it, in any order, case and accent', () => {
  const word = fc.constantFrom('Zoë', 'Tomás', 'Ødegård', 'Nuñez', 'Smith', 'Ng', 'D’Arcy', 'van', 'Æthel');
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 4 }), fc.boolean(), (words, shout) => {
      const line = leadLine({ name: words.join(' ') });
      const typed = [...words].reverse().join(' ');
      expect(searchLines([line], (one) => one, shout ? typed.toUpperCase() : typed)).toHaveLength(1);
    }),
  );
});

test('no text that anybody types breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
      termsOf(text);
      saysEnough(text);
      expect(searchLines(people, (one) => one, text).length).toBeLessThanOrEqual(people.length);
    }),
  );
});
