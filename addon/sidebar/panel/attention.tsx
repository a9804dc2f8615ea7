/** What needs a person: each entry opens to what happened, where, and what to do. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { CampaignId } from '../../model/lead.ts';
import type { Ask } from '../server.ts';
import { ChevronIcon } from '../ui/icons.tsx';
import { number } from '../ui/words.ts';
import type { AttentionEntry, AttentionItem } from './attention.ts';
import { Conflicts } from './conflicts.tsx';

interface AttentionProps {
  readonly items: readonly AttentionItem[];
  readonly campaign: CampaignId;
  readonly openConflicts: number;
  readonly ask: Ask;
  readonly onRow: (row: number) => void;
}

export function Attention({ items, campaign, openConflicts, ask, onRow }: AttentionProps) {
  if (items.length === 0) return null;
  return (
    <section class="section" aria-labelledby="attention-title">
      <h2 class="section-title" id="attention-title">
        Needs attention <span class="section-count section-count-warn">{items.length}</span>
      </h2>
      <ul class="card attention">
        {items.map((item) => (
          <Disclosure key={item.id} id={item.id} tone={item.tone} title={item.title}>
            {item.is === 'conflicts' ? (
              <Conflicts campaign={campaign} count={openConflicts} ask={ask} />
            ) : (
              <Entries entries={item.entries} onRow={onRow} />
            )}
          </Disclosure>
        ))}
      </ul>
    </section>
  );
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

/** More than these would only be scrolled past. */
const MOST_ENTRIES = 25;
const MOST_ROWS = 12;

function Entries({
  entries,
  onRow,
}: {
  readonly entries: readonly AttentionEntry[];
  readonly onRow: (row: number) => void;
}) {
  return (
    <ul class="entries">
      {entries.slice(0, MOST_ENTRIES).map(({ rows, text }) => (
        <li key={`${rows.join()} ${text}`} class="entry">
          <p>{text}</p>
          {rows.length > 0 ? (
            <p class="entry-rows">
              {rows.slice(0, MOST_ROWS).map((row) => (
                <button key={row} type="button" class="row-link" onClick={() => onRow(row)}>
                  Row {number(row)}
                </button>
              ))}
              {rows.length > MOST_ROWS ? <span>and {number(rows.length - MOST_ROWS)} more</span> : null}
            </p>
          ) : null}
        </li>
      ))}
      {entries.length > MOST_ENTRIES ? (
        <li class="entry entry-more">and {number(entries.length - MOST_ENTRIES)} more</li>
      ) : null}
    </ul>
  );
}
