/** Made-up numbers and lists, as the server would answer them. */
import type { Desk, DeskNumbers } from '../../addon/answers/desk.ts';
import type { Calls } from '../../addon/calls.ts';
import { type LeadLine, LISTS, type ListName } from '../../addon/model/desk/line.ts';
import { wallKey, wallOf } from '../../addon/model/time.ts';
import { leadLine } from '../model/desk-lines.ts';

/** The `wallKey` of so many hours ago; of hours to come where it is less than none. */
export function hoursAgo(hours: number): string {
  return wallKey(wallOf(new Date(Date.now() - hours * 3_600_000)));
}

const NUMBERS: DeskNumbers = {
  total: 298,
  messages: 412,
  messaged: 240,
  replied: 61,
  replyRate: 25.416,
  hot: 12,
  warm: 9,
  upcomingCalls: 3,
  callsBooked: 14,
  converted: 5,
  optOutRate: 3.75,
  meanHours: 11.4,
  medianHours: 3.2,
  change: null,
  heat: Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) =>
      hour > 7 && hour < 21 && day < 6 ? (day * 5 + hour * 3) % 7 : 0,
    ),
  ),
};

export function numbers(changes: Partial<DeskNumbers> = {}): DeskNumbers {
  return { ...NUMBERS, ...changes };
}

/** What `desk` answers to a campaign in which nobody waits for anything. */
export function quietDesk({ campaign, period }: Calls['desk']['ask']): Desk {
  return deskWith({ campaign, period }, {});
}

/** The same with these leads in its lists; `total` where there are more than are shown. */
export function deskWith(
  { campaign, period }: Calls['desk']['ask'],
  lists: { readonly [L in ListName]?: readonly LeadLine[] },
  changes: Partial<DeskNumbers> = {},
  totals: { readonly [L in ListName]?: number } = {},
): Desk {
  return {
    campaign,
    period,
    numbers: numbers(changes),
    lists: LISTS.map((list) => {
      const lines = lists[list] ?? [];
      return { list, lines, total: totals[list] ?? lines.length };
    }),
    asOf: new Date(Date.now() - 12_000).toISOString(),
  };
}

const FIRST = ['Priya', 'Tomás', 'Zoë', 'Sam', 'Aoife', 'Kwame', 'Mei'];
const LAST = ['O’Neill', 'García', 'Hughes', 'Okafor', 'Smith-Jones', 'Nowak'];
const STATUS = ['WARM', 'HOT', 'Sent_2', 'CALL_BOOKED', 'POSITIVE', 'NEUTRAL', 'CONVERTED'];
const SAID = [
  'Yes please, could somebody call me after six on Thursday?',
  'How much would that be for a bungalow with a garage? We use a lot of power.',
  'Maybe next year',
];

/** The nth made-up line. */
export function madeUpLine(n: number, changes: Partial<LeadLine> = {}): LeadLine {
  const first = FIRST[n % FIRST.length] ?? '';
  return {
    ...leadLine({
      lead: `lead.made-up.${n}`,
      name: `${first} ${LAST[n % LAST.length]}`,
      phone: `+447700900${String(n % 1_000).padStart(3, '0')}`,
      email: `${first.toLowerCase()}${n}@example.com`,
      postcode: `SW${(n % 20) + 1} 1AA`,
      status: STATUS[n % STATUS.length] ?? '',
      replied: hoursAgo(3 + n * 7),
      hasReplied: true,
      call: hoursAgo(-20 - n * 30),
      hasCall: true,
      snippet: SAID[n % SAID.length] ?? '',
    }),
    ...changes,
  };
}
