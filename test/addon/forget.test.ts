/** A person who is forgotten is nowhere any more: no cell, document, conflict, remembered value, or search finds them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Forgotten } from '../../addon/calls.ts';
import type { CampaignId, LeadId } from '../../addon/model/lead.ts';
import { isLeadId } from '../../addon/model/lead.ts';
import { type KeptByGoogle, startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const SPRING = 'Spring';
const AUTUMN = 'Autumn';
/** How many people; each is forgotten by a test of their own. */
const PEOPLE = 10;
let world: World;

/** The same people in both campaigns, their phones spelled otherwise in the second. */
beforeAll(async () => {
  world = await startWorld();
  await world.run('showSidebar');
  const one = (n: number) => ({ ...who(n), archived: 'No', notes: `about ${who(n).secondName}` });
  await importLeads(
    world,
    SPRING,
    Array.from({ length: PEOPLE }, (_, n) => cellsOf(one(n))),
  );
  const other = (n: number) => ({
    ...one(n),
    phoneNumber: `0${who(n).phoneNumber.slice(3)}`,
    emailAddress: '',
  });
  await importLeads(
    world,
    AUTUMN,
    Array.from({ length: PEOPLE }, (_, n) => cellsOf(other(n))),
  );
}, 120_000);
afterAll(() => world.close());

const who = (n: number) => ({
  ...leadTexts(n),
  firstName: `Given${n}x`,
  secondName: `Family${n}x`,
  phoneNumber: `+44770090${String(5_000 + n).slice(-4)}`,
  emailAddress: `person${n}x@example.com`,
});
/** What must be found nowhere. */
const traces = (n: number) => {
  const { firstName, secondName, phoneNumber, emailAddress } = who(n);
  return [firstName, secondName, phoneNumber, phoneNumber.slice(3), emailAddress];
};

async function campaign(name: string): Promise<CampaignId> {
  const found = (await world.ask('state', null)).campaigns.find((one) => one.name === name);
  if (!found) throw new Error(`There is no campaign "${name}".`);
  return found.id;
}

async function leadOf(n: number, tab = SPRING): Promise<LeadId> {
  const row = (await world.rows(tab)).find((one) => one.First_name === who(n).firstName);
  const id = row?._lead ?? '';
  if (!isLeadId(id)) throw new Error(`Nobody is called ${who(n).firstName} in ${tab}.`);
  return id;
}

async function forget(n: number): Promise<Forgotten> {
  const about = { campaign: await campaign(SPRING), lead: await leadOf(n) };
  const held = await world.ask('person', about);
  return world.ask('forgetPerson', { ...about, leads: held.leads.map(({ id }) => id) });
}

/** Everything that still says something of a person, wherever it is. */
async function found(n: number): Promise<readonly string[]> {
  const says = (text: string) => traces(n).some((trace) => text.includes(trace));
  const places: string[] = [];
  const get = await world.workbook();
  for (const id of get.getSheetIds()) {
    const tab = get.getSheetName(id);
    if ((await world.cells(tab)).some((line) => line.some(says))) places.push(`tab ${tab}`);
  }
  const documents: { _id: string }[] = await world.sanity.fetch('*[]');
  for (const one of documents) if (says(JSON.stringify(one))) places.push(`document ${one._id}`);
  return places;
}

const search = async (text: string) => (await world.ask('search', { text })).leads.length;

