/** Taking leads straight from Sanity into their rows, outside an ordinary pass. */
import type { CellRules } from '../../model/cell.ts';
import type { LeadId, LeadSnapshot } from '../../model/lead.ts';
import type { Settled, TakesOver } from '../../model/settle.ts';
import { readTab, type Tab } from '../../model/tab.ts';
import type { CampaignRecord } from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { type CellBlock, readAll } from '../sheets/cells.ts';
import { readDocument } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { apostropheRule } from './probe.ts';
import { statusIn } from './status.ts';
import { type Taken, takeAnswers } from './take.ts';

/** A campaign's tab as it stands. */
export interface OpenCampaign {
  readonly campaign: CampaignRecord;
  readonly sheet: Sheet;
  readonly rules: CellRules;
  /** Codes of the columns that the tab had when it was last compared; null: not known. */
  readonly seen: ReadonlySet<string> | null;
  readonly values: CellBlock;
  readonly tab: Tab;
}

/** Opens and reads a campaign's tab. Throws a Failure when it is not there. `given` spares a search. */
export function openCampaign(campaign: CampaignRecord, given: Sheet | null = null): OpenCampaign {
  const stored = readDocument();
  const sheet = openTab(campaign, given);
  const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(stored) };
  const { columns } = statusIn(stored, campaign.id);
  const seen = columns && new Set(columns);
  const values = readAll(sheet);
  return { campaign, sheet, rules, seen, values, tab: readTab(values, rules, seen) };
}

export interface TakeLeads {
  readonly leads: ReadonlyMap<LeadId, LeadSnapshot>;
  /** Whether a lead that has no row gets one; none does by default. */
  readonly wants?: (lead: LeadSnapshot) => boolean;
  /** Cells that give way even to a change that a person made in them. */
  readonly takesOver?: TakesOver;
}

/** Seconds after which no further part is begun. */
const SECONDS = 60;

/** Writes what the leads say into the tab and reads it back. Call it under the document's lock. */
export function takeLeads(open: OpenCampaign, { leads, wants = () => false, takesOver }: TakeLeads): Taken {
  const { sheet, rules, seen } = open;
  const answers = new Map<LeadId, Settled>(
    [...leads].map(([id, snapshot]) => [id, { rev: snapshot.rev, sent: null, snapshot }]),
  );
  const how = takesOver ? { takesOver } : {};
  return takeAnswers({ sheet, rules, answers, seen, wants, how }, Date.now() + SECONDS * 1_000);
}
