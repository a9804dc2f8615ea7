/** The spreadsheet as a whole: its tabs, by Google's numeric id. */
import { Failure } from '../failure.ts';

/** A tab of the spreadsheet. Only the files of this folder look inside. */
export type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

export function spreadsheetId(): string {
  return SpreadsheetApp.getActiveSpreadsheet().getId();
}

export function spreadsheetName(): string {
  return SpreadsheetApp.getActiveSpreadsheet().getName();
}

/** The tab that the person looks at; in a trigger, whichever Google takes for active. */
export function activeSheet(): Sheet {
  return SpreadsheetApp.getActiveSpreadsheet().getActiveSheet();
}

export function sheetIdOf(sheet: Sheet): number {
  return sheet.getSheetId();
}

/** Ids of all tabs. */
export function sheetIds(): ReadonlySet<number> {
  return new Set(
    SpreadsheetApp.getActiveSpreadsheet()
      .getSheets()
      .map((sheet) => sheet.getSheetId()),
  );
}

export function findSheet(sheetId: number): Sheet | null {
  return SpreadsheetApp.getActiveSpreadsheet().getSheetById(sheetId);
}

export function findSheetNamed(name: string): Sheet | null {
  return SpreadsheetApp.getActiveSpreadsheet().getSheetByName(name);
}

/** The name that a tab bears now: people rename tabs. */
export function nameOf(sheet: Sheet): string {
  return sheet.getName();
}

/** Adds a blank tab, which becomes the active one. Throws a Failure when the name is taken or refused by Google. */
export function addSheet(name: string): Sheet {
  try {
    return SpreadsheetApp.getActiveSpreadsheet().insertSheet(name);
  } catch (thrown) {
    throw refused(name, thrown);
  }
}

/** The tab that every new spreadsheet has, if it is the only one and nobody has used it yet. */
export function unusedSheet(): Sheet | null {
  const [first, ...others] = SpreadsheetApp.getActiveSpreadsheet().getSheets();
  return first && others.length === 0 && first.getLastRow() === 0 ? first : null;
}

/** Gives a tab another name and shows it. Throws a Failure when the name is taken or refused by Google. */
export function renameAndShow(sheet: Sheet, name: string): void {
  try {
    sheet.setName(name).activate();
  } catch (thrown) {
    throw refused(name, thrown);
  }
}

function refused(name: string, thrown: unknown): Failure {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return isNameTaken(name)
    ? new Failure(
        'name-taken',
        `There is a tab named "${name}" already. Nothing was created. Choose another name.`,
      )
    : new Failure(
        'sheet-refused',
        `Google Sheets did not make the tab "${name}": ${words} Nothing was created. Choose another name.`,
      );
}

/** Google tells names apart without regard to case. */
function isNameTaken(name: string): boolean {
  return SpreadsheetApp.getActiveSpreadsheet()
    .getSheets()
    .some((sheet) => sheet.getName().toLowerCase() === name.toLowerCase());
}

export function removeSheet(sheet: Sheet): void {
  SpreadsheetApp.getActiveSpreadsheet().deleteSheet(sheet);
}

export function hideSheet(sheet: Sheet): void {
  sheet.hideSheet();
}

export function showSheet(sheet: Sheet): void {
  SpreadsheetApp.getActiveSpreadsheet().setActiveSheet(sheet);
}

/** Selects the first cell of a row (1 is the header) and scrolls to it. */
export function showRow(sheet: Sheet, row: number): void {
  sheet.getRange(row, 1).activate();
}
