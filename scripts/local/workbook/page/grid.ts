/** Mounts the engine's grid with its toolbar, formula bar and tabs, and hands out what menus need to act on it. */

import { registries, Spreadsheet, stores } from '@odoo/o-spreadsheet';
import { App, Component, xml } from '@odoo/owl';
import type { PageModel } from './model.ts';

/** The engine's environment, as its own menu actions want it. Opaque to this page. */
export type EngineEnv = object;

export interface GridCallbacks {
  readonly notify: (text: string) => void;
  readonly fail: (text: string, then?: () => void) => void;
  readonly confirm: (text: string, agreed: () => void, refused?: () => void) => void;
}

export interface MountedGrid {
  readonly env: EngineEnv;
  focus(): void;
  unmount(): void;
}

let found: ((env: EngineEnv) => void) | undefined;

/** Draws nothing: it stands in the engine's top bar because only a component there can see the engine's environment. */
class EnvProbe extends Component {
  static override template = xml`<span/>`;
  static override props = {};
  override setup(): void {
    found?.(this.env);
  }
}

class Root extends Component {
  static override template = xml`
    <Spreadsheet
      model="props.model"
      notifyUser="props.notifyUser"
      raiseError="props.raiseError"
      askConfirmation="props.askConfirmation"
      colorScheme="'light'"
    />`;
  static components = { Spreadsheet };
  static override props = ['*'];
  override setup(): void {
    stores.useStoreProvider();
  }
}

let probing = false;

/** Puts the grid into `target`. `templates` is the engine's own template file. */
export async function mountGrid(
  target: HTMLElement,
  model: PageModel,
  templates: string,
  callbacks: GridCallbacks,
): Promise<MountedGrid> {
  if (!probing) registries.topbarComponentRegistry.add('workbook-env', { component: EnvProbe, sequence: 1 });
  probing = true;
  const env = new Promise<EngineEnv>((resolve) => {
    found = resolve;
  });
  const app = new App(Root, {
    templates,
    props: {
      model,
      notifyUser: ({ text }: { text: string }) => callbacks.notify(text),
      raiseError: callbacks.fail,
      askConfirmation: callbacks.confirm,
    },
  });
  await app.mount(target);
  return {
    env: await env,
    // The engine puts the focus on its grid when its container is clicked, which selects nothing.
    focus: () => target.querySelector<HTMLElement>('.o-grid-container')?.click(),
    unmount: () => app.destroy(),
  };
}
