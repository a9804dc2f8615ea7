/** What the journal's records mean: the head that names the dataset, commits, and the state left by compacting. */
import { z } from 'zod';
import { LakeDataError } from './errors.ts';
import type { JournalContent } from './journal.ts';
import { isRecord, type StoredDocument } from './schema.ts';

const FORMAT = 1;

const document = z.custom<StoredDocument>(
  (value) =>
    isRecord(value) &&
    ['_id', '_type', '_rev', '_createdAt', '_updatedAt'].every((name) => typeof value[name] === 'string'),
);

const record = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('head'),
    format: z.literal(FORMAT),
    projectId: z.string(),
    dataset: z.string(),
  }),
  z.object({ kind: z.literal('state'), documents: z.array(document) }),
  z.object({ kind: z.literal('used'), transactions: z.array(z.string()) }),
  z.object({
    kind: z.literal('commit'),
    id: z.string(),
    at: z.string(),
    author: z.string(),
    documents: z.array(document),
    deleted: z.array(z.string()),
    /** Deleted together with their history. */
    purged: z.array(z.string()).default([]),
  }),
]);

export type JournalRecord = z.infer<typeof record>;
export type CommitRecord = Extract<JournalRecord, { kind: 'commit' }>;

/** Checks what was read. Throws LakeDataError for a record of an unknown form or a folder of another dataset. */
export function readJournalRecords(
  content: JournalContent,
  folder: string,
  identity: { projectId: string; dataset: string },
): JournalRecord[] {
  return content.records.map((value, index) => {
    const parsed = record.safeParse(value);
    if (!parsed.success) {
      const what = `${folder}/journal.ndjson: record ${index + 1} is of a form this version does not know; nothing was changed.`;
      throw new LakeDataError('LAKE_CORRUPT', `${what} Use the version that wrote it, or another folder.`);
    }
    if (parsed.data.kind === 'head') requireSame(parsed.data, identity, folder);
    return parsed.data;
  });
}

function requireSame(
  head: { projectId: string; dataset: string },
  identity: typeof head,
  folder: string,
): void {
  if (head.projectId === identity.projectId && head.dataset === identity.dataset) return;
  const held = `${head.projectId}/${head.dataset}`;
  const wanted = `${identity.projectId}/${identity.dataset}`;
  const what = `The data folder ${folder} holds ${held}, not ${wanted}; nothing was changed.`;
  throw new LakeDataError('LAKE_FOLDER', `${what} Start with the folder of ${wanted}, or an empty one.`);
}

/** The first record of every journal. */
export function headRecord(identity: { projectId: string; dataset: string }): string {
  const { projectId, dataset } = identity;
  return JSON.stringify({ kind: 'head', format: FORMAT, projectId, dataset });
}

/** A commit's record, from documents that were made JSON already (they were measured that way). */
export function commitRecord(
  commit: Omit<CommitRecord, 'kind' | 'documents'>,
  documents: readonly string[],
): string {
  const { id, at, author, deleted, purged } = commit;
  const fields = JSON.stringify({ kind: 'commit', id, at, author, deleted, purged }).slice(0, -1);
  return `${fields},"documents":[${documents.join(',')}]}`;
}

const DOCUMENTS_A_RECORD = 100;
const TRANSACTIONS_A_RECORD = 1_000;

/** The records of a compacted journal: every document once, and every transaction id ever used. */
export function* compactRecords(
  identity: { projectId: string; dataset: string },
  documents: readonly StoredDocument[],
  transactions: readonly string[],
): Generator<string> {
  yield headRecord(identity);
  for (let at = 0; at < transactions.length; at += TRANSACTIONS_A_RECORD) {
    yield JSON.stringify({ kind: 'used', transactions: transactions.slice(at, at + TRANSACTIONS_A_RECORD) });
  }
  for (let at = 0; at < documents.length; at += DOCUMENTS_A_RECORD) {
    yield JSON.stringify({ kind: 'state', documents: documents.slice(at, at + DOCUMENTS_A_RECORD) });
  }
}
