/** Looking at imports that were made, and at their rows. */
import type { Calls } from '../../calls.ts';
import { askBridge } from '../ask-bridge.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { rowsOf } from './jobs.ts';

export function importHistory({
  campaign,
  before,
}: Calls['importHistory']['ask']): Calls['importHistory']['answer'] {
  return askBridge('/v1/imports', { spreadsheetId: spreadsheetId(), campaign, importId: null, before });
}

export function importRowsOf({
  importId,
  part,
}: Calls['importRowsOf']['ask']): Calls['importRowsOf']['answer'] {
  return { rows: rowsOf(importId, part) };
}
