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

/** Names of the tabs whose id is wanted, by id; a call for each. */
export function namesOf(wanted: (sheetId: number) => boolean): {
  readonly ids: readonly number[];
  readonly names: ReadonlyMap<number, string>;
} {
  const sheets = SpreadsheetApp.getActiveSpreadsheet().getSheets();
  const ids = sheets.map((sheet) => sheet.getSheetId());
  const named = sheets.filter((_, n) => wanted(ids[n] ?? -1));
  return { ids, names: new Map(named.map((sheet) => [sheet.getSheetId(), sheet.getName()])) };
}

/** A tab of this name that says nothing at all. */
export function findBlankSheet(name: string): Sheet | null {
  const sheet = findSheetNamed(name);
  return sheet && sheet.getLastRow() === 0 ? sheet : null;
}

/** The name, or with a number after it where a tab has it already. Google takes 100 letters. */
export function freeSheetName(name: string): string {
  const taken = new Set(
    SpreadsheetApp.getActiveSpreadsheet()
      .getSheets()
      .map((sheet) => sheet.getName().toLowerCase()),
  );
  if (!taken.has(name.toLowerCase())) return name;
  for (let n = 2; ; n++) {
    const numbered = `${name.slice(0, 95)} ${n}`;
    if (!taken.has(numbered.toLowerCase())) return numbered;
  }
}

/** Has Google write out what it holds back: what a script remembers outlives the kill that takes its last changes. */
export function writeOut(): void {
  SpreadsheetApp.flush();
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

/** Gives a tab another name without going to it. Throws a Failure when the name is taken or refused by Google. */
export function renameTab(sheet: Sheet, name: string): void {
  try {
    sheet.setName(name);
  } catch (thrown) {
    throw refused(name, thrown);
  }
}

export function nameTaken(name: string): Failure {
  return new Failure(
    'name-taken',
    `There is a tab named "${name}" already. Nothing was created. Choose another name.`,
  );
}

function refused(name: string, thrown: unknown): Failure {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  return isNameTaken(name)
    ? nameTaken(name)
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

/** Goes to a tab; one that is hidden is shown first. */
export function showSheet(sheet: Sheet): void {
  if (sheet.isSheetHidden()) sheet.showSheet();
  SpreadsheetApp.getActiveSpreadsheet().setActiveSheet(sheet);
}

/** Selects a cell of the tab and scrolls to it. */
export function showCell(sheet: Sheet, row: number, column: number): void {
  sheet.getRange(row, column).activate();
}

/** Selects the first cell of a row (1 is the header) and scrolls to it. */
export function showRow(sheet: Sheet, row: number): void {
  sheet.getRange(row, 1).activate();
}
