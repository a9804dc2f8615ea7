/** The keys with which Sheets lets a person leave the grid, which keeps Tab for itself. */

interface Places {
  readonly menus: () => void;
  readonly sidebar: () => void;
}

/** F10 or Alt+Shift+F goes to the menus, Alt+Shift+. to the sidebar. Not while a modal dialog is open. */
export function listenForShortcuts(places: Places): void {
  const onKey = (event: KeyboardEvent) => {
    if (document.querySelector('dialog[aria-modal="true"]')) return;
    const altShift = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (event.key === 'F10' || (altShift && event.code === 'KeyF')) places.menus();
    else if (altShift && event.code === 'Period') places.sidebar();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('keydown', onKey, { capture: true });
}
