/** Carries the engine's revisions over the socket, and closes the gap after the connection was lost. */

import type { Boot, RevisionMessage } from '../protocol.ts';

type Deliver = (message: RevisionMessage) => void;

/** What the transport needs of the connection. `send` answers false when nothing was sent. */
export interface Line {
  readonly send: (message: RevisionMessage) => boolean;
  /** A revision is missing: fetch the workbook's state and call `resume` with it. */
  readonly gap: () => void;
}

/**
 * The engine sends one revision at a time, waits until it comes back, and sends it again rebased whenever another's
 * arrives first. So while the line is down it is enough to hold that one; the engine keeps the others.
 */
export class RevisionTransport {
  readonly #line: Line;
  #deliver: Deliver | undefined;
  /** The last revision that this page has applied. */
  #head: string;
  /** Sent, and not come back yet. */
  #unacknowledged: RevisionMessage | undefined;
  #position: RevisionMessage | undefined;
  /** Arrived while the state of the workbook was not known; null when the line is up to date. */
  #early: RevisionMessage[] | null = null;

  constructor(line: Line, boot: Boot) {
    this.#line = line;
    this.#head = headOf(boot);
  }

  onNewMessage(_id: string, deliver: Deliver): void {
    this.#deliver = deliver;
  }

  leave(): void {
    this.#deliver = undefined;
  }

  async sendMessage(message: RevisionMessage): Promise<void> {
    if (isRevision(message)) this.#unacknowledged = message;
    else this.#position = message;
    if (this.#early === null) this.#line.send(message);
  }

  /** The line is down, or open again and behind: hold what goes out and what comes in until `resume`. */
  hold(): void {
    this.#early ??= [];
  }

  /**
   * Applies what was missed, then sends what was held.
   * Answers false, having done nothing, when the server no longer knows this page's last revision: load the page's state anew.
   */
  resume(boot: Boot): boolean {
    const missed = revisionsAfter(boot, this.#head);
    if (missed === null) return false;
    const early = this.#early ?? [];
    this.#early = [];
    for (const message of [...missed, ...early]) this.#applyIfNext(message);
    this.#early = null;
    if (this.#position) this.#line.send({ ...this.#position, type: 'CLIENT_JOINED' });
    if (this.#unacknowledged) this.#line.send(this.#unacknowledged);
    return true;
  }

  /** A message from the server. */
  receive(message: RevisionMessage): void {
    if (this.#early !== null) {
      this.#early.push(message);
      return;
    }
    if (!isRevision(message)) {
      this.#deliver?.(message);
      return;
    }
    if (!this.#applyIfNext(message)) {
      this.hold();
      this.#line.gap();
    }
  }

  #applyIfNext(message: RevisionMessage): boolean {
    if (!isRevision(message)) {
      this.#deliver?.(message);
      return true;
    }
    if (message.serverRevisionId !== this.#head) return false;
    this.#head = message.nextRevisionId;
    if (this.#unacknowledged?.nextRevisionId === message.nextRevisionId) this.#unacknowledged = undefined;
    this.#deliver?.(message);
    return true;
  }
}

interface Revision extends RevisionMessage {
  readonly nextRevisionId: string;
}

function isRevision(message: RevisionMessage): message is Revision {
  return typeof message.nextRevisionId === 'string';
}

/** What the engine takes for the revision of data that names none. */
const FIRST_REVISION = 'START_REVISION';

/** The id of the newest revision that `boot` contains. */
export function headOf(boot: Boot): string {
  return boot.revisions.at(-1)?.nextRevisionId ?? baseOf(boot);
}

function baseOf({ data }: Boot): string {
  return typeof data.revisionId === 'string' ? data.revisionId : FIRST_REVISION;
}

function revisionsAfter(boot: Boot, head: string): readonly RevisionMessage[] | null {
  if (headOf(boot) === head) return [];
  if (baseOf(boot) === head) return boot.revisions;
  const at = boot.revisions.findIndex(({ nextRevisionId }) => nextRevisionId === head);
  return at === -1 ? null : boot.revisions.slice(at + 1);
}
