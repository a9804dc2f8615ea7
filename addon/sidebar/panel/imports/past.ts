/** What is said of an import that was made: what it did, what taking it back will do, and what that came to. */
import type { UndoProgress } from '../../../calls.ts';
import type { Job, JobRow } from '../../../model/import/job.ts';
import { count, number } from '../../ui/words.ts';

/** Where it stands, in a few words. */
export function stateWords({ state, counts, verified, kept }: Job): string {
  const due = counts.created + counts.updated;
  switch (state) {
    case 'uploading':
      return 'Not all its rows were sent; nothing was written.';
    case 'running':
      return `Under way: ${number(verified)} of ${number(due)} verified in Sanity.`;
    case 'done':
      return `${number(verified)} of ${number(due)} verified in Sanity.`;
    case 'undoing':
      return 'It is being taken back.';
    case 'undone':
      return kept === 0
        ? 'Taken back.'
        : `Taken back, but for ${count(kept, 'lead')} that had been changed since.`;
    case 'cancelled':
      return 'Cancelled; nothing was written.';
  }
}

/** What an undo will do, before a person confirms it. */
export function undoWords({ counts: { created, updated }, campaignName }: Job): string {
  const parts = [
    created > 0 ? `${count(created, 'lead')} that it made: deleted, here and in Sanity` : '',
    updated > 0 ? `${count(updated, 'lead')} that it changed: what stood there before comes back` : '',
  ].filter((text) => text !== '');
  return `${parts.join('; ')}. What was changed since is kept, and named here. “${campaignName}” itself stays.`;
}

/** What an undo has come to so far, or in the end. */
export function undoneWords({ state, removed, restored, kept }: UndoProgress): string {
  const done = `${count(removed, 'lead')} deleted, ${count(restored, 'cell')} put back, ${count(kept.length, 'lead or cell', 'leads or cells')} kept as they were changed since`;
  return state === 'undone' ? `${done}. Read back on both sides.` : `So far ${done}.`;
}

/** True where an undo can begin, or go on. */
export function canUndo({ state, counts }: Job): boolean {
  return (
    (state === 'done' || state === 'running' || state === 'undoing') && counts.created + counts.updated > 0
  );
}

/** One row of a group, in a line. */
export function rowWords(row: JobRow): string {
  switch (row.is) {
    case 'create':
      return row.cells
        .filter((text) => text !== '')
        .slice(0, 4)
        .join(', ');
    case 'update':
      return row.changes
        .map(({ column, before, after }) => `${column}: “${brief(before)}” → “${brief(after)}”`)
        .join('; ');
    case 'left':
      return row.reason;
    case 'erased':
      return '';
  }
}

function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
