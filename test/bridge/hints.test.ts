/** What the webhook is for: the feed looks sooner at leads that queries do not show yet. Without it nothing is lost but time. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeSignatureHeader, SIGNATURE_HEADER_NAME } from '@sanity/webhook';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CampaignRef, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { Cursor, SyncResponse } from '../../addon/model/wire.ts';
import type { Bridge } from '../../bridge/server.ts';
import { Hints } from '../../bridge/sync/hints.ts';
import {
  leadId,
  ownCampaign,
  pullAll,
  row,
  startWorld,
  sync,
  verifiedAt,
  WEBHOOK_SECRET,
  type World,
} from './world.ts';

/** The lake's clock runs ahead by this much. */
let ahead = 0;
const wait = (seconds: number) => {
  ahead += seconds * 1_000;
};
/** Queries do not show the next transaction for this long, in real time. */
const LAG_MS = 1_500;
let caughtUp: Promise<unknown> = Promise.resolve();
const lagging = () => {
  world.lake.faults.add({ kind: 'index-lag', ms: LAG_MS, times: 1 });
  caughtUp = sleep(LAG_MS + 100);
};

let world: World;
beforeAll(async () => {
  world = await startWorld({}, { now: () => new Date(Date.now() + ahead) });
});
afterEach(async () => {
  world.lake.faults.clear();
  await caughtUp;
});
afterAll(() => world.close());

interface Event {
  readonly secret?: string;
  readonly at?: number;
  readonly key?: string;
}
const send = async (body: unknown, event: Event = {}, bridge: Bridge = world.bridge) => {
  const { secret = WEBHOOK_SECRET, at = Date.now(), key = randomUUID() } = event;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers = {
    [SIGNATURE_HEADER_NAME]: await encodeSignatureHeader(text, at, secret),
    'idempotency-key': key,
    'content-type': 'application/json',
  };
  return (await fetch(`${bridge.url}/webhooks/sanity`, { method: 'POST', headers, body: text })).status;
};

async function followed(name: string, count = 3) {
  const campaign = ownCampaign(name);
  const lead = { _type: 'campaignLead', campaignId: campaign.id, archived: false };
  const ids = Array.from({ length: count }, (_, n) => `lead.${name}.${n}`);
  await world.lake.commit(ids.map((_id) => ({ create: { ...lead, _id } })));
  const { cursor } = await pullAll(world.bridge, campaign);
  return { campaign, ids, id: ids[0] ?? '', cursor };
}
const change = async (id: string, notes: string) => {
  await world.lake.commit([{ patch: { id, set: { notes } } }]);
  const document = await world.other.getDocument(id);
  return { _id: id, _rev: document?._rev, _type: document?._type, campaignId: document?.campaignId };
};
const told = ({ changes }: SyncResponse) => changes.map(({ id, fields }) => [id, fields.notes]);
const pull = (campaign: CampaignRef, cursor: Cursor | null) => sync(world.bridge, campaign, { cursor });

/** Pulls until nothing is told any more; how often something was. */
async function untilQuiet(campaign: CampaignRef, cursor: Cursor | null): Promise<number> {
  let [at, times] = [cursor, 0];
  for (let n = 0; n < 10; n++) {
    const answer = await pull(campaign, at);
    if (answer.changes.length === 0 && !answer.more) return times;
    times++;
    at = answer.cursor;
  }
  throw new Error('it is told for ever');
}

