/** Others at the same work: a second replica of the bridge, and the older sync that replaces every document. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type CampaignRef,
  type FieldValue,
  type LeadSnapshot,
  ORIGINAL_CAMPAIGN,
  type Revision,
} from '../../addon/model/lead.ts';
import { differingFields } from '../../addon/model/merge.ts';
import type { Cursor, PushedRow, SyncResponse } from '../../addon/model/wire.ts';
import type { Bridge } from '../../bridge/server.ts';
import {
  leadId,
  makeLead,
  newRow,
  ownCampaign,
  pullAll,
  row,
  startWorld,
  sync,
  verifiedAt,
  type World,
} from './world.ts';

/** The lake's clock: real, or standing still, and ahead by this much. */
let ahead = 0;
let standing: number | null = null;
const wait = (seconds: number) => {
  ahead += seconds * 1_000;
};

let world: World;
let second: Bridge;
beforeAll(async () => {
  world = await startWorld(
    { SANITY_TIMEOUT_MS: '400' },
    { now: () => new Date((standing ?? Date.now()) + ahead) },
  );
  second = await world.replica();
});
afterEach(() => {
  world.lake.faults.clear();
  standing = null;
});
afterAll(() => world.close());

const original = { id: ORIGINAL_CAMPAIGN, kind: 'original' } as const;
const doc = (id: string) => world.other.getDocument(id);
const keptOf = async (campaign: CampaignRef) => {
  const query = '*[_type == "leadConflict" && campaignId == $c]{lead, field, kept, lost}';
  return await world.other.fetch<{ lead: string; field: string; kept: FieldValue; lost: FieldValue }[]>(
    query,
    {
      c: campaign.id,
    },
  );
};

