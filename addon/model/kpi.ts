/** The numbers of a campaign, as the existing dashboard defines them: over leads that are not archived, unless said. */
import { SENTIMENTS, STATUSES } from './fields.ts';
import type { FieldValue, FieldValues } from './lead.ts';
import { parseWallTime, type WallTime, wallKey, wallOf } from './time.ts';

export interface Kpis {
  /** All leads, archived ones too. */
  readonly total: number;
  readonly archived: number;
  readonly messages: {
    readonly m1: number;
    readonly m2: number;
    readonly m3: number;
    readonly all: number;
    /** Of them, to leads in manual mode. */
    readonly manual: number;
  };
  /** Leads with any message sent. */
  readonly messaged: number;
  readonly replied: number;
  /** In %, not rounded; 0 where nothing was sent. */
  readonly replyRate: number;
  /** All leads that ever had a call booked, archived ones too. */
  readonly callsBooked: number;
  /** CALL_BOOKED with a time in the future. */
  readonly upcomingCalls: number;
  readonly statuses: ReadonlyMap<string, number>;
  /** No status, or one outside the list. */
  readonly otherStatus: number;
  readonly sentiments: ReadonlyMap<string, number>;
  readonly noSentiment: number;
  /** Leads messaged → replied → HOT and WARM → CALL_BOOKED → CONVERTED. */
  readonly funnel: readonly number[];
  /** The last 30 days, oldest first, by day in the UK. */
  readonly days: readonly DayCount[];
}

export interface DayCount {
  /** `DD/MM/YYYY` */
  readonly day: string;
  readonly firstMessages: number;
  readonly replies: number;
}

export const KPI_DAYS = 30;

/** Counts a campaign's leads. Times are read in any form that a cell or a document may hold. */
export function kpisOf(all: readonly FieldValues[], now: Date): Kpis {
  const leads = all.filter((lead) => lead.archived !== true);
  const count = (holds: (lead: FieldValues) => boolean) => leads.filter(holds).length;
  const sent = (key: 'm1Sent' | 'm2Sent' | 'm3Sent') => count((lead) => isSet(lead[key]));
  const status = (...values: readonly string[]) =>
    count((lead) => values.includes(String(lead.contactStatus)));
  const [m1, m2, m3] = [sent('m1Sent'), sent('m2Sent'), sent('m3Sent')];
  const messaged = count((lead) => sentTo(lead) > 0);
  const replied = count((lead) => isSet(lead.replyReceived));
  const statuses = new Map(STATUSES.map((value) => [value as string, status(value)]));
  const sentiments = new Map(
    SENTIMENTS.map((value) => [value as string, count((lead) => lead.leadSentiment === value)]),
  );
  return {
    total: all.length,
    archived: all.length - leads.length,
    messages: {
      m1,
      m2,
      m3,
      all: m1 + m2 + m3,
      manual: sum(leads.filter((lead) => lead.manualMode === true).map(sentTo)),
    },
    messaged,
    replied,
    replyRate: messaged === 0 ? 0 : (replied / messaged) * 100,
    callsBooked: all.filter((lead) => isSet(lead.callBookedTime)).length,
    upcomingCalls: count((lead) => lead.contactStatus === 'CALL_BOOKED' && isAfter(lead.callBookedTime, now)),
    statuses,
    otherStatus: leads.length - sum([...statuses.values()]),
    sentiments,
    noSentiment: count((lead) => !isSet(lead.leadSentiment)),
    funnel: [messaged, replied, status('HOT', 'WARM'), status('CALL_BOOKED'), status('CONVERTED')],
    days: daysOf(leads, now),
  };
}

function isSet(value: FieldValue | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

function sentTo(lead: FieldValues): number {
  return [lead.m1Sent, lead.m2Sent, lead.m3Sent].filter(isSet).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function wallAt(value: FieldValue | undefined): WallTime | null {
  return typeof value === 'string' ? parseWallTime(value) : null;
}

function isAfter(value: FieldValue | undefined, now: Date): boolean {
  const wall = wallAt(value);
  return wall !== null && wallKey(wall) > wallKey(wallOf(now));
}

function daysOf(leads: readonly FieldValues[], now: Date): readonly DayCount[] {
  const on = (key: 'm1Sent' | 'replyReceived', day: string) =>
    leads.filter((lead) => {
      const wall = wallAt(lead[key]);
      return wall !== null && wallKey(wall).slice(0, 10) === day;
    }).length;
  const today = wallOf(now);
  return Array.from({ length: KPI_DAYS }, (_, n) => {
    const date = new Date(Date.UTC(today.year, today.month - 1, today.day - (KPI_DAYS - 1 - n)));
    const iso = date.toISOString().slice(0, 10);
    const [year, month, day] = iso.split('-');
    return {
      day: `${day}/${month}/${year}`,
      firstMessages: on('m1Sent', iso),
      replies: on('replyReceived', iso),
    };
  });
}
