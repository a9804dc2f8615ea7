/** The title bar: name, whether everything is saved, who else has the spreadsheet open. */

import { byId, element } from './dom.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly color?: string;
}

export type SaveState = 'saved' | 'saving' | 'reconnecting';

const TEXT: { readonly [state in SaveState]: string } = {
  saved: 'Saved on this computer',
  saving: 'Saving…',
  reconnecting: 'Reconnecting… your edits are kept on this page',
};

export function showName(name: string): void {
  byId('name').textContent = name;
  document.title = name;
}

export function showState(state: SaveState): void {
  const shown = byId('state');
  if (shown.dataset.state === state) return;
  shown.dataset.state = state;
  shown.textContent = TEXT[state];
}

/** One badge a person who has the spreadsheet open: the same account in two browser tabs is two. */
export function showPeople(people: readonly Person[]): void {
  const shown = byId('people');
  const key = people.map(({ id, color }) => `${id} ${color}`).join();
  if (shown.dataset.key === key) return;
  shown.dataset.key = key;
  shown.replaceChildren(
    ...people.map(({ name, color }) => {
      const badge = element(
        'li',
        { class: 'wb-person', title: name, 'aria-label': name },
        name.slice(0, 1).toUpperCase(),
      );
      if (color) badge.style.background = color;
      return badge;
    }),
  );
}
