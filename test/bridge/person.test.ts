/** What is held about a person, its erasure with proof, and the list that keeps them from being imported again. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type CampaignRef, type LeadId, ORIGINAL_CAMPAIGN } from '../../addon/model/lead.ts';
import type { ForgetResponse } from '../../addon/model/wire.ts';
import type { Bridge } from '../../bridge/server.ts';
import { ask } from './client.ts';
import {
  bridgeEnv,
  leadId,
  makeLead,
  ownCampaign,
  row,
  SECRET,
  startWorld,
  sync,
  type World,
} from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ SANITY_TIMEOUT_MS: '300' });
});
afterEach(() => world.lake.faults.clear());
afterAll(() => world.close());

const MAIN = join(import.meta.dirname, '..', '..', 'bridge', 'main.ts');
const EMAIL = 'sam.hill@example.com';
let people = 0;

/** A person who is in two campaigns, among the original leads, in a conflict, in a draft and in another tool's document. */
async function somebody() {
  people += 1;
  const phone = `+44770090${String(100 + people).padStart(4, '0')}`;
  const spelled = `0${phone.slice(3, 7)} ${phone.slice(7, 10)}-${phone.slice(10)}`;
  const email = `p${people}.${EMAIL}`;
  const first = ownCampaign(`first${people}`);
  const second = ownCampaign(`second${people}`);
  const ids = [`lead.p${people}.1`, `lead.p${people}.2`, `original-${people}`] as const;
  const rev = await makeLead(world.bridge, first, ids[0], {
    firstName: 'Sam',
    phoneNumber: phone,
    notes: 'a',
  });
  await makeLead(world.bridge, second, ids[1], {
    firstName: `Sammy-${people}-`,
    emailAddress: email.toUpperCase(),
  });
  await world.other.patch(ids[0]).set({ emailAddress: email, notes: 'theirs' }).commit();
  await sync(world.bridge, first, { rows: [row(ids[0], rev, { notes: ['a', 'mine'] })] });
  await world.other.create({ _id: ids[2], _type: 'dbrLead', firstName: 'S', phoneNumber: spelled });
  await world.other.create({
    _id: `drafts.${ids[2]}`,
    _type: 'dbrLead',
    firstName: 'S',
    phoneNumber: spelled,
  });
  await world.other.create({ _id: `analysis-${people}`, _type: 'sophieAnalysis', conversationId: ids[2] });
  await makeLead(world.bridge, first, `lead.p${people}.9`, {
    firstName: 'Bystander',
    phoneNumber: '+447700900999',
  });
  return { phone, email, campaign: first, second, ids, bystander: `lead.p${people}.9`, lead: leadId(ids[0]) };
}
type Somebody = Awaited<ReturnType<typeof somebody>>;

const look = ({ campaign, lead }: Pick<Somebody, 'campaign' | 'lead'>, bridge: Bridge = world.bridge) =>
  ask(bridge.url, SECRET, '/v1/person', { campaign, lead, country: 'GB' });
const forget = (who: Somebody, bridge: Bridge = world.bridge): Promise<ForgetResponse> =>
  ask(bridge.url, SECRET, '/v1/person/forget', {
    campaign: who.campaign,
    lead: who.lead,
    country: 'GB',
    leads: who.ids.map(leadId),
  });
const duplicates = (phones: string[], emails: string[], bridge: Bridge = world.bridge) =>
  ask(bridge.url, SECRET, '/v1/duplicates', { phones, emails });
/** Every document that holds one of these texts, by id. */
const holding = async (...texts: readonly string[]) => {
  const all = await world.other.fetch<{ _id: string }[]>('*[]');
  return all.filter((one) => texts.some((text) => JSON.stringify(one).includes(text))).map(({ _id }) => _id);
};

