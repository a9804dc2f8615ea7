/** What the sidebar knows and how each event changes it. Everything shown was said by the server. */
import type { Pace, SidebarState, TabView } from '../../calls.ts';
import type { ListName } from '../../model/desk/line.ts';
import type { CampaignId, ImportId, LeadId } from '../../model/lead.ts';
import type { FaultCode } from '../faults.ts';

/** The person's action under way: one at a time. */
export type Doing =
  | { readonly what: 'switch'; readonly campaign: CampaignId }
  | { readonly what: 'view'; readonly view: TabView }
  | { readonly what: 'resume'; readonly importId: ImportId }
  | { readonly what: 'remake'; readonly campaign: CampaignId }
  /** Whatever a page has under way; `key` tells which. */
  | { readonly what: 'page'; readonly key: string }
  | { readonly what: 'compare' | 'import' | 'map' | 'triggers' | 'row' | 'live' };

/** What lies over the home view; the last one opened is on top. */
export type Page =
  | { readonly is: 'settings' }
  | { readonly is: 'lead'; readonly campaign: CampaignId; readonly lead: LeadId }
  /** A whole list; `campaign` null: over all campaigns, `list` null: every lead. */
  | { readonly is: 'list'; readonly campaign: CampaignId | null; readonly list: ListName | null }
  /** A campaign's settings, and what can become of it. */
  | { readonly is: 'campaign'; readonly campaign: CampaignId }
  /** `source`: what it is to be made of, where that is known already. */
  | { readonly is: 'new-campaign'; readonly source?: 'tab' }
  | { readonly is: 'people' }
  /** Who did what; `campaign` null: everything. */
  | { readonly is: 'record'; readonly campaign: CampaignId | null }
  /** What was imported; `campaign` null: into any. */
  | { readonly is: 'imports'; readonly campaign: CampaignId | null }
  | { readonly is: 'forget'; readonly campaign: CampaignId; readonly lead: LeadId };

/** The polls' failure: what is shown is as old as `since` or older. */
export interface Failure {
  readonly code: FaultCode;
  readonly message: string;
  /** Milliseconds; the first failure of this row of failures. */
  readonly since: number;
  readonly count: number;
}

/** True where the server is away. One poll that met another save is nothing to alarm anybody with. */
export function isAway({ code, count }: Failure): boolean {
  return code !== 'busy' || count >= 3;
}

export interface Panel {
  /** null until the server has answered once. */
  readonly server: SidebarState | null;
  /** The newest question that was answered; an older one's answer comes too late. */
  readonly applied: number;
  readonly failure: Failure | null;
  readonly doing: Doing | null;
  /** Why the last action came to nothing. */
  readonly complaint: Complaint | null;
  /** What the last action did, where the state does not show it by itself. */
  readonly said: string | null;
  /** Takes back what was said to be done; null where nothing can. */
  readonly undo: (() => void) | null;
  readonly pages: readonly Page[];
  /** When each unfinished import last got further, in milliseconds. */
  readonly moved: ReadonlyMap<ImportId, { readonly mark: string; readonly at: number }>;
}

export type PanelEvent =
  | { readonly is: 'answered'; readonly question: number; readonly state: SidebarState; readonly at: number }
  | {
      readonly is: 'unanswered';
      readonly question: number;
      readonly code: FaultCode;
      readonly message: string;
      readonly at: number;
    }
  | { readonly is: 'began'; readonly doing: Doing }
  | { readonly is: 'ended'; readonly complaint: Complaint | null; readonly said: Said | null }
  | { readonly is: 'dismissed' }
  | { readonly is: 'opened'; readonly page: Page }
  /** The page on top, or with `all` every one. */
  | { readonly is: 'closed'; readonly all: boolean };

/** Why an action came to nothing. */
export interface Complaint {
  readonly code: FaultCode;
  readonly message: string;
}

/** What was done, and how to take it back. */
export interface Said {
  readonly text: string;
  readonly undo?: (() => void) | undefined;
}

export const EMPTY_PANEL: Panel = {
  server: null,
  applied: 0,
  failure: null,
  doing: null,
  complaint: null,
  said: null,
  undo: null,
  pages: [],
  moved: new Map(),
};

export function reducePanel(panel: Panel, event: PanelEvent): Panel {
  switch (event.is) {
    case 'answered':
      if (event.question < panel.applied) return panel;
      return {
        ...panel,
        server: event.state,
        applied: event.question,
        failure: null,
        moved: movedImports(panel.moved, event.state, event.at),
      };
    case 'unanswered': {
      if (event.question < panel.applied) return panel;
      const { code, message, at } = event;
      const before = panel.failure;
      const failure = { code, message, since: before?.since ?? at, count: (before?.count ?? 0) + 1 };
      return { ...panel, failure };
    }
    case 'began':
      return { ...panel, doing: event.doing, complaint: null, said: null, undo: null };
    case 'ended': {
      const { complaint, said } = event;
      return { ...panel, doing: null, complaint, said: said?.text ?? null, undo: said?.undo ?? null };
    }
    case 'dismissed':
      return { ...panel, complaint: null, said: null, undo: null };
    // Why something came to nothing belongs to the page on which it was asked for; a way back is good everywhere.
    case 'opened':
      return { ...panel, complaint: null, pages: [...panel.pages, event.page] };
    case 'closed':
      return { ...panel, complaint: null, pages: event.all ? [] : panel.pages.slice(0, -1) };
  }
}

/** An import that gets no further for so long has lost its dialog. Milliseconds. */
const STALLED_AFTER = 20_000;

/** True when nobody seems to be carrying an import on any more. */
export function isStalled(panel: Panel, importId: ImportId, now: number): boolean {
  const seen = panel.moved.get(importId);
  return seen !== undefined && now - seen.at >= STALLED_AFTER;
}

function movedImports(before: Panel['moved'], state: SidebarState, at: number): Panel['moved'] {
  return new Map(
    state.imports.map(({ importId, written, verified, state: phase }) => {
      const mark = `${phase} ${written} ${verified}`;
      const seen = before.get(importId);
      return [importId, seen?.mark === mark ? seen : { mark, at }];
    }),
  );
}

/** Failures make the polls rarer, up to this. Milliseconds. */
const LONGEST_WAIT = 30_000;

/** Milliseconds until the next poll: as the server's pace says, twice as long after each failure up to thirty seconds. */
export function pollDelay(failures: number, pace: Pace | null): number {
  const usual = Math.max(1, pace?.tickSeconds ?? 3) * 1_000;
  return Math.max(usual, Math.min(LONGEST_WAIT, usual * 2 ** Math.min(failures, 4)));
}
