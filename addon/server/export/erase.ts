/** Erasing leads from the sheet once Sanity holds them no more: rows, what passes remember, and lines in the cache. */
import type { CampaignId, LeadId } from '../../model/lead.ts';
import { type CampaignRecord, campaignsIn } from '../campaigns/campaigns.ts';
import { isCopied } from '../campaigns/open-tab.ts';
import { forgetLines } from '../desk/lines.ts';
import { Failure } from '../failure.ts';
import { removeRows } from '../held/remove.ts';
import { importEntry, importsIn } from '../import/record.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { findSheet } from '../sheets/workbook.ts';
import { openCampaign } from '../sync/mend.ts';
import { recentEntry, recentIn } from '../sync/recent.ts';
import { statusEntry, statusIn } from '../sync/status.ts';

export interface SheetErased {
  /** Rows that were deleted and are gone. */
  readonly rows: number;
  /** Campaigns in whose tabs they stood. */
  readonly campaigns: readonly CampaignId[];
  /** Why rows are left, in a sentence for each tab. */
  readonly left: readonly string[];
}

/** Somebody may sort while rows are deleted; then they are looked for anew. */
const TRIES = 3;

/** Erases these leads from every tab of this spreadsheet, wherever their ids stand. Call it under the document's lock. */
export function eraseFromSheet(leads: readonly LeadId[]): SheetErased {
  const stored = readDocument();
  const campaigns = campaignsIn(stored).filter((one) => !isCopied(one));
  const wanted = new Set<string>(leads);
  let rows = 0;
  const touched: CampaignId[] = [];
  const left: string[] = [];
  for (const campaign of leads.length === 0 ? [] : campaigns) {
    try {
      const deleted = eraseRows(campaign, wanted);
      rows += deleted;
      if (deleted > 0) touched.push(campaign.id);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      left.push(`In "${campaign.name}": ${thrown.message}`);
    }
  }
  forgetRemembered(stored, campaigns, wanted);
  forgetLines(campaigns.map(({ id }) => id));
  return { rows, campaigns: touched, left };
}

/** Deletes the campaign's rows of these leads, copies of them too. Gives how many. */
function eraseRows(campaign: CampaignRecord, wanted: ReadonlySet<string>): number {
  if (findSheet(campaign.sheetId) === null) return 0;
  let deleted = 0;
  for (let attempt = 1; ; attempt += 1) {
    const open = openCampaign(campaign);
    const rows = open.tab.rows.filter(({ id }) => id !== null && wanted.has(id));
    if (rows.length === 0) return deleted;
    try {
      removeRows(open, rows);
      deleted += rows.length;
    } catch (thrown) {
      if (attempt === TRIES || !(thrown instanceof Failure) || thrown.code !== 'changed') throw thrown;
    }
  }
}

/**
 * What passes and imports remember may quote cells: it is dropped, and the next pass says anew what is still so. What was
 * saved a moment ago is known by hashes, and those of these leads go too.
 */
function forgetRemembered(
  stored: Stored,
  campaigns: readonly CampaignRecord[],
  wanted: ReadonlySet<string>,
): void {
  const statuses = campaigns.map(({ id }) => {
    const quiet = { problems: [], held: [], unread: [], absent: [], message: null };
    return {
      ...statusEntry(id, { ...statusIn(stored, id), ...quiet }),
      ...recentEntry(
        id,
        recentIn(stored, id).filter(({ lead }) => !wanted.has(lead)),
      ),
    };
  });
  const imports = importsIn(stored).map((one) => importEntry({ ...one, problems: [] }));
  const values: Stored = Object.assign({}, ...statuses, ...imports);
  if (Object.keys(values).length > 0) writeDocument(values);
}
