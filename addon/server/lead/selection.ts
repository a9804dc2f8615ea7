/** Which lead’s row the person has selected. */
import type { Calls } from '../../calls.ts';
import { findColumns } from '../../model/tab.ts';
import { campaignsIn } from '../campaigns/campaigns.ts';
import { activeTab } from '../campaigns/open-tab.ts';
import { isLeadId } from '../guards.ts';
import { readBlock } from '../sheets/cells.ts';
import { lastColumnOf, selectedRows } from '../sheets/extent.ts';
import { readDocument } from '../sheets/properties.ts';

/** Asked every few seconds: one call on any other tab, a handful on a campaign's. Several rows are nobody's. */
export function selection(_ask: Calls['selection']['ask']): Calls['selection']['answer'] {
  const { sheet, campaign } = activeTab(campaignsIn(readDocument()));
  const id = campaign?.id ?? null;
  const selected = campaign ? selectedRows(sheet) : null;
  const row = selected?.row ?? 0;
  if (selected?.rows !== 1 || row < 2) return { campaign: id, lead: null, row };
  const columns = Math.max(1, lastColumnOf(sheet));
  const [header = []] = readBlock(sheet, { row: 1, column: 1, rows: 1, columns });
  const at = findColumns(header.map(String)).lead;
  if (at === null) return { campaign: id, lead: null, row };
  const lead = readBlock(sheet, { row, column: at + 1, rows: 1, columns: 1 })[0]?.[0];
  return { campaign: id, lead: isLeadId(lead) ? lead : null, row };
}
