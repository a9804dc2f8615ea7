/** One sync pass for one campaign: read, send, settle, write, read back, and only then believe it. */
import type { RowProblem } from '../../calls.ts';
import type { CellRules } from '../../model/cell.ts';
import { doubtfulRows, takersMark } from '../../model/doubt.ts';
import type { LeadId, LeadSnapshot } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { notesOn } from '../../model/notes.ts';
import { type PassPlan, planPass } from '../../model/plan.ts';
import { echoesIn, remember } from '../../model/recent.ts';
import { isAnsweredSince, rowlessIs } from '../../model/rowless.ts';
import { codesOf, readTab, type Tab } from '../../model/tab.ts';
import type { Cursor } from '../../model/wire.ts';
import {
  type CampaignRecord,
  campaignById,
  clearDirty,
  cursorEntry,
  cursorIn,
  dirtyMarkIn,
  markDirty,
} from '../campaigns/campaigns.ts';
import { openTab } from '../campaigns/open-tab.ts';
import { keepDashboard } from '../dashboard/dashboard.ts';
import { keepLines, readingNow } from '../desk/lines.ts';
import { Failure } from '../failure.ts';
import { readAll } from '../sheets/cells.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import type { Sheet } from '../sheets/workbook.ts';
import { apartAfter, isUnexplained } from './apart.ts';
import { type Exchange, exchange } from './exchange.ts';
import { giveIds } from './identify.ts';
import { apostropheRule } from './probe.ts';
import { recentEntry, recentIn } from './recent.ts';
import { type Apart, pulledEntry, type SyncStatus, statusEntry, statusIn } from './status.ts';
import { type Taken, takeAnswers } from './take.ts';

