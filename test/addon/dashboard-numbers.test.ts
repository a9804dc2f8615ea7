/** Every number of a dashboard is what the plain reading of the leads comes to, at every moment and for each period. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { linesOf } from '../../addon/model/desk/lines.ts';
import { FIELDS, OUTCOMES, SENTIMENTS, STATUSES } from '../../addon/model/fields.ts';
import { type Kpis, kpisOf } from '../../addon/model/kpi.ts';
import { PERIODS } from '../../addon/model/period.ts';
import { NUMBERS } from '../../addon/server/dashboard/block.ts';
import { openStats, type StatsWorkbook } from './stats-workbook.ts';

const LEADS = 971;
/** Moments at which a day, a month or an hour of the clock begins or ends in the UK. */
const MOMENTS: readonly (readonly [string, string])[] = [
  ['an ordinary afternoon', '2025-11-19T14:07:31Z'],
  ['a minute before midnight in summer', '2025-07-31T22:59:59Z'],
  ['midnight in summer, in UTC still the day before', '2025-07-31T23:00:00Z'],
  ['a month’s last minute', '2025-11-30T23:59:59Z'],
  ['a year’s first minute', '2026-01-01T00:00:00Z'],
  ['29 February', '2024-02-29T12:00:00Z'],
  ['the day after 29 February', '2024-03-01T00:00:30Z'],
  ['just before the clocks go forward', '2025-03-30T00:59:59Z'],
  ['just after the clocks went forward', '2025-03-30T01:00:00Z'],
  ['the hour that comes twice, first', '2025-10-26T00:30:00Z'],
  ['the hour that comes twice, again', '2025-10-26T01:30:00Z'],
];

const HEADERS = [...FIELDS.map((field) => field.header), 'Source', '_lead', '_sync'];
const pad = (n: number) => String(n).padStart(2, '0');

/** A time near one of the moments, in one of the forms in which people and the automation write it. */
const aTime = fc
  .record({
    near: fc.constantFrom(...MOMENTS.map(([, iso]) => Date.parse(iso))),
    minutes: fc.oneof(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -70 * 1440, max: 1440 })),
    form: fc.integer({ min: 0, max: 11 }),
  })
  .map(({ near, minutes, form }) => {
    const at = new Date(near + minutes * 60_000);
    const [y, mo, d, h, mi] = [
      at.getUTCFullYear(),
      at.getUTCMonth() + 1,
      at.getUTCDate(),
      at.getUTCHours(),
      at.getUTCMinutes(),
    ];
    const clock = `${pad(h)}:${pad(mi)}`;
    return [
      `${clock} ${pad(d)}/${pad(mo)}/${y}`,
      `${clock} ${pad(d)}/${pad(mo)}/${y}`,
      `${pad(d)}/${pad(mo)}/${y} ${clock}`,
      `${d}/${mo}/${y}, ${h}:${pad(mi)}:59`,
      `${pad(d)}/${pad(mo)}/${y}`,
      `${h}:${pad(mi)} ${d}-${mo}-${y}`,
      `${d}.${mo}.${y}`,
      `${y}-${pad(mo)}-${pad(d)}`,
      `${y}-${pad(mo)}-${pad(d)}T${clock}`,
      `${y}-${pad(mo)}-${pad(d)}T${clock}:30.123Z`,
      `${y}-${pad(mo)}-${pad(d)} ${clock}:00+01:00`,
      `${y}-${pad(mo)}-${pad(d)}T${clock}-05:30`,
    ][form] as string;
  });

const garbage = fc.constantFrom(
  'tomorrow',
  '31/02/2025',
  '29/02/2025 10:00',
  '29/02/2024 10:00',
  '12:60 01/01/2025',
  '24:00 01/01/2025',
  '10:00 00/11/2025',
  '10:00 01/13/2025',
  '2025-13-01',
  '12:31 28/10/2025 maybe',
  '2025/10/28',
  '1/1/25',
  '12:31',
  '*',
  '?9:99 99/99/9999',
  '9',
  '2025-11-19t10:00z',
  'yes',
  '-',
);
const aTimeCell = fc.oneof(
  { weight: 6, arbitrary: aTime },
  { weight: 1, arbitrary: garbage },
  { weight: 2, arbitrary: fc.constantFrom('', '', '  ', '\u00a0') },
);
const anyOf = (...values: readonly string[]) => fc.constantFrom(...values);

const aLead = fc.record({
  Contact_Status: fc.oneof(
    { weight: 6, arbitrary: anyOf(...STATUSES, 'HOT', 'CALL_BOOKED', 'CONVERTED') },
    { weight: 1, arbitrary: anyOf('call booked', 'Scheduled', ' hot ', 'Sent 1', 'odd', '', 'sent-2', '?') },
  ),
  Lead_sentiment: anyOf(...SENTIMENTS, '', '', 'positive', 'Negative removed', 'odd', ' '),
  Final_status: anyOf(...OUTCOMES, '', '', '', 'removed', 'odd'),
  Manual_Mode: anyOf('YES', 'NO', '', 'yes', ' Y ', 'TRUE', '1', 'on', 'off', 'maybe', '*'),
  Archived: anyOf('No', 'No', 'No', '', 'Yes', 'yes', 'n', 'odd'),
  Postcode: anyOf(
    'BS1 4DJ',
    'bs2 1aa',
    'M1 1AA',
    'EC1A 1BB',
    ' N1 9GU',
    'N 1',
    '',
    'XYZ1',
    'LS',
    'L',
    'CF10 1AA',
    'B1 1AA',
    'G1 1AA',
    'SW1A 1AA',
    'W1A 0AX',
    'E1 6AN',
    '123',
  ),
  M_1_sent: aTimeCell,
  M_2_sent: aTimeCell,
  M_3_sent: aTimeCell,
  Reply_received: aTimeCell,
  call_booked: aTimeCell,
});

