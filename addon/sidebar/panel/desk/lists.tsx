/** The lists that a person works from: one open at a time, its first few leads, and what can be done with all of it. */
import { useId, useState } from 'preact/hooks';
import type { Desk, DeskList } from '../../../answers/desk.ts';
import type { CampaignSummary, SidebarState } from '../../../calls.ts';
import type { ListName } from '../../../model/desk/line.ts';
import { canFilterTo } from '../../../model/desk/list-filter.ts';
import { Button } from '../../ui/button.tsx';
import { ChevronIcon } from '../../ui/icons.tsx';
import { number } from '../../ui/words.ts';
import type { Actions } from '../actions.ts';
import type { Panel } from '../state.ts';
import { FilterButton } from './filter-button.tsx';
import { detailIn, LeadRow } from './lead-row.tsx';
import { openLead } from './open-lead.ts';
import { LIST_ORDER, LIST_WORDS } from './words.ts';

interface ListsProps {
  readonly desk: Desk;
  readonly campaign: CampaignSummary;
  readonly panel: Panel;
  readonly state: SidebarState;
  readonly now: number;
  readonly actions: Actions;
}

/** Which list was open last, whichever campaign it was of; null: the person closed it. Undefined: none was chosen yet. */
let chosen: ListName | null | undefined;

export function Lists(props: ListsProps) {
  const { lists } = props.desk;
  const waiting = (lists.find(({ list }) => list === 'waiting')?.total ?? 0) > 0;
  const [open, setOpen] = useState<ListName | null>(
    chosen === undefined ? (waiting ? 'waiting' : 'hot') : chosen,
  );
  const toggle = (list: ListName) => {
    chosen = open === list ? null : list;
    setOpen(chosen);
  };
  return (
    <section class="section" aria-labelledby="lists-title">
      <h2 class="section-title" id="lists-title">
        To work on
      </h2>
      <ul class="card attention desk-lists">
        {LIST_ORDER.flatMap((name) => lists.find(({ list }) => list === name) ?? []).map((list) => (
          <OneList
            key={list.list}
            {...props}
            list={list}
            open={open === list.list}
            onToggle={() => toggle(list.list)}
          />
        ))}
      </ul>
    </section>
  );
}

interface OneListProps extends ListsProps {
  readonly list: DeskList;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function OneList({ list: { list, total, lines }, open, onToggle, ...props }: OneListProps) {
  const id = useId();
  const { title, empty } = LIST_WORDS[list];
  const urgent = list === 'waiting' && total > 0;
  return (
    <li class={`disclosure${open ? ' is-open' : ''}`}>
      <button
        type="button"
        class="disclosure-head"
        aria-expanded={open}
        aria-controls={id}
        onClick={onToggle}
      >
        <span class="disclosure-title">{title}</span>
        <span class={`section-count${urgent ? ' section-count-warn' : ''}`}>{number(total)}</span>
        <ChevronIcon size={15} />
      </button>
      <div id={id} class="list-body" hidden={!open}>
        {!open ? null : total === 0 ? (
          <p class="small list-empty">{empty}</p>
        ) : (
          <ListBody {...props} list={{ list, total, lines }} />
        )}
      </div>
    </li>
  );
}

function ListBody({
  list: { list, total, lines },
  campaign,
  panel,
  state,
  now,
  actions,
}: ListsProps & { readonly list: DeskList }) {
  return (
    <>
      <ul class="lead-rows">
        {lines.map((line) => (
          <li key={line.lead}>
            <LeadRow
              line={line}
              detail={detailIn(list, line, now)}
              onOpen={() => openLead(actions, state.campaigns, campaign.id, line.lead)}
            />
          </li>
        ))}
      </ul>
      <div class="list-foot">
        {total > lines.length ? (
          <Button look="quiet" onClick={() => actions.open({ is: 'list', campaign: campaign.id, list })}>
            Show all {number(total)}
          </Button>
        ) : null}
        {canFilterTo(list) ? (
          <FilterButton campaign={campaign} list={list} panel={panel} actions={actions} />
        ) : null}
      </div>
    </>
  );
}
