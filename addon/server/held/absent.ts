/** Leads that only one side has: rows put back or given up, documents brought back or let go. */
import { hashOfKey, keyOfValue } from '../../model/cell.ts';
import { fieldOf } from '../../model/fields.ts';
import type { Hash } from '../../model/hash.ts';
import { missingDocumentsHold, missingRowsHold, sheetRow } from '../../model/holds.ts';
import type { LeadId, LeadSnapshot } from '../../model/lead.ts';
import { planPass } from '../../model/plan.ts';
import type { Settled } from '../../model/settle.ts';
import type { TabRow } from '../../model/tab.ts';
import { MAX_RESTORED, MAX_ROWS, type PushedRow, type PushedValue, type Receipt } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import type { CampaignRecord } from '../campaigns/campaigns.ts';
import { Failure } from '../failure.ts';
import { locked, PATIENCE } from '../locked.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import { openCampaign, takeLeads } from '../sync/mend.ts';
import { changedSince } from '../sync/pass.ts';
import { type Proven, prove } from '../sync/prove.ts';
import { takeAnswers } from '../sync/take.ts';
import { type HeldAct, type HeldOrder, rowsOf } from './order.ts';
import { removeRows } from './remove.ts';

/** Seconds for one comparison of a whole campaign. */
const PROOF_SECONDS = 150;

/** Gives every lead that lost its row a row again, at the end of the tab. */
export const restoreRows: HeldAct = (order) => {
  const ids = missingRows(order);
  const wanted = new Set(ids);
  const taken = locked(() => {
    const leads = fetchLeads(order.campaign, ids);
    return takeLeads(openCampaign(order.campaign), { leads, wants: ({ id }) => wanted.has(id) });
  });
  const waiting = new Set(taken.waiting);
  const back = new Set(
    taken.tab.rows.flatMap((row) => (row.id !== null && !waiting.has(sheetRow(row)) ? [row.id] : [])),
  );
  const there = ids.filter((id) => back.has(id)).length;
  look(order.campaign);
  if (there === ids.length) return `${rowsOf(there)} put back at the end of the tab, and read back.`;
  const why =
    taken.problems[0]?.message ?? 'Sanity holds no such lead any more, or the row waits for a pass.';
  throw new Failure(
    'sheet-refused',
    `${there} of ${rowsOf(ids.length)} are back in the tab, and read back. Of the others: ${why}`,
  );
};

/** Marks every lead that lost its row as archived; the documents stay. */
export const archiveLeads: HeldAct = (order) => {
  const leads = [...fetchLeads(order.campaign, missingRows(order)).values()];
  let archived = 0;
  for (let from = 0; from < leads.length; from += MAX_ROWS) {
    const rows = leads.slice(from, from + MAX_ROWS).map((lead) => archiving(lead, order.campaign));
    const { receipts } = send(order.campaign, rows);
    archived += receipts.filter(({ state }) => state === 'verified').length;
  }
  look(order.campaign);
  if (archived < leads.length) {
    throw new Failure(
      'bridge-refused',
      `${archived} of ${leads.length} leads are archived and read back. The others are held as before; choose again.`,
    );
  }
  return `${archived === 1 ? '1 lead is' : `${archived} leads are`} archived in Sanity, and read back.`;
};

function archiving(lead: LeadSnapshot, { country }: CampaignRecord): PushedRow {
  const field = fieldOf('archived');
  const base = hashOfKey(keyOfValue(field, lead.fields.archived, country));
  return { id: lead.id, rev: lead.rev, fields: { archived: { base, value: true } }, extra: {} };
}

function send(campaign: CampaignRecord, rows: readonly PushedRow[]) {
  return askBridge('/v1/sync', {
    campaign: { id: campaign.id, kind: campaign.kind },
    spreadsheetId: campaign.spreadsheetId,
    cursor: null,
    country: campaign.country,
    rows,
  });
}

const HELD_TOO =
  'Something else is held about some of these rows, so what they say may not be these leads’ own, and none was put back yet. Settle that first; then choose here.';

