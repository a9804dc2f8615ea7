/** The imports of a campaign: what each did, its rows to look into and take along, and the way to take it back. */
import type { CampaignId } from '../../../model/lead.ts';
import { UploadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pending } from '../../ui/pending.tsx';
import { Earlier } from '../earlier.tsx';
import { standstill } from '../manage/words.ts';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { usePages } from '../use-pages.ts';
import { PastImport } from './past-import.tsx';

export function ImportsPage({ campaign, ...props }: PageProps & { readonly campaign: CampaignId | null }) {
  const { state, ask, actions } = props;
  const mark = state.imports.map(({ importId, state: now }) => `${importId} ${now}`).join();
  const page = async (before: string | null) => {
    const { imports, more } = await ask('importHistory', { campaign, before });
    return { entries: imports, more };
  };
  const { listed, failure, waiting, again, earlier } = usePages(
    page,
    ({ importId }) => importId,
    campaign ?? '',
    mark,
  );
  const still = standstill(state);
  return (
    <PageFrame title="Imports" {...props}>
      {still === null ? null : <Notice tone="warn">{still}</Notice>}
      {listed ? (
        <>
          {listed.entries.length === 0 ? (
            <p class="empty">
              <UploadIcon size={26} />
              Nothing has been imported yet.
            </p>
          ) : (
            <ul class="card">
              {listed.entries.map((job) => (
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
          <Earlier more={listed.more} earlier={earlier} />
        </>
      ) : (
        <Pending what="the imports" failure={failure} busy={waiting} onRetry={again} />
      )}
    </PageFrame>
  );
}
