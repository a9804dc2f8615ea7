/** What needs a person: each entry opens to what happened, where, and what to do. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CampaignSummary, SyncState } from '../../calls.ts';
import type { Held, HeldAction } from '../../model/holds.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import type { Actions } from './actions.ts';
import { type AttentionEntry, type AttentionItem, attentionItems, type HeldItem } from './attention.ts';
import { Conflicts } from './conflicts.tsx';
import { HeldChange } from './held.tsx';
import { type Outcome, OutcomeNote } from './outcome.tsx';
import { RowLinks } from './row-links.tsx';

interface AttentionProps {
  readonly sync: SyncState;
  readonly campaign: CampaignSummary;
  readonly ask: Ask;
  readonly actions: Actions;
  /** Something that was held was decided about, and done. */
  readonly onDecided: () => void;
}

export function Attention({ sync, campaign, ask, actions, onDecided }: AttentionProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const items = attentionItems(sync, campaign.kind);
  useOutdated(outcome, sync.held, () => setOutcome(null));
  const settleHeld = async ({ held, title }: HeldItem, action: HeldAction) => {
    setOutcome(null);
    try {
      const said = await actions.settleHeld(campaign.id, held, action);
      setOutcome({ tone: 'good', text: said, lines: [] });
      onDecided();
    } catch (error) {
      setOutcome({ tone: 'bad', title: `Not done: ${title}`, text: faultOf(error).message, lines: [] });
    }
  };
  const body = (item: AttentionItem) => {
    switch (item.is) {
      case 'held':
        return (
          <HeldChange item={item} onChoose={(action) => settleHeld(item, action)} onRow={actions.showRow} />
        );
      case 'conflicts':
        return (
          <Conflicts
            campaign={campaign.id}
            count={sync.openConflicts}
            ask={ask}
            settle={actions.settleConflicts}
            onSettled={setOutcome}
          />
        );
      case 'list':
        return <Entries entries={item.entries} more={item.more} onRow={actions.showRow} />;
    }
  };
  if (items.length === 0 && !outcome) return null;
  return (
    <section class="section" aria-labelledby="attention-title">
      <h2 class="section-title" id="attention-title">
        Needs attention{' '}
        <span class={`section-count${items.length > 0 ? ' section-count-warn' : ''}`}>{items.length}</span>
      </h2>
      <OutcomeNote outcome={outcome} onDismiss={() => setOutcome(null)} />
      {items.length > 0 ? (
        <ul class="card attention">
          {items.map((item) => (
            <Disclosure key={item.id} id={item.id} tone={item.tone} title={item.title}>
              {body(item)}
            </Disclosure>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** What was done well must not stand beside something that was found since, as if it were about that. */
function useOutdated(outcome: Outcome | null, held: readonly Held[], drop: () => void): void {
  const known = useRef<{ readonly outcome: Outcome | null; readonly marks: ReadonlySet<string> }>({
    outcome: null,
    marks: new Set(),
  });
  useEffect(() => {
    if (known.current.outcome !== outcome)
      known.current = { outcome, marks: new Set(held.map(({ mark }) => mark)) };
    else if (outcome?.tone === 'good' && held.some(({ mark }) => !known.current.marks.has(mark))) drop();
  });
}

interface DisclosureProps {
  readonly id: string;
  readonly tone: 'warn' | 'bad';
  readonly title: string;
  readonly children: ComponentChildren;
}

function Disclosure({ id, tone, title, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  return (
    <li class={`disclosure${open ? ' is-open' : ''}`}>
      <button
        type="button"
        class="disclosure-head"
        aria-expanded={open}
        aria-controls={`${id}-body`}
        onClick={() => setOpen(!open)}
      >
        <span class={`pip pip-${tone}`} aria-hidden="true" />
        <span class="disclosure-title">{title}</span>
        <ChevronIcon size={15} />
      </button>
      <div id={`${id}-body`} class="disclosure-body" hidden={!open}>
        {open ? children : null}
      </div>
    </li>
  );
}

interface EntriesProps {
  readonly entries: readonly AttentionEntry[];
  readonly more: string | null;
  readonly onRow: (row: number) => void;
}

function Entries({ entries, more, onRow }: EntriesProps) {
  return (
    <ul class="entries">
      {entries.map(({ rows, text }) => (
        <li key={`${rows.join()} ${text}`} class="entry">
          <p>{text}</p>
          <RowLinks rows={rows} onRow={onRow} />
        </li>
      ))}
      {more === null ? null : <li class="entry entry-more">{more}</li>}
    </ul>
  );
}
