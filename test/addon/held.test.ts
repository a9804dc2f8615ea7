/** Held changes: nothing happens until a person chooses, and then just what the button says, checked again first. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SyncState } from '../../addon/calls.ts';
import { choicesOf } from '../../addon/model/choices.ts';
import type { HeldAction, HeldCode } from '../../addon/model/holds.ts';
import { letters, startWorld, type World } from '../world.ts';
import { cellsOf, importLeads, leadTexts } from './leads.ts';

const TAB = 'Spring';
const PEOPLE = 30;
/** An edit in a browser tab takes as long as the machine is busy. */
const PATIENCE = { timeout: 120_000 };
let world: World;
let ids: readonly string[] = [];

beforeAll(async () => {
  world = await startWorld();
  const leads = Array.from({ length: PEOPLE }, (_, n) =>
    cellsOf({ ...leadTexts(n), archived: 'No' }, [`roof ${n}`]),
  );
  await importLeads(world, TAB, leads, ['Roof']);
  ids = (await world.rows(TAB)).map((row) => row._lead ?? '');
  await compare();
});
afterAll(() => world.close());

const lead = (n: number): string => ids[n] ?? '';
const document = (id: string) => world.sanity.getDocument(id);
const row = async (id: string) => (await world.rows(TAB)).find((one) => one._lead === id);

async function compare(): Promise<SyncState> {
  const { sync } = await world.ask('tick', { full: true });
  if (!sync) throw new Error('No campaign is active.');
  return sync;
}

/** The one thing that is held now; throws when it is another. */
async function heldAs(code: HeldCode) {
  const { held } = await compare();
  const [one, ...others] = held;
  if (one?.code !== code || others.length > 0) throw new Error(JSON.stringify(held));
  return one;
}

async function campaign() {
  const [one] = (await world.ask('state', null)).campaigns;
  if (!one) throw new Error('There is no campaign.');
  return one;
}

async function choose(code: HeldCode, action: HeldAction) {
  const { mark } = await heldAs(code);
  const { id, kind } = await campaign();
  expect(choicesOf(code, kind).map((choice) => choice.action)).toContain(action);
  const { said, state } = await world.ask('settleHeld', { campaign: id, code, mark, action });
  expect(state.sync).toMatchObject({ state: 'saved', held: [], problems: [] });
  return said;
}

/** Writes a column from row 2 on, as the Sheets API does. */
async function fill(header: string, texts: readonly string[]): Promise<void> {
  const column = (await world.cells(TAB))[0]?.indexOf(header) ?? -1;
  const cell = `${letters(column)}2`;
  await world.host.edit({ by: 'api', sheet: TAB, cell, values: texts.map((text) => [text]) });
}

const texts = async (header: string) => (await world.rows(TAB)).map((one) => one[header] ?? '');

async function lake(attribute: string): Promise<readonly unknown[]> {
  return Promise.all(ids.map(async (id) => (await document(id))?.[attribute]));
}

describe('many phone numbers at once', () => {
  const others = (n: number) => `+4416329601${String(n).padStart(2, '0')}`;

  test('go back to what Sanity holds', async () => {
    const before = await texts('Phone_number');
    await fill(
      'Phone_number',
      before.map((_, n) => others(n)),
    );
    await choose('mass-change', 'undo');
    expect(await texts('Phone_number')).toEqual(before);
  });

  test('are sent when a person says so, and a choice about other numbers is refused', async () => {
    await fill(
      'Phone_number',
      ids.map((_, n) => others(n + 40)),
    );
    const { mark } = await heldAs('mass-change');
    await fill(
      'Phone_number',
      ids.map((_, n) => others(n)),
    );
    const { id } = await campaign();
    const stale = await world.call('settleHeld', {
      campaign: id,
      code: 'mass-change',
      mark,
      action: 'accept',
    });
    expect(stale).toMatchObject({ ok: false, error: { code: 'changed' } });
    await choose('mass-change', 'accept');
    expect(await lake('phoneNumber')).toEqual(ids.map((_, n) => others(n)));
  });
});

