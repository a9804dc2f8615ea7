/** Cells that are written: in few blocks, and never a cell more. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rectanglesOf, stretchesOf } from '../../addon/server/sync/rectangles.ts';

const cells = fc.uniqueArray(
  fc.record({ index: fc.nat(12), column: fc.nat(6), text: fc.string({ maxLength: 3 }) }),
  { selector: ({ index, column }) => `${index}.${column}`, maxLength: 60 },
);

describe('blocks to write', () => {
  test('hold exactly the cells that were asked for, each once', () => {
    fc.assert(
      fc.property(cells, (wanted) => {
        const written = rectanglesOf(wanted).flatMap(({ index, column, texts }) =>
          texts.flatMap((line, r) => line.map((text, c) => ({ index: index + r, column: column + c, text }))),
        );
        const order = (list: typeof written) =>
          [...list].sort((a, b) => a.index - b.index || a.column - b.column);
        expect(order(written)).toEqual(order(wanted));
      }),
    );
  });

  test('a column of neighbours is one block, and so is a table', () => {
    const table = [0, 1, 2].flatMap((index) =>
      [3, 4].map((column) => ({ index, column, text: `${index}${column}` })),
    );
    expect(rectanglesOf(table)).toEqual([
      {
        index: 0,
        column: 3,
        texts: [
          ['03', '04'],
          ['13', '14'],
          ['23', '24'],
        ],
      },
    ]);
  });

  test('rows with a gap between are apart, so that nothing between is touched', () => {
    const apart = [0, 2].map((index) => ({ index, column: 1, text: 'x' }));
    expect(rectanglesOf(apart)).toHaveLength(2);
  });
});

describe('stretches of rows', () => {
  test('cover the same numbers, in order, without touching each other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(80)), (numbers) => {
        const stretches = stretchesOf(numbers);
        const covered = stretches.flatMap(({ from, count }) =>
          Array.from({ length: count }, (_, n) => from + n),
        );
        expect(covered).toEqual([...numbers].sort((a, b) => a - b));
        for (const [n, { from }] of stretches.entries()) {
          const before = stretches[n - 1];
          if (before) expect(before.from + before.count).toBeLessThan(from);
        }
      }),
    );
  });
});
