/** The campaigns of a spreadsheet: listing them, and saving one with proof. */
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type FieldKey, isFieldKey } from '../../addon/model/fields.ts';
import { type Campaign, type CampaignId, isCampaignId } from '../../addon/model/lead.ts';
import { CAMPAIGN_STATES, type CampaignState } from '../../addon/model/lifecycle.ts';
import { type CountryCode, isCountry } from '../../addon/model/phone.ts';
import { FIRST_SETTINGS } from '../../addon/model/settings.ts';
import type {
  CampaignsRequest,
  CampaignsResponse,
  SaveCampaignRequest,
  SaveCampaignResponse,
} from '../../addon/model/wire.ts';
import { StoreRefused } from '../store/failure.ts';
import { campaignsOf } from '../store/queries.ts';
import type { StoredDocument, StoreMutation } from '../store/store.ts';
import type { Ask } from './sync.ts';
import { transactionIdOf } from './transaction-id.ts';

export const CAMPAIGN_TYPE = 'leadCampaign';

/** Lists a spreadsheet's campaigns, each read by its id, oldest first. Damaged campaign documents are left out and counted. */
export async function campaigns(request: CampaignsRequest, ask: Ask): Promise<CampaignsResponse> {
  const { store, deadline, note } = ask;
  const { ids, originalLeads } = await campaignsOf(store, request.spreadsheetId, deadline);
  const documents = await store.documents(ids, deadline);
  const found = ids.flatMap((id) => documents.get(id) ?? []).map(toCampaign);
  note({ campaigns: found.length, damaged: found.filter((one) => one === null).length });
  return {
    campaigns: found.flatMap((one) => (one?.spreadsheetId === request.spreadsheetId ? one : [])),
    originalLeads,
  };
}

/** How often a save is worked out anew because the campaign changed under it, or was not there after "saved". */
const TRIES = 4;

/**
 * Creates the campaign, or changes the attributes that differ, and reads it back. A campaign's kind never changes.
 * Throws StoreRefused when it cannot be proven saved.
 */
export async function saveCampaign(request: SaveCampaignRequest, ask: Ask): Promise<SaveCampaignResponse> {
  const { store, requestId, deadline } = ask;
  const { campaign } = request;
  for (let part = 0; part < TRIES; part++) {
    const current = await readCampaign(campaign.id, ask);
    const mutation = changeTo(campaign, current);
    if (!mutation) return { campaign };
    const outcome = await store.commit(transactionIdOf(requestId, 'campaign', part), [mutation], deadline);
    if (outcome.is === 'refused')
      throw new StoreRefused(outcome.status, `Sanity refused the campaign (${outcome.type}).`);
    const saved = await readCampaign(campaign.id, ask);
    if (saved && !changeTo(campaign, saved)) return { campaign };
  }
  throw new StoreRefused(
    502,
    'Sanity does not hold the campaign as it was sent. It was not saved; try again.',
  );
}

const isCountryText = (value: unknown) => typeof value === 'string' && isCountry(value);
const isKeyText = (value: unknown) => typeof value === 'string' && isFieldKey(value);

/** What a campaign's document lacks is as it was before there were settings; what cannot be read is, too. */
const settings = {
  state: z.enum(CAMPAIGN_STATES).catch(FIRST_SETTINGS.state),
  stateAt: z.string().catch(FIRST_SETTINGS.stateAt),
  stateBy: z.string().catch(FIRST_SETTINGS.stateBy),
  country: z.custom<CountryCode>(isCountryText).catch(FIRST_SETTINGS.country),
  owner: z.string().catch(FIRST_SETTINGS.owner),
  required: z.array(z.custom<FieldKey>(isKeyText)).catch([...FIRST_SETTINGS.required]),
  templates: z.object({ m1: z.string(), m2: z.string(), m3: z.string() }).catch(FIRST_SETTINGS.templates),
};

const campaignDocument = z.object({
  kind: z.enum(['own', 'original']),
  name: z.string(),
  colour: z.string(),
  description: z.string(),
  spreadsheetId: z.string(),
  sheetId: z.number(),
  createdAt: z.string(),
  createdBy: z.string(),
  ...settings,
});

/** The state that a campaign's document says; null when there is no such campaign. */
export async function readCampaignState(id: CampaignId, ask: Ask): Promise<CampaignState | null> {
  const document = await readCampaign(id, ask);
  return document ? (toCampaign(document)?.state ?? null) : null;
}

async function readCampaign(id: CampaignId, { store, deadline }: Ask): Promise<StoredDocument | undefined> {
  const document = (await store.documents([id], deadline)).get(id);
  if (document && document._type !== CAMPAIGN_TYPE) {
    throw new StoreRefused(409, "The campaign's id belongs to another document. The campaign was not saved.");
  }
  return document;
}

function toCampaign(document: StoredDocument): Campaign | null {
  const read = campaignDocument.safeParse(document);
  if (document._type !== CAMPAIGN_TYPE || !read.success || !isCampaignId(document._id)) return null;
  // Of a campaign that was erased nothing is left but its document.
  if (document.purgedAt !== undefined) return null;
  return { id: document._id, ...read.data };
}

/** What makes the document hold the campaign; null when it does already. */
function changeTo(campaign: Campaign, current: StoredDocument | undefined): StoreMutation | null {
  const { id, ...attributes } = campaign;
  if (!current) return { create: { _id: id, _type: CAMPAIGN_TYPE, ...attributes } };
  if (current.kind !== campaign.kind) {
    throw new StoreRefused(
      409,
      'A campaign cannot change between original and own. The campaign was not saved.',
    );
  }
  const isErased = current.purgeBegunAt !== undefined || current.purgedAt !== undefined;
  if (isErased && campaign.state !== 'deleted') {
    throw new StoreRefused(
      409,
      'The leads of this campaign are being erased, as it was deleted more than 30 days ago, so it cannot be changed or restored any more.',
    );
  }
  const set = Object.fromEntries(
    Object.entries(attributes).filter(([key, value]) => !isDeepStrictEqual(current[key], value)),
  );
  return Object.keys(set).length > 0 ? { patch: { id, ifRevisionID: current._rev, set } } : null;
}
