/** New campaign. */
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';

export function NewCampaignPage(props: PageProps & { readonly from: 'tab' | null }) {
  return (
    <PageFrame title="New campaign" {...props}>
      <p>This is not there yet.</p>
    </PageFrame>
  );
}
