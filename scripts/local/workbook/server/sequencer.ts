/** Gives the workbook's revisions their order and keeps them: a revision is on disk before anybody hears of it. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { RevisionMessage } from '../protocol.ts';
import { lockFolder, readIfThere, replaceFile } from './files.ts';
import { Journal, readJournal } from './journal.ts';

/** Who sent a revision: a connection's number, or the host itself. */
export type Origin = number | 'host';

export type Listener = (message: RevisionMessage, origin: Origin) => void;

export interface Sequenced {
  /** What the engine exported, or null for a new workbook. */
  readonly data: { readonly [key: string]: unknown } | null;
  readonly revisions: readonly RevisionMessage[];
}

/** The revision that a workbook without any starts from; the engine's own name for it. */
const START = 'START_REVISION';

const snapshotFile = z.object({
  revisionId: z.string(),
  replaces: z.string(),
  data: z.record(z.string(), z.unknown()),
});

const revisionFile = z.looseObject({
  type: z.string(),
  version: z.number(),
  serverRevisionId: z.string(),
  nextRevisionId: z.string(),
});

export class Sequencer {
  private readonly folder: string;
  private readonly release: () => void;
  private readonly journal: Journal;
  private data: Sequenced['data'];
  private bytes: number;
  private revisions: RevisionMessage[];
  private current: string;
  private queue: Promise<void> = Promise.resolve();
  private failure: Error | null = null;
  private readonly listeners = new Set<Listener>();

  private constructor(folder: string, release: () => void, journal: Journal, stored: Stored) {
    this.folder = folder;
    this.release = release;
    this.journal = journal;
    this.data = stored.data;
    this.bytes = stored.snapshotLength;
    this.revisions = [...stored.revisions];
    this.current = stored.current;
  }

  /** Opens the folder, made when missing. Throws one sentence when it is in use, not writable or broken. */
  static async open(folder: string): Promise<Sequencer> {
    const release = lockFolder(folder);
    try {
      const stored = readStored(folder);
      const journal = await Journal.open(join(folder, 'revisions.log'), stored.journalLength);
      return new Sequencer(folder, release, journal, stored);
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Bytes of revisions since the last snapshot. */
  get journalSize(): number {
    return this.journal.size;
  }

  /** Size of the last snapshot, in characters; 0 when there is none. */
  get snapshotSize(): number {
    return this.bytes;
  }

  /** What a copy of the engine needs to start from. */
  state(): Sequenced {
    return { data: this.data, revisions: this.revisions };
  }

  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Takes a message of the engine's transport. A revision that does not follow on the current one is dropped: its sender
   * hears of the one that came first, and sends again. Rejects when the disk refused it; then nothing more is taken.
   */
  submit(message: RevisionMessage, origin: Origin): Promise<void> {
    const { serverRevisionId, nextRevisionId } = message;
    if (nextRevisionId === undefined || serverRevisionId === undefined) {
      this.broadcast(message, origin);
      return Promise.resolve();
    }
    if (message.type === 'SNAPSHOT' || message.type === 'SNAPSHOT_CREATED') return Promise.resolve();
    return this.inTurn(async () => {
      if (serverRevisionId !== this.current || !this.knowsTarget(message)) return;
      await this.journal.append(message);
      this.current = nextRevisionId;
      this.revisions.push(message);
      this.broadcast(message, origin);
    });
  }

  /**
   * Keeps an export of the workbook as it was after `revisionId`, in place of the revisions up to there. Does nothing when
   * other revisions came meanwhile. Every copy is told, and forgets what could be undone.
   */
  snapshot(revisionId: string, data: { readonly [key: string]: unknown }): Promise<void> {
    return this.inTurn(async () => {
      if (revisionId !== this.current || this.revisions.length === 0) return;
      const next = randomUUID();
      const stored = { revisionId: next, replaces: revisionId, data: { ...data, revisionId: next } };
      const text = JSON.stringify(stored);
      replaceFile(join(this.folder, 'snapshot.json'), text);
      this.bytes = text.length;
      await this.journal.clear();
      this.data = stored.data;
      this.revisions = [];
      this.current = next;
      const created = {
        type: 'SNAPSHOT_CREATED',
        version: 1,
        serverRevisionId: revisionId,
        nextRevisionId: next,
      };
      this.broadcast(created, 'host');
    });
  }

  async close(): Promise<void> {
    await this.queue.catch(() => undefined);
    await this.journal.close();
    this.release();
  }

  /** Undoing what a snapshot has swallowed would break every copy that starts from the snapshot. */
  private knowsTarget({ undoneRevisionId, redoneRevisionId }: RevisionMessage): boolean {
    const target = undoneRevisionId ?? redoneRevisionId;
    return target === undefined || this.revisions.some((one) => one.nextRevisionId === target);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.queue
      .catch(() => undefined)
      .then(async () => {
        if (this.failure) throw this.failure;
        try {
          await work();
        } catch (error) {
          this.failure = error instanceof Error ? error : new Error(String(error));
          throw this.failure;
        }
      });
    this.queue = turn;
    return turn;
  }

  private broadcast(message: RevisionMessage, origin: Origin): void {
    for (const listener of [...this.listeners]) listener(message, origin);
  }
}

interface Stored extends Sequenced {
  readonly current: string;
  readonly journalLength: number;
  readonly snapshotLength: number;
}

function readStored(folder: string): Stored {
  const snapshotPath = join(folder, 'snapshot.json');
  const journalPath = join(folder, 'revisions.log');
  const snapshotText = readIfThere(snapshotPath);
  const snapshotLength = snapshotText?.length ?? 0;
  const snapshot = snapshotText === null ? null : readSnapshot(snapshotText, snapshotPath);
  const { entries, length } = readJournal(journalPath);
  const revisions = entries.map((entry) => revisionFile.parse(entry));
  const base = snapshot?.revisionId ?? START;
  // A crash between writing the snapshot and clearing the journal leaves revisions that the snapshot already holds.
  if (snapshot && revisions.at(-1)?.nextRevisionId === snapshot.replaces) {
    return { data: snapshot.data, revisions: [], current: base, journalLength: 0, snapshotLength };
  }
  let current = base;
  for (const [index, revision] of revisions.entries()) {
    if (revision.serverRevisionId !== current) {
      throw new Error(
        `${journalPath} does not follow on ${snapshotPath} (line ${index + 1}). Nothing was changed: put back copies of both.`,
      );
    }
    current = revision.nextRevisionId;
  }
  return { data: snapshot?.data ?? null, revisions, current, journalLength: length, snapshotLength };
}

function readSnapshot(text: string, path: string): z.infer<typeof snapshotFile> {
  try {
    return snapshotFile.parse(JSON.parse(text));
  } catch {
    throw new Error(
      `${path} is broken. Nothing was changed: put back a copy of it, or move the folder away.`,
    );
  }
}
