/** What others see of the bridge: its webhook, its health, its log. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { encodeSignatureHeader, SIGNATURE_HEADER_NAME } from '@sanity/webhook';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask } from './client.ts';
import {
  bridgeEnv,
  newRow,
  ownCampaign,
  SECRET,
  SPREADSHEET,
  startWorld,
  WEBHOOK_SECRET,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

describe('the webhook', () => {
  const BODY = JSON.stringify({ _id: 'lead.hook.1', _type: 'campaignLead' });
  interface Event {
    readonly body?: string;
    readonly secret?: string;
    readonly at?: number;
    readonly signature?: string;
    readonly key?: string;
  }
  const send = async (event: Event = {}, url = world.bridge.url) => {
    const { secret = WEBHOOK_SECRET, at = Date.now(), key = randomUUID() } = event;
    const signature = event.signature ?? (await encodeSignatureHeader(BODY, at, secret));
    const headers = {
      [SIGNATURE_HEADER_NAME]: signature,
      'idempotency-key': key,
      'content-type': 'application/json',
    };
    const answer = await fetch(`${url}/webhooks/sanity`, {
      method: 'POST',
      headers,
      body: event.body ?? BODY,
    });
    return { status: answer.status, body: await answer.json() };
  };

  test('an event signed by Sanity’s own library is taken', async () => {
    expect(await send()).toEqual({ status: 200, body: { taken: true } });
  });

  test.each<[string, string, () => Event]>([
    ['signed with another secret', 'bad-signature', () => ({ secret: 'another-secret-of-length' })],
    ['changed on the way', 'bad-signature', () => ({ body: BODY.replace('1', '2') })],
    ['with a signature that is none', 'bad-signature', () => ({ signature: 'v1=abc' })],
    ['of six minutes ago', 'stale', () => ({ at: Date.now() - 360_000 })],
    ['of six minutes ahead', 'stale', () => ({ at: Date.now() + 360_000 })],
  ])('an event %s is refused as %s', async (_what, code, event) => {
    expect(await send(event())).toMatchObject({ status: 401, body: { error: { code } } });
  });

  test('invariant 4: an event sent twice is acknowledged twice and taken once', async () => {
    const key = randomUUID();
    expect(await send({ key })).toMatchObject({ status: 200, body: { taken: true } });
    expect(await send({ key })).toMatchObject({ status: 200, body: { taken: false } });
  });

  test('without a secret the route says what is not set', async () => {
    const bare = await world.replica({ SANITY_WEBHOOK_SECRET: '' });
    const { status, body } = await send({}, bare.url);
    expect(status).toBe(404);
    expect(JSON.stringify(body)).toContain('SANITY_WEBHOOK_SECRET is not set');
  });

  test('what the lake sends arrives, and the readiness report says when', async () => {
    const bridge = await world.replica();
    const hook = world.lake.addWebhook({ url: `${bridge.url}/webhooks/sanity`, secret: WEBHOOK_SECRET });
    await world.other.create({ _id: 'lead.hook.2', _type: 'campaignLead', campaignId: 'campaign.hook' });
    const report = async () => await (await fetch(`${bridge.url}/readyz`)).json();
    await expect
      .poll(report, { timeout: 5_000 })
      .toMatchObject({ lastWebhookAt: expect.stringMatching(/^\d{4}-/) });
    hook.remove();
  });

  test('a burst of a thousand events is no attack; as many forged ones are', async () => {
    const strict = await world.replica({ REQUESTS_PER_MINUTE: '3' });
    for (let n = 0; n < 5; n++) expect((await send({}, strict.url)).status).toBe(200);
    for (let n = 0; n < 3; n++) expect((await send({ signature: 'x' }, strict.url)).status).toBe(401);
    expect((await send({ signature: 'x' }, strict.url)).status).toBe(429);
  });
});

describe('health', () => {
  const get = async (url: string, path: string) => {
    const answer = await fetch(`${url}${path}`);
    return { status: answer.status, body: await answer.json() };
  };

  test('alive and ready, without writing anything', async () => {
    const before = world.lake.size;
    expect(await get(world.bridge.url, '/healthz')).toEqual({ status: 200, body: { alive: true } });
    expect(await get(world.bridge.url, '/readyz')).toMatchObject({ status: 200, body: { ready: true } });
    expect(world.lake.size).toBe(before);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['the token is refused', { SANITY_TOKEN: 'wrong' }, /refused the token: check SANITY_TOKEN/],
    ['the dataset is not there', { SANITY_DATASET: 'nowhere' }, /check SANITY_PROJECT_ID and SANITY_DATASET/],
    ['nobody answers', { SANITY_API_HOST: 'http://127.0.0.1:9' }, /did not answer \(ECONNREFUSED\)/],
  ])('not ready when %s, with the reason, but alive', async (_what, env, reason) => {
    const bridge = await world.replica(env);
    const { status, body } = await get(bridge.url, '/readyz');
    expect(status).toBe(503);
    expect(body).toMatchObject({ ready: false, reason: expect.stringMatching(reason) });
    expect((await get(bridge.url, '/healthz')).status).toBe(200);
  });
});

describe('the log', () => {
  test('is one line a request, with counts and codes, and nothing that is personal or secret', async () => {
    const main = new URL('../../bridge/main.ts', import.meta.url).pathname;
    const env = { ...bridgeEnv(world.lake), PATH: process.env.PATH, LOG_LEVEL: 'trace' };
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: Record<string, unknown>[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(JSON.parse(line)));
    await once(reader, 'line');
    const url = `http://127.0.0.1:${String(lines[0]?.port)}`;
    const campaign = ownCampaign('log');
    const values = {
      firstName: 'Persephone',
      phoneNumber: '+447700900777',
      notes: 'divorced',
      Secretcolumn: 'x',
    };
    const rows = [newRow('lead.log.1', values)];
    const request = { campaign, spreadsheetId: SPREADSHEET, cursor: null, country: 'GB', rows };
    const id = randomUUID();
    await ask(url, SECRET, '/v1/sync', request, { id });
    await ask(url, 'x'.repeat(40), '/v1/sync', request).catch(() => null);
    await fetch(`${url}/${SECRET}?token=${SECRET}`);
    child.kill('SIGTERM');
    await once(child, 'close');
    const requests = lines.filter((line) => line.msg === 'request');
    expect(requests).toMatchObject([
      {
        request: id,
        method: 'POST',
        path: '/v1/sync',
        status: 200,
        rows: 1,
        verified: 1,
        ms: expect.any(Number),
      },
      { status: 401, code: 'bad-signature' },
      { path: '(other)', status: 404, code: 'not-found' },
    ]);
    expect(lines).toHaveLength(4);
    expect(JSON.stringify(lines)).not.toMatch(
      new RegExp(`Persephone|7700900777|divorced|Secretcolumn|lead\\.log|${SECRET}|${world.lake.token}`),
    );
  });
});
