/** The imports of a campaign: what each did, its rows to look into and take along, and the way to take it back. */
import { useState } from 'preact/hooks';
import type { CampaignId } from '../../../model/lead.ts';
import { Button } from '../../ui/button.tsx';
import { FileIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pending, Stale } from '../../ui/pending.tsx';
import { standstill } from '../manage/words.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { PastImport } from './past-import.tsx';
import { useImports } from './use-imports.ts';

export function ImportsPage({
  campaign: first,
  ...props
}: PageProps & { readonly campaign: CampaignId | null }) {
  const { state, ask, actions } = props;
  const [campaign, setCampaign] = useState(first);
  const mark = state.imports.map(({ importId, state: now }) => `${importId} ${now}`).join();
  const { listed, failure, waiting, again, earlier } = useImports(ask, campaign, mark);
  const still = standstill(state);
  return (
    <PageFrame title="Imports" {...props}>
      {still === null ? null : <Notice tone="warn">{still}</Notice>}
      <label class="field">
        <span>Into</span>
        <select
          value={campaign ?? ''}
          onChange={(event) => {
            const chosen = state.campaigns.find(({ id }) => id === event.currentTarget.value);
            setCampaign(chosen?.id ?? null);
          }}
        >
          <option value="">All campaigns</option>
          {state.campaigns.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {listed ? (
        <>
          <Stale what="the imports" failure={failure} busy={waiting} onRetry={again} />
          {listed.imports.length === 0 ? (
            <p class="empty">
              <FileIcon size={26} />
              Nothing has been imported yet.
            </p>
          ) : (
            <ul class="card">
              {listed.imports.map((job) => (
                <PastImport
                  key={job.importId}
                  job={job}
                  user={state.user}
                  may={state.rights.includes('import') && still === null}
                  ask={ask}
                  actions={actions}
                  onChanged={again}
                />
              ))}
            </ul>
          )}
          {earlier.failure === null ? null : (
            <Notice tone="bad" urgent title="The earlier imports could not be read">
              <p>{earlier.failure}</p>
            </Notice>
          )}
          {listed.more ? (
            <Button wide busy={earlier.waiting} onClick={earlier.show}>
              Show earlier
            </Button>
          ) : null}
        </>
      ) : (
        <Pending what="the imports" failure={failure} busy={waiting} onRetry={again} />
      )}
    </PageFrame>
  );
}
