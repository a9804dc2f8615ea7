/** Carries out an import: begin, parts, commit, steps until all is verified. Each call may be repeated. */
import type { CallName, Calls, ImportProgress } from '../../calls.ts';
import { CallFault, faultOf, isWorthRepeating } from '../faults.ts';
import type { Ask } from '../server.ts';
import { CalledOff } from './file/pace.ts';
import type { ImportJob } from './job.ts';
import type { Standing } from './run.ts';

export type Pause = (milliseconds: number) => Promise<void>;

export interface ImportRun {
  /**
   * Goes on from where it was cut off, to the end. Answers with the last progress, `done` or `stopped`. Throws a
   * `CallFault` when a call fails for good (calling it again resumes), and `CalledOff` after `cancel`.
   */
  readonly go: (report: (standing: Standing) => void) => Promise<ImportProgress>;
  /** Gives it up, if it is not committed yet: nothing is left behind. */
  readonly cancel: () => void;
}

/** Waits between the repetitions of a call, in milliseconds. */
const WAITS = [800, 2_000, 5_000, 10_000] as const;
/** So many steps in a row without a row more written or verified, and the import counts as stuck. */
const MOST_IDLE_STEPS = 20;
const IDLE_WAIT = 1_000;

/** An import that can be started, cut off, given up and resumed. `now` in milliseconds. */
export function importRun(job: ImportJob, ask: Ask, pause: Pause, now: () => number): ImportRun {
  const { importId } = job.begin;
  let sent = -1;
  let committed = false;
  let cancelled = false;
  let standing: Standing = { phase: 'sending', sent: 0, progress: null, secondsLeft: null, again: null };

  return {
    cancel: () => {
      if (!committed) cancelled = true;
    },
    go: async (report) => {
      const say = (changes: Partial<Standing>) => {
        standing = { ...standing, ...changes };
        report(standing);
      };
      const call = async <N extends CallName>(name: N, question: Calls[N]['ask']) => {
        if (cancelled) return giveUp(ask, importId, pause);
        const answer = await repeated(
          () => ask(name, question),
          pause,
          () => cancelled,
          say,
        ).catch((error: unknown) => {
          // What was given up meanwhile may fail as it likes.
          if (cancelled) return giveUp(ask, importId, pause);
          throw error;
        });
        if (standing.again !== null) say({ again: null });
        return answer;
      };
      say({ again: null, secondsLeft: null });
      const sending = timer(now, job.parts.length);
      if (sent < 0) {
        say({ progress: await call('importBegin', job.begin) });
        sent = 0;
      }
      for (let rows = job.parts[sent]; rows && !committed; rows = job.parts[sent]) {
        const progress = await call('importPart', { importId, part: sent, rows });
        sent += 1;
        say({ progress, sent, secondsLeft: sending(sent) });
      }
      if (!committed) {
        if (cancelled) await giveUp(ask, importId, pause);
        // From here on nothing is given up any more: the call may have been heard although its answer is lost.
        committed = true;
        say({ phase: 'working', secondsLeft: null });
        say({ progress: await call('importCommit', { importId }) });
        // It only helps the next file; that it failed is nothing to trouble anybody with.
        void ask('rememberMapping', job.mapping).catch(() => undefined);
      }
      return stepOn(() => call('importStep', { importId }), pause, now, say);
    },
  };
}

/** Steps until the import is done or stopped. Throws when it gets no further. */
async function stepOn(
  step: () => Promise<ImportProgress>,
  pause: Pause,
  now: () => number,
  say: (changes: Partial<Standing>) => void,
): Promise<ImportProgress> {
  let left: ((done: number) => number | null) | null = null;
  let mark = '';
  for (let idle = 0; ; ) {
    const progress = await step();
    const done = progress.written + progress.verified;
    left ??= timer(now, progress.total * 2, done);
    say({ progress, secondsLeft: left(done) });
    if (progress.state === 'done' || progress.state === 'stopped') return progress;
    const next = `${progress.state} ${progress.written} ${progress.verified}`;
    idle = next === mark ? idle + 1 : 0;
    mark = next;
    if (idle > MOST_IDLE_STEPS) throw new CallFault('no-answer', stuck(progress));
    if (idle > 0) await pause(IDLE_WAIT);
  }
}

/** Clears away what was sent. That it fails keeps nobody: what nobody commits is cleared away by itself later. */
async function giveUp(ask: Ask, importId: ImportJob['begin']['importId'], pause: Pause): Promise<never> {
  await repeated(
    () => ask('importCancel', { importId }),
    pause,
    () => false,
    () => {},
  ).catch(() => undefined);
  throw new CalledOff();
}

async function repeated<T>(
  call: () => Promise<T>,
  pause: Pause,
  isOff: () => boolean,
  say: (changes: Partial<Standing>) => void,
): Promise<T> {
  for (const wait of WAITS) {
    try {
      return await call();
    } catch (error) {
      const fault = faultOf(error);
      if (!isWorthRepeating(fault.code) || isOff()) throw fault;
      say({ again: fault.message });
      await pause(wait);
    }
  }
  return call();
}

/** Seconds of work after which it can be told how long the rest takes. */
const KNOWS_AFTER = 3;

/** How many seconds the rest takes at the pace so far; null while nobody can tell. */
function timer(now: () => number, total: number, begin = 0): (done: number) => number | null {
  const since = now();
  return (done) => {
    const seconds = (now() - since) / 1_000;
    if (seconds < KNOWS_AFTER || done <= begin) return null;
    return Math.ceil((seconds / (done - begin)) * Math.max(0, total - done));
  };
}

function stuck({ state, total, written, verified }: ImportProgress): string {
  return state === 'saving'
    ? `${total - verified} of ${total} rows are in the sheet but could not be verified in Sanity, and it gets no further. Try again in a minute.`
    : `${total - written} of ${total} rows are not in the sheet yet, and it gets no further. A filter or a protected range may stand in the way: remove it, then try again.`;
}
