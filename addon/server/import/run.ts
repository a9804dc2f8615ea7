/** An import is carried on, by whoever comes by: parts into the tab, then passes until all is proven. Every step may be repeated. */
import type { Calls, ImportProgress, RowProblem } from '../../calls.ts';
import type { CellRules } from '../../model/cell.ts';
import type { Job, JobRow } from '../../model/import/job.ts';
import type { CampaignId, ImportId } from '../../model/lead.ts';
import { layOut } from '../campaigns/campaign-tab.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { type Failure, failureOf } from '../failure.ts';
import { PATIENCE } from '../locked.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import { readDocument } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { apostropheRule } from '../sync/probe.ts';
import { byCampaign, changeCells, type UpdatedRow, writableCampaign } from './change-cells.ts';
import { OWN_TURN_MS } from './commit.ts';
import { type CreatedRow, createRows, type FilledTab, isAsKnown, readFilled } from './create-rows.ts';
import { requireJob, rowsOf, saveJob } from './jobs.ts';
import { overOf } from './over.ts';
import { proveImport } from './prove-import.ts';
import { type ImportRecord, importIn, keepImport, progressOf } from './record.ts';

/** Seconds after which a step begins nothing further: the dialog shows how far it is, then asks again. */
export const STEP_SECONDS = 20;
/** What a person must see to first is looked at again by itself after this long, and at once when they ask. */
const BLOCKED_MS = 10 * 60_000;

/** Carries an import on for a while. */
export function importStep({ importId }: Calls['importStep']['ask']): ImportProgress {
  return carryOn(importId, PATIENCE);
}

/** The same, waiting `patience` milliseconds at most while another save is under way. */
export function carryOn(importId: ImportId, patience: number): ImportProgress {
  const record = importIn(readDocument(), importId);
  if (!record) return overOf(importId);
  if (record.state === 'uploading') return progressOf(record);
  try {
    return attempt(record, patience, Date.now() + STEP_SECONDS * 1000);
  } catch (thrown) {
    return stop(importId, failureOf(thrown));
  }
}

function attempt(record: ImportRecord, patience: number, deadline: number): ImportProgress {
  const known = requireJob(record.importId);
  if (known.state === 'done') return proveImport(record, known, deadline, patience, null);
  const job = known.state === 'uploading' ? saveJob(known, running(record)) : known;
  let now = record;
  let tab: OpenTab | null = null;
  while (now.next < now.parts) {
    const part = now.next;
    const rows = rowsOf(now.importId, part);
    const written = withDocumentLock(patience, () => writePart(now.importId, part, rows, job, tab));
    // Somebody else carries it on, or a pass is running.
    if (!written?.value) return progressOf(importIn(readDocument(), now.importId) ?? now);
    now = written.value.record;
    tab = written.value.tab;
    if (now.state === 'stopped' || Date.now() >= deadline) return progressOf(now);
  }
  return proveImport(now, job, deadline, patience, tab?.sheet ?? null);
}

/** The tab of the new rows, found and read once in a step. */
interface OpenTab {
  readonly sheet: Sheet;
  readonly filled: FilledTab;
}

function running({ addedColumns }: ImportRecord): Partial<Job> {
  return { state: 'running', addedColumns };
}

interface Written {
  readonly record: ImportRecord;
  readonly tab: OpenTab | null;
}

/** Writes one part, unless somebody else has; null: the import is over. */
function writePart(
  id: ImportId,
  part: number,
  rows: readonly JobRow[],
  job: Job,
  tab: OpenTab | null,
): Written | null {
  const record = importIn(readDocument(), id);
  if (!record) return null;
  if (record.next !== part) return { record, tab: null };
  const created = rows.filter((row): row is CreatedRow => row.is === 'create');
  const updated = rows.filter((row): row is UpdatedRow => row.is === 'update');
  const filled = created.length > 0 ? fill(record, created, job, tab) : { tab, problems: [] };
  const changed = filled.problems.length > 0 ? NOTHING : change(updated);
  const problems = [...filled.problems, ...changed.problems];
  const touched = new Set([
    ...record.touched,
    ...(created.length > 0 ? [record.campaign] : []),
    ...changed.campaigns,
  ]);
  const kept = keepImport({
    ...record,
    touched: [...touched],
    written: record.written + (problems.length > 0 ? 0 : created.length + updated.length),
    next: problems.length > 0 ? part : part + 1,
    state: problems.length > 0 ? 'stopped' : part + 1 < record.parts ? 'writing' : 'saving',
    problems,
    message: problems.length > 0 ? blockedMessage(problems) : null,
    againAt: Date.now() + (problems.length > 0 ? BLOCKED_MS : OWN_TURN_MS),
  });
  return { record: kept, tab: filled.tab };
}

function blockedMessage(problems: readonly RowProblem[]): string {
  const rows = problems.length === 1 ? '1 row did' : `${problems.length} rows did`;
  return `${rows} not take what the file says. They are not counted as saved. ${problems[0]?.message ?? ''} Look at the rows named here, then go on with the import.`;
}

function fill(record: ImportRecord, rows: readonly CreatedRow[], job: Job, known: OpenTab | null) {
  const campaign = writableCampaign(record.campaign);
  const sheet = openTab(campaign, known?.sheet ?? null);
  layOut(campaign, sheet, { extras: job.extras, leads: record.created });
  const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(readDocument()) };
  const before = known && isAsKnown(sheet, known.filled) ? known.filled : readFilled(sheet, rules);
  const { tab, problems } = createRows(sheet, before, rows, job, rules, record.planned === null);
  return { tab: { sheet, filled: tab }, problems };
}

interface Changed {
  readonly problems: readonly RowProblem[];
  readonly campaigns: readonly CampaignId[];
}

const NOTHING: Changed = { problems: [], campaigns: [] };

/** What keeps what it says is named at the end, by the proof. */
function change(rows: readonly UpdatedRow[]): Changed {
  const groups = [...byCampaign(rows)];
  const problems = groups.flatMap(([id, wanted]) => changeCells(writableCampaign(id), wanted).blocked);
  return { problems, campaigns: groups.map(([id]) => id) };
}

/** Why it cannot go on now. It is tried again by itself: at once where only the bridge was out of reach. */
function stop(importId: ImportId, failure: Failure): ImportProgress {
  const record = importIn(readDocument(), importId);
  if (!record) throw failure;
  if (failure.code === 'busy') return progressOf(record);
  const again = failure.code === 'bridge-unreachable' ? OWN_TURN_MS : BLOCKED_MS;
  return progressOf(
    keepImport({ ...record, state: 'stopped', message: failure.message, againAt: Date.now() + again }),
  );
}