describe('a column emptied at once', () => {
  test('gets its values back, also a column of the campaign’s own', async () => {
    for (const header of ['Postcode', 'Roof']) {
      const before = await texts(header);
      await fill(
        header,
        before.map(() => ''),
      );
      await choose('mass-clear', 'undo');
      expect(await texts(header)).toEqual(before);
    }
  });

  test('is emptied in Sanity too when a person says so', async () => {
    await fill(
      'Enquiry_date',
      ids.map(() => ''),
    );
    await choose('mass-clear', 'accept');
    expect(await lake('enquiryDate')).toEqual(ids.map(() => undefined));
  });
});

describe('rows that were emptied', () => {
  test('get their values back', async () => {
    const all = await world.cells(TAB);
    const line = all[3] ?? [];
    const visible = (all[0] ?? []).indexOf('_lead');
    await world.host.edit({
      by: 'api',
      sheet: TAB,
      cell: 'A4',
      values: [line.slice(0, visible).map(() => '')],
    });
    await choose('emptied-rows', 'undo');
    expect((await world.cells(TAB))[3]?.slice(0, visible)).toEqual(line.slice(0, visible));
  });
});

describe('values that changed places', () => {
  test('invariant 6: go back to their rows, a value typed since with its row', async () => {
    await world.type(TAB, lead(5), 'Notes', 'typed and not sent yet', 'api');
    const headers = ['First_name', 'Second_name', 'Phone_number', 'Notes'];
    const before = await Promise.all(headers.map(texts));
    const places = ids.map((_, n) => n).reverse();
    for (const [n, header] of headers.entries())
      await fill(
        header,
        places.map((at) => before[n]?.[at] ?? ''),
      );
    const { mark } = await heldAs('shuffled-rows');
    const { id } = await campaign();
    await world.ask('settleHeld', { campaign: id, code: 'shuffled-rows', mark, action: 'undo' });
    expect(await Promise.all(headers.map(texts))).toEqual(before);
    expect((await compare()).state).toBe('saved');
    expect(await document(lead(5))).toMatchObject({ notes: 'typed and not sent yet' });
  });

  test('are sent as they stand when a person says so', async () => {
    const before = await texts('Email_address');
    await fill('Email_address', [before[1] ?? '', before[0] ?? '', ...before.slice(2)]);
    await choose('shuffled-rows', 'accept');
    expect(await lake('emailAddress')).toEqual(await texts('Email_address'));
  });
});

describe('copied rows', () => {
  async function copyOf(n: number, notes: string | null): Promise<void> {
    const all = await world.cells(TAB);
    const at = (all[0] ?? []).indexOf('Notes');
    const line = [...(all.find((cells) => cells.includes(lead(n))) ?? [])];
    if (notes !== null) line[at] = notes;
    await world.host.edit({ by: 'api', sheet: TAB, cell: `A${all.length + 1}`, values: [line] });
  }

  test('are deleted where they say nothing of their own', async () => {
    const before = await world.cells(TAB);
    await copyOf(7, null);
    await choose('copied-rows', 'remove');
    expect(await world.cells(TAB)).toEqual(before);
  });

  test('that say something of their own stay; they become new leads when a person says so', async () => {
    await copyOf(7, 'the neighbour');
    const { mark } = await heldAs('copied-rows');
    const { id } = await campaign();
    const kept = await world.call('settleHeld', {
      campaign: id,
      code: 'copied-rows',
      mark,
      action: 'remove',
    });
    expect(kept).toMatchObject({ ok: false });
    await choose('copied-rows', 'accept');
    const made = (await world.rows(TAB)).at(-1);
    expect(made?._lead).not.toBe(lead(7));
    expect(await document(made?._lead ?? '')).toMatchObject({ notes: 'the neighbour' });
    expect((await document(lead(7)))?.notes).not.toBe('the neighbour');
  });
});

describe('ids that were moved', () => {
  test('go back beside the values that they belong to', async () => {
    const all = await world.cells(TAB);
    const at = (all[0] ?? []).indexOf('_lead');
    const cell = `${letters(at)}4`;
    const swapped = [[all[4]?.[at] ?? ''], [all[3]?.[at] ?? '']];
    await world.host.edit({ by: 'api', sheet: TAB, cell, values: swapped });
    await choose('moved-cells', 'undo');
    expect(await world.cells(TAB)).toEqual(all);
  });
});

