/** A campaign's life: only the allowed steps, nothing lost on the way back, nothing of another campaign touched. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignId } from '../../addon/model/lead.ts';
import type { LifecycleStep } from '../../addon/model/lifecycle.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const A = 'Autumn 2024';
const B = 'Spring';
let world: World;

beforeAll(async () => {
  world = await startWorld();
  for (const [tab, from] of [
    [A, 0],
    [B, 500],
  ] as const) {
    const leads = Array.from({ length: 6 }, (_, n) => cellsOf(leadTexts(from + n), [`list ${n}`]));
    await importLeads(world, tab, leads, ['Source']);
  }
  await world.ask('installTriggers', null);
});
afterAll(() => world.close());

const idOf = async (name: string): Promise<CampaignId> => {
  const found = (await world.ask('state', null)).campaigns.find((one) => one.name === name);
  if (!found) throw new Error(`There is no campaign "${name}".`);
  return found.id;
};
const step = async (name: string, what: LifecycleStep, typed = '') =>
  world.call('stepCampaign', { campaign: await idOf(name), step: what, typed });
const documents = () =>
  world.sanity.fetch<readonly unknown[]>('*[_type == "campaignLead"] | order(_id asc)');

describe('archiving and restoring', () => {
  test('gives back everything byte-equal, cells and documents', async () => {
    const before = [await world.cells(A), await world.cells(B), await documents()];
    const done = await step(A, 'archive');
    expect(done).toMatchObject({ ok: true });
    const get = await world.workbook();
    expect(get.isSheetVisible(get.getSheetIdByName(A) ?? '')).toBe(false);
    expect(await step(A, 'restore')).toMatchObject({ ok: true });
    expect(get.isSheetVisible(get.getSheetIdByName(A) ?? '')).toBe(true);
    expect([await world.cells(A), await world.cells(B), await documents()]).toEqual(before);
  });
});
