/** What people do in the sheet, and programs that write to it: each step, and what it means for the values there. */
import { type Field, fieldByHeader } from '../../addon/model/fields.ts';
import { type Run, tabOf, tagForRow } from './run.ts';
import type { Camp, Step } from './schedule.ts';
import { columnOf, filledRows, type Grid, letters, nth } from './sheet.ts';
import { mint, type Token, tokensIn } from './values.ts';

export type StepOf<D extends Step['do']> = Extract<Step, { do: D }>;

/** `paused`: a script stands still meanwhile, so the host must not be asked anything. */
export interface How {
  readonly paused: boolean;
}

interface Writing {
  readonly sheetId: string;
  readonly name: string;
  readonly row: number;
  readonly col: number;
  readonly by: 'person' | 'api';
  readonly texts: readonly (readonly string[])[];
  /** Values among them that nobody had before. */
  readonly fresh: readonly Token[];
  readonly grid: Grid;
  readonly why: string;
}

/** Writes cells, and notes what they overwrite and what is new. */
async function write(run: Run, how: How, w: Writing): Promise<void> {
  const { ledger } = run.world;
  const overwritten = w.texts.flatMap((line, i) =>
    line.flatMap((text, j) => {
      const now = new Set(tokensIn(text));
      return tokensIn(w.grid[w.row + i]?.[w.col + j] ?? '').filter((token) => !now.has(token));
    }),
  );
  ledger.supersede(overwritten, w.why);
  ledger.accept(w.fresh, w.why);
  if (!how.paused) {
    const cell = `${letters(w.col)}${w.row + 1}`;
    await run.world.edit({ by: w.by, sheet: w.name, cell, values: w.texts });
    return;
  }
  for (const [i, line] of w.texts.entries())
    for (const [j, content] of line.entries())
      await run.world.person.act('UPDATE_CELL', {
        sheetId: w.sheetId,
        row: w.row + i,
        col: w.col + j,
        content,
      });
}

/** Rows that hold something; of a person, only those that a filter shows. */
function rowsFor(run: Run, sheetId: string, grid: Grid, by: 'person' | 'api'): readonly number[] {
  const { get } = run.world.person;
  return filledRows(grid).filter((row) => by === 'api' || !get.isRowHidden(sheetId, row));
}

/** What somebody types into a field that takes no text of its own; null where a unique value can stand. */
function listed(field: Field | undefined, v: number): string | null {
  switch (field?.kind.is) {
    case 'choice':
      return field.kind.values[v % field.kind.values.length] ?? null;
    case 'yesNo':
      return v % 2 === 0 ? field.kind.yes : field.kind.no;
    case 'number':
      return String(v);
    case 'date':
      return `${String(1 + (v % 28)).padStart(2, '0')}/02/2031`;
    default:
      return null;
  }
}

function typedText(step: StepOf<'type'>, field: Field | undefined, tag: string) {
  const takesText = field?.kind.is === 'choice' || listed(field, 0) === null;
  if (step.as === 'empty') return { text: '', token: null };
  if (step.as === 'unreadable') return mint(null, tag, step.v, 0);
  if (step.as === 'value' && takesText) return mint(field ?? null, tag, step.v, 0);
  const text = listed(field, step.v);
  return text === null ? mint(field ?? null, tag, step.v, 0) : { text, token: null };
}

async function type(run: Run, step: StepOf<'type'>, how: How): Promise<void> {
  const tab = tabOf(run, step.camp);
  const row = tab ? nth(rowsFor(run, tab.sheetId, tab.grid, step.by), step.row) : undefined;
  const col = tab ? columnOf(tab.grid, step.header) : -1;
  if (!tab || row === undefined || col < 0) return;
  const tag = tagForRow(run, step.camp, tab.grid, row, freshTag(step.camp, step.v, 0));
  const { text, token } = typedText(step, fieldByHeader(step.header), tag);
  const why = `step ${step.v}: ${step.by} typed into "${step.header}"`;
  await write(run, how, { ...tab, row, col, by: step.by, texts: [[text]], fresh: token ? [token] : [], why });
}

