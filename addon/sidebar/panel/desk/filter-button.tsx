/** Filtering the tab to a list: everybody in the tab sees it, so the person is told before. */
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { CampaignSummary } from '../../../calls.ts';
import type { ListName } from '../../../model/desk/line.ts';
import type { CampaignId } from '../../../model/lead.ts';
import { Button } from '../../ui/button.tsx';
import type { Actions } from '../actions.ts';
import type { Panel } from '../state.ts';

interface FilterButtonProps {
  readonly campaign: CampaignSummary;
  readonly list: ListName;
  readonly panel: Panel;
  readonly actions: Actions;
}

const FILTERING = 'filter';

export function FilterButton({ campaign, list, panel, actions }: FilterButtonProps) {
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLFieldSetElement>(null);
  const will = useId();
  const busy = isBusy(panel, list);
  useEffect(() => {
    if (asking) question.current?.focus();
  }, [asking]);
  if (!asking)
    return (
      <Button look="quiet" busy={busy} onClick={() => setAsking(true)}>
        Filter the tab…
      </Button>
    );
  return (
    <fieldset
      class="confirm filter-question"
      aria-label="Filter the tab to these leads?"
      aria-describedby={will}
      tabIndex={-1}
      ref={question}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setAsking(false);
      }}
    >
      <p class="small" id={will}>
        It is the tab’s own filter, in place of the one that is set: everybody who has the tab open sees only
        these rows until it is cleared. What Leadsheet has to write into hidden rows is written later.
      </p>
      <div class="confirm-buttons">
        <Button
          look="primary"
          onClick={() => {
            setAsking(false);
            filter(actions, campaign.id, list);
          }}
        >
          Filter it for everybody
        </Button>
        <Button look="quiet" onClick={() => setAsking(false)}>
          Not now
        </Button>
      </div>
    </fieldset>
  );
}

interface FilteredProps {
  readonly campaign: CampaignSummary;
  readonly panel: Panel;
  readonly actions: Actions;
}

/** What somebody at this sidebar filtered each tab to. */
const filtered = new Set<CampaignId>();

/** The way back, for as long as the sidebar is open. */
export function FilteredNote({ campaign, panel, actions }: FilteredProps) {
  if (!filtered.has(campaign.id)) return null;
  return (
    <p class="filtered">
      The tab is filtered.
      <Button look="quiet" busy={isBusy(panel, null)} onClick={() => showEveryRow(actions, campaign.id)}>
        Show every row
      </Button>
    </p>
  );
}

/** Clears the tab's filter, whoever set it. */
export function showEveryRow(actions: Actions, campaign: CampaignId): void {
  filter(actions, campaign, null);
}

function filter(actions: Actions, campaign: CampaignId, list: ListName | null): void {
  void actions.perform(keyOf(list), async ({ takeFrom, ask }) => {
    const { said } = await takeFrom(() => ask('filterTab', { campaign, list }));
    if (list === null) filtered.delete(campaign);
    else filtered.add(campaign);
    return { text: said, undo: list === null ? undefined : () => filter(actions, campaign, null) };
  });
}

function isBusy({ doing }: Panel, list: ListName | null): boolean {
  return doing?.what === 'page' && doing.key === keyOf(list);
}

function keyOf(list: ListName | null): string {
  return `${FILTERING} ${list ?? ''}`;
}