/** Deletes a row of the tab, as a person does. */
async function deleteRow(id: string): Promise<void> {
  const at = (await world.cells(TAB)).findIndex((line) => line.includes(id));
  const tab = await world.browserTab();
  const sheetId = tab.model.getters.getSheetIdByName(TAB);
  tab.model.dispatch('REMOVE_COLUMNS_ROWS', { sheetId, sheetName: TAB, dimension: 'ROW', elements: [at] });
  await vi.waitFor(async () => expect(await row(id)).toBeUndefined(), PATIENCE);
  tab.leave();
}

describe('rows that were deleted', () => {
  test('invariant 7: come back as Sanity holds them', async () => {
    const before = await row(lead(20));
    await deleteRow(lead(20));
    await choose('missing-rows', 'restore');
    const { _sync, ...after } = (await row(lead(20))) ?? {};
    expect(after).toEqual({ ...before, _sync: undefined, ...after });
    expect(after).toMatchObject({ First_name: before?.First_name, Roof: before?.Roof, Notes: before?.Notes });
  });

  test('are archived, stay out of the tab for good, and the proof counts them', async () => {
    await deleteRow(lead(21));
    await choose('missing-rows', 'archive');
    expect(await document(lead(21))).toMatchObject({ archived: true });
    await world.sanity.patch(lead(21)).set({ notes: 'the agent wrote' }).commit();
    expect(await compare()).toMatchObject({ state: 'saved', held: [] });
    expect(await row(lead(21))).toBeUndefined();
    const { id } = await campaign();
    const { proof } = await world.ask('prove', { campaign: id, repair: false });
    expect(proof).toMatchObject({ resting: 1, differing: 0, equal: proof.leads - 1 });
  });
});

describe('documents that were deleted in Sanity', () => {
  test('come back from its history, with what no column shows', async () => {
    await world.sanity
      .patch(lead(22))
      .set({ messages: [{ _key: 'a', content: 'Hi' }] })
      .commit();
    await compare();
    const before = await document(lead(22));
    await world.sanity.delete(lead(22));
    await world.type(TAB, lead(22), 'Postcode', '', 'api');
    const { id } = await campaign();
    await world.ask('prove', { campaign: id, repair: true });
    await choose('missing-documents', 'restore');
    expect(await document(lead(22))).toMatchObject({
      messages: before?.messages,
      firstName: before?.firstName,
      // An emptied cell says nothing about a lead that is gone: it is filled again.
      postcode: before?.postcode,
    });
  });

  test('take their rows along when a person says so', async () => {
    await world.sanity.delete(lead(23));
    const { id } = await campaign();
    await world.ask('prove', { campaign: id, repair: true });
    await choose('missing-documents', 'remove');
    expect(await row(lead(23))).toBeUndefined();
  });
});

describe('columns that were deleted', () => {
  async function deleteColumn(header: string): Promise<void> {
    const at = (await world.cells(TAB))[0]?.indexOf(header) ?? -1;
    const tab = await world.browserTab();
    const sheetId = tab.model.getters.getSheetIdByName(TAB);
    tab.model.dispatch('REMOVE_COLUMNS_ROWS', { sheetId, sheetName: TAB, dimension: 'COL', elements: [at] });
    await vi.waitFor(async () => expect((await world.cells(TAB))[0]).not.toContain(header), PATIENCE);
    tab.leave();
  }

  test('invariant 7: come back where they stood, filled from Sanity', async () => {
    const before = await world.cells(TAB);
    await deleteColumn('Postcode');
    await choose('missing-columns', 'restore');
    expect(await world.cells(TAB)).toEqual(before);
  });

  test('the hidden ones come back from each other', async () => {
    const before = (await world.rows(TAB)).map((one) => one._lead);
    for (const header of ['_lead', '_sync']) {
      await deleteColumn(header);
      await choose('no-id-columns', 'restore');
      expect((await world.rows(TAB)).map((one) => one._lead)).toEqual(before);
      expect((await compare()).openConflicts).toBe(0);
    }
  });
});
