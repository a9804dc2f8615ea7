/** What a script's HTML (in its sandboxed frame) and the page say to each other over their own port. */

import type { Json } from '../../protocol.ts';

/** The one message that travels by `window.postMessage`: it carries the port for all others. */
export const HELLO = 'workbook-frame';

export type FrameRequest =
  | {
      readonly type: 'run';
      readonly call: number;
      readonly functionName: string;
      readonly args: readonly Json[];
    }
  | { readonly type: 'close' }
  /** Escape was pressed in the frame and its own code did nothing with it. */
  | { readonly type: 'escape' }
  | { readonly type: 'resize'; readonly width?: number; readonly height?: number }
  | { readonly type: 'focusEditor' };

export type FrameAnswer =
  | { readonly call: number; readonly ok: true; readonly value: Json }
  | { readonly call: number; readonly ok: false; readonly error: string };
