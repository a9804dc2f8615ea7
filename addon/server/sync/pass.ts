/** One sync pass for one campaign: read, send, settle, write, read back, and only then believe it. */
import type { RowProblem } from '../../calls.ts';
import type { CellRules } from '../../model/cell.ts';
import type { LeadId } from '../../model/lead.ts';
import { type PassPlan, planPass } from '../../model/plan.ts';
import { readTab, type Tab, takersMark } from '../../model/tab.ts';
import type { Cursor } from '../../model/wire.ts';
import {
  type CampaignRecord,
  clearDirty,
  cursorEntry,
  cursorIn,
  dirtyMarkIn,
  markDirty,
} from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { Failure } from '../failure.ts';
import { readAll } from '../sheets/cells.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { apartAfter, apartHolds } from './apart.ts';
import { type Exchange, exchange } from './exchange.ts';
import { giveIds } from './identify.ts';
import { apostropheRule } from './probe.ts';
import { pulledEntry, type SyncStatus, statusEntry, statusIn } from './status.ts';
import { type Taken, takeAnswers } from './take.ts';

export interface PassOrder {
  readonly campaign: CampaignRecord;
  /** Seconds after which no further request begins. */
  readonly seconds: number;
  /** Milliseconds to wait while another pass is running. */
  readonly patience: number;
  /** The campaign's tab, where the caller has it already. */
  readonly sheet?: Sheet;
}

export interface PassReport {
  readonly status: SyncStatus;
  /** The tab as it stood at the end. */
  readonly tab: Tab;
  /** True: there is more to send or to take; run another pass. */
  readonly more: boolean;
  /** What ended the exchange with the bridge early. */
  readonly failure: Failure | null;
}

/**
 * Runs a pass under the document's lock. What comes of it is kept in the document's properties.
 * Throws a Failure `busy` when another pass runs for longer than `patience`, and when the tab cannot be opened.
 */
export function runPass(order: PassOrder): PassReport {
  const ran = withDocumentLock(order.patience, () => pass(order));
  if (ran) return ran.value;
  markDirty(order.campaign.id, newMark());
  throw new Failure(
    'busy',
    'Another save is under way, so this one waits. Nothing is lost; it follows by itself within a minute.',
  );
}

/** A mark that no other call makes. */
export function newMark(): string {
  return `${Date.now()}.${Math.floor(Math.random() * 1e9)}`;
}

function pass({ campaign, seconds, sheet: seen }: PassOrder): PassReport {
  const deadline = Date.now() + seconds * 1000;
  const stored = readDocument();
  const sheet = openTab(campaign, seen ?? null);
  const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(stored) };
  const read = readPlanned(sheet, rules);
  const sent = exchange({
    campaign,
    country: campaign.country,
    rows: read.plan.push,
    cursor: cursorFor(campaign, stored, read.tab),
    deadline,
  });
  const taken = sent.settled.size > 0 ? takeAnswers({ sheet, rules, answers: sent.settled }) : null;
  const tab = taken?.tab ?? read.tab;
  const status = statusOf(campaign, stored, taken ? planPass(tab) : read.plan, sent, taken, tab);
  const complete = taken ? taken.complete : true;
  writeDocument({
    ...statusEntry(campaign.id, status),
    ...(sent.cursor !== null ? pulledEntry(campaign.id, new Date().toISOString()) : {}),
    ...(sent.cursor !== null && complete ? cursorEntry(campaign.id, sent.cursor) : {}),
  });
  if (!sent.failure && !sent.more && complete) clearMark(stored, campaign);
  return { status, tab, more: sent.more || !complete, failure: sent.failure };
}

/** Where Sanity goes on telling: from the beginning when a column or a row can take now what it could not before. */
function cursorFor(campaign: CampaignRecord, stored: Stored, tab: Tab): Cursor | null {
  const { takers } = statusIn(stored, campaign.id);
  return takers === '' || takers === takersMark(tab) ? cursorIn(stored, campaign.id) : null;
}

interface Planned {
  readonly tab: Tab;
  readonly plan: PassPlan;
}

/** The tab as it stands, after rows that a person typed have got their ids. */
function readPlanned(sheet: Sheet, rules: CellRules): Planned {
  const values = readAll(sheet);
  const tab = readTab(values, rules);
  const plan = planPass(tab);
  if (plan.newRows.length === 0) return { tab, plan };
  const identified = readTab(giveIds(sheet, plan.newRows, values, tab.columns), rules);
  return { tab: identified, plan: planPass(identified) };
}

/** Takes away the mark that this pass found. One that was made since stands for an edit that the pass may have missed. */
function clearMark(found: Stored, campaign: CampaignRecord): void {
  const mark = dirtyMarkIn(found, campaign.id);
  if (mark !== null && dirtyMarkIn(readDocument(), campaign.id) === mark) clearDirty(campaign.id);
}

function statusOf(
  campaign: CampaignRecord,
  stored: Stored,
  plan: PassPlan,
  sent: Exchange,
  taken: Taken | null,
  tab: Tab,
): SyncStatus {
  const before = statusIn(stored, campaign.id);
  const told = sent.cursor !== null && (taken?.complete ?? true);
  const heldRows = new Set(plan.held.flatMap((held) => held.rows));
  const apart = apartAfter(before.apart, sent, tab);
  const pushed = new Set(plan.push.map((row) => row.id));
  const waiting = tab.rows.filter((row) => row.id !== null && pushed.has(row.id)).map((row) => row.index + 2);
  return {
    leads: plan.leads,
    unsaved: new Set([...waiting, ...heldRows, ...(taken?.waiting ?? [])]).size + plan.newRows.length,
    problems: [...namedProblems(sent.unsettled, tab), ...(taken?.problems ?? [])],
    held: [...plan.held, ...apartHolds(apart)],
    unread: plan.unread,
    openConflicts: sent.openConflicts ?? before.openConflicts,
    comparedAt: sent.failure ? before.comparedAt : new Date().toISOString(),
    message: sent.failure?.message ?? null,
    failing: sent.failure !== null,
    stuck: taken?.stuck ?? false,
    takers: told ? takersMark(tab) : before.takers,
    apart,
  };
}

function namedProblems(unsettled: ReadonlyMap<LeadId, string>, tab: Tab): readonly RowProblem[] {
  const rowOf = new Map(tab.rows.map((row) => [row.id, row.index + 2]));
  return [...unsettled].map(([id, message]) => ({ row: rowOf.get(id) ?? null, message }));
}
