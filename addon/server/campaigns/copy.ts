/**
 * Whether this spreadsheet is a copy. Google copies tabs, and what is remembered with a document is this script's
 * alone (https://developers.google.com/apps-script/reference/properties/properties-service), so a copy has forgotten
 * everything: which spreadsheet the tabs were made in therefore stands in a cell of `_stats` too.
 */
import { findStats, statsSheet } from '../dashboard/stats-tab.ts';
import { keepAsText, readBlock, writeBlock } from '../sheets/cells.ts';
import { forgetDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { type Sheet, spreadsheetId } from '../sheets/workbook.ts';
import { campaignsIn } from './campaigns.ts';
import { isCopied } from './open-tab.ts';

/** A cell of `_stats`, between the one for the probe and the first campaign's block. */
const BIRTHPLACE = { row: 2, column: 1, rows: 1, columns: 1 };
/** This spreadsheet's id, once the cell says it too. */
const NOTED = 'birthplace';
/** Id of the spreadsheet that this one was copied from. */
const COPY_OF = 'copyOf';
/** In its place: a copy of this one has become the live one. */
const ELSEWHERE = 'elsewhere';

/** True in a copy, and in a spreadsheet whose copy has become the live one, as far as that was noticed. */
export function isCopyIn(stored: Stored): boolean {
  return copyOfIn(stored) !== null || campaignsIn(stored).some(isCopied);
}

/** The spreadsheet that this one was copied from; null: none is known. */
export function copyOfIn(stored: Stored): string | null {
  const id = stored[COPY_OF];
  return id && id !== spreadsheetId() ? id : null;
}

/** Remembers that the bridge named another spreadsheet as the live one: only a person can turn that round. */
export function noteElsewhere(stored: Stored): void {
  if (stored[COPY_OF] === undefined) writeDocument({ [COPY_OF]: ELSEWHERE });
}

/** Looks whether the tabs were made here, unless that is known. Answers as `isCopyIn` does. */
export function noticeCopy(stored: Stored): boolean {
  if (stored[NOTED] === spreadsheetId() || isCopyIn(stored)) return isCopyIn(stored);
  const sheet = findStats();
  const made = sheet ? birthplaceIn(sheet) : '';
  if (made === '' || made === spreadsheetId()) return false;
  writeDocument({ [COPY_OF]: made });
  return true;
}

/** Notes in the spreadsheet itself that its campaigns were made here, once it has any. Nothing is noted in a copy. */
export function noteBirthplace(stored: Stored): void {
  if (stored[NOTED] === spreadsheetId() || campaignsIn(stored).length === 0) return;
  if (!noticeCopy(stored)) writeBirthplace();
}

/** From now on this spreadsheet is no copy. */
export function settleHere(stored: Stored): void {
  writeBirthplace();
  if (stored[COPY_OF] !== undefined) forgetDocument(COPY_OF);
}

function writeBirthplace(): void {
  const sheet = statsSheet();
  keepAsText(sheet, BIRTHPLACE);
  writeBlock(sheet, BIRTHPLACE.row, BIRTHPLACE.column, [[spreadsheetId()]]);
  if (birthplaceIn(sheet) === spreadsheetId()) writeDocument({ [NOTED]: spreadsheetId() });
}

function birthplaceIn(sheet: Sheet): string {
  return String(readBlock(sheet, BIRTHPLACE)[0]?.[0] ?? '');
}
