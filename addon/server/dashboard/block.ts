/** A campaign's block in `_stats`: its numbers, as ordinary formulas over the lines of its leads. */
import { SENTIMENTS, STATUSES } from '../../model/fields.ts';
import { KPI_AREAS, KPI_DAYS, RESPONSE_HOURS } from '../../model/kpi.ts';
import { PERIOD_DAYS, PERIODS, type Period } from '../../model/period.ts';
import { type LeadLines, lineColumn } from './lead-columns.ts';
import type { Place } from './place.ts';
import { fixed } from './sheet-words.ts';
import { AREA_CODES, type Cell, FLAG_SETS, reference } from './tables-of-reference.ts';

/** What a period is called. */
export const PERIOD_NAMES: { readonly [P in Period]: string } = {
  today: 'Today',
  '7days': 'Last 7 days',
  '30days': 'Last 30 days',
  all: 'All time',
};

/** Rows of each table, heading included; they stand one below the other from column A. */
const TABLES = {
  bounds: { rows: 9, columns: 2 },
  numbers: { rows: 27, columns: 4 },
  card: { rows: 11, columns: 3 },
  funnel: { rows: 6, columns: 2 },
  statuses: { rows: STATUSES.length + 2, columns: 2 },
  sentiments: { rows: SENTIMENTS.length + 3, columns: 2 },
  messages: { rows: 4, columns: 3 },
  response: { rows: RESPONSE_HOURS.length + 2, columns: 2 },
  days: { rows: KPI_DAYS + 1, columns: 6 },
  heat: { rows: 25, columns: 8 },
  areas: { rows: KPI_AREAS + 1, columns: 2 },
} as const;
export type TableName = keyof typeof TABLES;
const NAMES: readonly TableName[] = [
  'bounds',
  'numbers',
  'card',
  'funnel',
  'statuses',
  'sentiments',
  'messages',
  'response',
  'days',
  'heat',
  'areas',
];

/** Counts of how often each value occurs; each a formula that fills the column below it. */
const COUNTS = [
  'flags',
  'flagsBefore',
  'statuses',
  'sentiments',
  'heat',
  'areas',
  'response',
  'dayLeads',
  'dayReplies',
  'dayHot',
  'dayConverted',
] as const;
type CountName = (typeof COUNTS)[number];
const COUNTS_COLUMN = 10;
/** Where the lines of the leads begin. */
export const LINES_COLUMN = COUNTS_COLUMN + COUNTS.length + 1;
/** The least rows that a block takes: its longest column of counts. */
export const BLOCK_ROWS = AREA_CODES + 4;

/** One table's place in the tab, heading row first, for charts. */
export function tablePlace(top: number, name: TableName): Place {
  return { row: rowOf(top, name), column: 1, rows: TABLES[name].rows, columns: TABLES[name].columns };
}

function rowOf(top: number, name: TableName): number {
  const before = NAMES.slice(0, NAMES.indexOf(name));
  return before.reduce((row, one) => row + TABLES[one].rows + 1, top + 1);
}

/** Rows that the tables take in all. */
export const BLOCK_TABLES = NAMES.reduce((rows, name) => rows + TABLES[name].rows + 1, 1);

/** The lines in `numbers`, from 1 below the heading. */
export const NUMBERS = [
  'Total leads',
  'Archived',
  'Messages sent',
  '… message 1',
  '… message 2',
  '… message 3',
  '… in manual mode',
  '… … message 1',
  '… … message 2',
  '… … message 3',
  '… by the AI',
  '… … message 1 by the AI',
  '… … message 2 by the AI',
  '… … message 3 by the AI',
  'Leads messaged',
  'Replied',
  'Reply rate, %',
  'Calls ever booked',
  'Upcoming calls',
  'Hot',
  'Warm',
  'Converted',
  'Opted out',
  'Opt-out rate, %',
  'Mean response, hours',
  'Median response, hours',
] as const;
export type NumberName = (typeof NUMBERS)[number];

/** The cell of a number in the block at `top`; column 2: in the period, 3: in the one before, 4: change in %. */
export function numberCell(top: number, name: NumberName, column: 2 | 3 | 4 = 2): string {
  return fixed(rowOf(top, 'numbers') + 1 + NUMBERS.indexOf(name), column);
}

