/** Starts the local Google: the sequencer here, the spreadsheet engine and the Apps Script imitation in a worker thread. */
import type {
  Boot,
  Json,
  Metrics,
  RevisionMessage,
  RunResult,
  Selection,
  UiEffect,
  UserContext,
} from '../protocol.ts';
import type { Limits } from './limits.ts';

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
  readonly limits?: Partial<Limits>;
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
  /** The last executions, oldest first. */
  executions(): Promise<readonly Metrics[]>;
  /** The zip's bytes. */
  exportXlsx(): Promise<Uint8Array>;
  exportCsv(sheetId: string): Promise<string>;
  close(): Promise<void>;
}

export type { Selection };

/** Starts the workbook in `dataDir`. Throws one clear Error when the folder is in use, broken or not writable. */
export async function startHost(options: HostOptions): Promise<WorkbookHost> {
  throw new Error(`The workbook in ${options.dataDir} cannot start yet.`);
}
