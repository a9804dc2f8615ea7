/** The main thread's handle on the worker: questions and answers, and the wire between sequencer and engine. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { UserContext } from '../protocol.ts';
import type { Sequencer } from '../server/sequencer.ts';
import type { Interrupt } from './interrupts.ts';
import { GOOGLE_LIMITS } from './limits.ts';
import type {
  Begin,
  FromEngine,
  FromWorker,
  QuestionName,
  Questions,
  ToEngine,
  WorkerStart,
} from './messages.ts';
import type { Client, HostOptions } from './start.ts';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a thread that hosts can run in, one after the other. */
export function startHostWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { execArgv: [] });
}

export class HostThread {
  private readonly worker: Worker;
  private readonly ownsWorker: boolean;
  private readonly revisions: MessagePort;
  private readonly unlisten: () => void;
  private readonly waiting = new Map<number, Waiting>();
  private readonly clients = new Map<
    number,
    { readonly client: Client; readonly place: UserContext | null }
  >();
  private asked = 0;
  private joined = 0;
  private ended: Error | null = null;
  private meanwhile: () => Promise<void> = () => Promise.resolve();
  private gate = new SharedArrayBuffer(4);
  private readonly onMessage = (message: FromWorker) => this.take(message);
  private readonly onError = (error: Error) => this.end(error);
  private readonly onExit = () => this.end(new Error('The workbook has been closed.'));

  private constructor(worker: Worker, ownsWorker: boolean, revisions: MessagePort, sequencer: Sequencer) {
    this.worker = worker;
    this.ownsWorker = ownsWorker;
    this.revisions = revisions;
    const send = (message: ToEngine) => revisions.postMessage(message);
    this.unlisten = sequencer.listen((message, origin) => {
      const known = origin === 'host' ? undefined : this.clients.get(origin);
      const from = known && typeof origin === 'number' ? { id: origin, place: known.place } : null;
      send({ kind: 'revision', message, client: from });
    });
    revisions.on('message', ({ message }: FromEngine) => {
      sequencer
        .submit(message, 'host')
        .catch((error: Error) => send({ kind: 'broken', error: error.message }));
    });
    worker.on('message', this.onMessage);
    worker.on('error', this.onError);
    worker.on('exit', this.onExit);
  }

  /** Resolves once the worker has loaded the workbook and the bundle; rejects with its reason when it cannot. */
  static async start(sequencer: Sequencer, options: HostOptions): Promise<HostThread> {
    const { port1, port2 } = new MessageChannel();
    const start: WorkerStart = {
      dataDir: options.dataDir,
      bundleDir: options.bundleDir,
      name: options.name,
      email: options.email,
      timeZone: options.timeZone,
      locale: options.locale,
      scriptProperties: options.scriptProperties,
      manualTriggers: options.manualTriggers ?? false,
      tickMilliseconds: options.tickMilliseconds ?? 5_000,
      limits: { ...GOOGLE_LIMITS, ...options.limits },
      workbook: sequencer.state(),
    };
    const worker = options.worker ?? startHostWorker();
    const ownsWorker = options.worker === undefined;
    const begin: Begin = { kind: 'begin', start, revisions: port2 };
    worker.postMessage(begin, [port2]);
    await new Promise<void>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (first: FromWorker) => {
        worker.off('error', reject);
        if (first.kind === 'ready') resolve();
        else reject(new Error(first.kind === 'failedToStart' ? first.error : 'The workbook did not start.'));
      });
    }).catch(async (error: unknown) => {
      if (ownsWorker) await worker.terminate();
      throw error;
    });
    return new HostThread(worker, ownsWorker, port1, sequencer);
  }

  addClient(client: Client): number {
    this.joined += 1;
    this.clients.set(this.joined, { client, place: null });
    return this.joined;
  }

  moveClient(id: number, place: UserContext): void {
    const known = this.clients.get(id);
    if (known) this.clients.set(id, { ...known, place });
  }

  removeClient(id: number): void {
    this.clients.delete(id);
  }

  ask<Name extends QuestionName>(
    kind: Name,
    question: Questions[Name]['ask'],
  ): Promise<Questions[Name]['answer']> {
    if (this.ended) return Promise.reject(this.ended);
    this.asked += 1;
    const id = this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, kind, ...question });
    });
  }

  /** Arms an interrupt; a paused execution goes on when `meanwhile` is done. */
  async interrupt(interrupt: Interrupt | null, meanwhile: () => Promise<void>): Promise<boolean> {
    this.meanwhile = meanwhile;
    this.gate = new SharedArrayBuffer(4);
    return await this.ask('interrupt', { interrupt, gate: this.gate });
  }

  async stop(): Promise<void> {
    this.unlisten();
    this.revisions.close();
    this.worker.off('message', this.onMessage).off('error', this.onError).off('exit', this.onExit);
    this.end(new Error('The workbook has been closed.'));
    if (this.ownsWorker) await this.worker.terminate();
  }

  private letGoOn(): void {
    const gate = new Int32Array(this.gate);
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
  }

  private take(message: FromWorker): void {
    switch (message.kind) {
      case 'answer':
        this.waiting.get(message.id)?.resolve(message.value as never);
        this.waiting.delete(message.id);
        break;
      case 'refusal':
        this.waiting.get(message.id)?.reject(new Error(message.error));
        this.waiting.delete(message.id);
        break;
      case 'effects':
        this.clients.get(message.client)?.client.onEffects(message.effects);
        break;
      case 'paused':
        void this.meanwhile().finally(() => this.letGoOn());
        break;
      case 'ready':
      case 'failedToStart':
        break;
    }
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
  }
}
