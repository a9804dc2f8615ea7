/** Conflicts listed with what their leads say now, and settled as a person chose: proven, and nothing lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignRef, FieldValue, FieldValues } from '../../addon/model/lead.ts';
import type { ConflictChoice, OpenConflict } from '../../addon/model/wire.ts';
import type { Bridge } from '../../bridge/server.ts';
import type { FaultInput } from '../../scripts/local/lake/server.ts';
import { ask, type Signing } from './client.ts';
import { makeLead, ownCampaign, pullAll, row, SECRET, startWorld, sync, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const doc = async (id: string) => {
  const document = await world.other.getDocument(id);
  if (!document) throw new Error(`there is no ${id}`);
  return document;
};
const list = async (campaign: CampaignRef) =>
  (await ask(world.bridge.url, SECRET, '/v1/conflicts', { campaign })).conflicts;

const settle = async (
  campaign: CampaignRef,
  choices: readonly ConflictChoice[],
  { signing = {}, bridge = world.bridge }: { signing?: Signing; bridge?: Bridge } = {},
) => {
  const request = { campaign, country: 'GB', by: 'alex@example.com', choices };
  return (await ask(bridge.url, SECRET, '/v1/conflicts/settle', request, signing)).results;
};
const chosen = (choice: 'keep' | 'take', { id, now }: OpenConflict): ConflictChoice => ({ id, choice, now });

type Values = FieldValues & Readonly<Record<string, FieldValue>>;

/** A lead on which the sheet (`mine`) and another client (`theirs`) changed the same field or column. */
async function conflictOn(
  name: string,
  field: string,
  mine: FieldValue,
  theirs: FieldValue,
  more: Values = {},
) {
  const campaign = ownCampaign(name);
  const id = `lead.${name}.1`;
  const rev = await makeLead(world.bridge, campaign, id, { firstName: 'Sam', secondName: 'Hill', ...more });
  const { extra } = await doc(id);
  const inExtra = Array.isArray(extra) && extra.some((item: unknown) => Object(item).key === field);
  const path = inExtra ? `extra[key=="${field}"].value` : field;
  const patch = world.other.patch(id);
  await (theirs === null ? patch.unset([path]) : patch.set({ [path]: theirs })).commit();
  await sync(world.bridge, campaign, { rows: [row(id, rev, { [field]: [more[field] ?? null, mine] })] });
  const [conflict] = await list(campaign);
  if (!conflict) throw new Error('no conflict arose');
  return { campaign, id, conflict };
}

describe('the list', () => {
  test('says whose lead it is and what the field holds now', async () => {
    const { campaign, id, conflict } = await conflictOn('listed', 'notes', 'mine', 'theirs');
    expect(conflict).toMatchObject({
      lead: id,
      who: 'Sam Hill',
      kept: 'mine',
      lost: 'theirs',
      now: 'mine',
      gone: false,
    });
    await world.other
      .patch(id)
      .set({ notes: 'changed since', firstName: ' ' })
      .unset(['secondName'])
      .commit();
    expect(await list(campaign)).toMatchObject([{ who: '', now: 'changed since' }]);
    await world.other.patch(id).set({ phoneNumber: '+447700900101' }).commit();
    expect(await list(campaign)).toMatchObject([{ who: '+447700900101' }]);
  });

  test('shows columns of the campaign’s own, and leads that are gone or moved to another campaign', async () => {
    const { campaign, id, conflict } = await conflictOn('column', 'Roof', 'slate', 'tile', { Roof: 'flat' });
    expect(conflict).toMatchObject({ field: 'Roof', kept: 'slate', lost: 'tile', now: 'slate' });
    await world.other.patch(id).set({ campaignId: 'campaign.elsewhere' }).commit();
    expect(await list(campaign)).toMatchObject([{ gone: true, who: '', now: null }]);
    await world.other.delete(id);
    expect(await list(campaign)).toMatchObject([{ gone: true, who: '', now: null }]);
  });
});

