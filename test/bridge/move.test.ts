/** Leads change their campaign with all that belongs to them, and are in exactly one place whatever happens. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CampaignRef, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import type { MoveRequest } from '../../addon/model/wire.ts';
import type { FaultInput } from '../../scripts/local/lake/server.ts';
import { ask } from './client.ts';
import { leadId, ownCampaign, SECRET, SPREADSHEET, startWorld, sync, type World } from './world.ts';

let world: World;
const A = ownCampaign('a');
const B = ownCampaign('b');
const ORIGINAL: CampaignRef = { id: ORIGINAL_CAMPAIGN, kind: 'original' };

async function save(ref: CampaignRef, more = {}): Promise<void> {
  const campaign = { ...ref, name: ref.id, colour: '#02bbd4', description: '', sheetId: 1, createdBy: '' };
  const made = {
    createdAt: '2026-01-02T03:04:05.000Z',
    spreadsheetId: SPREADSHEET,
    ...FIRST_SETTINGS,
    ...more,
  };
  await ask(world.bridge.url, SECRET, '/v1/campaigns/save', { campaign: { ...campaign, ...made } });
}
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
  for (const one of [A, B, ORIGINAL]) await save(one);
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

/** Everything that a lead's document may hold, what no column shows included. */
const HELD = {
  firstName: 'Zoë',
  phoneNumber: '+447700900123',
  notes: 'said "later"',
  archived: false,
  messages: [
    { _key: 'm1', timestamp: '2025-10-28T12:31:00.000Z', sender: 'ai', content: 'Hi Zoë!' },
    { _key: 'm2', timestamp: '2025-10-28T12:32:00.000Z', sender: 'customer', content: 'Hello,\n\nyes' },
  ],
  extra: [{ _key: 'x', key: 'Roof', value: 'slate' }],
  calBookingId: 'booking-7',
  somebodyElses: { deep: [1, { two: null }] },
};
let made = 0;
async function lead(campaign: CampaignRef = A): Promise<string> {
  const _id = `lead.move.${++made}`;
  const own = { _type: 'campaignLead', campaignId: campaign.id };
  if (campaign.kind === 'own') await world.other.create({ _id, ...own, ...HELD });
  else await world.other.create({ _id, _type: 'dbrLead', ...HELD });
  return _id;
}
const doc = (id: string) => world.other.getDocument(id);
const move = (ids: readonly string[], more: Partial<MoveRequest> = {}) =>
  ask(world.bridge.url, SECRET, '/v1/leads/move', {
    spreadsheetId: SPREADSHEET,
    moveId: 'move-0001',
    from: A,
    to: B,
    copy: false,
    ids: ids.map(leadId),
    ...more,
  });
const states = async (...asked: Parameters<typeof move>) =>
  (await move(...asked)).results.map(({ state }) => state);

describe('moving', () => {
  test('only the campaign changes: messages and what no column shows stay as they were', async () => {
    const id = await lead();
    const before = await doc(id);
    expect(await move([id])).toEqual({ results: [{ id, newId: id, state: 'moved', message: '' }] });
    const { _rev, _updatedAt, ...now } = (await doc(id)) ?? {};
    const { _rev: _r, _updatedAt: _u, ...was } = before ?? {};
    expect(now).toEqual({ ...was, campaignId: B.id });
    expect(await states([id])).toEqual(['moved']);
    expect((await doc(id))?._rev).toBe(_rev);
  });

  test('conflicts about it go along; those about others stay', async () => {
    const [id, other] = [await lead(), await lead()];
    const conflict = { _type: 'leadConflict', campaignId: A.id, field: 'notes', lost: 'x', open: true };
    await world.other.create({ ...conflict, _id: `conflict.${id}`, lead: id });
    await world.other.create({ ...conflict, _id: `conflict.${other}`, lead: other });
    await states([id]);
    expect(await doc(`conflict.${id}`)).toMatchObject({ ...conflict, campaignId: B.id, lead: id });
    expect(await doc(`conflict.${other}`)).toMatchObject({ campaignId: A.id });
    expect((await sync(world.bridge, B)).openConflicts).toBe(1);
  });

  test('invariant 8: a lead of a third campaign is not there to be moved', async () => {
    const C = ownCampaign('c');
    await save(C);
    const id = await lead(C);
    expect(await states([id, 'lead.nobody'])).toEqual(['missing', 'missing']);
    expect(await doc(id)).toMatchObject({ campaignId: C.id });
  });

  test('a hundred at once', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 100; n++) ids.push(await lead());
    expect(new Set(await states(ids))).toEqual(new Set(['moved']));
  });
});

