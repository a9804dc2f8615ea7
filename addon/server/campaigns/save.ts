/** A campaign's document is made to say what this spreadsheet says of the campaign. */
import type { Campaign } from '../../model/lead.ts';
import { settingsOf } from '../../model/settings.ts';
import { askBridge } from '../ask-bridge.ts';
import type { CampaignRecord } from './campaigns.ts';

/** Saves the campaign with these changes; answers the record as it is then, not kept yet. Throws a Failure as the bridge does. */
export function saveCampaign(
  record: CampaignRecord,
  changes: Partial<Omit<Campaign, 'id' | 'kind' | 'createdAt' | 'createdBy'>>,
): CampaignRecord {
  const { id, kind, name, colour, description, spreadsheetId, sheetId, createdAt, createdBy } = record;
  const before: Campaign = {
    id,
    kind,
    name,
    colour,
    description,
    spreadsheetId,
    sheetId,
    createdAt,
    createdBy,
    ...settingsOf(record),
  };
  const { campaign } = askBridge('/v1/campaigns/save', { campaign: { ...before, ...changes } });
  return { ...record, ...campaign };
}
