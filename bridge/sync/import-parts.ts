/** The rows of an import, in parts: each is kept once, read back, and never replaced by others. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { FIELDS } from '../../addon/model/fields.ts';
import type { Job, JobRow } from '../../addon/model/import/job.ts';
import type { CampaignId, ImportId, LeadId } from '../../addon/model/lead.ts';
import type {
  ImportPartRequest,
  ImportPartResponse,
  ReadPartRequest,
  ReadPartResponse,
} from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import type { NewDocument, StoredDocument } from '../store/store.ts';
import { jobRow } from './import-shapes.ts';
import { type Spellings, spellingsOf } from './import-was.ts';
import { readJob, requireJob } from './imports.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

export const PART_TYPE = 'leadImportPart';
/** Sanity takes 4 MB a request. */
const MAX_BYTES = 3_900_000;
const TRIES = 4;
/** A part may have megabytes. */
const PARTS_AT_ONCE = 4;

/** Keeps a part of an import that is still being sent. The same part sent again changes nothing; another is refused. */
export async function savePart(request: ImportPartRequest, ask: Ask): Promise<ImportPartResponse> {
  const { store, requestId, deadline } = ask;
  const job = await requireJob(request.importId, request.spreadsheetId, ask);
  if (request.part >= job.parts)
    throw new StoreRefused(400, `This import has ${job.parts} parts. Nothing was saved.`);
  requireWidth(request, job);
  const document = documentOf(request, job.campaign, await spellingsOf(request.rows, ask));
  if (Buffer.byteLength(JSON.stringify(document)) > MAX_BYTES) {
    throw new StoreRefused(
      413,
      `Part ${request.part + 1} of the file is too large for Sanity, so it was not saved. Send fewer rows at a time, or shorten its longest texts.`,
    );
  }
  for (let tries = 0; tries <= TRIES; tries++) {
    const found = (await store.documents([document._id], deadline)).get(document._id);
    if (found) {
      requireSame(found, request);
      await withdrawIfCancelled(job, ask);
      return { rows: request.rows.length };
    }
    if (job.state !== 'uploading') throw new StoreRefused(409, CLOSED);
    if (tries === TRIES) break;
    const name = transactionIdOf(requestId, 'part', tries);
    const outcome = await store.commit(name, [{ createIfNotExists: document }], deadline);
    if (outcome.is === 'refused')
      throw new StoreRefused(outcome.status, `Sanity refused this part of the import (${outcome.type}).`);
  }
  throw new StoreRefused(502, 'Sanity does not hold this part of the import after several tries. Try again.');
}

/** A row that is short of a column, or has one too many, would put values under other headings. */
function requireWidth({ rows }: ImportPartRequest, { extras }: Job): void {
  const width = FIELDS.length + extras.length;
  const wrong = rows.find((row) => row.is === 'create' && row.cells.length !== width);
  if (wrong?.is !== 'create') return;
  throw new StoreRefused(
    400,
    `Line ${wrong.line} has ${wrong.cells.length} values instead of ${width}. No row of this part was taken.`,
  );
}

const CLOSED = 'This import takes no rows any more: it was begun, or given up. Nothing was saved.';

/** The rows of a part as they are kept. */
export async function readPart(request: ReadPartRequest, ask: Ask): Promise<ReadPartResponse> {
  await requireJob(request.importId, request.spreadsheetId, ask);
  const { rows } = await requirePart(request.importId, request.part, ask);
  ask.note({ rows: rows.length });
  return { rows };
}

/** A part and its rows. Throws StoreRefused when it is not there or damaged. */
export async function requirePart(
  id: ImportId,
  part: number,
  { store, deadline }: Ask,
): Promise<{ readonly document: StoredDocument; readonly rows: readonly JobRow[] }> {
  const name = partId(id, part);
  const document = (await store.documents([name], deadline)).get(name);
  const rows = document ? rowsIn(document) : null;
  if (document && rows) return { document, rows };
  throw new StoreRefused(
    404,
    document
      ? 'The rows of this part of the import are damaged. Nothing was done.'
      : 'This part of the import is not in Sanity. Nothing was done.',
  );
}

/** The rows that a part's document holds; null when it is damaged. */
export function rowsIn(document: StoredDocument): readonly JobRow[] | null {
  if (document._type !== PART_TYPE || typeof document.rows !== 'string') return null;
  try {
    const read = z.array(jobRow).safeParse(JSON.parse(document.rows));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** Deletes what was sent of an import that was given up. May be repeated until nothing is left. */
export async function removeParts(job: Job, ask: Ask): Promise<void> {
  const { store, deadline } = ask;
  const ids = Array.from({ length: job.parts }, (_, n) => partId(job.importId, n));
  for (let from = 0; from < ids.length; from += PARTS_AT_ONCE) {
    const slice = ids.slice(from, from + PARTS_AT_ONCE);
    for (let tries = 0; ; tries++) {
      const found = [...(await store.documents(slice, deadline)).values()];
      if (found.length === 0) break;
      if (tries === TRIES) throw new StoreRefused(502, NOT_GONE);
      const deletes = found.map(({ _id, _rev }) => ({
        delete: { id: _id, ifRevisionID: _rev, withHistory: true },
      }));
      await store.commit(transactionIdOf(ask.requestId, 'cancel', from, tries), deletes, deadline);
    }
  }
}

const NOT_GONE =
  'The import is given up, but not all that was sent of it is proven to be gone from Sanity. Cancel it again.';

function partId(id: ImportId, part: number): string {
  return `import.${id}.${part}`;
}

/** `leads`: whose values it holds. `was`: how their documents spelled them. */
function documentOf(
  { importId, part, rows }: ImportPartRequest,
  campaignId: CampaignId,
  was: Spellings,
): NewDocument {
  const leads = rows.flatMap((row): LeadId[] => (row.is === 'update' ? [row.lead] : []));
  return {
    _id: partId(importId, part),
    _type: PART_TYPE,
    importId,
    campaignId,
    part,
    leads,
    rows: JSON.stringify(rows),
    was: JSON.stringify(was),
  };
}

function requireSame(found: StoredDocument, { part, rows }: ImportPartRequest): void {
  if (isDeepStrictEqual(rowsIn(found), rows)) return;
  throw new StoreRefused(
    409,
    `Part ${part + 1} of this import is there already, with other rows. It was left as it is. Start the import again.`,
  );
}

/** Who cancels deletes what is there; a part that came in the same moment must not stay behind. */
async function withdrawIfCancelled(job: Job, ask: Ask): Promise<void> {
  const now = await readJob(job.importId, job.spreadsheetId, ask);
  if (now?.state !== 'cancelled') return;
  await removeParts(job, ask);
  throw new StoreRefused(409, CLOSED);
}
