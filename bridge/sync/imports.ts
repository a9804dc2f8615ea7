/** What is known of a spreadsheet's imports: keeping one with proof, listing them. Their rows are kept apart. */
import { isDeepStrictEqual } from 'node:util';
import { type Job, mayBecome } from '../../addon/model/import/job.ts';
import type { ImportId } from '../../addon/model/lead.ts';
import type {
  ImportsRequest,
  ImportsResponse,
  SaveImportRequest,
  SaveImportResponse,
} from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import { importIdsOf } from '../store/queries.ts';
import type { StoredDocument, StoreMutation } from '../store/store.ts';
import { campaignHome, Elsewhere } from './home.ts';
import { removeParts } from './import-parts.ts';
import { job as jobShape } from './import-shapes.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

const IMPORT_TYPE = 'leadImport';
/** Imports in one answer. */
const PAGE = 30;
/** How often a save is worked out anew because the import changed under it, or was not there after "saved". */
const TRIES = 4;

/** Lists imports, each read by its id, newest first. Damaged documents are left out and counted. */
export async function imports(request: ImportsRequest, ask: Ask): Promise<ImportsResponse> {
  const { store, deadline, note } = ask;
  if (request.importId !== null) {
    const job = await readJob(request.importId, request.spreadsheetId, ask);
    return { imports: job ? [job] : [], more: false };
  }
  const ids = await importIdsOf(store, request, PAGE + 1, deadline);
  const documents = await store.documents(ids.slice(0, PAGE), deadline);
  const found = ids.slice(0, PAGE).flatMap((id) => documents.get(id) ?? []);
  const jobs = found.map(toJob);
  note({ imports: jobs.length, damaged: jobs.filter((one) => one === null).length });
  return {
    imports: jobs.flatMap((one) => (one && one.state !== 'cancelled' ? [one] : [])),
    more: ids.length > PAGE,
  };
}

/**
 * Keeps an import, or changes its state, its proof and the name of its campaign, and reads it back. What was agreed at
 * its beginning never changes, and its state only moves on. The rows of one that is cancelled go with it.
 */
export async function saveImport({ job }: SaveImportRequest, ask: Ask): Promise<SaveImportResponse> {
  const { store, requestId, deadline } = ask;
  for (let part = 0; part < TRIES; part++) {
    const current = await readDocument(job.importId, job.spreadsheetId, ask);
    const mutation = changeTo(job, current);
    if (!mutation) {
      if (job.state === 'cancelled') await removeParts(job, ask);
      return { job };
    }
    const outcome = await store.commit(transactionIdOf(requestId, 'import', part), [mutation], deadline);
    if (outcome.is === 'refused')
      throw new StoreRefused(outcome.status, `Sanity refused the import (${outcome.type}).`);
  }
  const saved = await readDocument(job.importId, job.spreadsheetId, ask);
  if (saved && !changeTo(job, saved)) return { job };
  throw new StoreRefused(
    502,
    'Sanity does not hold the import as it was sent. Nothing of it is proven saved; try again.',
  );
}

/** The import as it is kept; null when there is none. Throws Elsewhere where another spreadsheet is its home. */
export async function readJob(id: ImportId, spreadsheetId: string, ask: Ask): Promise<Job | null> {
  const document = await readDocument(id, spreadsheetId, ask);
  return document ? toJob(document) : null;
}

/** The same, or a refusal. */
export async function requireJob(id: ImportId, spreadsheetId: string, ask: Ask): Promise<Job> {
  const job = await readJob(id, spreadsheetId, ask);
  if (job) return job;
  throw new StoreRefused(404, 'Sanity knows no such import. Nothing was done. Start the import again.');
}

function documentId(id: ImportId): string {
  return `import.${id}`;
}

async function readDocument(id: ImportId, spreadsheetId: string, ask: Ask): Promise<StoredDocument | null> {
  const document = (await ask.store.documents([documentId(id)], ask.deadline)).get(documentId(id));
  if (!document) return null;
  if (document._type !== IMPORT_TYPE)
    throw new StoreRefused(409, "The import's id belongs to another document. Nothing was saved.");
  const job = toJob(document);
  if (!job) throw new StoreRefused(409, 'The import’s document is damaged. Nothing was done.');
  // Its campaign may have moved to the copy of a spreadsheet; then the import is there too.
  const home = (await campaignHome(job.campaign, ask)) ?? job.spreadsheetId;
  if (home !== spreadsheetId) throw new Elsewhere();
  return document;
}

function toJob(document: StoredDocument): Job | null {
  const text = document._type === IMPORT_TYPE ? document.job : null;
  if (typeof text !== 'string') return null;
  try {
    const read = jobShape.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** What makes the document hold the import; null when it does already. */
function changeTo(job: Job, current: StoredDocument | null): StoreMutation | null {
  const was = current && toJob(current);
  if (!current || !was) {
    if (job.state === 'uploading') return { create: { _id: documentId(job.importId), ...attributesOf(job) } };
    throw new StoreRefused(404, 'Sanity knows no such import. Nothing was saved. Start the import again.');
  }
  if (isDeepStrictEqual(was, job)) return null;
  if (!mayBecome(was.state, job.state)) {
    throw new StoreRefused(
      409,
      `This import is "${was.state}" already and cannot become "${job.state}". Nothing was changed.`,
    );
  }
  if (!isDeepStrictEqual(agreed(was), agreed(job))) {
    throw new StoreRefused(
      409,
      'Another import has this id, or this one was begun otherwise. Nothing was changed. Start the import again.',
    );
  }
  const { _type, ...set } = attributesOf(job);
  return { patch: { id: current._id, ifRevisionID: current._rev, set } };
}

/** What never changes. */
function agreed({ state, verified, kept, campaignName, addedColumns, spreadsheetId, ...rest }: Job): object {
  return rest;
}

/** Few attributes, as Sanity counts them for a whole dataset: those that are asked for, and all of it as one text. */
function attributesOf(job: Job) {
  const { spreadsheetId, campaign: campaignId, at, state } = job;
  return { _type: IMPORT_TYPE, spreadsheetId, campaignId, at, state, job: JSON.stringify(job) };
}
