/** Which spreadsheet a campaign lives in. Every other, as a copy of it, is turned away: two would overwrite each other. */
import type { CampaignId } from '../../addon/model/lead.ts';
import type { StoredDocument } from '../store/store.ts';
import { CAMPAIGN_TYPE } from './campaigns.ts';
import type { Ask } from './sync.ts';

/** The campaign's document names another spreadsheet than the one that asks. */
export class Elsewhere extends Error {
  override readonly name = 'Elsewhere';

  constructor() {
    super(
      'This campaign now lives in another spreadsheet, so nothing was sent to Sanity or taken from it here. Work in that one; or, if this is the one to go on with, make it the live one in the sidebar.',
    );
  }
}

interface Asking {
  readonly campaign: { readonly id: CampaignId };
  readonly spreadsheetId: string;
}

/** Reads the campaign by its id. Throws Elsewhere. A campaign that was never saved may be anywhere. */
export async function requireHome(asking: Asking, ask: Ask): Promise<void> {
  const home = await campaignHome(asking.campaign.id, ask);
  if (home !== null && home !== asking.spreadsheetId) throw new Elsewhere();
}

/** The spreadsheet that the campaign's document names; null: none, or there is no such document. */
export async function campaignHome(id: CampaignId, { store, deadline }: Ask): Promise<string | null> {
  return homeOf((await store.documents([id], deadline)).get(id));
}

function homeOf(document: StoredDocument | undefined): string | null {
  const home = document?._type === CAMPAIGN_TYPE ? document.spreadsheetId : null;
  return typeof home === 'string' ? home : null;
}
