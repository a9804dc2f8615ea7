/** The numbers of a campaign for a period: over leads that are not archived, unless said. The `_stats` formulas count the same. */
import { readText } from './cell.ts';
import type { LeadLine } from './desk/line.ts';
import { type FieldKey, fieldOf, SENTIMENTS, STATUSES } from './fields.ts';
import type { FieldValue, FieldValues } from './lead.ts';
import { PERIOD_DAYS, type Period } from './period.ts';
import { parseWallTime, wallKey, wallOf, wallToIso } from './time.ts';

/** What is counted of a lead; a `LeadLine` is one. Times are `wallKey`s, '' where there is none or none that can be read. */
export type KpiLead = Pick<
  LeadLine,
  | 'postcode'
  | 'status'
  | 'sentiment'
  | 'outcome'
  | 'archived'
  | 'manual'
  | 'm1'
  | 'sent'
  | 'replied'
  | 'hasReplied'
  | 'call'
  | 'hasCall'
>;

/** Messages by stage. */
export interface Stages {
  readonly m1: number;
  readonly m2: number;
  readonly m3: number;
  readonly all: number;
}

export interface Kpis {
  /** All leads, archived ones too. */
  readonly total: number;
  readonly archived: number;
  readonly messages: Stages;
  /** Of them, to leads in manual mode, and the rest. */
  readonly manual: Stages;
  readonly ai: Stages;
  /** Leads with any message sent. */
  readonly messaged: number;
  readonly replied: number;
  /** In %, not rounded; 0 where nothing was sent. */
  readonly replyRate: number;
  /** All leads that ever had a call booked, archived ones too. */
  readonly callsBooked: number;
  /** CALL_BOOKED with a time in the future, by the UK's wall clocks. */
  readonly upcomingCalls: number;
  readonly statuses: ReadonlyMap<string, number>;
  /** No status, or one outside the list. */
  readonly otherStatus: number;
  readonly sentiments: ReadonlyMap<string, number>;
  readonly noSentiment: number;
  /** A sentiment outside the list. */
  readonly otherSentiment: number;
  /** Leads messaged → replied → HOT and WARM → CALL_BOOKED → CONVERTED. */
  readonly funnel: readonly number[];
  /** Leads who asked to hear no more: of those messaged. */
  readonly optedOut: number;
  /** In % of the leads messaged, not rounded; 0 where nothing was sent. */
  readonly optOutRate: number;
  /** Hours from the first message to the reply, to one decimal; null where no lead has both. */
  readonly meanHours: number | null;
  readonly medianHours: number | null;
  /** Replies by how long they took: up to each of `RESPONSE_HOURS`, and longer. */
  readonly response: readonly number[];
  /** Against the period before, in %, not rounded; null for `all`. */
  readonly change: KpiChange | null;
  /** Replies by weekday (Monday first) and hour. */
  readonly heat: readonly (readonly number[])[];
  /** The last 30 days whatever the period, oldest first, by the day of the first message in the UK. */
  readonly days: readonly DayCount[];
  /** The ten postcode areas with most leads, most first. */
  readonly areas: readonly AreaCount[];
}

export interface KpiChange {
  readonly messages: number;
  readonly messaged: number;
  readonly replied: number;
  readonly replyRate: number;
  readonly hot: number;
  readonly callsBooked: number;
  readonly converted: number;
  readonly optOutRate: number;
}

export interface DayCount {
  /** `DD/MM/YYYY` */
  readonly day: string;
  /** Whose first message was sent on it. */
  readonly leads: number;
  /** Of them, how many replied, are HOT, are CONVERTED. */
  readonly replies: number;
  readonly hot: number;
  readonly converted: number;
  /** In %, not rounded. */
  readonly replyRate: number;
}

export interface AreaCount {
  /** `BS`, `M` */
  readonly area: string;
  readonly leads: number;
}

export const KPI_DAYS = 30;
export const KPI_AREAS = 10;
export const RESPONSE_HOURS = [1, 4, 24, 48, 168] as const;

/** What is counted of a lead's fields, times in any form that a cell or a document may hold. */
export function kpiLeadOf(fields: FieldValues): KpiLead {
  const text = (key: FieldKey) => String(fields[key] ?? '');
  return {
    postcode: text('postcode'),
    status: text('contactStatus'),
    sentiment: text('leadSentiment'),
    outcome: text('finalStatus'),
    archived: fields.archived === true,
    manual: fields.manualMode === true,
    m1: timeKey(fields.m1Sent),
    sent: [isSet(fields.m1Sent), isSet(fields.m2Sent), isSet(fields.m3Sent)],
    replied: timeKey(fields.replyReceived),
    hasReplied: isSet(fields.replyReceived),
    call: timeKey(fields.callBookedTime),
    hasCall: isSet(fields.callBookedTime),
  };
}

