/** What runs with nobody looking: after an edit, after a change of the tab's shape, every minute. No screen is touched. */
import {
  type CampaignRecord,
  campaignBySheet,
  campaignsIn,
  dirtyMarkIn,
  markDirty,
} from './campaigns/campaigns.ts';
import { triggerEntry } from './settings.ts';
import { readDocument, writeDocument } from './sheets/properties.ts';
import { userEmail } from './sheets/session.ts';
import { ensureTriggers, type TriggerKind } from './sheets/triggers.ts';
import { lookAround } from './surroundings.ts';
import { follow } from './sync/follow.ts';
import { newMark } from './sync/pass.ts';
import { pulledAtIn } from './sync/status.ts';

/** Function of the entry file → when it runs. */
export const TRIGGERS: Readonly<Record<string, TriggerKind>> = {
  onEditInstalled: 'edit',
  onChangeInstalled: 'change',
  everyMinute: 'everyMinute',
};

/** Google runs at most six minutes; an edit's own pass leaves the rest to the next one. */
const EDIT_SECONDS = 20;
/** The tab is compared as a whole this often with nobody looking. */
const COMPARE_EVERY = 300;
/**
 * Triggers may run 90 minutes a day on a consumer account (https://developers.google.com/apps-script/guides/services/quotas),
 * 3.75 seconds of every minute: no further campaign is begun after this.
 */
const MINUTE_SECONDS = 3;

/** Installs the triggers in the name of the person at the sheet. May be called again. */
export function installTriggers(): void {
  ensureTriggers(TRIGGERS);
  writeDocument(triggerEntry({ owner: userEmail(), at: new Date().toISOString() }));
}

/** Someone edited cells of a tab: it is marked first, so that the edit is not forgotten if the pass cannot run. */
export function afterEdit(sheetId: number): void {
  const campaign = campaignBySheet(readDocument(), sheetId);
  if (!campaign) return;
  markDirty(campaign.id, newMark());
  follow({
    campaign,
    stored: readDocument(),
    full: true,
    compareEvery: 0,
    seconds: EDIT_SECONDS,
    patience: 0,
  });
}

/** Rows, columns or tabs came, went or moved: the next pass looks at the whole tab. */
export function afterChange(sheetId: number): void {
  const stored = readDocument();
  lookAround(stored);
  const campaign = campaignBySheet(stored, sheetId);
  if (campaign) markDirty(campaign.id, newMark());
}

/** Serves the campaigns in turn, those with unsent edits first, then whoever has waited longest. */
export function everyMinute(): void {
  const begun = Date.now();
  const stored = readDocument();
  const waiting = (campaign: CampaignRecord) =>
    dirtyMarkIn(stored, campaign.id) === null ? (pulledAtIn(stored, campaign.id) ?? '0') : '';
  const campaigns = [...campaignsIn(stored)].filter((one) => one.laidOut && one.complete);
  campaigns.sort((a, b) => waiting(a).localeCompare(waiting(b)));
  for (const campaign of campaigns) {
    if (Date.now() - begun > MINUTE_SECONDS * 1000) return;
    follow({
      campaign,
      stored,
      full: false,
      compareEvery: COMPARE_EVERY,
      seconds: EDIT_SECONDS,
      patience: 0,
    });
  }
}
