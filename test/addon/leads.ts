/** Made-up leads for an import, and the calls that import them. */
import type { Calls, ImportProgress, UndoProgress } from '../../addon/calls.ts';
import { FIELDS, type FieldKey } from '../../addon/model/fields.ts';
import type { JobCounts, JobRow } from '../../addon/model/import/job.ts';
import { type CampaignId, type ImportId, isImportId } from '../../addon/model/lead.ts';
import type { World } from '../world.ts';

export type LeadTexts = { readonly [K in FieldKey]?: string };

const FIRST = ['Sam', 'Priya', 'Zoë', 'Tomás', 'Aoife', 'Kwame', 'Mei', 'Olga'];
const LAST = ['Hughes', 'O’Neill', 'Patel', 'García', 'Okafor', 'Nowak', 'Smith-Jones'];
const STATUS = [
  'Ready',
  'Sent_1',
  'Sent_2',
  'Sent_3',
  'HOT',
  'WARM',
  'COLD',
  'CALL_BOOKED',
  'CONVERTED',
  'REMOVED',
];
const FEELING = ['POSITIVE', 'NEGATIVE', 'NEUTRAL', ''];

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length];
const two = (n: number) => String(n).padStart(2, '0');

/** `HH:MM DD/MM/YYYY`, some days before now, in UTC at midday so that no clock change moves the day. */
export function daysAgo(days: number, hour = 12): string {
  const at = new Date(Date.now() - days * 86_400_000);
  return `${two(hour)}:05 ${two(at.getUTCDate())}/${two(at.getUTCMonth() + 1)}/${at.getUTCFullYear()}`;
}

/** The nth made-up lead: phones from Ofcom's drama ranges, conversations of several lines. */
export function leadTexts(n: number): LeadTexts {
  const first = pick(FIRST, n) ?? '';
  const sent = n % 4 > 0;
  const replied = n % 6 === 1;
  return {
    contactStatus: pick(STATUS, n * 7) ?? '',
    firstName: first,
    secondName: pick(LAST, n * 3) ?? '',
    phoneNumber:
      n < 1_000
        ? `+447700900${String(n).padStart(3, '0')}`
        : `+441632960${String(n % 1_000).padStart(3, '0')}`,
    emailAddress: `lead${n}@example.com`,
    postcode: `SW${(n % 20) + 1} 1AA`,
    address: `${n} High Street\nLondon`,
    enquiryDate: 'March 2023',
    notes: n % 5 === 0 ? 'Said "call after six", £40 a month' : '',
    m1Sent: sent ? daysAgo(n % 40) : '',
    m2Sent: n % 4 > 1 ? daysAgo(n % 38) : '',
    m3Sent: n % 4 > 2 ? daysAgo(n % 36) : '',
    replyReceived: replied ? daysAgo(n % 20) : '',
    conversationHistory: replied ? `AI: Hi ${first}!\n[12:32 28/10/2025] ${first}: Hello,\n\nyes please` : '',
    leadSentiment: replied ? (pick(FEELING, n) ?? '') : '',
    callBookedTime: n % 10 === 1 ? daysAgo(n % 20 === 1 ? -9 : 9) : '',
    manualMode: n % 9 === 0 ? 'YES' : 'NO',
    archived: n % 11 === 0 ? 'Yes' : 'No',
  };
}

/** Texts of the 26 fields in the table's order, then of further columns. */
export function cellsOf(texts: LeadTexts, extras: readonly string[] = []): readonly string[] {
  return [...FIELDS.map(({ key }) => texts[key] ?? ''), ...extras];
}

let imports = 0;

export function newImportId(): ImportId {
  const id = `import-${String(++imports).padStart(4, '0')}`;
  if (!isImportId(id)) throw new Error(`"${id}" is no import's id.`);
  return id;
}

export function beginning(
  importId: ImportId,
  campaignName: string,
  total: number,
  extras: readonly string[] = [],
): Calls['importBegin']['ask'] {
  return {
    importId,
    target: {
      is: 'new',
      name: campaignName,
      colour: '#02bbd4',
      description: '',
      country: 'GB',
      required: [],
    },
    headings: [],
    extras,
    fileName: 'enquiries.csv',
    counts: createdOnly(total),
    parts: Math.ceil(total / 1_000),
  };
}

