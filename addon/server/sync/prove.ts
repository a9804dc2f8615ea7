/** The proof of a campaign: every lead compared with its row, what can be mended mended, and the rest named. */
import type { Proof } from '../../calls.ts';
import { type Comparison, compare } from '../../model/audit.ts';
import { differencesOf, nameOf } from '../../model/differences.ts';
import { type Held, missingDocumentsHold, missingRowsHold } from '../../model/holds.ts';
import type { LeadId, LeadSnapshot } from '../../model/lead.ts';
import { planPass } from '../../model/plan.ts';
import type { Tab } from '../../model/tab.ts';
import type { CampaignRecord } from '../campaigns/campaigns.ts';
import { beingUndone } from '../import/record.ts';
import { movesUnderWay } from '../lifecycle/moving.ts';
import { locked } from '../locked.ts';
import { readDocument, writeDocument } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { leadsOf } from './apart.ts';
import { fetchLeads, fetchProofs } from './fetch-leads.ts';
import { openCampaign, takeLeads } from './mend.ts';
import { type PassReport, runPass } from './pass.ts';
import { statusEntry, statusIn } from './status.ts';

export interface ProveOrder {
  readonly campaign: CampaignRecord;
  /** Mend what Sanity and the rows themselves can tell. */
  readonly repair: boolean;
  /** Seconds that it may take. */
  readonly seconds: number;
  /** Milliseconds to wait while another pass is running. */
  readonly patience: number;
  readonly sheet?: Sheet;
}

/** What was compared, lead by lead. */
export interface Proven {
  readonly proof: Proof;
  readonly found: Comparison;
}

/** At most so many differences are looked into and mended by one proof; the next one takes the rest. */
const MOST_LEADS = 500;
const MOST_LISTED = 100;
const MOST_NAMES = 3;

/**
 * Compares a campaign as a whole. What it finds on one side only is held for a person from then on. null: the time was
 * up first, and nothing is proven. Throws a Failure as a pass does.
 */
export function prove(order: ProveOrder): Proven | null {
  const { campaign, repair } = order;
  const deadline = Date.now() + order.seconds * 1000;
  const first = wholePass(order, deadline);
  if (first.more && !first.status.stuck) return null;
  const proofs = fetchProofs(campaign, first.tab.columns, idsOf(first.tab), deadline);
  if (proofs === null) return null;
  const found = withoutMoving(campaign, compare(first.tab, proofs, first.status.knownUntil));
  const suspects = [...new Set([...found.differing.flatMap(({ id }) => id ?? []), ...found.fresh])];
  const looked = suspects.slice(0, MOST_LEADS);
  if (repair && looked.length > 0) {
    const fresh = new Set(found.fresh);
    locked(() => {
      const leads = fetchLeads(campaign, looked);
      takeLeads(openCampaign(campaign), { leads, wants: ({ id }) => fresh.has(id) });
    });
    wholePass(order, deadline);
  }
  const tab = looked.length > 0 ? openCampaign(campaign).tab : first.tab;
  const held = new Set(planPass(tab).held.flatMap(({ rows }) => rows));
  const leads = fetchLeads(campaign, looked);
  const differences = differencesOf(looked, { tab, leads, country: campaign.country, held });
  const sided = sidedHolds(campaign, found);
  keepFindings(campaign, sided, proofs.size - leadsOf(tab));
  const unknown = found.differing.filter(({ id }) => id === null).length + suspects.length - looked.length;
  const differing = differences.length + unknown + found.missingRows.length + found.missingDocuments.length;
  const proof: Proof = {
    at: new Date().toISOString(),
    leads: found.leads,
    equal: found.leads - found.resting.length - differing,
    resting: found.resting.length,
    differing,
    differences: [...differences, ...sided.map(onOneSide)].slice(0, MOST_LISTED),
    repaired: repair ? Math.max(0, looked.length - differences.length) : 0,
  };
  return { proof, found };
}

/** A lead on its way between two campaigns is in one tab before it is in the other: nobody misses it. */
function withoutMoving({ id }: CampaignRecord, found: Comparison): Comparison {
  const moves = movesUnderWay(readDocument()).filter(
    (one) => !one.copy && (one.from === id || one.to === id),
  );
  const moving = new Set<LeadId | null>(moves.flatMap(({ rows, resting }) => [...rows, ...resting]));
  const fresh = found.fresh.filter((lead) => !moving.has(lead));
  const missingRows = found.missingRows.filter((lead) => !moving.has(lead));
  const missingDocuments = found.missingDocuments.filter((row) => !moving.has(row.id));
  const left =
    found.fresh.length -
    fresh.length +
    (found.missingRows.length - missingRows.length) +
    (found.missingDocuments.length - missingDocuments.length);
  return { ...found, leads: found.leads - left, fresh, missingRows, missingDocuments };
}

/** A pass that sends and takes all there is, as far as the time allows. Throws what ended it early. */
function wholePass({ campaign, patience, sheet }: ProveOrder, deadline: number): PassReport {
  for (let times = 1; ; times++) {
    const seconds = Math.max(0, deadline - Date.now()) / 1000;
    const report = runPass({ campaign, seconds, patience, ...(sheet ? { sheet } : {}) });
    if (report.failure) throw report.failure;
    if (!report.more || report.status.stuck || times >= MOST_PASSES || Date.now() >= deadline) return report;
  }
}

const MOST_PASSES = 20;

function idsOf(tab: Tab): readonly LeadId[] {
  return [...new Set(tab.rows.flatMap(({ id }) => id ?? []))];
}

function sidedHolds(campaign: CampaignRecord, found: Comparison): readonly Held[] {
  const { missingRows } = found;
  const isUndone = beingUndone(readDocument());
  const missingDocuments = found.missingDocuments.filter(({ id }) => id === null || !isUndone(id));
  const holds: Held[] = [];
  if (missingRows.length > 0) {
    const some = fetchLeads(campaign, missingRows.slice(0, MOST_NAMES));
    holds.push(missingRowsHold(missingRows, namesOf(some.values())));
  }
  if (missingDocuments.length > 0) holds.push(missingDocumentsHold(missingDocuments));
  return holds;
}

function namesOf(leads: Iterable<LeadSnapshot>): readonly string[] {
  return [...leads].map(nameOf).filter((name) => name !== '');
}

function onOneSide({ message, rows }: Held): Proof['differences'][number] {
  return { row: rows[0] ?? null, who: '', fields: [], message, repairable: false };
}

/** What only one side has stays held until the next proof, and explains why the two counts differ. */
function keepFindings(campaign: CampaignRecord, absent: readonly Held[], explained: number): void {
  locked(() => {
    const status = statusIn(readDocument(), campaign.id);
    writeDocument(
      statusEntry(campaign.id, {
        ...status,
        absent,
        apart: { by: explained, explained, seen: 0 },
        proofDue: false,
        provedAt: new Date().toISOString(),
      }),
    );
  });
}
