/** The beginning of an import: everything is checked, then campaign and tab are made, or neither. */

import type { ImportBegin, ImportProgress } from '../../calls.ts';
import { type CampaignId, type ImportId, isCampaignId } from '../../model/lead.ts';
import type { CountryCode } from '../../model/phone.ts';
import { FIRST_SETTINGS } from '../../model/settings.ts';
import { askBridge } from '../ask-bridge.ts';
import { PROPERTY_BYTES, utf8Length } from '../bytes.ts';
import { createCampaign } from '../campaigns/campaign-tab.ts';
import { checkExtras, checkTabName } from '../campaigns/create-tab.ts';
import { Failure } from '../failure.ts';
import { isCountry } from '../guards.ts';
import { locked } from '../locked.ts';
import { requireRight } from '../people/rights.ts';
import { readDocument } from '../sheets/properties.ts';
import { spreadsheetId } from '../sheets/workbook.ts';
import { type ImportRecord, importEntry, importIn, progressOf } from './record.ts';

/** Makes the campaign and its empty tab. Nothing is made when the bridge is out of reach. */
export function importBegin(ask: ImportBegin): ImportProgress {
  const begun = importIn(readDocument(), ask.importId);
  if (begun) return progressOf(begun);
  requireRight('import');
  const country = checkBegin(ask);
  askBridge('/v1/campaigns', { spreadsheetId: spreadsheetId() });
  return locked(() => {
    const meanwhile = importIn(readDocument(), ask.importId);
    if (meanwhile) return progressOf(meanwhile);
    const record = newImport(ask);
    const { campaign: id, campaignName: name, extras, total: leads } = record;
    const { description } = ask;
    const colour = ask.colour.toLowerCase();
    createCampaign(
      { id, kind: 'own', name, colour, description, ...FIRST_SETTINGS, country, extras, leads },
      importEntry(record),
    );
    return progressOf(record);
  });
}

/** Throws a Failure for whatever cannot be imported; answers the country. */
function checkBegin(ask: ImportBegin): CountryCode {
  const refuse = (message: string) => new Failure('bad-request', message);
  checkTabName(ask.campaignName);
  checkExtras(ask.extras);
  if (!isCountry(ask.country)) throw refuse(`"${ask.country}" is not a country. Nothing was created.`);
  if (ask.total < 1) throw refuse('There is no row to import. Nothing was created. Choose another file.');
  const tooLong = (value: unknown) => utf8Length(JSON.stringify(value)) > PROPERTY_BYTES / 2;
  if (tooLong(ask.description)) {
    throw refuse('The description is too long. Nothing was created. Keep it to a few paragraphs.');
  }
  if (tooLong([ask.extras, ask.fileName])) {
    throw refuse(
      `The ${ask.extras.length} further columns have names too long to remember. Nothing was created. Leave some out or shorten their names.`,
    );
  }
  return ask.country;
}

function newImport(ask: ImportBegin): ImportRecord {
  return {
    importId: ask.importId,
    campaign: campaignIdOf(ask.importId),
    campaignName: ask.campaignName,
    fileName: ask.fileName,
    state: 'writing',
    total: ask.total,
    written: 0,
    verified: 0,
    message: null,
    problems: [],
    extras: ask.extras,
  };
}

function campaignIdOf(importId: ImportId): CampaignId {
  const id = `campaign.${importId}`;
  if (!isCampaignId(id)) throw new Error(`"${id}" cannot be a campaign's id.`);
  return id;
}
