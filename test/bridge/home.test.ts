/** A campaign lives in one spreadsheet: any other, as a copy of it, neither sends nor takes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignRef } from '../../addon/model/lead.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import { ask } from './client.ts';
import {
  makeLead,
  newRow,
  ownCampaign,
  row,
  SECRET,
  SPREADSHEET,
  startWorld,
  sync,
  verifiedAt,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const COPY = 'a-copy-of-it';
const save = (campaign: CampaignRef, spreadsheetId: string) =>
  ask(world.bridge.url, SECRET, '/v1/campaigns/save', {
    campaign: {
      ...campaign,
      name: 'Spring',
      colour: '#02bbd4',
      description: '',
      spreadsheetId,
      sheetId: 7,
      createdAt: '2026-01-02T03:04:05.000Z',
      createdBy: 'alex@example.com',
      ...FIRST_SETTINGS,
    },
  });
const ELSEWHERE = /^409 elsewhere: .*lives in another spreadsheet.*nothing was sent.*or taken.*live one/;

describe('a campaign that lives in another spreadsheet', () => {
  test('is neither sent to nor told', async () => {
    const campaign = ownCampaign('home');
    await save(campaign, SPREADSHEET);
    const rev = await makeLead(world.bridge, campaign, 'lead.home.1', { notes: 'a' });
    const before = await world.other.getDocument('lead.home.1');
    const rows = [row('lead.home.1', rev, { notes: ['a', 'b'] }), newRow('lead.home.2', { notes: 'c' })];
    await expect(sync(world.bridge, campaign, { rows, spreadsheetId: COPY })).rejects.toThrow(ELSEWHERE);
    await expect(sync(world.bridge, campaign, { spreadsheetId: COPY })).rejects.toThrow(ELSEWHERE);
    expect(await world.other.getDocument('lead.home.1')).toEqual(before);
    expect(await world.other.getDocument('lead.home.2')).toBeUndefined();
    verifiedAt(await sync(world.bridge, campaign, { rows }));
  });

  test('writes nothing either when 500 rows are sent', async () => {
    const campaign = ownCampaign('crowd');
    await save(campaign, SPREADSHEET);
    const rows = Array.from({ length: 500 }, (_, n) => newRow(`lead.crowd.${n}`, { notes: 'x' }));
    world.lake.counters.reset();
    await expect(sync(world.bridge, campaign, { rows, spreadsheetId: COPY })).rejects.toThrow(ELSEWHERE);
    expect(world.lake.counters.snapshot().mutate.requests).toBe(0);
  });

  test('is known by its document, not by what queries show: a move is heeded at once by pushes', async () => {
    const campaign = ownCampaign('moved');
    await save(campaign, SPREADSHEET);
    world.lake.faults.add({ kind: 'index-lag', ms: 600, times: 1 });
    await save(campaign, COPY);
    const rows = [newRow('lead.moved.1', { notes: 'x' })];
    await expect(sync(world.bridge, campaign, { rows })).rejects.toThrow(ELSEWHERE);
    verifiedAt(await sync(world.bridge, campaign, { rows, spreadsheetId: COPY }));
    // Nothing to send, and the index still names the one that it left: it is asked for by its id before it is refused.
    expect(await sync(world.bridge, campaign, { spreadsheetId: COPY })).toMatchObject({ receipts: [] });
    await sleep(700);
    await expect(sync(world.bridge, campaign)).rejects.toThrow(ELSEWHERE);
  });

  test('cannot be told apart while Sanity cannot be asked: nothing is written', async () => {
    const campaign = ownCampaign('blind');
    const hurried = await world.replica({ ANSWER_WITHIN_MS: '1000', SANITY_TIMEOUT_MS: '100' });
    world.lake.faults.add({ kind: '5xx', route: 'doc', times: 'always' });
    world.lake.counters.reset();
    const rows = [newRow('lead.blind.1', { notes: 'x' })];
    expect((await sync(hurried, campaign, { rows })).receipts).toMatchObject([{ state: 'unverified' }]);
    expect(world.lake.counters.snapshot().mutate.requests).toBe(0);
  });
});

describe('what it costs', () => {
  test('a campaign that was never saved, or whose document is damaged, may be anywhere', async () => {
    const campaign = ownCampaign('unsaved');
    verifiedAt(
      await sync(world.bridge, campaign, {
        rows: [newRow('lead.unsaved.1', { notes: 'x' })],
        spreadsheetId: COPY,
      }),
    );
    await world.other.create({ _id: campaign.id, _type: 'leadCampaign', spreadsheetId: 7 });
    expect((await sync(world.bridge, campaign)).changes).toHaveLength(1);
  });

  test('an idle pull asks Sanity nothing more for it, and a push one document', async () => {
    const campaign = ownCampaign('cost');
    await save(campaign, SPREADSHEET);
    const { cursor } = await sync(world.bridge, campaign);
    world.lake.counters.reset();
    await sync(world.bridge, campaign, { cursor });
    const idle = world.lake.counters.snapshot();
    expect([idle.query.requests, idle.doc.requests, idle.mutate.requests]).toEqual([1, 0, 0]);
    const rev = await makeLead(world.bridge, campaign, 'lead.cost.1', { notes: 'a' });
    world.lake.counters.reset();
    verifiedAt(
      await sync(world.bridge, campaign, { rows: [row('lead.cost.1', rev, { notes: ['a', 'b'] })] }),
    );
    const push = world.lake.counters.snapshot();
    expect([push.query.requests, push.doc.requests, push.mutate.requests]).toEqual([1, 3, 1]);
  });
});