/** Counts a campaign's leads for a period that ends with the UK day of `now`. */
export function kpisOf(all: readonly KpiLead[], now: Date, period: Period): Kpis {
  const length = PERIOD_DAYS[period];
  const taken = length === null ? all : all.filter(isIn(dayBack(now, length - 1), dayBack(now, 0)));
  const counts = countsOf(taken, now);
  const before =
    length === null
      ? null
      : countsOf(all.filter(isIn(dayBack(now, 2 * length - 1), dayBack(now, length))), now);
  return {
    ...counts,
    change: before && changeOf(before, counts),
    days: daysOf(
      all.filter((lead) => !lead.archived),
      now,
    ),
  };
}

/** How much more, in %: 100 when there was nothing before and is something now. */
export function changeIn(before: number, now: number): number {
  if (before === 0) return now === 0 ? 0 : 100;
  return ((now - before) / before) * 100;
}

/** The postcode area that a postcode begins with (`BS` of `bs1 4dj`); '' where it does not look like one. */
export function areaOf(postcode: string): string {
  return /^([A-Z]{1,2})[0-9]/.exec(postcode.trim().toUpperCase())?.[1] ?? '';
}

function countsOf(all: readonly KpiLead[], now: Date): Omit<Kpis, 'change' | 'days'> {
  const leads = all.filter((lead) => !lead.archived);
  const messaged = leads.filter(isMessaged);
  const replied = countIf(leads, (lead) => lead.hasReplied);
  const optedOut = countIf(messaged, hasOptedOut);
  const statuses = countByValue(
    'contactStatus',
    STATUSES,
    leads.map(({ status }) => status),
  );
  const sentiments = countByValue(
    'leadSentiment',
    SENTIMENTS,
    leads.map(({ sentiment }) => sentiment),
  );
  const of = (status: string) => statuses.counts.get(status) ?? 0;
  const moment = wallKey(wallOf(now));
  return {
    total: all.length,
    archived: all.length - leads.length,
    messages: stagesOf(leads),
    manual: stagesOf(leads.filter((lead) => lead.manual)),
    ai: stagesOf(leads.filter((lead) => !lead.manual)),
    messaged: messaged.length,
    replied,
    replyRate: percent(replied, messaged.length),
    callsBooked: countIf(all, (lead) => lead.hasCall),
    upcomingCalls: countIf(leads, (lead) => statusOf(lead) === 'CALL_BOOKED' && lead.call > moment),
    statuses: statuses.counts,
    otherStatus: statuses.none + statuses.other,
    sentiments: sentiments.counts,
    noSentiment: sentiments.none,
    otherSentiment: sentiments.other,
    funnel: [messaged.length, replied, of('HOT') + of('WARM'), of('CALL_BOOKED'), of('CONVERTED')],
    optedOut,
    optOutRate: percent(optedOut, messaged.length),
    ...responseOf(leads),
    heat: heatOf(leads),
    areas: areasOf(leads),
  };
}

function changeOf(before: Omit<Kpis, 'change' | 'days'>, now: Omit<Kpis, 'change' | 'days'>): KpiChange {
  const status = (value: string) => changeIn(before.statuses.get(value) ?? 0, now.statuses.get(value) ?? 0);
  return {
    messages: changeIn(before.messages.all, now.messages.all),
    messaged: changeIn(before.messaged, now.messaged),
    replied: changeIn(before.replied, now.replied),
    replyRate: changeIn(before.replyRate, now.replyRate),
    hot: status('HOT'),
    callsBooked: changeIn(before.callsBooked, now.callsBooked),
    converted: status('CONVERTED'),
    optOutRate: changeIn(before.optOutRate, now.optOutRate),
  };
}

function isSet(value: FieldValue | undefined): boolean {
  return value !== undefined && value !== null && String(value).trim() !== '';
}

function timeKey(value: FieldValue | undefined): string {
  const wall = typeof value === 'string' ? parseWallTime(value) : null;
  return wall ? wallKey(wall) : '';
}

function countIf(leads: readonly KpiLead[], holds: (lead: KpiLead) => boolean): number {
  return leads.filter(holds).length;
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (part / whole) * 100;
}

function stagesOf(leads: readonly KpiLead[]): Stages {
  const [m1, m2, m3] = [0, 1, 2].map((stage) => countIf(leads, ({ sent }) => sent[stage] === true));
  return { m1: m1 ?? 0, m2: m2 ?? 0, m3: m3 ?? 0, all: (m1 ?? 0) + (m2 ?? 0) + (m3 ?? 0) };
}

function isMessaged({ sent }: KpiLead): boolean {
  return sent.includes(true);
}

/** The listed value that a cell's text means; itself when it means none, '' when it says nothing. */
function meantBy(key: 'contactStatus' | 'leadSentiment' | 'finalStatus', text: string): string {
  const reading = readText(fieldOf(key), text, 'GB');
  return reading.state === 'value' ? String(reading.value ?? '') : text;
}