const BOUNDS = ['period', 'name', 'days', 'today', 'now', 'from', 'to', 'before'] as const;
type BoundName = (typeof BOUNDS)[number];

export function boundCell(top: number, name: BoundName): string {
  return fixed(rowOf(top, 'bounds') + 1 + BOUNDS.indexOf(name), 2);
}

/** The cell that holds the period. */
export function periodPlace(top: number): Place {
  return { row: rowOf(top, 'bounds') + 1, column: 2, rows: 1, columns: 1 };
}

/** What stands over a campaign's block. */
export function titleOf(campaignName: string): string {
  return `Campaign: ${campaignName}`;
}

/** The block's cells from its first row, columns A to H. */
export function blockCells(campaignName: string, top: number, lines: LeadLines, period: Period): Cell[][] {
  const tables = new Tables(top, lines, period);
  const body = NAMES.flatMap((name) => [...tables[name](), []]);
  return [[titleOf(campaignName)], ...body].map((line) => Array.from({ length: 8 }, (_, n) => line[n] ?? ''));
}

/** Headings and formulas of the counts. */
export function countCells(top: number, lines: LeadLines): readonly [readonly string[], readonly string[]] {
  const tables = new Tables(top, lines, 'all');
  return [COUNTS, COUNTS.map((name) => tables.count(name))];
}

export const countsPlace = (top: number): Place => ({
  row: top,
  column: COUNTS_COLUMN,
  rows: 2,
  columns: COUNTS.length,
});

/** Columns of `reference('flags')`. */
const FLAG = {
  live: 1,
  archived: 2,
  call: 3,
  m1: 4,
  m2: 5,
  m3: 6,
  manual: 7,
  messaged: 8,
  replied: 9,
} as const;

class Tables {
  private readonly top: number;
  private readonly lines: LeadLines;
  private readonly chosen: Period;

  constructor(top: number, lines: LeadLines, chosen: Period) {
    this.top = top;
    this.lines = lines;
    this.chosen = chosen;
  }

  bounds(): Cell[][] {
    const cell = (name: BoundName) => boundCell(this.top, name);
    const choose = (of: (period: Period) => Cell) =>
      PERIODS.reduceRight(
        (otherwise, period) => `IF(${cell('period')}="${period}",${of(period)},${otherwise})`,
        '0',
      );
    return [
      ['Period', ''],
      ['Period', this.chosen],
      ['Called', `=${choose((period) => `"${PERIOD_NAMES[period]}"`)}`],
      ['Days', `=${choose((period) => PERIOD_DAYS[period] ?? '0')}`],
      ['Today', '=TODAY()'],
      ['Now', '=INT(NOW()*1440+0.00001)'],
      ['From', `=IF(${cell('days')}=0,-9,(${cell('today')}-${cell('days')}+1)*1440)`],
      ['To', `=IF(${cell('days')}=0,1000000000,(${cell('today')}+1)*1440)`],
      ['Before', `=IF(${cell('days')}=0,-9,${cell('from')}-${cell('days')}*1440)`],
    ];
  }

  /** Whole columns of the lines. */
  private line(name: Parameters<typeof lineColumn>[1]): string {
    return lineColumn(this.lines, name);
  }

  /** Of a lead that is not archived, whatever the period. */
  private get isLive(): string {
    return `(${this.line('period')}<4)`;
  }

  /** The cells of a count, from the one that belongs to `first` (0 is the second: the first takes what is left out). */
  private counted(name: CountName, rows: number, skip = 1): string {
    return fixed(this.top + 1 + skip, COUNTS_COLUMN + COUNTS.indexOf(name), rows);
  }

  private oneCount(name: CountName, n: number): string {
    return fixed(this.top + 2 + n, COUNTS_COLUMN + COUNTS.indexOf(name));
  }

  /** 0 while there is no lead at all: nothing can be counted over no lines. */
  private unlessNone(value: string, none = '0'): string {
    return `=IF(COUNT(${this.line('m1')})=0,${none},${value})`;
  }

