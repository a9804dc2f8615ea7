/** The active campaign at a glance: its numbers, then the lists that a person works from. */
import { useState } from 'preact/hooks';
import type { CampaignSummary, SidebarState } from '../../../calls.ts';
import type { Period } from '../../../model/period.ts';
import type { Ask } from '../../server.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ago, momentOf } from '../../ui/words.ts';
import type { Actions } from '../actions.ts';
import type { Panel } from '../state.ts';
import { FilteredNote } from './filter-button.tsx';
import { Heat } from './heat.tsx';
import { Lists } from './lists.tsx';
import { Numbers, PeriodChooser } from './numbers.tsx';
import { type DeskView, useDesk } from './use-desk.ts';

interface DeskProps {
  readonly campaign: CampaignSummary;
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly now: number;
  readonly ask: Ask;
  readonly actions: Actions;
}

/** What `doing` is called while the dashboard takes another period. */
const TURNING = 'period';

export function Desk(props: DeskProps) {
  const { campaign, panel, state, now, ask, actions } = props;
  const [chosen, setChosen] = useState<Period | null>(null);
  const period = chosen ?? campaign.period;
  const turning = panel.doing?.what === 'page' && panel.doing.key === TURNING;
  const view = useDesk(ask, campaign.id, period, newsIn(state));
  const choose = (next: Period) => {
    setChosen(next);
    void actions
      .perform(TURNING, async ({ take, ask: call }) => {
        await take(() => call('setPeriod', { campaign: campaign.id, period: next }));
        return null;
      })
      // The dashboard has it now, or has not: either way what it says is what counts.
      .then(() => setChosen(null));
  };
  const { desk } = view;
  return (
    <>
      <section class="section desk" aria-labelledby="numbers-title" aria-busy={view.loading}>
        <div class="desk-head">
          <h2 class="section-title" id="numbers-title">
            At a glance
          </h2>
          <Age view={view} now={now} />
        </div>
        <PeriodChooser period={period} busy={turning} onChoose={choose} />
        <Trouble view={view} />
        {desk ? (
          <div class="numbers" aria-hidden={desk.period === period ? undefined : 'true'}>
            <Numbers numbers={desk.numbers} period={desk.period} />
          </div>
        ) : view.fault ? null : (
          <Ghosts />
        )}
      </section>
      {desk ? <FilteredNote campaign={campaign} panel={panel} actions={actions} /> : null}
      {desk ? (
        <Lists desk={desk} campaign={campaign} panel={panel} state={state} now={now} actions={actions} />
      ) : null}
      {desk ? (
        <div class="card">
          <Fold id="heat" title="When people reply">
            <Heat heat={desk.numbers.heat} />
          </Fold>
        </div>
      ) : null}
    </>
  );
}

/** Changes when the tab was compared again, and not at every tick. */
function newsIn({ sync }: SidebarState): string {
  return sync ? `${sync.comparedAt} ${sync.leads}` : '';
}

function Age({ view: { desk, loading }, now }: { readonly view: DeskView; readonly now: number }) {
  const at = momentOf(desk?.asOf ?? null);
  return (
    <p class="desk-age">
      {loading ? <span class="spinner" aria-hidden="true" /> : null}
      {at === null ? (loading ? 'counting…' : '') : `as of ${ago(at, now).replace(/^at /, '')}`}
    </p>
  );
}

function Trouble({ view: { desk, fault, loading, reload } }: { readonly view: DeskView }) {
  if (!fault) return null;
  const title = fault.code === 'offline' ? 'No connection' : 'The numbers could not be read';
  return (
    <Notice tone={desk ? 'warn' : 'bad'} title={title}>
      <p>{fault.message}</p>
      {desk ? <p>What is shown is from before.</p> : null}
      <Button busy={loading} onClick={reload}>
        Try again
      </Button>
    </Notice>
  );
}

function Ghosts() {
  return (
    <div role="status">
      <span class="unseen">Counting the campaign’s leads</span>
      <div class="tiles">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <div key={key} class="ghost tile-ghost" />
        ))}
      </div>
      <div class="ghost ghost-tall" />
      <div class="ghost ghost-tall" />
      <div class="ghost ghost-tall" />
    </div>
  );
}
