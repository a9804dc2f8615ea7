/** The worker's end of the wire to the sequencer: a transport for the engine that can also be emptied while a script runs. */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { Transport } from '../engine/types.ts';
import type { RevisionMessage } from '../protocol.ts';
import type { FromEngine, Sender, ToEngine } from './messages.ts';

export class EngineLink {
  private readonly port: MessagePort;
  private deliver: ((message: RevisionMessage) => void) | null = null;
  private readonly waiting = new Set<() => void>();
  private failure: Error | null = null;
  /** Called before a message of a person's is applied, and once more after. */
  private readonly onPerson: (message: RevisionMessage, sender: Sender) => () => void;

  constructor(port: MessagePort, onPerson: (message: RevisionMessage, sender: Sender) => () => void) {
    this.port = port;
    this.onPerson = onPerson;
    port.on('message', (message: ToEngine) => this.take(message));
  }

  /** What the engine's model is made with. */
  readonly transport: Transport = {
    sendMessage: async (message) => {
      // Where its cursor is concerns people only; the host has none.
      if (message.nextRevisionId === undefined) return;
      const out: FromEngine = { message };
      this.port.postMessage(out);
    },
    onNewMessage: (_, callback) => {
      this.deliver = callback;
    },
    leave: () => {
      this.deliver = null;
    },
  };

  /** Takes in, now, whatever has arrived. */
  drain(): void {
    for (let next = receiveMessageOnPort(this.port); next; next = receiveMessageOnPort(this.port)) {
      this.take(next.message);
    }
  }

  /** Stands still, taking in what arrives, until `isDone`. Throws when the disk refuses what was written. */
  waitFor(isDone: () => boolean): void {
    const clock = new Int32Array(new SharedArrayBuffer(4));
    while (!isDone()) {
      if (this.failure) throw this.failure;
      this.drain();
      if (!isDone()) Atomics.wait(clock, 0, 0, 1);
    }
  }

  /** Resolves once `isDone`; rejects when the disk refuses what was written. */
  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) {
      if (this.failure) throw this.failure;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  close(): void {
    this.port.close();
  }

  private take(incoming: ToEngine): void {
    if (incoming.kind === 'broken') {
      this.failure = new Error(incoming.error);
    } else {
      const after = incoming.client ? this.onPerson(incoming.message, incoming.client) : () => undefined;
      this.deliver?.(incoming.message);
      after();
    }
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}
