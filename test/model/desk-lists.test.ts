/** The lists that a person works from, as domain.md has them, and how a filter of the tab shows them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LeadLine, LISTS, type ListName } from '../../addon/model/desk/line.ts';
import { linesOf } from '../../addon/model/desk/lines.ts';
import { canFilterTo, columnsOfFilter, keepsRow } from '../../addon/model/desk/list-filter.ts';
import { isInList, linesIn } from '../../addon/model/desk/lists.ts';
import { FIELDS, STATUSES } from '../../addon/model/fields.ts';
import { kpisOf } from '../../addon/model/kpi.ts';
import { readTab } from '../../addon/model/tab.ts';
import { wallKey, wallOf } from '../../addon/model/time.ts';
import { packLines, unpackLines } from '../../addon/server/desk/pack.ts';
import { CACHE_BYTES } from '../../addon/server/sheets/cache.ts';
import { leadLine } from './desk-lines.ts';

const NOW = new Date('2026-07-01T12:00:00Z');
const now = wallKey(wallOf(NOW));
const rules = { country: 'GB', apostrophe: 'hidden' } as const;
const HEADERS = [...FIELDS.map(({ header }) => header), '_lead'];

const one = (line: LeadLine) => line;
const inOrder = (list: ListName, lines: readonly LeadLine[]) =>
  linesIn(list, lines, one, now).map(({ lead }) => lead);

/** A tab of rows, each given as texts by header. */
function tabOf(rows: readonly Readonly<Record<string, string>>[]) {
  const lines = rows.map((row, n) =>
    HEADERS.map((header) => (header === '_lead' ? `lead.${n}` : (row[header] ?? ''))),
  );
  return readTab([HEADERS, ...lines], rules);
}

describe('a lead waits for an answer', () => {
  const replied = { hasReplied: true, replied: '2026-06-30T10:00' };
  test.each<[string, Partial<LeadLine>, boolean]>([
    ['when it replied and nothing was sent since', replied, true],
    ['when it was answered before its last reply', { ...replied, answered: '2026-06-29T10:00' }, true],
    [
      'not when it was answered in the same minute or later',
      { ...replied, answered: '2026-06-30T10:00' },
      false,
    ],
    ['not when another message went out after its reply', { ...replied, m2: '2026-06-30T11:00' }, false],
    ['not when it is archived', { ...replied, archived: true }, false],
    ['not when it asked to be removed', { ...replied, status: 'REMOVED' }, false],
    ['not when its sentiment says so', { ...replied, sentiment: 'NEGATIVE_REMOVED' }, false],
    ['not when its outcome says so', { ...replied, outcome: 'REMOVED' }, false],
    ['not when it is converted', { ...replied, status: 'CONVERTED' }, false],
    ['not when it is installed', { ...replied, status: 'INSTALLED' }, false],
    ['when nobody can read when it replied and nobody answered', { hasReplied: true }, true],
    ['not when it never replied', { answered: '' }, false],
  ])('%s', (_when, line, waits) => {
    expect(isInList('waiting', leadLine(line), now)).toBe(waits);
  });

  test('and what a colleague wrote by hand is an answer, whatever the columns say', () => {
    const row = (last: string) => ({
      Reply_received: '10:00 30/06/2026',
      AI_reply_sent: '09:00 29/06/2026',
      'Conversation History': `[10:00 30/06/2026] Sam: Hello?\n${last}`,
    });
    const lines = linesOf(
      tabOf([row('[10:30 30/06/2026] MANUAL: Yes, hello.'), row('[10:30 30/06/2026] Sam: Anybody?')]),
    );
    expect(inOrder('waiting', lines)).toEqual(['lead.1']);
  });
});

