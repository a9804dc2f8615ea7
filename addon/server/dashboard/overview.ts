/** Going to the tab that compares the campaigns. */
import type { Calls } from '../../calls.ts';
import { campaignsIn } from '../campaigns/campaigns.ts';
import { activeTab } from '../campaigns/open-tab.ts';
import { readDocument } from '../sheets/properties.ts';
import { showSheet } from '../sheets/workbook.ts';
import { sidebarState } from '../state.ts';
import { overviewSheet } from './overview-tab.ts';
import { statsSheet } from './stats-tab.ts';

export { refreshOverview } from './overview-tab.ts';

/** Goes to the tab; makes it the first time, and whenever somebody deleted it. */
export function showOverview(_ask: Calls['showOverview']['ask']): Calls['showOverview']['answer'] {
  // Made first, so that the tab that is shown in the end is the one that was asked for.
  statsSheet();
  showSheet(overviewSheet());
  return sidebarState(activeTab(campaignsIn(readDocument())).campaign?.id ?? null);
}
