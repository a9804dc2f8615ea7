/** A person's own tab as something to make a campaign of: what its columns are, what stands in the way, what will change. */
import {
  FIELDS,
  type Field,
  type FieldKey,
  fieldByHeader,
  fieldOf,
  LEAD_HEADER,
  SYNC_HEADER,
} from './fields.ts';
import { mapColumns } from './import/mapping.ts';
import type { CountryCode } from './phone.ts';
import { MAX_COLUMN_NAME } from './wire.ts';

/** A tab as a person sees it: the texts that its cells show, and which of them are worked out by a formula. */
export interface ShownTab {
  readonly texts: readonly (readonly string[])[];
  readonly formulas: readonly (readonly string[])[];
}

export interface Adoption {
  readonly headings: readonly { readonly heading: string; readonly field: FieldKey | null }[];
  readonly leads: number;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** Headings that get the field's own: what stands there now, and what will. */
  readonly renames: readonly { readonly from: string; readonly to: string }[];
  /** Fields that get a column of their own, empty. */
  readonly missing: readonly Field[];
}

/** What would become of the tab, if nothing stands in the way. */
export function planAdoption({ texts, formulas }: ShownTab, country: CountryCode): Adoption {
  const width = Math.max(0, ...texts.map((line) => lastFilled(line)));
  const row = Array.from({ length: width }, (_, column) => (texts[0]?.[column] ?? '').trim());
  const lines = texts
    .slice(1)
    .filter((line) => line.some((text, n) => text.trim() !== '' && !isHidden(row[n])));
  const problems = problemsOf(row, lines, texts, formulas);
  const shown = row.flatMap((heading, column) =>
    heading === '' || isHidden(heading) ? [] : [{ heading, column }],
  );
  const fields = problems.length > 0 ? new Map<number, FieldKey>() : fieldsOf(shown, lines, country);
  const renames = shown.flatMap(({ heading, column }) => {
    const key = fields.get(column);
    const to = key === undefined ? heading : fieldOf(key).header;
    return to === heading ? [] : [{ from: heading, to }];
  });
  const taken = new Set(fields.values());
  const missing = FIELDS.filter(({ key }) => !taken.has(key));
  return {
    headings: shown.map(({ heading, column }) => ({ heading, field: fields.get(column) ?? null })),
    leads: lines.length,
    problems,
    notes: problems.length > 0 ? [] : notesOf(row, renames, missing),
    renames,
    missing,
  };
}

function lastFilled(line: readonly string[]): number {
  for (let n = line.length; n > 0; n--) if ((line[n - 1] ?? '').trim() !== '') return n;
  return 0;
}

/** `_lead`, `_sync` and whatever else begins so are no columns of a person's. */
function isHidden(heading: string | undefined): boolean {
  return heading?.startsWith('_') ?? false;
}

/** Only where heading and values both speak for a field: nobody looks over a mapping here, as in an import. */
function fieldsOf(
  shown: readonly { readonly heading: string; readonly column: number }[],
  lines: readonly (readonly string[])[],
  country: CountryCode,
): ReadonlyMap<number, FieldKey> {
  const headers = shown.map(({ heading }) => heading);
  const rows = lines.map((line) => shown.map(({ column }) => line[column] ?? ''));
  const choices = mapColumns({ headers, rows }, country);
  return new Map(
    choices.flatMap(({ target, confidence }, n): [number, FieldKey][] => {
      const column = shown[n]?.column;
      return column !== undefined && target.to === 'field' && confidence === 'sure'
        ? [[column, target.key]]
        : [];
    }),
  );
}

/** A title above the table is one cell over a row of headings. */
const TITLE_ROWS = 6;
const HEADINGS_AT_LEAST = 3;
const MOST_NAMED = 5;

function problemsOf(
  row: readonly string[],
  lines: readonly (readonly string[])[],
  texts: ShownTab['texts'],
  formulas: ShownTab['formulas'],
): readonly string[] {
  const filled = (line: readonly string[] = []) => line.filter((text) => text.trim() !== '').length;
  if (texts.every((line) => filled(line) === 0))
    return ['This tab is empty. Make an empty campaign instead, or put headings into row 1 and leads below.'];
  const below = texts.slice(1, TITLE_ROWS).findIndex((line) => filled(line) >= HEADINGS_AT_LEAST);
  if (filled(row) <= 1 && below >= 0)
    return [
      `Row 1 is a title or empty; the headings seem to stand in row ${below + 2}. Headings must stand in row 1: delete the rows above them.`,
    ];
  return [
    ...row.flatMap((heading, column) =>
      heading === '' && lines.some((line) => (line[column] ?? '').trim() !== '')
        ? [`Column ${letters(column)} holds values and has no heading. Give it one in row 1, or delete it.`]
        : [],
    ),
    ...doubledProblem(row),
    ...row
      .filter((heading) => heading.length > MAX_COLUMN_NAME)
      .map((heading) => `The heading "${heading.slice(0, 40)}…" is too long. Shorten it.`),
    ...formulaProblem(row, formulas),
  ];
}

function doubledProblem(row: readonly string[]): readonly string[] {
  const counts = new Map<string, { readonly heading: string; readonly times: number }>();
  for (const heading of row) {
    const key = (fieldByHeader(heading)?.header ?? heading).toLowerCase();
    if (key !== '') counts.set(key, { heading, times: (counts.get(key)?.times ?? 0) + 1 });
  }
  return [...counts.values()]
    .filter(({ times }) => times > 1)
    .map(
      ({ heading, times }) => `The heading "${heading}" stands ${times} times. Rename all but one of them.`,
    );
}

function formulaProblem(row: readonly string[], formulas: ShownTab['formulas']): readonly string[] {
  const columns = row.flatMap((heading, column) =>
    formulas.some((line) => (line[column] ?? '') !== '') ? [heading || letters(column)] : [],
  );
  if (columns.length === 0) return [];
  const named = columns.slice(0, MOST_NAMED).map((heading) => `"${heading}"`);
  return [
    `${named.join(', ')}${columns.length > named.length ? ' and others' : ''} hold formulas, which a campaign's table cannot: copy them and paste them over themselves as values (Ctrl+Shift+V).`,
  ];
}

function notesOf(
  row: readonly string[],
  renames: Adoption['renames'],
  missing: readonly Field[],
): readonly string[] {
  const notes: string[] = [];
  if (renames.length > 0) {
    const named = renames.map(({ from, to }) => `"${from}" becomes "${to}"`);
    notes.push(`Headings are renamed so that messages and numbers find them: ${named.join(', ')}.`);
  }
  if (missing.length > 0)
    notes.push(
      `${missing.length === 1 ? 'A column is' : `${missing.length} columns are`} added to the right of yours, empty: ${missing.map(({ label }) => label).join(', ')}.`,
    );
  if (row.includes(LEAD_HEADER) || row.includes(SYNC_HEADER))
    notes.push(
      'This tab was copied from a campaign. Its rows become new leads of their own; those of the other campaign stay as they are.',
    );
  notes.push(
    'Dates and numbers are kept as the texts that you see. Nothing is reordered, and no value is changed.',
  );
  return notes;
}

/** `A` for 0, `AA` for 26. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
