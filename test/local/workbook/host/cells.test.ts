/** Tabs, ranges and filters: the surprises of Sheets that the host keeps. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Script, startScript } from './harness.ts';

let script: Script;

beforeAll(async () => {
  script = await startScript(`
    function ss() { return SpreadsheetApp.getActive(); }
    function fresh(rows) {
      var sheet = ss().insertSheet();
      if (rows) sheet.getRange(1, 1, rows.length, rows[0].length).setValues(rows);
      return sheet;
    }
    function evaluate(code) { return eval('(function () {' + code + '})()'); }`);
});
afterAll(() => script.close());

const evaluate = (code: string) => script.call('evaluate', code);
const failure = (code: string) => script.error('evaluate', code);

describe('A tab', () => {
  test('starts with 1000 rows and 26 columns, and an empty one has the data range [[""]]', async () => {
    expect(
      await evaluate(
        `var s = fresh(); return [s.getMaxRows(), s.getMaxColumns(), s.getLastRow(), s.getDataRange().getValues()]`,
      ),
    ).toEqual([1000, 26, 0, [['']]]);
  });

  test('has a number that stays through a renaming, found by it, and an index counted from 1', async () => {
    expect(
      await evaluate(`
        var s = fresh(); var gid = s.getSheetId(); s.setName('Renamed');
        return [typeof gid, gid > 0, ss().getSheetById(gid).getName(), ss().getSheets()[0].getSheetId(), ss().getSheets()[0].getIndex()]`),
    ).toEqual(['number', true, 'Renamed', 0, 1]);
  });

  test.each([
    ['', 'The sheet name cannot be empty.'],
    ['x'.repeat(101), 'The sheet name cannot be greater than 100 characters.'],
    ['a/b', 'contains a character that is not allowed'],
    ['a:b', 'contains a character that is not allowed'],
    ['History', 'is reserved'],
    ['sheet1', 'already exists'],
  ])('cannot be named %j', async (name, error) => {
    expect(await failure(`ss().insertSheet(${JSON.stringify(name)})`)).toContain(error);
    expect(await failure(`fresh().setName(${JSON.stringify(name)})`)).toContain(error);
  });

  test('is found by name without regard to case; an unknown one is null', async () => {
    expect(
      await evaluate(`return [ss().getSheetByName('SHEET1').getName(), ss().getSheetByName('nope')]`),
    ).toEqual(['Sheet1', null]);
  });

  test('is inserted where asked, moved, and the last one cannot be deleted', async () => {
    const own = await startScript(`
      function f() {
        var book = SpreadsheetApp.getActive();
        book.insertSheet('A', 0); book.insertSheet('B');
        book.setActiveSheet(book.getSheetByName('A')); book.moveActiveSheet(3);
        var names = book.getSheets().map(function (s) { return s.getName(); });
        book.deleteSheet(book.getSheetByName('A')); book.deleteSheet(book.getSheetByName('B'));
        book.deleteSheet(book.getSheets()[0]);
        return names;
      }
      function g() { return SpreadsheetApp.getActive().getSheets().map(function (s) { return s.getName(); }); }`);
    expect(await own.error('f')).toBe("You can't remove all the sheets in a document.");
    expect(await own.call('g')).toEqual(['Sheet1']);
    await own.close();
  });

  test('keeps one visible tab, freezes, hides, groups and sizes rows and columns', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.setFrozenRows(1); s.setColumnWidths(1, 2, 150); s.hideColumns(4, 2);
        s.getRange('B:C').shiftColumnGroupDepth(1);
        var group = s.getColumnGroup(2, 1); group.collapse();
        var state = [s.getFrozenRows(), s.getColumnWidth(2), s.isColumnHiddenByUser(4), s.getColumnGroupDepth(2), group.isCollapsed(), group.getRange().getA1Notation()];
        s.expandAllColumnGroups(); s.hideSheet();
        return state.concat([group.isCollapsed(), s.isSheetHidden()])`),
    ).toEqual([1, 150, true, 1, true, 'B1:C1000', false, true]);
  });

  test('does not lose all of its rows below the frozen ones', async () => {
    expect(await failure(`var s = fresh(); s.setFrozenRows(1); s.deleteRows(2, 999)`)).toBe(
      'Sorry, it is not possible to delete all non-frozen rows.',
    );
  });

  test('keeps its last row when blank rows are inserted; appendRow writes below it, or in row 1 of an empty tab', async () => {
    expect(
      await evaluate(`
        var s = fresh(); s.appendRow(['first']); s.insertRowsAfter(1, 5);
        var before = s.getLastRow(); s.appendRow(['second']);
        return [before, s.getRange('A2').getValue(), s.getMaxRows()]`),
    ).toEqual([1, 'second', 1005]);
  });
});

describe('A range', () => {
  test('of open columns spans every row', async () => {
    expect(await evaluate(`return fresh().getRange('D:F').getNumRows()`)).toBe(1000);
  });

  test.each([
    [
      "fresh().getRange('A1:C2').setValues([[1,2,3]])",
      'The number of rows in the data does not match the number of rows in the range. The data has 1 but the range has 2.',
    ],
    [
      'fresh().getRange(1,1,1,4).setValues([[1,2,3,4,5]])',
      'The number of columns in the data does not match the number of columns in the range. The data has 5 but the range has 4.',
    ],
    [
      "fresh().getRange('A1').setValue(new Array(50002).join('x'))",
      'Your input contains more than the maximum of 50000 characters in a single cell.',
    ],
    ["fresh().getRange('nowhere at all')", 'Range not found'],
    ['fresh().getRange(1001, 1)', 'The coordinates of the range are outside the dimensions of the sheet.'],
    ['fresh().getRange(0, 1)', 'The starting row of the range must be at least 1.'],
    [
      "fresh().getRange('1', 2)",
      "The parameters (String,number) don't match the method signature for SpreadsheetApp.Sheet.getRange.",
    ],
    ["fresh().getRange('A1').setBackground('no colour')", 'Invalid color: no colour'],
  ])('refuses %s', async (code, error) => {
    expect(await failure(code)).toBe(error);
  });

  test('of which one cell is too long is not written at all', async () => {
    expect(
      await evaluate(`
        var s = fresh(); try { s.getRange('A1:B1').setValues([['short', new Array(50002).join('x')]]) } catch (e) {}
        return s.getRange('A1').getValue()`),
    ).toBe('');
  });

  test('gives numbers, booleans, text, errors as text, and "" for empty', async () => {
    expect(
      await evaluate(`
        var s = fresh([[1.5, true, 'text', '=1/0', '=A1*2', '']]);
        return [s.getRange('A1:F1').getValues()[0], s.getRange('A1:F1').getDisplayValues()[0]]`),
    ).toEqual([
      [1.5, true, 'text', '#DIV/0!', 3, ''],
      ['1.5', 'TRUE', 'text', '#DIV/0!', '3', ''],
    ]);
  });

  test('has a white background, black text and format General until told otherwise', async () => {
    expect(
      await evaluate(`
        var r = fresh().getRange('A1:B1');
        var plain = [r.getBackground(), r.getFontColor(), r.getFontWeight(), r.getNumberFormat()];
        r.setBackgrounds([['red', '#ABC']]).setFontWeight('bold').setNumberFormats([['0.00', '@']]);
        return [plain, r.getBackgrounds()[0], r.getFontWeights()[0], r.getNumberFormats()[0]]`),
    ).toEqual([
      ['#ffffff', '#000000', 'normal', 'General'],
      ['#ff0000', '#aabbcc'],
      ['bold', 'bold'],
      ['0.00', '@'],
    ]);
  });

  test('sorts by absolute columns, numbers before text, blanks last', async () => {
    expect(
      await evaluate(`
        var s = fresh([['x', 3, 'c'], ['x', '', 'e'], ['x', 'b', 'd'], ['x', 1, 'a'], ['x', 2, 'b']]);
        s.getRange('B1:C5').sort({ column: 2, ascending: true });
        return s.getRange('B1:C5').getValues()`),
    ).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      ['b', 'd'],
      ['', 'e'],
    ]);
  });

  test('keeps notes and validation through Sheet.clear, and formats through clearContents', async () => {
    expect(
      await evaluate(`
        var s = fresh([['x']]); var r = s.getRange('A1'); r.setNote('a note').setBackground('red');
        r.setDataValidation(SpreadsheetApp.newDataValidation().requireValueInList(['x', 'y']).build());
        s.clearContents(); var kept = [r.getValue(), r.getBackground()];
        s.clear();
        return kept.concat([r.getBackground(), r.getNote(), r.getDataValidation().getCriteriaValues()[0]])`),
    ).toEqual(['', '#ff0000', '#ffffff', 'a note', ['x', 'y']]);
  });

  test('moves with what it holds and leaves its source empty', async () => {
    expect(
      await evaluate(`
        var s = fresh([['a', '=A1']]); s.getRange('A1:B1').moveTo(s.getRange('A3'));
        return [s.getRange('A1:B1').getValues()[0], s.getRange('A3:B3').getFormulas()[0], s.getRange('B3').getValue()]`),
    ).toEqual([['', ''], ['', '=A3'], 'a']);
  });

  test('copied moves its relative formulas', async () => {
    expect(
      await evaluate(`
        var s = fresh([[1, '=A1*10'], [2, '']]); s.getRange('B1').copyTo(s.getRange('B2'));
        return s.getRange('B2').getValue()`),
    ).toBe(20);
  });

  test('is searched without regard to case unless told', async () => {
    expect(
      await evaluate(`
        var s = fresh([['Sam'], ['SAM'], ['other']]);
        var names = function (finder) { return finder.findAll().map(function (r) { return r.getA1Notation() }) };
        return [names(s.createTextFinder('sam')), names(s.createTextFinder('SAM').matchCase(true)), s.createTextFinder('none').findNext()]`),
    ).toEqual([['A1', 'A2'], ['A2'], null]);
  });

  test('with a strict drop-down refuses other values, and the whole write with them', async () => {
    const rule = `SpreadsheetApp.newDataValidation().requireValueInList(['HOT', 'COLD']).setAllowInvalid(false).build()`;
    expect(
      await failure(`fresh().getRange('A1:A2').setDataValidation(${rule}).setValues([['HOT'], ['warm']])`),
    ).toBe('The data you entered in cell A2 violates the data validation rules set on this cell.');
  });

  test('with a lenient drop-down takes any value', async () => {
    const rule = `SpreadsheetApp.newDataValidation().requireValueInList(['HOT']).build()`;
    expect(
      await evaluate(`return fresh().getRange('A1').setDataValidation(${rule}).setValue('warm').getValue()`),
    ).toBe('warm');
  });
});

describe('With an active filter', () => {
  const filtered = `
    var s = fresh([['Status', 'Note'], ['HOT', 'a'], ['COLD', 'b'], ['HOT', 'c']]);
    s.getRange('A1:B4').createFilter();
    s.getFilter().setColumnFilterCriteria(1, SpreadsheetApp.newFilterCriteria().setHiddenValues(['COLD']).build());`;
  const notes = `s.getRange('B2:B4').getValues().map(function (row) { return row[0] })`;

  test('setValues writes visible rows only, without a word', async () => {
    expect(
      await evaluate(`${filtered} s.getRange('B2:B4').setValues([['x'], ['y'], ['z']]); return ${notes}`),
    ).toEqual(['x', 'b', 'z']);
  });

  test('clearContent clears every row', async () => {
    expect(await evaluate(`${filtered} s.getRange('B2:B4').clearContent(); return ${notes}`)).toEqual([
      '',
      '',
      '',
    ]);
  });

  test('rows are hidden by the filter, not by a person, and come back without it', async () => {
    expect(
      await evaluate(`${filtered}
        var hidden = [s.isRowHiddenByFilter(3), s.isRowHiddenByUser(3), s.isRowHiddenByFilter(2)];
        s.getFilter().remove();
        return hidden.concat([s.isRowHiddenByFilter(3), s.getFilter()])`),
    ).toEqual([true, false, false, false, null]);
  });

  test('removed criteria are null, and a second filter throws', async () => {
    expect(
      await evaluate(
        `${filtered} s.getFilter().removeColumnFilterCriteria(1); return s.getFilter().getColumnFilterCriteria(1)`,
      ),
    ).toBe(null);
    expect(await failure(`${filtered} s.getRange('A1:B4').createFilter()`)).toBe(
      "You can't create a filter in a sheet that already has a filter.",
    );
  });

  test('rows and columns written beside it do not come under it', async () => {
    expect(
      await evaluate(`${filtered}
        s.getRange('A5:C5').setValues([['COLD', 'd', 'e']]); s.getRange('C1').setValue('More');
        return [s.getFilter().getRange().getA1Notation(), s.isRowHiddenByFilter(5)]`),
    ).toEqual(['A1:B4', false]);
  });

  test('conditions hide too', async () => {
    expect(
      await evaluate(`${filtered}
        s.getFilter().setColumnFilterCriteria(1, SpreadsheetApp.newFilterCriteria().whenTextContains('CO').build());
        return [2, 3, 4].map(function (row) { return s.isRowHiddenByFilter(row) })`),
    ).toEqual([true, false, true]);
  });
});

describe('A workbook', () => {
  test('takes no more cells than its limit', async () => {
    const small = await startScript(
      `function more() { SpreadsheetApp.getActive().getActiveSheet().insertRowsAfter(1, 10); }
       function wide() { SpreadsheetApp.getActive().getActiveSheet().insertColumnsAfter(1, 5); }
       function tab() { SpreadsheetApp.getActive().insertSheet(); }`,
      { limits: { workbookCells: 26_100, columns: 30 } },
    );
    const over = 'above the limit of 26100 cells';
    expect(await small.error('more')).toContain(over);
    expect(await small.error('tab')).toContain(over);
    await small.close();
  });

  test('draws charts, lists them, changes and removes them; a pie refuses a hidden-data strategy', async () => {
    expect(
      await evaluate(`
        var data = fresh([['status', 'n'], ['HOT', 2], ['COLD', 5]]); data.hideSheet();
        var s = fresh();
        s.insertChart(s.newChart().setChartType(Charts.ChartType.COLUMN).addRange(data.getRange('A1:B3')).setNumHeaders(1)
          .setHiddenDimensionStrategy(Charts.ChartHiddenDimensionStrategy.SHOW_BOTH)
          .setPosition(2, 3, 10, 20).setOption('title', 'Leads').setOption('width', 400).build());
        var chart = s.getCharts()[0];
        var info = chart.getContainerInfo();
        s.updateChart(chart.modify().setOption('title', 'All leads').setPosition(5, 3, 0, 0).build());
        var after = s.getCharts()[0];
        var seen = [chart.getRanges().map(function (r) { return r.getA1Notation() }), info.getAnchorRow(), info.getOffsetX(),
          chart.getOptions().get('title'), after.getOptions().get('title'), after.getContainerInfo().getAnchorRow(), after.getChartId() === chart.getChartId()];
        s.removeChart(after);
        return seen.concat([s.getCharts().length])`),
    ).toEqual([['A1:A3', 'B1:B3'], 2, 10, 'Leads', 'All leads', 5, true, 0]);
    expect(
      await failure(
        `fresh().newChart().asPieChart().setHiddenDimensionStrategy(Charts.ChartHiddenDimensionStrategy.SHOW_BOTH)`,
      ),
    ).toContain('pie chart');
  });

  test('keeps conditional formats as they were set', async () => {
    expect(
      await evaluate(`
        var s = fresh();
        var rule = SpreadsheetApp.newConditionalFormatRule().whenTextEqualTo('HOT').setBackground('#ff0000').setRanges([s.getRange('A2:A9')]).build();
        s.setConditionalFormatRules([rule]);
        var kept = s.getConditionalFormatRules()[0];
        var seen = [kept.getRanges()[0].getA1Notation(), kept.getBooleanCondition().getCriteriaValues(), kept.getBooleanCondition().getBackground()];
        s.clearConditionalFormatRules();
        return seen.concat([s.getConditionalFormatRules().length])`),
    ).toEqual(['A2:A9', ['HOT'], '#ff0000', 0]);
  });
});
