/** A campaign’s settings: shown and changed. */
import type { CampaignChanges, CampaignDetails } from '../../answers/campaigns.ts';
import type { Calls } from '../../calls.ts';
import { FIELDS } from '../../model/fields.ts';
import type { CampaignId } from '../../model/lead.ts';
import { isSynced, restorableUntil, stepsFrom } from '../../model/lifecycle.ts';
import { rightsOf } from '../../model/rights.ts';
import { LONGEST } from '../../model/settings.ts';
import { PROPERTY_BYTES, utf8Length } from '../bytes.ts';
import { tabNameOf } from '../campaigns/campaign-tab.ts';
import { type CampaignRecord, campaignById, campaignEntry, templatesEntry } from '../campaigns/campaigns.ts';
import { checkTabName } from '../campaigns/create-tab.ts';
import { COPIED, isCopied } from '../campaigns/open-tab.ts';
import { retitle } from '../campaigns/rename.ts';
import { saveCampaign } from '../campaigns/save.ts';
import { exportedAtIn } from '../export/export.ts';
import { Failure } from '../failure.ts';
import { alone } from '../locked.ts';
import { recordAction } from '../people/record.ts';
import { peopleIn, requireRight } from '../people/rights.ts';
import { setTabColour } from '../sheets/layout.ts';
import { latestDocument, readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import {
  findSheet,
  findSheetNamed,
  nameOf,
  renameTab,
  type Sheet,
  sheetIdOf,
  writeOut,
} from '../sheets/workbook.ts';
import { syncState } from '../sync/status.ts';
import { overviewChanged, stateNow } from './after.ts';

export function campaignDetails({
  campaign: id,
}: Calls['campaignDetails']['ask']): Calls['campaignDetails']['answer'] {
  return detailsOf(known(latestDocument(), id), latestDocument());
}

/** Changes settings: in the tab, in Sanity, read back, and here. Throws a Failure; nothing is changed then. */
export function editCampaign({
  campaign: id,
  changes,
}: Calls['editCampaign']['ask']): Calls['editCampaign']['answer'] {
  requireRight('create');
  alone(() => change(known(readDocument(), id), cleaned(changes)));
  overviewChanged();
  return { details: detailsOf(known(latestDocument(), id), latestDocument()), state: stateNow() };
}

function detailsOf(campaign: CampaignRecord, stored: Stored): CampaignDetails {
  const { id, kind, name, colour, description, country, owner, required, templates } = campaign;
  const { state, stateAt, stateBy, createdAt, createdBy } = campaign;
  const { leads, unsaved } = syncState(stored, id);
  const rights = rightsOf(peopleIn(stored), userEmail());
  return {
    ...{ id, kind, name, colour, description, country, owner, required, templates },
    ...{ state, stateAt, stateBy, createdAt, createdBy },
    leads,
    unsaved,
    steps: stepsFrom(kind, state).filter((step) => rights.includes(step === 'delete' ? 'delete' : 'create')),
    exportedAt: exportedAtIn(stored, id),
    restorableUntil: restorableUntil(state, stateAt),
  };
}

/** What may be kept, in the one form in which it is. Throws a Failure for the rest. */
export function cleaned(changes: CampaignChanges): CampaignChanges {
  const refuse = (why: string) => new Failure('bad-request', `${why} Nothing was changed.`);
  const { name, colour, description = '', owner = '', required, templates } = changes;
  if (name !== undefined) checkTabName(name);
  if (description.length > LONGEST.description)
    throw refuse(
      `A description has at most ${LONGEST.description} characters; this has ${description.length}.`,
    );
  if (owner.length > LONGEST.owner)
    throw refuse(`Who looks after it is told in ${LONGEST.owner} characters.`);
  for (const [key, text] of Object.entries(templates ?? {})) {
    if (text.length > LONGEST.template)
      throw refuse(
        `Message ${key.slice(1)} has ${text.length} characters; ${LONGEST.template} are kept. Shorten it.`,
      );
  }
  return {
    ...changes,
    ...(colour === undefined ? {} : { colour: colour.toLowerCase() }),
    ...(required === undefined
      ? {}
      : { required: FIELDS.flatMap(({ key }) => (required.includes(key) ? [key] : [])) }),
  };
}

/** The tab first: what is cut off after it is taken over from the tab's own name. */
function change(campaign: CampaignRecord, changes: CampaignChanges): void {
  const { id, sheetId, name, colour, state } = campaign;
  if (isCopied(campaign)) throw new Failure('sheet-refused', COPIED);
  if (!isSynced(state))
    throw new Failure('bad-request', `"${name}" is ${state}. Nothing was changed. Restore it first.`);
  const next = { ...campaign, ...changes };
  requireRoom(next);
  const sheet = findSheet(sheetId);
  const before = sheet ? nameOf(sheet) : '';
  const wanted = tabNameOf(next.name);
  const renames = sheet !== null && changes.name !== undefined && before !== wanted;
  if (renames) rename(sheet, wanted);
  try {
    const saved = saveCampaign(campaign, changes);
    const record = { ...known(readDocument(), id), ...changes };
    writeDocument({ ...campaignEntry(record), ...templatesEntry(id, saved.templates) });
  } catch (thrown) {
    if (renames) rename(sheet, before);
    throw thrown;
  }
  if (sheet && next.colour !== colour) setTabColour(sheet, next.colour);
  if (next.name !== name) retitle(next);
  const told = Object.keys(changes).join(', ');
  if (told !== '') recordAction('settings', id, `Settings of "${next.name}" were changed: ${told}.`);
}

/** Google tells names of tabs apart without regard to case. */
function rename(sheet: Sheet, name: string): void {
  const other = findSheetNamed(name);
  if (other && sheetIdOf(other) !== sheetIdOf(sheet))
    throw new Failure(
      'name-taken',
      `There is a tab named "${name}" already. Nothing was changed. Choose another.`,
    );
  renameTab(sheet, name);
  writeOut();
}

function requireRoom(record: CampaignRecord): void {
  const entries = { ...campaignEntry(record), ...templatesEntry(record.id, record.templates) };
  if (Object.values(entries).every((text) => utf8Length(text) <= PROPERTY_BYTES)) return;
  throw new Failure(
    'bad-request',
    'The texts together are longer than can be remembered. Nothing was changed. Shorten the messages or the description.',
  );
}

export function known(stored: Stored, id: CampaignId): CampaignRecord {
  const campaign = campaignById(stored, id);
  if (campaign) return campaign;
  throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
}
