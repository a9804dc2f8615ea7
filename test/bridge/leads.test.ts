/** Leads read by id, proven page by page, and brought back after they were deleted. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { FIELDS } from '../../addon/model/fields.ts';
import { type CampaignRef, type LeadId, ORIGINAL_CAMPAIGN, type Revision } from '../../addon/model/lead.ts';
import { snapshotProof } from '../../addon/model/proof.ts';
import type { AuditResponse, LeadProof, PushedRow } from '../../addon/model/wire.ts';
import type { FaultInput } from '../../scripts/local/lake/server.ts';
import { ask } from './client.ts';
import {
  leadId,
  makeLead,
  newRow,
  ownCampaign,
  revision,
  row,
  type Says,
  SECRET,
  startWorld,
  sync,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
/** Queries do not show the next transaction for a while; the next test begins after that. */
const lagging = () => {
  world.lake.faults.add({ kind: 'index-lag', ms: LAG_MS, times: 1 });
  caughtUp = sleep(LAG_MS * 2);
};
const LAG_MS = 700;
let caughtUp: Promise<unknown> = Promise.resolve();
afterEach(async () => {
  world.lake.faults.clear();
  await caughtUp;
});
afterAll(() => world.close());

const original = { id: ORIGINAL_CAMPAIGN, kind: 'original' } as const;
const doc = async (id: string) => {
  const document = await world.other.getDocument(id);
  if (!document) throw new Error(`there is no ${id}`);
  return document;
};
const content = async (id: string) => {
  const { _rev, _updatedAt, ...rest } = await doc(id);
  return rest;
};

async function documents(name: string, count: number, more: Record<string, unknown> = {}) {
  const made = Array.from({ length: count }, (_, i) => `lead.${name}.${String(i).padStart(5, '0')}`);
  for (let from = 0; from < count; from += 500) {
    const lead = { _type: 'campaignLead', campaignId: `campaign.${name}`, ...more };
    await world.lake.commit(made.slice(from, from + 500).map((_id) => ({ create: { ...lead, _id } })));
  }
  return made;
}

describe('leads by id', () => {
  const read = async (campaign: CampaignRef, ids: readonly string[]) =>
    (await ask(world.bridge.url, SECRET, '/v1/leads', { campaign, ids: ids.map(leadId) })).leads;

  test('are told as they stand, although no query shows the change yet', async () => {
    const [id = ''] = await documents('byid', 1, { notes: 'a' });
    lagging();
    await world.lake.commit([{ patch: { id, set: { notes: 'b' } } }]);
    const { _createdAt, _rev } = await doc(id);
    const told = await read(ownCampaign('byid'), [id, id, 'lead.byid.none']);
    expect(told).toEqual([{ id, rev: _rev, createdAt: _createdAt, fields: { notes: 'b' }, extra: {} }]);
  });

  test('invariant 8: are the campaign’s own alone', async () => {
    const [theirs = ''] = await documents('byid-theirs', 1);
    await world.other.create({ _id: 'dbr-byid', _type: 'dbrLead', campaignId: 'campaign.byid-ours' });
    const ids = [theirs, 'dbr-byid'];
    expect(await read(ownCampaign('byid-ours'), ids)).toEqual([]);
    expect(await read(original, ids)).toMatchObject([{ id: 'dbr-byid' }]);
  });
});

