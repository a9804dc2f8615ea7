/** Campaigns saved with proof, and duplicates found across all of them. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Campaign, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import { ask } from './client.ts';
import { makeLead, ownCampaign, SECRET, SPREADSHEET, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const campaign = (name: string, more: Partial<Campaign> = {}): Campaign => ({
  ...ownCampaign(name),
  name: `Campaign ${name}`,
  colour: '#02bbd4',
  description: '',
  spreadsheetId: 'sheet-1',
  sheetId: 7,
  createdAt: '2026-01-02T03:04:05.000Z',
  createdBy: 'alex@example.com',
  ...FIRST_SETTINGS,
  ...more,
});
const save = (one: Campaign) => ask(world.bridge.url, SECRET, '/v1/campaigns/save', { campaign: one });
const list = (spreadsheetId: string) => ask(world.bridge.url, SECRET, '/v1/campaigns', { spreadsheetId });

describe('campaigns', () => {
  test('are saved, read back, and listed for their spreadsheet alone, oldest first', async () => {
    const second = campaign('b', { createdAt: '2026-02-02T00:00:00.000Z' });
    for (const one of [second, campaign('a'), campaign('c', { spreadsheetId: 'sheet-2' })]) {
      expect(await save(one)).toEqual({ campaign: one });
    }
    expect((await list('sheet-1')).campaigns).toEqual([campaign('a'), second]);
    expect((await list('sheet-3')).campaigns).toEqual([]);
  });

  test('invariant 3: a change touches only what differs; attributes of others stay', async () => {
    await save(campaign('patch'));
    await world.other
      .patch('campaign.patch')
      .set({ settings: { quiet: true } })
      .commit();
    await save(campaign('patch', { name: 'New name', sheetId: 8 }));
    expect(await world.other.getDocument('campaign.patch')).toMatchObject({
      name: 'New name',
      sheetId: 8,
      settings: { quiet: true },
    });
  });

  test('saved again unchanged, nothing is written', async () => {
    await save(campaign('same'));
    const before = await world.other.getDocument('campaign.same');
    await save(campaign('same'));
    expect(await world.other.getDocument('campaign.same')).toEqual(before);
  });

  test('invariant 2: a save that was acknowledged and dropped is tried again, and refused when it stays away', async () => {
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 1 });
    await save(campaign('drop'));
    expect(await world.other.getDocument('campaign.drop')).toMatchObject({ name: 'Campaign drop' });
    world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    await expect(save(campaign('drop', { name: 'x' }))).rejects.toThrow(/^502 store-refused: .*not saved/);
  });

  test('an id that belongs to something else is refused and that is left alone', async () => {
    await world.other.create({ _id: 'campaign.taken', _type: 'retellCall', name: 'a call' });
    await expect(save(campaign('taken'))).rejects.toThrow(/502 store-refused: .*not saved/);
    expect(await world.other.getDocument('campaign.taken')).toMatchObject({
      _type: 'retellCall',
      name: 'a call',
    });
  });

  test('a campaign document that somebody damaged hides no other', async () => {
    await save(campaign('whole', { spreadsheetId: 'sheet-9' }));
    await world.other.create({
      _id: 'campaign.broken',
      _type: 'leadCampaign',
      spreadsheetId: 'sheet-9',
      name: 7,
    });
    expect((await list('sheet-9')).campaigns.map((one) => one.id)).toEqual(['campaign.whole']);
  });

  test('the number of original leads counts them all, mapped or not', async () => {
    const before = (await list('sheet-1')).originalLeads;
    await world.other.create({ _id: 'dbr-count', _type: 'dbrLead' });
    await world.other.create({ _id: 'drafts.dbr-count', _type: 'dbrLead' });
    expect((await list('sheet-1')).originalLeads).toBe(before + 1);
  });

  test.each<[string, Partial<Campaign>]>([
    ['a colour that is none', { colour: 'blue' }],
    ['an empty name', { name: '' }],
    ['a day instead of a time', { createdAt: '2026-01-02' }],
    ['another kind than its id', { kind: 'original' }],
  ])('%s is a bad request', async (_what, wrong) => {
    await expect(save(campaign('wrong', wrong))).rejects.toThrow(/^400 bad-request/);
  });
});

describe('duplicates', () => {
  const find = async (phones: readonly string[], emails: readonly string[] = []) => {
    const { matches } = await ask(world.bridge.url, SECRET, '/v1/duplicates', { phones, emails });
    return matches;
  };

  test.each([
    ['+447700900201', '+447700900201'],
    ['07700900202', '+447700900202'],
    ['07700 900 203', '+447700900203'],
    ['447700900204', '+447700900204'],
    ['+44 7700 900205', '+447700900205'],
    ['7700900206', '+447700900206'],
    ['+33 1 99 00 12 34', '+33199001234'],
  ])('an original lead whose phone is spelled %s is found by %s', async (spelled, phone) => {
    const _id = `dbr-phone-${phone.slice(1)}`;
    await world.other.create({
      _id,
      _type: 'dbrLead',
      phoneNumber: spelled,
      firstName: 'Ada',
      secondName: 'Hill',
    });
    expect(await find([phone])).toMatchObject([{ lead: _id, name: 'Ada Hill', phone }]);
  });

  test('leads are found across all campaigns, by phone or e-mail, with the campaign’s name', async () => {
    await save(campaign('dup', { name: 'Spring', spreadsheetId: SPREADSHEET }));
    await makeLead(world.bridge, ownCampaign('dup'), 'lead.dup.1', {
      firstName: 'Sam',
      phoneNumber: '+447700900301',
    });
    await makeLead(world.bridge, ownCampaign('dup'), 'lead.dup.2', { emailAddress: 'Kim@Example.com' });
    await world.other.create({ _id: 'dbr-dup', _type: 'dbrLead', phoneNumber: '07700900301' });
    const own = { campaign: 'campaign.dup', campaignName: 'Spring' };
    expect(await find(['+447700900301'], ['kim@example.com'])).toEqual([
      {
        lead: 'dbr-dup',
        campaign: null,
        campaignName: 'Original leads',
        name: '',
        phone: '+447700900301',
        email: null,
      },
      { lead: 'lead.dup.1', ...own, name: 'Sam', phone: '+447700900301', email: null },
      { lead: 'lead.dup.2', ...own, name: '', phone: null, email: 'kim@example.com' },
    ]);
    await save({ ...campaign('x'), id: ORIGINAL_CAMPAIGN, kind: 'original', name: 'Original' });
    expect(await find(['+447700900301'])).toMatchObject([
      { lead: 'dbr-dup', campaign: ORIGINAL_CAMPAIGN, campaignName: 'Original' },
      { lead: 'lead.dup.1' },
    ]);
  });

  test('leads of a deleted campaign are none, until it is restored', async () => {
    const at = '2026-02-02T00:00:00.000Z';
    const gone = campaign('deleted-dup', { spreadsheetId: SPREADSHEET, state: 'deleted', stateAt: at });
    await save(gone);
    await makeLead(world.bridge, ownCampaign('deleted-dup'), 'lead.del.1', { phoneNumber: '+447700900777' });
    expect(await find(['+447700900777'])).toEqual([]);
    await save({ ...gone, state: 'active' });
    expect(await find(['+447700900777'])).toMatchObject([{ lead: 'lead.del.1' }]);
  });

  test('drafts, other documents and leads without phone or e-mail are no duplicates', async () => {
    await world.other.create({ _id: 'drafts.dbr-d', _type: 'dbrLead', phoneNumber: '+447700900401' });
    await world.other.create({ _id: 'call-d', _type: 'retellCall', phoneNumber: '+447700900401' });
    await world.other.create({ _id: 'dbr-none', _type: 'dbrLead', phoneNumber: null, emailAddress: 7 });
    expect(await find(['+447700900401'], ['x@example.com'])).toEqual([]);
    expect(await find([], [])).toEqual([]);
  });

  test('two thousand of each are looked up in one request', async () => {
    const phones = Array.from({ length: 2_000 }, (_, i) => `+4477009${String(i).padStart(5, '0')}`);
    const emails = phones.map((_, i) => `person${i}@example.org`);
    const found = await find(phones, emails);
    expect(found.map((match) => match.lead)).toContain('lead.dup.1');
  });
});
