/** What follows every change of what campaigns there are. */
import type { SidebarState } from '../../calls.ts';
import { campaignsIn } from '../campaigns/campaigns.ts';
import { activeTab } from '../campaigns/open-tab.ts';
import { refreshOverview } from '../dashboard/overview.ts';
import { refusalOf } from '../failure.ts';
import { latestDocument } from '../sheets/properties.ts';
import { sidebarState } from '../state.ts';

/** The state, with whichever tab the person looks at by now. */
export function stateNow(): SidebarState {
  return sidebarState(activeTab(campaignsIn(latestDocument())).campaign?.id ?? null, true);
}

/** The tab that compares the campaigns shows what there is; where it is protected, it stays as it was. */
export function overviewChanged(): void {
  refusalOf(() => refreshOverview(latestDocument()));
}
