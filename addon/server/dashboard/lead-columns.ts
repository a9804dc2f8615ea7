/** A campaign's leads as numbers, a line each: columns of `_stats` that one formula each keeps in step with the tab. */
import { type FieldKey, OUTCOMES, SENTIMENTS, STATUSES } from '../../model/fields.ts';
import type { TabColumns } from '../../model/tab.ts';
import { START } from './shapes.ts';
import { columnLetters, fixed, quoted, swapped, tidy } from './sheet-words.ts';
import { reference, ZONE_ZERO } from './tables-of-reference.ts';

/** Where the lines stand: the row of their headings, and for how many leads there is room. */
export interface LeadLines {
  readonly row: number;
  readonly column: number;
  readonly room: number;
}

const TIMES = { m1Sent: 'm1', replyReceived: 'reply', callBookedTime: 'call' } as const;
type TimeName = (typeof TIMES)[keyof typeof TIMES];

/** Text, its shape, its digits in order, minutes, minutes on the UK's wall clocks (−1: not readable as a time). */
type LineName =
  | `${TimeName}Text`
  | `${TimeName}Shape`
  | `${TimeName}Digits`
  | `${TimeName}Read`
  | TimeName
  | 'm2Set'
  | 'm3Set'
  | 'archived'
  | 'manual'
  | 'flags'
  | 'status'
  | 'sentiment'
  | 'removed'
  | 'optedOut'
  | 'area'
  | 'period'
  | 'hours';

const NAMES: readonly LineName[] = [
  ...Object.values(TIMES).flatMap((name): LineName[] => [
    `${name}Text`,
    `${name}Shape`,
    `${name}Digits`,
    `${name}Read`,
    name,
  ]),
  'm2Set',
  'm3Set',
  'archived',
  'manual',
  'flags',
  'status',
  'sentiment',
  'removed',
  'optedOut',
  'area',
  'period',
  'hours',
];

export const LINE_COLUMNS = NAMES.length;

/** A column of the lines, as formulas name it. */
export function lineColumn({ row, column, room }: LeadLines, name: LineName): string {
  return fixed(row + 1, column + NAMES.indexOf(name), room);
}

/** Cells that hold the period's bounds: minutes since 1899. */
export interface Bounds {
  readonly from: string;
  readonly to: string;
  readonly before: string;
}

/** Headings and formulas, one below the other. Fields without a column are empty. */
export function leadColumns(
  tabName: string,
  columns: TabColumns,
  lines: LeadLines,
  bounds: Bounds,
): readonly [readonly string[], readonly string[]] {
  const at = (name: LineName) => lineColumn(lines, name);
  const tab = new TabCells(tabName, columns);
  const time = (key: keyof typeof TIMES): string[] => timeColumns(tab, key, at);
  const formulas = [
    ...time('m1Sent'),
    ...time('replyReceived'),
    ...time('callBookedTime'),
    tab.each(isSet(tab.cell('m2Sent'))),
    tab.each(isSet(tab.cell('m3Sent'))),
    tab.each(saysYes(tab.cell('archived'))),
    tab.each(saysYes(tab.cell('manualMode'))),
    flagsOf(at),
    tab.each(statusCode(tab.cell('contactStatus'))),
    tab.each(sentimentCode(tab.cell('leadSentiment'))),
    tab.each(`(${code(tab.cell('finalStatus'), 'outcomes')}=${OUTCOMES.indexOf('REMOVED') + 1})*1`),
    optedOutOf(at),
    tab.each(areaCode(tab.cell('postcode'))),
    periodOf(at, bounds),
    hoursOf(at('m1'), at('reply')),
  ];
  return [NAMES, formulas];
}

/** The columns of a tab, and who of its rows is a lead. */
class TabCells {
  private readonly tab: string;
  private readonly columns: TabColumns;

  constructor(tabName: string, columns: TabColumns) {
    this.tab = quoted(tabName);
    this.columns = columns;
  }

  /** The whole column with its heading: a row that is inserted below the heading belongs to it. */
  cell(key: FieldKey): string {
    const index = this.columns.fields.get(key);
    // A column that the tab lacks is as good as an empty one.
    return index === undefined ? `MID(${this.lead},999,1)` : this.column(index);
  }

