/** Shows what scripts do to this person's screen. */

import type { Menu, Selection, UiEffect } from '../protocol.ts';
import { showAlert, showDialog } from './dialog.ts';
import { showToast } from './notices.ts';
import { type ScriptServices, showSidebar } from './sidebar.ts';

export interface ScreenServices extends ScriptServices {
  readonly activate: (sheetId: string, selection: Selection | null) => void;
  readonly addMenu: (menu: Menu) => void;
}

export class Screen {
  readonly #services: ScreenServices;
  /** Alerts come one after the other, each waiting to be read. */
  #alerts: Promise<void> = Promise.resolve();

  constructor(services: ScreenServices) {
    this.#services = services;
  }

  apply(effects: readonly UiEffect[]): void {
    for (const effect of effects) this.#show(effect);
  }

  alert(title: string, message: string): Promise<void> {
    this.#alerts = this.#alerts.then(() => showAlert(title, message, this.#services.focusEditor));
    return this.#alerts;
  }

  #show(effect: UiEffect): void {
    switch (effect.kind) {
      case 'menu':
        this.#services.addMenu(effect.menu);
        return;
      case 'sidebar':
        showSidebar(effect.title, effect.html, this.#services);
        return;
      case 'dialog':
        showDialog(effect, this.#services);
        return;
      case 'alert':
        void this.alert(effect.title, effect.message);
        return;
      case 'toast':
        showToast(effect.title, effect.message, effect.seconds);
        return;
      case 'activate':
        this.#services.activate(effect.sheetId, effect.selection);
        return;
    }
  }
}
