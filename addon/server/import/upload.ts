/** The rows of a file are brought to the bridge, part by part; until the last is there, all of it can be given up. */
import type { Calls, ImportPart, ImportProgress } from '../../calls.ts';
import { FIELDS } from '../../model/fields.ts';
import type { JobRow } from '../../model/import/job.ts';
import { CELL_LIMIT } from '../../model/text.ts';
import { askBridge } from '../ask-bridge.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { jobOf, saveJob, UNKNOWN_IMPORT } from './jobs.ts';
import {
  forgetImport,
  type ImportRecord,
  importIn,
  keepPartCounts,
  type PartCounts,
  progressOf,
} from './record.ts';

/** Has the bridge keep a part, and remembers what is in it. The same part may be sent again. */
export function importPart({ importId, part, rows }: ImportPart): ImportProgress {
  const record = importIn(readDocument(), importId);
  if (!record) throw new Failure('not-found', UNKNOWN_IMPORT);
  if (record.state !== 'uploading') return progressOf(record);
  checkRows(rows);
  askBridge('/v1/imports/part', { importId, spreadsheetId: spreadsheetId(), part, rows });
  keepPartCounts(importId, part, countsOf(rows));
  return progressOf(record);
}

/** Gives up an import of which nothing stands in any tab yet: what was sent of it is deleted. */
export function importCancel({ importId }: Calls['importCancel']['ask']): null {
  const record = importIn(readDocument(), importId);
  if (record && record.state !== 'uploading') {
    throw new Failure(
      'bad-request',
      'This import is being written already, so it cannot be given up any more. Let it finish, then undo it from the history of its campaign.',
    );
  }
  giveUp(importId, record);
  return null;
}

/** Deletes what the bridge holds of it, then forgets it. */
export function giveUp(importId: ImportRecord['importId'], record: ImportRecord | null): void {
  const job = jobOf(importId);
  if (job?.state === 'uploading' || job?.state === 'cancelled') saveJob(job, { state: 'cancelled' });
  if (record) forgetImport(record);
}

/** Throws a Failure that names the line where a value is one that no cell holds, or a line stands twice. */
function checkRows(rows: readonly JobRow[]): void {
  const lines = new Set<number>();
  for (const row of rows) {
    if (lines.has(row.line)) throw refused(`Line ${row.line} stands twice in it.`);
    lines.add(row.line);
    if (row.is === 'create') checkTexts(row.line, row.cells, (n) => FIELDS[n]?.header ?? 'a further column');
    if (row.is === 'update') {
      const texts = row.changes.map(({ after }) => after);
      checkTexts(row.line, texts, (n) => row.changes[n]?.column ?? '');
    }
  }
}

function checkTexts(line: number, texts: readonly string[], header: (n: number) => string): void {
  const long = texts.findIndex((text) => text.length >= CELL_LIMIT);
  if (long === -1) return;
  throw refused(
    `Line ${line} has ${texts[long]?.length} characters in "${header(long)}"; a cell holds ${CELL_LIMIT - 1}. Shorten it in the file or skip the line.`,
  );
}

function refused(why: string): Failure {
  return new Failure('bad-request', `${why} No row of this part was taken.`);
}

function countsOf(rows: readonly JobRow[]): PartCounts {
  const left = (verdict: string) => rows.filter((row) => row.is === 'left' && row.verdict === verdict).length;
  return {
    created: rows.filter(({ is }) => is === 'create').length,
    updated: rows.filter(({ is }) => is === 'update').length,
    duplicate: left('duplicate'),
    invalid: left('invalid'),
    skipped: left('skipped'),
  };
}
