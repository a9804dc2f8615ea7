/** The lake misbehaving on command, in process and over HTTP; history, export and counters. */
import { ServerError } from '@sanity/client';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientOf, DATASET, openLake, rawFetch, refusal, UNLIMITED } from './helpers.ts';

const CUT = 20;
const identified = z.object({ id: z.string() });
const stored = z.object({ _id: z.string() });

describe('faults', () => {
  test('429 carries the retry-after it was given, as often as told, on the route it was given', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    lake.faults.add({ kind: '429', route: 'mutate', retryAfter: 7, times: 2 });
    for (const _ of [1, 2]) {
      const error = await refusal(client.create({ _type: 'note' }));
      expect(error.statusCode).toBe(429);
      expect(error.response.headers['retry-after']).toBe('7');
      expect(await client.fetch('count(*)')).toBe(0);
    }
    await client.create({ _type: 'note' });
    expect(lake.faults.list()).toEqual([]);
  });

  test('5xx makes the client raise ServerError; with `committed` the transaction is there all the same', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    lake.faults.add({ kind: '5xx', route: 'mutate' });
    await expect(client.create({ _id: 'a', _type: 'note' })).rejects.toBeInstanceOf(ServerError);
    expect(lake.size).toBe(0);
    lake.faults.add({ kind: '5xx', status: 504, route: 'mutate', committed: true });
    await expect(client.create({ _id: 'a', _type: 'note' })).rejects.toMatchObject({ statusCode: 504 });
    expect(lake.size).toBe(1);
    lake.faults.add({ kind: '5xx', status: 500, route: 'query' });
    await expect(client.fetch('*')).rejects.toMatchObject({ statusCode: 500 });
  });

  test('a time-out before the commit stores nothing, one after it stores all; to the caller they look alike', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    const send = (id: string) =>
      client.transaction().create({ _id: id, _type: 'note' }).transactionId(`t-${id}`).commit();
    lake.faults.add({ kind: 'timeout-before-commit', route: 'mutate', ms: CUT });
    await expect(send('a')).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(lake.size).toBe(0);
    lake.faults.add({ kind: 'timeout-after-commit', ms: CUT });
    await expect(send('a')).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(lake.size).toBe(1);
    const again = await refusal(send('a'));
    expect(again.details.items[0].error.type).toBe('transactionAlreadyExistsError');
  });

  test('without `ms` the caller waits for as long as it has patience', async () => {
    const lake = await openLake();
    lake.faults.add({ kind: 'timeout-before-commit', route: 'doc' });
    await expect(clientOf(lake, { timeout: 30 }).getDocument('a')).rejects.toThrow(/timed out/i);
  });

  test('acknowledge-and-drop answers like a success and stores nothing, or only the first few', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    const commit = (prefix: string) => {
      const transaction = client.transaction();
      for (let i = 0; i < 5; i++) transaction.create({ _id: `${prefix}${i}`, _type: 'note' });
      return transaction.commit();
    };
    lake.faults.add({ kind: 'ack-and-drop' });
    const answer = await commit('a');
    expect(answer.results).toHaveLength(5);
    expect(answer.transactionId).toMatch(/^[0-9a-f]{22}$/);
    expect(lake.size).toBe(0);
    lake.faults.add({ kind: 'ack-and-drop', keep: 2 });
    expect((await commit('b')).results).toHaveLength(5);
    expect(await client.fetch('*._id')).toEqual(['b0', 'b1']);
  });

  test('an index that lags keeps query behind, even for sync mutations, while doc answers the newest', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    lake.faults.add({ kind: 'index-lag', ms: 80 });
    await client.create({ _id: 'a', _type: 'note' });
    expect(await client.fetch('*._id')).toEqual([]);
    expect(await client.getDocument('a')).toMatchObject({ _id: 'a' });
    await new Promise((done) => setTimeout(done, 100));
    expect(await client.fetch('*._id')).toEqual(['a']);
  });

  test('without a fault only async and deferred mutations lag, and a sync one brings them along', async () => {
    const client = clientOf(await openLake({ indexLagMs: 5_000 }));
    await client.create({ _id: 'a', _type: 'note' }, { visibility: 'async' });
    await client.create({ _id: 'b', _type: 'note' }, { visibility: 'deferred' });
    expect(await client.fetch('*._id')).toEqual([]);
    await client.create({ _id: 'c', _type: 'note' });
    expect(await client.fetch('*._id')).toEqual(['a', 'b', 'c']);
  });

  test('slow answers late; a probability is drawn from its seed, the same each time', async () => {
    const lake = await openLake();
    lake.faults.add({ kind: 'slow', ms: 50, route: 'doc' });
    const started = performance.now();
    await clientOf(lake).getDocument('a');
    expect(performance.now() - started).toBeGreaterThanOrEqual(45);
    const run = async () => {
      const { remove } = lake.faults.add({
        kind: '429',
        route: 'doc',
        times: 'always',
        probability: 0.5,
        seed: 7,
      });
      const statuses: number[] = [];
      for (let i = 0; i < 20; i++) statuses.push((await rawFetch(lake, `/v1/data/doc/${DATASET}/a`)).status);
      remove();
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 429]));
    expect(await run()).toEqual(first);
  });

  test('are set, listed and cleared over HTTP with the token; a kind that does not exist is a 400', async () => {
    const lake = await openLake();
    const post = (body: unknown, token?: null) =>
      rawFetch(lake, '/_local/faults', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
        ...(token === null ? { token } : {}),
      });
    expect((await post({ kind: '429' }, null)).status).toBe(401);
    expect((await post({ kind: 'nonsense' })).status).toBe(400);
    const armed = await post({ kind: '5xx', times: 'always' });
    const { id } = identified.parse(await armed.json());
    expect(await (await rawFetch(lake, '/_local/faults')).json()).toMatchObject({
      faults: [{ id, kind: '5xx' }],
    });
    await expect(clientOf(lake).fetch('*')).rejects.toBeInstanceOf(ServerError);
    expect((await rawFetch(lake, `/_local/faults/${id}`, { method: 'DELETE' })).status).toBe(204);
    await post({ kind: '429', times: 'always' });
    expect((await rawFetch(lake, '/_local/faults', { method: 'DELETE' })).status).toBe(204);
    expect(await clientOf(lake).fetch('*')).toEqual([]);
  });

  test('more mutations at once than allowed are refused with 429', async () => {
    const lake = await openLake({ limits: { ...UNLIMITED, concurrentMutations: 3 } });
    const client = clientOf(lake);
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, () => client.create({ _type: 'note' })),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(lake.size).toBe(30 - refused.length);
  });
});

