/** What the menu bar offers: the engine's own actions, this page's additions, the script's menus. As data, without a DOM. */

import { registries } from '@odoo/o-spreadsheet';
import type { Menu, MenuItem } from '../protocol.ts';
import type { EngineEnv } from './grid.ts';

export type Entry =
  | {
      readonly kind: 'item';
      readonly label: string;
      readonly run: () => void;
      readonly enabled: boolean;
      readonly checked?: boolean;
      /** The engine's name for a drawing. */
      readonly icon?: string;
      readonly shortcut?: string;
    }
  | { readonly kind: 'separator' }
  | {
      readonly kind: 'submenu';
      readonly label: string;
      readonly entries: () => readonly Entry[];
      readonly icon?: string;
    };

/** One menu of the bar; its entries are made afresh whenever it opens. */
export interface BarMenu {
  readonly label: string;
  readonly entries: () => readonly Entry[];
}

/** The part of the engine's menu actions that this page uses. */
interface Action {
  readonly id: string;
  readonly sequence: number;
  readonly separator: boolean;
  readonly execute?: (env: EngineEnv) => unknown;
  name(env: EngineEnv): string;
  description(env: EngineEnv): string;
  icon(env: EngineEnv): string;
  isVisible(env: EngineEnv): boolean;
  isEnabled(env: EngineEnv): boolean;
  isActive?(env: EngineEnv): boolean;
  children(env: EngineEnv): Action[];
}

/** Google Sheets has nothing like these. */
const UNLIKE_SHEETS = new Set(['view_irregularity_map', 'insert_carousel', 'toggle_pin_panel']);

/** What the page makes of the engine's entries of one menu. */
export type Completion = (own: readonly Entry[]) => readonly Entry[];

/** The engine's menus (File, Edit, View, …), some of them completed by the page. */
export function engineMenus(env: EngineEnv, completions: Readonly<Record<string, Completion>>): BarMenu[] {
  const actions: Action[] = registries.topbarMenuRegistry.getMenuItems();
  return actions.map((action) => {
    const label = action.name(env);
    return {
      label,
      entries: () => {
        const own = actionEntries(env, action.children(env));
        return completions[label]?.(own) ?? own;
      },
    };
  });
}

function actionEntries(env: EngineEnv, actions: readonly Action[]): readonly Entry[] {
  const shown = actions
    .filter((action) => !UNLIKE_SHEETS.has(action.id) && isShown(env, action))
    .sort((a, b) => a.sequence - b.sequence);
  return shown.flatMap((action, position): readonly Entry[] => {
    const entry = actionEntry(env, action);
    const divides = action.separator && position < shown.length - 1;
    return divides ? [entry, { kind: 'separator' }] : [entry];
  });
}

function isShown(env: EngineEnv, action: Action): boolean {
  if (!action.isVisible(env)) return false;
  return action.execute !== undefined || action.children(env).some((child) => isShown(env, child));
}

function actionEntry(env: EngineEnv, action: Action): Entry {
  const icon = action.icon(env);
  const shared = { label: action.name(env), ...(icon ? { icon } : {}) };
  const { execute } = action;
  if (!execute) {
    return { kind: 'submenu', ...shared, entries: () => actionEntries(env, action.children(env)) };
  }
  const shortcut = action.description(env);
  const checked = action.isActive?.(env);
  return {
    kind: 'item',
    ...shared,
    enabled: action.isEnabled(env),
    run: () => void execute(env),
    ...(shortcut ? { shortcut } : {}),
    ...(checked === undefined ? {} : { checked }),
  };
}

/** A script's menu. `run` gets the name of the function that the chosen entry names. */
export function scriptMenu(menu: Menu, run: (functionName: string) => void): BarMenu {
  return { label: menu.label, entries: () => menu.items.map((item) => scriptEntry(item, run)) };
}

function scriptEntry(item: MenuItem, run: (functionName: string) => void): Entry {
  switch (item.kind) {
    case 'item':
      return { kind: 'item', label: item.label, enabled: true, run: () => run(item.functionName) };
    case 'separator':
      return { kind: 'separator' };
    case 'submenu':
      return {
        kind: 'submenu',
        label: item.label,
        entries: () => item.items.map((inner) => scriptEntry(inner, run)),
      };
  }
}
