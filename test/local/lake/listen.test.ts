/** client.listen(): what a listener hears, when, and what it does not. */
import { ChannelError, DisconnectError, type ListenEvent, type ListenOptions } from '@sanity/client';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Lake } from '../../../scripts/local/lake/server.ts';
import { clientOf, openLake, rawFetch, TOKEN, until } from './helpers.ts';

interface Heard {
  readonly events: Record<string, unknown>[];
  readonly errors: unknown[];
}

/** Listens until the test ends; resolves once welcomed. */
async function listen(
  lake: Lake,
  query: string,
  params = {},
  options: ListenOptions = {},
  token = TOKEN,
): Promise<Heard> {
  const heard: Heard = { events: [], errors: [] };
  const events: ListenOptions['events'] = ['welcome', 'mutation'];
  const subscription = clientOf(lake, { token })
    .listen(query, params, { ...options, events })
    .subscribe({
      next: (event: ListenEvent<Record<string, unknown>>) => void heard.events.push({ ...event }),
      error: (error: unknown) => void heard.errors.push(error),
    });
  onTestFinished(() => subscription.unsubscribe());
  await until(() => heard.events.length > 0 || heard.errors.length > 0);
  return heard;
}

const transitions = ({ events }: Heard) =>
  events
    .filter(({ type }) => type === 'mutation')
    .map(({ documentId, transition }) => `${documentId} ${transition}`);

describe('a listener', () => {
  test('is welcomed, and hears of each change to what its query selects, in order, with the document', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    const heard = await listen(
      lake,
      '*[_type == $type]',
      { type: 'lead' },
      { includePreviousRevision: true },
    );
    const created = await client.create({ _id: 'lead.1', _type: 'lead', n: 1 });
    await client.create({ _id: 'other', _type: 'note' });
    const patched = await client.patch('lead.1').set({ n: 2 }).commit();
    await client.delete('lead.1');
    await until(() => heard.events.length === 4);
    expect(transitions(heard)).toEqual(['lead.1 appear', 'lead.1 update', 'lead.1 disappear']);
    expect(heard.events[2]).toMatchObject({
      eventId: `${patched._rev}#lead.1`,
      transactionId: patched._rev,
      previousRev: created._rev,
      resultRev: patched._rev,
      result: patched,
      previous: created,
      mutations: [{ patch: { id: 'lead.1', set: { n: 2 } } }],
      transactionTotalEvents: 1,
      transactionCurrentEvent: 1,
    });
    expect(heard.events[3]).not.toHaveProperty('result');
  });

  test('hears of a document that leaves its filter; order, slice and projection of its query mean nothing', async () => {
    const lake = await openLake();
    await lake.commit([{ create: { _id: 'a', _type: 'lead', status: 'NEW' } }]);
    const heard = await listen(lake, '*[_type == "lead" && status == "NEW"] | order(_id)[0..5]{_id}');
    await lake.commit([{ patch: { id: 'a', set: { status: 'WON' } } }]);
    await lake.commit([{ patch: { id: 'a', set: { status: 'LOST' } } }]);
    await lake.commit([{ patch: { id: 'a', set: { status: 'NEW' } } }]);
    await until(() => heard.events.length === 3);
    expect(transitions(heard)).toEqual(['a update', 'a update']);
  });

  test('gets an effect when it asks for one, and no result or mutations when it does not want them', async () => {
    const lake = await openLake();
    const options = { effectFormat: 'mendoza', includeResult: false, includeMutations: false } as const;
    const heard = await listen(lake, '*', {}, options);
    await lake.commit([{ create: { _id: 'a', _type: 'note' } }]);
    await until(() => heard.events.length === 2);
    const apply = [0, expect.objectContaining({ _id: 'a' })];
    expect(heard.events[1]).toMatchObject({ effects: { apply, revert: [0, null] } });
    expect(heard.events[1]).not.toHaveProperty('result');
    expect(heard.events[1]).not.toHaveProperty('mutations');
  });

  test('without a token hears nothing of ids with a dot', async () => {
    const lake = await openLake();
    const heard = await listen(lake, '*', {}, {}, '');
    await lake.commit([{ create: { _id: 'lead.1', _type: 'note' } }]);
    await lake.commit([{ create: { _id: 'open', _type: 'note' } }]);
    await until(() => heard.events.length === 2);
    expect(transitions(heard)).toEqual(['open appear']);
  });

  test('hears when query can see the change, or at once if it asks for transactions', async () => {
    const lake = await openLake();
    lake.faults.add({ kind: 'index-lag', ms: 80 });
    const [late, early] = await Promise.all([
      listen(lake, '*', {}, { visibility: 'query' }),
      listen(lake, '*', {}, { visibility: 'transaction' }),
    ]);
    await lake.commit([{ create: { _id: 'a', _type: 'note' } }]);
    await until(() => early.events.length === 2);
    expect(late.events).toHaveLength(1);
    await until(() => late.events.length === 2);
    expect(await clientOf(lake).fetch('*._id')).toEqual(['a']);
  });

  test('with a query that does not parse gets a ChannelError', async () => {
    const heard = await listen(await openLake(), '*[_type ==');
    expect(heard.errors).toEqual([expect.any(ChannelError)]);
  });

  test('told to disconnect, ends with DisconnectError', async () => {
    const lake = await openLake();
    lake.faults.add({ kind: 'listen-disconnect' });
    const heard = await listen(lake, '*');
    await lake.commit([{ create: { _id: 'a', _type: 'note' } }]);
    await until(() => heard.errors.length === 1);
    expect(heard.errors[0]).toBeInstanceOf(DisconnectError);
  });

  test('cut off, never gets the event; coming back, it is told to start anew', async () => {
    const lake = await openLake();
    lake.faults.add({ kind: 'listen-drop' });
    const open = (headers = {}) =>
      rawFetch(lake, '/v1/data/listen/production?query=*&enableResume=true', { headers });
    const cut = await open();
    await lake.commit([{ create: { _id: 'a', _type: 'note' } }]);
    await expect(cut.text()).rejects.toThrow();
    const back = await open({ 'last-event-id': 'some-transaction#a' });
    await lake.close();
    const text = await back.text();
    expect(text).toMatch(/event: welcome[\s\S]*event: reset/);
    expect(text).not.toContain('event: mutation');
  });

  test('is ended after the longest time a connection may last', async () => {
    const lake = await openLake({ limits: { listenerMs: 20 } });
    const text = await (await rawFetch(lake, '/v1/data/listen/production?query=*')).text();
    expect(text).toMatch(/^event: welcome/);
  });
});
