/** Which of two copies of a spreadsheet is the live one: only a person can say. */
import { askBridge } from '../ask-bridge.ts';
import { locked } from '../locked.ts';
import { forgetDocument, readDocument, writeDocument } from '../sheets/properties.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { newMark } from '../sync/pass.ts';
import { statusKey } from '../sync/status.ts';
import { campaignEntry, campaignsIn, cursorKey, markDirty } from './campaigns.ts';
import { isCopied } from './open-tab.ts';

/**
 * From now on the campaigns live in this spreadsheet; the bridge refuses the other one. What is told is told from the
 * beginning, and every row is compared. Throws a Failure as the bridge does; what was moved by then stays moved.
 */
export function makeLive(): void {
  locked(() => {
    for (const record of campaignsIn(readDocument()).filter(isCopied)) {
      const { id, kind, name, colour, description, sheetId, createdAt, createdBy } = record;
      const { campaign } = askBridge('/v1/campaigns/save', {
        campaign: {
          id,
          kind,
          name,
          colour,
          description,
          sheetId,
          createdAt,
          createdBy,
          spreadsheetId: spreadsheetId(),
        },
      });
      writeDocument(campaignEntry({ ...record, ...campaign }));
      forgetDocument(cursorKey(id));
      forgetDocument(statusKey(id));
      markDirty(id, newMark());
    }
  });
}
