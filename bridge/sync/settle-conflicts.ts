/** Settling conflicts as a person chose: what the lead holds stays, or the value that lost is written over it. */
import { keyOfValue } from '../../addon/model/cell.ts';
import { fieldOf, isFieldKey } from '../../addon/model/fields.ts';
import type { CampaignRef, FieldValue } from '../../addon/model/lead.ts';
import { extraHash } from '../../addon/model/merge.ts';
import type { CountryCode } from '../../addon/model/phone.ts';
import type {
  ConflictChoice,
  ConflictResult,
  SettleConflictsRequest,
  SettleConflictsResponse,
} from '../../addon/model/wire.ts';
import { isLeadOf, patchLead, type StoredLead, toLead } from '../store/documents.ts';
import { StoreUnreachable } from '../store/failure.ts';
import type { StoreMutation } from '../store/store.ts';
import { type KeptConflict, toConflict, valueNow } from './conflicts.ts';
import { labelOf } from './plan.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

export type CheckedSettling = SettleConflictsRequest & { readonly country: CountryCode };

/** How often one choice is read and worked out: clashes, lost answers and writes that were not kept all count. */
const TRIES = 6;
/** Conflicts of different leads at work at the same time. */
const AT_ONCE = 4;
/** Kept free at the end for reading back what was written last. */
const READ_BACK_MS = 5_000;

/** Settles each choice by itself, those about one lead one after the other, and answers in the choices' order. */
export async function settleConflicts(request: CheckedSettling, ask: Ask): Promise<SettleConflictsResponse> {
  const { campaign, choices } = request;
  const results = new Map<ConflictChoice, ConflictResult>();
  const documents = await ask.store.documents(
    choices.map((choice) => choice.id),
    ask.deadline,
  );
  const waiting = new Map<string, ConflictChoice[]>();
  for (const choice of choices) {
    const document = documents.get(choice.id);
    const kept = document ? toConflict(document, campaign) : null;
    if (choices.some((other) => other !== choice && other.id === choice.id))
      results.set(choice, resultOf(choice, 'unverified', TWICE));
    else if (!kept) results.set(choice, resultOf(choice, 'gone', NOT_THERE));
    else waiting.set(kept.conflict.lead, [...(waiting.get(kept.conflict.lead) ?? []), choice]);
  }
  await settleAll([...waiting], request, ask, results);
  const all = choices.map((choice) => results.get(choice) ?? resultOf(choice, 'unverified', NOT_PROVEN));
  ask.note({ choices: choices.length, settled: all.filter(({ state }) => state === 'settled').length });
  return { results: all };
}

const TWICE = 'This conflict was chosen twice at once. Nothing was done; choose again.';
const NOT_THERE = 'This conflict is no longer there. Nothing was done.';
const NOT_PROVEN =
  'Whether this choice was saved is not proven. Look again, and choose anew if it is still listed.';
const NOT_IN_TIME = 'Sanity could not take this choice in time. Nothing was done; choose again.';

async function settleAll(
  waiting: [lead: string, choices: ConflictChoice[]][],
  request: CheckedSettling,
  ask: Ask,
  results: Map<ConflictChoice, ConflictResult>,
): Promise<void> {
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (const choice of next[1]) results.set(choice, await settleOne(next[0], choice, request, ask));
    }
  };
  // Nothing may still be written after the answer: wait for all before telling of the first failure.
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

function resultOf(choice: ConflictChoice, state: ConflictResult['state'], message: string): ConflictResult {
  return { id: choice.id, state, message };
}

/** What was found when a choice was looked at. `lead`: null where it is not in Sanity (or not in this campaign). */
interface Found {
  readonly kept: KeptConflict;
  readonly lead: StoredLead | null;
}

/**
 * Reads conflict and lead, writes, and reads again, until what is read says how it ended. The same choice may be sent
 * again at any time: what is settled as chosen already is answered as settled, and written once.
 */
async function settleOne(
  lead: string,
  choice: ConflictChoice,
  request: CheckedSettling,
  ask: Ask,
): Promise<ConflictResult> {
  const commitBy = ask.deadline - Math.min(READ_BACK_MS, (ask.deadline - Date.now()) / 4);
  let planned: Found | null = null;
  try {
    for (let part = 0; part <= TRIES; part++) {
      const found = await find(lead, choice, request.campaign, ask);
      if (!found) return resultOf(choice, 'gone', NOT_THERE);
      const end = endOf(choice, found, planned, request.country);
      if (end) return end;
      if (part === TRIES) break;
      const mutations = mutationsOf(choice, found, request);
      const outcome = await ask.store.commit(
        transactionIdOf(ask.requestId, 'conflict', choice.id, part),
        mutations,
        commitBy,
      );
      if (outcome.is === 'busy') return resultOf(choice, 'unverified', planned ? NOT_PROVEN : NOT_IN_TIME);
      if (outcome.is === 'refused')
        return resultOf(
          choice,
          'unverified',
          `Sanity refused this choice (${outcome.type}). Nothing was done.`,
        );
      if (outcome.is !== 'clash') planned = found;
    }
  } catch (thrown) {
    if (!(thrown instanceof StoreUnreachable)) throw thrown;
    return resultOf(choice, 'unverified', `${thrown.message} ${NOT_PROVEN}`);
  }
  return resultOf(choice, 'unverified', planned ? NOT_PROVEN : KEEPS_CHANGING);
}

