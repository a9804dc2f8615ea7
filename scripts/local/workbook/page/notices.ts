/** Short messages over the grid: a script's toasts at the bottom right, and at the top what a running script does. */

import { byId, closeButton, element } from './dom.ts';

/** Shows a script's toast for so many seconds; negative or zero keeps it until it is closed. */
export function showToast(title: string, message: string, seconds: number): void {
  const toast = element('div', { class: 'wb-toast' });
  const text = element('div', { class: 'wb-toast-text' });
  if (title) text.append(element('strong', {}, title));
  text.append(element('p', {}, message));
  toast.append(
    text,
    closeButton('Dismiss', () => toast.remove()),
  );
  byId('toasts').replaceChildren(toast);
  if (seconds > 0) setTimeout(() => toast.remove(), seconds * 1_000);
}

/** Says that a script runs, until the returned function is called. */
export function showRunning(): () => void {
  const notice = element('div', { class: 'wb-notice' });
  notice.append(
    element('span', { class: 'wb-spinner', 'aria-hidden': 'true' }),
    element('span', {}, 'Running script'),
    dismiss(notice),
  );
  byId('notices').replaceChildren(notice);
  return () => notice.remove();
}

/** Says what went wrong, until a person dismisses it. */
export function showError(message: string): void {
  const notice = element('div', { class: 'wb-notice wb-notice-error', role: 'alert' });
  notice.append(element('span', { class: 'wb-notice-text' }, message), dismiss(notice));
  byId('notices').replaceChildren(notice);
}

function dismiss(notice: HTMLElement): HTMLButtonElement {
  const button = element('button', { type: 'button', class: 'wb-notice-button' }, 'Dismiss');
  button.addEventListener('click', () => notice.remove());
  return button;
}
