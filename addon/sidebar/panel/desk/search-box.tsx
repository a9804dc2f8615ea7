/** Search over all campaigns, at the top of the home view: what it finds takes the view's place while something is typed. */
import type { ComponentChildren, TargetedKeyboardEvent } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { SidebarState } from '../../../calls.ts';
import type { FoundLead } from '../../../model/desk/line.ts';
import { saysEnough } from '../../../model/desk/query.ts';
import type { Ask } from '../../server.ts';
import { IconButton } from '../../ui/button.tsx';
import { CrossIcon, SearchIcon } from '../../ui/icons.tsx';
import type { Actions } from '../actions.ts';
import { openLead } from './open-lead.ts';
import { Results } from './results.tsx';
import { useSearch } from './use-search.ts';

interface SearchProps {
  readonly state: SidebarState;
  readonly ask: Ask;
  readonly actions: Actions;
  /** What is shown while nothing is looked for. */
  readonly children: ComponentChildren;
}

export function Search({ state, ask, actions, children }: SearchProps) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const view = useSearch(ask, text, newsIn(state));
  const box = useRef<HTMLInputElement>(null);
  const id = useId();
  const leads = view.found?.leads ?? [];
  const chosen = Math.min(at, leads.length - 1);
  const typed = text.trim() !== '';
  useEffect(() => setAt(0), [text]);
  if (state.isCopy || state.campaigns.every((one) => one.state === 'deleted')) return <>{children}</>;
  const open = ({ campaign, line }: FoundLead) => openLead(actions, state.campaigns, campaign, line.lead);
  const clear = () => {
    setText('');
    box.current?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    const lead = leads[chosen];
    const to = stepFrom(event.key, chosen, leads.length);
    if (event.key === 'Enter' && lead) open(lead);
    else if (event.key === 'Escape' && text !== '') clear();
    else if (to !== null) setAt(to);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <search class="search">
        <SearchIcon size={16} />
        <input
          ref={box}
          type="text"
          role="combobox"
          class="search-input"
          placeholder="Name, phone, e-mail, postcode"
          aria-label="Search leads of all campaigns"
          aria-expanded={leads.length > 0}
          aria-controls={leads.length > 0 ? `${id}-found` : undefined}
          aria-activedescendant={leads.length > 0 ? `${id}-${chosen}` : undefined}
          aria-autocomplete="list"
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {view.searching ? <span class="spinner" aria-hidden="true" /> : null}
        {typed ? (
          <IconButton name="Clear the search" onClick={clear}>
            <CrossIcon size={15} />
          </IconButton>
        ) : null}
      </search>
      {typed ? (
        <Results
          id={id}
          text={text.trim()}
          enough={saysEnough(text)}
          view={view}
          campaigns={state.campaigns}
          chosen={chosen}
          onOpen={open}
        />
      ) : null}
      {/* Kept while something is looked for: what was opened and begun there is not to be lost. */}
      <div class="beneath" hidden={typed}>
        {children}
      </div>
    </>
  );
}

/** Changes when the open tab was compared again, and when leads or campaigns come or go. */
function newsIn({ sync, campaigns }: SidebarState): string {
  const counts = campaigns.map(({ leads, state }) => `${leads} ${state}`);
  return [sync?.comparedAt, ...counts].join(' ');
}

/** Where an arrow key leads among so many results; null for other keys. */
function stepFrom(key: string, at: number, many: number): number | null {
  if (many === 0) return null;
  if (key === 'ArrowDown') return Math.min(many - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  return null;
}
