/** A script's HTML in a frame sandboxed like Google's, and the answers to what it asks of the page. */

import type { Json } from '../../protocol.ts';
import { element } from '../dom.ts';
import { type FrameAnswer, type FrameRequest, HELLO } from './messages.ts';
import { withShim } from './with-shim.ts';

/** Filled in when the page is bundled: the built text of `shim.ts`. */
declare const FRAME_SHIM: string;

/** What the page does for a frame. `run` rejects with the server function's error. */
export interface FrameServices {
  readonly run: (functionName: string, args: readonly Json[]) => Promise<Json>;
  readonly close: () => void;
  readonly escape: () => void;
  readonly resize: (width: number | undefined, height: number | undefined) => void;
  readonly focusEditor: () => void;
}

const SANDBOX = 'allow-scripts allow-forms allow-popups allow-downloads allow-modals';

/** A frame showing `html`; it answers the frame's requests for as long as it stays in the page. */
export function scriptFrame(title: string, html: string, services: FrameServices): HTMLIFrameElement {
  const frame = element('iframe', {
    title,
    sandbox: SANDBOX,
    referrerpolicy: 'no-referrer',
    class: 'wb-frame',
    srcdoc: withShim(html, FRAME_SHIM),
  });
  const meet = (event: MessageEvent) => {
    if (!frame.isConnected) {
      window.removeEventListener('message', meet);
      return;
    }
    const [port] = event.ports;
    if (event.source !== frame.contentWindow || event.data !== HELLO || !port) return;
    port.onmessage = ({ data }: MessageEvent<FrameRequest>) => void answer(data, port, services);
  };
  window.addEventListener('message', meet);
  return frame;
}

async function answer(request: FrameRequest, port: MessagePort, services: FrameServices): Promise<void> {
  switch (request.type) {
    case 'run':
      port.postMessage(await ran(request.call, services.run(request.functionName, request.args)));
      return;
    case 'close':
      services.close();
      return;
    case 'escape':
      services.escape();
      return;
    case 'resize':
      services.resize(request.width, request.height);
      return;
    case 'focusEditor':
      services.focusEditor();
      return;
  }
}

async function ran(call: number, running: Promise<Json>): Promise<FrameAnswer> {
  try {
    return { call, ok: true, value: await running };
  } catch (error) {
    return { call, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
