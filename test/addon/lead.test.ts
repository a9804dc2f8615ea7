/** A lead's card in the whole system: from its row, its edits, whose row is selected, and what brings an archived lead back. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Calls } from '../../addon/calls.ts';
import { type CampaignId, isLeadId, type LeadId } from '../../addon/model/lead.ts';
import { attach, detach } from '../../scripts/local/workbook/engine/attachments.ts';
import type { Tab } from '../local/workbook/host/harness.ts';
import { until } from '../local/workbook/host/harness.ts';
import { startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const TAB = 'Autumn';
const PEOPLE = 30;

let world: World;
let person: Tab;
let campaign: CampaignId;
let ids: readonly LeadId[];

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: PEOPLE }, (_, n) =>
    cellsOf({ ...leadTexts(n), archived: n === 4 || n === 5 ? 'Yes' : 'No' }, [n % 2 ? 'flat' : 'gable']),
  );
  await importLeads(world, TAB, leads, ['Roof type']);
  const [first] = (await world.ask('state', null)).campaigns;
  if (!first) throw new Error('There is a campaign.');
  campaign = first.id;
  person = await world.browserTab();
  await world.ask('tick', { full: true });
});
beforeEach(async () => {
  await world.lookAt(TAB);
  ids = (await world.rows(TAB)).map(({ _lead = '' }) => _lead).filter(isLeadId);
});
afterAll(async () => {
  person.leave();
  await world.close();
});

const at = (n: number): LeadId => {
  const id = ids[n];
  if (!id) throw new Error(`There is no row ${n}.`);
  return id;
};
const card = (lead: LeadId) => world.ask('lead', { campaign, lead });
const row = async (lead: LeadId) => (await world.rows(TAB)).find(({ _lead }) => _lead === lead) ?? {};
const edit = (lead: LeadId, field: Calls['editLead']['ask']['field'], before: string, after: string) =>
  world.call('editLead', { campaign, lead, field, before, after });
const tick = () => world.ask('tick', { full: true });
const document = (lead: LeadId) => world.sanity.getDocument(lead);

describe('a card', () => {
  test('says what the row says, with the conversation’s speakers, in at most six calls', async () => {
    const told = await card(at(1));
    expect(world.cost().calls.Spreadsheet).toBeLessThanOrEqual(6);
    expect(told).toMatchObject({
      row: 3,
      dial: '+447700900001',
      saved: true,
      shortened: false,
      extras: [{ name: 'Roof type', text: 'flat' }],
      texts: { firstName: 'Priya', contactStatus: expect.any(String), manualMode: 'NO', archived: 'No' },
    });
    expect(told.messages.map(({ speaker, at: when, text }) => [speaker, when, text])).toEqual([
      ['agent', null, 'Hi Priya!'],
      ['lead', '2025-10-28T12:32', 'Hello,\n\nyes please'],
    ]);
    expect(told.texts.conversationHistory).toBeUndefined();
  });

  test('of a row that is not saved yet says so', async () => {
    await world.type(TAB, at(2), 'Notes', 'typed', 'api');
    expect((await card(at(2))).saved).toBe(false);
    await tick();
    expect((await card(at(2))).saved).toBe(true);
  });

  test('of a lead that has no row says what is known of it; so does one that has two', async () => {
    const gone = 'lead.nobody.1';
    if (!isLeadId(gone)) throw new Error('That is an id.');
    const none = await world.call('lead', { campaign, lead: gone });
    expect(none).toMatchObject({
      ok: false,
      error: { code: 'not-found', message: expect.stringMatching(/Nor is it in Sanity/) },
    });
    const all = await world.cells(TAB);
    const line = all.find((cells) => cells.includes(at(3))) ?? [];
    const place = `A${all.length + 1}`;
    await world.host.edit({ by: 'api', sheet: TAB, cell: place, values: [[...line]] });
    const two = await world.call('lead', { campaign, lead: at(3) });
    expect(two).toMatchObject({ ok: false, error: { message: expect.stringMatching(/Rows 5 and 32 both/) } });
    await world.host.edit({ by: 'api', sheet: TAB, cell: place, values: [line.map(() => '')] });
  });

  test('comes with what Sanity knows beside it', async () => {
    await world.sanity.patch(at(1)).set({ postcode: 'AB1 2CD' }).commit();
    await tick();
    const { changes, historyFailure } = await world.ask('leadBackground', { campaign, lead: at(1) });
    expect(historyFailure).toBeNull();
    expect(changes[0]).toMatchObject({ by: 'other', values: [{ field: 'postcode', after: 'AB1 2CD' }] });
  });
});

describe('an edit', () => {
  test('is in the cell when it is answered, not called saved, and in Sanity after the next tick', async () => {
    const answer = await edit(at(6), 'contactStatus', (await row(at(6))).Contact_Status ?? '', 'HOT');
    expect(answer).toMatchObject({
      ok: true,
      answer: { card: { saved: false, texts: { contactStatus: 'HOT' } } },
    });
    if (answer.ok) expect(answer.answer.state.sync?.state).toBe('unsaved');
    await world.ask('tick', { full: false });
    expect(await document(at(6))).toMatchObject({ contactStatus: 'HOT' });
    expect((await card(at(6))).saved).toBe(true);
  });

  test('asked for twice is done once; of a cell that says something else by now it is refused with what it says', async () => {
    await edit(at(7), 'notes', (await row(at(7))).Notes ?? '', 'one');
    expect(await edit(at(7), 'notes', 'anything', 'one')).toMatchObject({ ok: true });
    const other = await edit(at(7), 'notes', 'two', 'three');
    expect(other).toMatchObject({
      ok: false,
      error: { code: 'changed', message: expect.stringMatching(/says "one" now/) },
    });
    expect((await row(at(7))).Notes).toBe('one');
  });

  test('invariant: no text of it becomes a formula or a number', async () => {
    for (const text of [
      '=1+1',
      '+44 7700 900001',
      '01234',
      "'quoted",
      '-',
      '@sam',
      '1/2/2025',
      'TRUE',
      '=IMPORTXML("x")\nnext',
    ]) {
      const before = (await row(at(8))).Notes ?? '';
      expect(await edit(at(8), 'notes', (await card(at(8))).texts.notes ?? before, text)).toMatchObject({
        ok: true,
        answer: { card: { texts: { notes: text } } },
      });
    }
    await tick();
    expect(await document(at(8))).toMatchObject({ notes: '=IMPORTXML("x")\nnext' });
  });

  test('writes yes and no as the column does, and nothing that the field cannot hold', async () => {
    expect(await edit(at(9), 'manualMode', (await card(at(9))).texts.manualMode ?? '', 'yes')).toMatchObject({
      ok: true,
      answer: { card: { texts: { manualMode: 'YES' } } },
    });
    expect(await edit(at(9), 'manualMode', 'YES', 'perhaps')).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/"perhaps" cannot stand in Manual mode/) },
    });
    expect(
      await edit(at(9), 'notes', (await card(at(9))).texts.notes ?? '', 'x'.repeat(60_000)),
    ).toMatchObject({ ok: false, error: { message: expect.stringMatching(/Shorten it/) } });
  });

  test('of a protected cell is refused by name and changes nothing', async () => {
    const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
    const before = await world.cells(TAB);
    const column = before[0]?.indexOf('Notes') ?? 0;
    const n = before.findIndex((cells) => cells.includes(at(10)));
    const zone = { top: n, bottom: n, left: column, right: column };
    const range = person.model.getters.getRangeDataFromZone(sheetId, zone);
    const shut = attach({ id: 'shut', kind: 'protection', payload: { by: 'owner@example.com' } }, { range });
    const { type, ...payload } = shut;
    person.model.dispatch(type, payload);
    const get = await world.workbook();
    const isShut = (is: boolean) =>
      until(() => get.getAttachments().some(({ kind }) => kind === 'protection') === is);
    await isShut(true);
    expect(await edit(at(10), 'notes', before[n]?.[column] ?? '', 'no')).toMatchObject({
      ok: false,
      error: {
        code: 'sheet-refused',
        message: expect.stringMatching(/Notes in row 12 be changed.*protected.*Nothing was changed/),
      },
    });
    const { type: open, ...rest } = detach('shut');
    person.model.dispatch(open, rest);
    await isShut(false);
    expect(await world.cells(TAB)).toEqual(before);
  });

  test('of a row that a filter hides is refused by name and changes nothing', async () => {
    const before = await world.cells(TAB);
    const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
    const col = before[0]?.indexOf('Email_address') ?? 0;
    const n = before.findIndex((cells) => cells.includes(at(11)));
    const filter = (hiddenValues: string[]) => {
      const value = { filterType: 'values' as const, hiddenValues };
      person.model.dispatch('UPDATE_FILTER', { sheetId, col, row: 0, value });
    };
    filter([before[n]?.[col] ?? '']);
    await until(() => person.model.getters.isRowHidden(sheetId, n));
    // The host hears of it a moment later than the person who set it.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const notes = before[n]?.[before[0]?.indexOf('Notes') ?? 0] ?? '';
    expect(await edit(at(11), 'notes', notes, 'behind a filter')).toMatchObject({
      ok: false,
      error: {
        code: 'filtered',
        message: expect.stringMatching(/A filter hides row 13.*Nothing was changed/),
      },
    });
    filter([]);
    expect(await world.cells(TAB)).toEqual(before);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await edit(at(11), 'notes', notes, 'shown again')).toMatchObject({ ok: true });
  });

  test('invariant 6: a row inserted at any moment of it puts the value into no other lead’s row', async () => {
    const others = async () =>
      (await world.rows(TAB))
        .filter(({ _lead }) => _lead !== '' && _lead !== at(12))
        .map(({ _lead, Notes }) => [_lead, Notes]);
    let struck = true;
    for (let calls = 4; struck && calls < 40; calls += 3) {
      struck = false;
      const before = await others();
      const text = `before call ${calls}`;
      const was = (await card(at(12))).texts.notes ?? '';
      await world.host.interrupt({ calls, act: 'pause' }, async () => {
        struck = true;
        const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
        const rows = (await world.cells(TAB)).length;
        person.model.dispatch('ADD_COLUMNS_ROWS', {
          sheetId,
          sheetName: TAB,
          dimension: 'ROW',
          base: 0,
          quantity: 1,
          position: 'after',
        });
        await until(() => (person.model.getters.getNumberRows(sheetId) ?? 0) > rows);
      });
      const answer = await edit(at(12), 'notes', was, text);
      await world.host.interrupt(null);
      expect(await others(), text).toEqual(before);
      if (answer.ok) expect((await row(at(12))).Notes).toBe(text);
      else expect(answer.error.code).toMatch(/changed|sheet-refused/);
    }
  });
});

describe('the selected row', () => {
  const select = async (top: number, bottom = top) => {
    const sheetId = (await world.workbook()).getSheetIdByName(TAB) ?? '';
    const screen = { email: 'alex@example.com', sheetId, selection: { top, left: 2, bottom, right: 2 } };
    const { outcome, metrics } = await world.host.run('serve', [{ name: 'selection', ask: null }], screen);
    if (!outcome.ok) throw new Error(outcome.error);
    return { value: outcome.value, calls: metrics.calls.Spreadsheet };
  };

  test('is whose lead it is, in a handful of calls; header, several rows and blank ones are nobody’s', async () => {
    const lines = await world.cells(TAB);
    const n = lines.findIndex((cells) => cells.includes(at(5)));
    const one = await select(n);
    expect(one.value).toMatchObject({ ok: true, answer: { campaign, lead: at(5), row: n + 1 } });
    expect(one.calls).toBeLessThanOrEqual(6);
    for (const [top, bottom] of [
      [0, 0],
      [n, n + 1],
      [lines.length + 3, lines.length + 3],
    ])
      expect((await select(top ?? 0, bottom)).value).toMatchObject({ answer: { campaign, lead: null } });
  });
});

describe('a new message brings an archived lead back', () => {
  const minute = () => `${new Date().toISOString().slice(0, 16)}:00.000Z`;
  const settle = async () => {
    await tick();
    await tick();
    return tick();
  };
  const isArchived = async (lead: LeadId) => [(await row(lead)).Archived, (await document(lead))?.archived];

  test('written down in Sanity: in the sheet and there, and both are saved', async () => {
    expect(await isArchived(at(4))).toEqual(['Yes', true]);
    await world.sanity
      .patch(at(4))
      .set({ replyReceived: minute(), latestLeadReply: 'Still there?' })
      .commit();
    expect((await settle()).sync).toMatchObject({ state: 'saved', openConflicts: 0 });
    expect(await isArchived(at(4))).toEqual(['No', false]);
    expect((await row(at(4))).Latest_lead_reply).toBe('Still there?');
  });

  test('written into the sheet by the automation', async () => {
    expect(await isArchived(at(5))).toEqual(['Yes', true]);
    await world.type(TAB, at(5), 'Reply_received', '12:31 01/09/2026', 'api');
    await settle();
    expect(await isArchived(at(5))).toEqual(['No', false]);
  });

  test('once: whoever archives it again is not overruled, and no other change brings it back', async () => {
    const told = await card(at(5));
    await edit(at(5), 'archived', told.texts.archived ?? '', 'Yes');
    await settle();
    await world.sanity.patch(at(5)).set({ notes: 'moved away', postcode: 'ZZ1 1ZZ' }).commit();
    await world.type(TAB, at(5), 'Assigned_to', 'Alex', 'api');
    await settle();
    expect(await isArchived(at(5))).toEqual(['Yes', true]);
    // A time that is put right to an earlier one is no message.
    await world.sanity.patch(at(5)).set({ replyReceived: '2026-08-01T10:00:00.000Z' }).commit();
    await settle();
    expect(await isArchived(at(5))).toEqual(['Yes', true]);
  });

  test('a lead that rests without a row gets it back; an old message is no reason to', async () => {
    const lead = at(20);
    await edit(lead, 'archived', (await card(lead)).texts.archived ?? '', 'Yes');
    await settle();
    const sheetId = person.model.getters.getSheetIdByName(TAB) ?? '';
    const n = (await world.cells(TAB)).findIndex((cells) => cells.includes(lead));
    person.model.dispatch('REMOVE_COLUMNS_ROWS', {
      sheetId,
      sheetName: TAB,
      dimension: 'ROW',
      elements: [n],
    });
    const get = await world.workbook();
    const column = (await world.cells(TAB))[0]?.indexOf('_lead') ?? 0;
    await until(() => get.getEvaluatedCell({ sheetId, row: n, col: column }).formattedValue !== lead);
    await settle();
    const none = await world.call('lead', { campaign, lead });
    expect(none).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/archived and rests in Sanity/) },
    });
    await world.sanity.patch(lead).set({ replyReceived: '2026-01-01T10:00:00.000Z' }).commit();
    await settle();
    expect(await row(lead)).toEqual({});
    await world.sanity
      .patch(lead)
      .set({ replyReceived: new Date(Date.now() + 60_000).toISOString() })
      .commit();
    await settle();
    expect(await isArchived(lead)).toEqual(['No', false]);
    expect((await tick()).sync?.state).toBe('saved');
  });
});
