/** What a sync does to documents: field by field, verified, nothing else touched, nothing lost. */
import { createClient } from '@sanity/client';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { SyncResponse } from '../../addon/model/wire.ts';
import { ask } from './client.ts';
import {
  makeLead,
  newRow,
  ownCampaign,
  revision,
  row,
  SECRET,
  startWorld,
  sync,
  verifiedAt,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const original = { id: ORIGINAL_CAMPAIGN, kind: 'original' } as const;
const doc = async (id: string) => {
  const document = await world.other.getDocument(id);
  if (!document) throw new Error(`there is no ${id}`);
  return document;
};
/** A document without what Sanity itself changes on every write. */
const content = async (id: string) => {
  const { _rev, _updatedAt, ...rest } = await doc(id);
  return rest;
};
const keptConflicts = async (campaign: string) => {
  const found: unknown = await world.other.fetch('*[_type == "leadConflict" && campaignId == $campaign]', {
    campaign,
  });
  return found;
};

describe('new leads', () => {
  test('are created with exactly what was pushed, always with archived, and verified', async () => {
    const campaign = ownCampaign('new');
    const values = {
      firstName: 'Zoë',
      phoneNumber: '+447700900001',
      notes: 'line 1\nline 2',
      manualMode: true,
      Source: 'web £5',
    };
    const receipt = verifiedAt(
      await sync(world.bridge, campaign, { rows: [newRow('lead.new.1', { ...values, archived: false })] }),
    );
    expect(receipt.snapshot).toBeNull();
    const { Source, ...fields } = values;
    expect(await content('lead.new.1')).toEqual({
      _id: 'lead.new.1',
      _type: 'campaignLead',
      _createdAt: expect.any(String),
      campaignId: 'campaign.new',
      archived: false,
      ...fields,
      extra: [{ _key: expect.any(String), key: 'Source', value: Source }],
    });
    expect((await doc('lead.new.1'))._rev).toBe(receipt.rev);
  });

  test('invariant 4: pushed again, they are the same leads, unchanged', async () => {
    const campaign = ownCampaign('again');
    const rows = [newRow('lead.again.1', { firstName: 'Sam', Source: 'web' })];
    const first = verifiedAt(await sync(world.bridge, campaign, { rows }));
    const second = verifiedAt(await sync(world.bridge, campaign, { rows }));
    expect(second.rev).toBe(first.rev);
    expect(second.snapshot?.fields).toMatchObject({ firstName: 'Sam', archived: false });
  });

  test('are created without being looked for, one request to write and one to read back', async () => {
    const rows = Array.from({ length: 100 }, (_, n) => newRow(`lead.guess.${n}`, { archived: false }));
    world.lake.counters.reset();
    const { receipts } = await sync(world.bridge, ownCampaign('guess'), { rows });
    expect(receipts.every((receipt) => receipt.state === 'verified' && receipt.snapshot === null)).toBe(true);
    const { doc, mutate } = world.lake.counters.snapshot();
    // One document more: the campaign's own.
    expect([mutate.requests, doc.requests]).toEqual([1, 2]);
  });

  test('invariant 1: of which some are there already, those are merged and the others created', async () => {
    const campaign = ownCampaign('some');
    await makeLead(world.bridge, campaign, 'lead.some.1', { firstName: 'Sam', notes: 'kept' });
    await world.other.create({
      _id: 'lead.some.2',
      _type: 'campaignLead',
      campaignId: 'campaign.some-other',
    });
    const rows = [1, 2, 3].map((n) =>
      newRow(`lead.some.${n}`, { firstName: 'Kim', address: 'x', archived: false }),
    );
    const { receipts } = await sync(world.bridge, campaign, { rows });
    expect(receipts).toMatchObject([
      {
        state: 'verified',
        snapshot: { fields: { notes: 'kept' } },
        conflicts: [{ kept: 'Kim', lost: 'Sam' }],
      },
      { state: 'refused', code: 'other-campaign' },
      { state: 'verified', snapshot: null, conflicts: [] },
    ]);
    expect(await doc('lead.some.1')).toMatchObject({ firstName: 'Kim', notes: 'kept', address: 'x' });
    expect(await doc('lead.some.2')).not.toHaveProperty('firstName');
  });

  test('invariant 4: sent again under the same id after somebody changed them, they undo nothing', async () => {
    const campaign = ownCampaign('guessed');
    const second = await world.replica();
    const rows = [newRow('lead.guessed.1', { firstName: 'Sam', notes: 'a' })];
    const signing = { id: 'the-very-same-import' };
    await sync(world.bridge, campaign, { rows, signing });
    await world.other.patch('lead.guessed.1').set({ notes: 'newer' }).commit();
    const { receipts } = await sync(second, campaign, { rows, signing });
    expect(receipts).toMatchObject([
      { state: 'unverified', message: expect.stringMatching(/saved before.*Notes/) },
    ]);
    expect(await doc('lead.guessed.1')).toMatchObject({ firstName: 'Sam', notes: 'newer' });
  });

  test('whose row leaves archived empty hear that it became "no"', async () => {
    const receipt = verifiedAt(
      await sync(world.bridge, ownCampaign('arch'), { rows: [newRow('lead.arch.1', { firstName: 'Sam' })] }),
    );
    expect(receipt.snapshot?.fields.archived).toBe(false);
  });

  test('invariant 8: are not added to the original campaign', async () => {
    const { receipts } = await sync(world.bridge, original, {
      rows: [newRow('lead.typed.1', { firstName: 'Sam' })],
    });
    expect(receipts[0]).toMatchObject({
      state: 'refused',
      code: 'invalid',
      message: expect.stringContaining('campaign of your own'),
    });
    expect(await world.other.getDocument('lead.typed.1')).toBeUndefined();
  });

  test('cannot take an id that other documents would have', async () => {
    const { receipts } = await sync(world.bridge, ownCampaign('ids'), {
      rows: [newRow('campaign.ids', { firstName: 'Sam' })],
    });
    expect(receipts[0]).toMatchObject({ state: 'refused', code: 'invalid' });
  });
});

describe('changed leads', () => {
  test('invariant 3: only the pushed fields of an original lead change; every other byte stays', async () => {
    const before = {
      _id: 'dbr-1',
      _type: 'dbrLead',
      contactStatus: 'Sent_1',
      firstName: 'Ada',
      phoneNumber: '07700 900002',
      messages: [{ _key: 'a', sender: 'ai', content: 'Hi "Ada"\r\n£5', timestamp: '2025-10-28T12:31:00Z' }],
      rowNumber: '17',
      lastSyncedAt: '2025-10-28T12:31:07Z',
      nothing: null,
    };
    const { _rev } = await world.other.create(before);
    const says = { contactStatus: ['Sent_1', 'HOT'], notes: [null, 'rang'] } as const;
    const rows = [row('dbr-1', revision(_rev), says)];
    expect(verifiedAt(await sync(world.bridge, original, { rows })).snapshot).toBeNull();
    const after: Record<string, unknown> = await content('dbr-1');
    expect(Object.keys(after).sort()).toEqual([...Object.keys(before), '_createdAt', 'notes'].sort());
    for (const [key, value] of Object.entries(before)) {
      const expected = key === 'contactStatus' ? 'HOT' : value;
      expect(JSON.stringify(after[key]), key).toBe(JSON.stringify(expected));
    }
  });

  test('a pushed null takes the attribute away; archived becomes false instead', async () => {
    const campaign = ownCampaign('clear');
    const rev = await makeLead(world.bridge, campaign, 'lead.clear.1', { notes: 'x', archived: true });
    const rows = [row('lead.clear.1', rev, { notes: ['x', null], archived: [true, null] })];
    const receipt = verifiedAt(await sync(world.bridge, campaign, { rows }));
    const after = await doc('lead.clear.1');
    expect(after).not.toHaveProperty('notes');
    expect(after.archived).toBe(false);
    expect(receipt.snapshot?.fields.archived).toBe(false);
  });

  test('what the document says already is not written again', async () => {
    const campaign = ownCampaign('same');
    const rev = await makeLead(world.bridge, campaign, 'lead.same.1', { phoneNumber: '+447700900003' });
    const rows = [row('lead.same.1', rev, { phoneNumber: [null, '07700 900003'] })];
    const receipt = verifiedAt(await sync(world.bridge, campaign, { rows }));
    expect(receipt).toMatchObject({ rev, snapshot: null });
    expect(await doc('lead.same.1')).toMatchObject({ _rev: rev, phoneNumber: '+447700900003' });
  });

  test('values arrive in the type that their field has', async () => {
    const campaign = ownCampaign('types');
    await makeLead(world.bridge, campaign, 'lead.types.1', {
      manualMode: 'YES',
      rowNumber: '12',
      postcode: 123,
    });
    expect(await doc('lead.types.1')).toMatchObject({ manualMode: true, rowNumber: 12, postcode: '123' });
    const { receipts } = await sync(world.bridge, campaign, {
      rows: [newRow('lead.types.2', { manualMode: 'perhaps' })],
    });
    expect(receipts[0]).toMatchObject({
      state: 'refused',
      code: 'invalid',
      message: expect.stringContaining('Manual mode'),
    });
  });

  test('a lead that is gone is reported missing and not made again', async () => {
    const campaign = ownCampaign('gone');
    const rev = await makeLead(world.bridge, campaign, 'lead.gone.1', { firstName: 'Sam' });
    await world.other.delete('lead.gone.1');
    const { receipts } = await sync(world.bridge, campaign, {
      rows: [row('lead.gone.1', rev, { notes: [null, 'x'] })],
    });
    expect(receipts[0]).toMatchObject({ state: 'missing' });
    expect(await world.other.getDocument('lead.gone.1')).toBeUndefined();
  });

  test('invariant 10: the beginning of a longer text is never written back', async () => {
    const shown = 'Hello\n… [shortened by Leadsheet: 60000 characters in all; the whole text is in Sanity]';
    const { receipts } = await sync(world.bridge, ownCampaign('short'), {
      rows: [newRow('lead.short.1', { notes: shown })],
    });
    expect(receipts[0]).toMatchObject({
      state: 'refused',
      code: 'invalid',
      message: expect.stringContaining('Notes'),
    });
  });

  test('a field that holds what no cell can show is left alone and named', async () => {
    const blocks = [{ _key: 'a', _type: 'block' }];
    await world.other.create({
      _id: 'lead.rich.1',
      _type: 'campaignLead',
      campaignId: 'campaign.rich',
      notes: blocks,
    });
    const { receipts } = await sync(world.bridge, ownCampaign('rich'), {
      rows: [newRow('lead.rich.1', { notes: 'x' })],
    });
    expect(receipts[0]).toMatchObject({
      state: 'refused',
      code: 'invalid',
      message: expect.stringContaining('Notes'),
    });
    expect((await doc('lead.rich.1')).notes).toEqual(blocks);
  });
});

describe('columns of the campaign’s own', () => {
  test('invariant 3: one value changes; the other items, their keys and their order stay', async () => {
    const campaign = ownCampaign('extra');
    const extra = [
      { _key: 'k1', key: 'Source', value: 'web' },
      { _key: 'k2', key: 'Roof', value: 'slate', seenBy: 'another system' },
      { key: 'No key', value: 'a' },
    ];
    const made = await world.other.create({
      _id: 'lead.extra.1',
      _type: 'campaignLead',
      campaignId: campaign.id,
      extra,
    });
    const says = {
      Roof: ['slate', 'tile'],
      'No key': ['a', 'b'],
      'New "one"': [null, 'x'],
      constructor: [null, 'y'],
    } as const;
    const receipt = verifiedAt(
      await sync(world.bridge, campaign, { rows: [row('lead.extra.1', revision(made._rev), says)] }),
    );
    expect(receipt.snapshot).toBeNull();
    expect((await doc('lead.extra.1')).extra).toEqual([
      extra[0],
      { ...extra[1], value: 'tile' },
      { ...extra[2], value: 'b' },
      { _key: expect.any(String), key: 'New "one"', value: 'x' },
      { _key: expect.any(String), key: 'constructor', value: 'y' },
    ]);
  });

  test('an emptied value is taken away and can come back', async () => {
    const campaign = ownCampaign('empty');
    const rev = await makeLead(world.bridge, campaign, 'lead.empty.1', { Source: 'web', Roof: 'slate' });
    const cleared = verifiedAt(
      await sync(world.bridge, campaign, { rows: [row('lead.empty.1', rev, { Source: ['web', null] })] }),
    );
    expect(cleared.snapshot).toBeNull();
    const rows = [row('lead.empty.1', cleared.rev, { Source: [null, 'fair'] })];
    verifiedAt(await sync(world.bridge, campaign, { rows }));
    const items = (await doc('lead.empty.1')).extra;
    expect(items).toMatchObject([
      { key: 'Source', value: 'fair' },
      { key: 'Roof', value: 'slate' },
    ]);
  });

  test('invariant 2: any set of columns, whatever they are called, reads back as it was pushed', async () => {
    const campaign = ownCampaign('names');
    const column = fc
      .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
      .filter((name) => name !== '__proto__');
    let lead = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(column, fc.string({ maxLength: 30, unit: 'grapheme' }), { maxKeys: 8 }),
        async (extra) => {
          lead++;
          const pushed = Object.fromEntries(
            Object.entries(extra).map(([name, value]) => [name, { base: null, value }]),
          );
          const rows = [{ ...newRow(`lead.names.${lead}`, { archived: false }), extra: pushed }];
          expect(verifiedAt(await sync(world.bridge, campaign, { rows })).snapshot).toBeNull();
        },
      ),
      { numRuns: 15, seed: 7 },
    );
  });
});