const KEEPS_CHANGING = 'The lead kept changing in Sanity meanwhile. Nothing was done; choose again.';

async function find(
  leadId: string,
  choice: ConflictChoice,
  campaign: CampaignRef,
  { store, deadline }: Ask,
): Promise<Found | null> {
  const documents = await store.documents([choice.id, leadId], deadline);
  const document = documents.get(choice.id);
  const kept = document ? toConflict(document, campaign) : null;
  if (!kept) return null;
  const lead = documents.get(leadId);
  return { kept, lead: lead && isLeadOf(campaign, lead) ? toLead(lead) : null };
}

/** How the choice ended, as far as what was read shows it; null when something is still to be written. */
function endOf(
  choice: ConflictChoice,
  { kept, lead }: Found,
  planned: Found | null,
  country: CountryCode,
): ConflictResult | null {
  const { field } = kept.conflict;
  const label = labelOf(field);
  const end = (state: ConflictResult['state'], message: string) => resultOf(choice, state, message);
  const present = lead ? valueNow(lead.snapshot, field) : null;
  const says = (value: FieldValue) => sameValue(field, present, value, country);
  if (kept.open) {
    if (!lead) return choice.choice === 'keep' ? null : end('gone', `${NO_LEAD} Nothing was done.`);
    if (!says(choice.now))
      return end('changed', `${label} says something else by now. Nothing was done; look again and choose.`);
    return choice.choice === 'take' && isUnwritable(lead, field)
      ? end('unverified', `The lead holds something in ${label} that no cell can show. Nothing was done.`)
      : null;
  }
  if (kept.settled !== choice.choice)
    return end('gone', 'This conflict was settled before, in another way. Nothing was done.');
  if (choice.choice === 'keep') return end('settled', `${label} stays as it is.`);
  if (!lead) return end('gone', NO_LEAD);
  if (says(valueTaken(kept))) return end('settled', `${label} now says the other value.`);
  // Sanity said that it had written, and kept only that the conflict is settled: the lead's part is still to be done.
  if (planned?.lead?.snapshot.rev === lead.snapshot.rev) return null;
  return planned
    ? end('unverified', `${label} was changed again at the same moment. Look at the lead's row.`)
    : end('gone', `The other value was taken before, and ${label} was changed since. Nothing was done.`);
}

const NO_LEAD = 'The lead is no longer in Sanity, so the other value cannot be taken.';

/** What makes the choice true. The conflict comes first: it keeps what the lead's patch then overwrites. */
function mutationsOf(
  choice: ConflictChoice,
  { kept, lead }: Found,
  { by, country }: CheckedSettling,
): readonly StoreMutation[] {
  const { field } = kept.conflict;
  const present = lead ? valueNow(lead.snapshot, field) : null;
  const settled = { open: false, settled: choice.choice, settledAt: new Date().toISOString(), settledBy: by };
  const closing = choice.choice === 'take' ? { ...settled, replaced: present } : settled;
  const mutations: StoreMutation[] = kept.open
    ? [{ patch: { id: kept.id, ifRevisionID: kept.rev, set: closing } }]
    : [];
  const taken = valueTaken(kept);
  if (choice.choice === 'take' && lead && !sameValue(field, present, taken, country)) {
    const change = new Map([[field, taken]]);
    const none = new Map<string, FieldValue>();
    const [set, setExtra] = isFieldKey(field) ? [change, none] : [none, change];
    mutations.push({ patch: patchLead(lead, { set, setExtra }) });
  }
  return mutations;
}

/** Without "archived" old queries would no longer find a lead: no value means "not archived". */
function valueTaken({ conflict: { field, lost } }: KeptConflict): FieldValue {
  return field === 'archived' ? (lost ?? false) : lost;
}

function isUnwritable(lead: StoredLead, field: string): boolean {
  return lead.unwritable.has(field) || (!isFieldKey(field) && lead.items === 'foreign');
}

/** The same to a person: by the field's key, or as plain text in a column of the campaign's own. */
function sameValue(name: string, a: FieldValue, b: FieldValue, country: CountryCode): boolean {
  if (!isFieldKey(name)) return extraHash(a) === extraHash(b);
  const field = fieldOf(name);
  return keyOfValue(field, a, country) === keyOfValue(field, b, country);
}
