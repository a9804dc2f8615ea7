/** Google may end a script at any call, and two may run at once: an import and its undo end the same (invariants 4, 10). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobRow } from '../../addon/model/import/job.ts';
import type { CampaignId, ImportId } from '../../addon/model/lead.ts';
import { startWorld, type World } from '../world.ts';
import {
  cellsOf,
  createRows,
  importLeads,
  into,
  leadTexts,
  newImportId,
  stepUntilOver,
  undoUntilOver,
  upload,
  withoutBases,
} from './leads.ts';
import { documentsOf, matched, updateOf } from './updates.ts';

const TAB = 'Autumn 2024';
const lead = (n: number) => cellsOf({ ...leadTexts(n), archived: 'No' }, [`list ${n}`]);

let world: World;
let campaign: CampaignId;
let rows: readonly JobRow[];

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: 5 }, (_, n) => lead(n));
  campaign = (await importLeads(world, TAB, leads, ['Source'])).progress.campaign;
  const ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
  const known = await matched(world, campaign, ids);
  const [a = '', b = '', c = ''] = ids;
  rows = [
    updateOf(known, a, 1, { Notes: 'newer', Phone_number: '+447700900950' }),
    updateOf(known, c, 2, { Source: '' }),
    ...createRows(
      [
        [...lead(700), 'six'],
        [...lead(701), ''],
      ],
      3,
    ),
    updateOf(known, b, 5, { Address: '=HYPERLINK("x")', Notes: 'b' }),
    ...createRows([[...lead(702), 'eight']], 6),
  ];
});
afterAll(() => world.close());

const uploaded = async (): Promise<ImportId> => {
  const importId = newImportId();
  await upload(world, into(importId, campaign, ['Source', 'Panels'], { created: 3, updated: 3 }, 2), rows);
  return importId;
};
const asImported = (importId: ImportId) => async () => {
  const found = await world.rows(TAB);
  expect(found).toHaveLength(8);
  expect(found.map((row) => row.Notes).slice(0, 2)).toEqual(['newer', 'b']);
  expect(found.slice(5).map((row) => row._lead)).toEqual([3, 4, 6].map((n) => `lead.${importId}.${n}`));
  expect(found.slice(5).map((row) => row.Panels)).toEqual(['six', '', 'eight']);
  expect(await documentsOf(world)).toHaveLength(8);
};

const ACTS = ['kill', 'kill-unflushed'] as const;
const KILLS = [13, 15, 22, 31, 38, 47, 55, 70].map((calls, n) => {
  return { calls, act: ACTS[n % 2] ?? 'kill', undoCalls: [41, 5, 52, 12, 60, 22, 33, 47][n] ?? 1 };
});

test.each(KILLS)(
  'an import that ends at call $calls ($act), and its undo at call $undoCalls, go on and leave all as it was',
  async ({ calls, act, undoCalls }) => {
    const cells = withoutBases(await world.cells(TAB));
    const documents = await documentsOf(world);
    const importId = await uploaded();
    await world.host.interrupt({ calls, act });
    await world.ask('importCommit', { importId }).catch(() => undefined);
    await world.ask('importStep', { importId }).catch(() => undefined);
    await world.host.interrupt(null);
    await world.ask('importCommit', { importId });
    expect(await stepUntilOver(world, importId)).toMatchObject({ state: 'done', verified: 6 });
    await asImported(importId)();
    await world.host.interrupt({ calls: undoCalls, act });
    await world.ask('importUndo', { importId }).catch(() => undefined);
    await world.host.interrupt(null);
    expect(await undoUntilOver(world, importId)).toMatchObject({ state: 'undone', kept: [] });
    expect(withoutBases(await world.cells(TAB))).toEqual(cells);
    expect(await documentsOf(world)).toEqual(documents);
  },
);

test('two who carry it on at once write no row twice', async () => {
  const importId = await uploaded();
  await world.ask('importCommit', { importId });
  const steps = await Promise.all([1, 2, 3].map(() => world.call('importStep', { importId })));
  expect(steps.filter((step) => step.ok).length).toBeGreaterThan(0);
  expect((await stepUntilOver(world, importId)).state).toBe('done');
  await asImported(importId)();
  await Promise.all([1, 2].map(() => world.call('importUndo', { importId })));
  expect(await undoUntilOver(world, importId)).toMatchObject({ state: 'undone' });
  expect(await world.rows(TAB)).toHaveLength(5);
});

test('a dead bridge stops it with a reason; with nobody looking it goes on by itself, within minutes of the bridge', async () => {
  const importId = await uploaded();
  await world.ask('importCommit', { importId });
  await world.stopBridge();
  const stopped = await world.ask('importStep', { importId });
  expect(stopped).toMatchObject({ state: 'stopped', written: 0 });
  expect(stopped.message).toContain('did not answer');
  await world.restartBridge();
  await nobodyLooks();
  const { imports } = await world.ask('state', null);
  expect(imports).toEqual([]);
  await asImported(importId)();
});

test('whoever closes the browser after the commit finds it finished', async () => {
  const [last] = (await world.ask('importHistory', { campaign, before: null })).imports;
  if (last) await undoUntilOver(world, last.importId);
  const importId = await uploaded();
  await world.ask('importCommit', { importId });
  await nobodyLooks();
  expect((await world.ask('importHistory', { campaign, before: null })).imports[0]).toMatchObject({
    importId,
    state: 'done',
    verified: 6,
  });
  await asImported(importId)();
});

/** Everybody closes the spreadsheet; a while later the minute trigger runs. */
async function nobodyLooks(): Promise<void> {
  await world.ask('installTriggers', null);
  // The script's clock is the machine's: what is due in some minutes is made due now.
  await world.reopen(false, (kept) => ({ ...kept, properties: mapValues(kept.properties, dueNow) }));
  await world.host.advance(61_000);
  await world.host.fireTimeTriggers();
}

function dueNow(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return mapValues(values, (text) => text.replace(/"againAt":\d+/, '"againAt":1'));
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
