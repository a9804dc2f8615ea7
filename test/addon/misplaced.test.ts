/** A sort between reading and writing must not give one lead's row another lead's id (invariant 6). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeBase } from '../../addon/model/base.ts';
import { isLeadId, isRevision, type LeadId, type Revision } from '../../addon/model/lead.ts';
import { misplacedIds, strayBases } from '../../addon/server/sync/misplaced.ts';

const HEADER = ['First_name', '_lead', '_sync'];
const columns = { lead: 1 };

/** Rows as a person left them: some have an id, some were just typed. */
const rows = fc
  .uniqueArray(fc.record({ name: fc.string({ minLength: 1, maxLength: 6 }), known: fc.boolean() }), {
    selector: (row) => row.name,
    minLength: 2,
    maxLength: 12,
  })
  .map((list) =>
    list.map(({ name, known }, n) => [name, known ? `lead.${n}` : '', known ? `base of ${n}` : '']),
  );

describe('new ids', () => {
  test('that landed in other rows are found, with the id that each row had', () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (before, random) => {
        const order = before.map((row) => ({ row, at: random.next().value ?? 0 }));
        const sorted = order.sort((a, b) => a.at - b.at).map(({ row }) => row);
        const ids = new Map(
          before.flatMap((row, index) => (row[1] === '' ? [[index, `new.${index}`] as const] : [])),
        );
        const after = sorted.map((row, index) => [
          row[0] ?? '',
          ids.get(index) ?? row[1] ?? '',
          row[2] ?? '',
        ]);
        const undo = misplacedIds([HEADER, ...before], [HEADER, ...after], ids, columns);
        const mended = after.map((row, index) => [
          row[0] ?? '',
          undo.get(index) ?? row[1] ?? '',
          row[2] ?? '',
        ]);
        const original = new Map(before.map((row) => [row[0], row[1]]));
        for (const [name, id] of mended) {
          const had = original.get(name);
          if (had !== '') expect(id).toBe(had);
        }
      }),
    );
  });

  test('a row that was only edited meanwhile keeps its new id', () => {
    const before = [HEADER, ['Ann', '', ''], ['Bob', 'lead.1', 'base of 1']];
    const after = [HEADER, ['Anne', 'new.0', ''], ['Bob', 'lead.1', 'base of 1']];
    expect(misplacedIds(before, after, new Map([[0, 'new.0']]), columns).size).toBe(0);
  });
});

function baseOf(id: string, rev: string): string {
  if (!isLeadId(id) || !isRevision(rev)) throw new Error(`${id} or ${rev} is none.`);
  const [lead, revision]: [LeadId, Revision] = [id, rev];
  return encodeBase({ id: lead, rev: revision, hashes: new Map() });
}

describe('new bases', () => {
  test('written over a column that someone sorted meanwhile are each put where they belong', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(99), { minLength: 2, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (order, random) => {
          const ids = order.map((n) => `lead.${n}`);
          const known = new Map(ids.map((id) => [id, baseOf(id, 'new')]));
          const sorted = ids.map((id) => ({ id, at: random.next().value ?? 0 })).sort((a, b) => a.at - b.at);
          const values = [
            ['_lead', '_sync'],
            ...sorted.map(({ id }, n) => [id, known.get(ids[n] ?? '') ?? '']),
          ];
          const mended = strayBases(values, known, { lead: 0, sync: 1 });
          values.slice(1).forEach(([id = '', sync = ''], index) => {
            expect(mended.get(index) ?? sync).toBe(known.get(id));
          });
        },
      ),
    );
  });

  test('of someone else’s making are left for a person', () => {
    const values = [
      ['_lead', '_sync'],
      ['lead.1', baseOf('lead.2', 'theirs')],
    ];
    expect(
      strayBases(values, new Map([['lead.1', baseOf('lead.1', 'new')]]), { lead: 0, sync: 1 }).size,
    ).toBe(0);
  });
});
