/** The page's one socket to the server: it comes back by itself, and says when it is gone. */

import type {
  ClientMessage,
  Json,
  RevisionMessage,
  RunResult,
  ServerMessage,
  UiEffect,
  UserContext,
} from '../protocol.ts';

export interface LiveEvents {
  /** The socket is open, for the first time or again: what happened in between is not known yet. */
  readonly opened: () => void;
  /** The socket is gone; another try is under way. */
  readonly lost: () => void;
  readonly revision: (message: RevisionMessage) => void;
  readonly effects: (effects: readonly UiEffect[]) => void;
}

const RETRY_MS = [250, 500, 1_000, 2_000];

interface Waiting {
  readonly functionName: string;
  readonly settle: (result: RunResult) => void;
  readonly fail: (error: Error) => void;
}

export class Live {
  readonly #events: LiveEvents;
  readonly #waiting = new Map<number, Waiting>();
  #socket: WebSocket | undefined;
  #calls = 0;
  #tries = 0;

  constructor(events: LiveEvents) {
    this.#events = events;
  }

  /** Opens the socket and keeps it open. */
  connect(): void {
    const url = new URL('/api/live', window.location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#tries = 0;
      this.#events.opened();
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => this.#take(JSON.parse(data)));
    socket.addEventListener('close', () => this.#lost());
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** Sends now, or answers false when the socket is not open. */
  send(message: ClientMessage): boolean {
    if (!this.#socket || !this.isOpen) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  sendContext(context: UserContext): void {
    this.send({ type: 'context', context });
  }

  /** What opening the spreadsheet does; the menu is among the effects. */
  open(): Promise<RunResult> {
    return this.#ask('onOpen', (call) => ({ type: 'open', call }));
  }

  /** Runs a server function. Rejects when the connection is lost meanwhile: whether it ran to its end is not known then. */
  run(functionName: string, args: readonly Json[]): Promise<RunResult> {
    return this.#ask(functionName, (call) => ({ type: 'run', call, functionName, args }));
  }

  #ask(functionName: string, question: (call: number) => ClientMessage): Promise<RunResult> {
    this.#calls += 1;
    const call = this.#calls;
    return new Promise((settle, fail) => {
      if (this.send(question(call))) this.#waiting.set(call, { functionName, settle, fail });
      else
        fail(new Error(`“${functionName}” did not run: the workbook is not connected. Try again shortly.`));
    });
  }

  #take(message: ServerMessage): void {
    switch (message.type) {
      case 'revision':
        this.#events.revision(message.message);
        return;
      case 'effects':
        this.#events.effects(message.effects);
        return;
      case 'ran':
        this.#waiting.get(message.call)?.settle(message.result);
        this.#waiting.delete(message.call);
        return;
    }
  }

  #lost(): void {
    for (const { functionName, fail } of this.#waiting.values()) {
      const text = `The connection was lost while “${functionName}” ran. It may have finished: check before you run it again.`;
      fail(new Error(text));
    }
    this.#waiting.clear();
    this.#events.lost();
    const wait = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)];
    this.#tries += 1;
    setTimeout(() => this.connect(), wait);
  }
}