async function paste(run: Run, step: StepOf<'paste'>, how: How): Promise<void> {
  const tab = tabOf(run, step.camp);
  if (!tab) return;
  const rows = rowsFor(run, tab.sheetId, tab.grid, 'api');
  const row = nth(rows, step.row);
  const shown = (tab.grid[0] ?? []).flatMap((name, n) =>
    name !== '' && !String(name).startsWith('_') ? [n] : [],
  );
  const col = nth(shown, step.col);
  if (row === undefined || col === undefined) return;
  const fresh: Token[] = [];
  const texts: string[][] = [];
  for (let i = 0; i < step.high && rows.includes(row + i); i++) {
    const tag = tagForRow(run, step.camp, tab.grid, row + i, freshTag(step.camp, step.v, i));
    const line: string[] = [];
    for (let j = 0; j < step.wide && shown.includes(col + j); j++) {
      const field = fieldByHeader(String(tab.grid[0]?.[col + j] ?? ''));
      const text = listed(field, step.v + i + j);
      const made = mint(field ?? null, tag, step.v, i * 4 + j);
      line.push(text ?? made.text);
      if (text === null) fresh.push(made.token);
    }
    texts.push(line);
  }
  const width = Math.min(...texts.map((line) => line.length));
  if (!(width > 0)) return;
  await write(run, how, {
    ...tab,
    row,
    col,
    by: step.by,
    texts,
    fresh,
    why: `step ${step.v}: ${step.by} pasted`,
  });
}

/** The name of a lead that a step adds: unlike any that is there. */
export function freshTag(camp: Camp, v: number, part: number): string {
  return `${camp}${1_000 + v * 10 + part}`;
}

async function append(run: Run, step: StepOf<'append'>, how: How): Promise<void> {
  for (let n = 0; n < step.rows; n++) await appendOne(run, step, n, how);
}

async function appendOne(run: Run, step: StepOf<'append'>, n: number, how: How): Promise<void> {
  const tab = tabOf(run, step.camp);
  if (!tab) return;
  const headers = (tab.grid[0] ?? []).map(String);
  const made = ['First_name', 'Second_name', 'Phone_number', 'Notes'].flatMap((header, part) => {
    const col = headers.indexOf(header);
    const value = mint(fieldByHeader(header) ?? null, freshTag(step.camp, step.v, n), step.v, n * 4 + part);
    return col < 0 ? [] : [{ col, ...value }];
  });
  if (made.length === 0) return;
  const first = Math.min(...made.map(({ col }) => col));
  const width = Math.max(...made.map(({ col }) => col)) - first + 1;
  const texts = new Array<string>(width).fill('');
  for (const { col, text } of made) texts[col - first] = text;
  const row = Math.max(0, ...filledRows(tab.grid)) + 1;
  const fresh = made.map(({ token }) => token);
  const why = `step ${step.v}: ${step.by} typed a new row`;
  await write(run, how, { ...tab, row, col: first, by: step.by, texts: [texts], fresh, why });
}

async function copyRow(run: Run, step: StepOf<'copyRow'>, how: How): Promise<void> {
  const tab = tabOf(run, step.camp);
  const row = tab ? nth(rowsFor(run, tab.sheetId, tab.grid, step.by), step.row) : undefined;
  if (!tab || row === undefined) return;
  const target = Math.max(0, ...filledRows(tab.grid)) + 1;
  const { get } = run.world.person;
  const width = tab.grid[0]?.length ?? 0;
  const texts = Array.from({ length: width }, (_, col) => {
    const { formattedValue } = get.getEvaluatedCell({ sheetId: tab.sheetId, row, col });
    return formattedValue;
  });
  const fresh: Token[] = [];
  const notes = columnOf(tab.grid, 'Notes');
  if (step.v !== null && notes >= 0) {
    // Whose a value in a copy is only the answer to the question what becomes of the copy can say.
    const made = mint(null, step.camp, step.v, 0);
    // Whoever keeps the copy and deletes the row means that its note is replaced.
    run.world.ledger.supersede(tokensIn(tab.grid[row]?.[notes] ?? ''), `step ${step.v}: replaced in a copy`);
    texts[notes] = made.text;
    fresh.push(made.token);
  }
  await write(run, how, {
    ...tab,
    row: target,
    col: 0,
    by: step.by,
    texts: [texts],
    fresh,
    why: `step ${step.v}: copied a row`,
  });
}

export const PEOPLE = { type, paste, append, copyRow };
