/** Erasing one person: leads and conflicts in every campaign, and an entry on the suppression list before that. */
import { isLeadId, type LeadId } from '../../addon/model/lead.ts';
import type { ForgetRequest, ForgetResponse } from '../../addon/model/wire.ts';
import { conflictsAbout } from '../store/queries.ts';
import type { CommitOutcome, StoredDocument, StoreMutation } from '../store/store.ts';
import { eraseImportedRows } from './import-person.ts';
import { type Held, heldAbout, importedBy, othersAbout } from './person.ts';
import { areSuppressed, leadContact, suppress } from './suppression.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

/** How often a lead that changed meanwhile, or is there after "deleted", is tried again. */
const TRIES = 4;
/** Below Sanity's 100 documents a transaction: each delete is two mutations. */
const DELETES = 40;

/**
 * Erases what is held about a lead's person, if that is no more than was seen. May be repeated until nothing is left:
 * the suppression entry is first, so that nobody is erased who could be imported again, and the lead that was asked
 * about is last, so that what was cut off can be found again.
 */
export async function forget(request: ForgetRequest, ask: Ask): Promise<ForgetResponse> {
  const held = await heldAbout(request, ask);
  if (held) {
    const unseen = unseenIn(request, held);
    if (unseen !== '') return await whatIsLeft(request, held, unseen, ask);
    const erasedOnes = held.leads.map(({ _id }) => leadContact(_id));
    await suppress([...held.contacts, ...erasedOnes], ask);
    if ((await eraseImportedRows(importedBy(request, held), ask)) > 0)
      return await whatIsLeft(request, held, ROWS_LEFT, ask);
    const why = await eraseAll(held, ask);
    return await whatIsLeft(request, held, why, ask);
  }
  return await whatIsLeft(request, null, '', ask);
}

const ROWS_LEFT =
  'What files said about this person when they were imported could not all be erased, so no lead was erased yet. Try again in a minute.';

/** Why nothing may be erased: somebody must have seen all that is. '' where they have. */
function unseenIn(request: ForgetRequest, held: Held): string {
  const unseen = held.leads.filter(({ _id }) => !request.leads.some((id) => id === _id));
  if (unseen.length === 0) return '';
  return `More is held about this person than you saw: ${held.leads.length} ${held.leads.length === 1 ? 'lead' : 'leads'} by now. Nothing was erased. Look again at what is held, then choose.`;
}

/** Erases one lead after the other, the first of the list last. Gives why not everything went; '' when it did. */
async function eraseAll(held: Held, ask: Ask): Promise<string> {
  let why = '';
  for (const lead of [...held.leads].reverse()) {
    if (why !== '' && lead === held.leads[0]) return why;
    why ||= await eraseLead(lead._id, ask);
  }
  return why;
}

/** Erases a lead with its unpublished copy and its conflicts, each as it stands now. */
async function eraseLead(id: string, ask: Ask): Promise<string> {
  let last: CommitOutcome | null = null;
  for (let part = 0; part < TRIES; part++) {
    const conflicts = await conflictsAbout(ask.store, [id], ask.deadline);
    // The lead itself goes with the last of its conflicts: afterwards nobody would look for them.
    const documents = await ask.store.documents([...conflicts, `drafts.${id}`, id], ask.deadline);
    if (documents.size === 0) return '';
    const all = [...documents.values()].sort((a, b) => Number(a._id === id) - Number(b._id === id));
    for (let from = 0; from < all.length; from += DELETES) {
      const deletes = all.slice(from, from + DELETES).map(toDelete);
      const name = transactionIdOf(ask.requestId, 'forget', id, part, from);
      last = await ask.store.commit(name, deletes, ask.deadline);
      if (last.is !== 'committed' && last.is !== 'repeat') break;
    }
    if (last?.is === 'busy') break;
    if (last?.is === 'refused') return REFUSED;
  }
  const still = await ask.store.documents([id], ask.deadline);
  if (still.size === 0) return '';
  return last?.is === 'clash' ? REFUSED : 'Sanity did not take it in time. Try again in a minute.';
}

/** Those that were erased on request, which the list remembers by their ids. */
async function erasedAmong(ids: readonly LeadId[], ask: Ask): Promise<readonly LeadId[]> {
  const erased: LeadId[] = [];
  for (const id of ids) if (await areSuppressed([leadContact(id)], ask)) erased.push(id);
  return erased;
}

function toDelete({ _id, _rev }: StoredDocument): StoreMutation {
  return { delete: { id: _id, ifRevisionID: _rev, withHistory: true } };
}

/** Sanity answers alike to a document that changed each time it was read, and to one that others refer to strongly. */
const REFUSED =
  'Sanity refused to delete it; most likely a document of another tool refers to it. Delete that one there, or its reference, then try again.';

/** Asks for everything again by its id, and for what Sanity's history still shows of it. */
async function whatIsLeft(
  request: ForgetRequest,
  held: Held | null,
  why: string,
  ask: Ask,
): Promise<ForgetResponse> {
  const { store, deadline } = ask;
  const ids = [...new Set<LeadId>([...request.leads, request.lead])];
  const there = await store.documents([...ids, ...ids.map((id) => `drafts.${id}`)], deadline);
  const isThere = (id: LeadId) => there.has(id) || there.has(`drafts.${id}`);
  const conflictIds = [
    ...new Set([
      ...(await conflictsAbout(store, ids, deadline)),
      ...(held?.conflicts ?? []).map(({ _id }) => _id),
    ]),
  ];
  const conflicts = await store.documents(conflictIds, deadline);
  const gone = ids.filter((id) => !isThere(id));
  // A lead that nobody ever erased may be a row that is not saved yet: its absence is no reason to take the row.
  const known = new Set<string>(held?.leads.map(({ _id }) => _id));
  const erased = [
    ...gone.filter((id) => known.has(id)),
    ...(await erasedAmong(
      gone.filter((id) => !known.has(id)),
      ask,
    )),
  ];
  const remembered: LeadId[] = [];
  for (const { _id, _rev } of held?.leads ?? []) {
    if (isLeadId(_id) && !isThere(_id) && (await store.lastKnown(_id, _rev, deadline))) remembered.push(_id);
  }
  const left = ids.filter(isThere);
  ask.note({ erased: erased.length, left: left.length, conflicts: conflicts.size });
  return {
    erased,
    left,
    why: left.length === 0 ? '' : why || 'It is there again or still.',
    conflicts: conflicts.size,
    remembered,
    others: (await othersAbout(ids, ask)).others,
    // Whoever repeats the request after everything went has only the leads' ids to ask by.
    suppressed: await areSuppressed(held ? held.contacts : erased.map(leadContact), ask),
  };
}
