/** What the numbers of a campaign mean where it is easy to get them wrong. */
import { describe, expect, test } from 'vitest';
import { areaOf, changeIn, kpiLeadOf, kpisOf } from '../../addon/model/kpi.ts';
import type { FieldValues } from '../../addon/model/lead.ts';

const of = (now: string, period: 'today' | '7days' | 'all', ...leads: readonly FieldValues[]) =>
  kpisOf(leads.map(kpiLeadOf), new Date(now), period);

test.each([
  [0, 0, 0],
  [0, 7, 100],
  [4, 3, -25],
  [4, 0, -100],
])('from %d to %d is a change of %d %%', (before, now, change) => {
  expect(changeIn(before, now)).toBe(change);
});

test.each([
  ['bs1 4dj', 'BS'],
  [' M1 1AA', 'M'],
  ['XYZ1', ''],
  ['LS', ''],
  ['1AA', ''],
])('the area of "%s" is "%s"', (postcode, area) => {
  expect(areaOf(postcode)).toBe(area);
});

describe('hours to a reply are counted as time passes', () => {
  test('over the night in which the clocks go forward', () => {
    const lead = { m1Sent: '22:00 29/03/2025', replyReceived: '08:00 30/03/2025' };
    expect(of('2025-04-01T12:00:00Z', 'all', lead)).toMatchObject({ meanHours: 9, medianHours: 9 });
  });

  test('over the night in which they go back', () => {
    const lead = { m1Sent: '22:00 25/10/2025', replyReceived: '08:00 26/10/2025' };
    expect(of('2025-11-01T12:00:00Z', 'all', lead).meanHours).toBe(11);
  });
});

test('today begins at midnight in the UK, and seven days are today and the six before it', () => {
  const sentAt = (m1Sent: string): FieldValues => ({ m1Sent });
  const leads = [
    sentAt('23:59 31/07/2025'),
    sentAt('00:00 01/08/2025'),
    sentAt('00:00 26/07/2025'),
    sentAt('23:59 25/07/2025'),
    sentAt('00:00 02/08/2025'),
  ];
  const [today, week] = (['today', '7days'] as const).map((period) =>
    of('2025-07-31T23:00:00Z', period, ...leads),
  );
  expect(today?.total).toBe(1);
  expect(week?.total).toBe(3);
  expect(week?.change?.messaged).toBe(200);
});

test('archived leads count among all leads and calls ever booked, and nowhere else', () => {
  const lead: FieldValues = {
    archived: true,
    m1Sent: '10:00 01/08/2025',
    replyReceived: '11:00 01/08/2025',
    callBookedTime: '10:00 01/09/2025',
    contactStatus: 'CALL_BOOKED',
  };
  const kpis = of('2025-08-02T12:00:00Z', 'all', lead);
  expect([kpis.total, kpis.archived, kpis.callsBooked]).toEqual([1, 1, 1]);
  expect([kpis.messages.all, kpis.replied, kpis.upcomingCalls, kpis.funnel[3]]).toEqual([0, 0, 0, 0]);
  expect([kpis.meanHours, kpis.medianHours]).toEqual([null, null]);
});

test('whoever opted out counts once, and only of those who were messaged', () => {
  const sent = { m1Sent: '10:00 01/08/2025' };
  const kpis = of(
    '2025-08-02T12:00:00Z',
    'all',
    { ...sent, contactStatus: 'REMOVED', leadSentiment: 'NEGATIVE_REMOVED', finalStatus: 'REMOVED' },
    { ...sent, finalStatus: 'REMOVED' },
    { contactStatus: 'REMOVED' },
    sent,
    sent,
  );
  expect([kpis.optedOut, kpis.optOutRate]).toEqual([2, 50]);
});