test('each list has its order: who waits longest, the soonest call, the newest booking and reply', () => {
  const booked = (lead: string, call: string) =>
    leadLine({ lead, status: 'CALL_BOOKED', call, hasCall: true });
  const replied = (lead: string, at: string) =>
    leadLine({ lead, status: 'HOT', replied: at, hasReplied: true });
  const lines = [
    booked('b1', '2026-07-03T09:00'),
    booked('b2', '2026-07-02T09:00'),
    booked('b3', '2026-06-02T09:00'),
    replied('r1', '2026-06-30T10:00'),
    replied('r2', '2026-06-30T09:00'),
  ];
  expect(inOrder('upcoming', lines)).toEqual(['b2', 'b1']);
  expect(inOrder('booked', lines)).toEqual(['b1', 'b2', 'b3']);
  expect(inOrder('waiting', lines)).toEqual(['r2', 'r1']);
  expect(inOrder('recent', lines)).toEqual(['r1', 'r2']);
  expect(inOrder('hot', lines)).toEqual(['r1', 'r2']);
});

const time = fc.constantFrom(
  '',
  '10:00 30/06/2026',
  '2026-07-02T09:00:00Z',
  '29/06/2026',
  '12:30 01/07/2026',
  'soon',
);
const row = fc.record({
  Contact_Status: fc.constantFrom('', 'hot', 'HOT', 'warm ', 'call booked', 'Elsewhere', ...STATUSES),
  First_name: fc.constantFrom('Sam', 'Zoë\n', '\t', '=1+1', 'a\u001fb'),
  Phone_number: fc.constantFrom('07700 900123', '+447700900123', 'none'),
  Reply_received: time,
  M_1_sent: time,
  AI_reply_sent: time,
  call_booked: time,
  Archived: fc.constantFrom('', 'Yes', 'No', 'y', 'perhaps'),
  Latest_lead_reply: fc.string({ unit: 'grapheme', maxLength: 300 }),
});
const rows = fc.array(row, { maxLength: 40 });

test('lists and numbers are of the same leads', () => {
  fc.assert(
    fc.property(rows, (texts) => {
      const lines = linesOf(tabOf(texts));
      const kpis = kpisOf(lines, NOW, 'all');
      expect(lines).toHaveLength(kpis.total);
      expect(inOrder('upcoming', lines)).toHaveLength(kpis.upcomingCalls);
      expect(inOrder('booked', lines)).toHaveLength(kpis.callsBooked);
      expect(inOrder('recent', lines)).toHaveLength(kpis.replied);
      expect(inOrder('hot', lines)).toHaveLength(kpis.statuses.get('HOT') ?? 0);
      expect(inOrder('warm', lines)).toHaveLength(kpis.statuses.get('WARM') ?? 0);
      expect(inOrder('archived', lines)).toHaveLength(kpis.archived);
    }),
  );
});

test('a filter by columns shows just the rows of its list', () => {
  const filtered = LISTS.filter(canFilterTo);
  expect(filtered).toHaveLength(LISTS.length - 1);
  fc.assert(
    fc.property(rows, fc.constantFrom(...filtered), (texts, list) => {
      const header = (key: string) => FIELDS.find((field) => field.key === key)?.header ?? '';
      const shown = texts.flatMap((cells, n) => {
        const text = (key: string) => Object.entries(cells).find(([name]) => name === header(key))?.[1] ?? '';
        return columnsOfFilter(list).every((key) => keepsRow(list, key, text(key), rules, now))
          ? [`lead.${n}`]
          : [];
      });
      expect([...shown].sort()).toEqual([...inOrder(list, linesOf(tabOf(texts)))].sort());
    }),
  );
});

test('lines come out of the cache as they went in, in texts that it takes', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 200, max: 3_000 }), (texts, most) => {
      const lines = linesOf(tabOf(texts));
      const packs = packLines(lines, most);
      expect(unpackLines(packs)).toEqual(lines);
      for (const pack of packs.filter((one) => one.includes('\u001e'))) {
        expect(Buffer.byteLength(pack)).toBeLessThanOrEqual(most);
      }
    }),
  );
  expect(unpackLines(['something else'])).toBeNull();
  expect(CACHE_BYTES).toBeLessThanOrEqual(100_000);
});