describe('the audit', () => {
  const fields = FIELDS.map((field) => field.key);
  const prove = async (campaign: CampaignRef, columns: readonly string[] = []) => {
    const pages: (readonly LeadProof[])[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const request = { campaign, country: 'GB', after, fields, columns };
      const answer: AuditResponse = await ask(world.bridge.url, SECRET, '/v1/audit', request);
      pages.push(answer.leads);
      after = answer.after;
    }
    return pages;
  };

  test('proves each lead of the campaign once, in pages of at most 1,000, in the order of ids', async () => {
    const made = await documents('proof', 2_300);
    const pages = await prove(ownCampaign('proof'));
    expect(pages.map((page) => page.length)).toEqual([1_000, 1_000, 300]);
    expect(pages.flat().map(({ id }) => id)).toEqual(made);
  });

  test('the hash is the model’s own over the fields and columns asked for, and "archived" is said', async () => {
    const values = { firstName: 'Zoë', phoneNumber: '07700 900120', archived: true };
    const extra = [
      { _key: 'a', key: 'Roof', value: 'slate' },
      { _key: 'b', key: 'Source', value: 'web' },
    ];
    const [id = ''] = await documents('hash', 1, { ...values, extra });
    const [[proof] = []] = await prove(ownCampaign('hash'), ['Roof']);
    const { _rev, _createdAt } = await doc(id);
    const hash = snapshotProof({ fields: values, extra: { Roof: 'slate' } }, fields, ['Roof'], 'GB');
    expect(proof).toEqual({ id, rev: _rev, createdAt: _createdAt, archived: true, hash });
    const request = { campaign: ownCampaign('hash'), country: 'GB', after: '', columns: [] };
    const { leads } = await ask(world.bridge.url, SECRET, '/v1/audit', { ...request, fields: ['firstName'] });
    expect(leads[0]?.hash).toBe(
      snapshotProof({ fields: { firstName: 'Zoë' }, extra: {} }, ['firstName'], [], 'GB'),
    );
  });

  test.each([[undefined], [null], [false], ['true'], [1]])(
    'archived %s is not archived',
    async (archived) => {
      const name = `arch-${typeof archived}-${archived}`;
      await documents(name, 1, archived === undefined ? {} : { archived });
      const pages = await prove(ownCampaign(name));
      expect(pages.flat()).toMatchObject([{ archived: false }]);
    },
  );

  test('invariant 5: proves what documents say now, whatever queries still show', async () => {
    const made = await documents('late', 3, { notes: 'a' });
    const ids = made.map(leadId);
    lagging();
    await world.lake.commit([
      { patch: { id: ids[0] ?? '', set: { notes: 'b' } } },
      { delete: { id: ids[1] ?? '' } },
      { patch: { id: ids[2] ?? '', set: { campaignId: 'campaign.late-else' } } },
    ]);
    const [page = []] = await prove(ownCampaign('late'));
    expect(page.map(({ id, hash }) => [id, hash])).toEqual([
      [ids[0], snapshotProof({ fields: { notes: 'b' }, extra: {} }, fields, [], 'GB')],
    ]);
  });

  test('a page whose leads are all gone by now does not end the audit', async () => {
    const made = await documents('emptied', 1_001);
    lagging();
    await world.lake.commit([
      { delete: { query: '*[campaignId == "campaign.emptied" && _id < "lead.emptied.01000"]' } },
    ]);
    const pages = await prove(ownCampaign('emptied'));
    expect(pages.map((page) => page.length)).toEqual([0, 1]);
    expect(pages[1]?.[0]?.id).toBe(made.at(-1));
  });

  test('an empty campaign is proven at once; what is no lead of it is left out', async () => {
    await world.other.create({ _id: 'dbr-audit', _type: 'dbrLead', campaignId: 'campaign.nobody' });
    expect(await prove(ownCampaign('nobody'))).toEqual([[]]);
    expect((await prove(original)).flat().map(({ id }) => id)).toContain('dbr-audit');
  });
});

