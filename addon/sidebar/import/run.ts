/** How the carrying out of an import stands, for the dialog to show. */
import type { ImportProgress } from '../../calls.ts';
import type { FaultCode } from '../faults.ts';
import type { ImportJob } from './job.ts';

/** How far it is. `again` says that a call failed and is being repeated. */
export interface Standing {
  /** `sending`: nothing stands in any tab yet. `working`: rows are written, saved and read back. */
  readonly phase: 'sending' | 'working';
  readonly sent: number;
  readonly progress: ImportProgress | null;
  readonly secondsLeft: number | null;
  readonly again: string | null;
}

export type Run =
  | { readonly is: 'idle' }
  | { readonly is: 'building'; readonly done: number; readonly total: number }
  | {
      readonly is: 'going';
      readonly job: ImportJob;
      readonly standing: Standing;
      readonly cancelling: boolean;
    }
  | {
      readonly is: 'failed';
      readonly job: ImportJob;
      readonly standing: Standing;
      readonly code: FaultCode | 'stopped';
      readonly message: string;
    }
  | { readonly is: 'finished'; readonly job: ImportJob; readonly progress: ImportProgress };

/** True once rows may have been written: from then on only an undo takes it back. */
export function wasCommitted(run: Extract<Run, { is: 'going' | 'failed' }>): boolean {
  return run.standing.phase === 'working';
}
