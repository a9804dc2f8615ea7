/** The forms that a time in a cell may have, digits as 9: the same that `parseWallTime` reads. */

/** Where the parts of a time stand in a text of this shape: first letter (from 1) and how many. */
export interface Shape {
  /** Digits as 9, `.` as `/`, `T` as `|`, `Z` as `!`. */
  readonly shape: string;
  readonly year: number;
  readonly month: readonly [number, number];
  readonly day: readonly [number, number];
  readonly hour: readonly [number, number];
  readonly minute: number;
  /** Where it says how far ahead of UTC it is. */
  readonly zone: number;
}

/** Beyond the end of any of these texts. */
export const NOWHERE = 99;
const NONE: readonly [number, number] = [NOWHERE, 2];
const DIGITS = [1, 2] as const;
const MARKS = ['/', '-'] as const;
const nines = (count: number): string => '9'.repeat(count);

interface DatePart {
  readonly shape: string;
  readonly day: number;
  readonly month: number;
}

/** A date with two different signs between its numbers is nothing that anybody writes. */
const DATES: readonly DatePart[] = DIGITS.flatMap((day) =>
  DIGITS.flatMap((month) =>
    MARKS.map((mark) => ({ shape: nines(day) + mark + nines(month) + mark + nines(4), day, month })),
  ),
);

const CLOCKS = DIGITS.flatMap((hour) =>
  ['', ':99'].map((seconds) => ({ shape: `${nines(hour)}:99${seconds}`, hour })),
);
const GAPS = [' ', ', '] as const;

/** Where the parts of a date are that begins at `from`. */
function dateAt({ day, month }: DatePart, from: number): Pick<Shape, 'day' | 'month' | 'year'> {
  return {
    day: [from, day],
    month: [from + day + 1, month],
    year: from + day + month + 2,
  };
}

function clockAt(hour: number, from: number): Pick<Shape, 'hour' | 'minute'> {
  return { hour: [from, hour], minute: from + hour + 1 };
}

const dateAlone = DATES.map(
  (date): Shape => ({ shape: date.shape, ...dateAt(date, 1), hour: NONE, minute: NOWHERE, zone: NOWHERE }),
);

const bothWays = DATES.flatMap((date) =>
  CLOCKS.flatMap((clock) =>
    GAPS.flatMap((gap): Shape[] => [
      {
        shape: date.shape + gap + clock.shape,
        ...dateAt(date, 1),
        ...clockAt(clock.hour, date.shape.length + gap.length + 1),
        zone: NOWHERE,
      },
      {
        shape: clock.shape + gap + date.shape,
        ...dateAt(date, clock.shape.length + gap.length + 1),
        ...clockAt(clock.hour, 1),
        zone: NOWHERE,
      },
    ]),
  ),
);

/** Fractions as the usual languages write them: of one or two digits, milli-, micro- and nanoseconds, .NET's. */
const FRACTIONS = [1, 2, 3, 6, 7, 9] as const;
const SECONDS = ['', ':99', ...FRACTIONS.map((digits) => `:99/${nines(digits)}`)];
const ZONES = ['', '!', '+99:99', '-99:99', '+9999', '-9999'] as const;

const ISO_DATE: Pick<Shape, 'year' | 'month' | 'day'> = { year: 1, month: [6, 2], day: [9, 2] };
const isoAlone: Shape = { ...ISO_DATE, shape: '9999-99-99', hour: NONE, minute: NOWHERE, zone: NOWHERE };

const iso = ['|', ' '].flatMap((gap) =>
  SECONDS.flatMap((seconds) =>
    ZONES.map((zone): Shape => {
      const before = `9999-99-99${gap}99:99${seconds}`;
      return {
        ...ISO_DATE,
        shape: before + zone,
        hour: [12, 2],
        minute: 15,
        zone: zone === '' ? NOWHERE : before.length + 1,
      };
    }),
  ),
);

/** What a text that is read begins with: so no text is empty, and every lead has its line. Places are counted after it. */
export const START = ';';

export const SHAPES: readonly Shape[] = [...dateAlone, ...bothWays, isoAlone, ...iso].map((one) => ({
  ...one,
  shape: START + one.shape,
}));
