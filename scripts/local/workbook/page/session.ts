/** Keeps this page's copy of the workbook together with the server's: at the start, and after every lost connection. */

import type { Boot, RevisionMessage, UiEffect } from '../protocol.ts';
import { Live } from './live.ts';
import { activate, contextOf, makeModel, type PageModel, pendingCommands } from './model.ts';
import { RevisionTransport } from './transport.ts';

export interface SessionEvents {
  /** The first model, or another one after the server's state had moved on too far to catch up with. */
  readonly model: (model: PageModel, boot: Boot) => void;
  readonly connected: () => void;
  readonly reconnecting: () => void;
  readonly effects: (effects: readonly UiEffect[]) => void;
  /** The page's state was loaded anew, and so many edits that were not saved yet could not be made again. */
  readonly editsLost: (count: number) => void;
}

const RETRY_MS = 500;

export class Session {
  readonly live: Live;
  readonly #events: SessionEvents;
  #boot: Boot | undefined;
  #model: PageModel | undefined;
  #transport: RevisionTransport | undefined;
  /** Came before the first state did. */
  #early: RevisionMessage[] = [];
  #attempt = 0;
  #sentContext = '';

  constructor(events: SessionEvents) {
    this.#events = events;
    this.live = new Live({
      opened: () => void this.#catchUp(),
      lost: () => {
        this.#attempt += 1;
        this.#transport?.hold();
        events.reconnecting();
      },
      revision: (message) => {
        if (this.#transport) this.#transport.receive(message);
        else this.#early.push(message);
      },
      effects: events.effects,
    });
  }

  start(): void {
    this.live.connect();
  }

  /** Edits that the server has not confirmed yet. */
  get isSaved(): boolean {
    return this.#model?.getters.isFullySynchronized() ?? true;
  }

  /** Tells the server where this person is, when that changed. */
  sendContext(): void {
    if (!this.#model || !this.#boot || !this.live.isOpen) return;
    const context = contextOf(this.#model, this.#boot.email);
    const text = JSON.stringify(context);
    if (text === this.#sentContext) return;
    this.#sentContext = text;
    this.live.sendContext(context);
  }

  async #catchUp(): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    const boot = await fetchBoot();
    if (attempt !== this.#attempt) return;
    if (boot === null) {
      setTimeout(() => {
        if (attempt === this.#attempt && this.live.isOpen) void this.#catchUp();
      }, RETRY_MS);
      return;
    }
    if (!this.#transport?.resume(boot)) this.#load(boot);
    this.#sentContext = '';
    this.sendContext();
    this.#events.connected();
  }

  #load(boot: Boot): void {
    const unsaved = this.#model ? pendingCommands(this.#model) : [];
    const place = this.#model ? contextOf(this.#model, boot.email) : null;
    const transport = new RevisionTransport(
      {
        send: (message) => this.live.send({ type: 'revision', message }),
        gap: () => void this.#catchUp(),
      },
      boot,
    );
    transport.hold();
    for (const message of this.#early) transport.receive(message);
    this.#early = [];
    const model = makeModel(boot, transport);
    model.on('update', this, () => this.sendContext());
    model.on('unexpected-revision-id', this, () => {
      transport.hold();
      void this.#catchUp();
    });
    this.#boot = boot;
    this.#model = model;
    this.#transport = transport;
    transport.resume(boot);
    if (place) activate(model, place.sheetId, place.selection);
    this.#events.model(model, boot);
    const lost = unsaved.filter(({ type, ...payload }) => !model.dispatch(type, payload).isSuccessful);
    if (lost.length > 0) this.#events.editsLost(lost.length);
  }
}

/** The workbook's state, or null while the server cannot give it. */
async function fetchBoot(): Promise<Boot | null> {
  try {
    const response = await fetch('/api/workbook', { cache: 'no-store' });
    if (!response.ok) return null;
    const boot: Boot = await response.json();
    return boot;
  } catch {
    return null;
  }
}
