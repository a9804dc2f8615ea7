/** A campaign goes for good only when its own document says that it may, and takes nothing of anybody else with it. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Campaign, type CampaignRef, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import type { PurgeResponse } from '../../addon/model/wire.ts';
import type { FaultInput } from '../../scripts/local/lake/server.ts';
import { ask } from './client.ts';
import { ownCampaign, SECRET, SPREADSHEET, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const fresh = (name: string): Campaign => ({
  ...ownCampaign(name),
  name,
  colour: '#02bbd4',
  description: '',
  spreadsheetId: SPREADSHEET,
  sheetId: 7,
  createdAt: '2026-01-02T03:04:05.000Z',
  createdBy: 'alex@example.com',
  ...FIRST_SETTINGS,
});
const save = (campaign: Campaign) => ask(world.bridge.url, SECRET, '/v1/campaigns/save', { campaign });
const purge = (campaign: CampaignRef, spreadsheetId = SPREADSHEET) =>
  ask(world.bridge.url, SECRET, '/v1/campaigns/purge', { campaign, spreadsheetId });

/** A campaign with leads and their conflicts, deleted so many days ago. */
async function deleted(name: string, leads: number, days: number): Promise<Campaign> {
  const campaign: Campaign = { ...fresh(name), state: 'deleted', stateAt: daysAgo(days) };
  await save(campaign);
  for (let n = 0; n < leads; n += 100) {
    const transaction = world.other.transaction();
    for (let one = n; one < Math.min(leads, n + 100); one++) {
      const _id = `lead.${name}.${String(one).padStart(4, '0')}`;
      transaction.create({ _id, _type: 'campaignLead', campaignId: campaign.id, firstName: 'Sam' });
    }
    await transaction.commit();
  }
  await world.other.create({
    _id: `conflict.${name}.1`,
    _type: 'leadConflict',
    campaignId: campaign.id,
    lead: `lead.${name}.0000`,
  });
  return campaign;
}
/** What an import into it keeps, so many parts of rows. */
async function imported(campaign: Campaign, parts: number): Promise<void> {
  const id = `import.of-${campaign.name}`;
  await world.other.create({ _id: id, _type: 'leadImport', campaignId: campaign.id, job: '{}' });
  for (let n = 0; n < parts; n++) {
    const part = { _type: 'leadImportPart', campaignId: campaign.id, rows: '[]' };
    await world.other.create({ _id: `${id}.${n}`, ...part });
  }
}
const left = (name: string) =>
  world.other.fetch<number>('count(*[_type in $types && campaignId == $id])', {
    id: ownCampaign(name).id,
    types: ['campaignLead', 'leadConflict', 'leadImport', 'leadImportPart'],
  });
async function purgeAll(campaign: CampaignRef): Promise<number> {
  let gone = 0;
  for (let tries = 0; tries < 30; tries++) {
    const answer: PurgeResponse = await purge(campaign);
    gone += answer.deleted;
    if (answer.left === 0) return gone;
  }
  throw new Error('It never ended.');
}

test('its leads, conflicts and imports go, each proven; what other tools hold and other campaigns stay', async () => {
  const campaign = await deleted('gone', 120, 31);
  await imported(campaign, 6);
  await imported(await deleted('kept', 3, 29), 1);
  const call = { _id: 'call-of-gone', _type: 'retellCall', campaignId: campaign.id, lead: 'lead.gone.0000' };
  const original = { _id: 'dbr-gone', _type: 'dbrLead', campaignId: campaign.id };
  for (const one of [call, original]) await world.other.create(one);
  expect(await purgeAll(campaign)).toBe(120);
  expect(await left('gone')).toBe(0);
  expect(await world.other.getDocument('lead.gone.0007')).toBeUndefined();
  expect(await left('kept')).toBe(6);
  expect(await world.other.getDocument('call-of-gone')).toMatchObject(call);
  expect(await world.other.getDocument('dbr-gone')).toMatchObject(original);
});

test('its document stays as a gravestone that no list of campaigns shows, and that nobody brings to life', async () => {
  const campaign = await deleted('grave', 1, 31);
  await purgeAll(campaign);
  expect(await world.other.getDocument(campaign.id)).toMatchObject({
    state: 'deleted',
    name: 'grave',
    purgedAt: expect.any(String),
  });
  const { campaigns } = await ask(world.bridge.url, SECRET, '/v1/campaigns', { spreadsheetId: SPREADSHEET });
  expect(campaigns.map(({ id }) => id)).not.toContain(campaign.id);
  await expect(save({ ...campaign, state: 'active' })).rejects.toThrow(/erased/);
  expect(await purge(campaign)).toEqual({ deleted: 0, left: 0 });
});

