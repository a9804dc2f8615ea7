/** Who did what. */
import type { CampaignId } from '../../../model/lead.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';

export function RecordPage(props: PageProps & { readonly campaign: CampaignId | null }) {
  return (
    <PageFrame title="Who did what" {...props}>
      <p>This is not there yet.</p>
    </PageFrame>
  );
}
