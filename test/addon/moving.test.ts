/** Leads move, are copied and merged with all that belongs to them, and each is in one tab whatever ends a script. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Calls } from '../../addon/calls.ts';
import { type CampaignId, isLeadId, type LeadId } from '../../addon/model/lead.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const A = 'Autumn 2024';
const B = 'Spring';
const C = 'Original';
// Everything in them is real, and a machine may be busy with others.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let world: World;
const ids = new Map<string, CampaignId>();

beforeAll(async () => {
  world = await startWorld({ originals: 3 });
  const leads = (from: number, count: number, extra: string) =>
    Array.from({ length: count }, (_, n) =>
      cellsOf({ ...leadTexts(from + n), archived: 'No' }, [`${extra} ${n}`]),
    );
  await importLeads(world, A, leads(0, 14, 'roof'), ['Roof']);
  await importLeads(world, B, leads(500, 3, 'list'), ['Source']);
  await world.ask('mapOriginals', null);
  await world.ask('installTriggers', null);
  for (const { name, id } of (await world.ask('state', null)).campaigns) ids.set(name, id);
});
afterAll(() => world.close());

const idOf = (name: string): CampaignId => {
  const id = ids.get(name);
  if (!id) throw new Error(`There is no campaign "${name}".`);
  return id;
};
const asLead = (text: string | undefined): LeadId => {
  if (text === undefined || !isLeadId(text)) throw new Error(`"${text}" is no lead.`);
  return text;
};
const someLead = async (tab: string) => asLead((await world.rows(tab))[1]?._lead);
const move = (lead: LeadId, from = A, to = B, copy = false) =>
  world.call('moveLead', { from: idOf(from), to: idOf(to), lead, copy });
const rowOf = async (tab: string, lead: string) => (await world.rows(tab)).find((row) => row._lead === lead);
const leadsIn = async (tab: string) => (await world.rows(tab)).flatMap(({ _lead }) => (_lead ? [_lead] : []));
const bystander = async () => [
  await world.cells(C),
  await world.sanity.fetch('*[_type == "dbrLead"] | order(_id asc)'),
];
/** Once the next passes are over. */
async function settled(tab: string): Promise<unknown> {
  await world.lookAt(tab);
  await world.ask('tick', { full: true });
  return (await world.ask('tick', { full: true })).sync;
}

describe('moving a lead', () => {
  test('takes its row, its document with messages and what no column shows, its conflicts and its own column along', async () => {
    const lead = await someLead(A);
    const own = {
      messages: [{ _key: 'a', sender: 'customer', content: 'Hello' }],
      somebodyElses: { deep: [1] },
    };
    await world.sanity.patch(lead).set(own).commit();
    const conflict = { _type: 'leadConflict', campaignId: idOf(A), lead, field: 'notes', open: true };
    await world.sanity.create({
      ...conflict,
      _id: `conflict.${lead}`,
      kept: 'a',
      lost: 'b',
      lostSide: 'sheet',
      at: '',
    });
    const others = await bystander();
    const row = await rowOf(A, lead);
    const before = await world.sanity.getDocument(lead);
    expect(await move(lead)).toMatchObject({ ok: true, answer: { lead } });
    expect(await rowOf(A, lead)).toBeUndefined();
    const { _sync: _, ...now } = (await rowOf(B, lead)) ?? {};
    const { _sync: __, ...was } = row ?? {};
    expect(now).toEqual({ ...was, Source: '' });
    const { _rev, _updatedAt, ...document } = before ?? {};
    expect(await world.sanity.getDocument(lead)).toMatchObject({ ...document, ...own, campaignId: idOf(B) });
    expect(await world.sanity.getDocument(`conflict.${lead}`)).toMatchObject({
      ...conflict,
      campaignId: idOf(B),
    });
    expect(await settled(B)).toMatchObject({ state: 'saved', held: [], openConflicts: 1 });
    expect(await settled(A)).toMatchObject({ state: 'saved', held: [], openConflicts: 0 });
    expect(await bystander()).toEqual(others);
  });

  test('what was typed a moment before goes along', async () => {
    const lead = await someLead(A);
    await world.type(A, lead, 'Notes', 'typed just now', 'api');
    expect(await move(lead)).toMatchObject({ ok: true });
    expect(await world.sanity.getDocument(lead)).toMatchObject({
      notes: 'typed just now',
      campaignId: idOf(B),
    });
  });

  test('a copy has everything but the id, and the first stays as it was', async () => {
    const lead = await someLead(A);
    const before = [await rowOf(A, lead), await world.sanity.getDocument(lead)];
    const done = await world.ask('moveLead', { from: idOf(A), to: idOf(B), lead, copy: true });
    expect(done.lead).not.toBe(lead);
    const { _lead, _sync, ...copy } = (await rowOf(B, done.lead)) ?? {};
    const { _lead: _l, _sync: _s, ...first } = before[0] ?? {};
    expect(copy).toMatchObject(first);
    expect([await rowOf(A, lead), await world.sanity.getDocument(lead)]).toEqual(before);
    expect(await settled(B)).toMatchObject({ state: 'saved', held: [] });
  });

  test('an original lead can be copied, never moved; none can be added to them', async () => {
    const lead = asLead((await world.rows('Original'))[0]?._lead);
    const before = await world.sanity.getDocument(lead);
    expect(await move(lead, 'Original', B)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/Copy it/) },
    });
    expect(await move(await someLead(A), A, 'Original')).toMatchObject({ ok: false });
    expect(await move(await someLead(A), A, 'Original', true)).toMatchObject({ ok: false });
    expect(await move(lead, 'Original', B, true)).toMatchObject({ ok: true });
    expect(await world.sanity.getDocument(lead)).toEqual(before);
  });

  test('while the bridge is down nothing moves', async () => {
    const lead = await someLead(A);
    await world.stopBridge();
    expect(await move(lead)).toMatchObject({ ok: false, error: { code: 'bridge-unreachable' } });
    await world.restartBridge();
    expect(await rowOf(A, lead)).toBeDefined();
    expect((await world.sanity.getDocument(lead))?.campaignId).toBe(idOf(A));
  });
});