export interface PassOrder {
  readonly campaign: CampaignRecord;
  /** Seconds after which no further request begins. */
  readonly seconds: number;
  /** Milliseconds to wait while another pass is running. */
  readonly patience: number;
  /** The campaign's tab, where the caller has it already. */
  readonly sheet?: Sheet;
  /** The mark of something held that a person lets pass, if it is still just as they saw it. */
  readonly accept?: string;
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

function pass({ campaign, seconds, sheet: given, accept }: OpenOrder): PassReport {
  const deadline = Date.now() + seconds * 1000;
  const stored = readDocument();
  // Somebody may have put it away since whoever asks for the pass looked.
  if (!isSynced(campaignById(stored, campaign.id)?.state ?? campaign.state)) throw resting(campaign);
  const before = statusIn(stored, campaign.id);
  const sheet = openTab(campaign, given ?? null);
  const rules: CellRules = { country: campaign.country, apostrophe: apostropheRule(stored) };
  const seen = before.columns && new Set(before.columns);
  const reading = readingNow(stored, campaign.id);
  const read = readPlanned(sheet, rules, seen, accept);
  const sent = exchange({
    campaign,
    country: campaign.country,
    rows: read.plan.push,
    cursor: cursorFor(campaign, stored, read.tab),
    deadline,
  });
  const rowless = (lead: LeadSnapshot) =>
    rowlessIs({ ...lead, archived: lead.fields.archived === true }, before.knownUntil);
  const comesBack = (lead: LeadSnapshot) =>
    rowless(lead) === 'resting' && isAnsweredSince(replyOf(lead), before.knownUntil);
  const wants = (lead: LeadSnapshot) => rowless(lead) === 'new' || comesBack(lead);
  const recent = recentIn(stored, campaign.id);
  const how = { isEcho: echoesIn(recent, sent.settled, Date.now()), comesBack };
  const taken =
    sent.settled.size > 0
      ? takeAnswers({ sheet, rules, answers: sent.settled, seen, wants, how }, deadline)
      : null;
  const tab = taken?.tab ?? read.tab;
  const plan = taken ? planPass(tab) : read.plan;
  const status = statusOf({ before, plan, sent, taken, tab });
  const complete = taken ? taken.complete : true;
  // Before any mark is taken away: an edit must not look as if the lines that are kept had it.
  keepLines(campaign.id, tab, reading);
  writeDocument({
    ...statusEntry(campaign.id, status),
    ...recentEntry(campaign.id, remember(recent, sent.settled, campaign.country, Date.now())),
    ...(sent.cursor !== null ? pulledEntry(campaign.id, new Date().toISOString()) : {}),
    ...(sent.cursor !== null && complete ? cursorEntry(campaign.id, sent.cursor) : {}),
  });
  // Between passes nobody waits for what a pass itself found to send: it is marked as an edit is.
  const left = taken?.complete === true && plan.push.length > 0 && sent.unsettled.size === 0;
  if (left) markDirty(campaign.id, newMark());
  else if (!sent.failure && !sent.more && complete) clearMark(stored, campaign);
  keepDashboard(stored, { campaign, sheet, columns: tab.columns, leads: tab.rows.length });
  return { status, tab, more: sent.more || !complete, failure: sent.failure };
}

function replyOf({ fields: { replyReceived } }: LeadSnapshot): string | null {
  return typeof replyReceived === 'string' ? replyReceived : null;
}

/** An archived or deleted campaign rests as it is. */
function resting({ name }: CampaignRecord): Failure {
  return new Failure(
    'sheet-refused',
    `"${name}" is archived or deleted, so nothing is sent or taken for it. Restore it first.`,
  );
}

type OpenOrder = Omit<PassOrder, 'patience'>;

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
function readPlanned(
  sheet: Sheet,
  rules: CellRules,
  seen: ReadonlySet<string> | null,
  accept: string | undefined,
): Planned {
  const values = readAll(sheet);
  const tab = readTab(values, rules, seen);
  const plan = planPass(tab, accept);
  if (accept !== undefined && !planPass(tab).held.some(({ mark }) => mark === accept)) throw changedSince();
  if (plan.newRows.length === 0) return { tab, plan };
  const identified = readTab(giveIds(sheet, plan.newRows, values, tab.columns), rules, seen);
  return { tab: identified, plan: planPass(identified, accept) };
}

/** What a person chose about is not what is there now. */
export function changedSince(): Failure {
  return new Failure(
    'changed',
    'What this was about has changed meanwhile, so nothing was done. Look at it again, then choose.',
  );
}

/** Takes away the mark that this pass found. One that was made since stands for an edit that the pass may have missed. */
function clearMark(found: Stored, campaign: CampaignRecord): void {
  const mark = dirtyMarkIn(found, campaign.id);
  if (mark !== null && dirtyMarkIn(readDocument(), campaign.id) === mark) clearDirty(campaign.id);
}

interface Found {
  readonly before: SyncStatus;
  readonly plan: PassPlan;
  readonly sent: Exchange;
  readonly taken: Taken | null;
  readonly tab: Tab;
}

function statusOf({ before, plan, sent, taken, tab }: Found): SyncStatus {
  const told = sent.cursor !== null && (taken?.complete ?? true);
  const toldAll = told && !sent.more && sent.failure === null;
  const heldRows = new Set([...plan.held, ...before.absent].flatMap((held) => held.rows));
  const apart = apartAfter(before.apart, sent, tab);
  const orphans = new Set(
    before.absent.flatMap(({ code, rows }) => (code === 'missing-documents' ? rows : [])),
  );
  const pushed = new Set(plan.push.map((row) => row.id));
  const waiting = tab.rows.filter((row) => row.id !== null && pushed.has(row.id)).map((row) => row.index + 2);
  return {
    leads: plan.leads,
    unsaved: new Set([...waiting, ...heldRows, ...(taken?.waiting ?? [])]).size + plan.newRows.length,
    problems: [...namedProblems(sent.unsettled, tab), ...(taken?.problems ?? [])].filter(
      ({ row }) => row === null || !orphans.has(row),
    ),
    held: plan.held,
    unread: plan.unread,
    notes: notesOn(tab),
    openConflicts: sent.openConflicts ?? before.openConflicts,
    comparedAt: sent.failure ? before.comparedAt : new Date().toISOString(),
    provedAt: before.provedAt,
    message: sent.failure?.message ?? null,
    failing: sent.failure !== null,
    stuck: taken?.stuck ?? false,
    takers: told ? takersMark(tab) : before.takers,
    columns: columnsSeen(before.columns, tab, toldAll),
    apart,
    absent: before.absent,
    proofDue: before.proofDue || isProofDue(before, apart, sent, taken, plan),
    knownUntil: toldAll ? (sent.asOf ?? before.knownUntil) : before.knownUntil,
  };
}

/**
 * A column that is gone is forgotten at once, so that it comes back as a new one; it is known again when every row has
 * taken what Sanity holds for it, which a row that nobody can tell does not.
 */
function columnsSeen(before: readonly string[] | null, tab: Tab, toldAll: boolean): readonly string[] | null {
  const now = codesOf(tab.columns);
  if (toldAll && doubtfulRows(tab).length === 0) return now;
  return before === null ? now : before.filter((code) => now.includes(code));
}

/** Whether something has come up that only comparing every lead by its id can tell. */
function isProofDue(
  before: SyncStatus,
  apart: Apart,
  sent: Exchange,
  taken: Taken | null,
  plan: PassPlan,
): boolean {
  const watched = before.absent.length > 0;
  const fewer = before.knownUntil !== null && plan.leads < before.leads;
  const back = watched && plan.leads > before.leads;
  return fewer || back || (taken?.rowless ?? 0) > 0 || sent.gone.size > 0 || isUnexplained(apart, watched);
}

function namedProblems(unsettled: ReadonlyMap<LeadId, string>, tab: Tab): readonly RowProblem[] {
  const rowOf = new Map(tab.rows.map((row) => [row.id, row.index + 2]));
  return [...unsettled].map(([id, message]) => ({ row: rowOf.get(id) ?? null, message }));
}
