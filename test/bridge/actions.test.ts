/** The record of actions: kept once, read back, told newest first to the spreadsheet that they are of. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Action, type ActionCode, isActionId } from '../../addon/model/actions.ts';
import type { CampaignId } from '../../addon/model/lead.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import { MAX_ACTIONS } from '../../addon/model/wire.ts';
import { ask } from './client.ts';
import { ownCampaign, SECRET, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const name of ['one', 'two']) {
    const campaign = { ...ownCampaign(name), name, colour: '#02bbd4', description: '', sheetId: 1 };
    const made = { createdAt: '2026-01-02T03:04:05.000Z', createdBy: '', ...FIRST_SETTINGS };
    await ask(world.bridge.url, SECRET, '/v1/campaigns/save', {
      campaign: { ...campaign, ...made, spreadsheetId: `sheet-${name}` },
    });
  }
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const ONE = ownCampaign('one').id;
let made = 0;

function action(at: string, campaign: CampaignId | null = ONE, what: ActionCode = 'archived'): Action {
  const id = `action.00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  if (!isActionId(id)) throw new Error(`"${id}" is no action's id.`);
  return { id, at, by: 'alex@example.com', campaign, what, said: `action ${made}` };
}
const record = (actions: readonly Action[], spreadsheetId = 'sheet-one') =>
  ask(world.bridge.url, SECRET, '/v1/actions/record', { spreadsheetId, actions });
const list = (campaign: CampaignId | null, before: string | null = null, spreadsheetId = 'sheet-one') =>
  ask(world.bridge.url, SECRET, '/v1/actions', { spreadsheetId, campaign, before });
const minute = (n: number) => new Date(Date.UTC(2026, 1, 1, 0, n)).toISOString();

describe('recording', () => {
  test('invariant 4: an action is kept as it was first said, however often it is sent', async () => {
    const first = action(minute(0));
    expect(await record([first, first])).toEqual({ recorded: [first.id] });
    await record([{ ...first, said: 'something else', by: 'sam@example.com' }]);
    const { actions } = await list(ONE);
    expect(actions).toEqual([first]);
  });

  test.each([
    ['acknowledged and dropped', { kind: 'ack-and-drop', route: 'mutate' }],
    ['without an answer', { kind: 'timeout-after-commit', route: 'mutate', ms: 10 }],
    ['refused by the rate limit', { kind: '429', route: 'mutate', retryAfter: 0 }],
  ] as const)(
    'invariant 2: a write that was %s is called recorded only once it is there',
    async (_how, fault) => {
      world.lake.faults.add(fault);
      const one = action(minute(1));
      expect(await record([one])).toEqual({ recorded: [one.id] });
      expect(await world.other.getDocument(one.id)).toMatchObject({ _type: 'leadAction', said: one.said });
    },
  );

  test('one that never gets there is not called recorded', async () => {
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    expect(await record([action(minute(1))])).toEqual({ recorded: [] });
  });

  test('an id that belongs to another document is not called recorded, and that stays', async () => {
    const one = action(minute(1));
    await world.other.create({ _id: one.id, _type: 'retellCall', note: 'mine' });
    expect(await record([one])).toEqual({ recorded: [] });
    expect(await world.other.getDocument(one.id)).toMatchObject({ _type: 'retellCall', note: 'mine' });
  });
});

describe('telling', () => {
  test('invariant 8: a campaign’s actions are told to its spreadsheet alone', async () => {
    await record([action(minute(2), ownCampaign('two').id)], 'sheet-two');
    await expect(list(ownCampaign('two').id)).rejects.toThrow(/^409 elsewhere/);
    const here = await list(ownCampaign('two').id, null, 'sheet-two');
    expect(here.actions.map(({ campaign }) => campaign)).toEqual([ownCampaign('two').id]);
    expect((await list(null)).actions.every(({ campaign }) => campaign !== ownCampaign('two').id)).toBe(true);
  });

  test('page by page, newest first, nothing is told twice or left out, several of one moment neither', async () => {
    const count = MAX_ACTIONS * 2 + 7;
    // Four of each moment: a page would end between them.
    const all = Array.from({ length: count }, (_, n) =>
      action(minute(100 + Math.floor(n / 4)), null, 'people'),
    );
    for (let from = 0; from < count; from += MAX_ACTIONS) {
      await record(all.slice(from, from + MAX_ACTIONS), 'sheet-pages');
    }
    const told: Action[] = [];
    let before: string | null = null;
    for (let more = true; more; ) {
      const page = await list(null, before, 'sheet-pages');
      expect(page.actions.length).toBeLessThanOrEqual(MAX_ACTIONS);
      told.push(...page.actions);
      before = page.actions.at(-1)?.at ?? null;
      more = page.more;
    }
    expect(told.map(({ at }) => at)).toEqual(
      told
        .map(({ at }) => at)
        .sort()
        .reverse(),
    );
    expect(told.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
  });

  test('a damaged record hides no other', async () => {
    const good = action(minute(5), null, 'exported');
    await record([good], 'sheet-damaged');
    await world.other.create({
      _id: 'action.broken',
      _type: 'leadAction',
      spreadsheetId: 'sheet-damaged',
      at: minute(6),
    });
    expect((await list(null, null, 'sheet-damaged')).actions).toEqual([good]);
  });
});