describe('what is held', () => {
  test('is found in every campaign, unmapped originals and drafts, by the phone in any spelling and by the e-mail', async () => {
    const who = await somebody();
    const held = await look(who);
    expect(held.leads.map(({ id }) => id)).toEqual([...who.ids]);
    expect(held.leads.map(({ campaignName }) => campaignName)).toEqual([
      'A campaign that is gone',
      'A campaign that is gone',
      'Original leads',
    ]);
    expect(held.leads[2]?.campaign).toBeNull();
    expect(held.conflicts).toHaveLength(1);
    expect(held.others).toEqual([{ type: 'sophieAnalysis', count: 1 }]);
    const dossier = JSON.parse(held.dossier);
    expect(dossier.leads).toHaveLength(3);
    expect(dossier.unpublished).toHaveLength(1);
    expect(dossier.conflicts[0].lost).toBe('theirs');
    expect(held.dossier).not.toContain('Bystander');
  });

  test('is refused for a lead of another campaign, and where more leads share an address than one person has', async () => {
    const who = await somebody();
    await expect(look({ campaign: who.second, lead: who.lead })).rejects.toThrow(/not in Sanity/);
    for (let n = 0; n < 26; n++)
      await world.other.create({ _id: `shared-${n}`, _type: 'dbrLead', emailAddress: 'nobody@example.com' });
    const original: CampaignRef = { id: ORIGINAL_CAMPAIGN, kind: 'original' };
    await expect(look({ campaign: original, lead: leadId('shared-1') })).rejects.toThrow(
      /26 leads share .*Nothing was done/,
    );
  });
});

describe('forgetting', () => {
  test('erases leads, drafts and conflicts with their history, leaves everybody and every other tool alone, and says so', async () => {
    const who = await somebody();
    const analysis = await world.other.getDocument(`analysis-${people}`);
    const answer = await forget(who);
    expect(answer).toEqual({
      erased: expect.arrayContaining([...who.ids]),
      left: [],
      why: '',
      conflicts: 0,
      remembered: [],
      others: [{ type: 'sophieAnalysis', count: 1 }],
      suppressed: true,
    });
    expect(await holding(who.phone, who.email, `Sammy-${people}-`, who.phone.slice(3))).toEqual([]);
    expect(await world.other.getDocument(`analysis-${people}`)).toEqual(analysis);
    expect(await world.other.getDocument(who.bystander)).toBeTruthy();
  });

  test('is refused when more is held than was seen, and then nothing is erased', async () => {
    const who = await somebody();
    const request = { campaign: who.campaign, lead: who.lead, country: 'GB', leads: [who.lead] };
    const answer = await ask(world.bridge.url, SECRET, '/v1/person/forget', request);
    expect(answer).toMatchObject({ erased: [], left: [who.lead], suppressed: false });
    expect(answer.why).toMatch(/More is held .*3 leads.*Nothing was erased/);
    expect((await look(who)).leads).toHaveLength(3);
  });

  test('a lead that Sanity never held is not called erased, since its row may only be unsaved yet', async () => {
    const who = await somebody();
    const unsaved = leadId(`lead.unsaved-${people}`);
    const request = { campaign: who.campaign, country: 'GB', leads: [...who.ids.map(leadId), unsaved] };
    const send = (lead: LeadId) => ask(world.bridge.url, SECRET, '/v1/person/forget', { ...request, lead });
    expect((await send(unsaved)).erased).toEqual([]);
    const { erased } = await send(who.lead);
    expect([...erased].sort()).toEqual([...who.ids].sort());
    expect([...(await send(who.lead)).erased].sort()).toEqual([...who.ids].sort());
  });

  test('a lead that a document of another tool refers to is named as left, and can be asked for again', async () => {
    const who = await somebody();
    const _ref = who.ids[2];
    await world.other.create({
      _id: `call-${people}`,
      _type: 'retellCall',
      lead: { _type: 'reference', _ref },
    });
    const answer = await forget(who);
    expect(answer.left).toEqual(expect.arrayContaining([_ref]));
    expect(answer.why).toMatch(/another tool refers to it/);
    await world.other.delete(`call-${people}`);
    expect(await forget(who)).toMatchObject({ left: [], why: '', suppressed: true });
  });

  for (const kind of ['timeout-after-commit', 'ack-and-drop', '5xx'] as const) {
    test(`survives ${kind} at any write, asked again of another replica: the end is the same`, async () => {
      const who = await somebody();
      const other = await world.replica();
      for (let at = 0; at < 3; at++) {
        if (kind === 'ack-and-drop') world.lake.faults.add({ kind, keep: at % 2, times: 1 });
        else if (kind === 'timeout-after-commit') world.lake.faults.add({ kind, ms: 400, times: 1 });
        else world.lake.faults.add({ kind, times: 2 });
        await forget(who, at % 2 === 0 ? world.bridge : other).catch(() => null);
        world.lake.faults.clear();
      }
      const answer = await forget(who, other);
      expect(answer).toMatchObject({ left: [], conflicts: 0, suppressed: true });
      expect(answer.erased).toEqual(expect.arrayContaining([...who.ids]));
      expect(await holding(who.phone, who.email)).toEqual([]);
    });
  }
});

