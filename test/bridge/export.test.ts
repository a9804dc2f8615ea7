/** Whole leads page by page: every one, in order, within a size, and nothing left out in silence. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { ExportedLead, ExportResponse } from '../../addon/model/wire.ts';
import { ask, post } from './client.ts';
import { makeLead, ownCampaign, row, SECRET, startWorld, sync, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

type Ref = ReturnType<typeof ownCampaign>;
const page = (campaign: Ref, after = '', history = false): Promise<ExportResponse> =>
  ask(world.bridge.url, SECRET, '/v1/export', { campaign, after, history });

async function everything(campaign: Ref, history = false) {
  const leads: ExportedLead[] = [];
  const pages: number[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const answer: ExportResponse = await page(campaign, after, history);
    leads.push(...answer.leads);
    pages.push(answer.leads.length);
    after = answer.after;
  }
  return { leads, pages };
}

async function fill(campaign: Ref, count: number, more: (n: number) => Record<string, unknown> = () => ({})) {
  const documents = Array.from({ length: count }, (_, n) => ({
    _id: `lead.${campaign.id.slice(9)}.${String(n).padStart(4, '0')}`,
    _type: 'campaignLead',
    campaignId: campaign.id,
    firstName: `N${n}`,
    ...more(n),
  }));
  for (let from = 0; from < count; from += 100)
    await documents
      .slice(from, from + 100)
      .reduce((transaction, one) => transaction.create(one), world.other.transaction())
      .commit();
}

describe('pages', () => {
  test('hold every lead of the campaign once, in the order of ids, and none of another', async () => {
    const [one, two] = [ownCampaign('pages'), ownCampaign('others')];
    await fill(one, 620);
    await fill(two, 5);
    const { leads, pages } = await everything(one);
    expect(pages).toEqual([500, 120]);
    const ids = leads.map(({ lead }) => lead.id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toHaveLength(620);
    expect((await page(one)).total).toBe(620);
  });

  test('stay within about a megabyte however long the conversations are, and one that is longer comes alone', async () => {
    const campaign = ownCampaign('large');
    await fill(campaign, 40, (n) => ({ conversationHistory: 'é'.repeat(n === 7 ? 700_000 : 30_000) }));
    let seen = 0;
    for (let after: string | null = ''; after !== null; ) {
      const body = JSON.stringify({ campaign, after, history: false });
      const { bytes, body: told } = await post(world.bridge.url, '/v1/export', body, { secret: SECRET });
      const answer = told as ExportResponse;
      expect(bytes < 1_000_000 || answer.leads.length === 1).toBe(true);
      seen += answer.leads.length;
      after = answer.after;
    }
    expect(seen).toBe(40);
  });

  test('tell messages in their order, whoever wrote them, and what could not be read as a number', async () => {
    const campaign = ownCampaign('messages');
    await fill(campaign, 1, () => ({
      messages: [
        { _key: 'b', timestamp: '2026-01-02T10:00:00+01:00', sender: 'CUSTOMER', content: 'second' },
        {
          _key: 'a',
          timestamp: '2026-01-02T08:59:00Z',
          sender: 'ai',
          senderName: 'Sophie',
          content: 'first',
          templateType: 'M1',
        },
        { _key: 'c', timestamp: 'yesterday', sender: 'robot', content: 'third' },
        'no message at all',
      ],
    }));
    const [only] = (await page(campaign)).leads;
    expect(only?.messages.map(({ content, sender, at }) => [content, sender, at])).toEqual([
      ['first', 'ai', '2026-01-02T08:59:00.000Z'],
      ['third', 'customer', null],
      ['second', 'customer', '2026-01-02T09:00:00.000Z'],
    ]);
    expect(only?.unreadMessages).toBe(1);
  });

  test('hold changes and conflicts when asked, and original leads as their type says', async () => {
    const campaign = ownCampaign('history');
    const id = 'lead.history.1';
    const rev = await makeLead(world.bridge, campaign, id, { firstName: 'Sam', notes: 'a' });
    await world.other.patch(id).set({ notes: 'theirs' }).commit();
    await sync(world.bridge, campaign, { rows: [row(id, rev, { notes: ['a', 'mine'] })] });
    const [lead] = (await everything(campaign, true)).leads;
    expect(lead?.changes.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'created']);
    expect(lead?.conflicts.map(({ kept, lost }) => [kept, lost])).toEqual([['mine', 'theirs']]);
    expect((await page(campaign)).leads[0]?.changes).toEqual([]);
    await world.other.create({ _id: 'old-1', _type: 'dbrLead', firstName: 'Old' });
    const originals = await everything({ id: ORIGINAL_CAMPAIGN, kind: 'original' });
    expect(originals.leads.map((one) => one.lead.id)).toEqual(['old-1']);
  });
});

describe('nothing is left out in silence', () => {
  test('a page that cannot be read fails with a sentence, and the same page can be asked for again', async () => {
    const campaign = ownCampaign('failing');
    await fill(campaign, 3);
    world.lake.faults.add({ kind: '5xx', times: 50 });
    await expect(page(campaign)).rejects.toThrow(/Sanity/);
    world.lake.faults.clear();
    expect((await page(campaign)).leads).toHaveLength(3);
  }, 20_000);

  test('a lead that went while it was read makes the count differ', async () => {
    const campaign = ownCampaign('going');
    await fill(campaign, 3);
    world.lake.faults.add({ kind: 'index-lag', ms: 1_500, times: 1 });
    await world.other.delete('lead.going.0001');
    const { leads, total } = await page(campaign);
    expect([leads.length, total]).toEqual([2, 3]);
  });
});
