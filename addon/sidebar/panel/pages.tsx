/** The pages that lie over the home view, one over the other. */
import type { SidebarState } from '../../calls.ts';
import type { Ask } from '../server.ts';
import type { Actions } from './actions.ts';
import { LeadListPage } from './desk/list-page.tsx';
import { ImportsPage } from './imports/imports-page.tsx';
import { ForgetPage } from './lead/forget-page.tsx';
import { LeadPage } from './lead/lead-page.tsx';
import { CampaignPage } from './manage/campaign-page.tsx';
import { NewCampaignPage } from './manage/new-campaign-page.tsx';
import { PeoplePage } from './manage/people-page.tsx';
import { RecordPage } from './manage/record-page.tsx';
import { Settings } from './settings.tsx';
import type { Page, Panel } from './state.ts';

/** What every page is given. */
export interface PageProps {
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly now: number;
  readonly ask: Ask;
  readonly actions: Actions;
  /** False while another page lies over it. */
  readonly onTop: boolean;
}

export function Pages(props: Omit<PageProps, 'onTop'>) {
  const { pages } = props.panel;
  return (
    <>
      {pages.map((page, index) => (
        <OnePage key={keyOf(page)} page={page} {...props} onTop={index === pages.length - 1} />
      ))}
    </>
  );
}

function OnePage({ page, ...props }: PageProps & { readonly page: Page }) {
  switch (page.is) {
    case 'settings':
      return <Settings {...props} />;
    case 'lead':
      return <LeadPage {...props} campaign={page.campaign} lead={page.lead} />;
    case 'list':
      return <LeadListPage {...props} campaign={page.campaign} list={page.list} />;
    case 'campaign':
      return <CampaignPage {...props} campaign={page.campaign} />;
    case 'new-campaign':
      return <NewCampaignPage {...props} from={page.source ?? null} />;
    case 'people':
      return <PeoplePage {...props} />;
    case 'record':
      return <RecordPage {...props} campaign={page.campaign} />;
    case 'imports':
      return <ImportsPage {...props} campaign={page.campaign} />;
    case 'forget':
      return <ForgetPage {...props} campaign={page.campaign} lead={page.lead} />;
  }
}

function keyOf(page: Page): string {
  return JSON.stringify(page);
}