  count(name: CountName): string {
    const [period, m1, reply] = [this.line('period'), this.line('m1'), this.line('reply')];
    const current = `(${period}=1)`;
    const has = (status: StatusName) => `(${this.line('status')}=${codeOf(status)})`;
    const frequency = (value: string, values: number) =>
      this.unlessNone(
        `FREQUENCY(FILTER(${value},ISNUMBER(${m1})),${reference('bins', { column: 1, rows: values + 1 })})`,
      );
    const byDay = (more: string) =>
      this.unlessNone(
        `FREQUENCY(FILTER(IF(${this.isLive}${more},INT(${m1}/1440)-${boundCell(this.top, 'today')}+${KPI_DAYS - 1},-1),ISNUMBER(${m1})),${reference('bins', { column: 1, rows: KPI_DAYS + 1 })})`,
      );
    const formulas: { readonly [N in CountName]: () => string } = {
      flags: () => frequency(`(MOD(${period},4)=1)*(${this.line('flags')}+1)-1`, FLAG_SETS),
      flagsBefore: () => frequency(`(MOD(${period},4)=2)*(${this.line('flags')}+1)-1`, FLAG_SETS),
      statuses: () => frequency(`${current}*(${this.line('status')}+1)-1`, STATUSES.length + 1),
      sentiments: () => frequency(`${current}*(${this.line('sentiment')}+1)-1`, SENTIMENTS.length + 2),
      // Day 0 of spreadsheets was a Saturday; hours are counted from Monday's first.
      heat: () => frequency(`${current}*(${reply}>=0)*(MOD(INT(${reply}/60)+120,168)+1)-1`, 168),
      areas: () => frequency(`${current}*(${this.line('area')}+1)-1`, AREA_CODES + 1),
      response: () => this.responseCounts(current),
      dayLeads: () => byDay(''),
      dayReplies: () => byDay(`*(MOD(${this.line('flags')},16)>=8)`),
      dayHot: () => byDay(`*${has('HOT')}`),
      dayConverted: () => byDay(`*${has('CONVERTED')}`),
    };
    return formulas[name]();
  }

  /** By how many hours it took: each bin ends with its hours; who has none of both times is put before the first. */
  private responseCounts(current: string): string {
    const hours = this.line('hours');
    const bins = fixed(rowOf(this.top, 'response') + 1, 3, RESPONSE_HOURS.length + 1);
    return this.unlessNone(
      `FREQUENCY(FILTER(IF(ISNUMBER(${hours})*${current},${hours},-1000000000),ISNUMBER(${this.line('m1')})),${bins})`,
    );
  }

  numbers(): Cell[][] {
    const cell = (name: NumberName, column: 2 | 3 | 4) => numberCell(this.top, name, column);
    const line = (name: NumberName, of: (before: boolean) => string): Cell[] => [
      name,
      of(false),
      of(true),
      `=IF(${boundCell(this.top, 'days')}=0,"",IF(COUNT(${cell(name, 2)},${cell(name, 3)})<2,"",IF(${cell(name, 3)}=0,IF(${cell(name, 2)}=0,0,100),(${cell(name, 2)}-${cell(name, 3)})/${cell(name, 3)}*100)))`,
    ];
    const flagged = (name: NumberName, ...flags: readonly (keyof typeof FLAG)[]) =>
      line(name, (before) =>
        this.unlessNone(
          `SUMPRODUCT(${[
            this.counted(before ? 'flagsBefore' : 'flags', FLAG_SETS),
            ...flags.map((flag) => reference('flags', { column: FLAG[flag] })),
          ].join(',')})`,
        ),
      );
    const summed = (name: NumberName, sign: '+' | '-', parts: readonly NumberName[]) =>
      line(name, (before) => `=${parts.map((part) => cell(part, before ? 3 : 2)).join(sign)}`);
    const rate = (name: NumberName, part: NumberName, whole: NumberName) =>
      line(name, (before) => {
        const column = before ? 3 : 2;
        return `=IF(${cell(whole, column)}=0,0,${cell(part, column)}/${cell(whole, column)}*100)`;
      });
    const matched = (name: NumberName, ...conditions: readonly string[]) =>
      line(name, (before) =>
        this.unlessNone(`COUNTIFS(${[this.line('period'), before ? 2 : 1, ...conditions].join(',')})`),
      );
    const has = (value: StatusName) => `${this.line('status')},${codeOf(value)}`;
    const later = `${this.line('call')},">"&${boundCell(this.top, 'now')}`;
    return [
      ['Number', 'Value', 'Before', 'Change, %'],
      flagged('Total leads'),
      flagged('Archived', 'archived'),
      summed('Messages sent', '+', ['… message 1', '… message 2', '… message 3']),
      flagged('… message 1', 'm1'),
      flagged('… message 2', 'm2'),
      flagged('… message 3', 'm3'),
      summed('… in manual mode', '+', ['… … message 1', '… … message 2', '… … message 3']),
      flagged('… … message 1', 'm1', 'manual'),
      flagged('… … message 2', 'm2', 'manual'),
      flagged('… … message 3', 'm3', 'manual'),
      summed('… by the AI', '-', ['Messages sent', '… in manual mode']),
      summed('… … message 1 by the AI', '-', ['… message 1', '… … message 1']),
      summed('… … message 2 by the AI', '-', ['… message 2', '… … message 2']),
      summed('… … message 3 by the AI', '-', ['… message 3', '… … message 3']),
      flagged('Leads messaged', 'messaged'),
      flagged('Replied', 'replied'),
      rate('Reply rate, %', 'Replied', 'Leads messaged'),
      flagged('Calls ever booked', 'call'),
      matched('Upcoming calls', has('CALL_BOOKED'), later),
      matched('Hot', has('HOT')),
      matched('Warm', has('WARM')),
      matched('Converted', has('CONVERTED')),
      matched('Opted out', `${this.line('optedOut')},1`),
      rate('Opt-out rate, %', 'Opted out', 'Leads messaged'),
      line('Mean response, hours', (before) => this.hours('AVERAGE', before)),
      line('Median response, hours', (before) => this.hours('MEDIAN', before)),
    ];
  }