describe('merge', () => {
  const both = async (
    name: string,
    field: 'notes' | 'leadSentiment',
    agreed: string,
    sheet: string,
    store: string,
  ) => {
    const campaign = ownCampaign(name);
    const id = `lead.${name}.1`;
    const rev = await makeLead(world.bridge, campaign, id, { [field]: agreed });
    await world.other
      .patch(id)
      .set({ [field]: store, installDate: '2026-01-02' })
      .commit();
    const answer = await sync(world.bridge, campaign, { rows: [row(id, rev, { [field]: [agreed, sheet] })] });
    return { campaign, id, answer };
  };

  test('invariant 1: a field of people keeps the sheet’s value, and Sanity’s as a conflict', async () => {
    const { campaign, id, answer } = await both('people', 'notes', 'a', 'sheet says', 'store says');
    const receipt = verifiedAt(answer);
    const conflict = { lead: id, field: 'notes', kept: 'sheet says', lost: 'store says', lostSide: 'store' };
    expect(receipt.conflicts).toMatchObject([conflict]);
    expect(receipt.snapshot?.fields).toMatchObject({ notes: 'sheet says', installDate: '2026-01-02' });
    expect(await doc(id)).toMatchObject({ notes: 'sheet says', installDate: '2026-01-02' });
    expect(await keptConflicts(campaign.id)).toMatchObject([{ ...conflict, open: true }]);
    expect(answer.openConflicts).toBe(1);
    const listed = await ask(world.bridge.url, SECRET, '/v1/conflicts', { campaign });
    expect(listed.conflicts).toMatchObject(receipt.conflicts);
  });

  test('invariant 1: a field of the automation keeps Sanity’s value, and the sheet’s as a conflict', async () => {
    const { campaign, id, answer } = await both('robots', 'leadSentiment', 'NEUTRAL', 'POSITIVE', 'NEGATIVE');
    const receipt = verifiedAt(answer);
    expect(receipt.snapshot?.fields.leadSentiment).toBe('NEGATIVE');
    expect(await doc(id)).toMatchObject({ leadSentiment: 'NEGATIVE' });
    expect(await keptConflicts(campaign.id)).toMatchObject([
      { field: 'leadSentiment', kept: 'NEGATIVE', lost: 'POSITIVE', lostSide: 'sheet', open: true },
    ]);
  });

  test('invariant 1: the loser is kept in the very transaction that overwrites it', async () => {
    const { campaign, id } = await both('atomic', 'notes', 'a', 'b', 'c');
    const kept = await world.other.fetch<{ _rev: string }[]>(
      '*[_type == "leadConflict" && campaignId == $c]',
      { c: campaign.id },
    );
    expect(kept.map((one) => one._rev)).toEqual([(await doc(id))._rev]);
  });

  test('invariant 4: the same conflict met twice is kept once', async () => {
    const campaign = ownCampaign('once');
    const rev = await makeLead(world.bridge, campaign, 'lead.once.1', { leadSentiment: 'NEUTRAL' });
    await world.other.patch('lead.once.1').set({ leadSentiment: 'NEGATIVE' }).commit();
    const rows = [row('lead.once.1', rev, { leadSentiment: ['NEUTRAL', 'POSITIVE'] })];
    await sync(world.bridge, campaign, { rows });
    const second = await sync(world.bridge, campaign, { rows });
    expect(second.openConflicts).toBe(1);
    expect(await keptConflicts(campaign.id)).toHaveLength(1);
  });

  test('changes of different fields on both sides both live', async () => {
    const campaign = ownCampaign('sides');
    const rev = await makeLead(world.bridge, campaign, 'lead.sides.1', {
      notes: 'a',
      leadSentiment: 'NEUTRAL',
    });
    await world.other.patch('lead.sides.1').set({ leadSentiment: 'POSITIVE' }).commit();
    const receipt = verifiedAt(
      await sync(world.bridge, campaign, { rows: [row('lead.sides.1', rev, { notes: ['a', 'b'] })] }),
    );
    expect(receipt.conflicts).toEqual([]);
    expect(receipt.snapshot?.fields).toMatchObject({ notes: 'b', leadSentiment: 'POSITIVE' });
  });

  test('the ids of kept conflicts are hidden from whoever has no token', async () => {
    await both('hidden', 'notes', 'a', 'b', 'c');
    const { token: _token, ...config } = world.other.config();
    const query = '*[_type in ["leadConflict", "campaignLead"]]';
    expect(await createClient(config).fetch(query)).toEqual([]);
    expect(await world.other.fetch(query)).not.toEqual([]);
  });
});

