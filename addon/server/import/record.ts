/** How far an import has come, remembered with the document until it is over; its rows are with the bridge. */
import type { ImportProgress } from '../../calls.ts';
import type { FieldKey } from '../../model/fields.ts';
import type { JobCounts } from '../../model/import/job.ts';
import type { CampaignId, ImportId } from '../../model/lead.ts';
import { fittedJson } from '../bytes.ts';
import { storedObject } from '../campaigns/campaigns.ts';
import { isCampaignId, isCountry, isField, isImportId } from '../guards.ts';
import {
  either,
  type Guard,
  isBoolean,
  isCount,
  isNull,
  isNumber,
  isText,
  listOf,
  oneOf,
  parseJson,
  shape,
} from '../shapes.ts';
import { forgetDocuments, type Stored, writeDocument } from '../sheets/properties.ts';

/** The campaign that is made for an import when all its rows are with the bridge. */
export interface Planned {
  readonly colour: string;
  readonly description: string;
  readonly country: string;
  readonly required: readonly FieldKey[];
}

/** Progress, and what the pages need not see. */
export interface ImportRecord extends ImportProgress {
  /** null: the rows go into a campaign that was there before. */
  readonly planned: Planned | null;
  readonly by: string;
  /** When it was begun, ISO 8601 UTC. */
  readonly at: string;
  readonly created: number;
  readonly parts: number;
  /** The part that is written next, from 0. */
  readonly next: number;
  /** Parts with rows that change leads. */
  readonly updating: readonly number[];
  /** Campaigns whose cells it wrote. */
  readonly touched: readonly CampaignId[];
  /** Columns that an existing campaign's tab got for it. */
  readonly addedColumns: readonly string[];
  /** From when on anybody who comes by may carry it on, in ms since 1970. */
  readonly againAt: number;
}

const isProblem = shape({ row: either(isNull, isNumber), message: isText });

const isRecord: Guard<ImportRecord> = shape({
  importId: isImportId,
  campaign: isCampaignId,
  campaignName: isText,
  fileName: isText,
  state: oneOf('uploading', 'writing', 'saving', 'done', 'stopped'),
  total: isCount,
  written: isCount,
  verified: isCount,
  message: either(isNull, isText),
  problems: listOf(isProblem),
  planned: either(
    isNull,
    shape({ colour: isText, description: isText, country: isCountry, required: listOf(isField) }),
  ),
  by: isText,
  at: isText,
  created: isCount,
  parts: isCount,
  next: isCount,
  updating: listOf(isCount),
  touched: listOf(isCampaignId),
  addedColumns: listOf(isText),
  againAt: isNumber,
});

/** How far the taking back of an import has come. */
export interface UndoRecord {
  readonly importId: ImportId;
  readonly stopped: boolean;
  readonly next: number;
  readonly removed: number;
  readonly restored: number;
  /** Leads of which something was kept. */
  readonly keptLeads: number;
  /** The first of what was kept, by name. */
  readonly kept: readonly { readonly row: number | null; readonly message: string }[];
  readonly touched: readonly CampaignId[];
  readonly message: string | null;
  readonly by: string;
  readonly againAt: number;
}

const isUndo: Guard<UndoRecord> = shape({
  importId: isImportId,
  stopped: isBoolean,
  next: isCount,
  removed: isCount,
  restored: isCount,
  keptLeads: isCount,
  kept: listOf(isProblem),
  touched: listOf(isCampaignId),
  message: either(isNull, isText),
  by: isText,
  againAt: isNumber,
});

const IMPORT = 'import:';
const UNDO = 'undo:';
const PART = 'part:';
/** Named to the person; the rest is counted in the message. */
const MAX_NAMED = 30;

export function importIn(stored: Stored, id: ImportId): ImportRecord | null {
  return storedObject(stored, IMPORT + id, isRecord);
}

export function importsIn(stored: Stored): readonly ImportRecord[] {
  return under(stored, IMPORT, isRecord);
}

export function importEntry(record: ImportRecord): Stored {
  const text = fittedJson(MAX_NAMED, (items) => ({ ...record, problems: record.problems.slice(0, items) }));
  return { [IMPORT + record.importId]: text };
}

/** Keeps a record; answers it, for a change in passing. */
export function keepImport(record: ImportRecord): ImportRecord {
  writeDocument(importEntry(record));
  return record;
}

/** Nothing of it is remembered any more. */
export function forgetImport({ importId, parts }: Pick<ImportRecord, 'importId' | 'parts'>): void {
  forgetDocuments([IMPORT + importId, ...partKeys(importId, parts)]);
}

export function undoIn(stored: Stored, id: ImportId): UndoRecord | null {
  return storedObject(stored, UNDO + id, isUndo);
}

export function undosIn(stored: Stored): readonly UndoRecord[] {
  return under(stored, UNDO, isUndo);
}

export function keepUndo(record: UndoRecord): UndoRecord {
  const text = fittedJson(MAX_NAMED, (items) => ({ ...record, kept: record.kept.slice(0, items) }));
  writeDocument({ [UNDO + record.importId]: text });
  return record;
}

export function forgetUndo(id: ImportId): void {
  forgetDocuments([UNDO + id]);
}

/** Whether a lead was made by an import that is being taken back: that its document is gone is no loss. */
export function beingUndone(stored: Stored): (lead: string) => boolean {
  const prefixes = undosIn(stored).map(({ importId }) => `lead.${importId}.`);
  return (lead) => prefixes.some((prefix) => lead.startsWith(prefix));
}

function under<T>(stored: Stored, prefix: string, guard: Guard<T>): readonly T[] {
  return Object.keys(stored)
    .filter((key) => key.startsWith(prefix))
    .map((key) => parseJson(stored[key] ?? ''))
    .filter(guard);
}

/** How many rows of which kind a part has that the bridge has proven to hold. A property each: parts may come at once. */
export type PartCounts = Omit<JobCounts, 'rowsIn'>;

const isPartCounts: Guard<PartCounts> = shape({
  created: isCount,
  updated: isCount,
  duplicate: isCount,
  invalid: isCount,
  skipped: isCount,
});

export function keepPartCounts(id: ImportId, part: number, counts: PartCounts): void {
  writeDocument({ [partKey(id, part)]: JSON.stringify(counts) });
}

/** The counts of every part, in order; null for those that have not come. */
export function partCountsIn(stored: Stored, id: ImportId, parts: number): readonly (PartCounts | null)[] {
  return partKeys(id, parts).map((key) => storedObject(stored, key, isPartCounts));
}

function partKey(id: ImportId, part: number): string {
  return `${PART}${id}.${part}`;
}

function partKeys(id: ImportId, parts: number): readonly string[] {
  return Array.from({ length: parts }, (_, n) => partKey(id, n));
}

/** What the pages are told. */
export function progressOf(record: ImportRecord): ImportProgress {
  const { importId, campaign, campaignName, fileName, state, total, written, verified, message, problems } =
    record;
  return { importId, campaign, campaignName, fileName, state, total, written, verified, message, problems };
}
