/** A campaign that was deleted long enough ago goes for good: its leads, their conflicts and what its imports kept, each by its id. */
import type { CampaignRef } from '../../addon/model/lead.ts';
import { RESTORABLE_DAYS, restorableUntil } from '../../addon/model/lifecycle.ts';
import type { PurgeRequest, PurgeResponse } from '../../addon/model/wire.ts';
import { isLeadOf } from '../store/documents.ts';
import { StoreRefused } from '../store/failure.ts';
import { conflictIdsAfter, timeAndLeads } from '../store/lifecycle-queries.ts';
import { importsAfter, leadIdsAfter } from '../store/queries.ts';
import type { StoredDocument, StoreMutation } from '../store/store.ts';
import { CAMPAIGN_TYPE } from './campaigns.ts';
import { requireHome } from './home.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

/** Documents in one transaction: each takes two mutations, and Sanity's limits are met far above 100. */
const AT_ONCE = 49;
/** A part of an import may have megabytes. */
const PARTS_AT_ONCE = 4;
/** Kept free at the end for reading back what was deleted last. */
const READ_BACK_MS = 4_000;

/**
 * Deletes what it has time for. Nothing is deleted unless the campaign's own document, read by its id, says that the
 * campaign is this spreadsheet's, own, and was deleted more than 30 days ago by Sanity's clock; every transaction is
 * guarded by that document's revision, so that a campaign which is restored meanwhile keeps what it still has. `left`
 * is 0 only when a listing from the beginning found nothing more; the document stays, and says so.
 */
export async function purge({ campaign, spreadsheetId }: PurgeRequest, ask: Ask): Promise<PurgeResponse> {
  await requireHome({ campaign, spreadsheetId }, ask);
  const now = Date.now();
  const until = ask.deadline - Math.min(READ_BACK_MS, (ask.deadline - now) / 4);
  const work: Work = { campaign, ask, until, part: 0, deleted: 0 };
  const first = await purgeable(work);
  if (first.purgedAt !== undefined) return { deleted: 0, left: 0 };
  const leads = await removeAll(work, leadIdsAfter, (one) => isLeadOf(campaign, one), true);
  const conflicts =
    leads && (await removeAll(work, conflictIdsAfter, (one) => isConflictOf(campaign, one), false));
  ask.note({ deleted: work.deleted });
  // What files said of its people stands in the parts of its imports.
  const imports =
    conflicts &&
    (await removeAll(work, importsAfter, (one) => isImportOf(campaign, one), false, PARTS_AT_ONCE));
  if (imports) {
    await markPurged(work);
    return { deleted: work.deleted, left: 0 };
  }
  const { leads: left } = await timeAndLeads(ask.store, campaign, ask.deadline);
  return { deleted: work.deleted, left: Math.max(1, left) };
}

/** What a purge is at. */
interface Work {
  readonly campaign: CampaignRef;
  readonly ask: Ask;
  /** ms since the epoch: nothing further is begun after it. */
  readonly until: number;
  /** Counts transactions: each has an id of its own. */
  part: number;
  /** Leads that were proven to be gone. */
  deleted: number;
}

/** The campaign's document, if all that must be true before anything is deleted is. Throws StoreRefused. */
async function purgeable({ campaign, ask }: Work): Promise<StoredDocument> {
  const { store, deadline } = ask;
  const document = (await store.documents([campaign.id], deadline)).get(campaign.id);
  const refuse = (why: string) => new StoreRefused(409, `${why} Nothing was erased.`);
  if (document?._type !== CAMPAIGN_TYPE) throw refuse('Sanity holds no such campaign.');
  if (campaign.kind !== 'own' || document.kind !== 'own')
    throw refuse('Other tools live on the original leads, so they are never erased as a campaign.');
  if (document.state !== 'deleted') throw refuse('This campaign is not deleted.');
  const until = restorableUntil('deleted', String(document.stateAt));
  const { now } = await timeAndLeads(store, campaign, deadline);
  if (until === null || now <= Date.parse(until))
    throw refuse(`This campaign can be restored for ${RESTORABLE_DAYS} days after it was deleted.`);
  return document;
}

function isImportOf(campaign: CampaignRef, { _type, campaignId }: StoredDocument): boolean {
  return (_type === 'leadImport' || _type === 'leadImportPart') && campaignId === campaign.id;
}

function isConflictOf(campaign: CampaignRef, document: StoredDocument): boolean {
  return document._type === 'leadConflict' && document.campaignId === campaign.id;
}

/** Deletes page after page of what is listed and really is what it is taken for. False: there was no time for all. */
async function removeAll(
  work: Work,
  listed: typeof leadIdsAfter,
  isOne: (document: StoredDocument) => boolean,
  counts: boolean,
  atOnce = AT_ONCE,
): Promise<boolean> {
  const { campaign, ask } = work;
  const { store, deadline } = ask;
  for (let after = ''; ; ) {
    const ids = await listed(store, campaign, after, atOnce, deadline);
    const last = ids.at(-1);
    if (last === undefined) return true;
    const found = [...(await store.documents(ids, deadline)).values()].filter(isOne);
    if (found.length > 0) {
      if (Date.now() > work.until) return false;
      const left = await remove(work, found);
      if (counts) work.deleted += found.length - left;
      // What was changed at that moment stays for the next time that it is asked for.
      if (left > 0) return false;
    }
    after = last;
  }
}

/** Deletes the documents unless one of them, or the campaign, was changed meanwhile; answers how many are still there. */
async function remove(work: Work, found: readonly StoredDocument[]): Promise<number> {
  const { campaign, ask } = work;
  const home = await purgeable(work);
  const begun = { purgeBegunAt: new Date().toISOString() };
  const mutations: StoreMutation[] = [
    { patch: { id: campaign.id, ifRevisionID: home._rev, set: begun } },
    ...found.map(({ _id: id, _rev }) => ({ delete: { id, ifRevisionID: _rev, withHistory: true } })),
  ];
  await ask.store.commit(transactionIdOf(ask.requestId, 'purge', work.part++), mutations, ask.deadline);
  const still = await ask.store.documents(
    found.map(({ _id }) => _id),
    ask.deadline,
  );
  return still.size;
}

/** The document of the campaign stays as its gravestone: whoever lists campaigns never takes it for a living one. */
async function markPurged(work: Work): Promise<void> {
  const { campaign, ask } = work;
  for (let tries = 0; tries < 3; tries++) {
    const home = await purgeable(work);
    if (home.purgedAt !== undefined) return;
    const set = { purgedAt: new Date().toISOString() };
    const patch = { patch: { id: campaign.id, ifRevisionID: home._rev, set } };
    await ask.store.commit(transactionIdOf(ask.requestId, 'purge', work.part++), [patch], ask.deadline);
  }
  if ((await purgeable(work)).purgedAt === undefined)
    throw new StoreRefused(
      502,
      'That the campaign is erased is not proven yet. It is tried again by itself.',
    );
}