describe('keep', () => {
  test('closes the conflict with who and when, and leaves the lead alone', async () => {
    const { campaign, id, conflict } = await conflictOn('keep', 'notes', 'mine', 'theirs');
    const before = await doc(id);
    expect(await settle(campaign, [chosen('keep', conflict)])).toMatchObject([
      { id: conflict.id, state: 'settled' },
    ]);
    expect(await doc(id)).toEqual(before);
    expect(await doc(conflict.id)).toMatchObject({
      open: false,
      settled: 'keep',
      settledBy: 'alex@example.com',
      settledAt: expect.stringMatching(/^\d{4}-.*Z$/),
      kept: 'mine',
      lost: 'theirs',
    });
    expect(await list(campaign)).toEqual([]);
    expect((await sync(world.bridge, campaign)).openConflicts).toBe(0);
  });

  test('closes the conflict of a lead that is gone too; the other value cannot be taken', async () => {
    const { campaign, id, conflict } = await conflictOn('keepgone', 'notes', 'mine', 'theirs');
    await world.other.delete(id);
    const [now] = await list(campaign);
    const choice = chosen('take', now ?? conflict);
    expect(await settle(campaign, [choice])).toMatchObject([
      { state: 'gone', message: expect.stringMatching(/no longer in Sanity.*Nothing was done/) },
    ]);
    expect(await settle(campaign, [{ ...choice, choice: 'keep' }])).toMatchObject([{ state: 'settled' }]);
  });
});

describe('take', () => {
  test.each<[string, string, FieldValue, FieldValue, Values, FieldValue]>([
    ['a text', 'notes', 'mine', 'theirs', {}, 'theirs'],
    [
      'a value of the sheet that lost to the automation',
      'leadSentiment',
      'POSITIVE',
      'NEGATIVE',
      {},
      'POSITIVE',
    ],
    ['no value at all', 'notes', 'mine', null, { notes: 'first' }, null],
    ['a "no"', 'manualMode', null, false, { manualMode: true }, false],
  ])(
    'writes %s over the present one, and keeps what it replaced',
    async (what, field, mine, theirs, more, taken) => {
      const name = `take-${what.replace(/\W/g, '')}`;
      const { campaign, id, conflict } = await conflictOn(name, field, mine, theirs, more);
      const before = await doc(id);
      expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([{ state: 'settled' }]);
      const after = await doc(id);
      expect(after[field] ?? null).toEqual(taken);
      expect({ ...after, _rev: 0, _updatedAt: 0, [field]: 0 }).toEqual({
        ...before,
        _rev: 0,
        _updatedAt: 0,
        [field]: 0,
      });
      const closed = await doc(conflict.id);
      expect(closed).toMatchObject({
        open: false,
        settled: 'take',
        replaced: before[field] ?? null,
        lost: conflict.lost,
      });
      expect(closed._rev).toBe(after._rev);
    },
  );

  test('of "archived" without a value writes "no": old queries would not find a lead without it', async () => {
    const { campaign, id, conflict } = await conflictOn('takearch', 'archived', true, null, {
      archived: false,
    });
    expect(conflict).toMatchObject({ kept: true, lost: null });
    expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([{ state: 'settled' }]);
    expect((await doc(id)).archived).toBe(false);
  });

  test('of a column of the campaign’s own changes that item alone', async () => {
    const more = { Source: 'web', Roof: 'flat', Age: '7' };
    const { campaign, id, conflict } = await conflictOn('takecol', 'Roof', 'slate', 'tile', more);
    const { extra } = await doc(id);
    expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([
      { state: 'settled', message: expect.stringContaining('"Roof"') },
    ]);
    const items: readonly unknown[] = Array.isArray(extra) ? extra : [];
    expect((await doc(id)).extra).toEqual([items[0], { ...Object(items[1]), value: 'tile' }, items[2]]);
  });

  test('is told to the sheet by its feed', async () => {
    const { campaign, id, conflict } = await conflictOn('takefeed', 'notes', 'mine', 'theirs');
    const { cursor } = await pullAll(world.bridge, campaign);
    await settle(campaign, [chosen('take', conflict)]);
    const { changes } = await sync(world.bridge, campaign, { cursor });
    expect(changes).toMatchObject([{ id, fields: { notes: 'theirs' } }]);
  });

  test('does not overwrite what no cell can show', async () => {
    const { campaign, id, conflict } = await conflictOn('takerich', 'notes', 'mine', 'theirs');
    const notes = [{ _key: 'a', _type: 'block' }];
    await world.other.patch(id).set({ notes }).commit();
    const [now] = await list(campaign);
    expect(await settle(campaign, [chosen('take', now ?? conflict)])).toMatchObject([
      { state: 'unverified', message: expect.stringMatching(/Notes.*Nothing was done/) },
    ]);
    expect((await doc(id)).notes).toEqual(notes);
  });
});