describe('bringing leads back', () => {
  const restore = (campaign: CampaignRef, rows: readonly PushedRow[], bridge = world.bridge, id?: string) =>
    ask(bridge.url, SECRET, '/v1/leads/restore', { campaign, country: 'GB', rows }, id ? { id } : {});
  /** A row that says what was last agreed, as one whose document is gone does. */
  const rowOf = (
    id: LeadId | string,
    rev: Revision,
    says: Readonly<Record<string, string | boolean | null>>,
  ) =>
    row(
      id,
      rev,
      Object.fromEntries(Object.entries(says).map(([name, value]) => [name, [value, value]])) as Says,
    );
  const messages = [{ _key: 'm', sender: 'ai', content: 'Hi' }];

  /** A lead with more than any column shows, at a revision that a row knows. */
  async function known(name: string, more: Record<string, unknown> = {}) {
    const id = `lead.${name}.1`;
    const lead = { _id: id, _type: 'campaignLead', campaignId: `campaign.${name}`, archived: false };
    await world.lake.commit([
      { create: { ...lead, notes: 'a', messages, _createdAt: '2025-01-02T03:04:05Z', ...more } },
    ]);
    return { campaign: ownCampaign(name), id, rev: revision((await doc(id))._rev) };
  }

  test('a deleted document comes back with every attribute, its age included, and is verified', async () => {
    const { campaign, id, rev } = await known('back');
    const before = await content(id);
    await world.other.delete(id);
    const answer = await restore(campaign, [rowOf(id, rev, { notes: 'a', archived: false })]);
    expect(await content(id)).toEqual(before);
    expect(answer).toMatchObject({
      fromHistory: 1,
      receipts: [{ state: 'verified', id, rev: (await doc(id))._rev }],
    });
  });

  test('an original lead comes back as one', async () => {
    const before = { _id: 'dbr-back', _type: 'dbrLead', notes: 'a', messages, googleSheetId: 'x' };
    const { _rev } = await world.other.create(before);
    await world.other.delete('dbr-back');
    const answer = await restore(original, [rowOf('dbr-back', revision(_rev), { notes: 'a' })]);
    expect(answer).toMatchObject({ fromHistory: 1, receipts: [{ state: 'verified' }] });
    expect(await content('dbr-back')).toMatchObject(before);
    expect(await doc('dbr-back')).not.toHaveProperty('campaignId');
  });

  test('invariant 1: it comes back as it last was, not as the row last saw it, and what was typed since goes on top', async () => {
    const { campaign, id, rev } = await known('lastly', { leadSentiment: 'NEUTRAL' });
    await world.other.patch(id).set({ leadSentiment: 'POSITIVE', address: 'agent' }).commit();
    await world.other.delete(id);
    const rows = [
      row(id, rev, { notes: ['a', 'typed'], leadSentiment: ['NEUTRAL', 'NEUTRAL'], Roof: [null, 'tile'] }),
    ];
    const { receipts } = await restore(campaign, rows);
    expect(receipts).toMatchObject([
      {
        state: 'verified',
        conflicts: [],
        snapshot: { fields: { notes: 'typed', leadSentiment: 'POSITIVE' } },
      },
    ]);
    expect(await doc(id)).toMatchObject({
      notes: 'typed',
      leadSentiment: 'POSITIVE',
      address: 'agent',
      messages,
    });
    expect((await doc(id)).extra).toMatchObject([{ key: 'Roof', value: 'tile' }]);
  });

  test('under an older date of Sanity’s API it comes back at the row’s revision', async () => {
    const older = await world.replica({ SANITY_API_VERSION: '2024-01-01' });
    const { campaign, id, rev } = await known('older');
    await world.other.delete(id);
    const answer = await restore(campaign, [rowOf(id, rev, { notes: 'a' })], older);
    expect(answer).toMatchObject({ fromHistory: 1, receipts: [{ state: 'verified' }] });
    expect(await doc(id)).toMatchObject({ messages });
  });

  test('what the history has no more is made from the row, original leads too', async () => {
    const own = rowOf('lead.norow.1', revision('a-revision-of-old'), {
      firstName: 'Sam',
      Roof: 'tile',
      archived: null,
    });
    const answer = await restore(ownCampaign('norow'), [own]);
    expect(answer).toMatchObject({ fromHistory: 0, receipts: [{ state: 'verified' }] });
    expect(await content('lead.norow.1')).toMatchObject({
      _type: 'campaignLead',
      campaignId: 'campaign.norow',
      firstName: 'Sam',
      archived: false,
      extra: [{ key: 'Roof', value: 'tile' }],
    });
    await restore(original, [rowOf('dbr-norow', revision('a-revision-of-old'), { firstName: 'Ada' })]);
    const { _createdAt, ...made } = await content('dbr-norow');
    expect(made).toEqual({ _id: 'dbr-norow', _type: 'dbrLead', firstName: 'Ada', archived: false });
  });

  test('invariant 8: a document that belonged to another campaign, or is there as something else, is refused', async () => {
    const { id, rev } = await known('theirs');
    await world.other.delete(id);
    await world.other.create({ _id: 'call-1', _type: 'retellCall' });
    const rows = [rowOf(id, rev, { notes: 'a' }), rowOf('call-1', rev, { notes: 'a' })];
    const { receipts, fromHistory } = await restore(ownCampaign('not-theirs'), rows);
    expect(fromHistory).toBe(0);
    expect(receipts).toMatchObject([
      { state: 'refused', code: 'other-campaign', message: expect.stringMatching(/not brought back/) },
      { state: 'refused', code: 'other-campaign' },
    ]);
    expect(await world.other.getDocument(id)).toBeUndefined();
    expect(await content('call-1')).toMatchObject({ _type: 'retellCall' });
  });

  test('a document that is there is an ordinary push: merged, never made anew', async () => {
    const { campaign, id, rev } = await known('there');
    await world.other.patch(id).set({ address: 'agent' }).commit();
    const answer = await restore(campaign, [row(id, rev, { notes: ['a', 'b'] })]);
    expect(answer).toMatchObject({ fromHistory: 0, receipts: [{ state: 'verified' }] });
    expect(await doc(id)).toMatchObject({ notes: 'b', address: 'agent', messages });
  });

  test('a row that the sheet never saw a document for is a new lead, and none of Original', async () => {
    const rows = [newRow('lead.fresh.1', { firstName: 'Sam' })];
    expect(await restore(ownCampaign('fresh'), rows)).toMatchObject({ receipts: [{ state: 'verified' }] });
    const { receipts } = await restore(original, [newRow('lead.fresh.2', { firstName: 'Sam' })]);
    expect(receipts).toMatchObject([{ state: 'refused', code: 'invalid' }]);
  });

  test('rows that are refused as they stand bring nothing back; the others do not wait for them', async () => {
    const { campaign, id, rev } = await known('mixed');
    await world.other.delete(id);
    const good = rowOf('lead.mixed.2', rev, { firstName: 'Kim' });
    const bad = rowOf(id, rev, {
      notes: 'x\n… [shortened by Leadsheet: 60000 characters in all; the whole text is in Sanity]',
    });
    const { receipts } = await restore(campaign, [bad, good]);
    expect(receipts).toMatchObject([{ state: 'refused', id }, { state: 'verified' }]);
    expect(await world.other.getDocument(id)).toBeUndefined();
  });

  test('invariant 4: asked again, or at two replicas at once, it is back once and as it was', async () => {
    const { campaign, id, rev } = await known('twice');
    const before = await content(id);
    await world.other.delete(id);
    const second = await world.replica();
    const rows = [rowOf(id, rev, { notes: 'a', archived: false })];
    const both = await Promise.all([
      restore(campaign, rows, world.bridge, 'restored-by-this-id'),
      restore(campaign, rows, second, 'restored-by-this-id'),
    ]);
    for (const { receipts } of both) expect(receipts).toMatchObject([{ state: 'verified' }]);
    expect(await content(id)).toEqual(before);
    const { _rev } = await doc(id);
    expect(await restore(campaign, rows)).toMatchObject({ receipts: [{ state: 'verified', rev: _rev }] });
  });

  test.each<[string, FaultInput]>([
    ['a time-out after the commit', { kind: 'timeout-after-commit', route: 'mutate' }],
    ['502 after the commit', { kind: '5xx', route: 'mutate', status: 502, committed: true }],
    ['a create that was acknowledged and dropped', { kind: 'ack-and-drop', route: 'mutate' }],
    ['a history that fails once', { kind: '5xx', route: 'history' }],
    ['a history that says 429', { kind: '429', route: 'history', retryAfter: 0 }],
  ])('after %s it is back and verified', async (what, fault) => {
    const { campaign, id, rev } = await known(`fault-${what.replace(/\W/g, '')}`);
    const before = await content(id);
    await world.other.delete(id);
    world.lake.faults.add(fault);
    const answer = await restore(campaign, [rowOf(id, rev, { notes: 'a', archived: false })]);
    expect(answer).toMatchObject({ fromHistory: 1, receipts: [{ state: 'verified' }] });
    expect(await content(id)).toEqual(before);
  });

  test('invariant 1: while the history cannot be asked nothing is made from the row, and it says so', async () => {
    const { campaign, id, rev } = await known('unasked');
    await world.other.delete(id);
    world.lake.faults.add({ kind: '5xx', route: 'history', times: 'always' });
    const hurried = await world.replica({ ANSWER_WITHIN_MS: '2000' });
    const { receipts, fromHistory } = await restore(campaign, [rowOf(id, rev, { notes: 'a' })], hurried);
    expect(fromHistory).toBe(0);
    expect(receipts).toMatchObject([
      { state: 'unverified', message: expect.stringMatching(/not brought back; try again/) },
    ]);
    expect(await world.other.getDocument(id)).toBeUndefined();
  });

  test('invariant 2: what Sanity acknowledges and drops each time is not called back', async () => {
    const { campaign, id, rev } = await known('drops');
    await world.other.delete(id);
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    const answer = await restore(campaign, [rowOf(id, rev, { notes: 'a' })]);
    expect(answer).toMatchObject({
      fromHistory: 0,
      receipts: [{ state: 'unverified', message: expect.stringMatching(/not proven/) }],
    });
  });

  test('a hundred come back in few transactions, in the order of their rows', async () => {
    const campaign = ownCampaign('hundred');
    const revs: Revision[] = [];
    for (let n = 0; n < 100; n++)
      revs.push(await makeLead(world.bridge, campaign, `lead.hundred.${n}`, { notes: `${n}` }));
    await world.lake.commit([{ delete: { query: '*[campaignId == "campaign.hundred"]' } }]);
    world.lake.counters.reset();
    const rows = revs.map((rev, n) => rowOf(`lead.hundred.${n}`, rev, { notes: `${n}` }));
    const answer = await restore(campaign, rows);
    expect(answer.fromHistory).toBe(100);
    expect(answer.receipts.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(answer.receipts.every(({ state }) => state === 'verified')).toBe(true);
    expect(world.lake.counters.snapshot().mutate.requests).toBe(1);
    expect((await sync(world.bridge, campaign)).leads).toBe(100);
  });
});