const KILLS = [38, 46, 54].map((calls, n) => ({
  calls,
  act: n % 2 === 0 ? ('kill' as const) : ('kill-unflushed' as const),
}));

test.each(KILLS)(
  'invariant 10: a move that ends at call $calls ($act) leaves the lead in one tab',
  async (interrupt) => {
    const lead = await someLead(A);
    const others = await bystander();
    await world.host.interrupt(interrupt);
    await move(lead).catch(() => undefined);
    await world.host.interrupt(null);
    // Nobody is missed by a proof while the lead is on its way.
    for (const tab of [A, B]) {
      await world.lookAt(tab);
      const { state } = await world.ask('prove', { campaign: idOf(tab), repair: true });
      expect(state.sync?.held).toEqual([]);
    }
    // Somebody goes on working in the row, wherever its document is by now.
    const note = `typed after ${interrupt.calls} calls`;
    await world.type((await rowOf(A, lead)) ? A : B, lead, 'Notes', note, 'api');
    const ends = [await settled(B), await settled(A)];
    const document = await world.sanity.getDocument(lead);
    const home = document?.campaignId;
    expect(document?.notes).toBe(note);
    const tabs = [
      (await leadsIn(A)).filter((id) => id === lead),
      (await leadsIn(B)).filter((id) => id === lead),
    ];
    expect(tabs).toEqual(home === idOf(A) ? [[lead], []] : [[], [lead]]);
    for (const end of ends) expect(end).toMatchObject({ state: 'saved', held: [] });
    expect(await bystander()).toEqual(others);
  },
);

describe('merging', () => {
  const merge = async (doubles: Calls['mergeCampaigns']['ask']['doubles'], from = A) => {
    for (let tries = 0; tries < 10; tries++) {
      const answer = await world.ask('mergeCampaigns', { from: idOf(from), into: idOf(B), doubles });
      if (answer.done) return answer;
    }
    throw new Error('It never ended.');
  };

  test('leaves those whom the other has already, if that is wanted', async () => {
    const [copied] = await leadsIn(A);
    await world.ask('moveLead', { from: idOf(A), to: idOf(B), lead: asLead(copied), copy: true });
    const here = await leadsIn(A);
    const contacts = (await world.rows(B)).flatMap((row) => [row.Phone_number, row.Email_address]);
    const doubles = (await world.rows(A))
      .filter((row) => contacts.includes(row.Phone_number))
      .map((row) => row._lead);
    expect(doubles).toContain(copied);
    const others = await bystander();
    expect(await merge('leave')).toMatchObject({ left: doubles.length });
    expect((await leadsIn(A)).sort()).toEqual([...doubles].sort());
    expect(await leadsIn(B)).toEqual(expect.arrayContaining(here.filter((id) => !doubles.includes(id))));
    expect(await bystander()).toEqual(others);
  });

  test('what is emptied is archived, and it is recorded', async () => {
    const all = await leadsIn(A);
    expect(await merge('move')).toMatchObject({ left: 0, said: expect.stringMatching(/archived/) });
    expect((await world.ask('state', null)).campaigns.find(({ id }) => id === idOf(A))?.state).toBe(
      'archived',
    );
    expect(await leadsIn(B)).toEqual(expect.arrayContaining(all));
    expect(
      await world.sanity.fetch('count(*[campaignId == $id && _type == "campaignLead"])', { id: idOf(A) }),
    ).toBe(0);
    expect(await settled(B)).toMatchObject({ state: 'saved', held: [] });
    const { actions } = await world.ask('actions', { campaign: idOf(B), before: null });
    expect(actions.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['merged', 'moved', 'copied', 'imported']),
    );
    expect(actions.every(({ by }) => by === 'alex@example.com')).toBe(true);
  });
});
