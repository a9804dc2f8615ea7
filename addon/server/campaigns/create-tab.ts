/** A campaign's tab: 26 columns in their order, the campaign's own, two hidden ones, room for charts to the right. */
import { FIELDS, type Field, type FieldKey, LEAD_HEADER, SYNC_HEADER } from '../../model/fields.ts';
import { Failure } from '../failure.ts';
import { hasTints } from '../sheets/adopting.ts';
import { ensureColumns, ensureRows, keepAsText, type Place, writeBlock } from '../sheets/cells.ts';
import {
  addDropDown,
  addFilter,
  clipText,
  freezeHeader,
  groupColumns,
  hideColumns,
  setRowHeights,
  setTabColour,
  setTints,
  setWidths,
  styleHeader,
} from '../sheets/layout.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { NAVY, TINTS, WHITE } from './look.ts';

export interface TabPlan {
  /** Names of the campaign's own columns, in order. */
  readonly extras: readonly string[];
  /** Rows that will come; there is room for more. */
  readonly leads: number;
  /** `#rrggbb` */
  readonly colour: string;
}

/** Empty columns to the right of the table, over which the charts float. */
export const CHART_COLUMNS = 14;

/** All headers of a campaign's tab. */
export function headersOf(extras: readonly string[]): readonly string[] {
  return [...FIELDS.map((field) => field.header), ...extras, LEAD_HEADER, SYNC_HEADER];
}

/** Columns that the Dashboard view folds away: all that people see of the table. Counted from 1. */
export const FOLDED_FROM = 1;

/**
 * Makes an empty tab ready for leads. Text stays text from the first value on, so the format comes first. What cannot
 * be done twice comes last: a tab whose making was cut off before is laid out again from the start.
 */
export function layOutTab(sheet: Sheet, { extras, leads, colour }: TabPlan): void {
  const headers = headersOf(extras);
  const rows = Math.max(leads + 1, BLANK_TAB_ROWS);
  ensureRows(sheet, rows);
  ensureColumns(sheet, headers.length + CHART_COLUMNS);
  const table: Place = { row: 1, column: 1, rows, columns: headers.length };
  const header: Place = { ...table, rows: 1 };
  const column = (index: number): Place => ({ row: 2, column: index + 1, rows: table.rows - 1, columns: 1 });
  keepAsText(sheet, table);
  writeBlock(sheet, 1, 1, [headers]);
  styleHeader(sheet, header, NAVY, WHITE);
  clipText(sheet, table);
  setRowHeights(sheet, 2, rows - 1, ROW_HEIGHT);
  freezeHeader(sheet);
  setTabColour(sheet, colour);
  for (const [index, field] of FIELDS.entries()) {
    const values = listedValues(field);
    if (values) addDropDown(sheet, column(index), values);
  }
  setTints(sheet, TINTED.map(column), TINTS);
  for (const { from, count, width } of WIDTHS) setWidths(sheet, from + 1, count, width);
  hideColumns(sheet, headers.length - 1, 2);
  addFilter(sheet, table);
  groupColumns(sheet, FOLDED_FROM, headers.length - 2);
}

/** Drop-downs, and tints where the tab has none of its own, for columns wherever they stand (from 0). */
export function dressColumns(sheet: Sheet, fields: ReadonlyMap<FieldKey, number>, rows: number): void {
  const place = (key: FieldKey): readonly Place[] => {
    const column = fields.get(key);
    return column === undefined ? [] : [{ row: 2, column: column + 1, rows: rows - 1, columns: 1 }];
  };
  for (const field of FIELDS) {
    const values = listedValues(field);
    if (values) for (const at of place(field.key)) addDropDown(sheet, at, values);
  }
  const tinted = [...place('contactStatus'), ...place('leadSentiment')];
  if (tinted.length > 0 && !hasTints(sheet)) setTints(sheet, tinted, TINTS);
}

/** Pixels; a conversation of many lines must not make its row tall. Charts are placed by it. */
export const ROW_HEIGHT = 21;

/** A new tab has 1,000 rows; the table takes them all, so that rows typed at its end are part of it. */
const BLANK_TAB_ROWS = 1_000;

const TINTED = FIELDS.flatMap(({ key }, index) =>
  key === 'contactStatus' || key === 'leadSentiment' ? [index] : [],
);

/** Pixels, in as few stretches of columns as look well; later ones override. */
const WIDTHS: readonly { readonly from: number; readonly count: number; readonly width: number }[] = [
  { from: 0, count: FIELDS.length, width: 128 },
  { from: at('emailAddress'), count: 1, width: 200 },
  { from: at('conversationHistory'), count: 2, width: 260 },
];

function at(key: Field['key']): number {
  return FIELDS.findIndex((field) => field.key === key);
}

function listedValues({ kind }: Field): readonly string[] | null {
  if (kind.is === 'choice') return kind.values;
  return kind.is === 'yesNo' ? [kind.yes, kind.no] : null;
}

/** Throws a Failure when Google would refuse the name or the add-on needs it for itself. */
export function checkTabName(name: string): void {
  const refuse = (why: string) =>
    new Failure('bad-request', `${why} Nothing was created. Choose another name.`);
  if (name.trim() === '') throw refuse('A campaign needs a name.');
  if (name !== name.trim()) throw refuse('A name must not begin or end with a space.');
  if (name.length > 100) throw refuse('A name has at most 100 characters.');
  const bad = /[\\/?*[\]:]/.exec(name);
  if (bad) throw refuse(`Google Sheets does not allow "${bad[0]}" in the name of a tab.`);
  if (/^(history|overview|_.*)$/i.test(name))
    throw refuse(`The name "${name}" is needed for something else.`);
}

/** Throws a Failure when two columns would bear one name, or one would be taken for a field. */
export function checkExtras(extras: readonly string[]): void {
  const taken = new Set(headersOf([]).map((header) => header.toLowerCase()));
  for (const name of extras) {
    const plain = name.trim().toLowerCase();
    if (plain === '' || plain.startsWith('_') || taken.has(plain) || name !== name.trim()) {
      throw new Failure(
        'bad-request',
        `A further column cannot be named "${name}": the name is empty, taken, or begins with "_". Nothing was created. Rename it in the file or leave it out.`,
      );
    }
    taken.add(plain);
  }
}
