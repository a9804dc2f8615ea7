/** The host itself: takes questions in turn, runs scripts and triggers, and waits until what they wrote is safe. */
import type { MessagePort } from 'node:worker_threads';
import { createSyncFn } from 'synckit';
import { blankWorkbook } from '../engine/blank.ts';
import { registerHeadless } from '../engine/headless.ts';
import { createModel } from '../engine/model.ts';
import type { Metrics, RunResult, UiEffect } from '../protocol.ts';
import { Book } from './book.ts';
import { type Bundle, readBundle } from './bundle.ts';
import { editAsApi, editedChange } from './cell_edit.ts';
import { changeIn, type PersonsChange } from './edits.ts';
import { EngineLink } from './engine_link.ts';
import type { Fetched, Occasion, Surroundings } from './execution.ts';
import { csvOf, xlsxOf } from './exports.ts';
import type { fetchAll } from './fetcher.ts';
import { Interrupts } from './interrupts.ts';
import type { Ask, Sender, WorkerStart } from './messages.ts';
import { type Arguments, refusedRun, runScript } from './run_script.ts';
import { dayOf } from './services/clock.ts';
import { HostState } from './state.ts';
import { fireChange, fireClock, fireOpen, hasTriggerTime, type TriggerHost } from './triggers.ts';

const KEPT_EXECUTIONS = 100;
const KEPT_LINES = 1_000;
/** A script's sleep takes this much of the asked time, and never longer than the second figure (milliseconds). */
const SLEEP = { share: 0.02, most: 50 };