  /** To one decimal; "" where no lead has both times. */
  private hours(what: 'AVERAGE' | 'MEDIAN', before: boolean): string {
    const hours = this.line('hours');
    const those = `(${this.line('period')}=${before ? 2 : 1})*ISNUMBER(${hours})`;
    const value = `IF(SUMPRODUCT(${those})=0,"",ROUND(${what}(FILTER(${hours},${those}))/6,0)/10)`;
    return this.unlessNone(value, '""');
  }

  /** What a person reads at a glance: texts, for a table chart. */
  card(): Cell[][] {
    const change = (name: NumberName) => {
      const cell = numberCell(this.top, name, 4);
      return `=IF(${cell}="","",IF(${cell}>0,"▲ ",IF(${cell}<0,"▼ ",""))&TEXT(ABS(${cell}),"0")&" %")`;
    };
    const value = (name: NumberName) => numberCell(this.top, name);
    const count = (label: string, name: NumberName): Cell[] => [
      label,
      `=TEXT(${value(name)},"#,##0")`,
      change(name),
    ];
    const share = (label: string, name: NumberName): Cell[] => [
      label,
      `=TEXT(${value(name)},"0.0")&" %"`,
      change(name),
    ];
    const mean = `IF(${value('Mean response, hours')}="","–",TEXT(${value('Mean response, hours')},"0.0")&" h")`;
    const median = `IF(${value('Median response, hours')}="","–",TEXT(${value('Median response, hours')},"0.0")&" h")`;
    const changeHeading = `=IF(${boundCell(this.top, 'days')}=0,"","Change")`;
    return [
      [`=${boundCell(this.top, 'name')}`, 'Value', changeHeading],
      count('Leads', 'Total leads'),
      count('Messages sent', 'Messages sent'),
      count('Leads messaged', 'Leads messaged'),
      count('Replied', 'Replied'),
      share('Reply rate', 'Reply rate, %'),
      count('Hot leads', 'Hot'),
      [
        'Calls booked · upcoming',
        `=TEXT(${value('Calls ever booked')},"#,##0")&" · "&TEXT(${value('Upcoming calls')},"#,##0")`,
        change('Calls ever booked'),
      ],
      count('Converted', 'Converted'),
      share('Opt-out rate', 'Opt-out rate, %'),
      ['Response, median · mean', `=${median}&" · "&${mean}`, change('Median response, hours')],
    ];
  }

  funnel(): Cell[][] {
    const number = (name: NumberName) => `=${numberCell(this.top, name)}`;
    return [
      ['Step', 'Leads'],
      ['Messaged', number('Leads messaged')],
      ['Replied', number('Replied')],
      ['Hot and warm', `${number('Hot')}+${numberCell(this.top, 'Warm')}`],
      ['Call booked', this.one('statuses', codeOf('CALL_BOOKED'))],
      ['Converted', number('Converted')],
    ];
  }

