/** What needs a person: each entry opens to what happened, where, and what to do. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CampaignSummary, SyncState } from '../../calls.ts';
import type { HeldAction } from '../../model/holds.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import type { Actions } from './actions.ts';
import { type AttentionEntry, type AttentionItem, attentionItems, type HeldItem } from './attention.ts';
import { Conflicts } from './conflicts.tsx';
import { HeldChange } from './held.tsx';
import { type Outcome, OutcomeNote, STAYS } from './outcome.tsx';
import { RowLinks } from './row-links.tsx';
import { syncMark } from './sync-mark.ts';

interface AttentionProps {
  readonly sync: SyncState;
  readonly campaign: CampaignSummary;
  /** Marks of what is held and was closed by the person; what they close is added. */
  readonly closed: Set<string>;
  readonly ask: Ask;
  readonly actions: Actions;
  /** Something that was held was decided about, and done. */
  readonly onDecided: () => void;
}

export function Attention({ sync, campaign, closed, ask, actions, onDecided }: AttentionProps) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const items = attentionItems(sync, campaign.kind);
  useOutdated(outcome, sync, () => setOutcome(null));
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
    <section class="section" aria-labelledby={items.length > 0 ? 'attention-title' : undefined}>
      {items.length > 0 ? (
        <h2 class="section-title" id="attention-title">
          Needs attention <span class="section-count section-count-warn">{items.length}</span>
        </h2>
      ) : null}
      <OutcomeNote outcome={outcome} onDismiss={() => setOutcome(null)} />
      {items.length > 0 ? (
        <ul class="card attention">
          {items.map((item, nth) => (
            <Disclosure
              key={item.id}
              id={item.id}
              tone={item.tone}
              title={item.title}
              opens={nth === 0 && item.is === 'held' && !closed.has(item.held.mark)}
              onClose={() => {
                if (item.is === 'held') closed.add(item.held.mark);
              }}
            >
              {body(item)}
            </Disclosure>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** What was done well can be read for at least so long, unless something was found since. Milliseconds. */
const READ = 6_000;

/**
 * What was done well is news until the state changes, or for about a minute. Beside something that was found since,
 * it would look as if it were about that.
 */
function useOutdated(outcome: Outcome | null, sync: SyncState, drop: () => void): void {
  const known = useRef<{ readonly outcome: Outcome | null; readonly marks: readonly string[] }>({
    outcome: null,
    marks: [],
  });
  const dropNow = useRef(drop);
  dropNow.current = drop;
  const mark = syncMark(sync);
  const first = useRef(mark);
  const since = useRef(0);
  useEffect(() => {
    const marks = sync.held.map((held) => held.mark);
    if (known.current.outcome !== outcome) {
      known.current = { outcome, marks };
      first.current = mark;
      since.current = Date.now();
    }
    if (outcome?.tone !== 'good') return;
    const found = marks.some((one) => !known.current.marks.includes(one));
    const until = since.current + (found ? 0 : mark === first.current ? STAYS : READ);
    const timer = setTimeout(() => dropNow.current(), Math.max(0, until - Date.now()));
    return () => clearTimeout(timer);
  }, [outcome, mark, sync.held]);
}

interface DisclosureProps {
  readonly id: string;
  readonly tone: 'warn' | 'bad';
  readonly title: string;
  /** True: opens by itself, unless the person opened or closed it before. */
  readonly opens: boolean;
  /** The person closed it. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

function Disclosure({ id, tone, title, opens, onClose, children }: DisclosureProps) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? opens;
  useEffect(() => {
    // It stays open when something graver comes before it.
    if (opens) setChosen((before) => before ?? true);
  }, [opens]);
  return (
    <li class={`disclosure${open ? ' is-open' : ''}`}>
      <button
        type="button"
        class="disclosure-head"
        aria-expanded={open}
        aria-controls={`${id}-body`}
        onClick={() => {
          setChosen(!open);
          if (open) onClose();
        }}
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
