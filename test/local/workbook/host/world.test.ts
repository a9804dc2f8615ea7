/** The script's world: what is missing in it, how long it may run, what it may give back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Script, startScript } from './harness.ts';

let script: Script;

beforeAll(async () => {
  script = await startScript(`
    var counter = 0;
    function count() { counter += 1; return counter; }
    function kindOf(name) { return eval('typeof ' + name); }
    function isNative() {
      var sheet = SpreadsheetApp.getActive().getActiveSheet();
      sheet.getRange('A1').setValue(new Date(0));
      var values = sheet.getRange('A1:B1').getValues();
      var caught;
      try { sheet.getRange('nowhere'); } catch (error) { caught = error; }
      return [values instanceof Array, values[0][0] instanceof Date, caught instanceof Error, caught.name, caught.message];
    }
    function newer() { return [typeof [].toSorted, typeof Object.groupBy, typeof ''.replaceAll, typeof Object.fromEntries]; }
    function missingMethod() { SpreadsheetApp.getActive().getActiveSheet().getRange('A1').applyRowBanding(); }
    function missingOnSheet() { SpreadsheetApp.getActive().getActiveSheet().getSlicers(); }
    function missingOption() { UrlFetchApp.fetch('https://example.com', { certificate: 'x' }); }
    function richText() { SpreadsheetApp.newRichTextValue(); }
    function setsField() { SpreadsheetApp.getActive().getActiveSheet().name = 'x'; }
    function peeks() { return typeof SpreadsheetApp.getActive().getActiveSheet().then; }

    function sleeps(times) {
      for (var i = 0; i < times; i++) Utilities.sleep(60000);
      return 'awake';
    }
    function swallowsTheKill() {
      var sheet = SpreadsheetApp.getActive().getActiveSheet();
      var caught = 0;
      for (var i = 0; i < 10; i++) {
        try { Utilities.sleep(60000); sheet.getRange(5, i + 1).setValue('written'); } catch (error) { caught += 1; }
      }
      return 'survived ' + caught;
    }
    function readsRow() { return SpreadsheetApp.getActive().getActiveSheet().getRange(5, 1, 1, 10).getValues()[0].join(''); }
    function spins() { for (;;) {} }

    function returns(what) {
      switch (what) {
        case 'Date': return new Date();
        case 'Date within': return { rows: [[1, new Date()]] };
        case 'function': return function () {};
        case 'undefined within': return { a: undefined };
        case 'NaN': return [NaN];
        case 'range': return SpreadsheetApp.getActive().getActiveSheet().getRange('A1');
        case 'sheet within': return [SpreadsheetApp.getActive().getActiveSheet()];
        case 'instance': return new Map();
        case 'symbol': return Symbol('x');
        case 'bigint': return [BigInt(1)];
        case 'nothing': return;
        default: return { text: 'é', number: 1.5, yes: true, none: null, list: [1, ['two', {}]] };
      }
    }
    function echoes(value) { return [value instanceof Array, value]; }
    function throwsText() { throw 'just text'; }
    function throwsError() { throw new Error('what happened'); }
    function hidden_() { return 1; }
    async function promises() { return 1; }`);
});
afterAll(() => script.close());

describe('Apps Script has no', () => {
  test.each([
    'setTimeout',
    'setInterval',
    'queueMicrotask',
    'fetch',
    'URL',
    'URLSearchParams',
    'TextEncoder',
    'TextDecoder',
    'Blob',
    'atob',
    'btoa',
    'crypto',
    'structuredClone',
    'process',
    'require',
    'module',
    'Buffer',
    'global',
    'window',
    'self',
    'document',
    'performance',
    'WebAssembly',
    'Iterator',
  ])('%s', async (name) => {
    expect(await script.call('kindOf', name)).toBe('undefined');
  });

  test('methods that came after ES2022, while older ones are there', async () => {
    expect(await script.call('newer')).toEqual(['undefined', 'undefined', 'function', 'function']);
  });
});

test('Globals do not survive from one execution to the next', async () => {
  expect([await script.call('count'), await script.call('count')]).toEqual([1, 1]);
});

test('Arrays, Dates and errors that services give out are the script’s own kinds', async () => {
  expect(await script.call('isNative')).toEqual([true, true, true, 'Exception', 'Range not found']);
});

describe('What is not imitated names itself:', () => {
  test.each([
    ['missingMethod', 'Range.applyRowBanding is not imitated by the local host'],
    ['missingOnSheet', 'Sheet.getSlicers is not imitated by the local host'],
    ['missingOption', 'UrlFetchApp.fetch with the option "certificate" is not imitated by the local host'],
    ['richText', 'SpreadsheetApp.newRichTextValue is not imitated by the local host'],
  ])('%s', async (name, error) => {
    expect(await script.error(name)).toBe(error);
  });
});

describe('Six simulated minutes', () => {
  test('are a limit that sleeping counts against', async () => {
    expect(await script.call('sleeps', 5)).toBe('awake');
    const { outcome, metrics } = await script.run('sleeps', 7);
    expect(outcome).toEqual({ ok: false, error: 'Exceeded maximum execution time' });
    expect(metrics.simulatedSeconds).toBeGreaterThan(360);
  });

  test('end the run even when the script catches the error, and nothing is written afterwards', async () => {
    expect(await script.error('swallowsTheKill')).toBe('Exceeded maximum execution time');
    expect(await script.call('readsRow')).toBe('written'.repeat(5));
  });

  test('end a loop that never calls a service', async () => {
    const quick = await startScript('function spins() { for (;;) {} }', {
      limits: { executionSeconds: 0.2 },
    });
    expect(await quick.error('spins')).toBe('Exceeded maximum execution time');
    await quick.close();
  });
});

describe('A result', () => {
  test('of plain data arrives as it is', async () => {
    expect(await script.call('returns', 'plain')).toEqual({
      text: 'é',
      number: 1.5,
      yes: true,
      none: null,
      list: [1, ['two', {}]],
    });
    expect(await script.call('returns', 'nothing')).toBe(null);
  });

  test.each([
    ['Date', 'result is Date'],
    ['Date within', 'result.rows[0][1] is Date'],
    ['function', 'result is function'],
    ['undefined within', 'result.a is undefined'],
    ['NaN', 'result[0] is NaN'],
    ['range', 'result is an object of a service'],
    ['sheet within', 'result[0] is an object of a service'],
    ['instance', 'result is an instance of a class'],
    ['symbol', 'result is symbol'],
    ['bigint', 'result[0] is bigint'],
  ])('with a %s is refused', async (what, place) => {
    const error = await script.error('returns', what);
    expect(error).toBe(
      `The script completed but the returned value is not a supported return type. (${place})`,
    );
  });

  test('of a promise is refused: google.script.run does not wait', async () => {
    expect(await script.error('promises')).toContain('not a supported return type');
  });
});

test('Arguments arrive as the script’s own arrays and objects', async () => {
  expect(await script.call('echoes', [1, { a: [null] }])).toEqual([true, [1, { a: [null] }]]);
});

test('A thrown error is the outcome, with its message', async () => {
  expect(await script.error('throwsError')).toBe('what happened');
  expect(await script.error('throwsText')).toBe('just text');
});

test.each(['nope', 'hidden_', 'counter', 'a.b', 'x; y'])('The page cannot call %s', async (name) => {
  expect(await script.error(name)).toBe(`Script function not found: ${name}`);
});

test('A service’s object takes no fields, and is no promise', async () => {
  expect(await script.error('setsField')).toBe('Cannot set name of Sheet.');
  expect(await script.call('peeks')).toBe('undefined');
});