  /** How often the n-th value occurs. */
  private one(name: CountName, n: number): string {
    return this.unlessNone(this.oneCount(name, n));
  }

  statuses(): Cell[][] {
    return [
      ['Status', 'Leads'],
      ...STATUSES.map((value, n) => [value, this.one('statuses', n + 1)]),
      ['Other or none', this.one('statuses', 0)],
    ];
  }

  sentiments(): Cell[][] {
    return [
      ['Sentiment', 'Leads'],
      ['None', this.one('sentiments', 0)],
      ...SENTIMENTS.map((value, n) => [value, this.one('sentiments', n + 1)]),
      ['Other', this.one('sentiments', SENTIMENTS.length + 1)],
    ];
  }

  messages(): Cell[][] {
    return [
      ['Stage', 'AI', 'Manual'],
      ...([1, 2, 3] as const).map((n): Cell[] => [
        `Message ${n}`,
        `=${numberCell(this.top, `… … message ${n} by the AI`)}`,
        `=${numberCell(this.top, `… … message ${n}`)}`,
      ]),
    ];
  }

  /** The third column holds the bins' ends, in minutes. */
  response(): Cell[][] {
    const label = (n: number) => {
      const [from, to] = [RESPONSE_HOURS[n - 1], RESPONSE_HOURS[n]];
      const said = (hours: number) => (hours < 48 ? `${hours} h` : `${hours / 24} d`);
      return to === undefined ? `> ${said(from ?? 0)}` : `≤ ${said(to)}`;
    };
    const ends = [-900_000_000, ...RESPONSE_HOURS.map((hours) => hours * 60), ''];
    return [
      ['First reply after', 'Replies', 'Up to'],
      ...Array.from({ length: RESPONSE_HOURS.length + 1 }, (_, n): Cell[] => [
        label(n),
        this.one('response', n),
        ends[n] ?? '',
      ]),
    ];
  }

  days(): Cell[][] {
    const first = rowOf(this.top, 'days') + 1;
    return [
      ['Day', 'Leads', 'Replies', 'Hot', 'Converted', 'Reply rate, %'],
      ...Array.from({ length: KPI_DAYS }, (_, n): Cell[] => {
        const [leads, replies] = [fixed(first + n, 2), fixed(first + n, 3)];
        return [
          `=TEXT(${boundCell(this.top, 'today')}-${KPI_DAYS - 1 - n},"dd/mm")`,
          this.one('dayLeads', n),
          this.one('dayReplies', n),
          this.one('dayHot', n),
          this.one('dayConverted', n),
          `=IF(${leads}=0,0,${replies}/${leads}*100)`,
        ];
      }),
    ];
  }

  heat(): Cell[][] {
    return [
      ['Hour', ...WEEKDAYS],
      ...Array.from({ length: 24 }, (_, hour): Cell[] => [
        `${String(hour).padStart(2, '0')}h`,
        ...WEEKDAYS.map((_day, day) => this.one('heat', day * 24 + hour)),
      ]),
    ];
  }

  areas(): Cell[][] {
    const counts = this.counted('areas', AREA_CODES, 2);
    const codes = reference('bins', { column: 1, rows: AREA_CODES, skip: 2 });
    const found = (n: number) => `LARGE(${counts}*1000+999-${codes},${n})`;
    const letters = '"ABCDEFGHIJKLMNOPQRSTUVWXYZ"';
    return [
      ['Area', 'Leads'],
      ...Array.from({ length: KPI_AREAS }, (_, n): Cell[] => {
        const rank = `SUMPRODUCT(${found(n + 1)})`;
        const area = `(999-MOD(${rank},1000))`;
        const name = `TRIM(MID(${letters},INT((${area}-1)/27)+1,1)&MID(" "&${letters},1+MOD(${area}-1,27),1))`;
        return [
          this.unlessNone(`IF(${rank}<1000,"",${name})`, '""'),
          this.unlessNone(`IF(${rank}<1000,0,INT(${rank}/1000))`),
        ];
      }),
    ];
  }
}

type StatusName = (typeof STATUSES)[number];
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function codeOf(status: StatusName): number {
  return STATUSES.indexOf(status) + 1;
}
