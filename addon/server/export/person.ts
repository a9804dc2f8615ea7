/** Everything that is held about one person, and its erasure: from Sanity first, then from the sheet. */
import type { Calls } from '../../calls.ts';
import type { CampaignId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import type { ForgetResponse } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import { type CampaignRecord, campaignById, campaignsIn } from '../campaigns/campaigns.ts';
import { activeTab, COPIED, isCopied } from '../campaigns/open-tab.ts';
import { Failure } from '../failure.ts';
import { locked } from '../locked.ts';
import { actionIdOf, recordOnce } from '../people/record.ts';
import { requireRight } from '../people/rights.ts';
import { readDocument, writeDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { sidebarState } from '../state.ts';
import { passAfter } from '../sync/pass-after.ts';
import { eraseFromSheet, type SheetErased } from './erase.ts';
import { forgetIntent, type Intent, intentEntry } from './intent.ts';

/** Tells what is held, and nothing else. Only who may erase may see it all at once. */
export function person({ campaign, lead }: Calls['person']['ask']): Calls['person']['answer'] {
  requireRight('delete');
  const { id, kind, country } = known(campaign);
  return askBridge('/v1/person', { campaign: { id, kind }, lead, country });
}

/**
 * Erases it: documents, then rows and whatever else remembers their values. What was meant is remembered until it is
 * done, so that a run that Google ends in between is finished by the next.
 */
export function forgetPerson({
  campaign: id,
  lead,
  leads,
}: Calls['forgetPerson']['ask']): Calls['forgetPerson']['answer'] {
  requireRight('delete');
  if (isCopied(known(id))) throw new Failure('sheet-refused', COPIED);
  const done = locked(() => {
    const intent: Intent = {
      campaign: id,
      lead,
      leads,
      by: userEmail(),
      at: new Date().toISOString(),
      tries: 0,
    };
    writeDocument(intentEntry(intent));
    return carryOut(intent);
  });
  for (const one of done.sheet.campaigns) if (isSynced(known(one).state)) passAfter(one);
  const active = activeTab(campaignsIn(readDocument())).campaign?.id ?? null;
  return { ...done.erased, ...inSheet(done.sheet), state: sidebarState(active, true) };
}

interface Done {
  readonly erased: ForgetResponse;
  readonly sheet: SheetErased;
}

/**
 * Does what was meant. Call it under the document's lock. An answer ends it, whatever it says; where none came, or
 * Sanity was away, the intent stays: what was begun by then is finished later.
 */
export function carryOut(intent: Intent): Done {
  const { id, kind, country } = known(intent.campaign);
  const { lead, leads } = intent;
  const ask = { campaign: { id, kind }, lead, leads, country };
  const erased = askBridge('/v1/person/forget', ask);
  const sheet = eraseFromSheet(erased.erased);
  note(intent, erased);
  if (sheet.left.length === 0) forgetIntent(intent);
  return { erased, sheet };
}

/** Once, however often it had to be taken up again; nothing of it tells who it was. */
function note({ lead, campaign, by, at }: Intent, { erased, left, others }: ForgetResponse): void {
  if (erased.length === 0) return;
  const leads = (count: number) => (count === 1 ? '1 lead' : `${count} leads`);
  const still = left.length > 0 ? ` ${leads(left.length)} could not be erased yet.` : '';
  const documents = others.reduce((sum, { count }) => sum + count, 0);
  const foreign =
    documents > 0 ? ` ${documents === 1 ? '1 document' : `${documents} documents`} of other tools stay.` : '';
  const said = `Erased a person who asked to be forgotten: ${leads(erased.length)}.${still}${foreign}`;
  const id = actionIdOf(`forgotten.${lead}.${Date.parse(at)}`.slice(0, 120));
  recordOnce({ id, at, by, campaign, what: 'forgotten', said });
}

function inSheet({ rows, left, campaigns }: SheetErased) {
  return { rows, tabs: campaigns.length, rowsLeft: left };
}

function known(id: CampaignId): CampaignRecord {
  const campaign = campaignById(readDocument(), id);
  if (campaign) return campaign;
  throw new Failure(
    'not-found',
    'This spreadsheet does not know that campaign. Nothing was done. Reload the sidebar.',
  );
}
