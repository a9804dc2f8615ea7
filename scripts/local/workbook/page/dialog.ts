/** Dialogs: a script's own HTML, alerts and questions. One shell for all, so that all behave alike on the keyboard. */

import { byId, closeButton, element } from './dom.ts';
import { scriptFrame } from './frame/script-frame.ts';
import type { ScriptServices } from './sidebar.ts';

interface Shell {
  readonly panel: HTMLDialogElement;
  readonly close: () => void;
}

let shells = 0;

/**
 * An empty dialog with a title. The browser's own `dialog` traps the focus of a modal one and gives it back on close;
 * Escape closes either kind.
 */
function openShell(title: string, modal: boolean, focusEditor: () => void, closed?: () => void): Shell {
  shells += 1;
  const heading = element('h2', { id: `dialog-title-${shells}`, class: 'wb-dialog-title' }, title);
  const panel = element('dialog', { class: 'wb-dialog', 'aria-labelledby': heading.id });
  if (modal) panel.setAttribute('aria-modal', 'true');
  const before = document.activeElement;
  const close = () => {
    if (!panel.isConnected) return;
    panel.close();
    panel.remove();
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
    else focusEditor();
    closed?.();
  };
  panel.append(element('div', { class: 'wb-dialog-header' }, heading, closeButton('Close', close)));
  panel.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  // The grid listens on the window: what is typed here must not reach it.
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    event.stopPropagation();
  });
  byId('dialogs').append(panel);
  if (modal) panel.showModal();
  else panel.show();
  return { panel, close };
}

let current: Shell | undefined;

export interface ScriptDialog {
  readonly title: string;
  readonly html: string;
  /** Pixels, of the content. */
  readonly width: number;
  readonly height: number;
  readonly modal: boolean;
}

/** Shows a script's dialog in place of the one that was there. */
export function showDialog(dialog: ScriptDialog, services: ScriptServices): void {
  current?.close();
  const shell = openShell(dialog.title, dialog.modal, services.focusEditor);
  const size = (width: number | undefined, height: number | undefined) => {
    if (width) frame.style.width = `${width}px`;
    if (height) frame.style.height = `${height}px`;
  };
  const { close } = shell;
  const frame = scriptFrame(dialog.title, dialog.html, { ...services, close, escape: close, resize: size });
  size(dialog.width, dialog.height);
  shell.panel.append(frame);
  if (!dialog.modal) makeMovable(shell.panel);
  frame.focus();
  current = shell;
}

/** A message with one button; what comes after waits until it is read. */
export function showAlert(title: string, message: string, focusEditor: () => void): Promise<void> {
  return new Promise((read) => {
    const { panel, close } = openShell(title, true, focusEditor, read);
    const ok = element('button', { type: 'button', class: 'wb-button wb-button-primary' }, 'OK');
    ok.addEventListener('click', close);
    panel.classList.add('wb-alert');
    panel.append(
      element('p', { class: 'wb-dialog-text' }, message),
      element('div', { class: 'wb-dialog-buttons' }, ok),
    );
    ok.focus();
  });
}

/** A question with OK and Cancel; closing it any other way means no. */
export function askToConfirm(message: string, focusEditor: () => void): Promise<boolean> {
  return new Promise((answer) => {
    let agreed = false;
    const { panel, close } = openShell('Please confirm', true, focusEditor, () => answer(agreed));
    const ok = element('button', { type: 'button', class: 'wb-button wb-button-primary' }, 'OK');
    const cancel = element('button', { type: 'button', class: 'wb-button' }, 'Cancel');
    ok.addEventListener('click', () => {
      agreed = true;
      close();
    });
    cancel.addEventListener('click', close);
    panel.classList.add('wb-alert');
    panel.append(
      element('p', { class: 'wb-dialog-text' }, message),
      element('div', { class: 'wb-dialog-buttons' }, cancel, ok),
    );
    ok.focus();
  });
}

/** A panel of the page's own, e.g. the list of executions. */
export function showPanel(title: string, content: Node, focusEditor: () => void): void {
  const { panel } = openShell(title, true, focusEditor);
  panel.classList.add('wb-panel');
  panel.append(content);
}

/** A modeless dialog leaves the grid usable, so it can be dragged out of the way by its header. */
function makeMovable(panel: HTMLElement): void {
  const header = panel.querySelector<HTMLElement>('.wb-dialog-header');
  header?.addEventListener('pointerdown', (down) => {
    if (down.target instanceof Element && down.target.closest('button')) return;
    const { left, top } = panel.getBoundingClientRect();
    header.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent) => {
      panel.style.margin = '0';
      panel.style.left = `${left + event.clientX - down.clientX}px`;
      panel.style.top = `${top + event.clientY - down.clientY}px`;
    };
    header.addEventListener('pointermove', move);
    header.addEventListener('pointerup', () => header.removeEventListener('pointermove', move), {
      once: true,
    });
  });
}
