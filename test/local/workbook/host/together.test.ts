/** Several copies of the workbook at once: scripts, browser tabs, and what happens between two service calls. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTab, type Script, startScript, type Tab, until } from './harness.ts';

const CODE = `
    function evaluate(code) { return eval('(function () {' + code + '})()'); }
    function book() { return SpreadsheetApp.getActive(); }
    function readFetchRead(address) {
      var cell = book().getSheetByName('Sheet1').getRange('A1');
      var before = cell.getValue();
      UrlFetchApp.fetch(address);
      return [before, cell.getValue()];
    }
    function writeFetchWrite(address) {
      var sheet = book().getSheetByName('Sheet1');
      sheet.getRange('D1').setValue('first');
      UrlFetchApp.fetch(address);
      sheet.getRange('D2').setValue('second');
      return sheet.getRange('D1:D4').getValues().map(function (row) { return row[0]; });
    }
    function bulk(name) {
      var sheet = book().insertSheet(name); var rows = [];
      for (var r = 0; r < 971; r++) { var row = []; for (var c = 0; c < 30; c++) row.push('value ' + r + '/' + c); rows.push(row); }
      sheet.insertColumnsAfter(26, 4);
      sheet.getRange(2, 1, 971, 30).setValues(rows);
      return sheet.getRange('AD972').getValue();
    }
    function references() {
      var sheet = book().insertSheet('References'); var rows = [['reference']];
      for (var r = 0; r < 30; r++) rows.push(['00' + (4100 + r)]);
      sheet.getRange('A1:A40').setNumberFormat('@');
      sheet.getRange(1, 1, rows.length, 1).setValues(rows);
    }
    function referencesNow() {
      return book().getSheetByName('References').getRange('A1:A40').getValues().map(function (row) { return row[0]; });
    }
    function filter() {
      var sheet = book().insertSheet('Filtered');
      sheet.getRange('A1:A3').setValues([['status'], ['HOT'], ['COLD']]);
      sheet.getRange('A1:A3').createFilter().setColumnFilterCriteria(1, SpreadsheetApp.newFilterCriteria().setHiddenValues(['HOT']).build());
    }
    function hiddenRows() {
      var sheet = book().getSheetByName('Filtered');
      return [2, 3].filter(function (row) { return sheet.isRowHiddenByFilter(row); });
    }`;

let script: Script;

beforeAll(async () => {
  script = await startScript(CODE);
});
afterAll(() => script.close());

const idOf = (tab: Tab, name: string) => tab.model.getters.getSheetIdByName(name) ?? '';

/** Runs `function(address)`; while the script waits for its fetch, a person does something. */
async function whileFetching(functionName: string, act: () => Promise<void>) {
  const server = createServer((_, response) => {
    void act().then(() => response.end('done'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await script.call(functionName, `http://127.0.0.1:${port}/`);
  } finally {
    server.close();
  }
}

test('A person’s edit lands between two service calls of a running script', async () => {
  const tab = await openTab(script.host);
  const value = await whileFetching('readFetchRead', async () => {
    tab.model.dispatch('UPDATE_CELL', { sheetId: 'Sheet1', row: 0, col: 0, content: 'typed meanwhile' });
    await until(() => tab.model.session.isFullySynchronized());
  });
  expect(value).toEqual(['', 'typed meanwhile']);
  tab.leave();
});

test('A row that a person inserts while a script runs moves what the script wrote, on every copy alike', async () => {
  const tab = await openTab(script.host);
  const value = await whileFetching('writeFetchWrite', async () => {
    await until(() => tab.shown('Sheet1', 0, 3) === 'first');
    const row = { sheetId: 'Sheet1', sheetName: 'Sheet1', dimension: 'ROW', base: 0, quantity: 1 };
    tab.model.dispatch('ADD_COLUMNS_ROWS', { ...row, position: 'before' });
    await until(() => tab.model.session.isFullySynchronized());
  });
  // The script counts rows as they are now: its second write finds the first one there.
  expect(value).toEqual(['', 'second', '', '']);
  await until(() => tab.shown('Sheet1', 1, 3) === 'second');
  tab.leave();
});

test.each([
  ['desc', ['004129', '004128']],
  ['asc', ['004100', '004101']],
])(
  'Sorting text %s keeps its zeros on every copy and puts blanks last, as the filter menu asks for it',
  async (sortDirection, first) => {
    const tab = await openTab(script.host);
    if (!idOf(tab, 'References')) await script.call('references');
    await until(() => tab.shown(idOf(tab, 'References'), 30, 0) !== '');
    tab.model.dispatch('SORT_CELLS', {
      sheetId: idOf(tab, 'References'),
      col: 0,
      row: 1,
      zone: { top: 1, bottom: 39, left: 0, right: 0 },
      sortDirection,
      sortOptions: { emptyCellAsZero: true, sortHeaders: true },
    });
    await until(() => tab.model.session.isFullySynchronized());
    const here = Array.from({ length: 40 }, (_, row) => tab.shown(idOf(tab, 'References'), row, 0));
    expect(await script.call('referencesNow')).toEqual(here);
    expect(here.slice(1, 3)).toEqual(first);
    expect(here.slice(31)).toEqual(Array(9).fill(''));
    tab.leave();
  },
);

test('971 rows of 30 cells are one service call and one revision', async () => {
  const tab = await openTab(script.host);
  const before = tab.received.length;
  const { outcome, metrics } = await script.run('bulk', 'Bulk');
  expect(outcome).toEqual({ ok: true, value: 'value 970/29' });
  expect(metrics.methods['Range.setValues']).toBe(1);
  expect(metrics.calls.Spreadsheet).toBeLessThan(6);
  expect(metrics.simulatedSeconds).toBeLessThan(5);
  const writes = tab.received
    .slice(before)
    .filter((message) => JSON.stringify(message).includes('value 970/29'));
  expect(writes).toHaveLength(1);
  expect(tab.shown(idOf(tab, 'Bulk'), 971, 29)).toBe('value 970/29');
  tab.leave();
});

test('A filter that a script sets hides rows in the browser, one that a person sets hides them from the script', async () => {
  const tab = await openTab(script.host);
  await script.call('filter');
  const sheetId = idOf(tab, 'Filtered');
  expect([1, 2].map((row) => tab.model.getters.isRowFiltered(sheetId, row))).toEqual([true, false]);
  const value = { filterType: 'values', hiddenValues: ['COLD'] };
  tab.model.dispatch('UPDATE_FILTER', { sheetId, col: 0, row: 0, value });
  await until(() => tab.model.session.isFullySynchronized());
  expect(await script.call('hiddenRows')).toEqual([3]);
  const late = await openTab(script.host);
  expect([1, 2].map((row) => late.model.getters.isRowFiltered(sheetId, row))).toEqual([false, true]);
  tab.model.dispatch('REQUEST_UNDO');
  await until(() => late.model.getters.isRowFiltered(sheetId, 1));
  expect(await script.call('hiddenRows')).toEqual([2]);
  tab.leave();
  late.leave();
});

test('Two browsers and scripts that write at the same time end with the same workbook', async () => {
  const own = await startScript(CODE);
  await own.call('evaluate', `book().insertSheet('Shared')`);
  const tabs = [await openTab(own.host), await openTab(own.host)];
  const sheetId = idOf(tabs[0] as Tab, 'Shared');
  const step = fc.record({
    who: fc.constantFrom('first', 'second', 'script'),
    what: fc.constantFrom('write', 'insert', 'remove', 'undo'),
    row: fc.integer({ min: 0, max: 8 }),
    text: fc.stringMatching(/^[a-z]{1,4}$/),
  });
  const act = async ({ who, what, row, text }: { who: string; what: string; row: number; text: string }) => {
    if (who === 'script') {
      const sheet = `book().getSheetByName('Shared')`;
      const writes = `${sheet}.getRange(${row + 1}, 1, 2, 2).setValues([['${text}', 1], ['${text}', 2]])`;
      const calls = {
        write: writes,
        insert: `${sheet}.insertRowBefore(${row + 1})`,
        remove: `${sheet}.deleteRow(${row + 1})`,
        undo: writes,
      };
      await own.call('evaluate', calls[what as keyof typeof calls]);
      return;
    }
    const { model } = tabs[who === 'first' ? 0 : 1] as Tab;
    const header = { sheetId, sheetName: 'Shared', dimension: 'ROW' };
    if (what === 'write') model.dispatch('UPDATE_CELL', { sheetId, row, col: 0, content: text });
    if (what === 'insert')
      model.dispatch('ADD_COLUMNS_ROWS', { ...header, base: row, quantity: 1, position: 'before' });
    if (what === 'undo') model.dispatch('REQUEST_UNDO');
    if (what === 'remove') model.dispatch('REMOVE_COLUMNS_ROWS', { ...header, elements: [row] });
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      await Promise.all(steps.map(act));
      await until(() => tabs.every(({ model }) => model.session.isFullySynchronized()));
      const csv = await own.host.exportCsv(sheetId);
      const ids = tabs.map(({ model }) => model.session.getRevisionId());
      expect(new Set(ids).size).toBe(1);
      for (const tab of tabs) {
        const lines = csv.split('\r\n').slice(0, -1);
        lines.forEach((line, row) => {
          expect([tab.shown(sheetId, row, 0), tab.shown(sheetId, row, 1)].join(',')).toBe(
            line.includes(',') ? line : `${line},`,
          );
        });
      }
    }),
    { numRuns: 8, seed: 11 },
  );
  for (const tab of tabs) tab.leave();
  await own.close();
});

test('The workbook downloads as .xlsx and each tab as .csv', async () => {
  const own = await startScript(CODE);
  await own.call(
    'evaluate',
    `book().insertSheet('Csv').getRange('A1:B2').setValues([['a "quoted", cell', 'two\\nlines'], ['£1,250', '']])`,
  );
  const tab = await openTab(own.host);
  expect(await own.host.exportCsv(idOf(tab, 'Csv'))).toBe(
    '"a ""quoted"", cell","two\nlines"\r\n"£1,250",\r\n',
  );
  const bytes = await own.host.exportXlsx();
  expect(Buffer.from(bytes.slice(0, 2)).toString()).toBe('PK');
  tab.leave();
  await own.close();
});