describe('copying', () => {
  test('everything is there a second time under an id that the same request makes again; the first stays', async () => {
    const id = await lead();
    const before = await doc(id);
    const [result] = (await move([id], { copy: true })).results;
    expect(result).toMatchObject({ state: 'moved', newId: expect.stringMatching(/^lead\.copy\./) });
    expect(await doc(result?.newId ?? '')).toMatchObject({
      ...HELD,
      _type: 'campaignLead',
      campaignId: B.id,
    });
    expect((await move([id], { copy: true })).results).toEqual([result]);
    const [again] = (await move([id], { copy: true, moveId: 'move-0002' })).results;
    expect(again?.newId).not.toBe(result?.newId);
    expect(await doc(id)).toEqual(before);
  });

  test('an original lead becomes a lead of the campaign, and stays what it was', async () => {
    const id = await lead(ORIGINAL);
    const before = await doc(id);
    const [result] = (await move([id], { from: ORIGINAL, copy: true })).results;
    expect(await doc(result?.newId ?? '')).toMatchObject({
      ...HELD,
      _type: 'campaignLead',
      campaignId: B.id,
    });
    expect(await doc(id)).toEqual(before);
  });
});

describe('refused, with nothing done', () => {
  test.each<[string, Partial<MoveRequest>, RegExp]>([
    ['moving an original lead out', { from: ORIGINAL }, /Copy it instead/],
    ['moving into the originals', { to: ORIGINAL }, /none can be added/],
    ['copying into the originals', { to: ORIGINAL, copy: true }, /none can be added/],
    ['into itself', { to: A }, /already/],
    ['into a campaign that nobody saved', { to: ownCampaign('never') }, /no such campaign/],
    ['into an archived campaign', { to: ownCampaign('archived') }, /archived or deleted/],
    ['into a deleted campaign', { to: ownCampaign('deleted') }, /archived or deleted/],
  ])('%s', async (_what, more, message) => {
    await save(ownCampaign('archived'), { state: 'archived' });
    await save(ownCampaign('deleted'), { state: 'deleted' });
    const id = await lead(more.from ?? A);
    const before = await doc(id);
    const count = await world.other.fetch<number>('count(*)');
    expect((await move([id], more)).results).toMatchObject([
      { state: 'refused', message: expect.stringMatching(message) },
    ]);
    expect(await doc(id)).toEqual(before);
    expect(await world.other.fetch('count(*)')).toBe(count);
  });

  test('from another spreadsheet than the campaigns’ own', async () => {
    await expect(move([await lead()], { spreadsheetId: 'a-copy' })).rejects.toThrow(/^409 elsewhere/);
  });
});

test.each<[string, FaultInput]>([
  ['a write that was acknowledged and dropped', { kind: 'ack-and-drop', route: 'mutate' }],
  ['half a transaction', { kind: 'ack-and-drop', route: 'mutate', keep: 2 }],
  ['a write without an answer', { kind: 'timeout-after-commit', route: 'mutate', ms: 10 }],
  ['503 before the write', { kind: '5xx', route: 'mutate', status: 503 }],
  ['429', { kind: '429', route: 'mutate', retryAfter: 0, times: 2 }],
])('invariant 4: after %s every lead is in the other campaign, once', async (_what, fault) => {
  for (const copy of [false, true]) {
    const ids = [await lead(), await lead(), await lead()];
    world.lake.faults.add(fault);
    const moveId = `move-${ids.join('-')}`;
    const { results } = await move(ids, { copy, moveId });
    expect(results.map(({ state }) => state)).toEqual(['moved', 'moved', 'moved']);
    for (const { newId } of results) expect(await doc(newId)).toMatchObject({ ...HELD, campaignId: B.id });
    for (const id of ids) expect((await doc(id))?.campaignId).toBe(copy ? A.id : B.id);
  }
});

test('invariant 3: a lead that somebody changes at that moment is moved as it is then', async () => {
  const id = await lead();
  world.lake.faults.add({ kind: 'slow', route: 'mutate', ms: 150 });
  const moving = move([id]);
  await new Promise((done) => setTimeout(done, 60));
  await world.other.patch(id).set({ notes: 'changed meanwhile' }).commit();
  expect((await moving).results).toMatchObject([{ state: 'moved' }]);
  expect(await doc(id)).toMatchObject({ campaignId: B.id, notes: 'changed meanwhile' });
});

test('a write that nobody ever answers is not called moved', async () => {
  const id = await lead();
  world.lake.faults.add({ kind: '5xx', route: 'mutate', times: 'always' });
  const hurried = await world.replica({ ANSWER_WITHIN_MS: '1000', SANITY_TIMEOUT_MS: '100' });
  const request = { spreadsheetId: SPREADSHEET, moveId: 'move-hurry', from: A, to: B, copy: false };
  const { results } = await ask(hurried.url, SECRET, '/v1/leads/move', { ...request, ids: [leadId(id)] });
  expect(results).toMatchObject([{ state: 'unverified', message: expect.stringMatching(/not proven/) }]);
});