describe('two replicas at once', () => {
  test('invariant 4: the same request at both is done once, conflicts included', async () => {
    const campaign = ownCampaign('same');
    const revs: Revision[] = [];
    for (let n = 0; n < 5; n++)
      revs.push(await makeLead(world.bridge, campaign, `lead.same.${n}`, { notes: 'a' }));
    await world.other.patch('lead.same.0').set({ notes: 'theirs' }).commit();
    const rows = [
      ...revs.map((rev, n) => row(`lead.same.${n}`, rev, { notes: ['a', `b${n}`] })),
      newRow('lead.same.new', { notes: 'new' }),
    ];
    const signing = { id: `one-request-${randomUUID()}`.slice(0, 60) };
    const answers = await Promise.all(
      [world.bridge, second].map((bridge) => sync(bridge, campaign, { rows, signing })),
    );
    for (const { receipts } of answers)
      expect(receipts.map(({ state }) => state)).toEqual(rows.map(() => 'verified'));
    const [first, other] = answers.map(({ receipts }) =>
      receipts.map((one) => ('rev' in one ? one.rev : null)),
    );
    expect(first).toEqual(other);
    for (let n = 0; n < 5; n++) expect(await doc(`lead.same.${n}`)).toMatchObject({ notes: `b${n}` });
    expect(await keptOf(campaign)).toMatchObject([{ kept: 'b0', lost: 'theirs' }]);
  });

  test('the same rows in two requests are written once and are no conflict with themselves', async () => {
    const campaign = ownCampaign('rows');
    const rev = await makeLead(world.bridge, campaign, 'lead.rows.1', { notes: 'a' });
    const rows = [
      row('lead.rows.1', rev, { notes: ['a', 'b'] }),
      newRow('lead.rows.2', { notes: 'new', archived: false }),
    ];
    const answers = await Promise.all(
      [world.bridge, second].map((bridge) => sync(bridge, campaign, { rows })),
    );
    for (const answer of answers) {
      expect(verifiedAt(answer, 0).rev).toBe((await doc('lead.rows.1'))?._rev);
      expect(verifiedAt(answer, 1).rev).toBe((await doc('lead.rows.2'))?._rev);
    }
    expect(await keptOf(campaign)).toEqual([]);
  });

  test('invariant 1: of different values for one field one stands and the other is kept', async () => {
    const campaign = ownCampaign('differ');
    const rev = await makeLead(world.bridge, campaign, 'lead.differ.1', { notes: 'a', address: 'a' });
    const says = (notes: string) => [row('lead.differ.1', rev, { notes: ['a', notes] })];
    const answers = await Promise.all([
      sync(world.bridge, campaign, { rows: says('b') }),
      sync(second, campaign, { rows: says('c') }),
    ]);
    for (const answer of answers) verifiedAt(answer);
    const kept = await keptOf(campaign);
    expect([(await doc('lead.differ.1'))?.notes, ...kept.map(({ lost }) => lost)].sort()).toEqual(['b', 'c']);
  });

  test('invariant 1: under faults and in any order, every value that was verified is in the store or kept', async () => {
    let run = 0;
    const push = fc.record({
      lead: fc.integer({ min: 0, max: 2 }),
      field: fc.constantFrom('notes', 'address', 'leadSentiment', 'Roof'),
      at: fc.constantFrom(0, 1),
    });
    const faults = fc.constantFrom(
      null,
      { kind: 'timeout-after-commit', route: 'mutate', ms: 20 } as const,
      { kind: '5xx', route: 'mutate', committed: true } as const,
      { kind: 'ack-and-drop', route: 'mutate' } as const,
      { kind: 'slow', route: 'mutate', ms: 40, times: 3 } as const,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(push, push, faults), { minLength: 1, maxLength: 5 }),
        async (rounds) => {
          const name = `pair${++run}`;
          const campaign = ownCampaign(name);
          const revs: Revision[] = [];
          for (let n = 0; n < 3; n++)
            revs.push(await makeLead(world.bridge, campaign, `lead.${name}.${n}`, { firstName: 'Sam' }));
          const accepted = new Set<string>();
          for (const [n, [a, b, fault]] of rounds.entries()) {
            world.lake.faults.clear();
            if (fault) world.lake.faults.add(fault);
            await Promise.all(
              [a, b].map(async ({ lead, field, at }, i) => {
                const value = `${name} ${n} ${i}`;
                const rows = [row(`lead.${name}.${lead}`, revs[lead] ?? null, { [field]: [null, value] })];
                const { receipts } = await sync(at === 0 ? world.bridge : second, campaign, { rows });
                if (receipts[0]?.state === 'verified') accepted.add(value);
              }),
            );
          }
          world.lake.faults.clear();
          const documents = await Promise.all([0, 1, 2].map((n) => doc(`lead.${name}.${n}`)));
          const there = JSON.stringify([documents, await keptOf(campaign)]);
          for (const value of accepted) expect(there).toContain(JSON.stringify(value));
        },
      ),
      { numRuns: 8 },
    );
  });
});

describe('time stamps that tell nothing', () => {
  test('invariant 5: leads that changed in one and the same moment are told, whenever queries show which', async () => {
    const campaign = ownCampaign('moment');
    const ids = Array.from({ length: 12 }, (_, n) => `lead.moment.${n}`);
    standing = Date.now();
    const lead = { _type: 'campaignLead', campaignId: campaign.id };
    await world.lake.commit(ids.map((_id) => ({ create: { ...lead, _id } })));
    let { cursor } = await pullAll(world.bridge, campaign);
    const told = new Map<string, FieldValue | undefined>();
    for (const [n, id] of ids.entries()) {
      if (n % 3 === 1) world.lake.faults.add({ kind: 'index-lag', ms: 60, times: 1 });
      await world.lake.commit([{ patch: { id, set: { notes: `n${n}` } } }]);
      const answer = await sync(n % 2 === 0 ? world.bridge : second, campaign, { cursor });
      for (const { id: one, fields } of answer.changes) told.set(one, fields.notes);
      cursor = answer.cursor;
    }
    await sleep(100);
    const end = await pullAll(second, campaign, cursor);
    for (const { id, fields } of end.leads.values()) told.set(id, fields.notes);
    expect([...told].sort()).toEqual(ids.map((id, n) => [id, `n${n}`]).sort());
    expect((await sync(world.bridge, campaign, { cursor: end.cursor })).changes).toEqual([]);
  });
});

