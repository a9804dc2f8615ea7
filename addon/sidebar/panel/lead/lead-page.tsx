/** Lead. */
import type { CampaignId, LeadId } from '../../../model/lead.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';

export function LeadPage(props: PageProps & { readonly campaign: CampaignId; readonly lead: LeadId }) {
  return (
    <PageFrame title="Lead" {...props}>
      <p>This is not there yet.</p>
    </PageFrame>
  );
}
