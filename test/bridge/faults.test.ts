/** Sanity at its worst: limits, lost answers, lies, and other writers at the same moment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultInput } from '../../scripts/local/lake/server.ts';
import { makeLead, newRow, ownCampaign, row, startWorld, sync, verifiedAt, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const fault = (input: FaultInput) => world.lake.faults.add(input);
const doc = (id: string) => world.other.getDocument(id);
const people = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) =>
    newRow(`lead.${name}.${i}`, { firstName: `Sam ${i}`, archived: false }),
  );

describe('invariant 10: a limit is not a loss', () => {
  test('429 is waited out for as long as Retry-After says, and the rows are verified', async () => {
    fault({ kind: '429', route: 'mutate', retryAfter: 1, times: 1 });
    const started = Date.now();
    const answer = await sync(world.bridge, ownCampaign('429'), { rows: people('429', 3) });
    expect(answer.receipts.map((r) => r.state)).toEqual(['verified', 'verified', 'verified']);
    expect(Date.now() - started).toBeGreaterThanOrEqual(1_000);
  });

  test('429 on reads is waited out too', async () => {
    fault({ kind: '429', route: 'doc', retryAfter: 0, times: 2 });
    fault({ kind: '429', route: 'query', retryAfter: 0, times: 2 });
    verifiedAt(await sync(world.bridge, ownCampaign('429r'), { rows: people('429r', 1) }));
  });

  test('a limit that outlasts the request leaves every row named as not saved, long before it ends', async () => {
    const hurried = await world.replica({ ANSWER_WITHIN_MS: '1000' });
    fault({ kind: '429', route: 'mutate', retryAfter: 30, times: 'always' });
    const started = Date.now();
    const { receipts } = await sync(hurried, ownCampaign('429x'), { rows: people('429x', 150) });
    expect(Date.now() - started).toBeLessThan(15_000);
    expect(receipts).toHaveLength(150);
    for (const receipt of receipts)
      expect(receipt).toMatchObject({ state: 'unverified', message: expect.stringMatching(/not saved/) });
  });

  test('500 rows stay below Sanity’s own rate limit', async () => {
    const strict = await startWorld({}, { limits: {} });
    const rows = people('rate', 500);
    const { receipts } = await sync(strict.bridge, ownCampaign('rate'), { rows });
    expect(receipts.every((receipt) => receipt.state === 'verified')).toBe(true);
    expect(strict.lake.counters.snapshot().mutate).toMatchObject({ failed: 0, requests: 5 });
    await strict.close();
  });
});

describe('invariant 4: a lost answer is not a failed write', () => {
  test.each<[string, FaultInput]>([
    ['a time-out before the commit', { kind: 'timeout-before-commit', route: 'mutate' }],
    ['a time-out after the commit', { kind: 'timeout-after-commit', route: 'mutate' }],
    ['a connection cut after the commit', { kind: 'timeout-after-commit', route: 'mutate', ms: 10 }],
    ['503 before the commit', { kind: '5xx', route: 'mutate', status: 503 }],
    ['502 after the commit', { kind: '5xx', route: 'mutate', status: 502, committed: true }],
    ['500 when reading back', { kind: '5xx', route: 'doc', status: 500, times: 2 }],
    ['a time-out when reading', { kind: 'timeout-before-commit', route: 'doc' }],
  ])('after %s the row is verified and written once', async (what, input) => {
    const name = what.replace(/\W/g, '-');
    const campaign = ownCampaign(name);
    const id = `lead.${name}.1`;
    const rev = await makeLead(world.bridge, campaign, id, { contactStatus: 'Ready', notes: 'a' });
    await world.other.patch(id).set({ notes: 'c' }).commit();
    fault(input);
    const says = { contactStatus: ['Ready', 'HOT'], notes: ['a', 'b'] } as const;
    const answer = await sync(world.bridge, campaign, { rows: [row(id, rev, says)] });
    const receipt = verifiedAt(answer);
    expect(await doc(id)).toMatchObject({ contactStatus: 'HOT', notes: 'b', _rev: receipt.rev });
    expect(receipt.conflicts).toMatchObject([{ field: 'notes', kept: 'b', lost: 'c' }]);
    expect(answer.openConflicts).toBe(1);
  });

  test('writes that nobody ever answers are unverified by name, although they were done', async () => {
    const rows = people('silent', 2);
    fault({ kind: 'timeout-after-commit', route: 'mutate', times: 1 });
    fault({ kind: 'timeout-before-commit', route: 'doc', times: 'always' });
    const hurried = await world.replica({ ANSWER_WITHIN_MS: '1000', SANITY_TIMEOUT_MS: '100' });
    const { receipts } = await sync(hurried, ownCampaign('silent'), { rows });
    expect(receipts).toMatchObject(
      rows.map(({ id }) => ({ state: 'unverified', id, message: expect.stringMatching(/not proven/) })),
    );
    world.lake.faults.clear();
    const again = await sync(world.bridge, ownCampaign('silent'), { rows });
    expect(again.receipts.map((r) => r.state)).toEqual(['verified', 'verified']);
  });

  test('receipts are given even when the feed cannot be read after the writes', async () => {
    fault({ kind: '5xx', route: 'query', times: 'always' });
    const answer = await sync(world.bridge, ownCampaign('nofeed'), { rows: people('nofeed', 1) });
    expect(answer).toMatchObject({ receipts: [{ state: 'verified' }], changes: [], more: false });
    world.lake.faults.clear();
    const next = await sync(world.bridge, ownCampaign('nofeed'), { cursor: answer.cursor });
    expect(next.changes.map((lead) => lead.id)).toEqual(['lead.nofeed.0']);
  });
});

describe('invariant 2: saved means re-read', () => {
  test('a write that was acknowledged and dropped is written again', async () => {
    fault({ kind: 'ack-and-drop', route: 'mutate', times: 1 });
    const receipt = verifiedAt(await sync(world.bridge, ownCampaign('drop1'), { rows: people('drop1', 1) }));
    expect(await doc('lead.drop1.0')).toMatchObject({ firstName: 'Sam 0', _rev: receipt.rev });
  });

  test('dropped again and again, it is unverified and says what is not there', async () => {
    const campaign = ownCampaign('drop2');
    const rev = await makeLead(world.bridge, campaign, 'lead.drop2.1', { notes: 'a', firstName: 'Sam' });
    fault({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    const says = { notes: ['a', 'a secret note'], firstName: ['Sam', 'Ada'], Roof: [null, 'tile'] } as const;
    const rows = [row('lead.drop2.1', rev, says), newRow('lead.drop2.2', { firstName: 'Zoë' })];
    const { receipts } = await sync(world.bridge, campaign, { rows });
    expect(receipts).toMatchObject([
      { state: 'unverified', message: expect.stringMatching(/First name, Notes, "Roof"/) },
      { state: 'unverified', message: expect.stringMatching(/the whole lead/) },
    ]);
    expect(JSON.stringify(receipts)).not.toMatch(/secret note|Zoë/);
  });

  test('of a transaction that was kept in part, the rows that are there are verified and the others written again', async () => {
    fault({ kind: 'ack-and-drop', route: 'mutate', keep: 40, times: 1 });
    const { receipts } = await sync(world.bridge, ownCampaign('part'), { rows: people('part', 100) });
    expect(receipts.filter((r) => r.state === 'verified')).toHaveLength(100);
    const query = 'count(*[_type == "campaignLead" && campaignId == "campaign.part"])';
    expect(await world.other.fetch(query)).toBe(100);
  });

  test('invariant 1: a value that lost is kept even where a transaction is not', async () => {
    const campaign = ownCampaign('loser');
    const rev = await makeLead(world.bridge, campaign, 'lead.loser.1', { notes: 'a' });
    await world.other.patch('lead.loser.1').set({ notes: 'c' }).commit();
    fault({ kind: 'ack-and-drop', route: 'mutate', keep: 1, times: 1 });
    const rows = [row('lead.loser.1', rev, { notes: ['a', 'b'] })];
    const answer = await sync(world.bridge, campaign, { rows });
    expect(verifiedAt(answer).conflicts).toMatchObject([{ kept: 'b', lost: 'c' }]);
    expect(await doc('lead.loser.1')).toMatchObject({ notes: 'b' });
    expect(answer.openConflicts).toBe(1);
  });

  test('invariant 1: a conflict that was acknowledged and dropped is kept before the row is verified', async () => {
    const campaign = ownCampaign('unkept');
    const rev = await makeLead(world.bridge, campaign, 'lead.unkept.1', { leadSentiment: 'NEUTRAL' });
    await world.other.patch('lead.unkept.1').set({ leadSentiment: 'NEGATIVE' }).commit();
    const rows = [row('lead.unkept.1', rev, { leadSentiment: ['NEUTRAL', 'POSITIVE'] })];
    fault({ kind: 'ack-and-drop', route: 'mutate', times: 1 });
    expect((await sync(world.bridge, campaign, { rows })).openConflicts).toBe(1);
    await world.other.patch('lead.unkept.1').set({ leadSentiment: 'UNSURE' }).commit();
    fault({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    const { receipts } = await sync(world.bridge, campaign, { rows });
    expect(receipts).toMatchObject([
      { state: 'unverified', message: expect.stringMatching(/the other value of Sentiment/) },
    ]);
  });
});

describe('invariant 3: guarded by the revision that it was merged against', () => {
  test('a change by another client between reading and writing is merged, not overwritten', async () => {
    const campaign = ownCampaign('race');
    const rev = await makeLead(world.bridge, campaign, 'lead.race.1', { notes: 'a', firstName: 'Sam' });
    fault({ kind: 'slow', route: 'mutate', ms: 200, times: 1 });
    const pass = sync(world.bridge, campaign, { rows: [row('lead.race.1', rev, { notes: ['a', 'b'] })] });
    await sleep(100);
    await world.lake.commit([{ patch: { id: 'lead.race.1', set: { notes: 'c', firstName: 'Ada' } } }]);
    const receipt = verifiedAt(await pass);
    expect(await doc('lead.race.1')).toMatchObject({ notes: 'b', firstName: 'Ada' });
    expect(receipt.snapshot?.fields).toMatchObject({ notes: 'b', firstName: 'Ada' });
    expect(receipt.conflicts).toMatchObject([{ field: 'notes', kept: 'b', lost: 'c', lostSide: 'store' }]);
  });

  test('two people who create the same lead at once: one creates, the other merges', async () => {
    const campaign = ownCampaign('twins');
    const rows = [newRow('lead.twins.1', { firstName: 'Sam' })];
    const others = [newRow('lead.twins.1', { secondName: 'Hill' })];
    const second = await world.replica();
    const [a, b] = await Promise.all([
      sync(world.bridge, campaign, { rows }),
      sync(second, campaign, { rows: others }),
    ]);
    verifiedAt(a);
    verifiedAt(b);
    expect(await doc('lead.twins.1')).toMatchObject({ firstName: 'Sam', secondName: 'Hill' });
  });

  test('one lead that keeps changing does not hold up the ninety-nine beside it', async () => {
    const campaign = ownCampaign('busy');
    const rows = people('busy', 100);
    const made = await sync(world.bridge, campaign, { rows });
    const changed = rows.map((r, i) => row(r.id, verifiedAt(made, i).rev, { notes: [null, 'x'] }));
    let going = true;
    const writer = (async () => {
      for (let n = 0; going; n++) {
        await world.lake.commit([{ patch: { id: 'lead.busy.50', set: { secondName: String(n) } } }]);
        await sleep(2);
      }
    })();
    fault({ kind: 'slow', route: 'mutate', ms: 20, times: 'always' });
    const { receipts } = await sync(world.bridge, campaign, { rows: changed });
    going = false;
    await writer;
    const open = receipts.filter((r) => r.state !== 'verified').map((r) => r.id);
    expect(open.filter((id) => id !== 'lead.busy.50')).toEqual([]);
  });

  test('a lead deleted between reading and writing is reported missing', async () => {
    const campaign = ownCampaign('vanish');
    const rev = await makeLead(world.bridge, campaign, 'lead.vanish.1', { notes: 'a' });
    fault({ kind: 'slow', route: 'mutate', ms: 200, times: 1 });
    const pass = sync(world.bridge, campaign, { rows: [row('lead.vanish.1', rev, { notes: ['a', 'b'] })] });
    await sleep(100);
    await world.lake.commit([{ delete: { id: 'lead.vanish.1' } }]);
    expect((await pass).receipts).toMatchObject([{ state: 'missing' }]);
  });
});

describe('invariant 1: nothing acknowledged is lost, whatever happens', () => {
  test('under random faults and another writer, every value is in the store, in a conflict, or named', async () => {
    const campaign = ownCampaign('storm');
    const rows = people('storm', 40);
    const made = await sync(world.bridge, campaign, { rows });
    for (const [i, r] of rows.entries()) {
      if (i % 2 === 0) await world.lake.commit([{ patch: { id: r.id, set: { notes: `store ${i}` } } }]);
    }
    fault({ kind: '5xx', route: 'mutate', committed: true, probability: 0.3, seed: 3, times: 'always' });
    fault({ kind: 'ack-and-drop', route: 'mutate', keep: 3, probability: 0.3, seed: 5, times: 2 });
    fault({ kind: '429', retryAfter: 0, probability: 0.2, seed: 7, times: 'always' });
    const changed = rows.map((r, i) => row(r.id, verifiedAt(made, i).rev, { notes: [null, `sheet ${i}`] }));
    const answer = await sync(world.bridge, campaign, { rows: changed });
    world.lake.faults.clear();
    const query = '*[_type == "leadConflict" && campaignId == $c].lost';
    const lost: unknown = await world.other.fetch(query, { c: campaign.id });
    for (const [i, receipt] of answer.receipts.entries()) {
      const notes = (await doc(`lead.storm.${i}`))?.notes;
      if (receipt.state === 'verified') expect(notes).toBe(`sheet ${i}`);
      if (i % 2 === 0 && notes !== `store ${i}`) expect(lost).toContain(`store ${i}`);
    }
  });
});
