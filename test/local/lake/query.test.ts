/** Who sees what: tokens, dotted ids, perspectives, projects and datasets; GROQ through the official client. */
import { get } from 'node:http';
import { ClientError } from '@sanity/client';
import { describe, expect, test } from 'vitest';
import { clientOf, DATASET, openLake, rawFetch, refusal } from './helpers.ts';

async function lakeWithDrafts() {
  const lake = await openLake();
  await lake.commit([
    { create: { _id: 'plain', _type: 'note', title: 'published' } },
    { create: { _id: 'lead.1', _type: 'note', title: 'dotted' } },
    { create: { _id: 'drafts.plain', _type: 'note', title: 'draft' } },
    { create: { _id: 'drafts.new', _type: 'note', title: 'only a draft' } },
    { create: { _id: 'versions.r1.plain', _type: 'note', title: 'release' } },
  ]);
  return lake;
}
const IDS = '*[_type == "note"]._id';

describe('perspectives', () => {
  test.each([
    ['2025-02-19', ['lead.1', 'plain']],
    ['X', ['lead.1', 'plain']],
    ['2025-02-18', ['drafts.new', 'drafts.plain', 'lead.1', 'plain', 'versions.r1.plain']],
    ['1', ['drafts.new', 'drafts.plain', 'lead.1', 'plain', 'versions.r1.plain']],
  ])('by default, version %s sees %j', async (version, ids) => {
    const lake = await lakeWithDrafts();
    const answer = await rawFetch(
      lake,
      `/v${version}/data/query/${DATASET}?query=${encodeURIComponent(IDS)}`,
    );
    expect(await answer.json()).toMatchObject({ result: ids, query: IDS });
  });

  test('raw sees all; drafts puts a draft in its document’s place; a release stands above', async () => {
    const client = clientOf(await lakeWithDrafts());
    expect(await client.fetch(IDS, {}, { perspective: 'raw' })).toHaveLength(5);
    const title = '*[_id == "plain"][0]{title, _originalId}';
    const drafted = await client.fetch(title, {}, { perspective: 'drafts' });
    expect(drafted).toEqual({ title: 'draft', _originalId: 'drafts.plain' });
    const released = await client.fetch(title, {}, { perspective: ['r1', 'drafts'] });
    expect(released).toEqual({ title: 'release', _originalId: 'versions.r1.plain' });
  });

  test('includeAllVersions gives a document’s published form, draft and versions', async () => {
    const client = clientOf(await lakeWithDrafts());
    const versions = await client.getDocument('plain', { includeAllVersions: true });
    const ids = versions.map(({ _id }) => _id).sort();
    expect(ids).toEqual(['drafts.plain', 'plain', 'versions.r1.plain']);
  });
});