  /** One value a lead, in the tab's order. */
  each(value: string): string {
    return `=FILTER(${value},(${this.lead}<>"")*(${this.lead}<>"_lead"))`;
  }

  private get lead(): string {
    const { lead } = this.columns;
    if (lead === null) throw new Error('The tab has no column _lead.');
    return this.column(lead);
  }

  private column(index: number): string {
    const letters = columnLetters(index);
    return `${this.tab}${letters}:${letters}`;
  }
}

/** The marks of a lead added up: 1 to 4 for the messages, 8 replied, 16 a call, 32 archived, 64 manual mode. */
function flagsOf(at: (name: LineName) => string): string {
  const text = (name: TimeName) => `(LEN(${at(`${name}Text`)})>${START.length})`;
  const marks = [
    text('m1'),
    at('m2Set'),
    at('m3Set'),
    text('reply'),
    text('call'),
    at('archived'),
    at('manual'),
  ];
  return ofLines(marks.map((mark, bit) => `${2 ** bit}*${mark}`).join('+'), at('m1Text'));
}

/** 1: was messaged and wants to hear no more, by status, sentiment or outcome. */
function optedOutOf(at: (name: LineName) => string): string {
  const removed = STATUSES.indexOf('REMOVED') + 1;
  const negative = SENTIMENTS.indexOf('NEGATIVE_REMOVED') + 1;
  const wants = `(${at('status')}=${removed})+(${at('sentiment')}=${negative})+${at('removed')}`;
  return ofLines(`(MOD(${at('flags')},8)>0)*((${wants})>0)`, at('flags'));
}

function isSet(cell: string): string {
  return `(LEN(${tidy(cell)})>0)*1`;
}

function saysYes(cell: string): string {
  const word = `REPLACE(${plain(tidy(cell))},1,0,"${START}")`;
  return `ISNUMBER(VLOOKUP(${word},${reference('yes')},2,FALSE))*1`;
}

/** A text in which no letter stands for others: lookups take these for wildcards. */
function plain(text: string): string {
  return swapped(
    text,
    ['?', '*', '~'].map((mark) => [`"${mark}"`, '"#"']),
  );
}

/** The listed value that a cell's letters and digits mean; 0: none. */
function code(cell: string, list: 'statuses' | 'sentiments' | 'outcomes'): string {
  const letters = swapped(
    tidy(cell),
    [' ', '_', '-', '.', ',', '/', '!', '?', '*', '~', '(', ')'].map((mark) => [`"${mark}"`, '""']),
  );
  return `IFERROR(VLOOKUP(${letters},${reference(list)},2,FALSE),0)`;
}

function statusCode(cell: string): string {
  // Spelled exactly so it is a value of its own; in any other spelling it is a booked call.
  return `IF(EXACT(${tidy(cell)},"SCHEDULED"),${STATUSES.indexOf('SCHEDULED') + 1},${code(cell, 'statuses')})`;
}

function sentimentCode(cell: string): string {
  const other = SENTIMENTS.length + 1;
  const known = code(cell, 'sentiments');
  return `${known}+${other}*(${known}=0)*(${isSet(cell)})`;
}

const ALPHABET = '"ABCDEFGHIJKLMNOPQRSTUVWXYZ"';
const NUMERALS = '"0123456789"';

/** 27 × the first letter, and the second one, of a postcode; 0: it does not begin with an area. */
function areaCode(cell: string): string {
  const letter = (n: number) => `MID(UPPER(${tidy(cell)}),${n},1)`;
  // In an empty text FIND finds everything: dividing by its length makes it an error.
  const place = (n: number, among: string) => `(FIND(${letter(n)},${among})+0/LEN(${letter(n)}))`;
  const two = `${place(2, ALPHABET)}+0*${place(3, NUMERALS)}`;
  return `IFERROR(27*${place(1, ALPHABET)}-26+IF(ISNUMBER(${place(2, NUMERALS)}),0,${two}),0)`;
}

