/** Webhooks: signed so that @sanity/webhook accepts them, delivered by Sanity's rules, and misbehaving on command. */
import { createServer } from 'node:http';
import { isValidSignature } from '@sanity/webhook';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Lake } from '../../../scripts/local/lake/server.ts';
import { openLake, rawFetch, until } from './helpers.ts';

const SECRET = 'hook-secret';

interface Received {
  readonly id: string;
  readonly body: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly at: number;
}

/** A receiver that answers as told, and keeps what it got. `busy` is the most requests it ever had at once. */
async function receiver(answer: (nth: number) => number | Promise<number> = () => 200) {
  const received: Received[] = [];
  const state = { received, url: '', busy: 0, now: 0 };
  const server = createServer(async (request, response) => {
    state.now++;
    state.busy = Math.max(state.busy, state.now);
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const id = String(request.headers['sanity-document-id']);
    received.push({ id, body, headers: request.headers, at: performance.now() });
    const status = await answer(received.length);
    state.now--;
    response.writeHead(status).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port');
  state.url = `http://127.0.0.1:${address.port}/hook`;
  return state;
}

const create = (lake: Lake, id: string, more: Record<string, unknown> = {}) =>
  lake.commit([{ create: { _id: id, _type: 'lead', ...more } }]);

describe('a delivery', () => {
  test('carries a signature that @sanity/webhook accepts, and the headers that tell what happened', async () => {
    const lake = await openLake();
    const hook = await receiver();
    lake.addWebhook({ url: hook.url, secret: SECRET });
    const { transactionId } = await create(lake, 'lead.1', { name: 'Zoë' });
    await until(() => hook.received.length === 1);
    const [got] = hook.received;
    const signature = String(got?.headers['sanity-webhook-signature']);
    expect(await isValidSignature(got?.body ?? '', signature, SECRET)).toBe(true);
    expect(await isValidSignature(`${got?.body} `, signature, SECRET)).toBe(false);
    expect(await isValidSignature(got?.body ?? '', signature, 'another')).toBe(false);
    expect(Math.abs(Number(/^t=(\d+),/.exec(signature)?.[1]) - Date.now())).toBeLessThan(5_000);
    expect(JSON.parse(got?.body ?? '')).toMatchObject({ _id: 'lead.1', name: 'Zoë', _rev: transactionId });
    expect(got?.headers).toMatchObject({
      'sanity-transaction-id': transactionId,
      'sanity-dataset': 'production',
      'sanity-project-id': 'testproj',
      'sanity-document-id': 'lead.1',
      'sanity-operation': 'create',
      'idempotency-key': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('comes for each document that passes the filter, shaped by the projection, also on delete; not for drafts', async () => {
    const lake = await openLake();
    const hook = await receiver();
    const filter = '_type == "lead" && (delta::operation() != "update" || delta::changedAny(status))';
    lake.addWebhook({
      url: hook.url,
      secret: SECRET,
      filter,
      projection: '{_id, "was": before().status, "is": after().status}',
    });
    await lake.commit([
      { create: { _id: 'a', _type: 'lead', status: 'NEW' } },
      { create: { _id: 'b', _type: 'note', status: 'NEW' } },
      { create: { _id: 'drafts.a', _type: 'lead' } },
    ]);
    await lake.commit([{ patch: { id: 'a', set: { notes: 'x' } } }]);
    await lake.commit([{ patch: { id: 'a', set: { status: 'WON' } } }]);
    await lake.commit([{ delete: { id: 'a' } }]);
    await until(() => hook.received.length === 3);
    expect(hook.received.map(({ body }) => JSON.parse(body))).toEqual([
      { _id: 'a', was: null, is: 'NEW' },
      { _id: 'a', was: 'NEW', is: 'WON' },
      { _id: 'a', was: 'WON', is: null },
    ]);
    const operations = hook.received.map(({ headers }) => headers['sanity-operation']);
    expect(operations).toEqual(['create', 'update', 'delete']);
  });

  test('is one at a time for a hook, in order', async () => {
    const lake = await openLake();
    const hook = await receiver(async () => {
      await new Promise((done) => setTimeout(done, 5));
      return 200;
    });
    lake.addWebhook({ url: hook.url, secret: SECRET });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => create(lake, id)));
    await until(() => hook.received.length === 5);
    expect(hook.received.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(hook.busy).toBe(1);
  });

  test('that fails is tried twice more with the same idempotency key, then lost; others overtake it', async () => {
    const lake = await openLake({ webhookRetryMs: 40 });
    const hook = await receiver((nth) => (nth === 2 ? 200 : 500));
    lake.addWebhook({ url: hook.url, secret: SECRET });
    await create(lake, 'fails');
    await create(lake, 'works');
    await until(() => hook.received.length === 4);
    await new Promise((done) => setTimeout(done, 100));
    expect(hook.received.map(({ id }) => id)).toEqual(['fails', 'works', 'fails', 'fails']);
    const [first, , second, third] = hook.received;
    expect(new Set([first, second, third].map((got) => got?.headers['idempotency-key'])).size).toBe(1);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(35);
  });

  test.each([
    [400, 1],
    [401, 1],
    [404, 1],
    [429, 3],
    [503, 3],
  ])('answered %i is sent %i time(s)', async (status, times) => {
    const lake = await openLake({ webhookRetryMs: 5 });
    const hook = await receiver(() => status);
    lake.addWebhook({ url: hook.url, secret: SECRET });
    await create(lake, 'a');
    await until(() => hook.received.length >= times);
    await new Promise((done) => setTimeout(done, 40));
    expect(hook.received).toHaveLength(times);
  });

  test('that is not answered in time counts as failed and is sent again', async () => {
    const lake = await openLake({ webhookRetryMs: 5, webhookTimeoutMs: 30 });
    const hook = await receiver(async (nth) => {
      if (nth === 1) await new Promise((done) => setTimeout(done, 100));
      return 200;
    });
    lake.addWebhook({ url: hook.url, secret: SECRET });
    await create(lake, 'a');
    await until(() => hook.received.length === 2);
  });

  test('stops when the hook is removed; a filter that is no GROQ is refused', async () => {
    const lake = await openLake();
    const hook = await receiver();
    const { remove } = lake.addWebhook({ url: hook.url, secret: SECRET });
    await create(lake, 'a');
    await until(() => hook.received.length === 1);
    remove();
    await create(lake, 'b');
    await new Promise((done) => setTimeout(done, 30));
    expect(hook.received).toHaveLength(1);
    expect(() => lake.addWebhook({ url: hook.url, secret: SECRET, filter: '_type ==' })).toThrow(
      /is not GROQ/,
    );
  });

  test('can be asked for over HTTP, with the token', async () => {
    const lake = await openLake();
    const hook = await receiver();
    const body = JSON.stringify({ url: hook.url, secret: SECRET });
    const post = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    expect((await rawFetch(lake, '/_local/webhooks', { ...post, token: null })).status).toBe(401);
    expect((await rawFetch(lake, '/_local/webhooks', post)).status).toBe(201);
    expect(await (await rawFetch(lake, '/_local/webhooks')).text()).not.toContain(SECRET);
    await create(lake, 'a');
    await until(() => hook.received.length === 1);
  });
});

describe('faults', () => {
  test('lose, double, reorder and delay what is delivered', async () => {
    const lake = await openLake();
    const hook = await receiver();
    lake.addWebhook({ url: hook.url, secret: SECRET });
    const ids = () => hook.received.map(({ id }) => id).join(' ');

    lake.faults.add({ kind: 'webhook-lose' });
    await create(lake, 'lost');
    lake.faults.add({ kind: 'webhook-double' });
    await create(lake, 'twice');
    await until(() => hook.received.length === 2);
    expect(ids()).toBe('twice twice');
    expect(hook.received[0]?.headers['idempotency-key']).toBe(hook.received[1]?.headers['idempotency-key']);

    lake.faults.add({ kind: 'webhook-reorder' });
    await create(lake, 'first');
    await create(lake, 'second');
    await until(() => hook.received.length === 4);
    expect(ids()).toBe('twice twice second first');

    lake.faults.add({ kind: 'webhook-delay', ms: 40 });
    await create(lake, 'late');
    await create(lake, 'soon');
    await until(() => hook.received.length === 6);
    expect(ids()).toBe('twice twice second first soon late');

    lake.faults.add({ kind: 'webhook-reorder', ms: 10 });
    await create(lake, 'alone');
    await until(() => hook.received.length === 7);
  });
});
