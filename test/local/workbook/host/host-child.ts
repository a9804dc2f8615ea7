/** A process that runs one script, reports its result, and then waits to be killed. */
import { startScript } from './harness.ts';

const [, , folder = ''] = process.argv;
const script = await startScript(
  `function write(text) {
    var sheet = SpreadsheetApp.getActive().getSheetByName('Sheet1');
    sheet.getRange('A1').setValue(text).setNote('note of ' + text);
    sheet.getRange('B:B').addDeveloperMetadata('field', text);
    return SpreadsheetApp.getActive().getId();
  }`,
  { dataDir: folder },
);
process.send?.(await script.call('write', 'from the child'));
setInterval(() => undefined, 1_000);