/** The beginning of an import into a campaign that is there. */
export function into(
  importId: ImportId,
  campaign: CampaignId,
  extras: readonly string[],
  counts: { readonly created: number; readonly updated: number },
  parts = 1,
): Calls['importBegin']['ask'] {
  const rowsIn = counts.created + counts.updated;
  return {
    importId,
    target: { is: 'existing', campaign },
    headings: [],
    extras,
    fileName: 'newer.csv',
    counts: { rowsIn, ...counts, duplicate: 0, invalid: 0, skipped: 0 },
    parts,
  };
}

/** The counts of a file of which every row makes a lead. */
export function createdOnly(rows: number): JobCounts {
  return { rowsIn: rows, created: rows, updated: 0, duplicate: 0, invalid: 0, skipped: 0 };
}

/** Rows that make leads, from the first line on. */
export function createRows(leads: readonly (readonly string[])[], firstLine = 1): JobRow[] {
  return leads.map((cells, n) => ({ is: 'create', line: firstLine + n, cells }));
}

/** Begins an import and sends its rows; nothing of it is in a tab then. */
export async function upload(
  world: World,
  begin: Calls['importBegin']['ask'],
  rows: readonly JobRow[],
): Promise<void> {
  await world.ask('importBegin', begin);
  const size = Math.ceil(rows.length / begin.parts);
  const { importId } = begin;
  for (let part = 0; part < begin.parts; part++)
    await world.ask('importPart', { importId, part, rows: rows.slice(part * size, (part + 1) * size) });
}

/** Steps until it is over, or stopped. */
export async function stepUntilOver(world: World, importId: ImportId): Promise<ImportProgress> {
  for (let step = 0; ; step++) {
    const progress = await world.ask('importStep', { importId });
    if (progress.state === 'done' || progress.state === 'stopped') return progress;
    if (step > 60) throw new Error(`The import is still "${progress.state}": ${progress.message}`);
  }
}

/** The same for taking one back. */
export async function undoUntilOver(world: World, importId: ImportId): Promise<UndoProgress> {
  for (let step = 0; ; step++) {
    const progress = await world.ask('importUndo', { importId });
    if (progress.state !== 'undoing') return progress;
    if (step > 60) throw new Error(`The undo is still "${progress.state}": ${progress.message}`);
  }
}

export interface Imported {
  readonly importId: ImportId;
  readonly progress: ImportProgress;
  /** Added up over all calls. */
  readonly calls: number;
  readonly seconds: number;
  readonly methods: Readonly<Record<string, number>>;
}

/** A whole import as the dialog does it, to the end. Throws the server's sentence when it fails. */
export async function importLeads(
  world: World,
  campaignName: string,
  leads: readonly (readonly string[])[],
  extras: readonly string[] = [],
): Promise<Imported> {
  const importId = newImportId();
  let calls = 0;
  let seconds = 0;
  const methods: Record<string, number> = {};
  const ask: World['ask'] = async (name, question) => {
    const answer = await world.ask(name, question);
    const cost = world.cost();
    calls += cost.calls.Spreadsheet ?? 0;
    seconds += cost.simulatedSeconds;
    for (const [method, count] of Object.entries(cost.methods))
      methods[method] = (methods[method] ?? 0) + count;
    return answer;
  };
  await ask('importBegin', beginning(importId, campaignName, leads.length, extras));
  const rows = createRows(leads);
  for (let part = 0; part * 1_000 < rows.length; part++) {
    await ask('importPart', { importId, part, rows: rows.slice(part * 1_000, (part + 1) * 1_000) });
  }
  let progress = await ask('importCommit', { importId });
  for (let step = 0; step < 60 && progress.state !== 'done' && progress.state !== 'stopped'; step++)
    progress = await ask('importStep', { importId });
  if (progress.state !== 'done') throw new Error(`${progress.state}: ${progress.message}`);
  return { importId, progress, calls, seconds, methods };
}

/** Revisions change with every write; what a row's history is of, does not. */
export function withoutBases(cells: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const sync = cells[0]?.indexOf('_sync') ?? -1;
  return cells.map((line) => line.map((text, n) => (n === sync ? '' : text)));
}

/** Looks at a campaign's tab as an open sidebar does: what is left to the next pass, as its charts, is done then. */
export async function settle(world: World, tab: string): Promise<void> {
  await world.lookAt(tab);
  await world.ask('tick', { full: false });
}
