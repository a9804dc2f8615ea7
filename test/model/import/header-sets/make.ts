/** How the corpus is written down: a table of headings, targets and cells, filled with made-up people. */
import type { FieldKey } from '../../../../addon/model/fields.ts';
import { PEOPLE, type Person } from './people.ts';

/** Where a careful person would put a column of a list. */
export type Target =
  | FieldKey
  /** The whole name, in a list without separate columns for first and last name. */
  | 'fullName'
  /** One of several columns that make up the address: house, street, town, county; never the postcode. */
  | 'addressPart'
  /** Kept as a further column: none of the fields, or the worse one of two for the same field. */
  | 'extra';

export interface HeaderColumn {
  readonly heading: string;
  readonly values: readonly string[];
  readonly target: Target;
}

export interface HeaderSet {
  readonly tool: string;
  readonly columns: readonly HeaderColumn[];
}

/** The cells of a column: spelled out with `|` between (missing ones are empty), or made from each row's person. */
export type Cells = string | Make;
type Make = (who: Person, row: number) => string;

/** A list of `rows` people, taken from the table of people at `start` onwards. */
export function list(
  tool: string,
  start: number,
  rows: number,
  columns: readonly (readonly [heading: string, target: Target, cells: Cells])[],
): HeaderSet {
  const people = Array.from({ length: rows }, (_, row) => personAt(start + row));
  return {
    tool,
    columns: columns.map(([heading, target, cells]) => {
      const make = maker(cells);
      if (typeof cells === 'string' && cells.split('|').length > rows)
        throw new Error(`${tool}: "${heading}" has more cells than rows.`);
      return { heading, target, values: people.map((who, row) => make(who, row)) };
    }),
  };
}

export const title: Make = (who) => who.title;
export const first: Make = (who) => who.first;
export const last: Make = (who) => who.last;
/** Amelia Hartley */
export const full: Make = (who) => `${who.first} ${who.last}`;
/** Hartley, Amelia */
export const lastFirst: Make = (who) => `${who.last}, ${who.first}`;
/** Mrs A Hartley */
export const formal: Make = (who) => `${who.title} ${who.first.charAt(0)} ${who.last}`;
/** AH */
export const initials: Make = (who) => `${who.first.charAt(0)}${who.last.charAt(0)}`;
export const mail: Make = (who) => who.email;
/** An address at the lead's place of work. */
export const workMail: Make = (who) => `${who.first.charAt(0)}${who.last}@office.example.net`.toLowerCase();
export const street: Make = (who) => who.street;
/** 14 of 14 Beech Grove, Rose Cottage of Rose Cottage, Mill Lane */
export const houseNumber: Make = (who) => splitStreet(who)[0];
export const streetName: Make = (who) => splitStreet(who)[1];
export const district: Make = (who) => who.district;
export const town: Make = (who) => who.town;
export const county: Make = (who) => who.county;
export const postcode: Make = (who) => who.postcode;
/** LS6 of LS6 3QT */
export const outward: Make = (who) => who.postcode.split(' ')[0] ?? '';
/** The whole address in one cell, with the postcode unless told otherwise. */
export function whole(between = ', ', withPostcode = true): Make {
  return (who) =>
    [who.street, who.district, who.town, withPostcode ? who.postcode : '']
      .filter((part) => part !== '')
      .join(between);
}

/** Telephone numbers in the given spellings by turns; each `#` is one of the person's last three digits. */
export function tel(...spellings: readonly string[]): Make {
  return (who, row) => {
    const digits = [...who.digits];
    return (spellings[row % spellings.length] ?? '').replaceAll('#', () => digits.shift() ?? '');
  };
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A moment of the person's, `days` after the first one, written as the pattern says. */
export function on(pattern: string, days = 0): Make {
  return (who) => {
    const at = new Date(Date.UTC(2023, 0, 9, 8, 4, 11));
    at.setUTCDate(at.getUTCDate() + ((who.index * 37) % 640) + days);
    at.setUTCMinutes(at.getUTCMinutes() + ((who.index * 53 + days * 17) % 660));
    at.setUTCSeconds((who.index * 29 + days) % 60);
    const two = (n: number) => String(n).padStart(2, '0');
    const month = MONTHS[at.getUTCMonth()] ?? '';
    const hour = at.getUTCHours();
    const parts: Record<string, string> = {
      YYYY: String(at.getUTCFullYear()),
      YY: String(at.getUTCFullYear()).slice(2),
      MMMM: month,
      MMM: month.slice(0, 3),
      MM: two(at.getUTCMonth() + 1),
      M: String(at.getUTCMonth() + 1),
      dddd: DAYS[at.getUTCDay()] ?? '',
      DD: two(at.getUTCDate()),
      D: String(at.getUTCDate()),
      HH: two(hour),
      h: String(hour % 12 || 12),
      mm: two(at.getUTCMinutes()),
      ss: two(at.getUTCSeconds()),
      A: hour < 12 ? 'AM' : 'PM',
      epoch: String(at.getTime()),
    };
    return pattern.replace(
      /epoch|YYYY|YY|MMMM|MMM|MM|M|dddd|DD|D|HH|h|mm|ss|A/g,
      (part) => parts[part] ?? '',
    );
  };
}

/** Numbers that count up by one (or `step`) from row to row. */
export function count(from: number, before = '', step = 1): Make {
  return (_, row) => `${before}${from + row * step}`;
}

/** A made-up identifier: `9` stands for a digit, `x` for a hexadecimal one, all else for itself. */
export function code(pattern: string): Make {
  return (who, row) => {
    let state = (who.index + 1) * 7919 + (row + 1) * 104729 + pattern.length * 31;
    const draw = (of: number) => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor(state / 1024) % of;
    };
    return pattern.replace(/[9x]/g, (at) => (at === '9' ? String(draw(10)) : draw(16).toString(16)));
  };
}

/** The same text in every row. */
export function all(text: string): Make {
  return () => text;
}

/** Empty in the rows named (the first is 0). */
export function gaps(cells: Cells, ...rows: readonly number[]): Make {
  const make = maker(cells);
  return (who, row) => (rows.includes(row) ? '' : make(who, row));
}

/** As cells of another person: the partner, the neighbour, the landlord. */
export function other(cells: Make, step = 17): Make {
  return (who, row) => cells(personAt(who.index + step), row);
}

export function caps(cells: Cells): Make {
  const make = maker(cells);
  return (who, row) => make(who, row).toUpperCase();
}

export function small(cells: Cells): Make {
  const make = maker(cells);
  return (who, row) => make(who, row).toLowerCase();
}

/** Two columns' cells in one. */
export function both(a: Make, b: Make, between = ' '): Make {
  return (who, row) => `${a(who, row)}${between}${b(who, row)}`;
}

function splitStreet({ street }: Person): [house: string, road: string] {
  const at = street.search(/^\d/) === 0 ? street.indexOf(' ') : street.indexOf(', ') + 1;
  return [street.slice(0, at).replace(',', ''), street.slice(at + 1)];
}

function maker(cells: Cells): Make {
  if (typeof cells !== 'string') return cells;
  const spelled = cells.split('|');
  return (_, row) => spelled[row] ?? '';
}

function personAt(at: number): Person {
  const person = PEOPLE[at % PEOPLE.length];
  if (!person) throw new Error('There are no people.');
  return person;
}