describe('history, export, counters', () => {
  test('a deleted document is found as it last was, from the date of the API that knows how to ask', async () => {
    const lake = await openLake();
    const client = clientOf(lake).withConfig({ apiVersion: '2025-02-19' });
    await client.create({ _id: 'a', _type: 'note', n: 1 });
    const last = await client.patch('a').set({ n: 2 }).commit();
    await client.delete('a');
    const uri = `/data/history/${DATASET}/documents/a?lastRevision=true`;
    expect(await client.request({ uri })).toEqual({ documents: [last] });
    expect((await refusal(client.request({ uri: `${uri}&revision=${last._rev}` }))).statusCode).toBe(400);
    const older = client.withConfig({ apiVersion: '2025-02-18' });
    expect(await older.request({ uri })).toEqual({ documents: [] });
  });

  test('a document is found as a revision left it and as it was at a time, and its transactions are listed', async () => {
    let now = new Date('2025-11-01T00:00:00.500Z');
    const lake = await openLake({ now: () => now });
    const client = clientOf(lake);
    const first = await client.create({ _id: 'a', _type: 'note', n: 1 });
    now = new Date('2025-11-02T00:00:00Z');
    const second = await client.patch('a').set({ n: 2 }).commit();
    const history = (query: string) =>
      client.request({ uri: `/data/history/${DATASET}/documents/a?${query}` });
    expect(await history(`revision=${first._rev}`)).toEqual({ documents: [first] });
    expect(await history('time=2025-11-01T12:00:00Z')).toEqual({ documents: [first] });
    expect(await history('time=2025-11-03T00:00:00Z')).toEqual({ documents: [second] });
    expect(await history('time=2025-10-01T00:00:00Z')).toEqual({ documents: [] });
    expect((await refusal(history('revision=unknown'))).statusCode).toBe(404);
    const lines = await (await rawFetch(lake, `/v1/data/history/${DATASET}/transactions/a`)).text();
    const transactions = lines
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(transactions).toMatchObject([
      {
        id: first._rev,
        timestamp: '2025-11-01T00:00:00.500Z',
        documentIDs: ['a'],
        mutations: [{ create: first }],
      },
      { id: second._rev, mutations: [{ createOrReplace: second }] },
    ]);
  });

  test('export gives every document on a line of its own', async () => {
    const lake = await openLake();
    for (let batch = 0; batch < 5; batch++) {
      await lake.commit(
        Array.from({ length: 100 }, (_, i) => ({
          create: { _id: `n.${batch}.${i}`, _type: i % 2 ? 'odd' : 'even', text: 'two\nlines '.repeat(100) },
        })),
      );
    }
    const exported = async (query = '') => {
      const lines = (await (await rawFetch(lake, `/v1/data/export/${DATASET}${query}`)).text())
        .trim()
        .split('\n');
      return new Set(lines.map((line) => stored.parse(JSON.parse(line))._id));
    };
    expect((await exported()).size).toBe(500);
    expect((await exported('?types=odd')).size).toBe(250);
  });

  test('counters tell requests, failures and bytes by route', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    await client.create({ _id: 'a', _type: 'note', text: 'x'.repeat(1_000) });
    await client.getDocument('a');
    await refusal(client.create({ _id: 'a', _type: 'note' }));
    const { mutate, doc, query } = lake.counters.snapshot();
    expect(mutate).toMatchObject({ requests: 2, failed: 1 });
    expect(mutate.bytesIn).toBeGreaterThan(1_000);
    expect(doc.bytesOut).toBeGreaterThan(1_000);
    expect(query.requests).toBe(0);
    const told = await (await rawFetch(lake, '/_local/counters')).json();
    expect(told).toMatchObject({ documents: 1, routes: { doc: { requests: 1 } } });
    lake.counters.reset();
    expect(lake.counters.snapshot().doc.requests).toBe(0);
  });
});