describe('invariant 11: beside the older sync, which replaces every document every two minutes', () => {
  const LEADS = 60;
  /** What the older sync reads from the sheet: it knows the sheet's columns and nothing else. */
  const sheet = new Map<string, Record<string, FieldValue>>();
  const older = () =>
    world.lake.commit(
      [...sheet].map(([_id, fields]) => ({
        createOrReplace: { _id, _type: 'dbrLead', ...fields, lastSyncedAt: new Date().toISOString() },
      })),
    );
  /** The sheet's side as far as it matters here: what differs from what it last agreed on is sent, nothing else. */
  const agreed = new Map<string, LeadSnapshot>();
  let cursor: Cursor | null = null;
  const take = (answer: SyncResponse) => {
    for (const lead of answer.changes) if (sheet.has(lead.id)) agreed.set(lead.id, lead);
    for (const receipt of answer.receipts)
      if (receipt.state === 'verified' && receipt.snapshot) agreed.set(receipt.id, receipt.snapshot);
    cursor = answer.cursor;
    return answer;
  };
  const dirty = (): readonly PushedRow[] =>
    [...sheet].flatMap(([id, fields]) => {
      const base = agreed.get(id);
      if (!base) return [];
      const now = { ...base, fields };
      const names = differingFields(base, now, 'GB');
      const says = names.map(
        (name) => [name, [Reflect.get(base.fields, name) ?? null, fields[name] ?? null]] as const,
      );
      return says.length > 0 ? [row(id, base.rev, Object.fromEntries(says))] : [];
    });
  const pass = async () => {
    let answer = take(await sync(world.bridge, original, { cursor, rows: dirty() }));
    while (answer.more) answer = take(await sync(world.bridge, original, { cursor }));
    return answer;
  };

  test('equal values cause no write of ours, however often it runs', async () => {
    for (let n = 0; n < LEADS; n++) {
      sheet.set(`dbr-old-${n}`, {
        firstName: `Sam ${n}`,
        phoneNumber: '07700 900150',
        contactStatus: 'Ready',
        archived: false,
      });
    }
    await older();
    await pass();
    expect(agreed.size).toBe(LEADS);
    world.lake.counters.reset();
    for (let round = 0; round < 6; round++) {
      wait(120);
      await older();
      await pass();
      expect(dirty()).toEqual([]);
      wait(30);
      await pass();
    }
    expect(world.lake.counters.snapshot().mutate.requests).toBe(0);
  });

  test('an edit that it carried over first is found there, not written again and no conflict', async () => {
    sheet.set('dbr-old-7', { ...sheet.get('dbr-old-7'), contactStatus: 'HOT' });
    await older();
    expect(dirty()).toHaveLength(1);
    world.lake.counters.reset();
    const { receipts } = await pass();
    expect(receipts).toMatchObject([{ state: 'verified', conflicts: [] }]);
    expect(world.lake.counters.snapshot().mutate.requests).toBe(0);
    expect(await doc('dbr-old-7')).toMatchObject({ contactStatus: 'HOT' });
    expect(dirty()).toEqual([]);
  });

  test('in the middle of our own write, the write is worked out anew against what it left', async () => {
    sheet.set('dbr-old-9', { ...sheet.get('dbr-old-9'), notes: 'typed' });
    world.lake.faults.add({ kind: 'slow', route: 'mutate', ms: 200, times: 1 });
    const passing = pass();
    await sleep(100);
    await older();
    const { receipts } = await passing;
    expect(receipts).toMatchObject([{ state: 'verified', id: leadId('dbr-old-9'), conflicts: [] }]);
    expect(await doc('dbr-old-9')).toMatchObject({ notes: 'typed' });
    world.lake.counters.reset();
    await pass();
    expect(world.lake.counters.snapshot().mutate.requests).toBe(0);
  });
});
