/** A page that slides in over the sidebar: a banner with the way back, and whatever it is about. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { IconButton } from '../ui/button.tsx';
import { BackIcon } from '../ui/icons.tsx';
import type { Actions } from './actions.ts';
import { Done } from './notices.tsx';
import type { Panel } from './state.ts';

interface PageFrameProps {
  readonly title: string;
  readonly panel: Panel;
  readonly actions: Actions;
  /** False while another page lies over it. */
  readonly onTop: boolean;
  /** What stands in the banner under the title. */
  readonly facts?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function PageFrame({ title, panel, actions, onTop, facts, children }: PageFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Noted before the page lies over it, which takes the keyboard from it.
  const openedFrom = useRef(document.activeElement);
  useEffect(
    () => () => {
      const from = openedFrom.current;
      if (from instanceof HTMLElement && from.isConnected) from.focus();
    },
    [],
  );
  useEffect(() => {
    if (onTop) heading.current?.focus();
  }, [onTop]);
  return (
    <div
      class="slide"
      role="dialog"
      aria-label={title}
      inert={!onTop}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) actions.back();
      }}
    >
      <header class="banner banner-low">
        <IconButton name="Back" onClick={actions.back}>
          <BackIcon />
        </IconButton>
        <div class="banner-name">
          <h1 ref={heading} tabIndex={-1}>
            <span class="banner-title">{title}</span>
          </h1>
          {facts}
        </div>
      </header>
      <main class="body">
        {onTop ? <Done panel={panel} actions={actions} /> : null}
        {children}
      </main>
    </div>
  );
}
