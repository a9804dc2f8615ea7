/** What a pass holds for a person: found, worded, and left alone until someone chooses. */
import { clip } from './cell.ts';
import { LEAD_HEADER, SYNC_HEADER } from './fields.ts';
import { shortHash } from './hash.ts';
import type { LeadId } from './lead.ts';
import { rowProof } from './proof.ts';
import type { Tab, TabRow } from './tab.ts';
import { MAX_COLUMN_NAME } from './wire.ts';

/**
 * Something that nothing is done about until a person chooses. `rows` are sheet row numbers (2 is the first lead).
 * `mark` names exactly what was found: a choice made about other rows or values than a person saw is refused.
 */
export interface Held {
  readonly code: HeldCode;
  readonly rows: readonly number[];
  /** What happened, what was not done. */
  readonly message: string;
  readonly mark: string;
}

export const HELD_CODES = [
  'copied-rows',
  'moved-cells',
  'emptied-rows',
  'shuffled-rows',
  'replaced-leads',
  'mass-change',
  'mass-clear',
  'missing-rows',
  'missing-documents',
  'missing-columns',
  'doubled-columns',
  'wrong-headings',
  'long-headings',
  'no-id-columns',
  'missing-tab',
] as const;
export type HeldCode = (typeof HELD_CODES)[number];

/** What a person may choose about something held. */
export type HeldAction = 'accept' | 'undo' | 'restore' | 'archive' | 'remove';
export const HELD_ACTIONS: readonly HeldAction[] = ['accept', 'undo', 'restore', 'archive', 'remove'];

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

/** The mark of rows and what they say; where they stand does not matter. */
function markOf(code: HeldCode, what: string, rows: readonly TabRow[]): string {
  const said = rows.map((row) => `${row.base?.id ?? ''} ${row.stray?.id ?? ''} ${rowProof(row)}`).sort();
  return shortHash([code, what, ...said].join('|'));
}

/** What is wrong with the columns themselves. */
export function structuralHolds({ columns }: Tab): readonly Held[] {
  const held: Held[] = [];
  const hold = (code: HeldCode, names: readonly string[], message: string) =>
    held.push({ code, rows: [], message, mark: markOf(code, names.join('|'), []) });
  const quoted = (names: readonly string[]) => names.map((name) => `"${clip(name)}"`).join(', ');
  const idColumns = [columns.lead === null ? LEAD_HEADER : '', columns.sync === null ? SYNC_HEADER : ''];
  const lost = idColumns.filter((name) => name !== '');
  if (lost.length > 0) {
    const what =
      lost.length > 1 ? 'The hidden columns _lead and _sync are' : `The hidden column ${lost[0]} is`;
    hold(
      'no-id-columns',
      lost,
      `${what} missing or doubled, so no row can be told apart. Nothing in this tab is synced. Undo the change (Ctrl+Z), or let Leadsheet put it right.`,
    );
  }
  if (columns.missing.length > 0) {
    const headers = columns.missing.map((field) => field.header);
    hold(
      'missing-columns',
      headers,
      headers.length === 1
        ? `The column ${quoted(headers)} is gone from the tab. Its values are safe in Sanity and are not synced meanwhile, nor is a heading that is new. If it was renamed, give it its old heading again.`
        : `The columns ${quoted(headers)} are gone from the tab. Their values are safe in Sanity and are not synced meanwhile, nor is a heading that is new. If they were renamed, give them their old headings again.`,
    );
  }
  if (columns.doubled.length > 0) {
    hold(
      'doubled-columns',
      columns.doubled,
      `More than one column is headed ${quoted(columns.doubled)}. None of them is synced until all but one are renamed.`,
    );
  }
  if (columns.tooLong.length > 0) {
    hold(
      'long-headings',
      columns.tooLong,
      `A heading has at most ${MAX_COLUMN_NAME} characters, and ${quoted(columns.tooLong)} has more. That column is not synced. Shorten its heading.`,
    );
  }
  return held;
}

/** Headings that stand over what another heading stood over. */
export function headingHolds(headers: readonly string[]): readonly Held[] {
  if (headers.length === 0) return [];
  const names = headers.map((name) => `"${clip(name)}"`).join(', ');
  return [
    {
      code: 'wrong-headings',
      rows: [],
      message: `Under ${names} stands what stood under another heading before, as after typing over a heading or swapping two. Nothing under ${headers.length === 1 ? 'it' : 'them'} is synced. Put the headings back over their own columns, or have this one filled from Sanity.`,
      mark: markOf('wrong-headings', headers.join('|'), []),
    },
  ];
}

