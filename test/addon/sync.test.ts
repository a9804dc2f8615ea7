/** A campaign's tab and Sanity stay together, whatever happens on the way; what is called saved was read back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SyncState } from '../../addon/calls.ts';
import { SECRET, startWorld, type World } from '../world.ts';
import { startDeafProxy } from './deaf-proxy.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const TAB = 'Autumn 2024';
const PEOPLE = 40;

let world: World;
/** Ids in the tab's order. */
let ids: readonly string[] = [];

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: PEOPLE }, (_, n) => cellsOf({ ...leadTexts(n), archived: 'No' }));
  await importLeads(world, TAB, leads);
  ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
  await world.ask('installTriggers', null);
});
afterAll(() => world.close());

const lead = (n: number): string => ids[n] ?? '';
const document = (id: string) => world.sanity.getDocument(id);
const row = async (id: string) => (await world.rows(TAB)).find((one) => one._lead === id);

async function tick(full = true): Promise<SyncState> {
  const { sync } = await world.ask('tick', { full });
  if (!sync) throw new Error('No campaign is active.');
  return sync;
}

describe('an edit', () => {
  test('by a person reaches its document with no sidebar open', async () => {
    const ends = await world.type(TAB, lead(1), 'Notes', 'Call after six');
    expect(ends.every((end) => end.outcome.ok)).toBe(true);
    expect(await document(lead(1))).toMatchObject({ notes: 'Call after six' });
  });

  test('through the Sheets API, which fires no trigger, reaches it at the next comparison', async () => {
    await world.type(TAB, lead(2), 'Contact_Status', 'PAUSED', 'api');
    expect((await document(lead(2)))?.contactStatus).not.toBe('PAUSED');
    expect((await tick()).state).toBe('saved');
    expect(await document(lead(2))).toMatchObject({ contactStatus: 'PAUSED' });
  });

  test('changes only its own field of the document', async () => {
    await world.sanity
      .patch(lead(3))
      .set({ messages: [{ _key: 'a', content: 'Hi' }], cbid: 7 })
      .commit();
    const before = await document(lead(3));
    await world.type(TAB, lead(3), 'Assigned_to', 'Robin');
    const after = await document(lead(3));
    const changed = Object.keys(after ?? {}).filter(
      (key) => JSON.stringify(after?.[key]) !== JSON.stringify(before?.[key]),
    );
    expect(changed.filter((key) => !key.startsWith('_')).sort()).toEqual(['assignedTo']);
  });

  test('of a value that cannot be read is kept as it stands, named, and changes no document', async () => {
    const before = await document(lead(4));
    await world.type(TAB, lead(4), 'call_booked', 'next Tuesday', 'api');
    const sync = await tick();
    expect(sync.unread).toMatchObject([{ header: 'call_booked', row: 6 }]);
    expect((await document(lead(4)))?.callBookedTime).toEqual(before?.callBookedTime);
    expect((await row(lead(4)))?.call_booked).toBe('next Tuesday');
    await world.type(TAB, lead(4), 'call_booked', '', 'api');
    await tick();
  });
});

describe('a change of a document', () => {
  test('reaches its cells at the next tick, in the form that the column uses', async () => {
    await world.sanity
      .patch(lead(5))
      .set({ contactStatus: 'CALL_BOOKED', callBookedTime: '2030-07-01T09:30:00.000Z', notes: '=2+2' })
      .commit();
    expect((await tick(false)).state).toBe('saved');
    expect(await row(lead(5))).toMatchObject({
      Contact_Status: 'CALL_BOOKED',
      call_booked: '10:30 01/07/2030',
      Notes: "'=2+2",
    });
    expect(await document(lead(5))).toMatchObject({ notes: '=2+2' });
  });

  test('and an edit of another field of the same lead both survive', async () => {
    await world.sanity.patch(lead(6)).set({ leadSentiment: 'POSITIVE' }).commit();
    await world.type(TAB, lead(6), 'Notes', 'Prefers mornings', 'api');
    expect((await tick()).state).toBe('saved');
    expect(await document(lead(6))).toMatchObject({ leadSentiment: 'POSITIVE', notes: 'Prefers mornings' });
    expect(await row(lead(6))).toMatchObject({ Lead_sentiment: 'POSITIVE', Notes: 'Prefers mornings' });
  });

  test('of many leads at once reaches every row', async () => {
    for (let n = 10; n < PEOPLE; n += 2)
      await world.sanity
        .patch(lead(n))
        .set({ latestLeadReply: `Yes ${n}` })
        .commit();
    await tick(false);
    const rows = await world.rows(TAB);
    for (let n = 10; n < PEOPLE; n += 2) {
      expect(rows.find((one) => one._lead === lead(n))?.Latest_lead_reply).toBe(`Yes ${n}`);
    }
    expect((await tick()).state).toBe('saved');
  });
});

