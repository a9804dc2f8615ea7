/** Which of two copies of a spreadsheet is the live one: only a person can say. */
import { isSynced } from '../../model/lifecycle.ts';
import { askBridge } from '../ask-bridge.ts';
import { locked } from '../locked.ts';
import { forgetDocument, readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { sheetIds, spreadsheetId } from '../sheets/workbook.ts';
import { newMark } from '../sync/pass.ts';
import { statusKey } from '../sync/status.ts';
import {
  type CampaignRecord,
  campaignEntry,
  campaignsIn,
  cursorKey,
  markDirty,
  newRecord,
} from './campaigns.ts';
import { copyOfIn, settleHere } from './copy.ts';
import { saveCampaign } from './save.ts';

/**
 * From now on the campaigns live in this spreadsheet; the bridge refuses the other one. What is told is told from the
 * beginning, and every row is compared. Throws a Failure as the bridge does; what was moved by then stays moved, and
 * the rest moves when it is asked for again.
 */
export function makeLive(): void {
  locked(() => {
    const stored = readDocument();
    const known = campaignsIn(stored);
    for (const record of [...known, ...forgotten(stored, known)]) {
      const moved = saveCampaign(record, { spreadsheetId: spreadsheetId() });
      // Forgotten first: a record that is live must never go on from where the copy was made.
      forgetDocument(cursorKey(record.id));
      forgetDocument(statusKey(record.id));
      writeDocument(campaignEntry(moved));
      if (isSynced(record.state)) markDirty(record.id, newMark());
    }
    settleHere(readDocument());
  });
}

/** Campaigns whose tabs are here and of which the bridge alone knows, as Google copies nothing that is remembered. */
function forgotten(stored: Stored, known: readonly CampaignRecord[]): readonly CampaignRecord[] {
  const from = copyOfIn(stored);
  if (from === null) return [];
  const tabs = sheetIds();
  const { campaigns } = askBridge('/v1/campaigns', { spreadsheetId: from });
  return campaigns
    .filter(({ id, sheetId }) => tabs.has(sheetId) && !known.some((record) => record.id === id))
    .map((campaign) => ({ ...newRecord(campaign), laidOut: true, complete: true }));
}
