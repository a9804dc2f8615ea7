/** A whole list of leads, of one campaign or of all, a hundred at a time. */
import { useState } from 'preact/hooks';
import type { LeadPage } from '../../../answers/desk.ts';
import type { ListName } from '../../../model/desk/line.ts';
import type { CampaignId } from '../../../model/lead.ts';
import { Button } from '../../ui/button.tsx';
import { Pending, Stale } from '../../ui/pending.tsx';
import { ago, count, momentOf, number } from '../../ui/words.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { detailIn, LeadRow } from './lead-row.tsx';
import { openLead } from './open-lead.ts';
import { type LeadsView, useLeads } from './use-leads.ts';
import { LIST_WORDS } from './words.ts';

interface ListPageProps extends PageProps {
  readonly campaign: CampaignId | null;
  readonly list: ListName | null;
}

export function LeadListPage(props: ListPageProps) {
  const { campaign, list, state, ask, now } = props;
  const [status, setStatus] = useState<string | null>(null);
  const view = useLeads(ask, campaign, list, status);
  const { page, loading, failure, reload } = view;
  const where = state.campaigns.find(({ id }) => id === campaign)?.name ?? 'all campaigns';
  const title = list === null ? 'All leads' : LIST_WORDS[list].title;
  const at = momentOf(page?.asOf ?? null);
  const facts = (
    <p class="banner-facts">
      {page ? `${count(page.total, 'lead')} · ` : ''}
      {where}
      {at === null ? '' : ` · as of ${ago(at, now).replace(/^at /, '')}`}
    </p>
  );
  return (
    <PageFrame title={title} facts={facts} {...props}>
      {page ? (
        <>
          <StatusFilter page={page} status={status} busy={loading} onChoose={setStatus} />
          <Stale what="the leads" failure={failure} busy={loading} onRetry={reload} />
          <Leads {...props} page={page} view={view} />
        </>
      ) : (
        <Pending what="the leads" failure={failure} busy={loading} onRetry={reload} />
      )}
    </PageFrame>
  );
}

interface StatusFilterProps {
  readonly page: LeadPage;
  readonly status: string | null;
  readonly busy: boolean;
  readonly onChoose: (status: string | null) => void;
}

/** Nothing to choose among leads of one status. */
function StatusFilter({ page: { statuses }, status, busy, onChoose }: StatusFilterProps) {
  if (statuses.length < 2 && status === null) return null;
  const all = statuses.reduce((sum, { leads }) => sum + leads, 0);
  return (
    <label class="status-filter">
      <span class="label">Status</span>
      <select
        value={status === null ? ANY : `=${status}`}
        aria-busy={busy ? 'true' : undefined}
        onChange={({ currentTarget: { value } }) => onChoose(value === ANY ? null : value.slice(1))}
      >
        <option value={ANY}>Any ({number(all)})</option>
        {statuses.map((one) => (
          <option key={one.status} value={`=${one.status}`}>
            {one.status.replace(/_/g, ' ') || 'None'} ({number(one.leads)})
          </option>
        ))}
      </select>
    </label>
  );
}

const ANY = 'any';

function Leads({
  page,
  view,
  list,
  campaign,
  state,
  now,
  actions,
}: ListPageProps & { readonly page: LeadPage; readonly view: LeadsView }) {
  if (page.leads.length === 0)
    return <p class="empty">{list === null ? 'There is no such lead.' : LIST_WORDS[list].empty}</p>;
  const left = page.total - page.leads.length;
  return (
    <>
      <ul class="card lead-rows lead-rows-page" aria-busy={view.loading}>
        {page.leads.map((one) => (
          <li key={`${one.campaign} ${one.line.lead}`}>
            <LeadRow
              line={one.line}
              detail={detailIn(list, one.line, now)}
              campaign={campaign === null ? state.campaigns.find(({ id }) => id === one.campaign) : undefined}
              onOpen={() => openLead(actions, state.campaigns, one.campaign, one.line.lead)}
            />
          </li>
        ))}
      </ul>
      {left > 0 ? (
        <Button wide busy={view.loading} onClick={view.more}>
          {view.loading ? 'Reading more…' : `Show ${number(Math.min(100, left))} more of ${number(left)}`}
        </Button>
      ) : null}
    </>
  );
}
