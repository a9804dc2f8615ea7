/** Google may end a script at any call: making a tab again goes on where it was, and leaves nothing twice (invariant 10). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CampaignId } from '../../addon/model/lead.ts';
import { type Tab, until } from '../local/workbook/host/harness.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts, settle } from './leads.ts';

const TAB = 'Autumn 2024';
const PEOPLE = 6;

let world: World;
let person: Tab;
let id: CampaignId;
let ids: readonly string[];

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: PEOPLE }, (_, n) =>
    cellsOf({ ...leadTexts(n), archived: 'No' }, [`list ${n}`]),
  );
  await importLeads(world, TAB, leads, ['Source']);
  await importLeads(world, 'Spring', [cellsOf({ ...leadTexts(900), archived: 'No' })]);
  for (const tab of [TAB, 'Spring']) await settle(world, tab);
  person = await world.browserTab();
  const [campaign] = (await world.ask('state', null)).campaigns;
  if (!campaign) throw new Error('There is no campaign.');
  id = campaign.id;
  ids = (await world.rows(TAB)).map((row) => row._lead ?? '').sort();
});
afterAll(async () => {
  person.leave();
  await world.close();
});

async function deleteTab(): Promise<void> {
  await world.lookAt('Spring');
  const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
  person.model.dispatch('DELETE_SHEET', { sheetId, sheetName: TAB });
  const get = await world.workbook();
  await until(() => get.getSheetIdByName(TAB) === undefined);
}

const tabs = async () => {
  const get = await world.workbook();
  return get.getSheetIds().map((sheetId) => get.getSheetName(sheetId));
};

const restore = () =>
  world.call('settleHeld', { campaign: id, code: 'missing-tab', mark: '', action: 'restore' });

const KILLS = [4, 8, 11, 20, 34, 60, 72, 78].flatMap((calls, n) => [
  { calls, act: n % 2 === 0 ? ('kill' as const) : ('kill-unflushed' as const) },
]);

test.each(KILLS)(
  'a tab whose making ends at call $calls ($act) comes back once, whole',
  async (interrupt) => {
    await deleteTab();
    await world.host.interrupt(interrupt);
    await restore().catch(() => undefined);
    await world.host.interrupt(null);
    let answer = await restore();
    for (let again = 0; again < 3 && !answer.ok; again++) answer = await restore();
    expect(answer).toMatchObject({ ok: true });
    expect((await tabs()).sort()).toEqual([TAB, 'Spring', '_stats'].sort());
    const rows = await world.rows(TAB);
    expect(rows.map((row) => row._lead).sort()).toEqual(ids);
    expect(rows.map((row) => row.Source).sort()).toEqual(ids.map((_, n) => `list ${n}`));
    expect(await world.sanity.fetch('count(*[_type == "campaignLead"])')).toBe(PEOPLE + 1);
    const get = await world.workbook();
    expect(get.getFigures(get.getSheetIdByName(TAB) ?? '')).toHaveLength(9);
  },
);
