/** `google.script` inside a script's HTML, as Google defines it. Bundled apart: it is the only code of ours in the frame. */

import { legalArguments } from './arguments.ts';
import { type FrameAnswer, type FrameRequest, HELLO } from './messages.ts';

interface Settings {
  readonly success?: (value: unknown, userObject: unknown) => void;
  readonly failure?: (error: Error, userObject: unknown) => void;
  readonly userObject?: unknown;
}

const channel = new MessageChannel();
const port = channel.port1;
const waiting = new Map<number, Settings>();
let calls = 0;

const post = (request: FrameRequest) => port.postMessage(request);

function call(functionName: string, args: readonly unknown[], settings: Settings): void {
  const legal = legalArguments(args);
  calls += 1;
  waiting.set(calls, settings);
  post({ type: 'run', call: calls, functionName, args: legal });
}

port.onmessage = ({ data }: MessageEvent<FrameAnswer>) => {
  const settings = waiting.get(data.call);
  if (!settings) return;
  waiting.delete(data.call);
  if (data.ok) {
    settings.success?.(data.value, settings.userObject);
    return;
  }
  const error = new Error(data.error);
  error.name = 'ScriptError';
  if (!settings.failure) throw error;
  settings.failure(error, settings.userObject);
};

/** Google's runners are immutable: each `with…` answers with another runner. A name that ends in `_` is private. */
function runner(settings: Settings): object {
  const withers: { readonly [name: string]: (given: never) => object } = {
    withSuccessHandler: (success: NonNullable<Settings['success']>) => runner({ ...settings, success }),
    withFailureHandler: (failure: NonNullable<Settings['failure']>) => runner({ ...settings, failure }),
    withUserObject: (userObject: unknown) => runner({ ...settings, userObject }),
  };
  return new Proxy(Object.freeze({}), {
    get: (_target, name) => {
      if (typeof name === 'symbol' || name === 'then' || name.endsWith('_')) return undefined;
      return withers[name] ?? ((...args: readonly unknown[]) => call(name, args, settings));
    },
  });
}

const google = {
  script: {
    run: runner({}),
    host: {
      origin: 'https://docs.google.com',
      close: () => post({ type: 'close' }),
      setWidth: (width: number) => post({ type: 'resize', width }),
      setHeight: (height: number) => post({ type: 'resize', height }),
      editor: { focus: () => post({ type: 'focusEditor' }) },
    },
    url: {
      getLocation: (use: (location: object) => void) =>
        queueMicrotask(() => use({ hash: '', parameter: {}, parameters: {} })),
    },
  },
};

window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.defaultPrevented) post({ type: 'escape' });
});

Object.defineProperty(globalThis, 'google', { value: google, enumerable: true });
parent.postMessage(HELLO, '*', [channel.port2]);
