/** Exporting through the script: every lead as Sanity has it, noted, and for those alone who may. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CampaignId } from '../../addon/model/lead.ts';
import type { ExportedLead } from '../../addon/model/wire.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const LEADS = 8;
let world: World;
let campaign: CampaignId;
beforeAll(async () => {
  world = await startWorld();
  await world.run('showSidebar');
  const leads = Array.from({ length: LEADS }, (_, n) => cellsOf(leadTexts(n), [`roof ${n}`]));
  await importLeads(world, 'Spring', leads, ['Roof']);
  const [one] = (await world.ask('state', null)).campaigns;
  if (!one) throw new Error('There is a campaign.');
  campaign = one.id;
}, 60_000);
afterAll(() => world.close());

async function all(history: boolean): Promise<readonly ExportedLead[]> {
  const leads: ExportedLead[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { leads: readonly ExportedLead[]; after: string | null; total: number } = await world.ask(
      'exportPage',
      { campaign, after, history },
    );
    expect(page.total).toBe(LEADS);
    leads.push(...page.leads);
    after = page.after;
  }
  return leads;
}

test('pages cross to the page whole, archived leads and further columns too, and read no cell', async () => {
  const leads = await all(true);
  expect(world.cost().calls.Spreadsheet ?? 0).toBe(0);
  expect(leads.map(({ lead }) => lead.extra.Roof).sort()).toEqual(
    Array.from({ length: LEADS }, (_, n) => `roof ${n}`),
  );
  expect(leads.filter(({ lead }) => lead.fields.archived === true)).toHaveLength(1);
  expect(leads.every(({ changes }) => changes[0]?.kind === 'created')).toBe(true);
});

test('the dialog opens, and an export of everything is remembered with the campaign and recorded', async () => {
  expect(await world.ask('openExport', null)).toBeNull();
  const before = await world.ask('campaignDetails', { campaign });
  expect(before.exportedAt).toBeNull();
  const note = { campaigns: [campaign], what: 'exported', format: 'csv', leads: LEADS } as const;
  await world.ask('noteExport', { ...note, whole: false });
  expect((await world.ask('campaignDetails', { campaign })).exportedAt).toBeNull();
  await world.ask('noteExport', { ...note, whole: true });
  expect((await world.ask('campaignDetails', { campaign })).exportedAt).not.toBeNull();
  const { actions } = await world.ask('actions', { campaign, before: null });
  const said = actions.filter(({ what }) => what === 'exported').map((one) => one.said);
  expect(said).toEqual([
    'Exported "Spring" as a whole: 8 leads as csv.',
    'Exported "Spring" in part: 8 leads as csv.',
  ]);
});

test('who may not export gets no lead and no dialog', async () => {
  const named = [{ email: 'alex@example.com', rights: ['people'] as const }];
  await world.ask('setPeople', { everyone: ['import'], named });
  for (const answer of [
    await world.call('openExport', null),
    await world.call('exportPage', { campaign, after: '', history: false }),
    await world.call('noteExport', { campaigns: [], what: 'exported', format: 'csv', leads: 0, whole: true }),
  ])
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
});
