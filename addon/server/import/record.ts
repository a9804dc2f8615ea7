/** How far an import has come, remembered until its receipt is kept with the campaign. */
import type { ImportProgress } from '../../calls.ts';
import type { ImportId } from '../../model/lead.ts';
import { fittedJson } from '../bytes.ts';
import { storedObject } from '../campaigns/campaigns.ts';
import { isCampaignId, isImportId } from '../guards.ts';
import {
  either,
  type Guard,
  isCount,
  isNull,
  isNumber,
  isText,
  listOf,
  oneOf,
  parseJson,
  shape,
} from '../shapes.ts';
import { forgetDocument, type Stored, writeDocument } from '../sheets/properties.ts';

/** Progress, and what the pages need not see. */
export interface ImportRecord extends ImportProgress {
  /** Names of the file's further columns, in order. */
  readonly extras: readonly string[];
}

const isRecord: Guard<ImportRecord> = shape({
  importId: isImportId,
  campaign: isCampaignId,
  campaignName: isText,
  fileName: isText,
  state: oneOf('writing', 'saving', 'done', 'stopped'),
  total: isCount,
  written: isCount,
  verified: isCount,
  message: either(isNull, isText),
  problems: listOf(shape({ row: either(isNull, isNumber), message: isText })),
  extras: listOf(isText),
});

const IMPORT = 'import:';
/** Named to the person; the rest is counted in the message. */
const MAX_PROBLEMS = 15;

export function importIn(stored: Stored, id: ImportId): ImportRecord | null {
  return storedObject(stored, IMPORT + id, isRecord);
}

export function importsIn(stored: Stored): readonly ImportRecord[] {
  return Object.keys(stored)
    .filter((key) => key.startsWith(IMPORT))
    .map((key) => parseJson(stored[key] ?? ''))
    .filter(isRecord);
}

export function importEntry(record: ImportRecord): Stored {
  const text = fittedJson(MAX_PROBLEMS, (items) => ({
    ...record,
    problems: record.problems.slice(0, items),
  }));
  return { [IMPORT + record.importId]: text };
}

/** Keeps a record; answers it, for a change in passing. */
export function keepImport(record: ImportRecord): ImportRecord {
  writeDocument(importEntry(record));
  return record;
}

export function forgetImport(id: ImportId): void {
  forgetDocument(IMPORT + id);
}

/** What the pages are told. */
export function progressOf({ extras: _extras, ...progress }: ImportRecord): ImportProgress {
  return progress;
}