/** Brings back the documents of these rows, from Sanity's history where it still has them. */
export const restoreDocuments: HeldAct = (order) => {
  const { campaign } = order;
  const rows = missingDocuments(order);
  const { settled, fromHistory, taken } = locked(() => {
    const held = new Set(planPass(openCampaign(campaign).tab).held.flatMap((one) => one.rows));
    if (rows.some((row) => held.has(sheetRow(row)))) throw new Failure('sheet-refused', HELD_TOO);
    const back = askBack(campaign, rows);
    const { sheet, rules, seen } = openCampaign(campaign);
    const how = { takesOver: (_id: LeadId, _code: string, now: Hash | null) => now === null };
    const answers = back.settled;
    const until = Date.now() + PROOF_SECONDS * 1_000;
    return {
      ...back,
      taken: takeAnswers({ sheet, rules, answers, seen, wants: () => false, how }, until),
    };
  });
  look(campaign);
  if (settled.size < rows.length) {
    throw new Failure(
      'bridge-refused',
      `${settled.size} of ${rows.length} leads are back in Sanity, and read back. The others are held as before; choose again.`,
    );
  }
  const typed = settled.size - fromHistory;
  const lost =
    typed > 0 ? ` ${typed} of them hold only what the row says: Sanity's history had no more.` : '';
  const said = `${settled.size === 1 ? '1 lead is' : `${settled.size} leads are`} back in Sanity, and read back.${lost}`;
  const [problem] = taken.problems;
  return problem
    ? `${said} Of the rows, ${taken.problems.length} could not take all of it yet; row ${problem.row} says: ${problem.message}`
    : said;
};

/** Asks for the documents, slice by slice; only those that were read back are told. */
function askBack(
  campaign: CampaignRecord,
  rows: readonly TabRow[],
): { readonly settled: ReadonlyMap<LeadId, Settled>; readonly fromHistory: number } {
  const settled = new Map<LeadId, Settled>();
  let fromHistory = 0;
  for (let from = 0; from < rows.length; from += MAX_RESTORED) {
    const pushed = rows.slice(from, from + MAX_RESTORED).flatMap(wholeRow);
    const answer = askBridge('/v1/leads/restore', {
      campaign: { id: campaign.id, kind: campaign.kind },
      country: campaign.country,
      rows: pushed,
    });
    fromHistory += answer.fromHistory;
    for (const receipt of answer.receipts) note(receipt, pushed, settled);
  }
  return { settled, fromHistory };
}

function note(receipt: Receipt, pushed: readonly PushedRow[], settled: Map<LeadId, Settled>): void {
  if (receipt.state !== 'verified') return;
  const sent = pushed.find(({ id }) => id === receipt.id) ?? null;
  settled.set(receipt.id, { rev: receipt.rev, sent, snapshot: receipt.snapshot });
}

/** Everything that a row says, changed or not. An empty cell says nothing: history knows what was there. */
function wholeRow(row: TabRow): readonly PushedRow[] {
  if (row.id === null) return [];
  const said = ({ reading, base }: TabRow['fields'][number] | TabRow['extras'][number]): PushedValue[] =>
    reading.state === 'value' && reading.value !== null ? [{ base, value: reading.value }] : [];
  const fields = row.fields.flatMap((cell) => said(cell).map((value) => [cell.field.key, value] as const));
  const extra = row.extras.flatMap((cell) => said(cell).map((value) => [cell.name, value] as const));
  return [
    {
      id: row.id,
      rev: row.base?.rev ?? null,
      fields: Object.fromEntries(fields),
      extra: Object.fromEntries(extra),
    },
  ];
}

/** Deletes the rows whose leads are no longer in Sanity. */
export const removeLeadless: HeldAct = (order) => {
  const ids = new Set(missingDocuments(order).map(({ id }) => id));
  const removed = locked(() => {
    const open = openCampaign(order.campaign);
    const rows = open.tab.rows.filter(({ id }) => ids.has(id));
    // Between the comparison and the lock, somebody may have brought a lead back.
    const alive = fetchLeads(
      order.campaign,
      rows.flatMap(({ id }) => id ?? []),
    );
    const gone = rows.filter(({ id }) => id !== null && !alive.has(id));
    removeRows(open, gone);
    return gone.length;
  });
  look(order.campaign);
  return `${rowsOf(removed)} deleted from the tab.`;
};

function missingRows(order: HeldOrder): readonly LeadId[] {
  const { missingRows: ids } = look(order.campaign).found;
  if (missingRowsHold(ids, []).mark !== order.mark) throw changedSince();
  return ids;
}

function missingDocuments(order: HeldOrder): readonly TabRow[] {
  const { missingDocuments: rows } = look(order.campaign).found;
  if (missingDocumentsHold(rows).mark !== order.mark) throw changedSince();
  return rows;
}

/** Compares both sides anew, lead by lead. */
function look(campaign: CampaignRecord): Proven {
  const proven = prove({ campaign, repair: true, seconds: PROOF_SECONDS, patience: PATIENCE });
  if (proven) return proven;
  throw new Failure(
    'busy',
    'Comparing every lead took too long, so nothing was done. Try again in a minute.',
  );
}
