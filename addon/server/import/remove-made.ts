/** Leads that an import made go: their documents, proven, and then their rows. */
import type { RowProblem } from '../../calls.ts';
import type { Job } from '../../model/import/job.ts';
import { whyChanged } from '../../model/import/made.ts';
import { importedLeadId, type LeadId } from '../../model/lead.ts';
import type { TabRow } from '../../model/tab.ts';
import { MAX_UNDONE, type UndoneLead } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import type { CampaignRecord } from '../campaigns/campaigns.ts';
import { Failure, failureOf } from '../failure.ts';
import { removeRows } from '../held/remove.ts';
import { ensureRows } from '../sheets/cells.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { type OpenCampaign, openCampaign } from '../sync/mend.ts';
import type { CreatedRow } from './create-rows.ts';

export interface Removal {
  /** Leads that are gone from both. */
  readonly removed: number;
  /** What was changed since, and stays. */
  readonly kept: readonly RowProblem[];
  /** Leads of which it is not known yet. */
  readonly open: number;
  /** Why; null where nothing is open. */
  readonly why: string | null;
}

/** How often rows are looked at again that changed while they were being removed. */
const TRIES = 3;

/** Removes those leads of a part that nobody changed. Call it under the document's lock; it may be repeated. */
export function removeMade(
  campaign: CampaignRecord,
  job: Job,
  part: number,
  made: readonly CreatedRow[],
): Removal {
  const looked = lookAt(openCampaign(campaign), job, made);
  const answers = askAway(
    campaign,
    job,
    part,
    looked.same.map(({ line }) => line),
  );
  const gone = made.filter(({ line }) => answers.leads.get(line)?.state === 'removed');
  const left = removeRowsOf(campaign, job, gone);
  const changed = [...answers.leads.values()].filter(({ state }) => state === 'changed');
  const unsure = [...answers.leads.values()].filter(({ state }) => state === 'unverified');
  const open = unsure.length + looked.same.length - answers.leads.size;
  return {
    removed: gone.length - left.length,
    kept: [...looked.kept, ...changed.map(({ id, message }) => keptRow(looked.rowOf(id), message)), ...left],
    open,
    why: open === 0 ? null : (answers.why ?? unsure[0]?.message ?? NOT_ANSWERED),
  };
}

const NOT_ANSWERED = 'The bridge did not say what became of some leads. Go on with taking the import back.';

interface Looked {
  readonly same: readonly CreatedRow[];
  readonly kept: readonly RowProblem[];
  readonly rowOf: (id: LeadId) => number | null;
}

/** Which leads still say in their rows what the import wrote; one without a row may be gone from Sanity all the same. */
function lookAt({ tab, values, rules }: OpenCampaign, job: Job, made: readonly CreatedRow[]): Looked {
  const rows = new Map<LeadId | null, TabRow[]>();
  for (const row of tab.rows) rows.set(row.id, [...(rows.get(row.id) ?? []), row]);
  const strays = new Set(tab.rows.flatMap(({ stray }) => stray?.id ?? []));
  const same: CreatedRow[] = [];
  const kept: RowProblem[] = [];
  for (const one of made) {
    const id = importedLeadId(job.importId, one.line);
    const [row, ...copies] = rows.get(id) ?? [];
    const why =
      copies.length > 0
        ? 'its row is there more than once'
        : row?.stray || strays.has(id)
          ? 'its hidden id was moved to another row'
          : row && whyChanged(row, values[row.index + 1] ?? [], one, job, tab, rules);
    if (why) kept.push(keptRow(row ? row.index + 2 : null, `${sentence(why)}.`));
    else same.push(one);
  }
  const rowOf = (id: LeadId) => {
    const [row] = rows.get(id) ?? [];
    return row ? row.index + 2 : null;
  };
  return { same, kept, rowOf };
}

function keptRow(row: number | null, why: string): RowProblem {
  return { row, message: `This lead was kept. ${why}` };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

interface Answers {
  readonly leads: ReadonlyMap<number, UndoneLead>;
  readonly why: string | null;
}

/** Has the bridge delete the documents; what it answered before it was out of reach counts. */
function askAway(campaign: CampaignRecord, job: Job, part: number, lines: readonly number[]): Answers {
  const leads = new Map<number, UndoneLead>();
  try {
    for (let from = 0; from < lines.length; from += MAX_UNDONE) {
      const answer = askBridge('/v1/imports/undo', {
        spreadsheetId: spreadsheetId(),
        country: campaign.country,
        importId: job.importId,
        part,
        lines: lines.slice(from, from + MAX_UNDONE),
      });
      for (const lead of answer.leads) leads.set(lead.line, lead);
    }
    return { leads, why: null };
  } catch (thrown) {
    return { leads, why: failureOf(thrown).message };
  }
}

/** Removes the rows of leads whose documents are gone. Answers those that somebody changed meanwhile: they stay. */
function removeRowsOf(
  campaign: CampaignRecord,
  job: Job,
  gone: readonly CreatedRow[],
): readonly RowProblem[] {
  if (gone.length === 0) return [];
  for (let tries = 1; ; tries++) {
    const open = openCampaign(campaign);
    const looked = lookAt(open, job, gone);
    const ids = new Set<LeadId | null>(looked.same.map(({ line }) => importedLeadId(job.importId, line)));
    const rows = open.tab.rows.filter(({ id }) => ids.has(id));
    try {
      // Google does not delete all rows below the frozen one.
      if (rows.length > 0) ensureRows(open.sheet, open.values.length + 1);
      removeRows(open, rows);
      return looked.kept.map(({ row, message }) => ({ row, message: `${message} ${LEADLESS}` }));
    } catch (thrown) {
      if (!(thrown instanceof Failure) || thrown.code !== 'changed' || tries === TRIES) throw thrown;
    }
  }
}

const LEADLESS =
  'Its lead had been deleted from Sanity the moment before; what the row says stays in the tab, and the sidebar asks what to do with it.';
