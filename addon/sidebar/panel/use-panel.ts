/** The sidebar's life: what it knows, what it asks, and what a person may do. */
import { useCallback, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Pace, SidebarState } from '../../calls.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { type Actions, actionsOf } from './actions.ts';
import { EMPTY_PANEL, type Panel, reducePanel } from './state.ts';
import { usePolling } from './use-polling.ts';

/** Runs the panel on `ask`. */
export function usePanel(ask: Ask): { readonly panel: Panel; readonly actions: Actions } {
  const [panel, dispatch] = useReducer(reducePanel, EMPTY_PANEL);
  const questions = useRef(0);
  const pressed = useRef(0);
  const last = useRef<SidebarState | null>(null);

  const apply = useCallback((question: number, state: SidebarState) => {
    last.current = state;
    dispatch({ is: 'answered', question, state, at: Date.now() });
  }, []);
  const take = useCallback(
    async (question: () => Promise<SidebarState>) => {
      questions.current += 1;
      const asked = questions.current;
      const state = await question();
      apply(asked, state);
      return state;
    },
    [apply],
  );
  /** What was decided takes long, and its state is told at its end: it counts as asked for only then. */
  const takeFrom = useCallback(
    async <T extends { readonly state: SidebarState }>(question: () => Promise<T>) => {
      const answer = await question();
      questions.current += 1;
      apply(questions.current, answer.state);
      return answer;
    },
    [apply],
  );

  const poll = useCallback(async (): Promise<boolean> => {
    const asked = questions.current + 1;
    try {
      await take(() => ask('tick', { full: false }));
      return true;
    } catch (error) {
      const { code, message } = faultOf(error);
      dispatch({ is: 'unanswered', question: asked, code, message, at: Date.now() });
      return false;
    }
  }, [ask, take]);
  const look = useCallback(async () => {
    // A look that fails says nothing new: the tick that follows it will.
    await take(() => ask('state', null)).catch(() => undefined);
  }, [ask, take]);
  const isPressed = useCallback(() => pressed.current > 0, []);
  const shown = useCallback(() => last.current, []);
  const pace = useCallback((): Pace | null => last.current?.pace ?? null, []);
  const wake = usePolling({ look, poll, isPressed, pace });

  const actions = useMemo(
    () =>
      actionsOf({
        ask,
        dispatch,
        shown,
        take,
        takeFrom,
        look,
        press: async (work) => {
          pressed.current += 1;
          try {
            return await work();
          } finally {
            pressed.current -= 1;
          }
        },
        wake,
      }),
    [ask, shown, take, takeFrom, look, wake],
  );
  return { panel, actions };
}
