/** A workbook of one campaign in the real engine, with the formulas that the add-on writes, under a clock that tests set. */
import { Model } from '@odoo/o-spreadsheet';
import { vi } from 'vitest';
import type { CellValue } from '../../addon/model/cell.ts';
import type { Period } from '../../addon/model/period.ts';
import { readTab } from '../../addon/model/tab.ts';
import { periodPlace, type TableName, tablePlace } from '../../addon/server/dashboard/block.ts';
import { freeRow, rowsFor } from '../../addon/server/dashboard/places.ts';
import { columnLetters } from '../../addon/server/dashboard/sheet-words.ts';
import { referenceWritings, statsWritings, type Writing } from '../../addon/server/dashboard/stats.ts';
import { blankWorkbook } from '../../scripts/local/workbook/engine/blank.ts';
import { registerHeadless } from '../../scripts/local/workbook/engine/headless.ts';
import { registerEngine } from '../../scripts/local/workbook/engine/register.ts';
import type { EngineModel } from '../../scripts/local/workbook/engine/types.ts';

const TAB = 'It’s a "tab"';

export interface StatsWorkbook {
  /** Sets the clock, in the UK, and works everything out anew, as opening the workbook does. */
  setClock(now: Date): void;
  setPeriod(period: Period): void;
  /** Types into a cell; row 0 is the first lead. */
  type(header: string, row: number, text: string): void;
  /** The tab as the add-on reads it. */
  tab(): ReturnType<typeof readTab>;
  /** A table of the block, heading first. */
  table(name: TableName): readonly (readonly (string | number)[])[];
}

/** Rows of texts by column. The first half stands under the format of plain text; below, what looks like a date becomes a real one. */
export function openStats(headers: readonly string[], rows: readonly (readonly string[])[]): StatsWorkbook {
  // The engine's clock is the process's: both must be in the UK.
  process.env.TZ = 'Europe/London';
  registerHeadless();
  registerEngine();
  const columns = readTab([headers], { country: 'GB', apostrophe: 'stored' }).columns;
  const place = { row: freeRow([], 1), rows: rowsFor(rows.length) };
  const written = [
    ...referenceWritings(),
    ...statsWritings({ campaignName: 'Test', tabName: TAB, columns, period: 'all', place }),
  ];
  const model: EngineModel = new Model({
    ...blankWorkbook('en_GB'),
    sheets: [
      {
        ...sheet('tab', TAB, [{ row: 1, column: 1, cells: [headers, ...rows] }]),
        formats: { [`A1:${columnLetters(headers.length - 1)}${Math.ceil(rows.length / 2)}`]: 1 },
      },
      sheet('stats', '_stats', written),
    ],
    formats: { 1: '@' },
  });
  const read = (row: number, column: number) =>
    model.getters.getEvaluatedCell({ sheetId: 'stats', row: row - 1, col: column - 1 });
  const set = (sheetId: string, row: number, col: number, content: string) =>
    model.dispatch('UPDATE_CELL', { sheetId, row, col, content });
  return {
    setClock: (now) => {
      vi.setSystemTime(now);
      model.dispatch('EVALUATE_CELLS');
    },
    setPeriod: (period) => {
      const { row, column } = periodPlace(place.row);
      set('stats', row - 1, column - 1, period);
    },
    type: (header, row, text) => {
      set('tab', row + 1, headers.indexOf(header), text);
    },
    tab: () => {
      const values = Array.from({ length: rows.length + 1 }, (_, row) =>
        headers.map((_header, col): CellValue => {
          const cell = model.getters.getEvaluatedCell({ sheetId: 'tab', row, col });
          const { value, format } = cell;
          return typeof value === 'number' && format?.includes('yy') ? dateOf(value) : (value ?? '');
        }),
      );
      return readTab(values, { country: 'GB', apostrophe: 'stored' });
    },
    table: (name) => {
      const { row, column, rows: length, columns: width } = tablePlace(place.row, name);
      return Array.from({ length }, (_, down) =>
        Array.from({ length: width }, (_none, right) => {
          const cell = read(row + down, column + right);
          if (cell.type === 'error') throw new Error(`${name} ${down}/${right}: ${cell.value}`);
          const { value } = cell;
          return typeof value === 'number' ? value : String(value ?? '');
        }),
      );
    },
  };
}

/** What Google hands out for a real date of a spreadsheet in the UK's zone. */
function dateOf(serial: number): Date {
  const wall = new Date(Date.UTC(1899, 11, 30) + Math.round(serial * 86_400_000));
  const part = wall.toISOString();
  return new Date(part.slice(0, -1));
}

function sheet(id: string, name: string, writings: readonly Writing[]) {
  const cells: Record<string, string> = {};
  let last = 0;
  for (const { row, column, cells: lines } of writings) {
    for (const [down, line] of lines.entries()) {
      for (const [right, cell] of line.entries()) {
        if (cell !== '') cells[`${columnLetters(column - 1 + right)}${row + down}`] = String(cell);
      }
      last = Math.max(last, row + down);
    }
  }
  return { id, name, colNumber: 60, rowNumber: last + 1_500, cells };
}
