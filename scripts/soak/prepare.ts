/** The worlds that runs begin from, made once: an imported campaign and the mapped originals, in step with the store. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Answer, ImportBegin, ImportProgress } from '../../addon/calls.ts';
import { type ImportId, isImportId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { StoredDocument } from '../local/lake/server.ts';
import { startHostWorker } from '../local/workbook/host/start.ts';
import { EXTRAS, importedLine, originalLead, otherDocuments } from './prepared-leads.ts';
import { SIZES, type Size } from './schedule.ts';
import { campaignTab, gridOf } from './sheet.ts';
import { openWorld, type World } from './world.ts';

/** One prepared world: folders to copy, and what is in them. */
export interface Prepared {
  readonly folder: string;
  readonly bundleDir: string;
  readonly campaigns: { readonly A: string; readonly O: string };
  readonly documents: readonly StoredDocument[];
}

const prepared = z.object({
  folder: z.string(),
  bundleDir: z.string(),
  campaigns: z.object({ A: z.string(), O: z.string() }),
  documents: z.array(
    z.looseObject({
      _id: z.string(),
      _type: z.string(),
      _rev: z.string(),
      _createdAt: z.string(),
      _updatedAt: z.string(),
    }),
  ),
});

/** Rows that stay blank below the leads: a tab of Google's 1,000 would only cost time. */
const BLANK_ROWS = 30;
const IMPORT_A = importId('import-soak-a');

/** Makes the prepared world of a size in `folder`. Throws when anything does not go as it must. */
export async function prepare(size: Size, folder: string, bundleDir: string): Promise<void> {
  const { own, originals } = SIZES[size];
  const leads = Array.from({ length: originals }, (_, n) => originalLead(`O${n + 1}`, n));
  const worker = startHostWorker();
  const world = await openWorld({ folder, bundleDir, worker, documents: [] });
  try {
    await world.lake.commit(
      [...leads, ...otherDocuments(leads)].map((document) => ({ create: document })),
      { transactionId: 'agent-before' },
    );
    await importCampaign(world, 'Autumn', IMPORT_A, 'A', own, 100);
    await must(world.serve('mapOriginals', null));
    await must(world.serve('installTriggers', null));
    const campaigns = { A: `campaign.${IMPORT_A}`, O: ORIGINAL_CAMPAIGN };
    for (const id of Object.values(campaigns)) await shrink(world, id);
    await must(world.serve('tick', { full: true }));
    await stillDashboards(world);
    const documents = [...world.ledger.store.values()];
    await world.close();
    const content: Prepared = { folder, bundleDir, campaigns, documents };
    await writeFile(join(folder, 'prepared.json'), JSON.stringify(content));
  } finally {
    await world.close();
    await worker.terminate();
  }
}

export async function readPrepared(folder: string): Promise<Prepared> {
  return prepared.parse(JSON.parse(await readFile(join(folder, 'prepared.json'), 'utf8')));
}

/** A copy of a prepared world that a run may do anything to. */
export async function copyOf(source: Prepared): Promise<string> {
  const folder = await mkdtemp(join(scratch(), 'soak-run-'));
  for (const part of ['lake', 'workbook'])
    await cp(join(source.folder, part), join(folder, part), { recursive: true });
  return folder;
}

/** Where nothing has to reach a disk. */
export function scratch(): string {
  return process.env.SOAK_DIR ?? tmpdir();
}

/** Imports made-up leads as the dialog does, to its end; steps that are cut off are asked again. */
export async function importCampaign(
  world: World,
  name: string,
  id: ImportId,
  letter: string,
  lines: number,
  from: number,
): Promise<boolean> {
  const rows = Array.from({ length: lines }, (_, n) => ({
    is: 'create' as const,
    line: n + 1,
    cells: importedLine(`${letter}${n + 1}`, from + n),
  }));
  const begin: ImportBegin = {
    importId: id,
    fileName: 'enquiries.csv',
    target: { is: 'new', name, colour: '#02bbd4', description: '', country: 'GB', required: [] },
    headings: [],
    extras: EXTRAS,
    counts: { rowsIn: lines, created: lines, updated: 0, duplicate: 0, invalid: 0, skipped: 0 },
    parts: 1,
  };
  return (
    (await untilDone(() => world.serve('importBegin', begin))) &&
    (await untilDone(() => world.serve('importPart', { importId: id, part: 0, rows }))) &&
    (await untilDone(() => world.serve('importCommit', { importId: id }))) &&
    (await untilDone(
      () => world.serve('importStep', { importId: id }),
      ({ state }) => state === 'done',
    ))
  );
}

const TRIES = 5;

async function untilDone(
  ask: () => Promise<Answer<'importStep'> | null>,
  isDone: (progress: ImportProgress) => boolean = () => true,
): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried++) {
    const answered = await ask();
    if (answered?.ok && isDone(answered.answer)) return true;
  }
  return false;
}

export function importId(text: string): ImportId {
  if (!isImportId(text)) throw new Error(`"${text}" is no import's id.`);
  return text;
}

/** Takes most of the blank rows away, as a person may. */
export async function shrink(world: World, campaign: string): Promise<void> {
  const sheetId = await campaignTab(world, campaign);
  if (sheetId === null) throw new Error(`There is no tab of ${campaign}.`);
  const { get } = world.person;
  const keep = gridOf(world.person, sheetId).length + BLANK_ROWS;
  const elements = Array.from({ length: get.getNumberRows(sheetId) - keep }, (_, n) => keep + n);
  const sheetName = get.getSheetName(sheetId);
  await world.person.act('REMOVE_COLUMNS_ROWS', { sheetId, sheetName, dimension: 'ROW', elements });
  await world.quiet();
}

/**
 * Takes the formulas of the dashboards away: they would be worked out anew at each of thousands of edits, which is most of
 * what a run costs, and what they count is proven elsewhere. The cells above them are the add-on's memory and stay.
 */
async function stillDashboards(world: World): Promise<void> {
  const { get } = world.person;
  const sheetId = get.getSheetIdByName('_stats');
  if (sheetId === undefined) return;
  const elements = Array.from(
    { length: get.getNumberRows(sheetId) - MEMORY_ROWS },
    (_, n) => MEMORY_ROWS + n,
  );
  await world.person.act('REMOVE_COLUMNS_ROWS', { sheetId, sheetName: '_stats', dimension: 'ROW', elements });
  await world.quiet();
}

const MEMORY_ROWS = 2;

async function must(answering: Promise<{ readonly ok: boolean } | null>): Promise<void> {
  const answer = await answering;
  if (!answer?.ok) throw new Error(`A world could not be prepared: ${JSON.stringify(answer)}`);
}

/** Removes a run's folder. */
export async function discard(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
