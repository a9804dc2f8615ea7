/** The end of taking an import back: what was given back is proven saved, what was added for it goes, and it is over. */
import type { UndoProgress } from '../../calls.ts';
import { reversed } from '../../model/import/cell-changes.ts';
import type { Job } from '../../model/import/job.ts';
import type { CampaignId } from '../../model/lead.ts';
import { MAX_UNDONE } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { actionIdOf, recordOnce } from '../people/record.ts';
import { deleteColumn } from '../sheets/cells.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import { readDocument } from '../sheets/properties.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { openCampaign } from '../sync/mend.ts';
import { runPass } from '../sync/pass.ts';
import { byCampaign, provenCells, type UpdatedRow, writableCampaign } from './change-cells.ts';
import { OWN_TURN_MS } from './commit.ts';
import { rowsOf, saveJob } from './jobs.ts';
import { forgetUndo, keepUndo, type UndoRecord } from './record.ts';

/** What is not proven by itself is looked at again this often with nobody asking. */
const HELD_MS = 5 * 60_000;

/** Sends and verifies; when all is verified, it is over. */
export function finishUndo(record: UndoRecord, job: Job, deadline: number, patience: number): UndoProgress {
  const columns = withDocumentLock(patience, () => removeColumns(job));
  if (!columns || !passAll(record, deadline, patience)) return progress(goingOn(record), 'undoing');
  const changed = job.counts.updated > 0 && record.touched.length > 0 ? changedIn(job) : [];
  const unsaved = unsavedIn(changed, patience);
  if (unsaved === null) return progress(goingOn(record), 'undoing');
  if (unsaved > 0) return progress(waiting(record, unsaved), 'stopped');
  const unspelled = changed.reduce((sum, one) => sum + spellAsBefore(job, one), 0);
  if (unspelled > 0) return progress(waiting(record, unspelled), 'stopped');
  // What is spelled otherwise says the same in the tab, which only takes note of it.
  if (changed.length > 0) passAll(record, deadline, patience);
  saveJob(job, { state: 'undone', kept: record.keptLeads });
  recordUndo(record, job);
  forgetUndo(job.importId);
  return progress({ ...record, message: endMessage(record, job) }, 'undone');
}

/** False: there is more to send or to take. Throws a Failure as the bridge does. */
function passAll({ touched }: UndoRecord, deadline: number, patience: number): boolean {
  for (const id of touched) {
    const seconds = Math.max(0, deadline - Date.now()) / 1000;
    const report = runPass({ campaign: writableCampaign(id), seconds, patience });
    if (report.failure) throw report.failure;
    if (report.more && !report.status.stuck) return false;
  }
  return true;
}

function waiting(record: UndoRecord, leads: number): UndoRecord {
  const message = `${leads} leads have their values back in the tab, and are not proven saved in Sanity yet. It is tried again by itself; look at the sidebar whether something is held.`;
  return keepUndo({ ...record, stopped: true, message, againAt: Date.now() + HELD_MS });
}

function goingOn(record: UndoRecord): UndoRecord {
  return keepUndo({ ...record, stopped: false, message: null, againAt: Date.now() + OWN_TURN_MS });
}

/** Columns that were added for it go, where nothing stands in them any more. */
function removeColumns(job: Job): void {
  if (job.addedColumns.length === 0) return;
  const campaign = writableCampaign(job.campaign);
  for (const name of job.addedColumns) {
    const { tab, values, sheet } = openCampaign(campaign);
    const column = tab.columns.extras.get(name);
    if (column === undefined) continue;
    if (values.slice(1).every((line) => (line[column] ?? '') === '')) deleteColumn(sheet, column + 1);
  }
}

/** Leads of one campaign that a part of the import changed. */
interface Changed {
  readonly part: number;
  readonly campaign: CampaignId;
  readonly rows: readonly UpdatedRow[];
}

function changedIn(job: Job): readonly Changed[] {
  return Array.from({ length: job.parts }, (_, part) => part).flatMap((part) => {
    const rows = rowsOf(job.importId, part).filter((row): row is UpdatedRow => row.is === 'update');
    return [...byCampaign(rows)].map(([campaign, own]) => ({ part, campaign, rows: own }));
  });
}

/** Leads with cells that say again what they said, and that Sanity does not have yet. null: another save is under way. */
function unsavedIn(changed: readonly Changed[], patience: number): number | null {
  let unsaved = 0;
  for (const { campaign, rows } of changed) {
    const found = withDocumentLock(patience, () =>
      provenCells(writableCampaign(campaign), rows.map(reversed)),
    );
    if (!found) return null;
    unsaved += found.value.unsaved.length;
  }
  return unsaved;
}

/** Documents say a phone or a time again as they spelled it before. Answers of how many leads that is not proven. */
function spellAsBefore({ importId }: Job, { part, campaign, rows }: Changed): number {
  const { country } = writableCampaign(campaign);
  let unproven = 0;
  for (let from = 0; from < rows.length; from += MAX_UNDONE) {
    const lines = rows.slice(from, from + MAX_UNDONE).map(({ line }) => line);
    const ask = { spreadsheetId: spreadsheetId(), country, importId, part, lines };
    const { leads } = askBridge('/v1/imports/undo', ask);
    unproven += lines.length - leads.filter(({ state }) => state === 'restored').length;
  }
  return unproven;
}

/** Once, however often it is finished. */
function recordUndo({ removed, restored, keptLeads, by }: UndoRecord, job: Job): void {
  const { importId, campaign, campaignName, fileName } = job;
  const said = `Undid the import of "${fileName}" into "${campaignName}": ${removed} leads were removed, ${restored} cells have their old values back, ${keptLeads} leads were kept because they had been changed since.`;
  const at = new Date().toISOString();
  recordOnce({ id: actionIdOf(`${importId}.undone`), at, by, campaign, what: 'import-undone', said });
}

function endMessage({ keptLeads, kept, removed }: UndoRecord, job: Job): string | null {
  const more =
    keptLeads > kept.length ? `Of ${keptLeads} leads that were kept, ${kept.length} are named here. ` : '';
  const campaign = campaignById(readDocument(), job.campaign);
  const empty = campaign && job.isNew && removed > 0 && keptLeads === 0 ? emptied(campaign) : '';
  return more + empty === '' ? null : (more + empty).trim();
}

function emptied({ name }: CampaignRecord): string {
  return `The campaign "${name}", which was made for this import, and its tab are still there. Archive or delete the campaign if nobody needs it.`;
}

function progress(record: UndoRecord, state: UndoProgress['state']): UndoProgress {
  const { importId, removed, restored, kept, message } = record;
  return { importId, state, removed, restored, kept, message };
}
