/** An import is taken back, part by part: documents first, then their rows, then changed cells; what was changed since is kept and named. */
import type { Calls, UndoProgress } from '../../calls.ts';
import { reversed } from '../../model/import/cell-changes.ts';
import type { Job, JobRow } from '../../model/import/job.ts';
import type { ImportId } from '../../model/lead.ts';
import { Failure, failureOf } from '../failure.ts';
import { PATIENCE } from '../locked.ts';
import { requireRight } from '../people/rights.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import { readDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { byCampaign, changeCells, type UpdatedRow, writableCampaign } from './change-cells.ts';
import { OWN_TURN_MS } from './commit.ts';
import type { CreatedRow } from './create-rows.ts';
import { requireJob, rowsOf, saveJob, UNKNOWN_IMPORT } from './jobs.ts';
import { forgetImport, importIn, keepUndo, type UndoRecord, undoIn } from './record.ts';
import { removeMade } from './remove-made.ts';
import { STEP_SECONDS } from './run.ts';
import { finishUndo } from './undo-end.ts';

/** What a person must see to first is looked at again by itself after this long, and at once when they ask. */
const BLOCKED_MS = 10 * 60_000;

/** Takes an import back for a while; the next call goes on where it was. */
export function importUndo({ importId }: Calls['importUndo']['ask']): UndoProgress {
  if (!undoIn(readDocument(), importId)) requireRight('import');
  return undoOn(importId, PATIENCE);
}

/** The same, waiting `patience` milliseconds at most while another save is under way. */
export function undoOn(importId: ImportId, patience: number): UndoProgress {
  const job = begun(importId);
  if (job.state === 'undone') return undoneBefore(job);
  const record = undoIn(readDocument(), importId) ?? keepUndo(newUndo(importId));
  try {
    return attempt(record, job, patience, Date.now() + STEP_SECONDS * 1000);
  } catch (thrown) {
    return stop(importId, failureOf(thrown));
  }
}

/** The import as one that is being taken back. Throws a Failure when it cannot be. */
function begun(importId: ImportId): Job {
  const job = requireJob(importId);
  switch (job.state) {
    case 'undoing':
    case 'undone':
      return job;
    case 'done':
      return saveJob(job, { state: 'undoing' });
    case 'running':
      return saveJob(endEarly(job), { state: 'undoing' });
    default:
      throw new Failure('not-found', UNKNOWN_IMPORT);
  }
}

/** One that has not come to its end is over from here on: nobody carries it on while it is taken back. */
function endEarly(job: Job): Job {
  const record = importIn(readDocument(), job.importId);
  if (record) forgetImport(record);
  return saveJob(job, { state: 'done', verified: record?.verified ?? 0 });
}

function newUndo(importId: ImportId): UndoRecord {
  return {
    importId,
    stopped: false,
    next: 0,
    removed: 0,
    restored: 0,
    keptLeads: 0,
    kept: [],
    touched: [],
    message: null,
    by: userEmail(),
    againAt: Date.now() + OWN_TURN_MS,
  };
}

function attempt(record: UndoRecord, job: Job, patience: number, deadline: number): UndoProgress {
  let now = record;
  while (now.next < job.parts) {
    const part = now.next;
    const rows = rowsOf(job.importId, part);
    const done = withDocumentLock(patience, () => undoPart(job, part, rows));
    // Somebody else takes it back, or a pass is running.
    if (!done?.value) return undoProgressOf(undoIn(readDocument(), job.importId) ?? now);
    now = done.value;
    if (now.stopped || Date.now() >= deadline) return undoProgressOf(now);
  }
  return finishUndo(now, job, deadline, patience);
}

/** Takes one part back, unless somebody else has; null: it is over. */
function undoPart(job: Job, part: number, rows: readonly JobRow[]): UndoRecord | null {
  const record = undoIn(readDocument(), job.importId);
  if (!record || record.next !== part) return record;
  const made = rows.filter((row): row is CreatedRow => row.is === 'create');
  const groups = [...byCampaign(rows.filter((row): row is UpdatedRow => row.is === 'update'))];
  const removal =
    made.length > 0 ? removeMade(writableCampaign(job.campaign), job, part, made) : NOTHING_REMOVED;
  const cells = removal.open > 0 ? [] : groups.map(([id, wanted]) => giveBack(id, wanted));
  const blocked = cells.flatMap((one) => one.blocked);
  const waits = removal.open > 0 || blocked.length > 0;
  const campaigns = [...(made.length > 0 ? [job.campaign] : []), ...groups.map(([id]) => id)];
  const problems = [...removal.kept, ...cells.flatMap((one) => one.kept)];
  const message = removal.why ?? blocked[0]?.message ?? null;
  // What a part comes to is counted once it is over: until then all of it is looked at again.
  const counted = waits
    ? record
    : {
        ...record,
        next: part + 1,
        removed: record.removed + removal.removed,
        restored: record.restored + cells.reduce((sum, one) => sum + one.cells, 0),
        keptLeads:
          record.keptLeads + removal.kept.length + cells.reduce((sum, one) => sum + one.keptLeads, 0),
        kept: [...record.kept, ...problems],
      };
  return keepUndo({
    ...counted,
    touched: [...new Set([...record.touched, ...campaigns])],
    stopped: waits,
    message,
    againAt: Date.now() + (waits && removal.why === null ? BLOCKED_MS : OWN_TURN_MS),
  });
}

const NOTHING_REMOVED = { removed: 0, kept: [], open: 0, why: null };

function giveBack(id: UpdatedRow['campaign'], rows: readonly UpdatedRow[]) {
  return changeCells(writableCampaign(id), rows.map(reversed));
}

function stop(importId: ImportId, failure: Failure): UndoProgress {
  const record = undoIn(readDocument(), importId);
  if (!record) throw failure;
  if (failure.code === 'busy') return undoProgressOf(record);
  const again = failure.code === 'bridge-unreachable' ? OWN_TURN_MS : BLOCKED_MS;
  return undoProgressOf(
    keepUndo({ ...record, stopped: true, message: failure.message, againAt: Date.now() + again }),
  );
}

function undoneBefore(job: Job): UndoProgress {
  const message =
    job.kept === 0 ? null : `${job.kept} leads that had been changed since were kept when it was taken back.`;
  return { importId: job.importId, state: 'undone', removed: 0, restored: 0, kept: [], message };
}

function undoProgressOf({ importId, stopped, removed, restored, kept, message }: UndoRecord): UndoProgress {
  return { importId, state: stopped ? 'stopped' : 'undoing', removed, restored, kept, message };
}
