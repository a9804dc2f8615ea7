/** Campaign. */
import type { CampaignId } from '../../../model/lead.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';

export function CampaignPage(props: PageProps & { readonly campaign: CampaignId }) {
  return (
    <PageFrame title="Campaign" {...props}>
      <p>This is not there yet.</p>
    </PageFrame>
  );
}
