/** The one line that says how far the active tab and Sanity agree. It never says more than was proven. */
import type { SidebarState, SyncState } from '../../calls.ts';
import { ago, clock, count, momentOf, number } from '../ui/words.ts';
import { heldLine } from './held-line.ts';
import type { Failure } from './state.ts';

export interface SyncLine {
  readonly tone: 'good' | 'busy' | 'warn' | 'bad' | 'quiet';
  /** Without the time, so that it is announced only when it changes. */
  readonly text: string;
  /** `12 s ago`, or null. */
  readonly when: string | null;
}

/** What of the server's state the line is about. */
export type LineSource = Pick<SidebarState, 'sync' | 'connection' | 'isCopy'>;

/**
 * The line for the active campaign's sync state, or for its having none. While the bridge cannot be used, no earlier
 * success counts. `now` in milliseconds.
 */
export function syncLine(
  { sync, connection, isCopy }: LineSource,
  failure: Failure | null,
  now: number,
): SyncLine {
  if (failure) {
    return {
      tone: 'bad',
      text: `Could not be refreshed since ${clock(failure.since, now)}; what is shown is from before`,
      when: null,
    };
  }
  if (!sync) return { tone: 'quiet', text: 'Open a campaign to see whether it is saved', when: null };
  if (isCopy) return { tone: 'quiet', text: 'A copy: nothing is sent from here or taken in', when: null };
  if (connection.state === 'unset')
    return { tone: 'quiet', text: 'Not connected to Sanity: edits stay in the sheet', when: null };
  const state = connection.state === 'failing' ? 'failing' : sync.state;
  if (state !== 'failing' && sync.held.length > 0) return { tone: 'warn', text: heldLine(sync), when: null };
  switch (state) {
    case 'saved':
      return savedLine(sync, now);
    case 'unsaved':
      return sync.problems.length > 0
        ? { tone: 'warn', text: `${count(sync.unsaved, 'row')} not saved`, when: null }
        : { tone: 'busy', text: `Saving ${count(sync.unsaved, 'row')}…`, when: null };
    case 'failing': {
      const last = momentOf(sync.pulledAt);
      const since =
        last === null ? 'Sanity is out of reach' : `Sanity out of reach since ${clock(last, now)}`;
      return { tone: 'bad', text: `${since} — edits are kept in the sheet`, when: null };
    }
    case 'never':
      return { tone: 'quiet', text: 'Never compared with Sanity', when: null };
  }
}

function savedLine(sync: SyncState, now: number): SyncLine {
  const compared = momentOf(sync.comparedAt);
  const when = compared === null ? null : ago(compared, now);
  if (sync.leads === 0) return { tone: 'quiet', text: 'No leads in this tab yet', when };
  const all =
    sync.leads === 1
      ? 'The one lead is verified in Sanity'
      : `All ${number(sync.leads)} leads verified in Sanity`;
  const unread = sync.unread.length;
  return unread > 0
    ? { tone: 'warn', text: `${all}, except ${count(unread, 'cell')} that cannot be read`, when }
    : { tone: 'good', text: all, when };
}
