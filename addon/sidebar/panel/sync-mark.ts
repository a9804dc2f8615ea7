/** One text that changes whenever what a campaign's sync state says of its leads does, and not when only time passes. */
import type { SyncState } from '../../calls.ts';

export function syncMark(sync: SyncState | null): string {
  if (!sync) return '';
  const { leads, unsaved, unread, openConflicts, problems, held } = sync;
  return JSON.stringify([
    leads,
    unsaved,
    unread.length,
    openConflicts,
    problems,
    held.map(({ code, mark }) => [code, mark]),
  ]);
}
