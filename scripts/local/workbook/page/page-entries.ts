/** What Google Sheets has in its menus and the engine does not: downloads, and the way back to hidden tabs. */

import type { Completion, Entry } from './menu-entries.ts';
import { activate, type PageModel } from './model.ts';

/** Completes the engine's menus, by menu. */
export function pageEntries(model: PageModel): Readonly<Record<string, Completion>> {
  return {
    File: (own) => [
      {
        kind: 'submenu',
        label: 'Download',
        icon: 'o-spreadsheet-Icon.EXPORT_XLSX',
        entries: () => downloads(model),
      },
      { kind: 'separator' },
      ...own,
    ],
    View: (own) => {
      const hidden = hiddenSheets(model);
      if (hidden.length === 0) return own;
      const label = `Hidden sheets (${hidden.length})`;
      return [...own, { kind: 'separator' }, { kind: 'submenu', label, entries: () => hidden }];
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
