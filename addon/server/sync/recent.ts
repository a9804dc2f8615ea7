/** Keeping what was saved a moment ago with the document, for the next pass. */
import type { CampaignId } from '../../model/lead.ts';
import type { RecentWrite } from '../../model/recent.ts';
import { fittedJson } from '../bytes.ts';
import { isHash, isLeadId } from '../guards.ts';
import { either, isCount, isNull, isText, listOf, parseJson, shape } from '../shapes.ts';
import type { Stored } from '../sheets/properties.ts';

const isRecent = listOf(
  shape({
    lead: isLeadId,
    code: isText,
    was: either(isNull, isHash),
    is: either(isNull, isHash),
    at: isCount,
  }),
);

const RECENT = 'recent:';

export function recentIn(stored: Stored, id: CampaignId): readonly RecentWrite[] {
  const value = parseJson(stored[RECENT + id] ?? '[]');
  return isRecent(value) ? value : [];
}

/** The writes as a property, the newest that fit. */
export function recentEntry(id: CampaignId, recent: readonly RecentWrite[]): Stored {
  return { [RECENT + id]: fittedJson(recent.length, (items) => recent.slice(0, items)) };
}
