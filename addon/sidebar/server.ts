/** Typed calls from a page to the add-on's server: `google.script.run.serve`, as a promise. */
import type { Answer, Call, CallName, Calls, SERVE } from '../calls.ts';
import { CallFault, faultOf } from './faults.ts';

interface Runner {
  withSuccessHandler(use: (answer: unknown) => void): Runner;
  withFailureHandler(use: (error: unknown) => void): Runner;
  readonly [SERVE]: (call: Call) => void;
}

/** What Google puts into every page that it serves (https://developers.google.com/apps-script/guides/html). */
declare const google: {
  readonly script: { readonly run: Runner; readonly host: { close(): void } };
};

/** Asks the server, so that code which asks can be run against any server. */
export type Ask = <N extends CallName>(name: N, ask: Calls[N]['ask']) => Promise<Calls[N]['answer']>;

/** Google kills a run after six minutes; an answer that has not come by then never comes. In milliseconds. */
const PATIENCE = 6.5 * 60_000;

/** Asks the server one thing. Rejects with a `CallFault`, whose message can be shown as it is. */
export const ask: Ask = <N extends CallName>(name: N, question: Calls[N]['ask']) =>
  new Promise<Calls[N]['answer']>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new CallFault(
          'no-answer',
          'Google did not answer for more than six minutes. What was asked may have been done: the state shown next tells.',
        ),
      );
    }, PATIENCE);
    const settle = (use: () => void) => {
      clearTimeout(timer);
      use();
    };
    google.script.run
      .withSuccessHandler((answer) =>
        settle(() => {
          if (!isAnswer<N>(answer))
            reject(
              faultOf(new Error('The server answered with something else than an answer. Reload the page.')),
            );
          else if (answer.ok) resolve(answer.answer);
          else reject(new CallFault(answer.error.code, answer.error.message));
        }),
      )
      .withFailureHandler((error) => settle(() => reject(faultOf(error))))
      .serve({ name, ask: question });
  });

/** Closes the dialog or the sidebar that this page is. */
export function closePage(): void {
  google.script.host.close();
}

/** The envelope alone: both ends are built together from one `Calls`, and the compiler has checked the rest. */
function isAnswer<N extends CallName>(value: unknown): value is Answer<N> {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  if (value.ok === true) return 'answer' in value;
  return (
    'error' in value &&
    typeof value.error === 'object' &&
    value.error !== null &&
    'message' in value.error &&
    typeof value.error.message === 'string' &&
    'code' in value.error
  );
}