function statusOf({ status }: KpiLead): string {
  return meantBy('contactStatus', status);
}

function hasOptedOut(lead: KpiLead): boolean {
  return (
    statusOf(lead) === 'REMOVED' ||
    meantBy('leadSentiment', lead.sentiment) === 'NEGATIVE_REMOVED' ||
    meantBy('finalStatus', lead.outcome) === 'REMOVED'
  );
}

function countByValue(
  key: 'contactStatus' | 'leadSentiment',
  listed: readonly string[],
  texts: readonly string[],
): { readonly counts: ReadonlyMap<string, number>; readonly none: number; readonly other: number } {
  const counts = new Map(listed.map((value): [string, number] => [value, 0]));
  let none = 0;
  for (const text of texts) {
    const value = meantBy(key, text);
    const count = counts.get(value);
    if (count !== undefined) counts.set(value, count + 1);
    else if (value === '') none += 1;
  }
  const known = [...counts.values()].reduce((total, count) => total + count, 0);
  return { counts, none, other: texts.length - known - none };
}

/** `YYYY-MM-DD` of the day that lies so many days before today, by the UK's calendar. */
function dayBack(now: Date, days: number): string {
  const { year, month, day } = wallOf(now);
  return new Date(Date.UTC(year, month - 1, day - days)).toISOString().slice(0, 10);
}

function isIn(first: string, last: string): (lead: KpiLead) => boolean {
  return ({ m1 }) => m1 !== '' && m1.slice(0, 10) >= first && m1.slice(0, 10) <= last;
}

/** Minutes since 1970 of a wall time in the UK. */
function minutesOf(key: string): number | null {
  const wall = parseWallTime(key);
  return wall ? Date.parse(wallToIso(wall)) / 60_000 : null;
}

function responseOf(leads: readonly KpiLead[]): Pick<Kpis, 'meanHours' | 'medianHours' | 'response'> {
  const minutes = leads
    .flatMap(({ m1, replied }) => {
      const [from, to] = [minutesOf(m1), minutesOf(replied)];
      return from === null || to === null ? [] : [to - from];
    })
    .sort((one, other) => one - other);
  const response = [...RESPONSE_HOURS, Number.POSITIVE_INFINITY].map((hours, n, all) => {
    const from = n === 0 ? Number.NEGATIVE_INFINITY : (all[n - 1] ?? 0) * 60;
    return minutes.filter((one) => one > from && one <= hours * 60).length;
  });
  if (minutes.length === 0) return { meanHours: null, medianHours: null, response };
  const middle = (minutes[(minutes.length - 1) >> 1] ?? 0) + (minutes[minutes.length >> 1] ?? 0);
  const sum = minutes.reduce((total, one) => total + one, 0);
  return { meanHours: oneDecimal(sum / minutes.length), medianHours: oneDecimal(middle / 2), response };
}

/** Minutes as hours to one decimal; a half is rounded away from zero, as a sheet's ROUND does. */
function oneDecimal(minutes: number): number {
  const tenths = Math.sign(minutes) * Math.round(Math.abs(minutes) / 6);
  return tenths === 0 ? 0 : tenths / 10;
}

function heatOf(leads: readonly KpiLead[]): readonly (readonly number[])[] {
  const heat = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { replied } of leads) {
    const wall = parseWallTime(replied);
    if (!wall) continue;
    const weekday = (new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay() + 6) % 7;
    const hours = heat[weekday];
    if (hours) hours[wall.hour] = (hours[wall.hour] ?? 0) + 1;
  }
  return heat;
}

function daysOf(leads: readonly KpiLead[], now: Date): readonly DayCount[] {
  return Array.from({ length: KPI_DAYS }, (_, n) => {
    const iso = dayBack(now, KPI_DAYS - 1 - n);
    const those = leads.filter(({ m1 }) => m1.slice(0, 10) === iso);
    const replies = countIf(those, (lead) => lead.hasReplied);
    const [year, month, day] = iso.split('-');
    return {
      day: `${day}/${month}/${year}`,
      leads: those.length,
      replies,
      hot: countIf(those, (lead) => statusOf(lead) === 'HOT'),
      converted: countIf(those, (lead) => statusOf(lead) === 'CONVERTED'),
      replyRate: percent(replies, those.length),
    };
  });
}

function areasOf(leads: readonly KpiLead[]): readonly AreaCount[] {
  const counts = new Map<string, number>();
  for (const { postcode } of leads) {
    const area = areaOf(postcode);
    if (area !== '') counts.set(area, (counts.get(area) ?? 0) + 1);
  }
  return [...counts]
    .map(([area, count]) => ({ area, leads: count }))
    .sort((one, other) => other.leads - one.leads || (one.area < other.area ? -1 : 1))
    .slice(0, KPI_AREAS);
}
