/** What the formulas look things up in: written once into `_stats`, as plain values. */
import { type FieldKey, fieldOf, OUTCOMES, SENTIMENTS, STATUSES } from '../../model/fields.ts';
import { wallOf } from '../../model/time.ts';
import { SHAPES, type Shape, START } from './shapes.ts';
import { fixed } from './sheet-words.ts';

export type Cell = string | number;

/** First row of the reference tables; rows 1 and 2 of the tab are for others. */
export const REFERENCE_ROW = 3;

/** Spreadsheets count days from 30 December 1899; times are counted in whole minutes since. */
const EPOCH = Date.UTC(1899, 11, 30);
export const minutesSince = (utc: number): number => (utc - EPOCH) / 60_000;

/** Years in which a date in a cell is read. */
const YEARS = { from: 1990, to: 2059 };

/** Codes of values, by the letters and digits of what people write; 0 is none of them. */
function codes(key: FieldKey, values: readonly string[]): Cell[][] {
  const { kind } = fieldOf(key);
  const means = kind.is === 'choice' ? kind.means : {};
  const loose = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const code = (value: string) => values.indexOf(value) + 1;
  const meant = Object.entries(means).map(([word, value]): Cell[] => [word, code(value)]);
  const listed = values
    .filter((value) => means[loose(value)] === undefined)
    .map((value): Cell[] => [loose(value), code(value)]);
  return [...meant, ...listed];
}

/** What counts as yes in a cell, as the model reads it. With a sign before it, none turns into a number or a TRUE. */
const YES_WORDS = ['yes', 'y', 'true', '1', 'on'] as const;

function monthLines(): Cell[][] {
  const lines: Cell[][] = [];
  for (let year = YEARS.from; year <= YEARS.to; year++) {
    for (let month = 1; month <= 12; month++) {
      const before = minutesSince(Date.UTC(year, month - 1, 0));
      lines.push([year * 100 + month, before, new Date(Date.UTC(year, month, 0)).getUTCDate()]);
    }
  }
  return lines;
}

/** From which UTC minute on the UK's clocks are how many hours ahead, as the model reckons it. */
function clockLines(): Cell[][] {
  const lines: Cell[][] = [[0, 0]];
  for (let year = YEARS.from; year <= YEARS.to; year++) {
    for (const month of [2, 9]) {
      const last = new Date(Date.UTC(year, month + 1, 0, 1));
      const change = last.getTime() - last.getUTCDay() * 86_400_000;
      lines.push([minutesSince(change), wallOf(new Date(change)).hour === 1 ? 0 : 1]);
    }
  }
  return lines;
}

/** Sets of marks of a lead, and what each says: see `FLAGS` in lead-columns.ts. */
export const FLAG_SETS = 128;
function flagLines(): Cell[][] {
  return Array.from({ length: FLAG_SETS }, (_, set) => {
    const [m1 = 0, m2 = 0, m3 = 0, replied = 0, call = 0, archived = 0, manual = 0] = Array.from(
      { length: 7 },
      (_none, bit) => (set >> bit) & 1,
    );
    const live = 1 - archived;
    const any = live * Math.max(m1, m2, m3);
    return [live, archived, call, live * m1, live * m2, live * m3, live * manual, any, live * replied];
  });
}

/** Postcode areas of one or two letters, numbered by the alphabet. */
export const AREA_CODES = 702;

interface Reference {
  readonly column: number;
  readonly lines: readonly (readonly Cell[])[];
}

const BINS = AREA_CODES + 2;

function references() {
  return {
    /** −1, 0, 1, 2 … */
    bins: { column: 1, lines: Array.from({ length: BINS }, (_, n): Cell[] => [n - 1]) },
    flags: { column: 3, lines: flagLines() },
    statuses: { column: 13, lines: codes('contactStatus', STATUSES) },
    sentiments: { column: 16, lines: codes('leadSentiment', SENTIMENTS) },
    outcomes: { column: 19, lines: codes('finalStatus', OUTCOMES) },
    shapes: { column: 25, lines: SHAPES.map(shapeLine) },
    yes: { column: 22, lines: YES_WORDS.map((word): Cell[] => [START + word, 1]) },
    zones: { column: 36, lines: zoneLines() },
    months: { column: 39, lines: monthLines() },
    clock: { column: 43, lines: clockLines() },
  } satisfies { readonly [name: string]: Reference };
}

function shapeLine({ shape, year, month, day, hour, minute, zone }: Shape): Cell[] {
  const after = (place: number) => place + START.length;
  const part = ([place, length]: readonly [number, number]) => [after(place), length];
  return [shape, after(year), ...part(month), ...part(day), ...part(hour), after(minute), after(zone)];
}

/** What stands for no minutes ahead of UTC, so that none of them is negative or nothing. */
export const ZONE_ZERO = 2_000;

/** Zones by how they are written; with a sign before it, none would turn into a number in its cell. */
function zoneLines(): Cell[][] {
  const lines: Cell[][] = [[`${START}Z`, ZONE_ZERO]];
  for (const [sign, way] of [
    ['+', 1],
    ['-', -1],
  ] as const) {
    for (let minutes = 0; minutes <= 14 * 60; minutes += 15) {
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
      for (const gap of ['', ':'])
        lines.push([`${START}${sign}${hours}${gap}${rest}`, ZONE_ZERO + way * minutes]);
    }
  }
  return lines;
}

export type ReferenceName = keyof ReturnType<typeof references>;

/** All reference tables, by the column that they begin in. */
export function referenceTables(): readonly Reference[] {
  return Object.values(references());
}

/** How many rows the tables take. */
export const REFERENCE_ROWS = 12 * (YEARS.to - YEARS.from + 1) + 1;

const SIZES: {
  readonly [N in ReferenceName]: { readonly column: number; readonly rows: number; readonly columns: number };
} = sizes();

function sizes() {
  const size = ({ column, lines }: Reference) => ({
    column,
    rows: lines.length,
    columns: lines[0]?.length ?? 1,
  });
  const all = references();
  return {
    bins: size(all.bins),
    flags: size(all.flags),
    statuses: size(all.statuses),
    sentiments: size(all.sentiments),
    outcomes: size(all.outcomes),
    shapes: size(all.shapes),
    yes: size(all.yes),
    zones: size(all.zones),
    months: size(all.months),
    clock: size(all.clock),
  };
}

/** The place of a table, or of one column of it, as formulas name it. */
export function reference(
  name: ReferenceName,
  part?: { readonly column?: number; readonly rows?: number; readonly skip?: number },
): string {
  const { column, rows, columns } = SIZES[name];
  const skip = part?.skip ?? 0;
  const length = part?.rows ?? rows - skip;
  return part?.column === undefined
    ? fixed(REFERENCE_ROW + skip, column, length, columns)
    : fixed(REFERENCE_ROW + skip, column + part.column - 1, length);
}

/** The widest that the tab is. */
export const REFERENCE_WIDTH = 44;
