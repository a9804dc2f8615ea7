/** Times: every form that people write, on UK wall clocks, across both clock changes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatWallTime,
  isoToWall,
  parseWallTime,
  timeFormOf,
  wallKey,
  wallOf,
  wallToIso,
} from '../../addon/model/time.ts';

describe('reading a date-time', () => {
  test.each([
    ['12:31 28/10/2025', '2025-10-28T12:31'],
    ['28/10/2025 12:31', '2025-10-28T12:31'],
    ['28/10/2025, 9:05', '2025-10-28T09:05'],
    ['1/2/2025', '2025-02-01T00:00'],
    ['01-02-2025', '2025-02-01T00:00'],
    ['2025-10-28', '2025-10-28T00:00'],
    ['2025-10-28T12:31:59.123Z', '2025-10-28T12:31'],
    ['2025-07-01T12:00:00Z', '2025-07-01T13:00'],
    ['2025-07-01T12:00:00+01:00', '2025-07-01T12:00'],
    ['2025-07-01 12:00', '2025-07-01T12:00'],
    [' 12:31 28/10/2025 ', '2025-10-28T12:31'],
  ])('%s is %s on a UK clock', (text, key) => {
    const wall = parseWallTime(text);
    expect(wall && wallKey(wall)).toBe(key);
  });

  test.each([
    '',
    'next Tuesday',
    '31/02/2025',
    '28/13/2025',
    '24:00 28/10/2025',
    '12:60 28/10/2025',
    '28/10/25',
    'March 2023',
    '45958',
  ])('"%s" is no date-time', (text) => expect(parseWallTime(text)).toBeNull());

  test('the day comes before the month', () => {
    expect(parseWallTime('03/04/2025')).toMatchObject({ day: 3, month: 4 });
  });
});

describe('the clocks change', () => {
  test.each([
    ['2025-03-30T00:59', '2025-03-30T00:59:00.000Z'],
    ['2025-03-30T02:00', '2025-03-30T01:00:00.000Z'],
    ['2025-10-26T00:30', '2025-10-25T23:30:00.000Z'],
    ['2025-10-26T01:30', '2025-10-26T00:30:00.000Z'],
    ['2025-10-26T02:00', '2025-10-26T02:00:00.000Z'],
  ])('%s in the UK is %s', (local, iso) => {
    const wall = parseWallTime(local);
    expect(wall && wallToIso(wall)).toBe(iso);
  });

  test('both moments that autumn shows as 01:30 have one key, so neither overwrites the other', () => {
    const keys = ['2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z'].map((iso) => {
      const wall = isoToWall(iso);
      return wall && wallKey(wall);
    });
    expect(keys).toEqual(['2025-10-26T01:30', '2025-10-26T01:30']);
  });

  test('our UK time is the time zone database’s, at any minute', () => {
    const london = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/London',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const moments = fc.date({
      min: new Date('1996-01-01'),
      max: new Date('2037-12-31'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        expect(wallKey(wallOf(moment))).toBe(london.format(moment).replace(' ', 'T'));
      }),
      { seed: 26, numRuns: 500 },
    );
  });
});

test('a time written in any form is read back as the same minute', () => {
  const minute = fc.date({ min: new Date('2000-01-01'), max: new Date('2037-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(minute, fc.constantFrom('timeFirst' as const, 'dateFirst' as const), (moment, form) => {
      const wall = wallOf(moment);
      const text = formatWallTime(wall, form);
      expect(timeFormOf(text)).toBe(form);
      expect(parseWallTime(text)).toEqual(wall);
    }),
    { seed: 1 },
  );
});
