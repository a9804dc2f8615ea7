/** Tabs that are put away: hidden, and protected from being edited. */
import { Failure } from '../failure.ts';
import type { Sheet } from './workbook.ts';

type Protection = GoogleAppsScript.Spreadsheet.Protection;

/** By this the script knows its own protection from a person's. */
const OURS = 'Leadsheet: archived';

/**
 * Protects a tab from everybody but the spreadsheet's owner and whoever protects it, whom Google lets nobody shut out
 * (https://developers.google.com/apps-script/reference/spreadsheet/protection#removeeditorsemailaddresses). What those
 * two type is taken when the tab comes back. A tab that a person protected as a whole stays as they did it: Google keeps
 * one such protection a tab.
 */
export function protectTab(sheet: Sheet): void {
  refusedAs(sheet, 'protected', () => {
    if (protectionsOf(sheet).length > 0) return;
    const protection = sheet.protect().setDescription(OURS);
    protection.removeEditors(protection.getEditors());
    if (protection.canDomainEdit()) protection.setDomainEdit(false);
  });
}

/** Takes the script's own protection away; a person's stays. */
export function unprotectTab(sheet: Sheet): void {
  refusedAs(sheet, 'opened for editing again', () => {
    for (const protection of protectionsOf(sheet))
      if (protection.getDescription() === OURS) protection.remove();
  });
}

function protectionsOf(sheet: Sheet): readonly Protection[] {
  return sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET);
}

/** True while some other tab can be seen: Google hides no last one. */
export function isAnotherVisible(sheet: Sheet): boolean {
  const own = sheet.getSheetId();
  return SpreadsheetApp.getActiveSpreadsheet()
    .getSheets()
    .some((other) => other.getSheetId() !== own && !other.isSheetHidden());
}

export function isHidden(sheet: Sheet): boolean {
  return sheet.isSheetHidden();
}

/** Shows a hidden tab without going to it. */
export function unhideSheet(sheet: Sheet): void {
  if (sheet.isSheetHidden()) sheet.showSheet();
}

function refusedAs(sheet: Sheet, done: string, change: () => void): void {
  try {
    change();
  } catch (thrown) {
    const words = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Failure(
      'sheet-refused',
      `Google Sheets did not let the tab "${sheet.getName()}" be ${done}. It said: ${words} Ask whoever protected it, or the spreadsheet's owner, to do this.`,
    );
  }
}
