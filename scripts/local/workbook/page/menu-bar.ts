/** The menu bar as the ARIA practices describe one: arrows move, Enter and Space choose, Escape closes, letters jump. */

import { element } from './dom.ts';
import type { Icons } from './icons.ts';
import type { BarMenu } from './menu-entries.ts';
import { openMenu, type PopupMenu } from './menu-popup.ts';

export class MenuBar {
  readonly #bar: HTMLElement;
  readonly #icons: Icons;
  readonly #focusEditor: () => void;
  #menus: readonly BarMenu[] = [];
  #buttons: readonly HTMLButtonElement[] = [];
  #open: { readonly at: number; readonly popup: PopupMenu } | undefined;

  constructor(bar: HTMLElement, icons: Icons, focusEditor: () => void) {
    this.#bar = bar;
    this.#icons = icons;
    this.#focusEditor = focusEditor;
    document.addEventListener('pointerdown', ({ target }) => {
      if (!(target instanceof Element && target.closest('.wb-menu, .wb-menu-button'))) this.#close();
    });
    // A click into a frame is no event here; the window loses the focus to it.
    window.addEventListener('blur', () => this.#close());
  }

  /** Replaces the menus; a menu that is open closes. */
  show(menus: readonly BarMenu[]): void {
    this.#close();
    this.#menus = menus;
    this.#buttons = menus.map(({ label }, at) => this.#button(label, at));
    this.#bar.replaceChildren(...this.#buttons);
  }

  /** Moves the keyboard into the bar. */
  focus(): void {
    this.#focus(0);
  }

  #button(label: string, at: number): HTMLButtonElement {
    const button = element(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        class: 'wb-menu-button',
        'aria-haspopup': 'menu',
        'aria-expanded': 'false',
        tabindex: at === 0 ? 0 : -1,
      },
      label,
    );
    button.addEventListener('click', () => {
      if (this.#open?.at === at) this.#close();
      else this.#show(at, false);
    });
    button.addEventListener('pointerenter', () => {
      if (this.#open && this.#open.at !== at) this.#show(at, false);
    });
    button.addEventListener('keydown', (event) => this.#onKey(event, at));
    return button;
  }

  #onKey(event: KeyboardEvent, at: number): void {
    const { key } = event;
    if (key === 'ArrowRight') this.#move(at, 1);
    else if (key === 'ArrowLeft') this.#move(at, -1);
    else if (key === 'Home') this.#focus(0);
    else if (key === 'End') this.#focus(this.#buttons.length - 1);
    else if (key === 'ArrowDown' || key === 'Enter' || key === ' ') this.#show(at, true);
    else if (key === 'Escape') {
      if (this.#open) this.#close();
      else this.#focusEditor();
    } else if (key === 'Tab') {
      this.#close();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** To the neighbour, with its menu open if one is open now. */
  #move(from: number, by: number): void {
    const at = (from + by + this.#menus.length) % this.#menus.length;
    if (this.#open) this.#show(at, true);
    else this.#focus(at);
  }

  #focus(at: number): void {
    this.#buttons.forEach((button, position) => {
      button.tabIndex = position === at ? 0 : -1;
    });
    this.#buttons[at]?.focus();
  }

  #show(at: number, byKeyboard: boolean): void {
    const menu = this.#menus[at];
    const button = this.#buttons[at];
    if (!menu || !button) return;
    this.#close();
    this.#focus(at);
    button.setAttribute('aria-expanded', 'true');
    const { left, bottom } = button.getBoundingClientRect();
    const popup = openMenu({
      label: menu.label,
      entries: menu.entries(),
      icons: this.#icons,
      place: { left, top: bottom + 2 },
      chosen: () => {
        this.#close();
        this.#focusEditor();
      },
      left: (how) => {
        if (how === 'escape') {
          this.#close();
          this.#focus(at);
        } else this.#move(at, how === 'next' ? 1 : -1);
      },
    });
    if (byKeyboard) popup.focusFirst();
    this.#open = { at, popup };
  }

  #close(): void {
    if (!this.#open) return;
    this.#buttons[this.#open.at]?.setAttribute('aria-expanded', 'false');
    this.#open.popup.close();
    this.#open = undefined;
  }
}