export class Host {
  private readonly bundle: Bundle;
  private readonly book: Book;
  private readonly link: EngineLink;
  private readonly state: HostState;
  private readonly interrupts: Interrupts;
  private gate = new SharedArrayBuffer(4);
  private readonly around: Surroundings;
  private readonly triggerHost: TriggerHost;
  private readonly executions: Metrics[] = [];
  private readonly lines: string[] = [];
  private readonly changes: { readonly sender: Sender; readonly change: PersonsChange }[] = [];
  private readonly showEffects: (client: number, effects: readonly UiEffect[]) => void;
  private clockOffset = 0;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    start: WorkerStart,
    revisions: MessagePort,
    showEffects: (client: number, effects: readonly UiEffect[]) => void,
    tellPaused: () => void,
  ) {
    this.showEffects = showEffects;
    this.bundle = readBundle(start.bundleDir);
    this.state = HostState.open(start.dataDir);
    this.state.setProperties('script', { ...this.state.properties('script'), ...start.scriptProperties });
    this.link = new EngineLink(revisions, (message, sender) => {
      const change = changeIn(message, this.book.get);
      return () => {
        if (!change) return;
        this.changes.push({ sender, change });
        void this.inTurn(() => this.fireChanges());
      };
    });
    registerHeadless();
    const model = createModel({
      data: start.workbook.data ?? blankWorkbook(start.locale),
      revisions: start.workbook.revisions,
      transport: this.link.transport,
      client: { id: 'host', name: 'Apps Script' },
    });
    this.book = new Book(model, start.timeZone, start.locale);
    this.interrupts = new Interrupts(
      model,
      () => this.link.waitFor(() => model.session.isFullySynchronized()),
      () => {
        tellPaused();
        Atomics.wait(new Int32Array(this.gate), 0, 0);
      },
    );
    this.around = this.surroundings(start);
    this.triggerHost = {
      around: this.around,
      runner: (occasion, args) => this.runOnce(occasion, args),
      hasFunction: (name) => this.bundle.functions.has(name),
    };
    if (!start.manualTriggers) {
      setInterval(
        () => void this.inTurn(() => fireClock(this.triggerHost, 'due')),
        start.tickMilliseconds,
      ).unref();
    }
  }

  /** Answers a question of the main thread, after the ones before it. */
  answer(ask: Ask): Promise<unknown> {
    return this.inTurn(() => this.reply(ask));
  }

  private reply(ask: Ask): unknown {
    // What people did before they asked comes first, whichever of the two ports is looked at first.
    this.link.drain();
    switch (ask.kind) {
      case 'open':
        return fireOpen(this.triggerHost, ask.context);
      case 'run': {
        const { functionName, context: screen, args } = ask;
        const limitSeconds = this.around.limits.executionSeconds;
        const isTrigger = screen === null;
        return this.runOnce(
          { functionName, authMode: 'FULL', screen, place: screen, toasts: false, limitSeconds, isTrigger },
          () => args,
        );
      }
      case 'fireTimeTriggers':
        return fireClock(this.triggerHost, 'all');
      case 'edit': {
        const change = editedChange(this.book, ask.edit);
        editAsApi(this.book, ask.edit);
        return ask.edit.by === 'person' ? fireChange(this.triggerHost, change, null) : [];
      }
      case 'advance':
        this.clockOffset += ask.milliseconds;
        return null;
      case 'interrupt':
        this.gate = ask.gate;
        return this.interrupts.arm(ask.interrupt);
      case 'executions':
        return this.executions;
      case 'logs':
        return this.lines;
      case 'exportXlsx':
        return xlsxOf(this.book.model);
      case 'exportCsv':
        return csvOf(this.book, ask.sheetId);
      case 'snapshot': {
        const revisionId = this.book.model.session.getRevisionId();
        return { revisionId, data: this.book.model.exportData() };
      }
    }
  }

  /** One thing after the other; each is done once everything that it wrote is on disk. */
  private inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    const next = this.turn.then(async () => {
      const value = await work();
      await this.link.until(() => this.book.model.session.isFullySynchronized());
      return value;
    });
    this.turn = next.catch(() => undefined);
    return next;
  }

  private runOnce(occasion: Occasion, args: Arguments): RunResult {
    if (occasion.isTrigger && !hasTriggerTime(this.around)) {
      return refusedRun(occasion.functionName, 'Service using too much computer time for one day');
    }
    const result = runScript(this.bundle, this.around, occasion, args);
    if (occasion.isTrigger) {
      const { simulatedSeconds } = result.metrics;
      this.state.use(dayOf(this.around.now()), { triggerSeconds: simulatedSeconds });
    }
    this.executions.push(result.metrics);
    this.executions.splice(0, this.executions.length - KEPT_EXECUTIONS);
    return result;
  }

  private fireChanges(): void {
    const next = this.changes.shift();
    if (!next) return;
    const effects = fireChange(this.triggerHost, next.change, next.sender.place).flatMap(
      (result) => result.effects,
    );
    if (effects.length > 0) this.showEffects(next.sender.id, effects);
  }

  private surroundings(start: WorkerStart): Surroundings {
    // Its thread starts with the first fetch: most executions need none.
    let fetchSync: ReturnType<typeof createSyncFn<typeof fetchAll>> | undefined;
    const fetcher = new URL('./fetcher.ts', import.meta.url);
    return {
      book: this.book,
      state: this.state,
      limits: start.limits,
      interrupts: this.interrupts,
      name: start.name,
      email: start.email,
      html: this.bundle.html,
      scopes: this.bundle.scopes,
      cache: new Map(),
      drain: () => this.link.drain(),
      fetchAll: (requests) => {
        fetchSync ??= createSyncFn<typeof fetchAll>(fetcher, { tsRunner: 'node', execArgv: [] });
        return fetchSync(requests).map((answer): Fetched | Error =>
          typeof answer === 'string' ? new Error(answer) : answer,
        );
      },
      sleep: (milliseconds) => {
        const wait = Math.min(milliseconds * SLEEP.share, SLEEP.most);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
        this.clockOffset += milliseconds - wait;
      },
      now: () => Date.now() + this.clockOffset,
      log: (line) => {
        this.lines.push(line);
        this.lines.splice(0, this.lines.length - KEPT_LINES);
      },
    };
  }
}
