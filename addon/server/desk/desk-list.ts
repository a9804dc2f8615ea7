/** More of a list than the sidebar begins with, of one campaign or of all. */

import type { Calls } from '../../calls.ts';
import type { FoundLead } from '../../model/desk/line.ts';
import { linesIn } from '../../model/desk/lists.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { wallKey, wallOf } from '../../model/time.ts';
import { campaignById, campaignsIn } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { JUST_NOW, rethrow } from './desk.ts';
import { type CampaignLines, linesFor } from './lines.ts';
import { found, LATELY, oldest, unlessGone } from './search.ts';

const PAGE = 100;

/** A page of leads. Throws a Failure when the campaign's tab cannot be read. */
export function deskList({
  campaign,
  list,
  status,
  from,
}: Calls['deskList']['ask']): Calls['deskList']['answer'] {
  const tabs = campaign === null ? allLines() : linesOf(campaign);
  const now = wallKey(wallOf(new Date()));
  const all = tabs.flatMap(found);
  const listed = list === null ? all : linesIn(list, all, ({ line }) => line, now);
  const leads = status === null ? listed : listed.filter(({ line }) => line.status === status);
  return {
    leads: leads.slice(from, from + PAGE),
    total: leads.length,
    statuses: statusesIn(listed),
    asOf: oldest(tabs),
  };
}

function linesOf(id: NonNullable<Calls['deskList']['ask']['campaign']>): readonly CampaignLines[] {
  const stored = readDocument();
  const campaign = campaignById(stored, id);
  if (campaign) return linesFor(stored, [campaign], JUST_NOW, rethrow);
  throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
}

/** Of every campaign that is at work; archived ones rest. */
function allLines(): readonly CampaignLines[] {
  const stored = readDocument();
  const campaigns = campaignsIn(stored).filter(({ state, laidOut }) => laidOut && isSynced(state));
  return linesFor(stored, campaigns, LATELY, unlessGone);
}

function statusesIn(leads: readonly FoundLead[]): Calls['deskList']['answer']['statuses'] {
  const counts = new Map<string, number>();
  for (const { line } of leads) counts.set(line.status, (counts.get(line.status) ?? 0) + 1);
  return [...counts]
    .map(([status, count]) => ({ status, leads: count }))
    .sort((one, other) => other.leads - one.leads || (one.status < other.status ? -1 : 1));
}