describe('forgetting a person', () => {
  test('shows what is held in every campaign, and gives all of it for a copy', async () => {
    const held = await world.ask('person', { campaign: await campaign(SPRING), lead: await leadOf(0) });
    expect(held.leads.map(({ campaignName, name }) => [campaignName, name])).toEqual([
      [SPRING, 'Given0x Family0x'],
      [AUTUMN, 'Given0x Family0x'],
    ]);
    const { leads } = JSON.parse(held.dossier);
    expect(leads.map((one: { notes: string }) => one.notes)).toEqual(['about Family0x', 'about Family0x']);
  });

  test('leaves no cell, document, conflict, remembered value or search result, and everybody else as they were', async () => {
    const lead = await leadOf(1);
    await world.sanity
      .patch(lead)
      .set({ notes: `theirs, of ${who(1).secondName}` })
      .commit();
    await world.type(SPRING, lead, 'Notes', `mine, of ${who(1).secondName}`);
    await world.lookAt(SPRING);
    await world.ask('tick', { full: true });
    expect(await search(who(1).secondName)).toBe(2);
    const others = async () =>
      [await world.rows(SPRING), await world.rows(AUTUMN)]
        .flat()
        .filter((row) => !traces(1).some((trace) => JSON.stringify(row).includes(trace)));
    const before = await others();
    const answer = await forget(1);
    expect(answer).toMatchObject({
      left: [],
      conflicts: 0,
      rows: 2,
      tabs: 2,
      rowsLeft: [],
      suppressed: true,
      remembered: [],
    });
    expect(answer.erased).toHaveLength(2);
    expect(await search(who(1).secondName)).toBe(0);
    expect(await search(who(1).phoneNumber)).toBe(0);
    expect(await found(1)).toEqual([]);
    expect(await others()).toEqual(before);
  });

  test('is no reason to hold anything: neither side misses the person', async () => {
    await forget(2);
    for (const tab of [SPRING, AUTUMN]) {
      await world.lookAt(tab);
      const { proof, state } = await world.ask('prove', { campaign: await campaign(tab), repair: false });
      expect(proof.differing).toBe(0);
      expect(state.sync).toMatchObject({ held: [], problems: [], state: 'saved' });
    }
  });

  test('is recorded with who and when, and without whom', async () => {
    await forget(3);
    const { actions } = await world.ask('actions', { campaign: await campaign(SPRING), before: null });
    const [newest] = actions.filter(({ what }) => what === 'forgotten');
    expect(newest).toMatchObject({
      by: 'alex@example.com',
      said: 'Erased a person who asked to be forgotten: 2 leads.',
    });
    for (const trace of traces(3)) expect(JSON.stringify(actions)).not.toContain(trace);
  });

  test('keeps the person from being imported again, in any spelling', async () => {
    const { phoneNumber, emailAddress } = who(3);
    const { suppressed, matches } = await world.ask('duplicates', {
      phones: [phoneNumber, who(4).phoneNumber],
      emails: [emailAddress],
    });
    expect(suppressed).toEqual({ phones: [phoneNumber], emails: [emailAddress] });
    expect(matches.map(({ name }) => name)).toEqual(['Given4x Family4x', 'Given4x Family4x']);
  });

  test('needs the right to delete, which nobody has unless they were named', async () => {
    const about = { campaign: await campaign(SPRING), lead: await leadOf(4) };
    const people = {
      everyone: ['export'] as const,
      named: [{ email: 'alex@example.com', rights: ['people'] as const }],
    };
    await world.ask('setPeople', people);
    for (const answer of [
      await world.call('person', about),
      await world.call('forgetPerson', { ...about, leads: [about.lead] }),
    ])
      expect(answer).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    const both = { email: 'alex@example.com', rights: ['people', 'delete'] as const };
    await world.ask('setPeople', { ...people, named: [both] });
    expect((await world.sanity.getDocument(about.lead))?._id).toBe(about.lead);
  });
});

describe('cut off', () => {
  test.each([
    [6, 26],
    [7, 58],
  ])('person %i, where Google ends the script at call %i: the next tick finishes it', async (n, calls) => {
    await world.host.interrupt({ calls, act: n % 2 === 0 ? 'kill' : 'kill-unflushed' });
    await forget(n).catch(() => undefined);
    await world.host.interrupt(null);
    await world.lookAt(SPRING);
    await world.ask('tick', { full: true });
    const begun = (await found(n)).length === 0;
    // A kill before anything was meant leaves everything, and it can be asked for again.
    if (!begun) await forget(n);
    expect(await found(n)).toEqual([]);
    const state = await world.ask('tick', { full: true });
    expect(state.sync).toMatchObject({ held: [], problems: [] });
  });

  test('while the bridge is away: nothing is called erased, and it is finished once the bridge is back', async () => {
    const about = { campaign: await campaign(SPRING), lead: await leadOf(8) };
    const held = await world.ask('person', about);
    await world.stopBridge();
    const answer = await world.call('forgetPerson', { ...about, leads: held.leads.map(({ id }) => id) });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bridge-unreachable' } });
    expect(await found(8)).not.toEqual([]);
    await world.restartBridge();
    await world.lookAt(SPRING);
    await world.ask('tick', { full: true });
    expect(await found(8)).toEqual([]);
  });
});

test('what Google keeps beside the spreadsheet remembers nobody who was forgotten', async () => {
  let kept: KeptByGoogle | null = null;
  await world.reopen(false, (before) => {
    kept = before;
    return before;
  });
  const text = JSON.stringify(kept);
  expect(text).toContain('campaign:');
  for (const n of [1, 2, 3, 6, 7, 8]) for (const trace of traces(n)) expect(text).not.toContain(trace);
});
