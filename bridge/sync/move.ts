/** Leads move or are copied to another campaign, each read back. */
import { type CampaignRef, isLeadId, LEAD_TYPE, type LeadId } from '../../addon/model/lead.ts';
import { isSynced } from '../../addon/model/lifecycle.ts';
import type { MoveRequest, MoveResponse, MoveResult } from '../../addon/model/wire.ts';
import { isLeadOf } from '../store/documents.ts';
import { StoreUnreachable } from '../store/failure.ts';
import { conflictsOfLeads } from '../store/lifecycle-queries.ts';
import type { StoredDocument, StoreMutation } from '../store/store.ts';
import { readCampaignState } from './campaigns.ts';
import { requireHome } from './home.ts';
import type { Ask } from './sync.ts';
import { digestOf, transactionIdOf } from './transaction-id.ts';

/** How often leads are read and worked out: clashes, lost answers and writes that were not kept all count. */
const ROUNDS = 6;
const MAX_DOCUMENTS = 100;
const MAX_BYTES = 3_000_000;
/** Kept free at the end for reading back what was written last. */
const READ_BACK_MS = 4_000;

/**
 * Reads, writes and reads again until every lead is where it is to be or it is known why not. What is found there
 * already counts as moved: the same request may be sent again at any time.
 */
export async function moveLeads(request: MoveRequest, ask: Ask): Promise<MoveResponse> {
  const results = new Map<LeadId, MoveResult>();
  const end = (id: LeadId, state: MoveResult['state'], message: string) =>
    results.set(id, { id, state, newId: newIdOf(id, request), message });
  const why = await whyNot(request, ask);
  const open = new Set(request.ids);
  if (why !== null) for (const id of open) end(id, 'refused', why);
  else await moveAll(request, ask, open, end);
  const all = [...new Set(request.ids)].flatMap((id) => results.get(id) ?? []);
  ask.note({ leads: all.length, moved: all.filter(({ state }) => state === 'moved').length });
  return { results: all };
}

type End = (id: LeadId, state: MoveResult['state'], message: string) => void;

/** Why none of it may be done; null when it may. */
async function whyNot({ from, to, copy, spreadsheetId }: MoveRequest, ask: Ask): Promise<string | null> {
  if (from.id === to.id) return 'It is in that campaign already.';
  if (to.kind === 'original')
    return 'The original leads are those from before Leadsheet, which other tools live on: none can be added. Nothing was done. Choose another campaign.';
  if (from.kind === 'original' && !copy)
    return 'An original lead stays where it is, because other tools look for it there. Nothing was done. Copy it instead.';
  for (const campaign of [from, to]) await requireHome({ campaign, spreadsheetId }, ask);
  const state = await readCampaignState(to.id, ask);
  if (state === null) return 'Sanity holds no such campaign. Nothing was done. Reload the sidebar.';
  return isSynced(state)
    ? null
    : 'That campaign is archived or deleted. Nothing was done. Restore it first, or choose another one.';
}

async function moveAll(request: MoveRequest, ask: Ask, open: Set<LeadId>, end: End): Promise<void> {
  const { store, deadline, requestId } = ask;
  const commitBy = deadline - Math.min(READ_BACK_MS, (deadline - Date.now()) / 4);
  let alone = false;
  try {
    for (let round = 0; ; round++) {
      const writes = await look(request, ask, open, end);
      for (const { id } of writes.filter(({ bytes }) => bytes > MAX_BYTES)) {
        open.delete(id);
        end(id, 'refused', 'This lead is too large to be copied at once. Nothing was done.');
      }
      if (open.size === 0 || round === ROUNDS || Date.now() >= commitBy) break;
      for (const [part, group] of groupsOf(
        writes.filter(({ id }) => open.has(id)),
        alone,
      ).entries()) {
        const mutations = group.flatMap((write) => write.mutations);
        const outcome = await store.commit(
          transactionIdOf(requestId, 'move', round, part),
          mutations,
          commitBy,
        );
        const [only] = group;
        if (outcome.is === 'refused' && group.length === 1 && only) {
          open.delete(only.id);
          end(only.id, 'refused', `Sanity refused it (${outcome.type}). It stays where it was.`);
        }
        // One lead that is not taken must not keep the others from moving.
        if (outcome.is === 'refused' || (outcome.is === 'clash' && round > 0)) alone = true;
      }
    }
  } catch (thrown) {
    if (!(thrown instanceof StoreUnreachable)) throw thrown;
    for (const id of open) end(id, 'unverified', `${thrown.message} ${NOT_PROVEN}`);
    return;
  }
  for (const id of open) end(id, 'unverified', NOT_PROVEN);
}

