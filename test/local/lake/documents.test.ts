/** The lake through the official client: creating, reading, patching, deleting, and what is refused. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientOf, openLake, rawFetch, refusal, UNLIMITED } from './helpers.ts';

describe('documents', () => {
  test('a created document has a revision, both times, and is read back equal by getDocument and by query', async () => {
    const lake = await openLake({ now: () => new Date('2025-11-22T10:20:30.456Z') });
    const client = clientOf(lake);
    const created = await client.create({
      _id: 'lead.1',
      _type: 'campaignLead',
      name: 'Zoë Example',
      tags: ['a'],
    });
    expect(created).toEqual({
      _id: 'lead.1',
      _type: 'campaignLead',
      _rev: expect.stringMatching(/^[0-9a-f]{22}$/),
      _createdAt: '2025-11-22T10:20:30Z',
      _updatedAt: '2025-11-22T10:20:30Z',
      name: 'Zoë Example',
      tags: ['a'],
    });
    expect(await client.getDocument('lead.1')).toEqual(created);
    expect(await client.fetch('*[_id == $id][0]', { id: 'lead.1' })).toEqual(created);
  });

  test('an id is made when there is none, and completed when it ends with a dot', async () => {
    const client = clientOf(await openLake());
    expect((await client.create({ _type: 'note' }))._id).toMatch(/^[0-9a-f]{22}$/);
    expect((await client.create({ _id: 'lead.', _type: 'note' }))._id).toMatch(/^lead\.[0-9a-f]{22}$/);
  });

  test('getDocuments answers in the order asked, null for what does not exist', async () => {
    const client = clientOf(await openLake());
    await client
      .transaction()
      .create({ _id: 'a', _type: 'note' })
      .create({ _id: 'b', _type: 'note' })
      .commit();
    const found = await client.getDocuments(['b', 'missing', 'a']);
    expect(found.map((document) => document?._id ?? null)).toEqual(['b', null, 'a']);
    expect(await client.documentsExists(['a', 'missing'])).toEqual(new Set(['a']));
  });

  test('creating an id that exists is a 409 that names it and changes nothing', async () => {
    const client = clientOf(await openLake());
    const first = await client.create({ _id: 'a', _type: 'note', text: 'first' });
    const error = await refusal(client.create({ _id: 'a', _type: 'note', text: 'second' }));
    expect(error.statusCode).toBe(409);
    expect(error.details).toMatchObject({
      type: 'mutationError',
      items: [{ error: { type: 'documentAlreadyExistsError', id: 'a' }, index: 0 }],
    });
    expect(await client.getDocument('a')).toEqual(first);
  });

  test('createIfNotExists keeps what is there; createOrReplace drops every other field and starts a new age', async () => {
    let now = new Date('2025-01-01T00:00:00Z');
    const client = clientOf(await openLake({ now: () => now }));
    const original = await client.create({ _id: 'a', _type: 'note', text: 'old', kept: true });
    expect(await client.createIfNotExists({ _id: 'a', _type: 'note', text: 'new' })).toEqual(original);
    now = new Date('2025-02-02T00:00:00Z');
    const replaced = await client.createOrReplace({ _id: 'a', _type: 'note', text: 'new' });
    expect(replaced).not.toHaveProperty('kept');
    expect(replaced._createdAt).toBe('2025-02-02T00:00:00Z');
  });

  test('fifty createOrReplace with one id answer fifty results and store one document', async () => {
    const lake = await openLake();
    const transaction = clientOf(lake).transaction();
    for (let i = 0; i < 50; i++) transaction.createOrReplace({ _id: 'same', _type: 'note', i });
    expect((await transaction.commit()).results).toHaveLength(50);
    expect(lake.size).toBe(1);
  });

  test('a transaction is all or none: one bad mutation and nothing of it is stored', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    const bad = client
      .transaction()
      .create({ _id: 'a', _type: 'note' })
      .patch('missing', { set: { x: 1 } });
    const error = await refusal(bad.commit());
    expect(error.statusCode).toBe(409);
    expect(error.details.items[0]).toMatchObject({
      error: { type: 'documentNotFoundError', id: 'missing' },
      index: 1,
    });
    expect(lake.size).toBe(0);
  });

  test('a patch guarded by an older revision is a 409 and changes nothing', async () => {
    const client = clientOf(await openLake());
    const { _rev } = await client.create({ _id: 'a', _type: 'note', n: 1 });
    const second = await client.patch('a').ifRevisionId(_rev).inc({ n: 1 }).commit();
    const error = await refusal(client.patch('a').ifRevisionId(_rev).inc({ n: 1 }).commit());
    expect(error.statusCode).toBe(409);
    expect(error.details.items[0].error).toMatchObject({
      type: 'documentRevisionIDDoesNotMatchError',
      currentRevisionID: second._rev,
      expectedRevisionID: _rev,
    });
    expect(await client.getDocument('a')).toEqual(second);
    expect(second).toMatchObject({ n: 2 });
  });

  test('a transactionId is used once, and becomes the revision', async () => {
    const client = clientOf(await openLake());
    const named = (id: string) =>
      client.transaction().create({ _id: id, _type: 'note' }).transactionId('batch-0');
    await named('a').commit();
    expect((await client.getDocument('a'))?._rev).toBe('batch-0');
    const error = await refusal(named('b').commit());
    expect(error.statusCode).toBe(409);
    expect(error.details.items[0].error.type).toBe('transactionAlreadyExistsError');
    expect(await client.getDocument('b')).toBeUndefined();
  });

  test('delete works by id and by query, and is no error for what is not there', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    const transaction = client.transaction();
    for (const [id, type] of [
      ['a', 'x'],
      ['b', 'x'],
      ['c', 'y'],
    ] as const)
      transaction.create({ _id: id, _type: type });
    await transaction.commit();
    await client.delete('nothing');
    await client.delete({ query: '*[_type == $type]', params: { type: 'x' } });
    expect(await client.fetch('*._id')).toEqual(['c']);
  });

  test('a dry run answers as usual and stores nothing', async () => {
    const lake = await openLake();
    const answer = await clientOf(lake).create({ _id: 'a', _type: 'note' }, { dryRun: true });
    expect(answer._id).toBe('a');
    expect(lake.size).toBe(0);
  });

  test('array items get a _key when asked for', async () => {
    const client = clientOf(await openLake());
    const document = { _id: 'a', _type: 'note', list: [{ deep: [{ x: 1 }] }, { _key: 'mine' }, 'text'] };
    const created = await client.create(document, { autoGenerateArrayKeys: true });
    const key = expect.stringMatching(/^[0-9a-f]{12}$/);
    expect(created.list).toEqual([{ _key: key, deep: [{ _key: key, x: 1 }] }, { _key: 'mine' }, 'text']);
  });

  test('the answer holds ids, documents or neither, as asked', async () => {
    const lake = await openLake();
    const send = async (flags: string, id: string) => {
      const body = JSON.stringify({ mutations: [{ create: { _id: id, _type: 'note' } }] });
      const path = `/v2025-02-19/data/mutate/production?${flags}`;
      const answer = await rawFetch(lake, path, { method: 'POST', body });
      const { results } = z.object({ results: z.unknown() }).parse(await answer.json());
      return results;
    };
    expect(await send('', 'a')).toEqual([{ operation: 'create' }]);
    expect(await send('returnIds=true', 'b')).toEqual([{ id: 'b', operation: 'create' }]);
    expect(await send('returnDocuments=true', 'c')).toEqual([
      { id: 'c', operation: 'create', document: expect.objectContaining({ _id: 'c', _type: 'note' }) },
    ]);
  });

  test.each([
    ['a missing type', { create: { _id: 'a' } }, 400, 'validationError'],
    ['an id with a space', { create: { _id: 'not an id', _type: 'note' } }, 400, 'validationError'],
    [
      'a CSV header as a field name',
      { create: { _id: 'a', _type: 'note', 'First name': 'x' } },
      400,
      'validationError',
    ],
    ['a change of type', { patch: { id: 'there', set: { _type: 'other' } } }, 400, 'validationError'],
    ['a malformed path', { patch: { id: 'there', set: { 'a[': 1 } } }, 400, 'validationError'],
    [
      'an insert into a text',
      { patch: { id: 'there', insert: { after: 'text[-1]', items: [1] } } },
      400,
      'validationError',
    ],
    ['an unknown mutation', { upsert: { _id: 'a', _type: 'note' } }, 400, 'validationError'],
    [
      'a reference to nothing',
      { create: { _type: 'note', to: { _ref: 'nothing' } } },
      409,
      'documentReferenceDoesNotExistError',
    ],
    ['deleting what is referred to', { delete: { id: 'there' } }, 409, 'documentHasExistingReferencesError'],
  ])('%s is refused with Sanity’s error', async (_name, mutation, status, type) => {
    const lake = await openLake();
    await lake.commit([
      { create: { _id: 'there', _type: 'note', text: 'x' } },
      { create: { _id: 'refers', _type: 'note', to: { _ref: 'there' } } },
    ]);
    const body = JSON.stringify({ mutations: [mutation] });
    const answer = await rawFetch(lake, '/v1/data/mutate/production', { method: 'POST', body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      error: { type: 'mutationError', items: [{ error: { type } }] },
    });
    expect(lake.size).toBe(2);
  });

  test('a weak reference may lead nowhere; both ends of a strong one may go in one transaction', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    await client.create({ _id: 'weak', _type: 'note', to: { _ref: 'nothing', _weak: true } });
    await lake.commit([
      { create: { _id: 'from', _type: 'note', to: { _ref: 'to' } } },
      { create: { _id: 'to', _type: 'note' } },
    ]);
    await client.transaction().delete('to').delete('from').commit();
    expect(lake.size).toBe(1);
  });
});

test('what is committed in process is a copy: the caller’s objects are its own again', async () => {
  const lake = await openLake();
  const mine = { _id: 'a', _type: 'note', list: [1], nothing: undefined };
  await lake.commit([{ create: mine }]);
  mine.list.push(2);
  const document = await clientOf(lake).getDocument('a');
  expect(document).toMatchObject({ list: [1] });
  expect(document).not.toHaveProperty('nothing');
});

describe('limits', () => {
  test('a body over 4 MB is a 413 and stores nothing', async () => {
    const lake = await openLake();
    const error = await refusal(
      clientOf(lake).create({ _id: 'a', _type: 'note', text: 'x'.repeat(4_000_000) }),
    );
    expect(error.statusCode).toBe(413);
    expect(lake.size).toBe(0);
  });

  test('a document may have 1,000 attributes, not more', async () => {
    const client = clientOf(await openLake());
    const wide = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, i]));
    // Five of them are _id, _type, _rev and the two times.
    await client.create({ _id: 'fits', _type: 'note', ...wide(995) });
    const error = await refusal(client.create({ _id: 'over', _type: 'note', ...wide(996) }));
    expect(error.message).toContain('exceeds the limit of 1000');
  });

  test('the dataset may have 2,000 distinct attributes; deleting gives them back; {key, value} pairs cost four', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    const wide = (name: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i}`, i]));
    await client.create({ _id: 'a', _type: 'note', ...wide('a', 990) });
    await client.create({ _id: 'b', _type: 'note', ...wide('b', 990) });
    const error = await refusal(client.create({ _id: 'c', _type: 'note', ...wide('c', 16) }));
    expect(error.details.items[0].error.type).toBe('attributeLimitExceededError');
    const pairs = Array.from({ length: 50 }, (_, i) => ({ key: `Column ${i}`, value: 'x' }));
    await client.create({ _id: 'd', _type: 'note', extra: pairs });
    await client.delete('b');
    await client.create({ _id: 'c', _type: 'note', ...wide('c', 16) });
  });

  test('of 40 parallel mutation requests 25 are stored and 15 get 429 with retry-after', async () => {
    const lake = await openLake({ limits: { ...UNLIMITED, mutationsPerSecond: 25 } });
    const client = clientOf(lake);
    const answers = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => client.create({ _id: `n${i}`, _type: 'note' })),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
    expect(lake.size).toBe(25);
    const error = await refusal(client.create({ _type: 'note' }));
    expect(error.statusCode).toBe(429);
    expect(error.response.headers['retry-after']).toBe('1');
  });

  test('reads count against the limit of calls', async () => {
    const lake = await openLake({ limits: { ...UNLIMITED, callsPerSecond: 5 } });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => rawFetch(lake, '/v1/data/doc/production/a')),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(3);
  });
});
