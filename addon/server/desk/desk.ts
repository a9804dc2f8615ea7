/** A campaign’s numbers and lists, for its sidebar. */
import type { DeskList, DeskNumbers } from '../../answers/desk.ts';
import type { Calls } from '../../calls.ts';
import { type LeadLine, LISTS } from '../../model/desk/line.ts';
import { linesIn } from '../../model/desk/lists.ts';
import { kpisOf } from '../../model/kpi.ts';
import type { Period } from '../../model/period.ts';
import { wallKey, wallOf } from '../../model/time.ts';
import { campaignById } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { linesFor } from './lines.ts';

/**
 * A tab that was read so short a while ago is not read again unless it was edited: with triggers it is compared every five
 * minutes, and while a sidebar is open every minute, after which the sidebar asks again. Until then it says how old they are.
 */
export const JUST_NOW = 330_000;
/** Leads of each list that the sidebar is given at once. */
const FIRST = 5;

/** The campaign's numbers for a period, and the beginning of each list. Throws a Failure when its tab cannot be read. */
export function desk({ campaign: id, period }: Calls['desk']['ask']): Calls['desk']['answer'] {
  const stored = readDocument();
  const campaign = campaignById(stored, id);
  const [found] = campaign ? linesFor(stored, [campaign], JUST_NOW, rethrow) : [];
  if (!found)
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  const now = new Date();
  return {
    campaign: id,
    period,
    numbers: numbersOf(found.lines, now, period),
    lists: LISTS.map((list) => listOf(list, found.lines, wallKey(wallOf(now)))),
    asOf: new Date(found.at).toISOString(),
  };
}

/** For `linesFor`: a tab that cannot be read is what there is to tell. */
export function rethrow(_campaign: unknown, thrown: unknown): never {
  throw thrown;
}

function listOf(list: DeskList['list'], all: readonly LeadLine[], now: string): DeskList {
  const lines = linesIn(list, all, (line) => line, now);
  return { list, total: lines.length, lines: lines.slice(0, FIRST) };
}

function numbersOf(lines: readonly LeadLine[], now: Date, period: Period): DeskNumbers {
  const kpis = kpisOf(lines, now, period);
  const of = (status: string) => kpis.statuses.get(status) ?? 0;
  return {
    total: kpis.total,
    messages: kpis.messages.all,
    messaged: kpis.messaged,
    replied: kpis.replied,
    replyRate: kpis.replyRate,
    hot: of('HOT'),
    warm: of('WARM'),
    upcomingCalls: kpis.upcomingCalls,
    callsBooked: kpis.callsBooked,
    converted: of('CONVERTED'),
    optOutRate: kpis.optOutRate,
    meanHours: kpis.meanHours,
    medianHours: kpis.medianHours,
    change: kpis.change,
    heat: kpis.heat,
  };
}