describe('a lead that queries do not show yet', () => {
  test('is told at once when its event came, and once', async () => {
    const { campaign, id, cursor } = await followed('soon');
    lagging();
    const event = await change(id, 'new');
    expect(told(await pull(campaign, cursor))).toEqual([]);
    expect(await send(event)).toBe(200);
    const answer = await pull(campaign, cursor);
    expect(told(answer)).toContainEqual([id, 'new']);
    expect(told(await pull(campaign, answer.cursor))).toEqual([]);
    await caughtUp;
    expect(await untilQuiet(campaign, answer.cursor)).toBe(0);
  });

  test('is told again when the answer was lost', async () => {
    const { campaign, id, cursor } = await followed('lostanswer');
    lagging();
    await send(await change(id, 'new'));
    await pull(campaign, cursor);
    expect(told(await pull(campaign, cursor))).toContainEqual([id, 'new']);
  });

  test('is told although its change is older than the window by now, again only while the answer is not known to have come', async () => {
    const { campaign, id, cursor } = await followed('past');
    lagging();
    const event = await change(id, 'new');
    wait(90);
    const before = await pull(campaign, cursor);
    expect(told(before)).toEqual([]);
    await send(event);
    const answer = await pull(campaign, before.cursor);
    expect(told(answer)).toEqual([[id, 'new']]);
    expect(told(await pull(campaign, before.cursor))).toEqual([[id, 'new']]);
    wait(2);
    const next = await pull(campaign, before.cursor);
    wait(2);
    expect(told(await pull(campaign, next.cursor))).toEqual([]);
    await caughtUp;
    expect(await untilQuiet(campaign, next.cursor)).toBe(0);
  });

  test('that slides out of the window untold by queries is not told for ever', async () => {
    const { campaign, id, cursor } = await followed('slide');
    lagging();
    await send(await change(id, 'new'));
    const answer = await pull(campaign, cursor);
    expect(told(answer)).toContainEqual([id, 'new']);
    wait(45);
    const later = await pull(campaign, answer.cursor);
    wait(45);
    expect(await untilQuiet(campaign, later.cursor)).toBeLessThanOrEqual(1);
  });

  test('is told when it is new, and not told when it is gone again', async () => {
    const { campaign, cursor } = await followed('fresh');
    lagging();
    const lead = { _type: 'campaignLead', campaignId: campaign.id, notes: 'made' };
    await world.lake.commit([
      { create: { ...lead, _id: 'lead.fresh.x' } },
      { create: { ...lead, _id: 'lead.fresh.y' } },
    ]);
    await world.lake.commit([{ delete: { id: 'lead.fresh.y' } }]);
    await send({ _id: 'lead.fresh.x' });
    await send({ _id: 'lead.fresh.y' });
    const answer = await pull(campaign, cursor);
    expect(told(answer)).toEqual([['lead.fresh.x', 'made']]);
    expect(await untilQuiet(campaign, answer.cursor)).toBe(0);
  });

  test('does not hide what this request writes to it', async () => {
    const { campaign, id, cursor } = await followed('mine');
    lagging();
    const event = await change(id, 'theirs');
    await send(event);
    const rows = [row(id, null, { address: [null, 'mine'] })];
    const answer = await sync(world.bridge, campaign, { rows, cursor });
    expect(verifiedAt(answer).snapshot?.fields).toMatchObject({ notes: 'theirs', address: 'mine' });
    const next = await pull(campaign, answer.cursor);
    expect(told(next)).toEqual([]);
  });
});

describe('events that say less, more or something else', () => {
  test.each<[string, (event: Record<string, unknown>) => unknown]>([
    ['only an id', ({ _id }) => ({ _id })],
    ['no revision', ({ _rev, ...event }) => event],
    ['an old revision', (event) => ({ ...event, _rev: 'a-revision-before' })],
    ['another shape beside', (event) => ({ ...event, before: { _id: 'x' }, after: null })],
  ])('%s: the lead is told', async (what, projected) => {
    const { campaign, id, cursor } = await followed(`shape-${what.replace(/\W/g, '')}`);
    lagging();
    await send(projected(await change(id, 'new')));
    expect(told(await pull(campaign, cursor))).toContainEqual([id, 'new']);
  });

  test.each<[string, unknown]>([
    ['no JSON', 'not json {'],
    ['null', null],
    ['a list', [1, 2]],
    ['ids that are none', { _id: 7, _rev: {}, _type: 'campaignLead' }],
    ['a draft', { _id: 'drafts.lead.x.1' }],
    ['an id with a comma', { _id: 'lead.a,lead.b' }],
    ['another type', { _id: 'call-7', _type: 'retellCall' }],
  ])('%s is taken and ignored', async (_what, body) => {
    const { campaign, cursor } = await followed(`ignored-${randomUUID().slice(0, 8)}`);
    world.lake.counters.reset();
    expect(await send(body)).toBe(200);
    await pull(campaign, cursor);
    expect(world.lake.counters.snapshot().doc.requests).toBe(0);
  });

  test('invariant 8: a lead is told to its own campaign alone, whatever the event leaves out', async () => {
    const { campaign, id, cursor } = await followed('ours');
    const other = await followed('theirs');
    const first = await pullAll(world.bridge, { id: ORIGINAL_CAMPAIGN, kind: 'original' });
    lagging();
    const { _id } = await change(id, 'new');
    await send({ _id });
    expect(told(await pull(other.campaign, other.cursor))).toEqual([]);
    expect(told(await pull({ id: ORIGINAL_CAMPAIGN, kind: 'original' }, first.cursor))).toEqual([]);
    expect(told(await pull(campaign, cursor))).toContainEqual([id, 'new']);
  });

  test.each<[string, Event]>([
    ['signed with another secret', { secret: 'another-secret-of-length' }],
    ['of six minutes ago', { at: Date.now() - 360_000 }],
  ])('one %s hints at nothing', async (_what, event) => {
    const { campaign, id, cursor } = await followed(`refused-${randomUUID().slice(0, 8)}`);
    lagging();
    expect(await send(await change(id, 'new'), event)).toBe(401);
    expect(told(await pull(campaign, cursor))).toEqual([]);
  });
});

