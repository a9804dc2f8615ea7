/** The engine's plugin classes with the members that its declarations lose under `nodenext`; see `types.ts`. */
import { CorePlugin, UIPlugin } from '@odoo/o-spreadsheet';
import type { DispatchResult, EngineGetters } from './types.ts';

type Dispatch = (type: string, payload?: { readonly [key: string]: unknown }) => DispatchResult;

export class TypedCorePlugin extends CorePlugin {
  declare protected readonly getters: EngineGetters;
  declare protected readonly dispatch: Dispatch;
  /** Changes the plugin's own state so that undo can take it back: a path of property names, then the value. */
  declare protected readonly history: { update(...pathAndValue: readonly unknown[]): void };
}

export class TypedUIPlugin extends UIPlugin {
  declare protected readonly getters: EngineGetters;
  declare protected readonly dispatch: Dispatch;
}
