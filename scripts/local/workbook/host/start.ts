/** Starts the local Google: the sequencer here, the spreadsheet engine and the Apps Script imitation in a worker thread. */
import type { Worker } from 'node:worker_threads';
import { blankWorkbook } from '../engine/blank.ts';
import type { Boot, Json, Metrics, RevisionMessage, RunResult, UiEffect, UserContext } from '../protocol.ts';
import { Sequencer } from '../server/sequencer.ts';
import type { Interrupt } from './interrupts.ts';
import type { Limits } from './limits.ts';
import { HostThread } from './thread.ts';

export { startHostWorker } from './thread.ts';

export interface HostOptions {
  /** Where the workbook lives; made when missing. One process at a time. */
  readonly dataDir: string;
  /** The add-on as it is pushed to Google: `Code.js`, the HTML pages, `appsscript.json`. */
  readonly bundleDir: string;
  /** The spreadsheet's name, as the title bar shows it. */
  readonly name: string;
  /** The one account there is: owner of the workbook and of every trigger. */
  readonly email: string;
  readonly timeZone: string;
  readonly locale: string;
  /** Set at every start, over what was stored. */
  readonly scriptProperties: Readonly<Record<string, string>>;
  /** Time triggers run only by `fireTimeTriggers()`. */
  readonly manualTriggers?: boolean;
  /** How often time triggers are looked at. */
  readonly tickMilliseconds?: number;
  readonly limits?: Partial<Limits>;
  /** False: the workbook is never written out whole, as for one that nobody opens again. */
  readonly snapshots?: boolean;
  /** A thread of `startHostWorker()` to run in, which outlives the host; a thread of its own by default. */
  readonly worker?: Worker;
}

/** One browser tab. */
export interface Client {
  readonly email: string;
  onRevision(message: RevisionMessage): void;
  /** What triggers that this client's edits fired did to its screen. */
  onEffects(effects: readonly UiEffect[]): void;
}

export interface Connection {
  /** Hands a message of the engine's transport to the sequencer. A stale one is dropped: the engine sends it again, rebased. */
  send(message: RevisionMessage): void;
  /** Where this client's cursor is: what is active in the triggers that its edits fire. */
  context(context: UserContext): void;
  close(): void;
}

/** A write as if from outside a script: a person types (fires triggers) or an API client writes (fires none). */
export interface CellEdit {
  readonly by: 'person' | 'api';
  /** The tab's name. */
  readonly sheet: string;
  /** The top left cell, as `B2`. */
  readonly cell: string;
  /** As typed; rows of cells. */
  readonly values: readonly (readonly string[])[];
}

