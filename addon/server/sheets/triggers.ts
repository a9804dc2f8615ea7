/** Installable triggers. They run in the name of whoever installed them, and nobody else can see or remove them. */

export type TriggerKind = 'edit' | 'change' | 'everyMinute';
type Trigger = GoogleAppsScript.Script.Trigger;

/**
 * Sees to it that the person at the sheet has exactly one trigger for each of these functions, and answers Google's
 * ids of them. `anew`: those that are there are replaced, as Google goes on listing triggers that it has stopped.
 */
export function ensureTriggers(
  wanted: Readonly<Record<string, TriggerKind>>,
  anew: boolean,
): readonly string[] {
  const own = ScriptApp.getProjectTriggers();
  return Object.entries(wanted).map(([functionName, kind]) => {
    const present = own.filter((trigger) => trigger.getHandlerFunction() === functionName);
    const kept = anew ? undefined : present[0];
    const stands = kept ?? install(functionName, kind);
    // The new one stands before the old ones go: whatever is cut off here, something runs.
    for (const trigger of present) if (trigger !== kept) ScriptApp.deleteTrigger(trigger);
    return stands.getUniqueId();
  });
}

function install(functionName: string, kind: TriggerKind): Trigger {
  const builder = ScriptApp.newTrigger(functionName);
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  switch (kind) {
    case 'edit':
      return builder.forSpreadsheet(spreadsheet).onEdit().create();
    case 'change':
      return builder.forSpreadsheet(spreadsheet).onChange().create();
    case 'everyMinute':
      return builder.timeBased().everyMinutes(1).create();
  }
}
