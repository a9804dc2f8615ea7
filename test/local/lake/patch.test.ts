/** Patch semantics: the cases by table, and the whole against @sanity/mutator, which the Studio predicts the server with. */
import { Mutation } from '@sanity/mutator';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch } from '../../../scripts/local/lake/patch.ts';
import { findPlaces, parsePath } from '../../../scripts/local/lake/path.ts';
import type { Patch } from '../../../scripts/local/lake/schema.ts';

const DOCUMENT = {
  name: 'Ada',
  n: 1,
  deep: { er: { x: 1 } },
  tags: ['a', 'b', 'c', 'd'],
  items: [
    { _key: 'k1', n: 1, of: { price: 5 } },
    { _key: 'k2', n: 2 },
    { _key: 'k3', n: 3, of: { price: 7 } },
  ],
};

describe('places', () => {
  test.each([
    ['name', [['name']]],
    ['deep.er.x', [['deep', 'er', 'x']]],
    ["['deep']['er']", [['deep', 'er']]],
    ['tags[0]', [['tags', 0]]],
    ['tags[-1]', [['tags', 3]]],
    ['tags[9]', []],
    [
      'tags[1:3]',
      [
        ['tags', 1],
        ['tags', 2],
      ],
    ],
    [
      'tags[-2:]',
      [
        ['tags', 2],
        ['tags', 3],
      ],
    ],
    [
      'tags[0,2]',
      [
        ['tags', 0],
        ['tags', 2],
      ],
    ],
    ['tags[@ == "b"]', [['tags', 1]]],
    ['items[_key=="k2"].n', [['items', 1, 'n']]],
    [
      'items[n>=2]._key',
      [
        ['items', 1, '_key'],
        ['items', 2, '_key'],
      ],
    ],
    ['items[of.price == 7]', [['items', 2]]],
    ['items[name?]', []],
    [
      'items[_key=="k1",_key=="k3"].n',
      [
        ['items', 0, 'n'],
        ['items', 2, 'n'],
      ],
    ],
    [
      'items..price',
      [
        ['items', 0, 'of', 'price'],
        ['items', 2, 'of', 'price'],
      ],
    ],
    ['missing.x', []],
    ['name.x', []],
  ])('%s finds %j', (path, places) => {
    expect(findPlaces(parsePath(path), DOCUMENT, false)).toEqual(places);
  });

  test.each(['', 'a[', 'a]', '.a', 'a.', 'a[x==]', 'a b', 'a[1', '1a', 'a[=="x"]'])(
    '%j is malformed',
    (path) => {
      expect(() => parsePath(path)).toThrow(/Malformed path/);
    },
  );
});

