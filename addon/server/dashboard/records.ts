/** What is remembered of the campaigns' places in `_stats`: a document property each. */
import type { CampaignId } from '../../model/lead.ts';
import { storedObject } from '../campaigns/campaigns.ts';
import { type Guard, isCount, isText, shape } from '../shapes.ts';
import type { Stored } from '../sheets/properties.ts';
import type { StatsRecord } from './places.ts';

const isStats: Guard<StatsRecord> = shape({
  layout: isCount,
  sheetId: isCount,
  columns: isText,
  row: isCount,
  rows: isCount,
  charts: isCount,
});

const STATS = 'stats:';

export function statsKey(id: CampaignId): string {
  return STATS + id;
}

export function statsOf(stored: Stored, id: CampaignId): StatsRecord | null {
  return storedObject(stored, statsKey(id), isStats);
}

export function statsEntry(id: CampaignId, record: StatsRecord): Stored {
  return { [statsKey(id)]: JSON.stringify(record) };
}

/** Places that are other campaigns'. */
export function placesBeside(stored: Stored, id: CampaignId): readonly StatsRecord[] {
  return Object.keys(stored)
    .filter((key) => key.startsWith(STATS) && key !== statsKey(id))
    .flatMap((key) => storedObject(stored, key, isStats) ?? []);
}