describe('invariant 4: events repeated, reordered and lost', () => {
  test('repeated ones are told once', async () => {
    const { campaign, id, cursor } = await followed('repeat');
    lagging();
    const event = await change(id, 'new');
    const key = randomUUID();
    for (let n = 0; n < 3; n++) await send(event, { key });
    await send(event);
    const answer = await pull(campaign, cursor);
    expect(told(answer)).toContainEqual([id, 'new']);
    await send(event, { key });
    expect(await untilQuiet(campaign, answer.cursor)).toBe(0);
  });

  test('of two changes whose events come the wrong way round the newer is told', async () => {
    const { campaign, id, cursor } = await followed('reorder');
    const older = await change(id, 'older');
    lagging();
    const newer = await change(id, 'newer');
    await send(newer);
    await send(older);
    const answer = await pull(campaign, cursor);
    expect(told(answer)).toContainEqual([id, 'newer']);
    expect(await untilQuiet(campaign, answer.cursor)).toBe(0);
  });

  test('invariant 5: a lost one, or one that another replica got, costs nothing but the delay', async () => {
    const { campaign, id, cursor } = await followed('lost');
    const second = await world.replica();
    lagging();
    await send(await change(id, 'new'), {}, second);
    const early = await pull(campaign, cursor);
    expect(told(early)).toEqual([]);
    const there = await sync(second, campaign, { cursor: early.cursor });
    expect(told(there)).toContainEqual([id, 'new']);
    // To and fro between the replicas, one of which knows: it is told more than once, and then no more.
    let at = (await pull(campaign, there.cursor)).cursor;
    await caughtUp;
    for (const bridge of [second, world.bridge, second])
      at = (await sync(bridge, campaign, { cursor: at })).cursor;
    expect(await untilQuiet(campaign, at)).toBe(0);
  });

  test('what the lake itself sends is what the bridge needs', async () => {
    const { campaign, id, cursor } = await followed('real');
    const hook = world.lake.addWebhook({
      url: `${world.bridge.url}/webhooks/sanity`,
      secret: WEBHOOK_SECRET,
    });
    lagging();
    await change(id, 'new');
    await expect
      .poll(async () => told(await pull(campaign, cursor)), { timeout: 5_000 })
      .toContainEqual([id, 'new']);
    hook.remove();
  });
});

describe('bursts', () => {
  test('an event that queries have caught up with costs no request', async () => {
    const { campaign, id, cursor } = await followed('cheap');
    const { cursor: at } = await pull(campaign, cursor);
    await send(await change(id, 'new'));
    const answer = await pull(campaign, at);
    expect(told(answer)).toContainEqual([id, 'new']);
    world.lake.counters.reset();
    expect(told(await pull(campaign, answer.cursor))).toEqual([]);
    const { query, doc } = world.lake.counters.snapshot();
    expect([query.requests, doc.requests]).toEqual([1, 0]);
  });

  test('a thousand events of leads that the sheet has are looked up in no more than a request a pull, and told to nobody', async () => {
    const { campaign, ids, cursor } = await followed('burst', 1_000);
    await Promise.all(ids.map((_id) => send({ _id })));
    world.lake.counters.reset();
    let at = cursor;
    for (let n = 0; n < 12; n++) {
      const answer = await pull(campaign, at);
      expect(answer.changes).toEqual([]);
      at = answer.cursor;
    }
    const { query, doc } = world.lake.counters.snapshot();
    expect([query.requests, doc.requests]).toEqual([12, 10]);
  });

  test('the memory holds some thousand leads, the newest, for some minutes', () => {
    const hints = new Hints();
    const campaign = ownCampaign('any');
    for (let n = 0; n < 10_000; n++) hints.note({ _id: `lead.any.${n}` }, n);
    expect(hints.size).toBe(5_000);
    expect(hints.of(campaign, 10_000).map(({ id }) => id)).toEqual(
      Array.from({ length: 100 }, (_, n) => `lead.any.${5_000 + n}`),
    );
    for (let n = 0; n < 10_000; n++) hints.note({ _id: 'lead.any.9999', _rev: `r${n}` }, 20_000);
    expect(hints.size).toBe(5_000);
    expect(hints.of(campaign, 6 * 60_000 + 10_000)).toEqual([]);
    hints.note({ _id: 'lead.any.last' }, 6 * 60_000 + 20_000);
    expect(hints.size).toBe(1);
  });

  test('a hint that an event replaced meanwhile is not forgotten with the old one', () => {
    const hints = new Hints();
    const campaign = ownCampaign('any');
    hints.note({ _id: 'lead.any.1', _rev: 'a' });
    const [old] = hints.of(campaign);
    hints.note({ _id: 'lead.any.1', _rev: 'b' });
    if (old) hints.forget(old);
    expect(hints.of(campaign)).toMatchObject([{ id: leadId('lead.any.1'), rev: null }]);
  });
});