/** Five columns that read a time in any of its forms, each from the one before: a formula cannot name what it has worked out. */
function timeColumns(tab: TabCells, key: keyof typeof TIMES, at: (name: LineName) => string): string[] {
  const name = TIMES[key];
  const cell = tab.cell(key);
  const [text, shape, digits, read] = [
    at(`${name}Text`),
    at(`${name}Shape`),
    at(`${name}Digits`),
    at(`${name}Read`),
  ];
  return [
    // A real date is a number of days; the margin is for what is lost in the digits of a fraction.
    tab.each(`IF(ISNUMBER(${cell}),INT(${cell}*1440+0.00001),REPLACE(${tidy(cell)},1,0,"${START}"))`),
    ofLines(shapeOf(text), text),
    ofLines(`IFERROR(${digitsOf(text, shape)},0)`, shape),
    ofLines(
      `IF(ISNUMBER(${text}),IF(${text}<${FIRST_REAL_DATE},-1,${text}),IFERROR(${minutesOf(digits)},-1))`,
      digits,
    ),
    ofLines(
      `IF(${digits}<${ZONED},${read},IF(${read}<0,-1,${read}+60*VLOOKUP(${read},${reference('clock')},2,TRUE)))`,
      read,
    ),
  ];
}

/** A smaller number in a time's column is a number that somebody typed: 5 is no day in 1900. */
const FIRST_REAL_DATE = 20_000 * 1440;
/** From here on the digits say how far ahead of UTC the time is. */
const ZONED = '1000000000000';

/** Over all lines that there are: FILTER also has Google work the formula out for each of them. */
function ofLines(value: string, present: string): string {
  return `=FILTER(${value},LEN(${present})>0)`;
}

function shapeOf(text: string): string {
  const digits = Array.from({ length: 9 }, (_, n): [string, string] => [`"${n}"`, '"9"']);
  const marks = [
    ['.', '/'],
    ['T', '|'],
    ['Z', '!'],
  ].map(([from, to]): [string, string] => [`"${from}"`, `"${to}"`]);
  // What is longer than any time is none, and is not worth the work.
  return plain(swapped(`LEFT(${text},40)`, [...digits, ...marks]));
}

/** Zone, year, month, day, hour and minute as one number: `YYYYMMDDHHMM`. */
function digitsOf(text: string, shape: string): string {
  const found = (column: number) => `VLOOKUP(${shape},${reference('shapes')},${column},FALSE)`;
  const part = (column: number, length: string) => `MID(${text},${found(column)},${length})`;
  const zone = `IFERROR(VLOOKUP(REPLACE(${part(10, '6')},1,0,"${START}"),${reference('zones')},2,FALSE),0)`;
  return [
    `${part(2, '4')}*100000000`,
    `${part(3, found(4))}*1000000`,
    `${part(5, found(6))}*10000`,
    `IFERROR(${part(7, found(8))}*100+${part(9, '2')},0)`,
    `${zone}*${ZONED}`,
  ].join('+');
}

/** Minutes since 1899 of digits that are a real time, in UTC where a zone is named; an error for any other. */
function minutesOf(digits: string): string {
  const month = (column: number) =>
    `VLOOKUP(INT(MOD(${digits},${ZONED})/1000000),${reference('months')},${column},FALSE)`;
  const day = `INT(MOD(${digits},1000000)/10000)`;
  const clock = `MOD(${digits},10000)`;
  const minute = `MOD(${digits},100)`;
  const ahead = `(${digits}>=${ZONED})*(INT(${digits}/${ZONED})-${ZONE_ZERO})`;
  const isReal = `((${day}>0)*(${day}<=${month(3)})*(${clock}<2400)*(${minute}<60))`;
  return `(${month(2)}+1440*${day}+60*INT(${clock}/100)+${minute}-${ahead})/${isReal}`;
}

/** 1: in the period; 2: in the one before; 0: in neither. 4 more for an archived lead. */
function periodOf(at: (name: LineName) => string, { from, to, before }: Bounds): string {
  const m1 = at('m1');
  const within = `(${m1}>=${from})*(${m1}<${to})+2*(${m1}>=${before})*(${m1}<${from})`;
  return ofLines(`${within}+4*${at('archived')}`, m1);
}

/** Minutes from the first message to the reply, counted as time passes, not as the clocks are put; "" without both. */
function hoursOf(m1: string, reply: string): string {
  const utc = (time: string) => `${time}-60*VLOOKUP(${time}-60,${reference('clock')},2,TRUE)`;
  return ofLines(`IF((${m1}<0)+(${reply}<0)>0,"",IFERROR(${utc(reply)}-(${utc(m1)}),""))`, m1);
}
