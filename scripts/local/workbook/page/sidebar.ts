/** The script's sidebar at the right: 300 px, a title, a close button, one at a time. */

import { byId, closeButton, element } from './dom.ts';
import { type FrameServices, scriptFrame } from './frame/script-frame.ts';

export type ScriptServices = Pick<FrameServices, 'run' | 'focusEditor'>;

/** Shows `html` under `title`, in place of the sidebar that was there. */
export function showSidebar(title: string, html: string, services: ScriptServices): void {
  const aside = byId('sidebar');
  const close = () => {
    aside.hidden = true;
    aside.replaceChildren();
    services.focusEditor();
  };
  const frame = scriptFrame(title, html, {
    ...services,
    close,
    escape: services.focusEditor,
    resize: () => undefined,
  });
  const heading = element('h2', { id: 'sidebar-title', class: 'wb-sidebar-title' }, title);
  aside.replaceChildren(
    element('div', { class: 'wb-sidebar-header' }, heading, closeButton('Close', close)),
    frame,
  );
  aside.hidden = false;
}