const leads = fc.sample(aLead, { numRuns: LEADS, seed: 971 });

function rowOf(lead: Readonly<Record<string, string>>, n: number): string[] {
  return HEADERS.map((header) => {
    if (header === '_lead') return `lead.of-the-test.${n.toString(36)}`;
    return header === 'First_name' ? `Sam ${n}` : (lead[header] ?? '');
  });
}

/** What the plain reading comes to, as the block's tables show it. */
function wanted(kpis: Kpis, before: Kpis | null) {
  const of = (one: Kpis) => {
    const status = (value: string) => one.statuses.get(value) ?? 0;
    const stages = ({ m1, m2, m3, all }: Kpis['ai']) => [all, m1, m2, m3];
    return [
      one.total,
      one.archived,
      ...stages(one.messages),
      ...stages(one.manual),
      ...stages(one.ai),
      one.messaged,
      one.replied,
      one.replyRate,
      one.callsBooked,
      one.upcomingCalls,
      status('HOT'),
      status('WARM'),
      status('CONVERTED'),
      one.optedOut,
      one.optOutRate,
      one.meanHours ?? '',
      one.medianHours ?? '',
    ];
  };
  const numbers = of(kpis);
  const { change } = kpis;
  return {
    numbers: NUMBERS.map((name, n) => [name, numbers[n]]),
    change: change && {
      'Messages sent': change.messages,
      'Leads messaged': change.messaged,
      Replied: change.replied,
      'Reply rate, %': change.replyRate,
      Hot: change.hot,
      'Calls ever booked': change.callsBooked,
      Converted: change.converted,
      'Opt-out rate, %': change.optOutRate,
    },
    before,
    funnel: kpis.funnel,
    statuses: [...kpis.statuses.values(), kpis.otherStatus],
    sentiments: [kpis.noSentiment, ...kpis.sentiments.values(), kpis.otherSentiment],
    messages: ([1, 2, 3] as const).map((n) => [kpis.ai[`m${n}`], kpis.manual[`m${n}`]]),
    response: kpis.response,
    days: kpis.days.map(({ day, leads: count, replies, hot, converted, replyRate }) => [
      day.slice(0, 5),
      count,
      replies,
      hot,
      converted,
      replyRate,
    ]),
    heat: kpis.heat,
    areas: kpis.areas.map(({ area, leads: count }) => [area, count]),
  };
}

function shown(book: StatsWorkbook, withChange: boolean) {
  const numbers = book.table('numbers').slice(1);
  const second = (name: Parameters<StatsWorkbook['table']>[0]) =>
    book
      .table(name)
      .slice(1)
      .map((line) => line[1]);
  const heat = book.table('heat').slice(1);
  const changed = [
    'Messages sent',
    'Leads messaged',
    'Replied',
    'Reply rate, %',
    'Hot',
    'Calls ever booked',
    'Converted',
    'Opt-out rate, %',
  ];
  return {
    numbers: numbers.map((line) => line.slice(0, 2)),
    change: withChange
      ? Object.fromEntries(changed.map((name) => [name, numbers.find(([label]) => label === name)?.[3]]))
      : null,
    before: null,
    funnel: second('funnel'),
    statuses: second('statuses'),
    sentiments: second('sentiments'),
    messages: book
      .table('messages')
      .slice(1)
      .map((line) => line.slice(1)),
    response: second('response'),
    days: book.table('days').slice(1),
    heat: Array.from({ length: 7 }, (_, day) => heat.map((line) => line[day + 1])),
    areas: book
      .table('areas')
      .slice(1)
      .filter(([area]) => area !== ''),
  };
}

function compare(book: StatsWorkbook, period: (typeof PERIODS)[number]): void {
  const kpis = kpisOf(linesOf(book.tab()), new Date(), period);
  expect(shown(book, period !== 'all')).toEqual(wanted(kpis, null));
}

let book: StatsWorkbook;
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime('2025-11-19T14:07:31Z');
  book = openStats(HEADERS, leads.map(rowOf));
});
afterAll(() => {
  vi.useRealTimers();
});

describe('every number of the dashboard equals the plain reading of 971 leads', () => {
  test.each(MOMENTS)('at %s', (_name, iso) => {
    book.setClock(new Date(iso));
    for (const period of PERIODS) {
      book.setPeriod(period);
      compare(book, period);
    }
  });
});

test('an edit is followed by every number, with no script running', () => {
  book.setClock(new Date('2025-11-19T14:07:31Z'));
  book.setPeriod('7days');
  const edits: readonly (readonly [header: string, text: string])[] = [
    ['M_1_sent', '10:00 18/11/2025'],
    ['Reply_received', '2025-11-19T09:15:00Z'],
    ['Archived', 'No'],
    ['Contact_Status', 'call booked'],
    ['call_booked', '14:08 19/11/2025'],
    ['Manual_Mode', 'y'],
    ['Postcode', 'zz9 9zz'],
    ['Final_status', 'Removed'],
  ];
  const before = JSON.stringify(shown(book, true));
  for (const [header, text] of edits) book.type(header, 480, text);
  expect(JSON.stringify(shown(book, true))).not.toBe(before);
  compare(book, '7days');
});
