/** The active campaign at a glance: its numbers, then the lists that a person works from. */
import type { CampaignSummary, SidebarState } from '../../../calls.ts';
import type { Ask } from '../../server.ts';
import type { Actions } from '../actions.ts';
import type { Panel } from '../state.ts';

interface DeskProps {
  readonly campaign: CampaignSummary;
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly now: number;
  readonly ask: Ask;
  readonly actions: Actions;
}

export function Desk(_props: DeskProps) {
  return null;
}
