/** Who did what and when, newest first: of one campaign, or of everything. */
import { useState } from 'preact/hooks';
import type { CampaignSummary } from '../../../calls.ts';
import type { Action } from '../../../model/actions.ts';
import type { CampaignId } from '../../../model/lead.ts';
import { ClockIcon } from '../../ui/icons.tsx';
import { Pending, Stale } from '../../ui/pending.tsx';
import { Earlier } from '../earlier.tsx';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { byDay, timeOf } from './record.ts';
import { useRecord } from './use-record.ts';
import { whoWords } from './words.ts';

export function RecordPage({
  campaign: first,
  ...props
}: PageProps & { readonly campaign: CampaignId | null }) {
  const { state, now, ask } = props;
  const [campaign, setCampaign] = useState(first);
  const record = useRecord(ask, campaign);
  const { listed, failure, waiting, earlier } = record;
  return (
    <PageFrame title="Who did what" {...props}>
      <label class="field">
        <span>About</span>
        <select
          value={campaign ?? ''}
          onChange={(event) => {
            const chosen = state.campaigns.find(({ id }) => id === event.currentTarget.value);
            setCampaign(chosen?.id ?? null);
          }}
        >
          <option value="">Everything</option>
          {state.campaigns.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {listed ? (
        <>
          <Stale what="the record" failure={failure} busy={waiting} onRetry={record.again} />
          {listed.entries.length === 0 ? (
            <p class="empty">
              <ClockIcon size={26} />
              Nothing has been recorded yet.
            </p>
          ) : (
            byDay(listed.entries, now).map(({ day, actions }) => (
              <section key={day} class="section" aria-label={day}>
                <h2 class="section-title">{day}</h2>
                <ul class="card record">
                  {actions.map((action) => (
                    <Entry
                      key={action.id}
                      action={action}
                      user={state.user}
                      about={campaign === null ? aboutWords(action, state.campaigns) : null}
                    />
                  ))}
                </ul>
              </section>
            ))
          )}
          <Earlier more={listed.more} earlier={earlier} />
        </>
      ) : (
        <Pending what="the record" failure={failure} busy={waiting} onRetry={record.again} />
      )}
    </PageFrame>
  );
}

/** The campaign that an action was about; null where it was about everything. */
function aboutWords({ campaign }: Action, campaigns: readonly CampaignSummary[]): string | null {
  if (campaign === null) return null;
  return campaigns.find(({ id }) => id === campaign)?.name ?? 'a campaign that is gone';
}

interface EntryProps {
  readonly action: Action;
  readonly user: string;
  readonly about: string | null;
}

function Entry({ action, user, about }: EntryProps) {
  const who = whoWords(action.by, user);
  return (
    <li class="record-entry">
      <p>{action.said}</p>
      <p class="small">
        <time dateTime={action.at}>{timeOf(action.at)}</time>
        {` · ${who}`}
        {about === null ? '' : ` · ${about}`}
      </p>
    </li>
  );
}
