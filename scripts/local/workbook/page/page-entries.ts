/** What Google Sheets has in its menus and the engine does not: downloads, and the way back to hidden tabs. */

import type { Entry } from './menu-entries.ts';
import { activate, type PageModel } from './model.ts';

/** Entries to put at the top of the engine's menus, by menu. */
export function pageEntries(model: PageModel): Readonly<Record<string, () => readonly Entry[]>> {
  return {
    File: () => [
      {
        kind: 'submenu',
        label: 'Download',
        icon: 'o-spreadsheet-Icon.EXPORT_XLSX',
        entries: () => downloads(model),
      },
    ],
    View: () => {
      const hidden = hiddenSheets(model);
      return hidden.length === 0
        ? []
        : [{ kind: 'submenu', label: `Hidden sheets (${hidden.length})`, entries: () => hidden }];
    },
  };
}

function downloads(model: PageModel): readonly Entry[] {
  const { getters } = model;
  const tab = new URLSearchParams({ sheet: getters.getActiveSheetId(), title: getters.getActiveSheetName() });
  return [
    {
      kind: 'item',
      label: 'Microsoft Excel (.xlsx)',
      enabled: true,
      run: () => save('/download/workbook.xlsx'),
    },
    {
      kind: 'item',
      label: 'Comma-separated values (.csv)',
      enabled: true,
      run: () => save(`/download/tab.csv?${tab}`),
    },
  ];
}

function save(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

function hiddenSheets(model: PageModel): readonly Entry[] {
  const { getters } = model;
  return getters
    .getSheetIds()
    .filter((sheetId) => !getters.isSheetVisible(sheetId))
    .map((sheetId) => ({
      kind: 'item',
      label: `Show ${getters.getSheetName(sheetId)}`,
      enabled: true,
      run: () => {
        model.dispatch('SHOW_SHEET', { sheetId });
        activate(model, sheetId, null);
      },
    }));
}
