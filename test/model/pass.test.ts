/** The pass as decisions: merge, hold, settle. Each invariant that they guard is named. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase } from '../../addon/model/base.ts';
import { cellTextOf, hashOfKey, keyOfValue } from '../../addon/model/cell.ts';
import { FIELDS, type FieldKey, fieldOf, LEAD_HEADER, SYNC_HEADER } from '../../addon/model/fields.ts';
import {
  type FieldValues,
  importedLeadId,
  isImportId,
  isRevision,
  type LeadId,
  type LeadSnapshot,
  type Revision,
} from '../../addon/model/lead.ts';
import { mergeLead } from '../../addon/model/merge.ts';
import { notesOn } from '../../addon/model/notes.ts';
import { planPass } from '../../addon/model/plan.ts';
import { rowOfSnapshot, settle } from '../../addon/model/settle.ts';
import { shuffledIn } from '../../addon/model/shuffle.ts';
import { codesOf, findColumns, readTab } from '../../addon/model/tab.ts';
import { unshuffle } from '../../addon/model/unshuffle.ts';

const HEADERS = [...FIELDS.map((f) => f.header), 'Source', LEAD_HEADER, SYNC_HEADER];
const rules = { country: 'GB', apostrophe: 'stored' } as const;

function revision(text: string): Revision {
  if (!isRevision(text)) throw new Error(text);
  return text;
}

function leadId(n: number): LeadId {
  const id = 'test-import';
  if (!isImportId(id)) throw new Error(id);
  return importedLeadId(id, n);
}

function lead(n: number, fields: FieldValues = {}, rev = 'r1'): LeadSnapshot {
  const phoneNumber = `+447700900${String(n).padStart(3, '0')}`;
  return {
    id: leadId(n),
    rev: revision(rev),
    createdAt: '2026-03-01T09:00:00Z',
    fields: { firstName: `Lead ${n}`, phoneNumber, ...fields },
    extra: { Source: 'web' },
  };
}

/** The tab's values after all of `leads` were agreed. */
function tabOf(leads: readonly LeadSnapshot[], headers = HEADERS): string[][] {
  const columns = findColumns(headers);
  return [
    headers,
    ...leads.map((l) => {
      const cells = rowOfSnapshot(l, columns, 'GB');
      return headers.map((_, i) => cells.get(i) ?? '');
    }),
  ];
}

const column = (header: string) => HEADERS.indexOf(header);
function edit(values: string[][], row: number, header: string, text: string): void {
  const cells = values[row];
  if (cells) cells[column(header)] = text;
}
/** Sorts some columns and leaves the others where they are. */
function partlySorted(values: string[][], headers: readonly string[], by: (a: string, b: string) => number) {
  const first = column(headers[0] ?? '');
  const order = values.slice(1).map((_, row) => row);
  order.sort((a, b) => by(values[a + 1]?.[first] ?? '', values[b + 1]?.[first] ?? ''));
  const place = order.map((row) => order.indexOf(row));
  const ranks = new Map(order.map((row, rank) => [row, place[rank] ?? rank]));
  return permuted(
    values,
    headers,
    [...values.slice(1).keys()].map((row) => ranks.get(row) ?? row),
  );
}

/** The rows' cells of some columns, each in the place that its rank says. */
function permuted(values: string[][], headers: readonly string[], ranks: readonly number[]): string[][] {
  const order = ranks.map((rank, row) => ({ rank, row })).sort((a, b) => a.rank - b.rank);
  const columns = new Set(headers.map(column));
  return values.map((line, n) =>
    line.map((cell, at) =>
      n > 0 && columns.has(at) ? (values[(order[n - 1]?.row ?? 0) + 1]?.[at] ?? '') : cell,
    ),
  );
}

const plan = (values: string[][]) => planPass(readTab(values, rules));
const many = (count: number) => Array.from({ length: count }, (_, n) => lead(n + 1));

const answer = (snapshot: LeadSnapshot) =>
  new Map([[snapshot.id, { rev: snapshot.rev, sent: null, snapshot }]]);

