/** One campaign in a bench's world: how it comes to its rows, and what happens to them. */
import type { ImportBegin, SidebarState } from '../../addon/calls.ts';
import { FIELDS, type FieldKey } from '../../addon/model/fields.ts';
import { type ImportId, importedLeadId, isImportId, type LeadId } from '../../addon/model/lead.ts';
import type { LeadCells } from './leads.ts';
import type { BenchWorld } from './world.ts';

/** A tab, and what its leads are called. */
export interface Tab {
  readonly name: string;
  /** Document type of its leads. */
  readonly type: 'campaignLead' | 'dbrLead';
  readonly leads: number;
}

/** The tab of the campaign of made-up leads. */
export const TAB = 'Bench';
const IMPORT = 'import-0001';
/** Rows in one write of the imitated API client. */
const ROWS_A_WRITE = 5_000;
/** More passes than this in a row mean that something does not come to an end. */
const MOST_PASSES = 100;

const IMPORT_ID = (() => {
  if (!isImportId(IMPORT)) throw new Error(`"${IMPORT}" is no import's id.`);
  return IMPORT;
})();

/** The id of a lead by its number, from 0. */
export function leadId(n: number): LeadId {
  return importedLeadId(IMPORT_ID, n + 1);
}

/** Rows in one part of an import. */
const PART = 1_000;

/**
 * Makes a campaign as an import does, then lets an API client write its rows with their ids: what an import leaves that
 * was cut off before the first row was sent. No document exists yet and no row has a base.
 */
export async function seedRows(world: BenchWorld, leads: readonly LeadCells[]): Promise<void> {
  await sendImport(world, IMPORT_ID, TAB, leads);
  for (let from = 0; from < leads.length; from += ROWS_A_WRITE) {
    const values = leads
      .slice(from, from + ROWS_A_WRITE)
      .map((cells, n) => [...cells.map(asTyped), leadId(from + n)]);
    await world.host.edit({ by: 'api', sheet: TAB, cell: `A${from + 2}`, values });
  }
}

/** Sends every row and commits: the campaign's tab is there, and empty. */
export async function sendImport(
  world: BenchWorld,
  importId: ImportId,
  name: string,
  leads: readonly LeadCells[],
): Promise<void> {
  const total = leads.length;
  const begin: ImportBegin = {
    importId,
    fileName: 'enquiries.csv',
    target: { is: 'new', name, colour: '#02bbd4', description: '', country: 'GB', required: [] },
    headings: [],
    extras: [],
    counts: { rowsIn: total, created: total, updated: 0, duplicate: 0, invalid: 0, skipped: 0 },
    parts: Math.ceil(total / PART),
  };
  await world.ask('importBegin', begin);
  for (let part = 0; part < begin.parts; part++) {
    const rows = leads
      .slice(part * PART, (part + 1) * PART)
      .map((cells, n) => ({ is: 'create' as const, line: part * PART + n + 1, cells }));
    await world.ask('importPart', { importId, part, rows });
  }
  await world.ask('importCommit', { importId });
}

/** What would be read as a formula is written as text, as the add-on does it. */
function asTyped(text: string): string {
  return /^[=+\-@]/.test(text) && !/^[+-]\d+$/.test(text) ? `'${text}` : text;
}

/** Passes until everything is saved, as a sidebar that is open does them. Throws when they do not get there. */
export async function passUntilSaved(world: BenchWorld): Promise<void> {
  for (let pass = 1; ; pass++) {
    const { sync } = await world.ask('tick', { full: true });
    if (sync?.state === 'saved') return;
    if (pass >= MOST_PASSES) throw new Error(`After ${pass} passes the tab is still ${told(sync)}.`);
  }
}

/** Pulls, as a sidebar that is open does them, until one brings no news. */
export async function pullUntilQuiet(world: BenchWorld): Promise<void> {
  for (let pull = 1; ; pull++) {
    const { sync } = await world.ask('tick', { full: false });
    const last = world.executions('keep').at(-1);
    if (sync?.state === 'saved' && (last?.calls.Lock ?? 0) === 0) return;
    if (pull >= MOST_PASSES) throw new Error(`After ${pull} pulls the tab is still ${told(sync)}.`);
  }
}

function told(sync: SidebarState['sync']): string {
  const why = sync?.message ?? sync?.held[0]?.message ?? sync?.problems[0]?.message ?? '';
  return `"${sync?.state ?? 'not active'}": ${why}`;
}

/** Completes the import, charts included. */
export async function finishImport(world: BenchWorld, importId: ImportId = IMPORT_ID): Promise<void> {
  for (let step = 1; ; step++) {
    const { state, message } = await world.ask('importStep', { importId });
    if (state === 'done') return;
    if (state === 'stopped' || step >= MOST_PASSES) throw new Error(`The import is "${state}": ${message}`);
  }
}

/** A whole import as the dialog does it. */
export async function importAll(world: BenchWorld, leads: readonly LeadCells[]): Promise<void> {
  await sendImport(world, IMPORT_ID, TAB, leads);
  await finishImport(world);
}

/** Takes the import back. Throws unless every lead went. */
export async function undoImport(world: BenchWorld, leads: number): Promise<void> {
  for (let step = 1; ; step++) {
    const { state, message, removed } = await world.ask('importUndo', { importId: IMPORT_ID });
    if (state === 'undone' && removed === leads) return;
    if (state === 'stopped' || step >= MOST_PASSES) throw new Error(`The undo is "${state}": ${message}`);
  }
}

/** Rows that lie apart, all over the tab. Numbers from 0. */
export function scattered(count: number, leads: number): readonly number[] {
  const step = Math.max(1, Math.floor(leads / count));
  return Array.from({ length: Math.min(count, leads) }, (_, n) => n * step);
}

/** Types one text into a field of some rows, cell by cell, as an API client that fires no trigger. */
export async function editCells(
  world: BenchWorld,
  tab: Tab,
  field: FieldKey,
  rows: readonly number[],
  text: string,
): Promise<void> {
  const column = FIELDS.findIndex(({ key }) => key === field);
  for (const row of rows) {
    await world.host.edit({
      by: 'api',
      sheet: tab.name,
      cell: `${String.fromCharCode(65 + column)}${row + 2}`,
      values: [[text]],
    });
  }
}

/** Revisions of all the tab's documents, by id. */
export async function revisions(world: BenchWorld, tab: Tab): Promise<ReadonlyMap<string, string>> {
  const found: { _id: string; _rev: string }[] = await world.client.fetch('*[_type == $type]{_id, _rev}', {
    type: tab.type,
  });
  return new Map(found.map(({ _id, _rev }) => [_id, _rev]));
}

/** How many documents hold a text in a field. */
export async function holding(world: BenchWorld, tab: Tab, field: FieldKey, text: string): Promise<number> {
  const query = `count(*[_type == $type && ${field} == $text])`;
  const count: unknown = await world.client.fetch(query, { type: tab.type, text });
  return Number(count);
}
