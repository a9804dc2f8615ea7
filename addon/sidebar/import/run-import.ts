/** Carries out an import: begin, rows in slices, steps until all is verified, receipt. Each call may be repeated. */
import {
  type CallName,
  type Calls,
  IMPORT_SLICE,
  type ImportBegin,
  type ImportProgress,
  type ImportReceipt,
  type ImportRow,
} from '../../calls.ts';
import { CallFault, faultOf, isWorthRepeating } from '../faults.ts';
import type { Ask } from '../server.ts';

export interface ImportJob {
  readonly begin: ImportBegin;
  readonly rows: readonly ImportRow[];
  readonly receipt: ImportReceipt;
}

/** How far it is. `again` says that a call failed and is being repeated. */
export interface Standing {
  readonly phase: 'begin' | 'writing' | 'saving' | 'receipt';
  readonly progress: ImportProgress | null;
  readonly again: string | null;
}

export type Pause = (milliseconds: number) => Promise<void>;

export interface ImportRun {
  /**
   * Goes on from where it was cut off, to the end. Answers with the last progress, `done` or `stopped`.
   * Throws a `CallFault` when a call fails for good; calling it again resumes.
   */
  readonly go: (report: (standing: Standing) => void) => Promise<ImportProgress>;
}

/** Waits between the repetitions of a call, in milliseconds. */
const WAITS = [800, 2_000, 5_000, 10_000] as const;
/** So many steps in a row without a row more verified, and the import counts as stuck. */
const MOST_IDLE_STEPS = 20;
const IDLE_WAIT = 1_000;
/** No slice holds more than this many characters, so that no call grows too large. */
const SLICE_CHARACTERS = 1_500_000;

/** An import that can be started, cut off and resumed. */
export function importRun(job: ImportJob, ask: Ask, pause: Pause): ImportRun {
  const slices = sliceRows(job.rows);
  let progress: ImportProgress | null = null;
  let sent = 0;

  return {
    go: async (report) => {
      let phase: Standing['phase'] = progress ? 'writing' : 'begin';
      const say = (again: string | null = null) => report({ phase, progress, again });
      const call = <N extends CallName>(name: N, question: Calls[N]['ask']) =>
        repeated(() => ask(name, question), pause, say);
      const { importId } = job.begin;

      say();
      let now = progress ?? (await call('importBegin', job.begin));
      const take = (next: ImportProgress) => {
        now = next;
        progress = next;
        say();
      };
      take(now);
      for (let resent = false; now.state !== 'done'; resent = true, sent = 0) {
        phase = 'writing';
        for (let slice = slices[sent]; slice; slice = slices[sent]) {
          const next = await call('importRows', { importId, rows: slice });
          sent += 1;
          take(next);
          if (next.state === 'stopped') return next;
        }
        // A step tells anew how many rows the tab holds: some may have been deleted since they were written.
        phase = 'saving';
        take(await stepOn(now, () => call('importStep', { importId }), pause, take));
        if (now.state === 'stopped') return now;
        if (now.state === 'writing' && resent) throw new CallFault('sheet-refused', missingRows(now));
      }
      phase = 'receipt';
      say();
      take(await call('importFinish', job.receipt));
      return now;
    },
  };
}

/** Steps until the import is done, stopped or short of rows. Throws when it gets no further. */
async function stepOn(
  start: ImportProgress,
  step: () => Promise<ImportProgress>,
  pause: Pause,
  take: (progress: ImportProgress) => void,
): Promise<ImportProgress> {
  let { verified } = start;
  for (let idle = 0; ; ) {
    const next = await step();
    if (next.state !== 'saving') return next;
    take(next);
    idle = next.verified > verified ? 0 : idle + 1;
    verified = next.verified;
    if (idle > MOST_IDLE_STEPS) throw new CallFault('no-answer', unverifiedRows(next));
    if (idle > 0) await pause(IDLE_WAIT);
  }
}

/** Slices in order, each within the rows and characters that one call takes. */
export function sliceRows(rows: readonly ImportRow[]): readonly (readonly ImportRow[])[] {
  const slices: ImportRow[][] = [];
  let current: ImportRow[] = [];
  let characters = 0;
  for (const row of rows) {
    const size = row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (current.length === IMPORT_SLICE || (current.length > 0 && characters + size > SLICE_CHARACTERS)) {
      slices.push(current);
      current = [];
      characters = 0;
    }
    current.push(row);
    characters += size;
  }
  return current.length > 0 ? [...slices, current] : slices;
}

async function repeated<T>(
  call: () => Promise<T>,
  pause: Pause,
  say: (again: string | null) => void,
): Promise<T> {
  for (const wait of WAITS) {
    try {
      return await call();
    } catch (error) {
      const fault = faultOf(error);
      if (!isWorthRepeating(fault.code)) throw fault;
      say(fault.message);
      await pause(wait);
    }
  }
  return call();
}

function missingRows({ written, total }: ImportProgress): string {
  return `${total - written} of ${total} rows did not stay in the tab although they were written twice. A filter or a protected range may stand in the way: remove it, then try again.`;
}

function unverifiedRows({ verified, total }: ImportProgress): string {
  return `${total - verified} of ${total} rows are in the tab but could not be verified in Sanity, and it gets no further. Try again in a minute.`;
}
