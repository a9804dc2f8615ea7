/** Opening a campaign's tab, after making sure that it is this spreadsheet's own. */

import { Failure } from '../failure.ts';
import { activeSheet, findSheet, type Sheet, sheetIdOf, spreadsheetId } from '../sheets/workbook.ts';
import type { CampaignRecord } from './campaigns.ts';

/** True in a copy of the spreadsheet: Google copies tabs and numbers, and both copies would write to the same leads. */
export function isCopied(campaign: CampaignRecord): boolean {
  return campaign.spreadsheetId !== spreadsheetId();
}

export const COPIED =
  'This spreadsheet is a copy of another one, which is the live one for these leads. Nothing is sent or taken here, so that the two do not overwrite each other. Work in the other one, or make this one the live one in the sidebar.';

/** The campaign's tab. Throws a Failure when the spreadsheet is a copy or the tab was deleted. `seen` spares a search. */
export function openTab(campaign: CampaignRecord, seen: Sheet | null = null): Sheet {
  if (isCopied(campaign)) throw new Failure('sheet-refused', COPIED);
  const sheet = seen && sheetIdOf(seen) === campaign.sheetId ? seen : findSheet(campaign.sheetId);
  if (sheet) return sheet;
  throw new Failure(
    'not-found',
    `The tab of "${campaign.name}" is not in this spreadsheet any more. Its leads are safe in Sanity. Bring the tab back with Ctrl+Z, or let the sidebar make it again.`,
  );
}

/** The tab that the person looks at and the campaign that it belongs to, if any. */
export function activeTab(campaigns: readonly CampaignRecord[]): {
  readonly sheet: Sheet;
  readonly campaign: CampaignRecord | null;
} {
  const sheet = activeSheet();
  const id = sheetIdOf(sheet);
  return { sheet, campaign: campaigns.find((campaign) => campaign.sheetId === id) ?? null };
}
