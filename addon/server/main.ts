/** What Google calls by name: the menu, triggers, the card, and the one function of the pages. */

import type { Answer } from '../calls.ts';
import { afterChange, afterEdit, installTriggers, everyMinute as minute } from './automation.ts';
import { toggleView as toggle } from './campaigns/view.ts';
import { homepage, openFromCard } from './card.ts';
import { Failure, failureOf } from './failure.ts';
import { countAs } from './governor.ts';
import { serve as answer, openImport } from './serve.ts';
import { triggerOwnerIn } from './settings.ts';
import { readDocument } from './sheets/properties.ts';
import { addMenu, alertPerson, openSidebar } from './sheets/ui.ts';

export { homepage, openFromCard };

/** What the pages call: `{ name, ask }`, answered as data. */
export function serve(call: unknown): Answer {
  countAs('pages');
  return answer(call);
}

/** Simple trigger, also before the person has authorised anything: a static menu and nothing else. */
export function onOpen(): void {
  addMenu('Leadsheet', [
    { label: 'Open sidebar', functionName: 'showSidebar' },
    { label: 'Import leads…', functionName: 'showImport' },
    { label: 'Dashboard / Leads', functionName: 'toggleView' },
    null,
    { label: 'Connect to the bridge…', functionName: 'showConnect' },
  ]);
}

/** Opens the sidebar. The first time, edits begin to be sent by themselves, in the name of whoever opened it. */
export function showSidebar(): void {
  openSidebar('sidebar', 'Leadsheet');
  told(() => {
    if (triggerOwnerIn(readDocument()) === null) installTriggers();
  });
}

export function showImport(): void {
  openImport();
}

/** The sidebar shows the form by itself while nothing is connected, and under its settings afterwards. */
export function showConnect(): void {
  showSidebar();
}

export function toggleView(): void {
  told(toggle);
}

/** Installable: someone edited cells. */
export function onEditInstalled(event: GoogleAppsScript.Events.SheetsOnEdit): void {
  afterEdit(event.range.getSheet().getSheetId(), event.triggerUid);
}

/** Installable: rows, columns or tabs came or went. Edits have a trigger of their own; formats hold no data. */
export function onChangeInstalled(event: GoogleAppsScript.Events.SheetsOnChange): void {
  if (event.changeType === 'EDIT' || event.changeType === 'FORMAT') return;
  const aboutTabs = /^(INSERT_GRID|REMOVE_GRID|OTHER)$/.test(event.changeType);
  afterChange(event.source.getActiveSheet().getSheetId(), event.triggerUid, aboutTabs);
}

/** Time trigger. */
export function everyMinute(event?: GoogleAppsScript.Events.TimeDriven): void {
  minute(event?.triggerUid ?? '');
}

/** Runs what a person chose in the menu; what goes wrong is told in a dialog rather than in Google's red bar. */
function told(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    const failure = thrown instanceof Failure ? thrown : failureOf(thrown);
    alertPerson('Leadsheet', failure.message);
  }
}
