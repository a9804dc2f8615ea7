/** Which lead’s row the person has selected. */
import type { Calls } from '../../calls.ts';
import { campaignsIn } from '../campaigns/campaigns.ts';
import { activeTab } from '../campaigns/open-tab.ts';
import { shapeOf } from '../desk/tab-shape.ts';
import { isLeadId } from '../guards.ts';
import { readBlock } from '../sheets/cells.ts';
import { readDocument } from '../sheets/properties.ts';
import { selectedRows } from '../sheets/selection.ts';

/** Asked every few seconds: one call on any other tab, a handful on a campaign's. Several rows are nobody's. */
export function selection(_ask: Calls['selection']['ask']): Calls['selection']['answer'] {
  const { sheet, campaign } = activeTab(campaignsIn(readDocument()));
  const id = campaign?.id ?? null;
  const selected = campaign ? selectedRows(sheet) : null;
  const row = selected?.row ?? 0;
  if (selected?.rows !== 1 || row < 2) return { campaign: id, lead: null, row };
  const at = shapeOf(sheet).columns.lead;
  if (at === null) return { campaign: id, lead: null, row };
  const lead = readBlock(sheet, { row, column: at + 1, rows: 1, columns: 1 })[0]?.[0];
  return { campaign: id, lead: isLeadId(lead) ? lead : null, row };
}
