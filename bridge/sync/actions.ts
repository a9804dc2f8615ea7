/** The record of who did what and when: one document an action, made once and never changed. */
import { z } from 'zod';
import { ACTION_CODES, type Action, isActionId } from '../../addon/model/actions.ts';
import { type CampaignId, isCampaignId } from '../../addon/model/lead.ts';
import {
  type ActionsRequest,
  type ActionsResponse,
  MAX_ACTIONS,
  type RecordActionsRequest,
  type RecordActionsResponse,
} from '../../addon/model/wire.ts';
import { actionsBefore } from '../store/lifecycle-queries.ts';
import type { NewDocument, StoredDocument } from '../store/store.ts';
import { requireHome } from './home.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

export const ACTION_TYPE = 'leadAction';

/** How often what was not there after "saved" is written anew. */
const TRIES = 3;

/** Keeps the actions and reads them back. One that is kept already stays as it is: the same may be sent again. */
export async function recordActions(request: RecordActionsRequest, ask: Ask): Promise<RecordActionsResponse> {
  const { store, requestId, deadline, note } = ask;
  const ids = [...new Set(request.actions.map(({ id }) => id))];
  const isKept = (document: StoredDocument | undefined) => document?._type === ACTION_TYPE;
  let found = await store.documents(ids, deadline);
  for (let part = 0; part < TRIES; part++) {
    const missing = request.actions.filter(({ id }) => !found.has(id));
    if (missing.length === 0) break;
    const creates = missing.map((action) => ({
      createIfNotExists: documentOf(action, request.spreadsheetId),
    }));
    await store.commit(transactionIdOf(requestId, 'actions', part), creates, deadline);
    found = await store.documents(ids, deadline);
  }
  const recorded = ids.filter((id) => isKept(found.get(id)));
  note({ actions: ids.length, recorded: recorded.length });
  return { recorded };
}

function documentOf({ id, at, by, campaign, what, said }: Action, spreadsheetId: string): NewDocument {
  const about = campaign === null ? {} : { campaignId: campaign };
  return { _id: id, _type: ACTION_TYPE, spreadsheetId, ...about, at, by, what, said };
}

/** The newest actions before a moment, each read by its id. Throws Elsewhere for a campaign that lives in another spreadsheet. */
export async function actions(request: ActionsRequest, ask: Ask): Promise<ActionsResponse> {
  const { spreadsheetId, campaign, before } = request;
  const { store, deadline, note } = ask;
  if (campaign !== null) await requireHome({ campaign: { id: campaign }, spreadsheetId }, ask);
  // One more than is told shows whether there are others.
  const count = MAX_ACTIONS + 1;
  const page = await actionsBefore(store, spreadsheetId, campaign, before, count, deadline);
  const documents = await store.documents(page.ids, deadline);
  const here = new Set(page.campaigns);
  const isAsked = (one: StoredDocument) =>
    campaign === null
      ? one.spreadsheetId === spreadsheetId || here.has(String(one.campaignId))
      : one.campaignId === campaign;
  const found = page.ids.flatMap((id) => documents.get(id) ?? []).filter(isAsked);
  const told = wholeMoments(found.flatMap((document) => toAction(document) ?? []));
  note({ actions: told.length });
  return { actions: told, more: page.ids.length === count };
}

/**
 * The page, cut where a moment ends: who asks for what was before its last action must not miss another of the same
 * millisecond.
 */
function wholeMoments(found: readonly Action[]): readonly Action[] {
  if (found.length <= MAX_ACTIONS) return found;
  const next = found[MAX_ACTIONS]?.at;
  const whole = found.slice(0, MAX_ACTIONS).filter(({ at }) => at !== next);
  return whole.length > 0 ? whole : found.slice(0, MAX_ACTIONS);
}

const isIdOfCampaign = (value: unknown) => typeof value === 'string' && isCampaignId(value);
const actionDocument = z.object({
  at: z.string(),
  by: z.string().catch(''),
  campaignId: z.custom<CampaignId>(isIdOfCampaign).nullable().catch(null),
  what: z.enum(ACTION_CODES),
  said: z.string().catch(''),
});

/** Reads an action; null for a document that is none or is damaged. */
function toAction(document: StoredDocument): Action | null {
  const read = actionDocument.safeParse({ campaignId: null, ...document });
  if (document._type !== ACTION_TYPE || !read.success || !isActionId(document._id)) return null;
  const { at, by, campaignId: campaign, what, said } = read.data;
  return { id: document._id, at, by, campaign, what, said };
}
