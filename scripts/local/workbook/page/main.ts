/** The workbook page: puts the parts together. */

import type { Boot, Menu } from '../protocol.ts';
import { provideCharts } from './charts.ts';
import { describeControls } from './controls.ts';
import { askToConfirm, showPanel } from './dialog.ts';
import { byId } from './dom.ts';
import { executionsTable } from './executions.ts';
import { type MountedGrid, mountGrid } from './grid.ts';
import { iconsFrom } from './icons.ts';
import { MenuBar } from './menu-bar.ts';
import { type BarMenu, engineMenus, scriptMenu } from './menu-entries.ts';
import { activate, type PageModel } from './model.ts';
import { showError, showRunning, showToast } from './notices.ts';
import { pageEntries } from './page-entries.ts';
import { Runs } from './runs.ts';
import { Screen } from './screen.ts';
import { Session } from './session.ts';
import { listenForShortcuts } from './shortcuts.ts';
import { showName, showPeople, showState } from './title-bar.ts';

async function start(): Promise<void> {
  const templates = await (await fetch('/assets/templates.xml')).text();
  let model: PageModel | undefined;
  let grid: MountedGrid | undefined;
  let mounting: Promise<void> = Promise.resolve();
  let opened = false;
  const scriptMenus = new Map<string, Menu>();

  const focusEditor = () => grid?.focus();
  const menuBar = new MenuBar(byId('menu-bar'), iconsFrom(templates), focusEditor);
  const runs = new Runs((effects) => screen.apply(effects));
  const screen = new Screen({
    focusEditor,
    run: (functionName, args) => runs.run(() => session.live.run(functionName, args)),
    activate: (sheetId, selection) => model && activate(model, sheetId, selection),
    addMenu: (menu) => {
      scriptMenus.set(menu.label, menu);
      showMenus();
    },
  });

  const session = new Session({
    model: (made, boot) => {
      model = made;
      mounting = mounting.then(() => mount(made, boot));
    },
    connected: () => {
      showSaveState();
      if (!opened) void open();
    },
    reconnecting: () => showState('reconnecting'),
    effects: (effects) => screen.apply(effects),
    editsLost: (count) =>
      showError(
        `While the connection was lost the spreadsheet changed so much that ${count} of your last edits could not be made. Check the cells that you edited last.`,
      ),
  });

  const showSaveState = () => {
    if (session.live.isOpen) showState(session.isSaved ? 'saved' : 'saving');
  };

  const runFromMenu = async (functionName: string) => {
    const finished = showRunning();
    try {
      await runs.run(() => session.live.run(functionName, []));
      finished();
    } catch (error) {
      finished();
      showError(messageOf(error));
    }
  };

  const showExecutions = async () => {
    try {
      showPanel('Apps Script executions', await executionsTable(), focusEditor);
    } catch (error) {
      showError(messageOf(error));
    }
  };

  const showMenus = () => {
    if (!grid || !model) return;
    const extensions: BarMenu = {
      label: 'Extensions',
      entries: () => [
        {
          kind: 'item',
          label: 'Apps Script executions',
          enabled: true,
          run: () => void showExecutions(),
          icon: 'o-spreadsheet-Icon.LIST',
        },
      ],
    };
    menuBar.show([
      ...engineMenus(grid.env, pageEntries(model)),
      extensions,
      ...[...scriptMenus.values()].map((menu) => scriptMenu(menu, (name) => void runFromMenu(name))),
    ]);
  };

  const mount = async (made: PageModel, boot: Boot) => {
    grid?.unmount();
    showName(boot.name);
    byId('grid').replaceChildren();
    grid = await mountGrid(byId('grid'), made, templates, {
      notify: (text) => showToast('', text, 6),
      fail: (text, then) => void screen.alert(boot.name, text).then(then),
      confirm: async (text, agreed, refused) =>
        (await askToConfirm(text, focusEditor)) ? agreed() : refused?.(),
    });
    made.on('update', screen, () => {
      showSaveState();
      showPeople(made.getters.getConnectedClients());
    });
    showPeople(made.getters.getConnectedClients());
    describeControls(byId('grid'));
    showMenus();
  };

  /** Google runs `onOpen` once for each page that opens the spreadsheet. */
  const open = async () => {
    opened = true;
    await mounting;
    try {
      await runs.run(() => session.live.open());
    } catch (error) {
      opened = session.live.isOpen;
      showError(messageOf(error));
    }
  };

  listenForShortcuts({
    menus: () => menuBar.focus(),
    sidebar: () => document.querySelector<HTMLElement>('#sidebar iframe')?.focus(),
  });
  window.addEventListener('beforeunload', (event) => {
    if (!session.isSaved) event.preventDefault();
  });
  session.start();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

// The engine draws cells in Roboto where a machine has it; Sheets draws them in Arial, which `styles.css` gives that name.
provideCharts();
await document.fonts.load('10px Roboto');
await start();
