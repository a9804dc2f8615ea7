/** A campaign's page: its state, its settings, and what can become of it. */
import type { CampaignDetails } from '../../../answers/campaigns.ts';
import type { CampaignSummary } from '../../../calls.ts';
import { type CampaignId, ORIGINAL_CAMPAIGN } from '../../../model/lead.ts';
import { isSynced, stateAfter } from '../../../model/lifecycle.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import { ClockIcon, UploadIcon } from '../../ui/icons.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Pending, Stale } from '../../ui/pending.tsx';
import { count } from '../../ui/words.ts';
import { openOnes } from '../campaign-button.tsx';
import { PageFrame } from '../page-frame.tsx';
import type { PageProps } from '../pages.tsx';
import { type Answered, useAnswer } from '../use-answer.ts';
import { DeleteSection } from './delete-section.tsx';
import { ExportButton } from './export-button.tsx';
import { LifeSection } from './life-section.tsx';
import { MergeSection } from './merge-section.tsx';
import { SettingsForm } from './settings-form.tsx';
import { Unallowed } from './unallowed.tsx';
import { dayWords, standstill, whoWords } from './words.ts';

type CampaignPageProps = PageProps & { readonly campaign: CampaignId };

export function CampaignPage(props: CampaignPageProps) {
  const { state, ask, campaign: id } = props;
  const summary = state.campaigns.find((one) => one.id === id) ?? null;
  const details = useAnswer(
    () => ask('campaignDetails', { campaign: id }),
    aboutOf(summary, state.active === id ? (state.sync?.unsaved ?? 0) : 0),
  );
  return (
    <PageFrame
      title={summary?.name ?? 'Campaign'}
      {...props}
      facts={summary ? <p class="banner-facts">{count(summary.leads, 'lead')}</p> : null}
    >
      {summary ? (
        <Parts {...props} summary={summary} answered={details} />
      ) : (
        <Notice tone="info">This campaign is not in this spreadsheet any more.</Notice>
      )}
    </PageFrame>
  );
}

/** Changes whenever something changes that the details tell of; somebody else may have changed it. */
function aboutOf(summary: CampaignSummary | null, unsaved: number): string {
  if (!summary) return '';
  const { name, colour, description, state, leads } = summary;
  return JSON.stringify([name, colour, description, state, leads, unsaved]);
}

interface PartsProps extends CampaignPageProps {
  readonly summary: CampaignSummary;
  readonly answered: Answered<CampaignDetails>;
}

function Parts({ summary, answered, state, panel, now, actions }: PartsProps) {
  const { value: details, failure, waiting, again, put } = answered;
  const { rights } = state;
  const { doing } = panel;
  if (!details) return <Pending what="this campaign" failure={failure} busy={waiting} onRetry={again} />;
  const still = standstill(state);
  const resting = !isSynced(details.state);
  const mayChange = rights.includes('create');
  const blocked = still !== null || !mayChange;
  const others = openOnes(state.campaigns).filter(({ id }) => id !== details.id && id !== ORIGINAL_CAMPAIGN);
  return (
    <>
      {still === null ? null : <Notice tone="warn">{still}</Notice>}
      <Stale what="this campaign" failure={failure} busy={waiting} onRetry={again} />
      <LifeSection
        details={details}
        user={state.user}
        rights={rights}
        still={still !== null}
        doing={doing}
        actions={actions}
      />
      <SettingsForm
        details={details}
        taken={state.campaigns.flatMap(({ id, name }) => (id === details.id ? [] : name))}
        fixed={blocked || resting}
        first={resting ? 'Restore it first to change its settings.' : null}
        doing={doing}
        actions={actions}
        onDetails={put}
      />
      <section class="section" aria-labelledby="more-title">
        <h2 class="section-title" id="more-title">
          More
        </h2>
        <ExportButton id="export-why" may={rights.includes('export')} doing={doing} actions={actions} />
        <Button wide onClick={() => actions.open({ is: 'imports', campaign: details.id })}>
          <UploadIcon size={15} /> Imports, and taking them back
        </Button>
        <Button wide onClick={() => actions.open({ is: 'record', campaign: details.id })}>
          <ClockIcon size={15} /> Who did what
        </Button>
        {details.kind === 'original' || resting ? null : (
          <div class="card">
            <Fold id="merge" title="Merge into another campaign">
              <MergeSection
                from={summary}
                others={others}
                blocked={blocked}
                doing={doing}
                actions={actions}
              />
              <Unallowed id="merge-why" rights={mayChange ? [] : ['create']} actions={actions} />
            </Fold>
          </div>
        )}
        {stateAfter(details.kind, details.state, 'delete') === null ? null : (
          <div class="card">
            <Fold id="delete" title="Delete this campaign">
              {rights.includes('delete') ? (
                <DeleteSection
                  details={details}
                  now={now}
                  mayExport={rights.includes('export')}
                  blocked={still !== null}
                  doing={doing}
                  actions={actions}
                />
              ) : (
                <Unallowed id="delete-right" rights={['delete']} actions={actions} />
              )}
            </Fold>
          </div>
        )}
      </section>
      <p class="signature">
        Made on {dayWords(details.createdAt)} by {whoWords(details.createdBy, state.user)}
      </p>
    </>
  );
}
