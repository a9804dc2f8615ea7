/** What the host's main thread and its worker say to each other. */
import type { MessagePort } from 'node:worker_threads';
import type { Json, Metrics, RevisionMessage, RunResult, UiEffect, UserContext } from '../protocol.ts';
import type { Sequenced } from '../server/sequencer.ts';
import type { Interrupt } from './interrupts.ts';
import type { Limits } from './limits.ts';
import type { CellEdit } from './start.ts';

/** The first message to the worker, and the first of each further workbook that it is given. */
export interface Begin {
  readonly kind: 'begin';
  readonly start: WorkerStart;
  readonly revisions: MessagePort;
}

/** What the worker is started with. */
export interface WorkerStart {
  readonly dataDir: string;
  readonly bundleDir: string;
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly scriptProperties: Readonly<Record<string, string>>;
  readonly manualTriggers: boolean;
  readonly tickMilliseconds: number;
  readonly limits: Limits;
  readonly workbook: Sequenced;
}

/** The questions that the main thread asks, with the type of each answer. */
export interface Questions {
  readonly open: { readonly ask: { readonly context: UserContext }; readonly answer: RunResult };
  readonly run: {
    readonly ask: {
      readonly functionName: string;
      readonly args: readonly Json[];
      readonly context: UserContext | null;
    };
    readonly answer: RunResult;
  };
  readonly fireTimeTriggers: { readonly ask: Record<never, never>; readonly answer: readonly RunResult[] };
  readonly edit: { readonly ask: { readonly edit: CellEdit }; readonly answer: readonly RunResult[] };
  readonly advance: { readonly ask: { readonly milliseconds: number }; readonly answer: null };
  readonly interrupt: {
    readonly ask: {
      readonly interrupt: Interrupt | null;
      /** A paused execution goes on once this holds 1. */
      readonly gate: SharedArrayBuffer;
    };
    readonly answer: boolean;
  };
  readonly executions: { readonly ask: Record<never, never>; readonly answer: readonly Metrics[] };
  readonly logs: { readonly ask: Record<never, never>; readonly answer: readonly string[] };
  readonly exportXlsx: { readonly ask: Record<never, never>; readonly answer: Uint8Array };
  readonly exportCsv: { readonly ask: { readonly sheetId: string }; readonly answer: string };
  /** Waits until everything is in order, then exports the workbook for a snapshot. */
  readonly snapshot: {
    readonly ask: Record<never, never>;
    readonly answer: { readonly revisionId: string; readonly data: { readonly [key: string]: unknown } };
  };
}

export type QuestionName = keyof Questions;

export type Ask = {
  [Name in QuestionName]: { readonly id: number; readonly kind: Name } & Questions[Name]['ask'];
}[QuestionName];

/** From the worker, on its own port. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failedToStart'; readonly error: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: string }
  | { readonly kind: 'paused' }
  /** What triggers did to the screen of the client whose edit fired them. */
  | { readonly kind: 'effects'; readonly client: number; readonly effects: readonly UiEffect[] };

export interface Sender {
  readonly id: number;
  readonly place: UserContext | null;
}

/** On the port of revisions, towards the worker. */
export type ToEngine =
  | {
      readonly kind: 'revision';
      readonly message: RevisionMessage;
      /** The client that sent it and where its cursor is, or null for the worker itself. */
      readonly client: Sender | null;
    }
  | { readonly kind: 'broken'; readonly error: string };

/** On the port of revisions, from the worker. */
export interface FromEngine {
  readonly message: RevisionMessage;
}
