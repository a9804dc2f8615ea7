/** What documents were: versions by revision and by time, and the transactions that made them. */
import { plainError } from './errors.ts';
import type { Change } from './mutations.ts';
import type { StoredDocument } from './schema.ts';

/** One transaction as the history knows it. `at` is an ISO time with milliseconds. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: string;
  readonly author: string;
  readonly changes: readonly Change[];
}

interface Version {
  readonly entry: HistoryEntry;
  readonly change: Change;
}

/** A transaction as `/data/history/…/transactions` answers it. */
export interface TransactionLine {
  readonly id: string;
  readonly timestamp: string;
  readonly author: string;
  readonly documentIDs: readonly string[];
  /** Each change as one mutation that has its effect (what was sent may have been a patch). */
  readonly mutations?: readonly Record<string, unknown>[];
}

/** Kept since the journal was last compacted; compacting keeps documents and forgets how they came about. */
export class HistoryLog {
  private readonly versions = new Map<string, Version[]>();

  add(entry: HistoryEntry): void {
    for (const change of entry.changes) {
      const versions = this.versions.get(change.id);
      if (versions) versions.push({ entry, change });
      else this.versions.set(change.id, [{ entry, change }]);
    }
  }

  /** Forgets how documents came about, as a delete with `purge` asks for. */
  purge(ids: readonly string[]): void {
    for (const id of ids) this.versions.delete(id);
  }

  /** The document as that revision (transaction) left it; undefined if it did not exist then. Throws 404 for an unknown revision. */
  atRevision(id: string, revision: string): StoredDocument | undefined {
    const version = this.versions.get(id)?.find(({ entry }) => entry.id === revision);
    if (!version) throw plainError(404, `Revision ${revision} of document ${id} was not found`);
    return version.change.after;
  }

  /** The document as it last was, deleted or not; undefined if it never was or is no longer known. */
  last(id: string): StoredDocument | undefined {
    return this.versions.get(id)?.findLast(({ change }) => change.after)?.change.after;
  }

  /** The document at a moment, given as ISO time; undefined if it did not exist then or is no longer known. */
  atTime(id: string, time: string): StoredDocument | undefined {
    const moment = Date.parse(time);
    if (Number.isNaN(moment)) throw plainError(400, `Not a time: ${time}`);
    const version = this.versions.get(id)?.findLast(({ entry }) => Date.parse(entry.at) <= moment);
    return version?.change.after;
  }

  /** The transactions that changed any of the documents, oldest first, each once. */
  transactions(ids: readonly string[], excludeContent: boolean): TransactionLine[] {
    const entries = new Map(
      ids.flatMap((id) => (this.versions.get(id) ?? []).map(({ entry }) => [entry.id, entry])),
    );
    return [...entries.values()]
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
      .map((entry) => transactionLine(entry, excludeContent));
  }
}

function transactionLine(entry: HistoryEntry, excludeContent: boolean): TransactionLine {
  const { id, at, author, changes } = entry;
  const line = { id, timestamp: at, author, documentIDs: changes.map((change) => change.id) };
  return excludeContent ? line : { ...line, mutations: changes.map(asMutation) };
}

function asMutation({ id, before, after }: Change): Record<string, unknown> {
  if (!after) return { delete: { id } };
  return before ? { createOrReplace: after } : { create: after };
}
