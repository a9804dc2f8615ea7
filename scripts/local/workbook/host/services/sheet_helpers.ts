/** What `Sheet`'s methods share: reading their arguments, and moving whole rows or columns. */
import type { Zone } from '../../engine/types.ts';
import { parseA1 } from '../a1.ts';
import { mismatch, whole } from '../arguments.ts';
import type { Block } from '../cells.ts';
import type { Execution } from '../execution.ts';
import { EmbeddedChart } from './charts.ts';
import { RangePlace } from './range_place.ts';

interface Tab {
  readonly run: Execution;
  readonly sheetId: string;
}

export function allOf(sheet: Tab): Block {
  return { sheetId: sheet.sheetId, zone: sheet.run.book.wholeSheet(sheet.sheetId) };
}

export function chartOf(chart: unknown, method: string): EmbeddedChart {
  if (!(chart instanceof EmbeddedChart)) throw mismatch(`SpreadsheetApp.Sheet.${method}`, [chart]);
  return chart;
}

export function moveHeaders(
  sheet: Tab,
  dimension: 'ROW' | 'COL',
  range: unknown,
  destination: unknown,
): void {
  if (!(range instanceof RangePlace))
    throw mismatch('SpreadsheetApp.Sheet.moveColumns', [range, destination]);
  const { zone } = range;
  const [start, end] = dimension === 'COL' ? [zone.left, zone.right] : [zone.top, zone.bottom];
  const elements = Array.from({ length: end - start + 1 }, (_, i) => start + i);
  const { get } = sheet.run.book;
  const size = dimension === 'COL' ? get.getNumberCols(sheet.sheetId) : get.getNumberRows(sheet.sheetId);
  const at = whole(destination, 'destination index') - 1;
  const sheetName = get.getSheetName(sheet.sheetId);
  // What moves away from the top left goes behind the one before: the engine would paste it over the one that it goes before.
  const place =
    at > end ? { base: Math.min(at, size) - 1, position: 'after' } : { base: at, position: 'before' };
  sheet.run.book.apply([
    // The engine moves rows and columns of its own active tab only; which one that is has no meaning here.
    { type: 'ACTIVATE_SHEET', sheetIdFrom: sheet.sheetId, sheetIdTo: sheet.sheetId },
    { type: 'MOVE_COLUMNS_ROWS', sheetId: sheet.sheetId, sheetName, dimension, elements, ...place },
  ]);
}

/** The forms of `getRange`: (row, column[, rows[, columns]]) or a notation. */
export function zoneOf(sheet: Tab, place: readonly unknown[]): Zone {
  const { get } = sheet.run.book;
  const [first, second, third, fourth] = place;
  if (typeof first === 'string' && place.length === 1) {
    const own = get.getSheetName(sheet.sheetId).toLowerCase();
    const size = { rows: get.getNumberRows(sheet.sheetId), columns: get.getNumberCols(sheet.sheetId) };
    const parsed = parseA1(first, (name) => (name === null || name.toLowerCase() === own ? size : null));
    if (!parsed) throw new Error('Range not found');
    return parsed.zone;
  }
  if (typeof first !== 'number' || place.length < 2 || place.length > 4) {
    throw mismatch('SpreadsheetApp.Sheet.getRange', place);
  }
  const [top, left] = [whole(first, 'starting row') - 1, whole(second, 'starting column') - 1];
  const rows = third === undefined ? 1 : whole(third, 'number of rows');
  const columns = fourth === undefined ? 1 : whole(fourth, 'number of columns');
  return { top, left, bottom: top + rows - 1, right: left + columns - 1 };
}