describe('invariant 8: campaigns never leak', () => {
  const lead = { firstName: 'Sam' };
  test.each<[string, { _id: string; _type: string; campaignId?: string }]>([
    [
      'a lead of another campaign',
      { _id: 'lead.theirs.1', _type: 'campaignLead', campaignId: 'campaign.theirs' },
    ],
    ['an original lead', { _id: 'dbr-theirs', _type: 'dbrLead' }],
    [
      'an original lead that names this campaign',
      { _id: 'dbr-theirs-2', _type: 'dbrLead', campaignId: 'campaign.ours' },
    ],
    ['a document of another kind', { _id: 'sophie-1', _type: 'sophieAnalysis', campaignId: 'campaign.ours' }],
  ])('%s is refused and not touched', async (_what, document) => {
    await world.other.create({ ...document, ...lead });
    const before = await doc(document._id);
    const { receipts } = await sync(world.bridge, ownCampaign('ours'), {
      rows: [newRow(document._id, { firstName: 'X' })],
    });
    expect(receipts[0]).toMatchObject({ state: 'refused', code: 'other-campaign' });
    expect(await doc(document._id)).toEqual(before);
  });

  test('a campaign’s own lead is refused under the original campaign', async () => {
    await makeLead(world.bridge, ownCampaign('mine'), 'lead.mine.1', { firstName: 'Sam' });
    const { receipts } = await sync(world.bridge, original, {
      rows: [newRow('lead.mine.1', { firstName: 'X' })],
    });
    expect(receipts[0]).toMatchObject({ state: 'refused', code: 'other-campaign' });
  });

  test('queries for the original type answer as before, whatever Leadsheet adds', async () => {
    const query = '*[_type == "dbrLead"] | order(_id asc)';
    const before: unknown = await world.other.fetch(query);
    await makeLead(world.bridge, ownCampaign('beside'), 'lead.beside.1', { firstName: 'Sam' });
    expect(await world.other.fetch(query)).toEqual(before);
  });
});