describe('what a pass sends', () => {
  test('nothing, when every cell says what was agreed', () => {
    expect(plan(tabOf(many(30)))).toMatchObject({ push: [], newRows: [], held: [], unread: [], leads: 30 });
  });

  test('one edited cell among 971 is one row with one field', () => {
    const values = tabOf(many(971));
    edit(values, 500, 'Notes', 'rang back');
    expect(plan(values).push).toEqual([
      { id: leadId(500), rev: 'r1', fields: { notes: { base: null, value: 'rang back' } }, extra: {} },
    ]);
  });

  test('invariant 6: sorted rows take their ids along and nothing is sent', () => {
    const values = tabOf(many(50));
    expect(plan([HEADERS, ...values.slice(1).reverse()]).push).toEqual([]);
  });

  test('invariant 6: after sorting only the visible columns nothing is sent, and it is said', () => {
    const mixed = partlySorted(tabOf(many(50)), HEADERS.slice(1, -2), (a, b) => b.localeCompare(a));
    expect(plan(mixed)).toMatchObject({ push: [], held: [{ code: 'shuffled-rows' }] });
  });

  test('invariant 6: two rows that changed places in one column are enough', () => {
    const values = tabOf(
      many(30).map((one, n) => ({ ...one, fields: { ...one.fields, notes: `note ${n}` } })),
    );
    const mixed = partlySorted(values, ['Notes'], (a, b) => Number(b === 'note 8') - Number(a === 'note 8'));
    expect(plan(mixed)).toMatchObject({ push: [], held: [{ code: 'shuffled-rows' }] });
  });

  test('invariant 6: a lead pasted over another is held; a shared postcode is an edit like any other', () => {
    const values = tabOf(many(5));
    edit(values, 2, 'Phone_number', '+447700900001');
    edit(values, 2, 'First_name', 'Lead 1');
    expect(plan(values)).toMatchObject({ push: [], held: [{ code: 'shuffled-rows', rows: [3] }] });
    const shared = tabOf(
      many(5).map((one, n) => ({ ...one, fields: { ...one.fields, postcode: `S${n} 1AA` } })),
    );
    edit(shared, 2, 'Postcode', 'S0 1AA');
    expect(plan(shared)).toMatchObject({ push: [{ id: leadId(2) }], held: [] });
  });

  test('statuses that happen to change places are edits; a whole column of them sorted is not', () => {
    const statuses = many(100).map((one, n) => ({
      ...one,
      fields: { ...one.fields, contactStatus: n % 2 ? 'HOT' : 'COLD' },
    }));
    const swapped = tabOf(statuses);
    edit(swapped, 1, 'Contact_Status', 'HOT');
    edit(swapped, 2, 'Contact_Status', 'COLD');
    expect(plan(swapped)).toMatchObject({ push: [{ id: leadId(1) }, { id: leadId(2) }], held: [] });
    const sorted = partlySorted(tabOf(statuses), ['Contact_Status'], (a, b) => a.localeCompare(b));
    expect(plan(sorted)).toMatchObject({ push: [], held: [{ code: 'shuffled-rows' }] });
  });

  test('invariant 6: a lead that slipped into a row without an id, by sorting or cutting, becomes no second lead', () => {
    const values = tabOf(many(5));
    const blank = HEADERS.map(() => '');
    const sorted = permuted([HEADERS, blank, ...values.slice(1)], HEADERS.slice(0, -2), [1, 0, 2, 3, 4, 5]);
    expect(plan(sorted)).toMatchObject({
      push: [],
      newRows: [],
      held: [{ code: 'shuffled-rows' }],
    });
    const back = readTab(sorted, rules);
    expect(unshuffle(shuffledIn(back.rows))).toContainEqual({ column: 1, from: 0, to: 1 });
  });

  test('invariant 6: a row that shows another person than before is held; a corrected name or number is an edit', () => {
    const people = many(5).map((one, n) => ({
      ...one,
      fields: { ...one.fields, secondName: `Second ${n}`, emailAddress: `lead${n}@example.com` },
    }));
    const replaced = tabOf(people);
    edit(replaced, 2, 'Phone_number', '+447700900555');
    edit(replaced, 2, 'First_name', 'Somebody');
    edit(replaced, 2, 'Second_name', 'Else');
    expect(plan(replaced)).toMatchObject({ push: [], held: [{ code: 'replaced-leads', rows: [3] }] });
    const corrected = tabOf(people);
    edit(corrected, 2, 'First_name', 'Married');
    edit(corrected, 2, 'Second_name', 'Name');
    edit(corrected, 3, 'Phone_number', '+447700900555');
    edit(corrected, 3, 'Email_address', 'somebody@example.com');
    edit(corrected, 4, 'First_name', 'LEAD 4');
    edit(corrected, 4, 'Second_name', 'SECOND 3');
    edit(corrected, 4, 'Email_address', 'LEAD3@example.com');
    expect(plan(corrected)).toMatchObject({
      push: [{ id: leadId(2) }, { id: leadId(3) }, { id: leadId(4) }],
      held: [],
    });
  });

  test('invariant 6: a heading over another column’s values is held, and neither column is sent', () => {
    const people = many(30).map((one, n) => ({
      ...one,
      fields: { ...one.fields, secondName: `Second ${n}`, notes: `note ${n}` },
    }));
    const swapped = [
      HEADERS.map((h) => (h === 'First_name' ? 'Second_name' : h === 'Second_name' ? 'First_name' : h)),
      ...tabOf(people).slice(1),
    ];
    edit(swapped, 3, 'Notes', 'typed');
    expect(plan(swapped)).toMatchObject({
      push: [{ id: leadId(3), fields: { notes: { value: 'typed' } } }],
      held: [{ code: 'wrong-headings' }],
    });
  });

  test('one number in three rows at once is held, and so is a column that lost every value of a small tab', () => {
    const filled = tabOf(many(8));
    for (const row of [2, 3, 4]) edit(filled, row, 'Phone_number', '+447700900555');
    expect(plan(filled)).toMatchObject({ push: [], held: [{ code: 'mass-change', rows: [3, 4, 5] }] });
    const emptied = tabOf(many(4));
    for (const row of [1, 2, 3, 4]) edit(emptied, row, 'First_name', '');
    expect(plan(emptied)).toMatchObject({ push: [], held: [{ code: 'mass-clear' }] });
  });

  test('what a day’s work moves about is no shuffle: times, owners, yes and no', () => {
    const day = many(40).map((one, n) => ({
      ...one,
      fields: {
        ...one.fields,
        assignedTo: n % 2 ? 'Ann' : 'Bob',
        callBookedTime: `2026-03-02T${String(9 + (n % 8)).padStart(2, '0')}:00:00Z`,
        manualMode: n % 3 === 0,
      },
    }));
    const values = tabOf(day);
    for (let row = 1; row <= 26; row++) edit(values, row, 'Assigned_to', row % 2 ? 'Ann' : 'Bob');
    for (let row = 1; row <= 7; row++)
      edit(values, row, 'call_booked', `${String(9 + row).padStart(2, '0')}:00 02/03/2026`);
    for (let row = 1; row <= 12; row++) edit(values, row, 'Manual_Mode', row % 3 === 1 ? 'NO' : 'YES');
    expect(plan(values).held).toEqual([]);
  });

  test('a person who types a row that says what another row says makes a new lead', () => {
    const values = tabOf(many(5));
    const typed = HEADERS.map((header) =>
      header === 'First_name' ? 'Lead 1' : header === 'Phone_number' ? '+447700900001' : '',
    );
    expect(plan([...values, typed])).toMatchObject({ push: [], newRows: [{ index: 5 }], held: [] });
  });

  test('what was held is sent once a person accepted it, and nothing else is', () => {
    const mixed = partlySorted(tabOf(many(50)), ['First_name'], (a, b) => b.localeCompare(a));
    const [held] = plan(mixed).held;
    const accepted = planPass(readTab(mixed, rules), held?.mark);
    expect(accepted.held).toEqual([]);
    expect(accepted.push).toHaveLength(held?.rows.length ?? 0);
    edit(mixed, 50, 'First_name', 'typed since');
    expect(planPass(readTab(mixed, rules), held?.mark).push).toEqual([]);
  });

  test('values that changed places go back to their rows, and what was typed since goes with its row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.uniqueArray(fc.constantFrom('First_name', 'Phone_number', 'Notes', 'Source'), { minLength: 1 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.boolean(),
        (size, columns, chances, typed) => {
          const before = tabOf(
            many(size).map((one, n) => ({ ...one, fields: { ...one.fields, notes: `note ${n}` } })),
          );
          const telling = columns.find((header) => header !== 'Source');
          if (typed && telling) edit(before, 1, telling, 'typed by hand');
          const order = before.slice(1).map(() => chances.next().value);
          const moved = permuted(before, columns, order);
          const tab = readTab(moved, rules);
          const shuffled = shuffledIn(tab.rows);
          const after = moved.map((line) => [...line]);
          for (const { column: at, from, to } of unshuffle(shuffled)) {
            const line = after[to + 1];
            if (line) line[at] = moved[from + 1]?.[at] ?? '';
          }
          expect(planPass(tab).push.length === 0 || shuffled.rows.length === 0).toBe(true);
          if (shuffled.rows.length > 0) expect(after).toEqual(before);
        },
      ),
    );
  });

  test('invariant 6: when _lead was moved apart from _sync, the row is held', () => {
    const values = tabOf(many(3));
    edit(values, 1, LEAD_HEADER, leadId(9));
    edit(values, 1, 'Notes', 'x');
    expect(plan(values)).toMatchObject({ push: [], held: [{ code: 'moved-cells', rows: [2] }] });
  });

  test('invariant 6: a copied row is held with its original, and neither is sent', () => {
    const values = tabOf(many(3));
    const copy = [...(values[1] ?? [])];
    copy[column('Notes')] = 'changed in the copy';
    expect(plan([...values, copy])).toMatchObject({
      push: [],
      held: [{ code: 'copied-rows', rows: [2, 5] }],
    });
  });

  test('invariant 7: an empty tab, missing rows and a missing column send nothing', () => {
    const values = tabOf(many(40));
    const noNotes = values.map((r) => r.filter((_, i) => i !== column('Phone_number')));
    expect(plan([HEADERS]).push).toEqual([]);
    expect(plan(values.slice(0, 5)).push).toEqual([]);
    expect(plan(noNotes)).toMatchObject({ push: [], held: [{ code: 'missing-columns' }] });
  });

  test('invariant 7: a column emptied at once is held, and the same rows’ other edits are still sent', () => {
    const values = tabOf(many(40));
    for (let row = 1; row <= 40; row++) edit(values, row, 'First_name', '');
    edit(values, 7, 'Notes', 'kept');
    const planned = plan(values);
    expect(planned.held).toMatchObject([{ code: 'mass-clear' }]);
    expect(planned.push.map((r) => Object.keys(r.fields))).toEqual([['notes']]);
  });

  test('a few cleared cells are edits like any other', () => {
    const values = tabOf(many(40));
    edit(values, 3, 'First_name', '');
    expect(plan(values).push).toMatchObject([{ fields: { firstName: { value: null } } }]);
  });

  test('a column whose header was renamed is known by what it holds, also where it was edited or moved', () => {
    const values = tabOf(many(30));
    edit(values, 4, 'First_name', 'edited');
    const renamed = values.map((line, n) => {
      const [first, ...others] = [...line.slice(1, 2), ...line.slice(0, 1), ...line.slice(2)];
      return [...others, n === 0 ? 'Vorname' : (first ?? '')];
    });
    const tab = readTab(renamed, rules);
    expect(planPass(tab)).toMatchObject({
      held: [],
      push: [{ id: leadId(4), fields: { firstName: { value: 'edited' } }, extra: {} }],
    });
    expect(notesOn(tab)).toEqual([expect.stringContaining('"Vorname"')]);
  });

  test('a renamed header over a column without values is held, and nothing is sent under the new name', () => {
    const renamed = [HEADERS.map((h) => (h === 'Notes' ? 'Remarks' : h)), ...tabOf(many(30)).slice(1)];
    const cells = renamed[4];
    if (cells) cells[column('Notes')] = 'typed under the new name';
    expect(plan(renamed)).toMatchObject({ push: [], held: [{ code: 'missing-columns' }] });
  });

  test('invariant 7: a column that was deleted and comes back empty is filled, not cleared', () => {
    const values = tabOf(many(5));
    for (let row = 1; row <= 5; row++) edit(values, row, 'First_name', '');
    const seen = new Set(codesOf(findColumns(HEADERS)).filter((code) => code !== 'fn'));
    const tab = readTab(values, rules, seen);
    expect(planPass(tab)).toMatchObject({ push: [], held: [] });
    const planned = settle(tab, answer(lead(2, {}, 'r2')), 'GB');
    expect(planned.cells).toEqual([{ index: 1, column: column('First_name'), text: 'Lead 2' }]);
  });

  test('invariant 7: rows that were emptied are held, however few', () => {
    const values = tabOf(many(5));
    for (const header of HEADERS.slice(0, -2)) edit(values, 3, header, '');
    expect(plan(values)).toMatchObject({ push: [], held: [{ code: 'emptied-rows', rows: [4] }] });
  });

  test('a header that stands twice is named, and neither column is sent', () => {
    const values = tabOf(many(3)).map((row, i) => [...row, i === 0 ? 'Notes' : 'typed in the second']);
    edit(values, 1, 'Notes', 'typed in the first');
    expect(plan(values)).toMatchObject({ push: [], held: [{ code: 'doubled-columns' }] });
  });

  test('what cannot be read is flagged with its row and not sent', () => {
    const values = tabOf(many(3));
    edit(values, 2, 'Phone_number', 'ask his wife');
    expect(plan(values)).toMatchObject({ push: [], unread: [{ row: 3, header: 'Phone_number' }] });
  });

  test('a row that a person typed is found, and gets no id here', () => {
    const values = [...tabOf(many(2)), HEADERS.map((h) => (h === 'First_name' ? 'Typed' : ''))];
    expect(plan(values)).toMatchObject({ push: [], newRows: [{ index: 2 }] });
  });
});