describe('the same field changed on both sides', () => {
  test('keeps the owner’s value, and the other one in the conflict list', async () => {
    await world.sanity.patch(lead(7)).set({ notes: 'from the automation' }).commit();
    await world.type(TAB, lead(7), 'Notes', 'from a person', 'api');
    const sync = await tick();
    expect(sync.openConflicts).toBe(1);
    expect(await document(lead(7))).toMatchObject({ notes: 'from a person' });
    const active = (await world.ask('state', null)).active;
    if (!active) throw new Error('No campaign is active.');
    const { conflicts } = await world.ask('conflicts', { campaign: active });
    expect(conflicts).toMatchObject([
      { lead: lead(7), field: 'notes', lost: 'from the automation', lostSide: 'store' },
    ]);
  });
});

describe('while a pass is under way', () => {
  test('a person’s edit survives and follows at the next one (invariant 9)', async () => {
    const tab = await world.browserTab();
    const sheetId = tab.model.getters.getSheetIdByName(TAB) ?? '';
    const at = (await world.cells(TAB)).findIndex((line) => line.includes(lead(8)));
    const column = (await world.cells(TAB))[0]?.indexOf('Notes') ?? -1;
    await world.type(TAB, lead(8), 'Notes', 'first', 'api');
    world.lake.faults.add({ kind: 'slow', ms: 700, route: 'mutate' });
    const passing = tick();
    await new Promise((resolve) => setTimeout(resolve, 250));
    tab.model.dispatch('UPDATE_CELL', { sheetId, row: at, col: column, content: 'second' });
    await passing;
    tab.leave();
    expect((await row(lead(8)))?.Notes).toBe('second');
    expect((await tick()).state).toBe('saved');
    expect(await document(lead(8))).toMatchObject({ notes: 'second' });
  });
});

describe('a row', () => {
  test('that a person types becomes a lead of its own', async () => {
    const at = (await world.cells(TAB)).length + 1;
    await world.host.edit({
      by: 'person',
      sheet: TAB,
      cell: `B${at}`,
      values: [['Nadia', 'Khan', '07700 900777']],
    });
    const typed = (await world.rows(TAB)).find((one) => one.First_name === 'Nadia');
    expect(typed?._lead).toMatch(/^lead\./);
    expect(await document(typed?._lead ?? '')).toMatchObject({
      _type: 'campaignLead',
      secondName: 'Khan',
      phoneNumber: '+447700900777',
    });
    expect((await tick()).state).toBe('saved');
  });

  test('that was copied is held with its original, and neither overwrites the lead', async () => {
    const all = await world.cells(TAB);
    const original = all.find((line) => line.includes(lead(9))) ?? [];
    const copy = original.map((text, n) => (all[0]?.[n] === 'Notes' ? 'in the copy' : text));
    const before = await document(lead(9));
    await world.host.edit({ by: 'api', sheet: TAB, cell: `A${all.length + 1}`, values: [copy] });
    const sync = await tick();
    expect(sync.held).toMatchObject([{ code: 'copied-rows', rows: [11, all.length + 1] }]);
    expect(sync.state).toBe('unsaved');
    expect(await document(lead(9))).toEqual(before);
    await world.host.edit({
      by: 'api',
      sheet: TAB,
      cell: `A${all.length + 1}`,
      values: [copy.map(() => '')],
    });
    expect((await tick()).state).toBe('saved');
  });

  test('that was deleted leaves its document alone, and the tab is not called in step until it is back', async () => {
    const all = await world.cells(TAB);
    const at = all.findIndex((line) => line.includes(lead(39)));
    const put = (line: readonly string[]) =>
      world.host.edit({ by: 'api', sheet: TAB, cell: `A${at + 1}`, values: [line] });
    await put((all[0] ?? []).map(() => ''));
    const sync = await tick();
    expect(sync.state).toBe('unsaved');
    expect(sync.held).toMatchObject([{ code: 'missing-rows' }]);
    expect(await document(lead(39))).toMatchObject({ _id: lead(39), archived: false });
    await put(all[at] ?? []);
    expect(await tick()).toMatchObject({ state: 'saved', held: [] });
  });
});

