/** Finding leads of all campaigns. */
import type { Calls } from '../../calls.ts';
import type { FoundLead } from '../../model/desk/line.ts';
import { searchLines } from '../../model/desk/search.ts';
import { campaignsIn } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { type CampaignLines, linesFor } from './lines.ts';

/**
 * A tab that was read so long ago is read again. With triggers, each campaign's is read every five minutes at the latest;
 * reading all of them at every letter that somebody types would take seconds.
 */
export const LATELY = 600_000;
const MOST = 20;

/** The leads that fit a text best. Archived campaigns are looked through too; deleted ones are not there any more. */
export function search({ text }: Calls['search']['ask']): Calls['search']['answer'] {
  const stored = readDocument();
  const campaigns = campaignsIn(stored).filter(({ state, laidOut }) => laidOut && state !== 'deleted');
  const tabs = linesFor(stored, campaigns, LATELY, unlessGone);
  const ranked = searchLines(tabs.flatMap(found), ({ line }) => line, text);
  return {
    leads: ranked.slice(0, MOST).map(({ one }) => one),
    total: ranked.length,
    asOf: oldest(tabs),
  };
}

/** For `linesFor`: a tab that was deleted holds nothing to find; any other reason is told. */
export function unlessGone(_campaign: unknown, thrown: unknown): void {
  if (!(thrown instanceof Failure) || thrown.code !== 'not-found') throw thrown;
}

/** The lines of a tab with their campaign. */
export function found({ campaign, lines }: CampaignLines): readonly FoundLead[] {
  return lines.map((line) => ({ campaign: campaign.id, line }));
}

/** When the oldest of these tabs was read. ISO 8601 UTC. */
export function oldest(tabs: readonly CampaignLines[]): string {
  return new Date(Math.min(Date.now(), ...tabs.map(({ at }) => at))).toISOString();
}
