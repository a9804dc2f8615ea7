/** What `google.script.run` lets through from a page's HTML. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legalArguments } from '../../../../scripts/local/workbook/page/frame/arguments.ts';
import { withShim } from '../../../../scripts/local/workbook/page/frame/with-shim.ts';

class Lead {
  name = 'Priya';
}

const cycle: { self?: unknown } = {};
cycle.self = cycle;

describe('arguments of google.script.run', () => {
  test('whatever JSON can say arrives unchanged, as a copy', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const [copy] = legalArguments([value]);
        expect(copy).toEqual(JSON.parse(JSON.stringify(value)));
        if (typeof value === 'object' && value !== null) expect(copy).not.toBe(value);
      }),
      { examples: [[{ '': -0 }]] },
    );
  });

  test.each([
    ['a Date', new Date(0), '0'],
    ['a function', () => 1, '0'],
    ['an object of a class', new Lead(), '0'],
    ['a Map', new Map(), '0'],
    ['a symbol', Symbol('lead'), '0'],
    ['a bigint', 1n, '0'],
    ['a Date deep inside', { rows: [{ created: new Date(0) }] }, 'created'],
    ['a function in an array', [1, 2, () => 3], '2'],
    ['an object that holds itself', cycle, 'self'],
  ])('%s is refused with the text that Google gives', (_what, value, property) => {
    const refusal = new TypeError(`Failed due to illegal value in property: ${property}`);
    expect(() => legalArguments([value])).toThrow(refusal);
  });

  test('a property named __proto__ stays a property', () => {
    const given: unknown = JSON.parse('{"__proto__": {"a": 1}}');
    expect(JSON.stringify(legalArguments([given]))).toBe('[{"__proto__":{"a":1}}]');
  });

  test('undefined is dropped from an object and becomes null in a list', () => {
    expect(legalArguments([{ a: undefined, b: 1 }, [undefined, 2], undefined])).toEqual([
      { b: 1 },
      [null, 2],
      null,
    ]);
  });
});

describe('the shim in the document of a script', () => {
  test.each([
    [
      '<!DOCTYPE html><html><head><title>x</title>',
      '<!DOCTYPE html><html><head><script>S</script><title>x</title>',
    ],
    ['<!doctype html><p>x', '<!doctype html><script>S</script><p>x'],
    ['<html lang="en"><body>x', '<html lang="en"><script>S</script><body>x'],
    ['<header>x</header>', '<script>S</script><header>x</header>'],
  ])('comes before the content of %s and after its doctype', (html, expected) => {
    expect(withShim(html, 'S')).toBe(expected);
  });

  test('cannot be cut short by a closing tag in its own text', () => {
    expect(withShim('', "'</script>'")).toBe("<script>'<\\/script>'</script>");
  });
});