describe('tokens', () => {
  test('without one: no document with a dot in its id, by query, by id, by reference or in the export; no writing', async () => {
    const lake = await lakeWithDrafts();
    await lake.commit([{ create: { _id: 'public', _type: 'pointer', to: { _ref: 'lead.1' } } }]);
    const anonymous = clientOf(lake, { token: '' });
    expect(await anonymous.fetch(IDS, {}, { perspective: 'raw' })).toEqual(['plain']);
    expect(await anonymous.fetch('*[_id == "public"][0].to->title', {}, { perspective: 'raw' })).toBeNull();
    expect(await anonymous.getDocuments(['plain', 'lead.1'])).toMatchObject([{ _id: 'plain' }, null]);
    const exported = await rawFetch(lake, `/v1/data/export/${DATASET}`, { token: null });
    expect((await exported.text()).match(/"_id":"[^"]+"/g)).toEqual(['"_id":"plain"', '"_id":"public"']);
    const error = await refusal(anonymous.create({ _type: 'note' }));
    expect(error.statusCode).toBe(403);
    expect(error.details.items[0].error.type).toBe('insufficientPermissionsError');
  });

  test('a wrong one is a 401 even where none would do', async () => {
    const client = clientOf(await lakeWithDrafts(), { token: 'sk-wrong' });
    expect((await refusal(client.fetch('*'))).statusCode).toBe(401);
    expect((await refusal(client.create({ _type: 'note' }))).statusCode).toBe(401);
  });
});

describe('addresses', () => {
  test('an unknown dataset or project is a 404 that says which', async () => {
    const lake = await openLake();
    const noDataset = await refusal(clientOf(lake, { dataset: 'staging' }).fetch('*'));
    expect(noDataset.statusCode).toBe(404);
    expect(noDataset.message).toContain('Dataset "staging" not found for project ID "testproj"');
    const noProject = await refusal(clientOf(lake, { projectId: 'other' }).fetch('*'));
    expect(noProject.statusCode).toBe(404);
    expect(noProject.message).toContain('"other"');
  });

  test('the project may travel in the hostname', async () => {
    const lake = await openLake();
    const statusFor = (host: string) =>
      new Promise((done, failed) => {
        const request = get(`${lake.url}/v1/data/doc/${DATASET}/a`, { headers: { host } }, (response) => {
          response.resume();
          done(response.statusCode);
        });
        request.on('error', failed);
      });
    expect(await statusFor('testproj.api.sanity.io')).toBe(200);
    expect(await statusFor('other.api.sanity.io')).toBe(404);
    expect(await statusFor('localhost')).toBe(400);
  });

  test('what is not imitated says so by name', async () => {
    const lake = await openLake();
    const answer = await rawFetch(lake, '/v1/users/me');
    expect(answer.status).toBe(501);
    expect(await answer.text()).toContain('does not imitate GET /v1/users/me');
    const distance = await rawFetch(
      lake,
      `/v1/data/query/${DATASET}?query=${encodeURIComponent('geo::distance(1, 2)')}`,
    );
    expect(distance.status).toBe(501);
    expect(await distance.text()).toContain('geo::distance');
  });

  test('an API version that cannot be is a 400', async () => {
    const lake = await openLake();
    expect((await rawFetch(lake, `/v2/data/doc/${DATASET}/a`)).status).toBe(400);
  });

  test('a hundred dotted ids fit in one doc request; a thousand do not fit in a URL', async () => {
    const client = clientOf(await openLake());
    const ids = (count: number) =>
      Array.from({ length: count }, (_, i) => `lead.${String(i).padStart(36, '0')}`);
    expect(await client.getDocuments(ids(100))).toHaveLength(100);
    expect((await refusal(client.getDocuments(ids(1_000)))).statusCode).toBe(431);
  });
});

describe('GROQ', () => {
  test('a long query goes by POST and answers the same', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    await lake.commit([{ create: { _id: 'a', _type: 'note' } }]);
    const ids = ['a', ...Array.from({ length: 2_000 }, (_, i) => `missing-${i}`)];
    expect(await client.fetch('*[_id in $ids]._id', { ids })).toEqual(['a']);
  });

  test('results come in order of _id unless ordered, also after changes in between', async () => {
    const lake = await openLake();
    const client = clientOf(lake);
    for (const id of ['m', 'b', 'x']) await lake.commit([{ create: { _id: id, _type: 'note' } }]);
    expect(await client.fetch('*._id')).toEqual(['b', 'm', 'x']);
    await lake.commit([
      { create: { _id: 'a', _type: 'note' } },
      { create: { _id: 'n', _type: 'note' } },
      { delete: { id: 'm' } },
      { patch: { id: 'x', set: { last: true } } },
      { create: { _id: 'z', _type: 'note' } },
    ]);
    expect(await client.fetch('*{_id, last}')).toEqual([
      { _id: 'a', last: null },
      { _id: 'b', last: null },
      { _id: 'n', last: null },
      { _id: 'x', last: true },
      { _id: 'z', last: null },
    ]);
    expect(await client.fetch('*|order(_id desc)[0]._id')).toBe('z');
  });

  test('joins follow references; counts, conditions and dates work', async () => {
    const lake = await openLake({ now: () => new Date('2025-11-22T12:00:00Z') });
    await lake.commit([
      { create: { _id: 'campaign.1', _type: 'campaign', title: 'November' } },
      { create: { _id: 'lead.1', _type: 'campaignLead', campaign: { _ref: 'campaign.1' }, status: 'NEW' } },
      { create: { _id: 'lead.2', _type: 'campaignLead', campaign: { _ref: 'campaign.1' }, status: 'WON' } },
    ]);
    const query =
      '{"n": count(*[status == $s]), "t": *[_type == "campaignLead"][0].campaign->title, "now": now()}';
    const answer = await clientOf(lake).fetch(query, { s: 'WON' });
    expect(answer).toEqual({ n: 1, t: 'November', now: '2025-11-22T12:00:00.000Z' });
  });

  test('a query that does not parse is a 400 that points at the place', async () => {
    const error = await refusal(clientOf(await openLake()).fetch('*[_type == '));
    expect(error.statusCode).toBe(400);
    expect(error.details).toMatchObject({ type: 'queryParseError', query: '*[_type == ' });
    expect(error).toBeInstanceOf(ClientError);
  });

  test('a parameter that was not given is a 400 that names it', async () => {
    const error = await refusal(clientOf(await openLake()).fetch('*[_id == $missing]'));
    expect(error.message).toContain('param $missing referenced, but not provided');
  });
});
