/** The end of an import: passes until every row is proven saved, then it is over and its receipt is kept with the bridge. */
import type { ImportProgress, RowProblem } from '../../calls.ts';
import type { Job } from '../../model/import/job.ts';
import type { CampaignId, LeadId } from '../../model/lead.ts';
import type { Tab } from '../../model/tab.ts';
import { campaignById } from '../campaigns/campaigns.ts';
import { wantDashboard } from '../dashboard/dashboard.ts';
import { actionIdOf, recordOnce } from '../people/record.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import { readDocument } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { type PassReport, runPass } from '../sync/pass.ts';
import { byCampaign, provenCells, type UpdatedRow, writableCampaign } from './change-cells.ts';
import { OWN_TURN_MS } from './commit.ts';
import { rowsOf, saveJob } from './jobs.ts';
import { forgetImport, type ImportRecord, keepImport, progressOf } from './record.ts';

/** What is not proven by itself is looked at again this often with nobody asking. */
const HELD_MS = 5 * 60_000;

/** Sends and verifies; when all is verified, the import is over. */
export function proveImport(
  record: ImportRecord,
  job: Job,
  deadline: number,
  patience: number,
  sheet: Sheet | null,
): ImportProgress {
  const passes = new Map<CampaignId, PassReport>();
  for (const id of record.touched) {
    const seconds = Math.max(0, deadline - Date.now()) / 1000;
    const own = sheet && id === record.campaign ? { sheet } : {};
    const report = runPass({ campaign: writableCampaign(id), seconds, patience, ...own });
    if (report.failure) throw report.failure;
    passes.set(id, report);
    if (report.more && !report.status.stuck) break;
  }
  const made = countMade(passes.get(record.campaign)?.tab ?? null, job);
  const open = [...passes.values()].some(({ more, status }) => more && !status.stuck);
  if (open || passes.size < record.touched.length) return progressOf(goingOn(record, made.verified));
  const cells = provenUpdates(record, patience);
  if (!cells) return progressOf(goingOn(record, made.verified));
  const verified = made.verified + cells.proven;
  const waiting = made.written - made.verified + cells.unsaved.length;
  if (waiting > 0) return progressOf(stopped(record, verified, waiting, [...passes.values()], cells.unsaved));
  return finish(record, job, verified, cells.kept, record.created - made.written);
}

function goingOn(record: ImportRecord, verified: number): ImportRecord {
  const againAt = Date.now() + OWN_TURN_MS;
  return keepImport({ ...record, state: 'saving', verified, message: null, problems: [], againAt });
}

function stopped(
  record: ImportRecord,
  verified: number,
  waiting: number,
  passes: readonly PassReport[],
  unsaved: readonly RowProblem[],
): ImportRecord {
  const problems = [...passes.flatMap(({ status }) => status.problems), ...unsaved];
  const held = passes.flatMap(({ status }) => status.held);
  const why = held[0]?.message ?? problems[0]?.message ?? 'They are held: see the sidebar.';
  const message = `${waiting} of ${record.total} rows are not proven saved in Sanity. They stay in the tab and are tried again by themselves. ${why}`;
  return keepImport({
    ...record,
    state: 'stopped',
    verified,
    message,
    problems,
    againAt: Date.now() + HELD_MS,
  });
}

/** Rows of the import that are in the tab, and those of them that were read back from Sanity. */
function countMade(
  tab: Tab | null,
  { importId }: Job,
): { readonly written: number; readonly verified: number } {
  const prefix = `lead.${importId}.`;
  const rows = tab?.rows.filter((row) => row.id?.startsWith(prefix)) ?? [];
  const ids = (some: typeof rows) => new Set<LeadId | null>(some.map(({ id }) => id)).size;
  return { written: ids(rows), verified: ids(rows.filter((row) => row.base !== null)) };
}

/** Looks at every changed cell once more. null: another save is under way. */
function provenUpdates(record: ImportRecord, patience: number) {
  let proven = 0;
  const kept: RowProblem[] = [];
  const unsaved: RowProblem[] = [];
  for (const part of record.updating) {
    const rows = rowsOf(record.importId, part).filter((row): row is UpdatedRow => row.is === 'update');
    for (const [id, wanted] of byCampaign(rows)) {
      const found = withDocumentLock(patience, () => provenCells(writableCampaign(id), wanted));
      if (!found) return null;
      proven += found.value.proven;
      kept.push(...found.value.kept);
      unsaved.push(...found.value.unsaved);
    }
  }
  return { proven, kept, unsaved };
}

function finish(
  record: ImportRecord,
  job: Job,
  verified: number,
  kept: readonly RowProblem[],
  gone: number,
): ImportProgress {
  const campaign = campaignById(readDocument(), record.campaign);
  if (campaign) wantDashboard(campaign);
  saveJob(job, { state: 'done', verified });
  recordImport(record, job);
  forgetImport(record);
  const done: ImportRecord = {
    ...record,
    state: 'done',
    written: record.total,
    verified,
    problems: kept.slice(0, MOST_NAMED),
    message: leftMessage(kept.length, gone),
  };
  return progressOf(done);
}

const MOST_NAMED = 100;

/** What of the file does not stand there, and never will by itself; null when all does. */
function leftMessage(kept: number, gone: number): string | null {
  const changed =
    kept === 0
      ? ''
      : `${kept === 1 ? '1 lead was' : `${kept} leads were`} not changed as the file says, because somebody changed or removed ${kept === 1 ? 'it' : 'them'} meanwhile. `;
  const removed =
    gone === 0
      ? ''
      : `${gone === 1 ? '1 new row was' : `${gone} new rows were`} removed from the tab by somebody while the import ran.`;
  return changed + removed === '' ? null : (changed + removed).trim();
}

/** Once, however often the import is finished: its action is called as the import is. */
function recordImport(
  { importId, campaign, campaignName, fileName, by }: ImportRecord,
  { counts }: Job,
): void {
  const { rowsIn, created, updated, duplicate, invalid, skipped } = counts;
  const said = `Imported "${fileName}" into "${campaignName}": of ${rowsIn} rows, ${created} made leads and ${updated} changed some; ${duplicate} were there already, ${invalid} could not be read, ${skipped} were left out.`;
  const at = new Date().toISOString();
  recordOnce({ id: actionIdOf(importId), at, by, campaign, what: 'imported', said });
}
