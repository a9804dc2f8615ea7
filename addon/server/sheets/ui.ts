/** Menu, sidebar and dialog. None of these may be called in a trigger: it has no screen. */

export interface MenuEntry {
  readonly label: string;
  readonly functionName: string;
}

/** Adds the menu; `null` stands for a separator. Needs no authorisation. */
export function addMenu(title: string, entries: readonly (MenuEntry | null)[]): void {
  const menu = SpreadsheetApp.getUi().createMenu(title);
  for (const entry of entries) {
    if (entry) menu.addItem(entry.label, entry.functionName);
    else menu.addSeparator();
  }
  menu.addToUi();
}

export function openSidebar(page: string, title: string): void {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile(page).setTitle(title));
}

/** Opens a page in a dialog; sizes in pixels. */
export function openDialog(page: string, title: string, width: number, height: number): void {
  const html = HtmlService.createHtmlOutputFromFile(page).setWidth(width).setHeight(height);
  SpreadsheetApp.getUi().showModalDialog(html, title);
}

export function alertPerson(title: string, message: string): void {
  const ui = SpreadsheetApp.getUi();
  ui.alert(title, message, ui.ButtonSet.OK);
}
