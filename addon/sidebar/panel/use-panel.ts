/** The sidebar's life: asks the server while it is looked at, and does what a person presses. */
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { Connection, SidebarState, TabView } from '../../calls.ts';
import type { CampaignId, ImportId } from '../../model/lead.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { mapAll, resumeImport } from './long-actions.ts';
import { type Doing, EMPTY_PANEL, type Panel, pollDelay, reducePanel } from './state.ts';

export interface Actions {
  readonly switchTo: (campaign: CampaignId) => void;
  readonly setView: (campaign: CampaignId, view: TabView) => void;
  readonly showRow: (row: number) => void;
  readonly openImport: () => void;
  readonly compare: () => void;
  readonly mapOriginals: () => void;
  readonly installTriggers: () => void;
  readonly resume: (importId: ImportId) => void;
  readonly connect: (url: string, secret: string) => Promise<Connection>;
  readonly turnTo: (page: Panel['page']) => void;
  readonly dismiss: () => void;
  /** Asks at once, whatever the schedule says. */
  readonly retry: () => void;
}

/** Runs the panel on `ask`. */
export function usePanel(ask: Ask): { readonly panel: Panel; readonly actions: Actions } {
  const [panel, dispatch] = useReducer(reducePanel, EMPTY_PANEL);
  const questions = useRef(0);

  /** Asks for a state and takes the answer. Rejects as the call does. */
  const take = useCallback(async (question: () => Promise<SidebarState>): Promise<SidebarState> => {
    questions.current += 1;
    const asked = questions.current;
    const state = await question();
    dispatch({ is: 'answered', question: asked, state, at: Date.now() });
    return state;
  }, []);

  const poll = useCallback(
    async (full: boolean): Promise<boolean> => {
      const asked = questions.current + 1;
      try {
        await take(() => ask('tick', { full }));
        return true;
      } catch (error) {
        const { code, message } = faultOf(error);
        dispatch({ is: 'unanswered', question: asked, code, message, at: Date.now() });
        return false;
      }
    },
    [ask, take],
  );

  const look = useCallback(async () => {
    // A look that fails says nothing new: the tick that follows it will.
    await take(() => ask('state', null)).catch(() => undefined);
  }, [ask, take]);

  const wake = usePolling(look, poll);

  const actions = useMemo((): Actions => {
    const act = async (doing: Doing, work: () => Promise<unknown>) => {
      dispatch({ is: 'began', doing });
      try {
        await work();
        dispatch({ is: 'ended', complaint: null });
      } catch (error) {
        dispatch({ is: 'ended', complaint: faultOf(error).message });
      }
    };
    return {
      switchTo: (campaign) =>
        void act({ what: 'switch', campaign }, () => take(() => ask('switchTo', { campaign }))),
      setView: (campaign, view) =>
        void act({ what: 'view', view }, () => take(() => ask('setView', { campaign, view }))),
      showRow: (row) => void act({ what: 'row' }, () => ask('showRow', { row })),
      openImport: () => void act({ what: 'import' }, () => ask('openImport', null)),
      compare: () => void act({ what: 'compare' }, () => take(() => ask('tick', { full: true }))),
      mapOriginals: () =>
        void act({ what: 'map' }, () => mapAll(() => take(() => ask('mapOriginals', null)))),
      installTriggers: () => void act({ what: 'triggers' }, () => take(() => ask('installTriggers', null))),
      resume: (importId) => void act({ what: 'resume', importId }, () => resumeImport(importId, ask, look)),
      connect: async (url, secret) => {
        const connection = await ask('connect', { url, secret });
        await look();
        return connection;
      },
      turnTo: (page) => dispatch({ is: 'turned', page }),
      dismiss: () => dispatch({ is: 'dismissed' }),
      retry: wake,
    };
  }, [ask, take, look, wake]);

  return { panel, actions };
}

/**
 * Looks at once, then polls while the page is visible: never two polls at a time, slower after failures.
 * Answers with a function that looks and polls at once.
 */
function usePolling(look: () => Promise<void>, poll: (full: boolean) => Promise<boolean>): () => void {
  const wakeRef = useRef<() => void>(() => undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let polling = false;
    let failures = 0;
    let gone = false;

    const next = (delay: number) => {
      clearTimeout(timer);
      if (!gone && document.visibilityState === 'visible') timer = setTimeout(run, delay);
    };
    const run = async () => {
      if (polling) return;
      polling = true;
      const well = await poll(false);
      polling = false;
      failures = well ? 0 : failures + 1;
      next(pollDelay(failures));
    };
    const wake = () => {
      if (document.visibilityState !== 'visible') return;
      failures = 0;
      void look();
      if (!polling) next(0);
    };
    wakeRef.current = wake;
    wake();
    const onLine = () => wake();
    window.addEventListener('focus', onLine);
    window.addEventListener('online', onLine);
    document.addEventListener('visibilitychange', onLine);
    return () => {
      gone = true;
      clearTimeout(timer);
      window.removeEventListener('focus', onLine);
      window.removeEventListener('online', onLine);
      document.removeEventListener('visibilitychange', onLine);
    };
  }, [look, poll]);
  return useCallback(() => wakeRef.current(), []);
}
