/** Developer metadata, notes and protections: they hang on places, and the places move. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Script, startScript } from './harness.ts';

let script: Script;

beforeAll(async () => {
  script = await startScript(`
    function fresh() {
      var sheet = SpreadsheetApp.getActive().insertSheet();
      sheet.getRange('A1:C3').setValues([['a', 'b', 'c'], [3, 'x', 'y'], [1, 'z', 'w']]);
      return sheet;
    }
    function place(metadata) {
      var location = metadata.getLocation();
      var range = location.getColumn() || location.getRow();
      return location.getLocationType().toString() + ' ' + (range ? range.getA1Notation() : '');
    }
    function places(sheet, key) { return sheet.createDeveloperMetadataFinder().withKey(key).find().map(place); }
    function evaluate(code) { return eval('(function () {' + code + '})()'); }`);
});
afterAll(() => script.close());

const evaluate = (code: string) => script.call('evaluate', code);

describe('Developer metadata', () => {
  test('of a column follows insertions, moves and the tab’s growth', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.getRange('B:B').addDeveloperMetadata('field', 'phone');
        s.insertColumnBefore(1); var inserted = places(s, 'field');
        s.moveColumns(s.getRange('C:C'), 1); var moved = places(s, 'field');
        s.insertRowsAfter(1000, 10);
        return [inserted, moved, places(s, 'field'), s.getRange('A2').getValue()]`),
    ).toEqual([['COLUMN C1:C1000'], ['COLUMN A1:A1000'], ['COLUMN A1:A1010'], 'x']);
  });

  test('of a column goes with it also to the right, and no other column is lost', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.getRange('A1:D1').setValues([['a', 'b', 'c', 'd']]);
        s.getRange('A:A').addDeveloperMetadata('field', 'a');
        s.moveColumns(s.getRange('A:A'), 4);
        return [places(s, 'field'), s.getRange('A1:D1').getValues()[0]]`),
    ).toEqual([['COLUMN C1:C1000'], ['b', 'c', 'a', 'd']]);
  });

  test('dies with its row, column or tab', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.getRange('2:2').addDeveloperMetadata('row'); s.getRange('B:B').addDeveloperMetadata('column');
        s.addDeveloperMetadata('tab', 'yes');
        var finder = function () { return SpreadsheetApp.getActive().createDeveloperMetadataFinder().find().map(function (m) { return m.getKey() }).filter(function (key) { return key !== 'field' }) };
        var all = finder(); s.deleteRow(2); var row = finder(); s.deleteColumn(2); var column = finder();
        SpreadsheetApp.getActive().deleteSheet(s);
        return [all, row, column, finder()]`),
    ).toEqual([['row', 'column', 'tab'], ['column', 'tab'], ['tab'], []]);
  });

  test('of a row stays where it is when rows are sorted', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.getRange('2:2').addDeveloperMetadata('lead', 'three');
        s.getRange('A2:C3').sort(1);
        return [places(s, 'lead'), s.getRange('A2').getValue()]`),
    ).toEqual([['ROW A2:Z2'], 1]);
  });

  test('hangs on whole rows and columns only', async () => {
    expect(await script.error('evaluate', `fresh().getRange('B2:B5').addDeveloperMetadata('x')`)).toBe(
      'Developer metadata can only be added to a whole row or a whole column.',
    );
  });

  test('is read, changed, found by value and removed', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.addDeveloperMetadata('campaign', 'one', SpreadsheetApp.DeveloperMetadataVisibility.PROJECT);
        var one = s.getDeveloperMetadata()[0]; one.setValue('two');
        var found = s.createDeveloperMetadataFinder().withValue('two').find();
        var seen = [one.getKey(), found[0].getValue(), found[0].getVisibility().toString(), typeof one.getId()];
        one.remove();
        return seen.concat([s.getDeveloperMetadata().length])`),
    ).toEqual(['campaign', 'two', 'PROJECT', 'number', 0]);
  });

  test('is copied with a copied tab', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.getRange('B:B').addDeveloperMetadata('field', 'phone'); s.activate();
        return places(SpreadsheetApp.getActive().duplicateActiveSheet(), 'field')`),
    ).toEqual(['COLUMN B1:B1000']);
  });
});

test('Notes move with their cells', async () => {
  expect(
    await evaluate(`
      var s = fresh(); s.getRange('A1:B1').setNotes([['one', '']]); s.insertRowBefore(1);
      return [s.getRange('A1:B2').getNotes(), s.getRange('A2').getNote()]`),
  ).toEqual([
    [
      ['', ''],
      ['one', ''],
    ],
    'one',
  ]);
});

test('A new protection has no editors, and is found by its kind', async () => {
  expect(
    await evaluate(`
      var s = fresh(); var range = s.getRange('Z:Z').protect().setDescription('base').setWarningOnly(true); s.protect();
      var kinds = SpreadsheetApp.ProtectionType;
      return [range.getEditors(), s.getProtections(kinds.RANGE)[0].getDescription(), range.isWarningOnly(), s.getProtections(kinds.SHEET).length]`),
  ).toEqual([[], 'base', true, 1]);
});