describe('what is not done', () => {
  test.each(['keep', 'take'] as const)(
    '%s, when the field says something else than the person saw',
    async (choice) => {
      const { campaign, id, conflict } = await conflictOn(`changed-${choice}`, 'notes', 'mine', 'theirs');
      await world.other.patch(id).set({ notes: 'newer' }).commit();
      expect(await settle(campaign, [chosen(choice, conflict)])).toMatchObject([
        { state: 'changed', message: expect.stringMatching(/^Notes .*Nothing was done/) },
      ]);
      expect((await doc(id)).notes).toBe('newer');
      expect((await doc(conflict.id)).open).toBe(true);
    },
  );

  test('another spelling of what the person saw is no change', async () => {
    const { campaign, id, conflict } = await conflictOn(
      'spelling',
      'phoneNumber',
      '+447700900111',
      '+447700900112',
    );
    await world.other.patch(id).set({ phoneNumber: '07700 900111' }).commit();
    expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([{ state: 'settled' }]);
    expect((await doc(id)).phoneNumber).toBe('+447700900112');
  });

  test('invariant 8: a conflict of another campaign, or something that is none, is not there', async () => {
    const { id, conflict } = await conflictOn('leak', 'notes', 'mine', 'theirs');
    const elsewhere = ownCampaign('leak-elsewhere');
    await world.other.create({
      _id: 'conflict.odd',
      _type: 'retellCall',
      campaignId: elsewhere.id,
      open: true,
    });
    const odd = { ...chosen('take', conflict), id: 'conflict.odd' as OpenConflict['id'] };
    expect(await settle(elsewhere, [chosen('take', conflict), odd])).toMatchObject([
      { state: 'gone' },
      { state: 'gone' },
    ]);
    expect((await doc(id)).notes).toBe('mine');
    expect((await doc(conflict.id)).open).toBe(true);
    await expect(settle(elsewhere, [{ ...odd, id: 'lead.x' as OpenConflict['id'] }])).rejects.toThrow(
      /400 bad-request/,
    );
  });

  test('a lead that moved to another campaign is not written to', async () => {
    const { campaign, id, conflict } = await conflictOn('moved', 'notes', 'mine', 'theirs');
    await world.other.patch(id).set({ campaignId: 'campaign.moved-to' }).commit();
    const before = await doc(id);
    expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([{ state: 'gone' }]);
    expect(await doc(id)).toEqual(before);
  });

  test('a conflict chosen twice in one request', async () => {
    const { campaign, conflict } = await conflictOn('twice', 'notes', 'mine', 'theirs');
    expect(await settle(campaign, [chosen('take', conflict), chosen('keep', conflict)])).toMatchObject([
      { state: 'unverified' },
      { state: 'unverified' },
    ]);
    expect((await doc(conflict.id)).open).toBe(true);
  });
});