export interface WorkbookHost {
  boot(): Promise<Boot>;
  connect(client: Client): Connection;
  /** What opening the spreadsheet does: simple `onOpen`, then installable ones. The menu is among the effects. */
  open(context: UserContext): Promise<RunResult>;
  /** Runs a function of the bundle. `context` null means a trigger: no screen, no active selection. */
  run(functionName: string, args: readonly Json[], context: UserContext | null): Promise<RunResult>;
  /** Runs every time trigger, due or not, and says how each ended. */
  fireTimeTriggers(): Promise<readonly RunResult[]>;
  /** Returns how the triggers that it fired ended. */
  edit(edit: CellEdit): Promise<readonly RunResult[]>;
  /** Moves the clock of triggers, quotas and caches on. The script's own `Date` stays with the machine's clock. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Breaks into a script at a service call; null takes that back. An execution that is paused goes on when `meanwhile`
   * is done, which must not ask this host anything. Answers whether one armed before had not struck yet.
   */
  interrupt(interrupt: Interrupt | null, meanwhile?: () => Promise<void>): Promise<boolean>;
  /** What scripts logged last, oldest first. */
  logs(): Promise<readonly string[]>;
  /** The last executions, oldest first. */
  executions(): Promise<readonly Metrics[]>;
  /** The zip's bytes. */
  exportXlsx(): Promise<Uint8Array>;
  exportCsv(sheetId: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Journal bytes after which the workbook is written out whole, so that the next start stays quick; for a large workbook,
 * as many as writing it out costs.
 */
const SNAPSHOT_AFTER = 8 * 1024 * 1024;

/** Starts the workbook in `dataDir`. Throws one clear Error when the folder is in use, broken or not writable. */
export async function startHost(options: HostOptions): Promise<WorkbookHost> {
  const sequencer = await Sequencer.open(options.dataDir);
  try {
    const worker = await HostThread.start(sequencer, options);
    return new RunningHost(options, sequencer, worker);
  } catch (error) {
    await sequencer.close();
    throw error;
  }
}

class RunningHost implements WorkbookHost {
  private readonly options: HostOptions;
  private readonly sequencer: Sequencer;
  private readonly thread: HostThread;
  private snapshotting: Promise<void> | null = null;
  private closed: Promise<void> | null = null;

  constructor(options: HostOptions, sequencer: Sequencer, thread: HostThread) {
    this.options = options;
    this.sequencer = sequencer;
    this.thread = thread;
    sequencer.listen(() => {
      const enough = Math.max(SNAPSHOT_AFTER, sequencer.snapshotSize);
      if (sequencer.journalSize > enough && !this.closed) void this.snapshot();
    });
  }

  async boot(): Promise<Boot> {
    const { data, revisions } = this.sequencer.state();
    const { name, email, locale } = this.options;
    return { name, email, data: data ?? blankWorkbook(locale), revisions: [...revisions] };
  }

  connect(client: Client): Connection {
    const id = this.thread.addClient(client);
    const stop = this.sequencer.listen((message) => client.onRevision(message));
    return {
      send: (message) => {
        // A refusal by the disk reaches everybody through the worker, whose next answer is the error.
        this.sequencer.submit(message, id).catch(() => undefined);
      },
      context: (context) => this.thread.moveClient(id, context),
      close: () => {
        stop();
        this.thread.removeClient(id);
      },
    };
  }

  open(context: UserContext): Promise<RunResult> {
    return this.thread.ask('open', { context });
  }

  run(functionName: string, args: readonly Json[], context: UserContext | null): Promise<RunResult> {
    return this.thread.ask('run', { functionName, args, context });
  }

  fireTimeTriggers(): Promise<readonly RunResult[]> {
    return this.thread.ask('fireTimeTriggers', {});
  }

  edit(edit: CellEdit): Promise<readonly RunResult[]> {
    return this.thread.ask('edit', { edit });
  }

  async advance(milliseconds: number): Promise<void> {
    await this.thread.ask('advance', { milliseconds });
  }

  interrupt(interrupt: Interrupt | null, meanwhile = () => Promise.resolve()): Promise<boolean> {
    return this.thread.interrupt(interrupt, meanwhile);
  }

  executions(): Promise<readonly Metrics[]> {
    return this.thread.ask('executions', {});
  }

  logs(): Promise<readonly string[]> {
    return this.thread.ask('logs', {});
  }

  exportXlsx(): Promise<Uint8Array> {
    return this.thread.ask('exportXlsx', {});
  }

  exportCsv(sheetId: string): Promise<string> {
    return this.thread.ask('exportCsv', { sheetId });
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    try {
      await this.snapshot();
    } finally {
      await this.thread.stop();
      await this.sequencer.close();
    }
  }

  /** Writes the workbook out whole. A failure costs nothing: the journal still has everything. */
  private snapshot(): Promise<void> {
    this.snapshotting ??= (async () => {
      try {
        if (this.options.snapshots === false || this.sequencer.journalSize === 0) return;
        const { revisionId, data } = await this.thread.ask('snapshot', {});
        await this.sequencer.snapshot(revisionId, data);
      } catch {
        // The next start replays the journal instead.
      } finally {
        this.snapshotting = null;
      }
    })();
    return this.snapshotting;
  }
}
