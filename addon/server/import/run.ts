/** An import, from its first rows to the kept receipt. Every step may be repeated. */
import type { ImportProgress, ImportReceipt, ImportRows, RowProblem } from '../../calls.ts';
import type { CellRules } from '../../model/cell.ts';
import type { ImportId } from '../../model/lead.ts';
import { findColumns, type Tab } from '../../model/tab.ts';
import { layOut } from '../campaigns/campaign-tab.ts';
import { type CampaignRecord, campaignById, campaignsIn, keepCampaign } from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { ensureDashboard } from '../dashboard/dashboard.ts';
import { Failure } from '../failure.ts';
import { locked, PATIENCE } from '../locked.ts';
import { actionIdOf, recordOnce } from '../people/record.ts';
import { readAll } from '../sheets/cells.ts';
import { readDocument, type Stored } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { runPass } from '../sync/pass.ts';
import { apostropheRule } from '../sync/probe.ts';
import { appendLines, checkRows, idsIn, lineOf, wrongLines } from './lines.ts';
import { forgetImport, type ImportRecord, importIn, keepImport, progressOf } from './record.ts';

/** Seconds after which a step sends no further rows: the dialog shows how far it is, then asks again. */
const STEP_SECONDS = 20;

/** Writes a slice of the rows into the tab and reads it back. Rows whose id is there already are left alone. */
export function importRows(ask: ImportRows): ImportProgress {
  const { stored, record, campaign } = opened(ask.importId);
  checkRows(ask.rows, record);
  return locked(() => {
    const sheet = openTab(campaign);
    layOut(campaign, sheet, { extras: record.extras, leads: record.total });
    const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(stored) };
    const before = readAll(sheet);
    const columns = findColumns((before[0] ?? []).map(String));
    const lead = columns.lead;
    if (lead === null) throw new Failure('sheet-refused', NO_LEAD_COLUMN);
    const present = idsIn(before, lead);
    const lines = ask.rows
      .map((row) => lineOf(row, record, columns, before[0]?.length ?? 0))
      .filter((line) => !present.has(line[lead] ?? ''));
    const after = lines.length === 0 ? before : appendLines(sheet, lines, before, rules);
    const problems = wrongLines(lines, after, lead, columns, rules);
    const written = [...idsIn(after, lead)].filter((id) => id.startsWith(prefixOf(record.importId))).length;
    return progressOf(
      keepImport({
        ...record,
        state: problems.length > 0 ? 'stopped' : written < record.total ? 'writing' : 'saving',
        written,
        problems,
        message:
          problems.length > 0
            ? `${problems.length} rows did not keep their values in the tab. ${NOT_SAVED}`
            : null,
      }),
    );
  });
}

const NO_LEAD_COLUMN =
  'The hidden column _lead is missing from the tab, so no row was written. Undo the change (Ctrl+Z) and go on with the import.';
const NOT_SAVED = 'They are not counted as saved. Look at the rows named here, then go on with the import.';

/** Sends and verifies the next rows; when all are verified, adds the charts. */
export function importStep({ importId }: { readonly importId: ImportId }): ImportProgress {
  const { record, campaign } = opened(importId);
  if (record.state === 'done') return progressOf(record);
  const sheet = openTab(campaign);
  const report = runPass({ campaign, seconds: STEP_SECONDS, patience: PATIENCE, sheet });
  const counts = countRows(report.tab, importId);
  const complete = counts.verified >= record.total;
  if (complete) ensureDashboard(campaign, sheet, report.tab.columns);
  const stuck = !complete && !report.more && counts.written >= record.total;
  const failed = report.failure?.message ?? null;
  return progressOf(
    keepImport({
      ...record,
      ...counts,
      state: complete
        ? 'done'
        : failed !== null || stuck
          ? 'stopped'
          : counts.written < record.total
            ? 'writing'
            : 'saving',
      problems: report.status.problems,
      message:
        failed ??
        (stuck ? unverified(record.total - counts.verified, record.total, report.status.problems) : null),
    }),
  );
}

function unverified(missing: number, total: number, problems: readonly RowProblem[]): string {
  const why = problems[0]?.message ?? 'They are held: see the sidebar.';
  return `${missing} of ${total} rows are not proven saved in Sanity. They stay in the tab and are tried again by themselves. ${why}`;
}

/** Keeps the receipt with the campaign; the import is over then. */
export function importFinish(receipt: ImportReceipt): ImportProgress {
  if (receipt.rowsIn !== receipt.created + receipt.duplicate + receipt.invalid + receipt.skipped) {
    throw new Failure(
      'bad-request',
      'The receipt does not add up: rows in must be created, duplicate, invalid and skipped together. It was not kept.',
    );
  }
  const stored = readDocument();
  const record = importIn(stored, receipt.importId);
  const finished = campaignsIn(stored).find((campaign) => campaign.receipt?.importId === receipt.importId);
  if (!record && finished) return receiptProgress(finished, receipt);
  const { campaign } = opened(receipt.importId);
  if (!record || record.verified < receipt.created) {
    throw new Failure(
      'bad-request',
      `Only ${record?.verified ?? 0} of ${receipt.created} rows are proven saved, so the receipt was not kept. Go on with the import first.`,
    );
  }
  keepCampaign({ ...campaign, receipt });
  recordImport(record, receipt);
  forgetImport(receipt.importId);
  return progressOf({ ...record, state: 'done' });
}

/** Once, however often the import is finished: its action is called as the import is. */
function recordImport(
  { importId, campaign, campaignName, fileName }: ImportRecord,
  receipt: ImportReceipt,
): void {
  const { rowsIn, created, duplicate, invalid, skipped } = receipt;
  const said = `Imported "${fileName}" into "${campaignName}": ${created} of ${rowsIn} rows; ${duplicate} were there already, ${invalid} could not be read, ${skipped} were left out.`;
  const at = new Date().toISOString();
  recordOnce({ id: actionIdOf(importId), at, by: userEmail(), campaign, what: 'imported', said });
}

function receiptProgress(campaign: CampaignRecord, receipt: ImportReceipt): ImportProgress {
  return {
    importId: receipt.importId,
    campaign: campaign.id,
    campaignName: campaign.name,
    fileName: '',
    state: 'done',
    total: receipt.created,
    written: receipt.created,
    verified: receipt.created,
    message: null,
    problems: [],
  };
}

function opened(importId: ImportId): {
  readonly stored: Stored;
  readonly record: ImportRecord;
  readonly campaign: CampaignRecord;
} {
  const stored = readDocument();
  const record = importIn(stored, importId);
  const campaign = record && campaignById(stored, record.campaign);
  if (record && campaign) return { stored, record, campaign };
  throw new Failure(
    'not-found',
    'This import is not known in this spreadsheet. Nothing was written. Start the import again.',
  );
}

function prefixOf(importId: ImportId): string {
  return `lead.${importId}.`;
}

function countRows(tab: Tab, importId: ImportId): { readonly written: number; readonly verified: number } {
  const rows = tab.rows.filter((row) => row.id?.startsWith(prefixOf(importId)));
  return { written: rows.length, verified: rows.filter((row) => row.base !== null).length };
}
