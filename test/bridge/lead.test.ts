/** What the sheet does not show of one lead: its messages, what was changed about it, and what was not taken. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CampaignRef, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { LeadResponse } from '../../addon/model/wire.ts';
import { versionsOf } from '../../bridge/store/history.ts';
import { ask } from './client.ts';
import { leadId, makeLead, ownCampaign, row, SECRET, startWorld, sync, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const spring = ownCampaign('spring');
const original: CampaignRef = { id: ORIGINAL_CAMPAIGN, kind: 'original' };

function lead(campaign: CampaignRef, id: string): Promise<LeadResponse> {
  return ask(world.bridge.url, SECRET, '/v1/lead', { campaign, id: leadId(id) });
}

const said = (content: string, more: Record<string, unknown> = {}) => ({
  _key: content,
  timestamp: '2025-10-28T12:31:00.000Z',
  sender: 'ai',
  senderName: 'Sophie',
  content,
  messageType: 'sms',
  ...more,
});

describe('messages', () => {
  test('come oldest first, each with its speaker, and what nobody can read is counted', async () => {
    await world.other.create({
      _id: 'old1',
      _type: 'dbrLead',
      firstName: 'Sam',
      messages: [
        said('second', { timestamp: '2025-10-29T08:00:00Z', sender: 'customer', senderName: 'Sam' }),
        said('first', { templateType: 'M1' }),
        said('third', { timestamp: '2025-10-30T08:00:00Z', sender: 'manual' }),
        'damaged',
        null,
        said('who?', { timestamp: 'soon', sender: 'robot' }),
      ],
    });
    const { messages, unreadMessages, lead: snapshot } = await lead(original, 'old1');
    expect(messages.map(({ sender, content, template }) => [sender, content, template])).toEqual([
      ['ai', 'first', 'M1'],
      ['customer', 'second', ''],
      ['manual', 'third', ''],
      ['customer', 'who?', ''],
    ]);
    expect(unreadMessages).toBe(2);
    expect(snapshot?.fields.firstName).toBe('Sam');
  });

  test('invariant 8: a lead of another campaign tells nothing, nor does one that is not there', async () => {
    await makeLead(world.bridge, spring, 'lead.other.1', { firstName: 'Sam' });
    const nothing = { lead: null, messages: [], changes: [], conflicts: [], historyFailure: null };
    expect(await lead(ownCampaign('winter'), 'lead.other.1')).toMatchObject(nothing);
    expect(await lead(spring, 'lead.none.1')).toMatchObject(nothing);
  });
});

describe('changes', () => {
  test('tell who wrote, what it said before and after, newest first', async () => {
    const rev = await makeLead(world.bridge, spring, 'lead.changes.1', { firstName: 'Sam', Roof: 'flat' });
    await sync(world.bridge, spring, {
      rows: [row('lead.changes.1', rev, { notes: [null, 'Call back'], Roof: ['flat', 'gable'] })],
    });
    await world.other.patch('lead.changes.1').set({ contactStatus: 'HOT', foreign: 1 }).commit();
    await world.other.patch('lead.changes.1').set({ foreign: 2 }).commit();
    const { changes } = await lead(spring, 'lead.changes.1');
    expect(changes.map(({ by, kind, values }) => ({ by, kind, values }))).toEqual([
      { by: 'other', kind: 'changed', values: [{ field: 'contactStatus', before: null, after: 'HOT' }] },
      {
        by: 'sheet',
        kind: 'changed',
        values: [
          { field: 'notes', before: null, after: 'Call back' },
          { field: 'Roof', before: 'flat', after: 'gable' },
        ],
      },
      expect.objectContaining({ by: 'sheet', kind: 'created' }),
    ]);
    expect(changes[2]?.values).toContainEqual({ field: 'firstName', before: null, after: 'Sam' });
  });

  test('of a lead that was deleted are told; at most a hundred, long values by both ends', async () => {
    const id = 'lead.many.1';
    await makeLead(world.bridge, spring, id, { firstName: 'Sam' });
    for (let n = 0; n < 105; n++)
      await world.other
        .patch(id)
        .set({ notes: `${n} ${'x'.repeat(2_000)} end` })
        .commit();
    const before = await lead(spring, id);
    expect(before.changes).toHaveLength(100);
    expect(String(before.changes[0]?.values[0]?.after)).toMatch(/^104 x+ … x+ end$/);
    await world.other.delete(id);
    const after = await lead(spring, id);
    expect(after).toMatchObject({
      lead: null,
      changes: expect.arrayContaining([expect.objectContaining({ kind: 'deleted' })]),
    });
  });

  test('begin where Sanity’s history begins: what was before is not made up', () => {
    const patch = (id: string, at: string, patched: object) =>
      JSON.stringify({
        id,
        timestamp: at,
        mutations: [{ patch: { id: 'a', ifRevisionID: 'x', ...patched } }],
      });
    const answer = [
      patch('t3', '2025-10-03T00:00:00Z', { unset: ['notes'] }),
      'damaged',
      patch('t2', '2025-10-02T00:00:00Z', { set: { notes: 'two', 'extra[0].value': 'b' } }),
      patch('t1', '2025-10-01T00:00:00Z', { set: { notes: 'one' } }),
    ].join('\n');
    const times = { _createdAt: '2025-01-01T00:00:00Z', _updatedAt: '2025-10-01T00:00:00Z' };
    const first = {
      _id: 'a',
      _type: 'dbrLead',
      _rev: 't1',
      ...times,
      notes: 'one',
      extra: [{ key: 'k', value: 'a' }],
    };
    const notes = versionsOf('a', answer, first).map(({ transaction, before, document }) => [
      transaction,
      before?.notes,
      document?.notes,
    ]);
    expect(notes).toEqual([
      ['t1', undefined, 'one'],
      ['t2', 'one', 'two'],
      ['t3', 'two', undefined],
    ]);
    expect(versionsOf('a', answer, first)[1]?.document?.extra).toEqual([{ key: 'k', value: 'b' }]);
    expect(versionsOf('a', answer, null).map(({ document }) => document)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('conflicts', () => {
  test('are told open and settled, with both values', async () => {
    const id = 'lead.conflict.1';
    const rev = await makeLead(world.bridge, spring, id, { notes: 'a', postcode: 'x' });
    await world.other.patch(id).set({ notes: 'store', postcode: 'store' }).commit();
    await sync(world.bridge, spring, {
      rows: [row(id, rev, { notes: ['a', 'sheet'], postcode: ['x', 'sheet'] })],
    });
    const { conflicts } = await lead(spring, id);
    const of = (field: string) => conflicts.find((one) => one.field === field);
    expect(of('notes')).toMatchObject({ kept: 'sheet', lost: 'store', lostSide: 'store', open: true });
    const conflict = of('notes');
    if (!conflict) throw new Error('There is one.');
    await world.other.patch(conflict.id).set({ open: false }).commit();
    const now = (await lead(spring, id)).conflicts;
    expect(now.map(({ field, open }) => [field, open]).sort()).toEqual([
      ['notes', false],
      ['postcode', true],
    ]);
  });
});

describe('invariant 10: what cannot be read hides nothing else', () => {
  test.each([
    ['5xx', { kind: '5xx', route: 'history', times: 'always' }],
    ['an index that fails', { kind: '5xx', route: 'query', times: 'always' }],
  ] as const)('%s: the messages are there, and it is said what is not', async (name, fault) => {
    const id = `hist-${name.length}`;
    await world.other.createOrReplace({ _id: id, _type: 'dbrLead', messages: [said('hello')] });
    world.lake.faults.add(fault);
    const answer = await lead(original, id);
    expect(answer.messages.map(({ content }) => content)).toEqual(['hello']);
    expect(answer.historyFailure).toMatch(/Sanity.*not shown\./);
    expect(answer.changes).toEqual([]);
  });

  test('a history that comes back after one failure is told', async () => {
    await makeLead(world.bridge, spring, 'lead.once.1', { firstName: 'Sam' });
    world.lake.faults.add({ kind: '5xx', route: 'history', times: 1 });
    expect(await lead(spring, 'lead.once.1')).toMatchObject({
      historyFailure: null,
      changes: [{ kind: 'created' }],
    });
  });
});
