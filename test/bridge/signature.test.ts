/** Who may ask: signatures, clocks, repeats, limits, and what an error says. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { post, type Signing, sign } from './client.ts';
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
afterAll(() => world.close());

const BODY = JSON.stringify({ spreadsheetId: 'sheet-1' });
const seconds = (shift: number) => Math.floor(Date.now() / 1_000) + shift;
const campaigns = (signing: Signing, url = world.bridge.url) =>
  post(url, '/v1/campaigns', BODY, { secret: SECRET, ...signing });

describe('signed requests', () => {
  test('the right signature is let in', async () => {
    expect((await campaigns({})).status).toBe(200);
  });

  test.each<[string, string, () => Signing]>([
    ['no signature', 'unsigned', () => ({ signature: '' })],
    ['no usable id', 'unsigned', () => ({ id: 'x' })],
    ['a time stamp that is none', 'unsigned', () => ({ timestamp: 'now' })],
    ['a time stamp of six minutes ago', 'stale', () => ({ timestamp: seconds(-360) })],
    ['a time stamp six minutes ahead', 'stale', () => ({ timestamp: seconds(360) })],
    ['another secret', 'bad-signature', () => ({ secret: 'b'.repeat(40) })],
    ['a body changed on the way', 'bad-signature', () => ({ sentBody: BODY.replace('1', '2') })],
    [
      'the signature of another id',
      'bad-signature',
      () => ({ signature: sign(SECRET, 'another-id', seconds(0), BODY) }),
    ],
    ['a signature of another version', 'bad-signature', () => ({ signature: 'v2,AAAA' })],
    ['a signature that is cut short', 'bad-signature', () => ({ signature: 'v1,AAAA' })],
  ])('%s is refused as %s', async (_what, code, signing) => {
    const { status, body } = await campaigns(signing());
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { code, message: expect.stringMatching(/Nothing was done/) } });
  });

  test('one good signature among several is enough, in any place', async () => {
    const id = randomUUID();
    const timestamp = seconds(0);
    const signature = [
      'v1,AAAA',
      sign('b'.repeat(40), id, timestamp, BODY),
      sign(SECRET, id, timestamp, BODY),
    ].join(' ');
    expect((await campaigns({ id, timestamp, signature })).status).toBe(200);
  });

  test('while a secret is replaced, the old and the new one are both let in', async () => {
    const next = 'n'.repeat(40);
    const rotating = await world.replica({ BRIDGE_SECRETS: `${next},${SECRET}` });
    expect((await campaigns({}, rotating.url)).status).toBe(200);
    expect((await campaigns({ secret: next }, rotating.url)).status).toBe(200);
    expect((await campaigns({ secret: 'o'.repeat(40) }, rotating.url)).status).toBe(401);
  });

  test('an id that came before is refused as repeated', async () => {
    const id = randomUUID();
    expect((await campaigns({ id })).status).toBe(200);
    const { status, body } = await campaigns({ id });
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'repeated' } });
  });

  test('a request that was refused does not use up its id', async () => {
    const id = randomUUID();
    expect((await campaigns({ id, secret: 'b'.repeat(40) })).status).toBe(401);
    expect((await campaigns({ id })).status).toBe(200);
  });

  test('invariant 4: a request repeated at a second replica is applied once', async () => {
    const campaign = ownCampaign('twice');
    const second = await world.replica();
    const signing = { id: randomUUID() };
    const rows = [newRow('lead.twice.1', { firstName: 'Sam' })];
    const first = verifiedAt(await sync(world.bridge, campaign, { rows, signing }));
    const again = verifiedAt(await sync(second, campaign, { rows, signing }));
    expect(again.rev).toBe(first.rev);
  });

  test('invariant 4: replayed at a second replica, a request does not undo what came after it', async () => {
    const campaign = ownCampaign('replay');
    const second = await world.replica();
    const rev = await makeLead(world.bridge, campaign, 'lead.replay.1', { contactStatus: 'WARM' });
    const signing = { id: randomUUID() };
    const rows = [row('lead.replay.1', rev, { contactStatus: ['WARM', 'HOT'] })];
    verifiedAt(await sync(world.bridge, campaign, { rows, signing }));
    await world.other.patch('lead.replay.1').set({ contactStatus: 'COLD' }).commit();
    const [receipt] = (await sync(second, campaign, { rows, signing })).receipts;
    expect(receipt).toMatchObject({ state: 'unverified', message: expect.stringContaining('Status') });
    expect(await world.other.getDocument('lead.replay.1')).toMatchObject({ contactStatus: 'COLD' });
  });
});

describe('what is not a request of ours', () => {
  test.each(['/', '/v1', '/v1/unknown', '/v1/sync/../secrets', '/admin'])(
    '%s is not found, as JSON',
    async (path) => {
      const { status, body } = await post(world.bridge.url, path, '{}', { secret: SECRET });
      expect(status).toBe(404);
      expect(body).toMatchObject({ error: { code: 'not-found' } });
    },
  );

  test('GET on a signed path is not found', async () => {
    const answer = await fetch(`${world.bridge.url}/v1/sync`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'not-found' } });
  });

  const valid = {
    campaign: ownCampaign('shape'),
    spreadsheetId: SPREADSHEET,
    cursor: null,
    country: 'GB',
    rows: [],
  };
  const oneRow = newRow('lead.shape.1', {});
  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a country that is none', { ...valid, country: 'XX' }],
    ['a campaign id that is none', { ...valid, campaign: { id: 'drafts.x', kind: 'own' } }],
    ['the original campaign as an own one', { ...valid, campaign: { id: 'campaign.original', kind: 'own' } }],
    ['a draft as a lead', { ...valid, rows: [{ ...oneRow, id: 'drafts.lead.1' }] }],
    [
      'a field that is none',
      { ...valid, rows: [{ ...oneRow, fields: { messages: { base: null, value: 'x' } } }] },
    ],
    [
      'an attribute of Sanity as a field',
      { ...valid, rows: [{ ...oneRow, fields: { _type: { base: null, value: 'x' } } }] },
    ],
    [
      'an object as a value',
      { ...valid, rows: [{ ...oneRow, fields: { notes: { base: null, value: {} } } }] },
    ],
    ['more rows than one request may have', { ...valid, rows: Array.from({ length: 501 }, () => oneRow) }],
    [
      'a column called __proto__',
      JSON.stringify({ ...valid, rows: [oneRow] }).replace(
        '"extra":{}',
        '"extra":{"__proto__":{"base":null,"value":"x"}}',
      ),
    ],
  ])('%s is a bad request, and the answer repeats no value', async (_what, request) => {
    const text = typeof request === 'string' ? request : JSON.stringify(request);
    const { status, body } = await post(world.bridge.url, '/v1/sync', text, { secret: SECRET });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { code: 'bad-request', message: expect.stringContaining('Nothing was saved') },
    });
    expect(JSON.stringify(body)).not.toMatch(/drafts|XX/);
  });

  test('bytes that are no UTF-8 are a bad request, never a mangled name', async () => {
    const id = randomUUID();
    const timestamp = seconds(0);
    const body = Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]);
    const digest = createHmac('sha256', SECRET).update(`${id}.${timestamp}.`).update(body).digest('base64');
    const answer = await fetch(`${world.bridge.url}/v1/sync`, {
      method: 'POST',
      headers: {
        'leadsheet-id': id,
        'leadsheet-timestamp': String(timestamp),
        'leadsheet-signature': `v1,${digest}`,
      },
      body,
    });
    expect(answer.status).toBe(400);
  });

  test('a body above the limit is refused as too large', async () => {
    const text = JSON.stringify({ spreadsheetId: 'x'.repeat(20_000) });
    const { status, body } = await post(world.bridge.url, '/v1/campaigns', text, { secret: SECRET });
    expect(status).toBe(413);
    expect(body).toMatchObject({ error: { code: 'too-large' } });
  });

  test('too many requests from one address are refused, saying so and for how long', async () => {
    const strict = await world.replica({ REQUESTS_PER_MINUTE: '2' });
    const asked = async () => await campaigns({}, strict.url);
    expect([(await asked()).status, (await asked()).status]).toEqual([200, 200]);
    const refused = await asked();
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ error: { code: 'too-many-requests' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('what the bridge gives away', () => {
  test('nothing of Sanity, its token or its address when Sanity refuses the token', async () => {
    const locked = await world.replica({ SANITY_TOKEN: 'another-secret-token' });
    const { status, body } = await campaigns({}, locked.url);
    expect(status).toBe(502);
    expect(body).toMatchObject({
      error: { code: 'store-refused', message: expect.stringContaining('SANITY_TOKEN') },
    });
    expect(JSON.stringify(body)).not.toMatch(/another-secret-token|127\.0\.0\.1|stack/);
  });

  test('when Sanity cannot be reached, that it cannot, and that nothing is proven saved', async () => {
    const lost = await world.replica({ SANITY_API_HOST: 'http://127.0.0.1:9', ANSWER_WITHIN_MS: '1000' });
    const { status, body } = await campaigns({}, lost.url);
    expect(status).toBe(503);
    expect(body).toMatchObject({
      error: { code: 'store-unreachable', message: expect.stringContaining('Nothing is proven saved') },
    });
    expect(JSON.stringify(body)).not.toContain(':9');
  });

  test('every answer has the headers that keep browsers from doing anything with it', async () => {
    const { headers } = await campaigns({});
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