describe('many rows', () => {
  test('each row gets a receipt at its place; one bad row does not hold up the others', async () => {
    const campaign = ownCampaign('mixed');
    const twice = newRow('lead.mixed.twice', { firstName: 'Sam' });
    const rows = [
      newRow('lead.mixed.1', { firstName: 'A' }),
      twice,
      newRow('dbr-1', { firstName: 'B' }),
      twice,
      newRow(
        'lead.mixed.big',
        Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`c${i}`, 'x'.repeat(50_000)])),
      ),
      newRow('lead.mixed.2', { firstName: 'C' }),
    ];
    const { receipts } = await sync(world.bridge, campaign, { rows });
    expect(receipts.map((r) => ('code' in r ? r.code : r.state))).toEqual([
      'verified',
      'double-id',
      'other-campaign',
      'double-id',
      'too-large',
      'verified',
    ]);
    expect(receipts.map((r) => r.id)).toEqual(rows.map((r) => r.id));
    expect(await world.other.getDocument('lead.mixed.twice')).toBeUndefined();
  });

  test('invariant 2: 500 rows are verified in transactions of at most 100 documents', async () => {
    const campaign = ownCampaign('many');
    world.lake.counters.reset();
    const rows = Array.from({ length: 500 }, (_, i) =>
      newRow(`lead.many.${i}`, { firstName: `Sam ${i}`, archived: false }),
    );
    const { receipts } = await sync(world.bridge, campaign, { rows });
    expect(receipts.filter((r) => r.state === 'verified' && r.snapshot === null)).toHaveLength(500);
    const sizes = await world.other.fetch<number>('count(*[_type == "campaignLead" && campaignId == $c])', {
      c: campaign.id,
    });
    expect(sizes).toBe(500);
    expect(world.lake.counters.snapshot().mutate.requests).toBe(5);
  });

  test('rows of 50,000-character conversations go through, in transactions below 3 MB', async () => {
    const campaign = ownCampaign('long');
    const rows = Array.from({ length: 60 }, (_, i) => {
      return newRow(`lead.long.${i}`, {
        conversationHistory: `£${'x'.repeat(49_990)}`,
        latestLeadReply: 'é'.repeat(25_000),
        archived: false,
      });
    });
    const { receipts } = await sync(world.bridge, campaign, { rows });
    expect(receipts.filter((r) => r.state === 'verified' && r.snapshot === null)).toHaveLength(60);
  });

  test('conflicts count towards a transaction’s documents', async () => {
    const campaign = ownCampaign('crowd');
    const rows = Array.from({ length: 100 }, (_, i) =>
      newRow(`lead.crowd.${i}`, { notes: 'a', address: 'a' }),
    );
    const made: SyncResponse = await sync(world.bridge, campaign, { rows });
    const all = { query: '*[_type == "campaignLead" && campaignId == $c]', params: { c: campaign.id } };
    await world.other.patch(all).set({ notes: 'c', address: 'c' }).commit();
    world.lake.counters.reset();
    const changed = rows.map((r, i) =>
      row(r.id, verifiedAt(made, i).rev, { notes: ['a', 'b'], address: ['a', 'b'] }),
    );
    const answer = await sync(world.bridge, campaign, { rows: changed });
    expect(answer.receipts.every((r) => r.state === 'verified' && r.conflicts.length === 2)).toBe(true);
    expect(answer.openConflicts).toBe(200);
    expect(world.lake.counters.snapshot().mutate.requests).toBeGreaterThanOrEqual(3);
  });
});