describe('a document that was deleted in Sanity', () => {
  test('leaves its row alone, and the tab is not called in step until it is back', async () => {
    const gone = await document(lead(38));
    if (!gone) throw new Error('There is no such document.');
    await world.sanity.delete(lead(38));
    // The feed tells the neighbours of what is gone once more; only quiet comparisons count.
    await tick();
    await tick();
    const sync = await tick();
    expect(sync.state).toBe('unsaved');
    expect(sync.held).toMatchObject([{ code: 'missing-documents', rows: [40] }]);
    expect(await row(lead(38))).toBeDefined();
    const { _rev, _createdAt, _updatedAt, ...content } = gone;
    await world.sanity.create(content);
    // As above: the neighbours are told once more, and the count must be quiet to be believed.
    await tick();
    await tick();
    expect(await tick()).toMatchObject({ state: 'saved', held: [] });
  });
});

describe('a row that the sidebar goes to', () => {
  test('is shown among the leads, also from the dashboard', async () => {
    const { active } = await world.ask('state', null);
    if (!active) throw new Error('No campaign is active.');
    await world.ask('setView', { campaign: active, view: 'dashboard' });
    expect(await world.ask('showRow', { row: 5 })).toBeNull();
    expect((await world.ask('state', null)).campaigns[0]?.view).toBe('leads');
  });
});

describe('with a filter on', () => {
  test('a hidden row is not called saved, and the filter is named; without it the row follows', async () => {
    const tab = await world.browserTab();
    const sheetId = tab.model.getters.getSheetIdByName(TAB) ?? '';
    const hidden = (await row(lead(12)))?.First_name ?? '';
    const filter = (hiddenValues: readonly string[]) =>
      tab.model.dispatch('UPDATE_FILTER', {
        sheetId,
        col: 1,
        row: 0,
        value: { filterType: 'values', hiddenValues },
      });
    filter([hidden]);
    await world.sanity.patch(lead(12)).set({ notes: 'written behind a filter' }).commit();
    const sync = await tick();
    expect(sync.state).toBe('unsaved');
    expect(sync.problems.map((problem) => problem.message).join()).toContain('filter');
    const at = (await world.rows(TAB)).findIndex((one) => one._lead === lead(12)) + 2;
    expect(await world.call('showRow', { row: at })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(`A filter hides row ${at}`) },
    });
    expect((await row(lead(12)))?.Notes).not.toBe('written behind a filter');
    filter([]);
    expect((await tick()).state).toBe('saved');
    expect((await row(lead(12)))?.Notes).toBe('written behind a filter');
    tab.leave();
  });
});