test('no line of the log says who was forgotten', async () => {
  const who = await somebody();
  const env = { ...process.env, ...bridgeEnv(world.lake), LOG_LEVEL: 'trace' };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill());
  let log = '';
  const listening = new Promise<string>((resolve) => {
    const take = (text: Buffer) => {
      log += text.toString('utf8');
      const port = /"port":(\d+)/.exec(log)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
  });
  const url = await listening;
  const { campaign, lead } = who;
  const request = { campaign, lead, country: 'GB' };
  await ask(url, SECRET, '/v1/person', request);
  await ask(url, SECRET, '/v1/person/forget', { ...request, leads: [lead] });
  await ask(url, SECRET, '/v1/person/forget', { ...request, leads: who.ids.map(leadId) });
  await ask(url, SECRET, '/v1/duplicates', { phones: [who.phone], emails: [who.email] });
  await expect.poll(() => log).toContain('/v1/duplicates');
  for (const trace of [who.phone, who.phone.slice(3), who.email, 'Sammy', lead])
    expect(log).not.toContain(trace);
});

describe('the suppression list', () => {
  test('names at import those who asked to be forgotten, on every replica, and nobody else', async () => {
    const who = await somebody();
    expect((await duplicates([who.phone], [who.email])).suppressed).toEqual({ phones: [], emails: [] });
    await forget(who);
    const other = await world.replica();
    const asked = await duplicates([who.phone, '+447700900998'], [who.email, 'other@example.com'], other);
    expect(asked.suppressed).toEqual({ phones: [who.phone], emails: [who.email] });
    expect(asked.matches).toEqual([]);
  });

  test('holds nothing that a reader without the key could turn back into a phone', async () => {
    const who = await somebody();
    await forget(who);
    const entries = await world.other.fetch<Record<string, unknown>[]>('*[_type == "leadSuppression"]');
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      expect(Object.keys(entry).sort()).toEqual([
        '_createdAt',
        '_id',
        '_rev',
        '_type',
        '_updatedAt',
        'at',
        'of',
      ]);
      expect(entry._id).toMatch(/^suppression\.[\w-]{43}$/);
    }
  });

  test('two replicas that forget for the first time at once share one key', async () => {
    const small = await startWorld();
    const [a, b] = [small.bridge, await small.replica()];
    const campaign = ownCampaign('race');
    const one = (n: number) => ({ phoneNumber: `+4477009002${n}0`, firstName: 'R' });
    await makeLead(a, campaign, 'lead.race.1', one(1));
    await makeLead(a, campaign, 'lead.race.2', one(2));
    const request = (n: number) => {
      const lead = leadId(`lead.race.${n}`);
      return { campaign, lead, country: 'GB', leads: [lead] };
    };
    await Promise.all([
      ask(a.url, SECRET, '/v1/person/forget', request(1)),
      ask(b.url, SECRET, '/v1/person/forget', request(2)),
    ]);
    const phones = [one(1).phoneNumber, one(2).phoneNumber];
    const answers = await Promise.all(
      [a, b].map((bridge) => ask(bridge.url, SECRET, '/v1/duplicates', { phones, emails: [] })),
    );
    for (const { suppressed } of answers) expect(suppressed.phones).toEqual(phones);
    await small.other.delete('leadsheet.suppression-key');
    await expect(ask(a.url, SECRET, '/v1/duplicates', { phones, emails: [] })).rejects.toThrow(
      /suppression-key.*missing.*Restore/,
    );
    await small.close();
  });
});
