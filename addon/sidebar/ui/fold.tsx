/** A part that is folded away until somebody asks for it. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ChevronIcon } from './icons.tsx';

interface FoldProps {
  readonly id: string;
  readonly title: ComponentChildren;
  /** Open from the beginning. */
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

export function Fold({ id, title, open: first = false, children }: FoldProps) {
  const [open, setOpen] = useState(first);
  return (
    <div class={`disclosure${open ? ' is-open' : ''}`}>
      <button
        type="button"
        class="disclosure-head"
        aria-expanded={open}
        aria-controls={`${id}-body`}
        onClick={() => setOpen(!open)}
      >
        <span class="disclosure-title">{title}</span>
        <ChevronIcon size={15} />
      </button>
      <div id={`${id}-body`} class="disclosure-body" hidden={!open}>
        {open ? children : null}
      </div>
    </div>
  );
}