describe('what goes wrong at the store', () => {
  test('a lake that says yes and keeps nothing: the row is named, not called saved', async () => {
    const fault = world.lake.faults.add({ kind: 'ack-and-drop', route: 'mutate', times: 'always' });
    await world.type(TAB, lead(14), 'Notes', 'dropped', 'api');
    const sync = await tick();
    fault.remove();
    expect(sync.state).not.toBe('saved');
    expect(sync.unsaved).toBe(1);
    expect(sync.problems).toMatchObject([{ row: 16 }]);
    expect((await tick()).state).toBe('saved');
    expect(await document(lead(14))).toMatchObject({ notes: 'dropped' });
  });

  test('an answer that is lost after the commit: nothing is called saved until a repeat proves it', async () => {
    await world.type(TAB, lead(15), 'Notes', 'lost answer', 'api');
    const passing = tick();
    world.lake.faults.add({ kind: 'timeout-after-commit', route: 'mutate', ms: 50 });
    const first = await passing;
    const second = first.state === 'saved' ? first : await tick();
    expect(second.state).toBe('saved');
    expect(await document(lead(15))).toMatchObject({ notes: 'lost answer' });
    expect((await row(lead(15)))?._sync).toContain(String((await document(lead(15)))?._rev));
  });

  test('an answer of the bridge that never arrives settles nothing; the repeat proves what was done', async () => {
    const { url } = world.bridge;
    const deaf = await startDeafProxy(url);
    await world.ask('connect', { url: deaf.url, secret: SECRET });
    await world.type(TAB, lead(18), 'Notes', 'never confirmed', 'api');
    const rev = (await row(lead(18)))?._sync;
    deaf.swallow();
    const lost = await tick();
    expect(lost.state).toBe('failing');
    expect(await document(lead(18))).toMatchObject({ notes: 'never confirmed' });
    expect((await row(lead(18)))?._sync).toBe(rev);
    await world.ask('connect', { url, secret: SECRET });
    await deaf.close();
    expect((await tick()).state).toBe('saved');
    expect((await row(lead(18)))?._sync).toContain(String((await document(lead(18)))?._rev));
  });

  test('a bridge that is down: said in a sentence, the edit kept, and sent when it is back', async () => {
    await world.stopBridge();
    await world.type(TAB, lead(16), 'Notes', 'while it was down', 'api');
    const down = await tick();
    expect(down.state).toBe('failing');
    expect(down.message).toMatch(/did not answer.*nothing is counted as saved/);
    expect((await world.ask('state', null)).connection.state).toBe('failing');
    await world.restartBridge();
    expect((await tick()).state).toBe('saved');
    expect(await document(lead(16))).toMatchObject({ notes: 'while it was down' });
    expect((await world.ask('state', null)).connection.state).toBe('ok');
  });

  test('a wrong secret: refused, said what to do, nothing sent', async () => {
    const { url } = world.bridge;
    await world.stopBridge();
    await tick();
    await world.restartBridge();
    const wrong = await world.ask('connect', { url, secret: 'not-the-secret-that-the-bridge-has' });
    expect(wrong).toMatchObject({ state: 'failing' });
    expect(JSON.stringify(wrong)).not.toContain('not-the-secret');
    await world.type(TAB, lead(17), 'Notes', 'with a wrong secret', 'api');
    const sync = await tick();
    expect(sync.message).toMatch(/does not accept the secret/);
    expect(await document(lead(17))).not.toMatchObject({ notes: 'with a wrong secret' });
    const right = await world.ask('connect', { url, secret: SECRET });
    expect(right).toEqual({ state: 'ok', url });
    expect((await tick()).state).toBe('saved');
  });

  test.each([
    ['another address', { url: 'http://127.0.0.1:9', secret: SECRET }],
    ['another secret', { secret: 'not-the-secret-that-the-bridge-has' }],
  ])('%s that does not work is not taken in place of a connection that does', async (_what, entered) => {
    const answer = await world.call('connect', { url: world.bridge.url, ...entered });
    expect(answer).toMatchObject({ ok: false, error: { message: expect.stringContaining('is kept') } });
    expect(await tick()).toMatchObject({ state: 'saved', message: null });
  });
});

describe('what it costs', () => {
  test('an idle tick is one request and no cell is read', async () => {
    await tick();
    await tick(false);
    expect(world.cost().calls).toMatchObject({ UrlFetch: 1 });
    expect(world.cost().methods).toEqual({ 'Spreadsheet.getActiveSheet': 1 });
  });

  test('a whole comparison that finds nothing is at most six calls', async () => {
    await tick();
    expect(world.cost().calls.Spreadsheet).toBeLessThanOrEqual(6);
  });

  test('the minute’s trigger with nothing new reads no cell', async () => {
    const [minute] = await world.host.fireTimeTriggers();
    expect(minute?.outcome.ok).toBe(true);
    expect(minute?.metrics.calls.Spreadsheet ?? 0).toBe(0);
  });
});