/** Leads that Sanity holds and that have no row any more. `names`: a few of them, for a person. */
export function missingRowsHold(ids: readonly LeadId[], names: readonly string[]): Held {
  const who = names.length === 0 ? '' : ` (${names.join(', ')}${ids.length > names.length ? ', …' : ''})`;
  return {
    code: 'missing-rows',
    rows: [],
    message: `${ids.length === 1 ? '1 lead' : `${ids.length} leads`} of this campaign${who} had a row here and ${ids.length === 1 ? 'has' : 'have'} none now, as after deleting rows. Nothing was deleted in Sanity.`,
    mark: markOf('missing-rows', [...ids].sort().join(' '), []),
  };
}

/** Rows whose leads are no longer in Sanity. */
export function missingDocumentsHold(rows: readonly TabRow[]): Held {
  return {
    code: 'missing-documents',
    rows: rows.map(sheetRow),
    message: `${rows.length === 1 ? 'The lead of 1 row is' : `The leads of ${rows.length} rows are`} no longer in Sanity, as after deleting documents there. The rows were left as they are and nothing in them is saved.`,
    mark: markOf('missing-documents', rows.map((row) => row.id).join(' '), []),
  };
}

function rowHold(code: HeldCode, rows: readonly TabRow[], message: string): readonly Held[] {
  return rows.length === 0 ? [] : [{ code, rows: rows.map(sheetRow), message, mark: markOf(code, '', rows) }];
}

const rowsHave = (rows: readonly TabRow[]): string =>
  rows.length === 1 ? '1 row has' : `${rows.length} rows have`;

/** Rows that carry the id of another row. */
export function copiedHolds(copies: readonly TabRow[]): readonly Held[] {
  return rowHold(
    'copied-rows',
    copies,
    `${copies.length} rows carry the id of another row, as copies do. None of them is synced.`,
  );
}

/** Rows whose id and history are of two leads. */
export function movedHolds(moved: readonly TabRow[]): readonly Held[] {
  return rowHold(
    'moved-cells',
    moved,
    `${rowsHave(moved)} the history of another lead than the id says, as after sorting only some columns or changing the hidden ones. Nothing in them is synced. Undo that (Ctrl+Z), or let Leadsheet put the ids back.`,
  );
}

/** Rows in which nothing is left. */
export function emptiedHolds(emptied: readonly TabRow[]): readonly Held[] {
  return rowHold(
    'emptied-rows',
    emptied,
    `${rowsHave(emptied)} lost every value at once. Sanity still holds these leads as they were, and nothing is cleared there.`,
  );
}

/** Rows whose values were another row's before. */
export function shuffledHolds(shuffled: readonly TabRow[]): readonly Held[] {
  return rowHold(
    'shuffled-rows',
    shuffled,
    `${shuffled.length === 1 ? '1 row shows' : `${shuffled.length} rows show`} values that belonged to other rows, as after sorting only some columns or pasting over another lead. Nothing in ${shuffled.length === 1 ? 'it' : 'them'} is synced, so that no lead gets another's values. Undo that (Ctrl+Z), or let Leadsheet put them back.`,
  );
}

/** Rows that show another person than they did. */
export function replacedHolds(replaced: readonly TabRow[]): readonly Held[] {
  return rowHold(
    'replaced-leads',
    replaced,
    `${replaced.length === 1 ? '1 row shows' : `${replaced.length} rows show`} another person than before: name, phone or e-mail changed together, as after sorting, deleting or pasting. Nothing in ${replaced.length === 1 ? 'it' : 'them'} is synced, so that nobody gets another's conversation.`,
  );
}

/** Too many changed keys at once. */
export function rekeyedHolds(rekeyed: readonly TabRow[]): readonly Held[] {
  return rowHold(
    'mass-change',
    rekeyed,
    `The phone numbers of ${rekeyed.length} leads changed at once, as after a paste in the wrong place. None of these rows is synced.`,
  );
}

/** Columns that were emptied in too many rows at once. */
export function clearedHolds(cleared: Cleared): readonly { readonly header: string; readonly held: Held }[] {
  return [...cleared].map(([header, rows]) => ({
    header,
    held: {
      code: 'mass-clear',
      rows: rows.map(sheetRow),
      message: `"${clip(header)}" was emptied in ${rows.length} rows at once. Sanity still holds these values and they are not cleared there.`,
      mark: markOf('mass-clear', header, rows),
    },
  }));
}
