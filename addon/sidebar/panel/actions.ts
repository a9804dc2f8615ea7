/** What a person may do in the sidebar, as the presses mean it. */
import type { Calls, Connection, SidebarState, TabView } from '../../calls.ts';
import type { Held, HeldAction } from '../../model/holds.ts';
import type { CampaignId, ImportId } from '../../model/lead.ts';
import type { OpenConflict } from '../../model/wire.ts';
import { faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import type { Choice, Settled } from './conflict-list.ts';
import { mapAll, resumeImport, settleAll } from './long-actions.ts';
import type { Doing, Page, PanelEvent, Said } from './state.ts';

export interface Actions {
  readonly switchTo: (campaign: CampaignId) => void;
  readonly setView: (campaign: CampaignId, view: TabView) => void;
  readonly showRow: (row: number) => void;
  readonly openImport: () => void;
  readonly compare: () => void;
  readonly mapOriginals: () => void;
  readonly installTriggers: () => void;
  /** Makes this copy the live spreadsheet. */
  readonly makeLive: () => void;
  /** Makes the tab of a campaign that has none any more. */
  readonly remakeTab: (campaign: CampaignId) => void;
  readonly resume: (importId: ImportId) => void;
  readonly connect: (url: string, secret: string) => Promise<Connection>;
  /** Settles these conflicts; `tell` hears how many are dealt with. Never rejects. */
  readonly settleConflicts: (
    campaign: CampaignId,
    conflicts: readonly OpenConflict[],
    choice: Choice,
    tell: (done: number) => void,
  ) => Promise<Settled>;
  /** Resolves to what was done, in a sentence. Rejects as the call does. */
  readonly settleHeld: (campaign: CampaignId, held: Held, action: HeldAction) => Promise<string>;
  /** Resolves to the proof and the state that it left. Rejects as the call does. */
  readonly prove: (campaign: CampaignId, repair: boolean) => Promise<Calls['prove']['answer']>;
  /** Lays a page over what is shown. */
  readonly open: (page: Page) => void;
  /** Takes the page on top away. */
  readonly back: () => void;
  /** Takes every page away. */
  readonly home: () => void;
  /** Does what a page asks for, shows that it works, and tells what was done and how to take it back. Never rejects. */
  readonly perform: (key: string, work: (means: PageMeans) => Promise<Said | null>) => Promise<void>;
  readonly dismiss: () => void;
  /** Asks at once, whatever the schedule says. */
  readonly retry: () => void;
}

/** What a page's work is done with: calls whose answers hold a state bring it up to date. */
export type PageMeans = Pick<Means, 'ask' | 'take' | 'takeFrom'>;

/** What the actions are done with. */
export interface Means {
  readonly ask: Ask;
  readonly dispatch: (event: PanelEvent) => void;
  /** The state as it was last told. */
  readonly shown: () => SidebarState | null;
  /** Asks for a state and takes it over. Rejects as the call does. */
  readonly take: (question: () => Promise<SidebarState>) => Promise<SidebarState>;
  /** The same for an answer that holds a state. */
  readonly takeFrom: <T extends { readonly state: SidebarState }>(question: () => Promise<T>) => Promise<T>;
  /** Asks for the state; never rejects. */
  readonly look: () => Promise<void>;
  /** Keeps the polls from waiting for the very lock that the person's own call holds. */
  readonly press: <T>(work: () => Promise<T>) => Promise<T>;
  readonly wake: () => void;
}

export function actionsOf(means: Means): Actions {
  const { ask, dispatch, shown, take, takeFrom, look, press, wake } = means;
  const saying = async (doing: Doing, work: () => Promise<Said | null>) => {
    dispatch({ is: 'began', doing });
    try {
      dispatch({ is: 'ended', complaint: null, said: await press(work) });
    } catch (error) {
      const { code, message } = faultOf(error);
      dispatch({ is: 'ended', complaint: { code, message }, said: null });
      // It may have failed because it is not as it was shown, as when a tab is gone: then that is shown now.
      void look();
    }
  };
  const act = (doing: Doing, work: () => Promise<unknown>) =>
    void saying(doing, async () => {
      await work();
      return null;
    });
  return {
    switchTo: (campaign) =>
      act({ what: 'switch', campaign }, () =>
        take(async () => {
          const switched = await ask('switchTo', { campaign });
          const before = shown();
          return before ? { ...before, ...switched } : ask('state', null);
        }),
      ),
    setView: (campaign, view) =>
      act({ what: 'view', view }, () => take(() => ask('setView', { campaign, view }))),
    showRow: (row) => act({ what: 'row' }, () => ask('showRow', { row })),
    openImport: () => act({ what: 'import' }, () => ask('openImport', null)),
    compare: () => act({ what: 'compare' }, () => take(() => ask('tick', { full: true }))),
    mapOriginals: () => act({ what: 'map' }, () => mapAll(() => take(() => ask('mapOriginals', null)))),
    installTriggers: () => act({ what: 'triggers' }, () => take(() => ask('installTriggers', null))),
    makeLive: () =>
      void saying({ what: 'live' }, async () => {
        await take(() => ask('makeLive', null));
        return { text: 'This is the live spreadsheet now.' };
      }),
    remakeTab: (campaign) =>
      void saying({ what: 'remake', campaign }, async () => {
        const missing = { campaign, code: 'missing-tab', mark: '', action: 'restore' } as const;
        return { text: (await takeFrom(() => ask('settleHeld', missing))).said };
      }),
    resume: (importId) => act({ what: 'resume', importId }, () => resumeImport(importId, ask, look)),
    connect: async (url, secret) => {
      const connection = await ask('connect', { url, secret });
      await look();
      return connection;
    },
    settleConflicts: (campaign, conflicts, choice, tell) =>
      press(() =>
        settleAll(
          conflicts,
          choice,
          async (choices) => (await takeFrom(() => ask('settleConflicts', { campaign, choices }))).results,
          tell,
        ),
      ),
    settleHeld: (campaign, { code, mark }, action) =>
      press(async () => {
        try {
          return (await takeFrom(() => ask('settleHeld', { campaign, code, mark, action }))).said;
        } catch (error) {
          // It may be refused because it is not as it was shown: then the person should see how it is.
          await look();
          throw error;
        }
      }),
    prove: (campaign, repair) => press(() => takeFrom(() => ask('prove', { campaign, repair }))),
    open: (page) => dispatch({ is: 'opened', page }),
    back: () => dispatch({ is: 'closed', all: false }),
    home: () => dispatch({ is: 'closed', all: true }),
    perform: (key, work) => saying({ what: 'page', key }, () => work({ ask, take, takeFrom })),
    dismiss: () => dispatch({ is: 'dismissed' }),
    retry: wake,
  };
}
