/** `Ui` and `Menu`: what a script may do to the screen of the person who runs it. */
import type { MenuItem } from '../../protocol.ts';
import { mismatch, text } from '../arguments.ts';
import type { Execution } from '../execution.ts';
import { notImitated, Service } from '../realm.ts';
import { BUTTON, BUTTON_SET } from './enums.ts';
import { HtmlOutput } from './html.ts';

const SCOPES = ['script.container.ui'];
const ADDON_MENU = 'Extensions';

export class Ui extends Service {
  readonly className = 'Ui';

  get Button() {
    return BUTTON;
  }
  get ButtonSet() {
    return BUTTON_SET;
  }

  createMenu(caption: unknown) {
    return new Menu(this.run, text(caption, 'Ui.createMenu'));
  }

  createAddonMenu() {
    return new Menu(this.run, ADDON_MENU);
  }

  showSidebar(page: unknown) {
    this.run.need('Ui.showSidebar', SCOPES, 'FULL');
    const { html, title } = pageOf(page, 'showSidebar');
    this.run.effects.push({ kind: 'sidebar', title, html });
  }

  showModalDialog(page: unknown, title: unknown) {
    showDialog(this.run, page, title, true);
  }

  showModelessDialog(page: unknown, title: unknown) {
    showDialog(this.run, page, title, false);
  }

  /** The local page shows it and the script goes on: nobody can answer. A question with a choice is not imitated. */
  alert(...args: readonly unknown[]) {
    this.run.need('Ui.alert', SCOPES, 'FULL');
    const texts = args.filter((one) => typeof one === 'string');
    const [buttons] = args.filter((one) => typeof one !== 'string');
    if (texts.length === 0 || texts.length > 2) throw mismatch('Ui.alert', args);
    if (buttons !== undefined && buttons !== BUTTON_SET.OK)
      throw notImitated('Ui.alert with a choice of buttons');
    const [title, message] = texts.length === 2 ? texts : ['', texts[0]];
    this.run.effects.push({ kind: 'alert', title: title ?? '', message: message ?? '' });
    return BUTTON.OK;
  }
}

/** Throws where there is no screen. */
export function uiOf(run: Execution): Ui {
  if (!run.occasion.screen) throw new Error('Cannot call SpreadsheetApp.getUi() from this context.');
  return new Ui(run);
}

function pageOf(page: unknown, method: string): HtmlOutput {
  if (!(page instanceof HtmlOutput)) throw mismatch(`Ui.${method}`, [page]);
  return page;
}

function showDialog(run: Execution, page: unknown, title: unknown, modal: boolean): void {
  const method = modal ? 'showModalDialog' : 'showModelessDialog';
  run.need(`Ui.${method}`, SCOPES, 'FULL');
  const { html, width, height } = pageOf(page, method);
  run.effects.push({ kind: 'dialog', title: text(title, `Ui.${method}`), html, width, height, modal });
}

export class Menu extends Service {
  readonly className = 'Menu';
  readonly label: string;
  readonly items: MenuItem[] = [];

  constructor(run: Execution, label: string) {
    super(run);
    this.label = label;
  }

  addItem(caption: unknown, functionName: unknown) {
    const label = text(caption, 'Menu.addItem');
    this.items.push({ kind: 'item', label, functionName: text(functionName, 'Menu.addItem') });
    return this;
  }

  addSeparator() {
    this.items.push({ kind: 'separator' });
    return this;
  }

  addSubMenu(menu: unknown) {
    if (!(menu instanceof Menu)) throw mismatch('Menu.addSubMenu', [menu]);
    this.items.push({ kind: 'submenu', label: menu.label, items: menu.items });
    return this;
  }

  addToUi() {
    this.run.effects.push({ kind: 'menu', menu: { label: this.label, items: [...this.items] } });
  }
}
