/** Google numbers tabs, the engine names them: one follows from the other, so nothing needs to be stored. */

/** The engine's id of the tab that a new workbook starts with; Google numbers that one 0. */
export const FIRST_SHEET_ID = 'Sheet1';

/** The tab's number, as `Sheet.getSheetId()` and `#gid=` give it: 31 bits, from the engine's id (FNV-1a). */
export function gidOf(sheetId: string): number {
  if (sheetId === FIRST_SHEET_ID) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < sheetId.length; i++) {
    hash = Math.imul(hash ^ sheetId.charCodeAt(i), 0x01000193);
  }
  return hash >>> 1 || 1;
}
