/** A campaign's block in `_stats`: ordinary formulas over its tab, which follow every edit with no script running. */
import { type FieldKey, SENTIMENTS, STATUSES } from '../../model/fields.ts';
import { KPI_DAYS } from '../../model/kpi.ts';
import type { TabColumns } from '../../model/tab.ts';
import type { Place } from '../sheets/cells.ts';

/** Rows from one block to the next; row 1 of the tab is for the probe. */
const BLOCK_ROWS = 40;
const FIRST_ROW = 3;

type Cell = string | number;

/** Where a block's tables are: first column, heading included in `rows`. */
const TABLES = {
  numbers: { column: 1, columns: 2 },
  statuses: { column: 4, columns: 2 },
  sentiments: { column: 7, columns: 2 },
  funnel: { column: 10, columns: 2 },
  messages: { column: 13, columns: 2 },
  days: { column: 16, columns: 3 },
} as const;

export type TableName = keyof typeof TABLES;

/** One table's place in the tab, heading row first, for charts. */
export function tablePlace(block: number, name: TableName): Place {
  const { column, columns } = TABLES[name];
  return { row: firstRow(block) + 1, column, rows: TABLE_ROWS[name], columns };
}

export function firstRow(block: number): number {
  return FIRST_ROW + block * BLOCK_ROWS;
}

/** What stands over a campaign's block. */
export function titleOf(campaignName: string): string {
  return `Campaign: ${campaignName}`;
}

/** The block's cells from its first row, column A. Throws when the tab lacks a column that they count. */
export function statsBlock(
  campaignName: string,
  tabName: string,
  columns: TabColumns,
  block: number,
): Cell[][] {
  const tables = tablesOf(new Columns(tabName, columns), firstRow(block));
  const width = TABLES.days.column + TABLES.days.columns - 1;
  const rows = Array.from({ length: BLOCK_ROWS - 1 }, () => new Array<Cell>(width).fill(''));
  const put = (row: number, column: number, value: Cell) => {
    const line = rows[row];
    if (line) line[column - 1] = value;
  };
  put(0, 1, titleOf(campaignName));
  for (const name of tableNames) {
    tables[name].forEach((line, row) => {
      line.forEach((value, n) => {
        put(row + 1, TABLES[name].column + n, value);
      });
    });
  }
  return rows;
}

const tableNames: readonly TableName[] = ['numbers', 'statuses', 'sentiments', 'funnel', 'messages', 'days'];

const TABLE_ROWS: { readonly [N in TableName]: number } = {
  numbers: 14,
  statuses: STATUSES.length + 2,
  sentiments: SENTIMENTS.length + 2,
  funnel: 6,
  messages: 4,
  days: KPI_DAYS + 1,
};

/** References to a tab's columns, from row 2 down. */
class Columns {
  private readonly tab: string;
  private readonly columns: TabColumns;

  constructor(tabName: string, columns: TabColumns) {
    this.tab = `'${tabName.replace(/'/g, "''")}'`;
    this.columns = columns;
  }

  of(key: FieldKey): string {
    return this.reference(this.columns.fields.get(key), key);
  }

  get lead(): string {
    return this.reference(this.columns.lead ?? undefined, '_lead');
  }

  private reference(index: number | undefined, name: string): string {
    if (index === undefined) throw new Error(`The tab has no column for ${name}.`);
    const letters = columnLetters(index);
    return `${this.tab}!${letters}2:${letters}`;
  }
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}

