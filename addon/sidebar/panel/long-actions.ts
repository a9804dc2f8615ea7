/** Work that takes several calls, each of which may be cut off and repeated. */
import type { Calls, SidebarState, UndoProgress } from '../../calls.ts';
import { type ImportId, ORIGINAL_CAMPAIGN } from '../../model/lead.ts';
import type { ConflictChoice, ConflictResult, OpenConflict } from '../../model/wire.ts';
import { CallFault, faultOf } from '../faults.ts';
import type { Ask } from '../server.ts';
import { type Choice, choiceSlices, type Settled } from './conflict-list.ts';

/** A server that gets no further in so many calls in a row is stuck. */
const MOST_IDLE_CALLS = 4;
/** Between calls of which the last got no further, in milliseconds. */
const IDLE_PAUSE = 1_500;

/** Maps the original leads, call by call, until none is left. Throws when it gets no further. */
export async function mapAll(step: () => Promise<SidebarState>): Promise<void> {
  await untilDone(step, (state) => ({
    done: state.unmappedOriginals === 0,
    mark: `${state.unmappedOriginals} ${mappedLeads(state)}`,
    stuck: `${state.unmappedOriginals} existing leads are not in the sheet yet, and mapping gets no further. Nothing in Sanity was changed. Press “Map existing leads” again in a minute.`,
  }));
}

/** How many of the original leads stand in their tab. */
export function mappedLeads(state: SidebarState): number {
  return state.campaigns.find(({ id }) => id === ORIGINAL_CAMPAIGN)?.leads ?? 0;
}

/** Carries an import on until it is done. Throws with what stopped it. */
export async function resumeImport(importId: ImportId, ask: Ask, look: () => Promise<void>): Promise<void> {
  await untilDone(
    async () => {
      const progress = await ask('importStep', { importId });
      await look();
      if (progress.state === 'stopped')
        throw new CallFault('internal', progress.message ?? 'The import stopped.');
      return progress;
    },
    (progress) => ({
      done: progress.state === 'done',
      mark: `${progress.state} ${progress.written} ${progress.verified}`,
      stuck:
        progress.state === 'writing'
          ? `${progress.total - progress.written} rows of ${progress.fileName} are not in the sheet yet, and it gets no further. A filter or a protected range may stand in the way: remove it, then carry on.`
          : `${progress.total - progress.verified} rows are in the tab but not verified in Sanity. Try again in a minute.`,
    }),
  );
}

/**
 * Settles conflicts call by call; `tell` hears how many were dealt with. Stops at the first call that fails: what it
 * did, the list that is fetched next tells.
 */
export async function settleAll(
  conflicts: readonly OpenConflict[],
  choice: Choice,
  call: (choices: readonly ConflictChoice[]) => Promise<readonly ConflictResult[]>,
  tell: (done: number) => void,
): Promise<Settled> {
  const results: ConflictResult[] = [];
  for (const slice of choiceSlices(conflicts, choice)) {
    try {
      results.push(...(await call(slice)));
    } catch (error) {
      return { results, stopped: faultOf(error).message };
    }
    tell(results.length);
  }
  return { results, stopped: null };
}

/** Moves the leads of one campaign into another until all are there; `tell` hears how many are. Resolves to what was done. */
export async function mergeAll(
  step: () => Promise<Calls['mergeCampaigns']['answer']>,
  tell: (moved: number, total: number) => void,
): Promise<string> {
  let total = 0;
  const last = await untilDone(
    async () => {
      const answer = await step();
      if (total === 0) total = answer.moved + answer.left;
      tell(Math.max(0, total - answer.left), total);
      return answer;
    },
    ({ done, left }) => ({
      done,
      mark: String(left),
      stuck: `${left} leads are still where they were, and merging gets no further. Nothing is lost: each lead is in one of the two campaigns. Press “Merge” again in a minute.`,
    }),
  );
  return last.said;
}

/** Takes an import back until it is over; `tell` hears how far it is. Throws with what stopped it. */
export async function undoImport(
  step: () => Promise<UndoProgress>,
  tell: (progress: UndoProgress) => void,
): Promise<UndoProgress> {
  return untilDone(
    async () => {
      const progress = await step();
      tell(progress);
      if (progress.state === 'stopped')
        throw new CallFault('internal', progress.message ?? 'Taking it back stopped before it was over.');
      return progress;
    },
    ({ state, removed, restored, kept }) => ({
      done: state === 'undone',
      mark: `${removed} ${restored} ${kept.length}`,
      stuck:
        'Taking it back gets no further just now. The rest goes on by itself; look here again in a minute.',
    }),
  );
}

interface Standing {
  readonly done: boolean;
  /** Changes whenever the work gets further. */
  readonly mark: string;
  /** What to say when it does not. */
  readonly stuck: string;
}

async function untilDone<T>(step: () => Promise<T>, standing: (result: T) => Standing): Promise<T> {
  let mark = '';
  let idle = 0;
  for (;;) {
    const result = await step();
    const now = standing(result);
    if (now.done) return result;
    idle = now.mark === mark ? idle + 1 : 0;
    if (idle >= MOST_IDLE_CALLS) throw new CallFault('internal', now.stuck);
    if (idle > 0) await pause(IDLE_PAUSE);
    mark = now.mark;
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
