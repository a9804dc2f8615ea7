/** The table that compares the campaigns: a row each, and one for all of them. */
import type { CampaignState } from '../../model/lifecycle.ts';
import { boundCell, type NumberName, numberCell } from './block.ts';
import { fixed } from './sheet-words.ts';

/** A campaign as the table shows it; `top`: first row of its block in `_stats`, null while it has none. */
export interface OverviewLine {
  readonly name: string;
  readonly state: CampaignState;
  readonly top: number | null;
}

/** Row of the headings; below it the campaigns, one a row, then all together. */
export const OVERVIEW_HEADER = 4;

interface Column {
  readonly heading: string;
  /** The number of a campaign's block. */
  readonly number: NumberName;
  /** How the last row comes to it: a sum, a share of two sums, or not at all. */
  readonly total: 'sum' | readonly [part: NumberName, whole: NumberName] | null;
  readonly format: string;
}

const COUNT = '#,##0';
const RATE = '0.0" %"';
const HOURS = '0.0" h"';

const COLUMNS: readonly Column[] = [
  { heading: 'Leads', number: 'Total leads', total: 'sum', format: COUNT },
  { heading: 'Messaged', number: 'Leads messaged', total: 'sum', format: COUNT },
  { heading: 'Replied', number: 'Replied', total: 'sum', format: COUNT },
  { heading: 'Hot', number: 'Hot', total: 'sum', format: COUNT },
  { heading: 'Warm', number: 'Warm', total: 'sum', format: COUNT },
  { heading: 'Calls', number: 'Calls ever booked', total: 'sum', format: COUNT },
  { heading: 'Converted', number: 'Converted', total: 'sum', format: COUNT },
  { heading: 'Upcoming', number: 'Upcoming calls', total: 'sum', format: COUNT },
  { heading: 'Reply rate', number: 'Reply rate, %', total: ['Replied', 'Leads messaged'], format: RATE },
  { heading: 'By the AI', number: '… by the AI', total: 'sum', format: COUNT },
  { heading: 'By hand', number: '… in manual mode', total: 'sum', format: COUNT },
  { heading: 'Messages', number: 'Messages sent', total: 'sum', format: COUNT },
  { heading: 'Opted out', number: 'Opted out', total: 'sum', format: COUNT },
  {
    heading: 'Opt-outs',
    number: 'Opt-out rate, %',
    total: ['Opted out', 'Leads messaged'],
    format: RATE,
  },
  { heading: 'Mean reply', number: 'Mean response, hours', total: null, format: HOURS },
  { heading: 'Median reply', number: 'Median response, hours', total: null, format: HOURS },
];

/** Campaign, state and period stand before the numbers. */
const BEFORE = 3;
export const OVERVIEW_COLUMNS = BEFORE + COLUMNS.length;

/** Number formats by column of the tab, from 1. */
export const OVERVIEW_FORMATS: readonly { readonly column: number; readonly format: string }[] = COLUMNS.map(
  ({ format }, n) => ({ column: BEFORE + 1 + n, format }),
);

/** The column of a number, from 1. */
export function overviewColumn(name: NumberName): number {
  return BEFORE + 1 + COLUMNS.findIndex(({ number }) => number === name);
}

/** From row 1: title, note, headings, campaigns, totals. */
export function overviewCells(
  lines: readonly OverviewLine[],
  statsTab: string,
): readonly (readonly string[])[] {
  const first = OVERVIEW_HEADER + 1;
  const periods = fixed(first, BEFORE, Math.max(1, lines.length));
  const blank = new Array<string>(OVERVIEW_COLUMNS).fill('');
  const line = (cells: readonly string[]) => blank.map((none, n) => cells[n] ?? none);
  return [
    line(['Overview of all campaigns']),
    line([
      `=IF(SUMPRODUCT((${periods}<>"")*(${periods}<>${fixed(first, BEFORE)}))>0,"These campaigns count different periods: choose one for each in the sidebar to compare them.","Every number follows the campaigns’ tabs. Totals count archived campaigns too; rates are of the sums.")`,
    ]),
    blank,
    line(['Campaign', 'State', 'Period', ...COLUMNS.map(({ heading }) => heading)]),
    ...lines.map((one) => line(campaignCells(one, statsTab))),
    line(['All campaigns', '', '', ...COLUMNS.map((column) => totalOf(column, first, lines.length))]),
  ];
}

function campaignCells({ name, state, top }: OverviewLine, statsTab: string): readonly string[] {
  if (top === null) return [name, state];
  return [
    name,
    state,
    `=${statsTab}${boundCell(top, 'name')}`,
    ...COLUMNS.map(({ number }) => `=${statsTab}${numberCell(top, number)}`),
  ];
}

function totalOf({ number, total }: Column, first: number, count: number): string {
  const sum = (name: NumberName) => `SUM(${fixed(first, overviewColumn(name), Math.max(1, count))})`;
  if (total === null) return '';
  if (total === 'sum') return `=${sum(number)}`;
  const [part, whole] = total;
  return `=IF(${sum(whole)}=0,0,${sum(part)}/${sum(whole)}*100)`;
}