function tablesOf(at: Columns, top: number): { readonly [N in TableName]: Cell[][] } {
  const active = `${at.of('archived')},"<>Yes"`;
  /** Leads in use whose column says something, with further conditions. */
  const filled = (key: FieldKey, more = '') => `COUNTIFS(${at.of(key)},"<>",${active}${more})`;
  const says = (key: FieldKey, value: string) => `COUNTIFS(${at.of(key)},"${value}",${active})`;
  const inUse = `COUNTIFS(${at.lead},"<>",${active})`;
  const manual = `,${at.of('manualMode')},"YES"`;
  const sent = (['m1Sent', 'm2Sent', 'm3Sent'] as const).map((key) => `(${at.of(key)}<>"")`).join('+');
  const messaged = `SUMPRODUCT(((${sent})>0)*(${at.lead}<>"")*(${at.of('archived')}<>"Yes"))`;
  const messages = (more: string) =>
    `=${filled('m1Sent', more)}+${filled('m2Sent', more)}+${filled('m3Sent', more)}`;
  const hot = `${says('contactStatus', 'HOT')}+${says('contactStatus', 'WARM')}`;
  const statusTop = top + 2;
  const statusEnd = statusTop + STATUSES.length - 1;
  return {
    numbers: [
      ['Number', 'Value'],
      ['Total leads', `=COUNTA(${at.lead})`],
      ['Archived', `=COUNTIFS(${at.lead},"<>",${at.of('archived')},"Yes")`],
      ['Messages sent', messages('')],
      ['… in manual mode', messages(manual)],
      ['… message 1', `=${filled('m1Sent')}`],
      ['… message 2', `=${filled('m2Sent')}`],
      ['… message 3', `=${filled('m3Sent')}`],
      ['Leads messaged', `=${messaged}`],
      ['Replied', `=${filled('replyReceived')}`],
      ['Reply rate, %', `=IF(B${top + 9}=0,0,B${top + 10}/B${top + 9}*100)`],
      ['Calls ever booked', `=COUNTIFS(${at.lead},"<>",${at.of('callBookedTime')},"<>")`],
      ['Upcoming calls', `=${upcoming(at)}`],
      ['Leads in use', `=${inUse}`],
    ],
    statuses: [
      ['Status', 'Leads'],
      ...STATUSES.map((value) => [value, `=${says('contactStatus', value)}`]),
      ['Other or none', `=${inUse}-SUM(E${statusTop}:E${statusEnd})`],
    ],
    sentiments: [
      ['Sentiment', 'Leads'],
      ['None', `=${inUse}-${filled('leadSentiment', `,${at.lead},"<>"`)}`],
      ...SENTIMENTS.map((value) => [value, `=${says('leadSentiment', value)}`]),
    ],
    funnel: [
      ['Step', 'Leads'],
      ['Messaged', `=${messaged}`],
      ['Replied', `=${filled('replyReceived')}`],
      ['Hot and warm', `=${hot}`],
      ['Call booked', `=${says('contactStatus', 'CALL_BOOKED')}`],
      ['Converted', `=${says('contactStatus', 'CONVERTED')}`],
    ],
    messages: [
      ['Stage', 'Sent'],
      ['Message 1', `=${filled('m1Sent')}`],
      ['Message 2', `=${filled('m2Sent')}`],
      ['Message 3', `=${filled('m3Sent')}`],
    ],
    days: [
      ['Day', 'First messages', 'Replies'],
      ...Array.from({ length: KPI_DAYS }, (_, n): Cell[] => {
        const ago = KPI_DAYS - 1 - n;
        return [
          `=TEXT(TODAY()-${ago},"dd/mm")`,
          `=${onDay(at.of('m1Sent'), ago, active)}`,
          `=${onDay(at.of('replyReceived'), ago, active)}`,
        ];
      }),
    ],
  };
}

/** Times stand as text, day first or ISO, or as real dates: each form is counted by itself. */
function onDay(column: string, ago: number, active: string): string {
  const day = `TODAY()-${ago}`;
  return [
    `COUNTIFS(${column},"*"&TEXT(${day},"dd/mm/yyyy")&"*",${active})`,
    `COUNTIFS(${column},TEXT(${day},"yyyy-mm-dd")&"*",${active})`,
    `COUNTIFS(${column},">="&(${day}),${column},"<"&(${day}+1),${active})`,
  ].join('+');
}

/** CALL_BOOKED with a time in the future, written `HH:MM DD/MM/YYYY` or ISO, or a real date. */
function upcoming(at: Columns): string {
  const times = at.of('callBookedTime');
  const booked = `(${at.of('contactStatus')}="CALL_BOOKED")*(${at.of('archived')}<>"Yes")`;
  const part = (from: number, length: number) => `MID(${times},${from},${length})`;
  const timeFirst = `IFERROR(DATE(${part(13, 4)},${part(10, 2)},${part(7, 2)})+TIME(${part(1, 2)},${part(4, 2)},0),0)`;
  const iso = `IFERROR(DATE(${part(1, 4)},${part(6, 2)},${part(9, 2)})+TIME(${part(12, 2)},${part(15, 2)},0),0)`;
  const later = (serial: string) => `SUMPRODUCT((${serial}>NOW())*${booked})`;
  const real = `COUNTIFS(${times},">"&NOW(),${at.of('contactStatus')},"CALL_BOOKED",${at.of('archived')},"<>Yes")`;
  return `${later(timeFirst)}+${later(iso)}+${real}`;
}
