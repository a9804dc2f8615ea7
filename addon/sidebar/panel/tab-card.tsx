/** What a tab is that is no campaign's, and what can be made of it. */
import type { SidebarState } from '../../calls.ts';
import { Button } from '../ui/button.tsx';
import { TableIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Actions } from './actions.ts';
import { Unallowed } from './manage/unallowed.tsx';

interface TabCardProps {
  readonly state: SidebarState;
  readonly actions: Actions;
}

export function TabCard({ state, actions }: TabCardProps) {
  const { tab, campaigns, connection, isCopy, rights } = state;
  if (!tab || isCopy) return null;
  switch (tab.is) {
    // The banner says it all.
    case 'overview':
      return null;
    case 'ours':
      return (
        <Notice tone="info">
          Leadsheet keeps what the charts are drawn from in “{tab.name}”. Leave it as it is, and hide it
          again.
        </Notice>
      );
    case 'unknown': {
      if (connection.state === 'unset') return null;
      const may = rights.includes('create');
      return (
        <section class="card callout" aria-labelledby="tab-title">
          <h2 class="callout-title" id="tab-title">
            <TableIcon /> <span class="clip">“{tab.name}” is no campaign</span>
          </h2>
          <p>
            Nothing in this tab is sent to Sanity.
            {campaigns.length > 0
              ? ' If it holds leads, it can become a campaign as it stands.'
              : ' If it holds leads, make it the first campaign as it stands.'}
          </p>
          <Button
            wide
            disabled={!may}
            describedBy={may ? undefined : 'tab-why'}
            onClick={() => actions.open({ is: 'new-campaign', source: 'tab' })}
          >
            Make it a campaign
          </Button>
          <Unallowed id="tab-why" rights={may ? [] : ['create']} actions={actions} />
        </section>
      );
    }
  }
}
