/** Installable triggers. They run in the name of whoever installed them. */

export type TriggerKind = 'edit' | 'change' | 'everyMinute';

/** Installs what is missing of these triggers in the name of the person at the sheet. May be called again. */
export function ensureTriggers(wanted: Readonly<Record<string, TriggerKind>>): void {
  const present = new Set(ScriptApp.getProjectTriggers().map((trigger) => trigger.getHandlerFunction()));
  for (const [functionName, kind] of Object.entries(wanted)) {
    if (!present.has(functionName)) install(functionName, kind);
  }
}

function install(functionName: string, kind: TriggerKind): void {
  const builder = ScriptApp.newTrigger(functionName);
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  switch (kind) {
    case 'edit':
      builder.forSpreadsheet(spreadsheet).onEdit().create();
      return;
    case 'change':
      builder.forSpreadsheet(spreadsheet).onChange().create();
      return;
    case 'everyMinute':
      builder.timeBased().everyMinutes(1).create();
      return;
  }
}