describe('nothing is erased', () => {
  test.each<[string, Partial<Campaign>]>([
    ['of an active campaign', { state: 'active', stateAt: daysAgo(99) }],
    ['of an archived campaign', { state: 'archived', stateAt: daysAgo(99) }],
    ['before the 30 days are over', { state: 'deleted', stateAt: daysAgo(29.9) }],
    ['where nobody knows when it was deleted', { state: 'deleted', stateAt: '' }],
  ])('%s', async (what, more) => {
    const name = what.replace(/\W/g, '-');
    await deleted(name, 2, 31);
    await save({ ...fresh(name), ...more });
    await expect(purge(ownCampaign(name))).rejects.toThrow(/Nothing was erased/);
    expect(await left(name)).toBe(3);
  });

  test('for another spreadsheet than the campaign’s own', async () => {
    const campaign = await deleted('elsewhere', 2, 31);
    await expect(purge(campaign, 'a-copy')).rejects.toThrow(/^409 elsewhere/);
    expect(await left('elsewhere')).toBe(3);
  });

  test('of the original leads, whatever a document says', async () => {
    await save({
      ...fresh('x'),
      id: ORIGINAL_CAMPAIGN,
      kind: 'original',
      state: 'deleted',
      stateAt: daysAgo(99),
    });
    await world.other.create({ _id: 'dbr-1', _type: 'dbrLead' });
    await expect(purge({ id: ORIGINAL_CAMPAIGN, kind: 'original' })).rejects.toThrow(/original leads/);
    expect(await world.other.getDocument('dbr-1')).toBeDefined();
  });

  test('of a campaign without a document', async () => {
    await world.other.create({ _id: 'lead.none.1', _type: 'campaignLead', campaignId: 'campaign.none' });
    await expect(purge(ownCampaign('none'))).rejects.toThrow(/Nothing was erased/);
    expect(await left('none')).toBe(1);
  });

  test.each<[string, FaultInput]>([
    ['the campaign cannot be read', { kind: '5xx', route: 'doc', times: 'always' }],
    ['the leads cannot be listed', { kind: '5xx', route: 'query', times: 'always' }],
  ])('while %s', async (what, fault) => {
    const name = what.replace(/\W/g, '-');
    const campaign = await deleted(name, 2, 31);
    world.lake.faults.add(fault);
    const hurried = await world.replica({ ANSWER_WITHIN_MS: '1000', SANITY_TIMEOUT_MS: '100' });
    const asked = ask(hurried.url, SECRET, '/v1/campaigns/purge', { campaign, spreadsheetId: SPREADSHEET });
    await expect(asked).rejects.toThrow(/store-unreachable/);
    world.lake.faults.clear();
    expect(await left(name)).toBe(3);
  });

  test('once it is restored in the middle of it: what is still there stays', async () => {
    const campaign = await deleted('middle', 2, 31);
    // The first write is lost, and somebody restores the campaign before it is tried again.
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 1 });
    expect((await purge(campaign)).left).toBeGreaterThan(0);
    await save({ ...campaign, state: 'active', stateAt: daysAgo(0) });
    await expect(purge(campaign)).rejects.toThrow(/not deleted/);
    expect(await left('middle')).toBe(3);
  });
});

test('a campaign that was erased without ever having had a lead is not brought to life either', async () => {
  const campaign: Campaign = { ...fresh('never'), state: 'deleted', stateAt: daysAgo(31) };
  await save(campaign);
  expect(await purge(campaign)).toEqual({ deleted: 0, left: 0 });
  await expect(save({ ...campaign, state: 'active' })).rejects.toThrow(/deleted more than 30 days ago/);
  expect(await world.other.getDocument(campaign.id)).toMatchObject({ state: 'deleted' });
});

test('a campaign that is restored at the moment of a write keeps all of that write', async () => {
  const campaign = await deleted('moment', 3, 31);
  world.lake.faults.add({ kind: 'slow', route: 'mutate', ms: 200 });
  const asked = purge(campaign).catch(() => null);
  await new Promise((done) => setTimeout(done, 100));
  await save({ ...campaign, state: 'active', stateAt: daysAgo(0) });
  await asked;
  expect(await left('moment')).toBe(4);
});

test.each<[string, FaultInput]>([
  ['an acknowledged write that was dropped', { kind: 'ack-and-drop', route: 'mutate', times: 2 }],
  ['a write without an answer', { kind: 'timeout-after-commit', route: 'mutate', ms: 10, times: 2 }],
  ['half a transaction', { kind: 'ack-and-drop', route: 'mutate', keep: 5, times: 2 }],
  ['429', { kind: '429', route: 'mutate', retryAfter: 0, times: 2 }],
])('invariant 4: after %s it is asked again and ends the same', async (what, fault) => {
  const name = `again-${what.replace(/\W/g, '-')}`;
  const campaign = await deleted(name, 8, 31);
  world.lake.faults.add(fault);
  await purgeAll(campaign);
  expect(await left(name)).toBe(0);
});
