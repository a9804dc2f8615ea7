/** How many columns of the header sets are mapped right: by us, and by plain edit distance, on the same columns. */
import { FIELDS } from '../../../addon/model/fields.ts';
import { type ColumnChoice, mapColumns, targetCode } from '../../../addon/model/import/mapping.ts';
import { fileOf } from './files.ts';
import { HEADER_SETS, type HeaderColumn, type HeaderSet } from './header-sets.ts';

/** Without these a lead can be neither greeted nor reached. */
const REQUIRED: ReadonlySet<string> = new Set([
  'firstName',
  'secondName',
  'fullName',
  'phoneNumber',
  'emailAddress',
]);

export interface Guess {
  readonly tool: string;
  readonly heading: string;
  readonly wanted: string;
  readonly got: string;
  /** The mapper is sure of it. */
  readonly sure: boolean;
}

export interface Score {
  readonly right: number;
  readonly of: number;
}

export interface Accuracy {
  readonly all: Score;
  /** Columns that need a target: mapping nothing at all already gets the others right. */
  readonly targeted: Score;
  readonly required: Score;
  /** Sets in which a required field has a wrong column. */
  readonly setsWithWrongRequired: number;
  readonly wrong: readonly Guess[];
}

export function accuracyOf(guess: (set: HeaderSet) => readonly Guess[]): Accuracy {
  const guesses = HEADER_SETS.map(guess);
  const all = guesses.flat();
  const score = (some: readonly Guess[]): Score => ({ right: some.filter(isRight).length, of: some.length });
  return {
    all: score(all),
    targeted: score(all.filter(({ wanted }) => wanted !== 'extra')),
    required: score(all.filter(({ wanted }) => REQUIRED.has(wanted))),
    setsWithWrongRequired: guesses.filter((set) => set.some(isWrongRequired)).length,
    wrong: all.filter((one) => !isRight(one)),
  };
}

export function isRight({ wanted, got }: Guess): boolean {
  return wanted === got;
}

/** A column that is taken for a required field and is none, or another one. */
export function isWrongRequired(guess: Guess): boolean {
  return !isRight(guess) && REQUIRED.has(guess.got);
}

export function ours(set: HeaderSet): readonly Guess[] {
  const rows = Math.max(...set.columns.map(({ values }) => values.length));
  const file = fileOf(
    set.columns.map(({ heading }, index) => heading || `Column ${index + 1}`),
    Array.from({ length: rows }, (_, row) => set.columns.map(({ values }) => values[row] ?? '')),
  );
  return mapColumns(file, 'GB').map((choice, index) => guessOf(set, set.columns[index], choice));
}

function guessOf({ tool }: HeaderSet, column: HeaderColumn | undefined, choice: ColumnChoice): Guess {
  const { heading = '', target = 'extra' } = column ?? {};
  const code = targetCode(choice.target).replace(/^field:/, '');
  // A column without any value is left out, and kept or not makes no difference.
  const got = code === 'leaveOut' ? 'extra' : code;
  return { tool, heading, wanted: target, got, sure: choice.confidence === 'sure' };
}

/** The best known importer's way (react-spreadsheet-import): the field whose name is at most two letters apart, each once. */
export function editDistance(set: HeaderSet): readonly Guess[] {
  const taken = new Set<string>();
  return set.columns.map(({ heading, target }) => {
    const near = FIELDS.flatMap(({ key, header, label }) =>
      [header, label].map((name) => ({ key, apart: distance(heading.toLowerCase(), name.toLowerCase()) })),
    ).sort((a, b) => a.apart - b.apart)[0];
    const got = near && near.apart <= 2 && !taken.has(near.key) ? near.key : 'extra';
    taken.add(got);
    return { tool: set.tool, heading, wanted: target, got, sure: got !== 'extra' };
  });
}

function distance(a: string, b: string): number {
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
    }
    last = row;
  }
  return last[b.length] ?? 0;
}
