/** One opened menu with its submenus. */

import { element } from './dom.ts';
import type { Icons } from './icons.ts';
import type { Entry } from './menu-entries.ts';

export interface PopupMenu {
  focusFirst(): void;
  close(): void;
}

interface Opening {
  readonly label: string;
  readonly entries: readonly Entry[];
  readonly icons: Icons;
  /** Pixels in the window. `besides` is the width of the entry that a submenu may have to appear at the left of. */
  readonly place: { readonly left: number; readonly top: number; readonly besides?: number };
  /** An entry was chosen and has run. */
  readonly chosen: () => void;
  /** The keyboard left the menu: Escape, or sideways to the neighbour. */
  readonly left: (how: 'escape' | 'next' | 'previous') => void;
}

const HOVER_MS = 150;

type Choice = Exclude<Entry, { kind: 'separator' }>;

/** Shows a menu at a place in the window, shifted as far as needed to be all visible. */
export function openMenu(opening: Opening): PopupMenu {
  const panel = element('div', { role: 'menu', class: 'wb-menu', 'aria-label': opening.label, tabindex: -1 });
  const rows: { readonly row: HTMLElement; readonly entry: Choice }[] = [];
  let submenu: { readonly of: HTMLElement; readonly popup: PopupMenu } | undefined;
  let hover: ReturnType<typeof setTimeout> | undefined;

  const closeSubmenu = () => {
    submenu?.of.setAttribute('aria-expanded', 'false');
    submenu?.popup.close();
    submenu = undefined;
  };
  const close = () => {
    clearTimeout(hover);
    closeSubmenu();
    panel.remove();
  };
  const openSubmenu = (row: HTMLElement, entry: Choice & { kind: 'submenu' }, byKeyboard: boolean) => {
    if (submenu?.of !== row) {
      closeSubmenu();
      const { right, top, width } = row.getBoundingClientRect();
      row.setAttribute('aria-expanded', 'true');
      const popup = openMenu({
        ...opening,
        label: entry.label,
        entries: entry.entries(),
        place: { left: right, top: top - 7, besides: width },
        left: (how) => {
          if (how === 'next') return opening.left(how);
          closeSubmenu();
          row.focus();
        },
      });
      submenu = { of: row, popup };
    }
    if (byKeyboard) submenu.popup.focusFirst();
  };
  const choose = (row: HTMLElement, entry: Choice, byKeyboard: boolean) => {
    if (entry.kind === 'submenu') openSubmenu(row, entry, byKeyboard);
    else if (entry.enabled) {
      opening.chosen();
      entry.run();
    }
  };
  const step = (from: number, by: number) =>
    rows[(from + by + rows.length * 2) % rows.length]?.row.focus({ preventScroll: false });

  const onKey = (event: KeyboardEvent) => {
    const at = rows.findIndex(({ row }) => row === document.activeElement);
    const current = rows[at];
    event.stopPropagation();
    if (event.key === 'Tab') return opening.left('escape');
    event.preventDefault();
    switch (event.key) {
      case 'ArrowDown':
        return step(at, 1);
      case 'ArrowUp':
        return step(Math.max(at, 0), -1);
      case 'Home':
        return step(0, 0);
      case 'End':
        return step(rows.length - 1, 0);
      case 'Escape':
        return opening.left('escape');
      case 'ArrowRight':
        if (current?.entry.kind !== 'submenu') return opening.left('next');
        return openSubmenu(current.row, current.entry, true);
      case 'ArrowLeft':
        return opening.left('previous');
      case 'Enter':
      case ' ':
        if (current) choose(current.row, current.entry, true);
        return;
      default:
        return jump(event.key, at);
    }
  };
  const jump = (letter: string, from: number) => {
    const starts = ({ entry }: { readonly entry: Choice }) =>
      entry.label.toLowerCase().startsWith(letter.toLowerCase());
    const after = rows.findIndex((one, at) => at > from && starts(one));
    rows[after === -1 ? rows.findIndex(starts) : after]?.row.focus();
  };

  for (const entry of opening.entries) {
    if (entry.kind === 'separator') {
      panel.append(element('div', { role: 'separator', class: 'wb-menu-separator' }));
      continue;
    }
    const row = menuRow(entry, opening.icons);
    rows.push({ row, entry });
    row.addEventListener('click', () => choose(row, entry, false));
    row.addEventListener('pointerenter', () => {
      row.focus();
      clearTimeout(hover);
      hover = setTimeout(() => {
        if (entry.kind === 'submenu') openSubmenu(row, entry, false);
        else closeSubmenu();
      }, HOVER_MS);
    });
    panel.append(row);
  }
  panel.addEventListener('keydown', onKey);
  document.body.append(panel);
  place(panel, opening.place);
  return { focusFirst: () => rows[0]?.row.focus(), close };
}

function menuRow(entry: Choice, icons: Icons): HTMLElement {
  const checkable = entry.kind === 'item' && entry.checked !== undefined;
  const row = element('div', {
    role: checkable ? 'menuitemcheckbox' : 'menuitem',
    class: 'wb-menu-item',
    tabindex: -1,
    'aria-checked': checkable ? String(entry.checked) : undefined,
    'aria-disabled': entry.kind === 'item' && !entry.enabled ? 'true' : undefined,
    'aria-haspopup': entry.kind === 'submenu' ? 'menu' : undefined,
    'aria-expanded': entry.kind === 'submenu' ? 'false' : undefined,
  });
  const holder = element('span', { class: 'wb-menu-icon', 'aria-hidden': 'true' });
  const ticked = entry.kind === 'item' && entry.checked === true;
  const icon = ticked ? '✓' : entry.icon && icons(entry.icon);
  if (icon) holder.append(icon);
  row.append(holder, element('span', { class: 'wb-menu-label' }, entry.label));
  if (entry.kind === 'submenu')
    row.append(element('span', { class: 'wb-menu-more', 'aria-hidden': 'true' }, '▸'));
  else if (entry.shortcut) row.append(element('span', { class: 'wb-menu-shortcut' }, entry.shortcut));
  return row;
}

function place(panel: HTMLElement, { left, top, besides = 0 }: Opening['place']): void {
  const { width, height } = panel.getBoundingClientRect();
  const fits = left + width <= window.innerWidth - 4;
  const x = fits ? left : Math.max(4, besides > 0 ? left - besides - width : window.innerWidth - width - 4);
  const y = Math.max(4, Math.min(top, window.innerHeight - height - 4));
  panel.style.left = `${x}px`;
  panel.style.top = `${y}px`;
}