const value = fc.constantFrom('a', 'b', 'c', null);
const someField = fc.constantFrom<FieldKey>('notes', 'latestLeadReply', 'assignedTo');

describe('invariant 1: no value is lost', () => {
  test('whatever base, sheet and document say, each value that either side changed is in the document or in a conflict', () => {
    fc.assert(
      fc.property(someField, value, value, value, (key, base, sheet, store) => {
        const field = fieldOf(key);
        const hash = (v: string | null) => hashOfKey(keyOfValue(field, v, 'GB'));
        const row = {
          id: leadId(1),
          rev: revision('r1'),
          fields: { [key]: { base: hash(base), value: sheet } },
          extra: {},
        };
        const merged = mergeLead(row, lead(1, { [key]: store }), 'GB', '2025-01-01T00:00:00Z');
        const result = merged.set.has(key) ? merged.set.get(key) : store;
        const kept = [result, ...merged.conflicts.map((c) => c.lost)];
        if (sheet !== base) expect(kept).toContain(sheet);
        if (store !== base) expect(kept).toContain(store);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  test('a pushed value that is still the agreed one gives way to the document without a conflict', () => {
    const agreed = hashOfKey(keyOfValue(fieldOf('notes'), 'agreed', 'GB'));
    const row = {
      id: leadId(1),
      rev: revision('r1'),
      fields: { notes: { base: agreed, value: 'agreed' } },
      extra: {},
    };
    const merged = mergeLead(row, lead(1, { notes: 'newer' }), 'GB', 't');
    expect([...merged.set, ...merged.conflicts]).toEqual([]);
  });

  test('two sides that changed one field: its owner wins, the other value is kept', () => {
    const row = (key: FieldKey) => ({
      id: leadId(1),
      rev: revision('r1'),
      fields: { [key]: { base: null, value: 'sheet' } },
      extra: {},
    });
    const people = mergeLead(row('notes'), lead(1, { notes: 'store' }), 'GB', 't');
    const robots = mergeLead(row('latestLeadReply'), lead(1, { latestLeadReply: 'store' }), 'GB', 't');
    expect([...people.set]).toEqual([['notes', 'sheet']]);
    expect(people.conflicts).toMatchObject([{ kept: 'sheet', lost: 'store', lostSide: 'store' }]);
    expect([...robots.set]).toEqual([]);
    expect(robots.conflicts).toMatchObject([{ kept: 'store', lost: 'sheet', lostSide: 'sheet' }]);
  });
});

describe('what a tab takes from the answer', () => {
  test('a clean cell takes the document’s value, in the form that its column uses', () => {
    const values = tabOf([lead(1, { m1Sent: '2025-10-28T12:31:00.000Z' }), lead(2)]);
    edit(values, 1, 'M_1_sent', '28/10/2025 12:31');
    const change = lead(2, { m1Sent: '2025-10-29T08:00:00.000Z' }, 'r2');
    const planned = settle(readTab(values, rules), answer(change), 'GB');
    expect(planned.cells).toEqual([{ index: 1, column: column('M_1_sent'), text: '29/10/2025 08:00' }]);
  });

  test('invariant 9: a cell edited since it was read keeps the edit, stays dirty, and a real clash is still noticed', () => {
    const values = tabOf([lead(1, { notes: 'agreed' })]);
    edit(values, 1, 'Notes', 'typed during the pass');
    const change = lead(1, { notes: 'written by the agent' }, 'r2');
    const planned = settle(readTab(values, rules), answer(change), 'GB');
    expect(planned.cells).toEqual([]);
    edit(values, 1, SYNC_HEADER, planned.bases[0]?.text ?? '');
    const [row] = plan(values).push;
    expect(row?.rev).toBe('r2');
    const merged = row && mergeLead(row, change, 'GB', 't');
    expect(merged?.conflicts).toMatchObject([
      { kept: 'typed during the pass', lost: 'written by the agent' },
    ]);
  });

  test('a row whose creation was never answered keeps asking, and takes no base from the feed', () => {
    const values = tabOf([lead(1)]);
    edit(values, 1, SYNC_HEADER, '');
    expect(settle(readTab(values, rules), answer(lead(1, { notes: 'agent' }, 'r2')), 'GB')).toMatchObject({
      cells: [],
      bases: [],
    });
  });

  test('a document without a row is named, not dropped', () => {
    expect(settle(readTab(tabOf([lead(1)]), rules), answer(lead(2)), 'GB').unknown).toEqual([lead(2)]);
  });

  test('a column that is missing now keeps its base, so that its return clears nothing', () => {
    const without = HEADERS.filter((h) => h !== 'Notes');
    const full = tabOf([lead(1, { notes: 'agreed' })]);
    const values = [without, ...full.slice(1).map((r) => r.filter((_, i) => i !== column('Notes')))];
    const planned = settle(readTab(values, rules), answer(lead(1, { notes: 'newer' }, 'r2')), 'GB');
    const before = decodeBase(full[1]?.at(-1) ?? '')?.hashes.get('no');
    expect(decodeBase(planned.bases[0]?.text ?? '')?.hashes.get('no')).toBe(before);
  });

  test.each(['constructor', 'toString', 'hasOwnProperty'])(
    'a column called "%s" is a column like any other',
    (name) => {
      const headers = [...HEADERS.slice(0, -2), name, ...HEADERS.slice(-2)];
      const plain = tabOf([lead(1)], headers);
      expect(plain[1]?.[headers.indexOf(name)]).toBe('');
      const [row] = planPass(readTab(plain, rules)).push;
      expect(row).toBeUndefined();
      const change = { ...lead(1, {}, 'r2'), extra: { Source: 'web', [name]: 'said' } };
      const planned = settle(readTab(plain, rules), answer(change), 'GB');
      expect(planned.cells).toEqual([{ index: 0, column: headers.indexOf(name), text: 'said' }]);
    },
  );

  test('invariant 4: settling an answer twice changes nothing the second time', () => {
    fc.assert(
      fc.property(value, value, (before, after) => {
        const values = tabOf([lead(1, { notes: before })]);
        const change = lead(1, { notes: after }, 'r2');
        const first = settle(readTab(values, rules), answer(change), 'GB');
        for (const write of first.cells)
          edit(values, write.index + 1, HEADERS[write.column] ?? '', write.text);
        for (const write of first.bases) edit(values, write.index + 1, SYNC_HEADER, write.text);
        expect(values[1]?.[column('Notes')]).toBe(cellTextOf(fieldOf('notes'), after, 'timeFirst'));
        expect(settle(readTab(values, rules), answer(change), 'GB')).toMatchObject({ cells: [], bases: [] });
        expect(plan(values).push).toEqual([]);
      }),
      { seed: 12 },
    );
  });
});