const NOT_PROVEN =
  'Where this lead is is not proven. Nothing of it is lost; ask again, and it is not moved or copied twice.';

/** What is still to be written for one lead. */
interface Write {
  readonly id: LeadId;
  readonly mutations: readonly StoreMutation[];
  readonly bytes: number;
}

/** Reads all open leads by id: those that are settled get their results, the others what is to be written. */
async function look(request: MoveRequest, ask: Ask, open: Set<LeadId>, end: End): Promise<readonly Write[]> {
  const { from, to, copy } = request;
  const ids = [...open];
  const newIds = copy ? ids.map((id) => newIdOf(id, request)) : [];
  const documents = await ask.store.documents([...ids, ...newIds], ask.deadline);
  const conflicts = copy ? new Map<string, StoredDocument[]>() : await conflictsAbout(from, ids, ask);
  return ids.flatMap((id): Write[] => {
    const lead = documents.get(id);
    const there = documents.get(newIdOf(id, request));
    const isThere = there !== undefined && isLeadOf(to, there);
    const left = conflicts.get(id) ?? [];
    if (isThere && left.length === 0) {
      open.delete(id);
      end(id, 'moved', '');
      return [];
    }
    const isHere = lead !== undefined && isLeadOf(from, lead);
    if (!isHere && !isThere) {
      open.delete(id);
      end(id, 'missing', 'Sanity holds no such lead in this campaign. Nothing was done.');
      return [];
    }
    const mutations: StoreMutation[] = left.map((one) => moved(one, to));
    if (isHere && !isThere && lead)
      mutations.push(copy ? copied(lead, newIdOf(id, request), to) : moved(lead, to));
    return [{ id, mutations, bytes: Buffer.byteLength(JSON.stringify(mutations)) }];
  });
}

function moved({ _id: id, _rev: ifRevisionID }: StoredDocument, to: CampaignRef): StoreMutation {
  return { patch: { id, ifRevisionID, set: { campaignId: to.id } } };
}

/** Everything that the lead holds, whoever wrote it. What Sanity gives to each document, it gives to the new one. */
function copied(lead: StoredDocument, _id: LeadId, to: CampaignRef): StoreMutation {
  const { _id: _old, _rev, _createdAt, _updatedAt, _type, ...attributes } = lead;
  return {
    createIfNotExists: {
      archived: false,
      ...attributes,
      _id,
      _type: LEAD_TYPE[to.kind],
      campaignId: to.id,
    },
  };
}

/** The conflicts that the campaign keeps about these leads, each read by its id. */
async function conflictsAbout(
  campaign: CampaignRef,
  leads: readonly LeadId[],
  { store, deadline }: Ask,
): Promise<ReadonlyMap<string, StoredDocument[]>> {
  const found = new Map<string, StoredDocument[]>();
  const ids = await conflictsOfLeads(store, campaign, leads, deadline);
  for (const document of (await store.documents(ids, deadline)).values()) {
    if (document._type !== 'leadConflict' || document.campaignId !== campaign.id) continue;
    const lead = String(document.lead);
    found.set(lead, [...(found.get(lead) ?? []), document]);
  }
  return found;
}

/** Under which id a lead is in the other campaign: a copy's follows from the move and the lead alone. */
function newIdOf(id: LeadId, { copy, moveId, to }: MoveRequest): LeadId {
  if (!copy) return id;
  const made = `lead.copy.${digestOf(moveId, id, to.id)}`;
  if (!isLeadId(made)) throw new Error('The id of a copy cannot be one.');
  return made;
}

function groupsOf(writes: readonly Write[], alone: boolean): readonly (readonly Write[])[] {
  const groups: Write[][] = [];
  let documents = 0;
  let bytes = 0;
  for (const write of writes) {
    const last = groups.at(-1);
    documents += write.mutations.length;
    bytes += write.bytes;
    if (!last || alone || documents > MAX_DOCUMENTS || bytes > MAX_BYTES) {
      groups.push([write]);
      documents = write.mutations.length;
      bytes = write.bytes;
    } else last.push(write);
  }
  return groups;
}
