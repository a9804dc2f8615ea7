/** A small add-on for these tests, as it would be pushed to Google. */

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const CODE = `
function onOpen() {
  SpreadsheetApp.getUi()
    .createMenu('Leadsheet')
    .addItem('Open sidebar', 'showSidebar')
    .addItem('Import leads', 'showImport')
    .addSeparator()
    .addItem('Fail', 'fail')
    .addItem('Write', 'write')
    .addItem('Toast', 'toast')
    .addToUi();
}
function showSidebar() {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('Sidebar').setTitle('Leadsheet'));
}
function showImport() {
  var page = HtmlService.createHtmlOutput('<p>Choose a file</p><button>Next</button>').setWidth(500).setHeight(300);
  SpreadsheetApp.getUi().showModalDialog(page, 'Import leads');
}
function echo(value) { return value; }
function fail() { throw new Error('The bridge does not answer.'); }
function write() { SpreadsheetApp.getActiveSheet().getRange('B2').setValue('from the script'); }
function toast() { SpreadsheetApp.getActiveSpreadsheet().toast('3 rows saved', 'Import', 30); }
function selected() { return SpreadsheetApp.getActiveSpreadsheet().getActiveRange().getA1Notation(); }
`;

const SIDEBAR = `<!DOCTYPE html>
<html>
  <body>
    <h3>Campaigns</h3>
    <button id="echo">Echo</button>
    <button id="fail">Fail</button>
    <button id="date">Date</button>
    <button id="selected">Selected</button>
    <button id="many">Many</button>
    <button id="private">Private</button>
    <button id="leak">Leak</button>
    <button id="close">Close</button>
    <p id="out" role="status"></p>
    <script>
      var out = function (text) { document.getElementById('out').textContent = text; };
      var on = function (id, act) {
        document.getElementById(id).onclick = function () {
          try { act(); } catch (error) { out('threw ' + error.message); }
        };
      };
      var run = google.script.run.withFailureHandler(function (error, user) {
        out('failed ' + (error instanceof Error) + ' ' + error.message + ' ' + user);
      });
      var shown = run.withSuccessHandler(function (value, user) { out('got ' + JSON.stringify(value) + ' ' + user); });
      on('echo', function () { shown.withUserObject('U').echo({ name: 'Zoë', list: [1, null], gone: undefined }); });
      on('fail', function () { shown.fail(); });
      on('date', function () { shown.echo({ created: new Date(0) }); });
      on('selected', function () { shown.selected(); });
      on('many', function () {
        var answers = [];
        for (var i = 0; i < 14; i++) {
          run.withSuccessHandler(function (value) {
            answers.push(value);
            if (answers.length === 14) out('all ' + answers.sort(function (a, b) { return a - b; }).join());
          }).echo(i);
        }
      });
      on('private', function () { google.script.run.secret_(); });
      on('leak', function () {
        var seen = [];
        try { if (parent.document) seen.push('document'); } catch (error) { seen.push('no document'); }
        try { localStorage.getItem('x'); seen.push('storage'); } catch (error) { seen.push('no storage'); }
        out(seen.join() + ' ' + location.origin + ' ' + Object.keys(google.script).join());
      });
      on('close', function () { google.script.host.close(); });
    </script>
  </body>
</html>`;

const MANIFEST = {
  timeZone: 'Europe/London',
  runtimeVersion: 'V8',
  oauthScopes: [
    'https://www.googleapis.com/auth/spreadsheets.currentonly',
    'https://www.googleapis.com/auth/script.container.ui',
  ],
};

/** Writes the add-on into a new folder under `parent` and returns that folder. */
export async function writeBundle(parent: string): Promise<string> {
  const folder = join(parent, 'bundle');
  await mkdir(folder);
  await writeFile(join(folder, 'Code.js'), CODE);
  await writeFile(join(folder, 'Sidebar.html'), SIDEBAR);
  await writeFile(join(folder, 'appsscript.json'), JSON.stringify(MANIFEST));
  return folder;
}
