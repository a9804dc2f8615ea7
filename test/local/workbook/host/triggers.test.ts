/** Triggers: which event fires what, with which permissions, and how much of a day they may take. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTab, SCREEN, type Script, startScript, until } from './harness.ts';

const CODE = `
  function onOpen(e) {
    SpreadsheetApp.getUi().createMenu('Leadsheet').addItem('Open', 'open').addSeparator()
      .addSubMenu(SpreadsheetApp.getUi().createMenu('More').addItem('Close', 'close')).addToUi();
  }
  function onEdit(e) {
    if (e.range.getA1Notation() === 'B2') SpreadsheetApp.getUi();
    if (e.range.getA1Notation() === 'B3') UrlFetchApp.fetch('https://example.com');
    if (e.range.getA1Notation() === 'B4') Utilities.sleep(31000);
    if (e.range.getA1Notation() === 'B5') PropertiesService.getScriptProperties().setProperty('simple', 'may');
    e.source.toast([e.authMode, e.range.getA1Notation(), e.oldValue, e.value, e.source.getActiveSheet().getName(), '[' + e.user.getEmail() + ']'].join(' '));
  }
  function log(text) {
    var store = PropertiesService.getScriptProperties();
    store.setProperty('log', (store.getProperty('log') || '') + text + ';');
  }
  function edited(e) { log('edit ' + e.range.getA1Notation() + ' ' + e.authMode + ' ' + e.user.getEmail()); }
  function changed(e) { log('change ' + e.changeType); }
  function opened() { log('open'); }
  function tick(e) { log('tick ' + typeof e.triggerUid); }
  function tickWithUi() { SpreadsheetApp.getUi(); }
  function tickWithToast() { SpreadsheetApp.getActive().toast('x'); }
  function slowTick() { Utilities.sleep(300000); }
  function readLog() {
    var store = PropertiesService.getScriptProperties(); var log = store.getProperty('log') || '';
    store.deleteProperty('log'); return log.split(';').filter(String);
  }
  function install(functionName, event) {
    var builder = ScriptApp.newTrigger(functionName).forSpreadsheet(SpreadsheetApp.getActive());
    return builder[event]().create().getEventType().toString();
  }
  function everyMinutes(functionName, minutes) {
    return ScriptApp.newTrigger(functionName).timeBased().everyMinutes(minutes).create().getHandlerFunction();
  }
  function uninstall() { ScriptApp.getProjectTriggers().forEach(function (t) { ScriptApp.deleteTrigger(t); }); return ScriptApp.getProjectTriggers().length; }
  function writes() { SpreadsheetApp.getActive().getSheetByName('Sheet1').getRange('C3').setValue('by script'); }
  function onOpenFails() {}`;

let script: Script;

beforeAll(async () => {
  script = await startScript(CODE);
});
afterAll(() => script.close());

const type = (cell: string, value: string) =>
  script.host.edit({ by: 'person', sheet: 'Sheet1', cell, values: [[value]] });

describe('Opening the spreadsheet', () => {
  test('runs onOpen and shows its menu', async () => {
    const { outcome, effects } = await script.host.open(SCREEN);
    expect(outcome).toEqual({ ok: true, value: null });
    expect(effects).toEqual([
      {
        kind: 'menu',
        menu: {
          label: 'Leadsheet',
          items: [
            { kind: 'item', label: 'Open', functionName: 'open' },
            { kind: 'separator' },
            {
              kind: 'submenu',
              label: 'More',
              items: [{ kind: 'item', label: 'Close', functionName: 'close' }],
            },
          ],
        },
      },
    ]);
  });

  test('gives onOpen no permission for anything but a static menu', async () => {
    const own = await startScript(`
      function onOpen() {
        var ui = SpreadsheetApp.getUi();
        [
          function () { PropertiesService.getScriptProperties(); },
          function () { UrlFetchApp.fetch('https://example.com'); },
          function () { ui.showSidebar(HtmlService.createHtmlOutput('')); },
          function () { ScriptApp.getProjectTriggers(); },
        ].forEach(function (attempt) {
          try { attempt(); } catch (error) { ui.createMenu(error.message).addToUi(); }
        });
      }`);
    const { effects } = await own.host.open(SCREEN);
    const refused = effects.map((effect) => (effect.kind === 'menu' ? effect.menu.label.split('. ')[0] : ''));
    expect(refused).toEqual([
      'You do not have permission to call PropertiesService.getScriptProperties',
      'You do not have permission to call UrlFetchApp.fetch',
      'You do not have permission to call Ui.showSidebar',
      'You do not have permission to call ScriptApp.getProjectTriggers',
    ]);
    await own.close();
  });
});

describe('A simple onEdit', () => {
  test('is told what changed, and may show a toast', async () => {
    await type('A1', 'old');
    const [result] = await type('A1', 'new');
    expect(result?.effects).toEqual([
      { kind: 'toast', title: '', message: 'LIMITED A1 old new Sheet1 []', seconds: 5 },
    ]);
  });

  test.each([
    ['B2', 'Cannot call SpreadsheetApp.getUi() from this context.'],
    ['B3', 'You do not have permission to call UrlFetchApp.fetch.'],
    ['B4', 'Exceeded maximum execution time'],
  ])('cannot do what it tries in %s', async (cell, error) => {
    const [result] = await type(cell, 'x');
    expect(result?.outcome.ok === false ? result.outcome.error : 'ended well').toContain(error);
  });

  test('may use properties', async () => {
    const [result] = await type('B5', 'x');
    expect(result?.outcome.ok).toBe(true);
  });

  test('does not fire for an API client’s write or a script’s', async () => {
    const before = (await script.host.executions()).length;
    expect(await script.host.edit({ by: 'api', sheet: 'Sheet1', cell: 'A1', values: [['x']] })).toEqual([]);
    await script.call('writes');
    expect((await script.host.executions()).slice(before).map((one) => one.functionName)).toEqual(['writes']);
  });
});

describe('An installable trigger', () => {
  test('for edits and changes runs with full rights as its owner; deleting it stops it', async () => {
    expect(await script.call('install', 'edited', 'onEdit')).toBe('ON_EDIT');
    await script.call('install', 'changed', 'onChange');
    await script.call('install', 'opened', 'onOpen');
    await type('A9', 'x');
    await script.host.open(SCREEN);
    expect(await script.call('readLog')).toEqual(['edit A9 FULL owner@example.com', 'change EDIT', 'open']);
    expect(await script.call('uninstall')).toBe(0);
    await type('A9', 'y');
    expect(await script.call('readLog')).toEqual([]);
  });

  test('fires for what a person does in the browser, rows and tabs too, and the toast reaches that person alone', async () => {
    await script.call('install', 'changed', 'onChange');
    const [one, other] = [await openTab(script.host), await openTab(script.host)];
    const { model } = one;
    model.dispatch('UPDATE_CELL', { sheetId: 'Sheet1', row: 20, col: 0, content: 'typed' });
    await until(() => one.effects.length === 1);
    const row = { sheetId: 'Sheet1', sheetName: 'Sheet1', dimension: 'ROW', base: 30 };
    model.dispatch('ADD_COLUMNS_ROWS', { ...row, quantity: 1, position: 'before' });
    model.dispatch('CREATE_SHEET', { sheetId: 'new', name: 'New', position: 1 });
    model.dispatch('DELETE_SHEET', { sheetId: 'new', sheetName: 'New' });
    model.dispatch('REQUEST_UNDO');
    await until(() => model.session.isFullySynchronized());
    expect(await script.call('readLog')).toEqual([
      'change EDIT',
      'change INSERT_ROW',
      'change INSERT_GRID',
      'change REMOVE_GRID',
    ]);
    expect(one.effects).toMatchObject([{ kind: 'toast', message: 'LIMITED A21  typed Sheet1 []' }]);
    expect(other.effects).toEqual([]);
    one.leave();
    other.leave();
    await script.call('uninstall');
  });

  test('on a clock takes 1, 5, 10, 15 or 30 minutes', async () => {
    for (const minutes of [1, 5, 10, 15, 30])
      expect(await script.call('everyMinutes', 'tick', minutes)).toBe('tick');
    expect(await script.error('everyMinutes', 'tick', 2)).toContain('must be one of 1, 5, 10, 15 or 30');
    expect((await script.host.fireTimeTriggers()).every(({ outcome }) => outcome.ok)).toBe(true);
    expect(await script.call('readLog')).toEqual(Array(5).fill('tick string'));
    await script.call('uninstall');
  });

  test('on a clock has no screen', async () => {
    await script.call('everyMinutes', 'tickWithUi', 1);
    await script.call('everyMinutes', 'tickWithToast', 1);
    const results = await script.host.fireTimeTriggers();
    expect(results.map(({ outcome }) => (outcome.ok ? '' : outcome.error))).toEqual([
      'Cannot call SpreadsheetApp.getUi() from this context.',
      'Cannot show a toast from this context.',
    ]);
    await script.call('uninstall');
  });

  test('is one of twenty at most', async () => {
    for (let i = 0; i < 20; i++) await script.call('everyMinutes', 'tick', 1);
    expect(await script.error('everyMinutes', 'tick', 1)).toContain('too many triggers');
    await script.call('uninstall');
  });
});

test('A time trigger runs by itself when its time has come, not before', async () => {
  const own = await startScript(CODE, { manualTriggers: false, tickMilliseconds: 20 });
  await own.call('everyMinutes', 'tick', 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await own.call('readLog')).toEqual([]);
  await own.host.advance(61_000);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await own.call('readLog')).toEqual(['tick string']);
  await own.close();
});

test('Triggers may run for so many minutes a day, by simulated time; the next day they may again', async () => {
  const own = await startScript(CODE, { limits: { triggerMinutesPerDay: 8 } });
  await own.call('everyMinutes', 'slowTick', 30);
  const outcomes = [];
  for (let i = 0; i < 3; i++)
    outcomes.push(...(await own.host.fireTimeTriggers()).map(({ outcome }) => outcome));
  expect(outcomes.map((outcome) => (outcome.ok ? 'ran' : outcome.error))).toEqual([
    'ran',
    'ran',
    'Service using too much computer time for one day',
  ]);
  await own.host.advance(24 * 3_600_000);
  expect((await own.host.fireTimeTriggers()).map(({ outcome }) => outcome.ok)).toEqual([true]);
  await own.close();
});