describe('invariant 4: whatever is repeated or lost', () => {
  test.each(['keep', 'take'] as const)(
    '%s sent again is settled still, and nothing is written',
    async (choice) => {
      const { campaign, id, conflict } = await conflictOn(`again-${choice}`, 'notes', 'mine', 'theirs');
      const choices = [chosen(choice, conflict)];
      await settle(campaign, choices);
      const before = [await doc(id), await doc(conflict.id)];
      expect(await settle(campaign, choices)).toMatchObject([{ state: 'settled' }]);
      expect([await doc(id), await doc(conflict.id)]).toEqual(before);
      const other = choice === 'keep' ? 'take' : 'keep';
      expect(await settle(campaign, [chosen(other, conflict)])).toMatchObject([
        { state: 'gone', message: expect.stringMatching(/settled before.*Nothing was done/) },
      ]);
      expect([await doc(id), await doc(conflict.id)]).toEqual(before);
    },
  );

  test('a value taken and changed since by a person is not taken a second time', async () => {
    const { campaign, id, conflict } = await conflictOn('later', 'notes', 'mine', 'theirs');
    await settle(campaign, [chosen('take', conflict)]);
    await world.other.patch(id).set({ notes: 'typed later' }).commit();
    expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([{ state: 'gone' }]);
    expect((await doc(id)).notes).toBe('typed later');
  });

  test('the same request at two replicas at once writes once', async () => {
    const { campaign, id, conflict } = await conflictOn('replicas', 'notes', 'mine', 'theirs');
    const second = await world.replica();
    const choices = [chosen('take', conflict)];
    const signing = { id: 'the-same-request-id' };
    const both = await Promise.all([
      settle(campaign, choices, { signing }),
      settle(campaign, choices, { signing, bridge: second }),
    ]);
    expect(both).toMatchObject([[{ state: 'settled' }], [{ state: 'settled' }]]);
    expect((await doc(id)).notes).toBe('theirs');
    expect(await doc(conflict.id)).toMatchObject({ replaced: 'mine', _rev: (await doc(id))._rev });
  });

  test.each<[string, FaultInput]>([
    ['a time-out after the commit', { kind: 'timeout-after-commit', route: 'mutate' }],
    ['a time-out before the commit', { kind: 'timeout-before-commit', route: 'mutate' }],
    ['502 after the commit', { kind: '5xx', route: 'mutate', status: 502, committed: true }],
    ['429', { kind: '429', route: 'mutate', retryAfter: 0 }],
    ['a write that was acknowledged and dropped', { kind: 'ack-and-drop', route: 'mutate' }],
    ['a write of which only the conflict was kept', { kind: 'ack-and-drop', route: 'mutate', keep: 1 }],
  ])('after %s it is settled and nothing is lost', async (what, fault) => {
    const { campaign, id, conflict } = await conflictOn(
      `lost-${what.replace(/\W/g, '')}`,
      'notes',
      'mine',
      'theirs',
    );
    world.lake.faults.add(fault);
    expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([{ state: 'settled' }]);
    expect((await doc(id)).notes).toBe('theirs');
    expect(await doc(conflict.id)).toMatchObject({ open: false, settled: 'take', replaced: 'mine' });
  });

  test('invariant 2: what Sanity acknowledges and drops each time is not called settled', async () => {
    const { campaign, id, conflict } = await conflictOn('drops', 'notes', 'mine', 'theirs');
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    expect(await settle(campaign, [chosen('take', conflict)])).toMatchObject([
      { state: 'unverified', message: expect.stringMatching(/not proven/) },
    ]);
    expect((await doc(id)).notes).toBe('mine');
  });

  test('Sanity that does not answer leaves it unverified, by a sentence', async () => {
    const { campaign, conflict } = await conflictOn('silence', 'notes', 'mine', 'theirs');
    const hurried = await world.replica({ ANSWER_WITHIN_MS: '1500', SANITY_TIMEOUT_MS: '100' });
    world.lake.faults.add({ kind: 'timeout-before-commit', route: 'mutate', times: 'always' });
    expect(await settle(campaign, [chosen('take', conflict)], { bridge: hurried })).toMatchObject([
      { state: 'unverified', message: expect.stringMatching(/not proven/) },
    ]);
  });

  test('invariant 3: a change between reading and writing is seen, and not overwritten', async () => {
    const { campaign, id, conflict } = await conflictOn('race', 'notes', 'mine', 'theirs');
    world.lake.faults.add({ kind: 'slow', route: 'mutate', ms: 150, times: 1 });
    const settling = settle(campaign, [chosen('take', conflict)]);
    await sleep(75);
    await world.lake.commit([{ patch: { id, set: { notes: 'meanwhile' } } }]);
    expect(await settling).toMatchObject([{ state: 'changed' }]);
    expect((await doc(id)).notes).toBe('meanwhile');
    expect((await doc(conflict.id)).open).toBe(true);
  });

  test('a change of another field meanwhile does not hinder it and stays', async () => {
    const { campaign, id, conflict } = await conflictOn('race2', 'notes', 'mine', 'theirs');
    world.lake.faults.add({ kind: 'slow', route: 'mutate', ms: 150, times: 1 });
    const settling = settle(campaign, [chosen('take', conflict)]);
    await sleep(75);
    await world.lake.commit([{ patch: { id, set: { address: 'meanwhile' } } }]);
    expect(await settling).toMatchObject([{ state: 'settled' }]);
    expect(await doc(id)).toMatchObject({ notes: 'theirs', address: 'meanwhile' });
  });
});

describe('many choices', () => {
  test('each has its own result in its place; two values for one field are not both taken', async () => {
    const campaign = ownCampaign('many');
    const conflicts: OpenConflict[] = [];
    for (let n = 0; n < 6; n++) {
      const id = `lead.many.${n}`;
      let rev = await makeLead(world.bridge, campaign, id, { notes: 'a' });
      for (const round of n === 0 ? ['1', '2'] : ['1']) {
        const agreed = round === '1' ? 'a' : 'mine 1';
        await world.other
          .patch(id)
          .set({ notes: `theirs ${round}` })
          .commit();
        const rows = [row(id, rev, { notes: [agreed, `mine ${round}`] })];
        const { receipts } = await sync(world.bridge, campaign, { rows });
        if (receipts[0]?.state === 'verified') rev = receipts[0].rev;
      }
    }
    conflicts.push(...(await list(campaign)));
    expect(conflicts).toHaveLength(7);
    const results = await settle(
      campaign,
      conflicts.map((one) => chosen('take', one)),
    );
    expect(results.map(({ id }) => id)).toEqual(conflicts.map(({ id }) => id));
    const ofFirst = results.filter((_, i) => conflicts[i]?.lead === 'lead.many.0');
    expect(ofFirst.map(({ state }) => state)).toEqual(['settled', 'changed']);
    expect(results.filter(({ state }) => state === 'settled')).toHaveLength(6);
    expect(await list(campaign)).toMatchObject([{ lead: 'lead.many.0' }]);
  });
});
