/** Leads. */
import type { ListName } from '../../../model/desk/line.ts';
import type { CampaignId } from '../../../model/lead.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';

export function LeadListPage(
  props: PageProps & { readonly campaign: CampaignId | null; readonly list: ListName | null },
) {
  return (
    <PageFrame title="Leads" {...props}>
      <p>This is not there yet.</p>
    </PageFrame>
  );
}
