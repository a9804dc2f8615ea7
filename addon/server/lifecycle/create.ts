/** A campaign made of nothing, of a tab, or of another’s settings. */
import type { CampaignSource } from '../../answers/campaigns.ts';
import type { Calls } from '../../calls.ts';
import { planAdoption } from '../../model/adopt.ts';
import { type CampaignId, isCampaignId } from '../../model/lead.ts';
import { type CampaignSettings, FIRST_SETTINGS, settingsOf } from '../../model/settings.ts';
import { createCampaign as makeCampaign } from '../campaigns/campaign-tab.ts';
import { type CampaignRecord, campaignBySheet, keepCampaign } from '../campaigns/campaigns.ts';
import { isCopyIn } from '../campaigns/copy.ts';
import { checkTabName } from '../campaigns/create-tab.ts';
import { fillTab } from '../campaigns/fill.ts';
import { COPIED } from '../campaigns/open-tab.ts';
import { Failure, refusalOf } from '../failure.ts';
import { alone, locked, PATIENCE } from '../locked.ts';
import { recordAction } from '../people/record.ts';
import { requireRight } from '../people/rights.ts';
import { readWhole } from '../sheets/adopting.ts';
import { newUuid } from '../sheets/fetch.ts';
import { latestDocument, readDocument } from '../sheets/properties.ts';
import { activeSheet, findSheet, nameOf, sheetIdOf, showSheet } from '../sheets/workbook.ts';
import { sidebarState } from '../state.ts';
import { adopt } from './adopt.ts';
import { overviewChanged } from './after.ts';
import { cleaned, known } from './details.ts';

/** Seconds for the first pass: whoever waits is told soon, and the rest follows by itself. */
const SECONDS = 25;

/** Makes it, as a draft. Throws a Failure when nothing was made, or when what was begun is finished by itself. */
export function createCampaign(ask: Calls['createCampaign']['ask']): Calls['createCampaign']['answer'] {
  requireRight('create');
  const { source } = ask;
  const { name, colour, description } = { ...ask, ...cleaned(onlyTexts(ask)) };
  checkTabName(name);
  if (isCopyIn(latestDocument())) throw new Failure('sheet-refused', COPIED);
  const id = newCampaignId();
  const plan = { id, kind: 'own', name, colour, description, ...settingsFrom(source) } as const;
  const campaign = alone(() =>
    source.is === 'tab'
      ? adopt(plan, source.sheetId)
      : keepCampaign({
          ...locked(() => makeCampaign({ ...plan, extras: [], leads: 0 }, {})),
          complete: false,
        }),
  );
  recordAction('created', id, `"${name}" was made ${madeOf(source)}.`);
  // It is there; what Google or the bridge does not take now is taken by the next pass.
  fillNow(campaign);
  overviewChanged();
  return { campaign: id, state: sidebarState(id, true) };
}

function onlyTexts({ name, colour, description }: Calls['createCampaign']['ask']) {
  return { name, colour, description };
}

function newCampaignId(): CampaignId {
  const id = `campaign.${newUuid()}`;
  if (!isCampaignId(id)) throw new Error(`"${id}" cannot be a campaign's id.`);
  return id;
}

/** Of another campaign's settings all but its state: a new campaign begins as a draft. */
function settingsFrom(source: CampaignSource): CampaignSettings {
  const settings =
    source.is === 'campaign' ? settingsOf(known(readDocument(), source.campaign)) : FIRST_SETTINGS;
  return { ...settings, state: 'draft', stateAt: '', stateBy: '' };
}

function madeOf(source: CampaignSource): string {
  switch (source.is) {
    case 'empty':
      return 'without leads';
    case 'tab':
      return 'of a tab that was there';
    case 'campaign':
      return `with the settings of "${known(latestDocument(), source.campaign).name}"`;
  }
}

function fillNow(campaign: CampaignRecord): void {
  try {
    fillTab(campaign, SECONDS, PATIENCE);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
  }
  refusalOf(() => {
    const sheet = findSheet(campaign.sheetId);
    if (sheet) showSheet(sheet);
  });
}

/** The tab that the person looks at, as something to make a campaign of. Changes nothing. */
export function adoptable(_ask: Calls['adoptable']['ask']): Calls['adoptable']['answer'] {
  const sheet = activeSheet();
  const sheetId = sheetIdOf(sheet);
  const name = nameOf(sheet);
  if (campaignBySheet(latestDocument(), sheetId) || /^(_|overview$)/i.test(name)) return { tab: null };
  const { headings, leads, problems, notes } = planAdoption(readWhole(sheet), FIRST_SETTINGS.country);
  return { tab: { sheetId, name, headings, leads, problems, notes } };
}