describe('operations', () => {
  const cases: [string, Patch, Record<string, unknown>][] = [
    [
      'set makes what is missing on the way',
      { set: { 'deep.new.y': 2 } },
      { deep: { er: { x: 1 }, new: { y: 2 } } },
    ],
    [
      'set replaces a text on the way by an object',
      { set: { 'name.first': 'Ada' } },
      { name: { first: 'Ada' } },
    ],
    [
      'set touches only the item with the key',
      { set: { 'items[_key=="k2"].n': 9 } },
      { items: [DOCUMENT.items[0], { _key: 'k2', n: 9 }, DOCUMENT.items[2]] },
    ],
    ['set out of range changes nothing', { set: { 'tags[7]': 'x' } }, {}],
    ['setIfMissing keeps what is there, null too', { setIfMissing: { name: 'Eve', fresh: 1 } }, { fresh: 1 }],
    ['setIfMissing goes before set', { setIfMissing: { list: [] }, set: { list: ['x'] } }, { list: ['x'] }],
    [
      'unset of several array positions means the old positions',
      { unset: ['tags[0,2]'] },
      { tags: ['b', 'd'] },
    ],
    ['unset by key', { unset: ['items[_key=="k1"]'] }, { items: DOCUMENT.items.slice(1) }],
    ['unset of nothing is no error', { unset: ['missing', 'missing.x', 'name.x', 'tags[9]'] }, {}],
    [
      'inc and dec',
      { inc: { n: 2, 'items[0].n': 1 }, dec: { 'items[-1].n': 1 } },
      { n: 3, items: [{ ...DOCUMENT.items[0], n: 2 }, DOCUMENT.items[1], { ...DOCUMENT.items[2], n: 2 }] },
    ],
    ['inc of a text or of nothing changes nothing', { inc: { name: 1, missing: 1 } }, {}],
    [
      'insert before',
      { insert: { before: 'tags[0]', items: ['x', 'y'] } },
      { tags: ['x', 'y', 'a', 'b', 'c', 'd'] },
    ],
    [
      'insert after the last',
      { insert: { after: 'tags[-1]', items: ['x'] } },
      { tags: ['a', 'b', 'c', 'd', 'x'] },
    ],
    [
      'insert after a key',
      { insert: { after: 'items[_key=="k3"]', items: [1] } },
      { items: [...DOCUMENT.items, 1] },
    ],
    [
      'insert in place of a range',
      { insert: { replace: 'tags[1:3]', items: ['x'] } },
      { tags: ['a', 'x', 'd'] },
    ],
    [
      'insert where no key fits is lost in silence',
      { insert: { after: 'items[_key=="none"]', items: [1] } },
      {},
    ],
    ['insert into a missing array is lost in silence', { insert: { after: 'missing[-1]', items: [1] } }, {}],
    [
      'diffMatchPatch changes a text',
      { diffMatchPatch: { name: '@@ -1,3 +1,5 @@\n Ada\n+ L\n' } },
      { name: 'Ada L' },
    ],
  ];
  test.each(cases)('%s', (_name, patch, difference) => {
    expect(applyPatch(DOCUMENT, patch)).toEqual({ ...DOCUMENT, ...difference });
  });

  test('append to an empty array works', () => {
    expect(applyPatch({ tags: [] }, { insert: { after: 'tags[-1]', items: [1] } })).toEqual({ tags: [1] });
  });

  test('a patch never changes the document it is given, and shares what it does not touch', () => {
    const before = structuredClone(DOCUMENT);
    const after = applyPatch(DOCUMENT, { set: { 'deep.er.x': 2 }, unset: ['tags[0]'], inc: { n: 1 } });
    expect(DOCUMENT).toEqual(before);
    expect(after.items).toBe(DOCUMENT.items);
  });
});

/** Documents of a few known shapes, so that paths often hit. */
const value = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.string({ maxLength: 3 }), fc.boolean());
const item = fc.record({ _key: fc.constantFrom('k1', 'k2', 'k3'), n: fc.integer({ min: 0, max: 9 }) });
const document = fc.record(
  {
    a: value,
    b: fc.record({ x: value, y: fc.record({ z: value }) }, { requiredKeys: [] }),
    list: fc.array(value, { maxLength: 4 }),
    items: fc.array(item, { maxLength: 4 }),
  },
  { requiredKeys: ['list', 'items'] },
);
const name = fc.constantFrom(
  'a',
  'b.x',
  'b.y.z',
  'fresh',
  'b.fresh',
  'items[_key=="k1"].n',
  'items[n>4].n',
  'list[@==true]',
);
const number = fc.integer({ min: -5, max: 5 });
const spot = fc.constantFrom('list[0]', 'list[-1]', 'items[_key=="k2"]', 'items[-1]');
const items = fc.array(value, { minLength: 1, maxLength: 2 });
const patches: fc.Arbitrary<Patch> = fc.oneof(
  fc.record({
    set: fc.dictionary(name, value, { maxKeys: 3 }),
    setIfMissing: fc.dictionary(name, value, { maxKeys: 2 }),
  }),
  fc.record({
    unset: fc.array(fc.constantFrom('a', 'b.x', 'b', 'items[_key=="k1"]', 'list[0:2]'), { maxLength: 2 }),
  }),
  fc.record({
    inc: fc.dictionary(name, number, { maxKeys: 2 }),
    dec: fc.dictionary(name, number, { maxKeys: 2 }),
  }),
  fc.record({ insert: fc.record({ before: spot, items }) }),
  fc.record({ insert: fc.record({ after: spot, items }) }),
);

test('patches do what @sanity/mutator does with them', () => {
  let compared = 0;
  fc.assert(
    fc.property(document, patches, (attributes, patch) => {
      const stored = { _id: 'd', _type: 'note', ...attributes };
      const { id: _id, query: _query, params: _params, ...operations } = patch;
      const reference = new Mutation({ mutations: [{ patch: { ...operations, id: 'd' } }] });
      let expected: unknown;
      try {
        expected = reference.apply(structuredClone(stored));
      } catch {
        // The reference fails on some paths into arrays that are too short; there is nothing to compare with then.
        return;
      }
      compared++;
      expect(applyPatch(stored, patch)).toEqual(expected);
    }),
    { seed: 20251122, numRuns: 1_000 },
  );
  expect(compared).toBeGreaterThan(900);
});
