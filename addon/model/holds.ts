/** What a pass holds for a person: found, worded, and left alone until someone chooses. */
import { clip } from './cell.ts';
import type { Tab, TabRow } from './tab.ts';
import { MAX_COLUMN_NAME } from './wire.ts';

/** Something that nothing is done about until a person chooses. `rows` are sheet row numbers (2 is the first lead). */
export interface Held {
  readonly code:
    | 'copied-rows'
    | 'moved-cells'
    | 'mass-change'
    | 'mass-clear'
    | 'missing-columns'
    | 'doubled-columns'
    | 'long-headings'
    | 'leads-apart'
    | 'no-id-columns';
  readonly rows: readonly number[];
  /** What happened, what was not done, what to do. */
  readonly message: string;
}

/** A cell that could not be read: kept as it stands, not synced. */
export interface Unread {
  readonly row: number;
  readonly header: string;
  readonly why: string;
}

/** A row number as people see it in the sheet. */
export const sheetRow = (row: { readonly index: number }): number => row.index + 2;

/** Headers of columns that lost their value in too many rows at once, with those rows. */
export type Cleared = ReadonlyMap<string, readonly TabRow[]>;

/** What is wrong with the columns themselves. */
export function structuralHolds({ columns }: Tab): readonly Held[] {
  const held: Held[] = [];
  if (columns.lead === null || columns.sync === null) {
    held.push({
      code: 'no-id-columns',
      rows: [],
      message:
        'The hidden columns _lead and _sync are missing or doubled, so no row can be told apart. Nothing in this tab is synced. Undo the change (Ctrl+Z), or restore the tab from File → Version history.',
    });
  }
  if (columns.missing.length > 0) {
    const names = columns.missing.map((f) => `"${f.header}"`).join(', ');
    held.push({
      code: 'missing-columns',
      rows: [],
      message: `No column is headed ${names}. What it held is safe in Sanity and is not synced, and neither is a new heading that may be the old one renamed. Put the header back to go on.`,
    });
  }
  if (columns.doubled.length > 0) {
    const names = columns.doubled.map((name) => `"${clip(name)}"`).join(', ');
    held.push({
      code: 'doubled-columns',
      rows: [],
      message: `More than one column is headed ${names}. None of them is synced until all but one are renamed.`,
    });
  }
  if (columns.tooLong.length > 0) {
    const names = columns.tooLong.map((name) => `"${clip(name)}"`).join(', ');
    held.push({
      code: 'long-headings',
      rows: [],
      message: `A heading has at most ${MAX_COLUMN_NAME} characters, and ${names} has more. That column is not synced. Shorten its heading.`,
    });
  }
  return held;
}

/** Leads that only one side has. `by`: how many more Sanity holds than the tab; never 0. */
export function apartHold(by: number): Held {
  const leads = Math.abs(by) === 1 ? '1 lead' : `${Math.abs(by)} leads`;
  return {
    code: 'leads-apart',
    rows: [],
    message:
      by > 0
        ? `Sanity holds ${leads} of this campaign without a row in this tab, as after deleting rows. Nothing was deleted in Sanity. Undo that (Ctrl+Z), or restore the tab from File → Version history, to have the rows again.`
        : `${leads} in this tab can no longer be found in Sanity, as after deleting documents there. The rows are left as they are. Restore the documents from their history in Sanity, or delete the rows; a row says which it is as soon as it is edited.`,
  };
}

/** What is wrong with rows: copies, cells moved apart, too many changed keys. */
export function rowHolds(
  copies: readonly TabRow[],
  moved: readonly TabRow[],
  rekeyed: readonly TabRow[],
): readonly Held[] {
  const held: Held[] = [];
  if (copies.length > 0) {
    held.push({
      code: 'copied-rows',
      rows: copies.map(sheetRow),
      message: `${copies.length} rows carry the id of another row, as copies do. None of them is synced. Delete the copies to go on.`,
    });
  }
  if (moved.length > 0) {
    held.push({
      code: 'moved-cells',
      rows: moved.map(sheetRow),
      message: `${moved.length === 1 ? '1 row has' : `${moved.length} rows have`} the history of another lead than the id says, as after sorting only some columns or changing the hidden ones. Nothing in them is synced. Undo that (Ctrl+Z).`,
    });
  }
  if (rekeyed.length > 0) {
    held.push({
      code: 'mass-change',
      rows: rekeyed.map(sheetRow),
      message: `The phone numbers of ${rekeyed.length} leads changed at once, as after sorting only some columns or a paste in the wrong place. None of these rows is synced. Undo the change (Ctrl+Z); if it was meant, make it a few rows at a time.`,
    });
  }
  return held;
}

/** Columns that were emptied in too many rows at once. */
export function clearedHolds(cleared: Cleared): readonly Held[] {
  return [...cleared].map(([header, rows]) => ({
    code: 'mass-clear',
    rows: rows.map(sheetRow),
    message: `"${clip(header)}" was emptied in ${rows.length} rows at once. Sanity still holds these values and they are not cleared there. Undo the change (Ctrl+Z); if it was meant, empty a few rows at a time.`,
  }));
}
