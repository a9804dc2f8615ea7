/** What runs with nobody looking: after an edit, after a change of the tab's shape, every minute. No screen is touched. */
import { isSynced } from '../model/lifecycle.ts';
import { isRunning } from './beat.ts';
import {
  type CampaignRecord,
  campaignBySheet,
  campaignsIn,
  dirtyMarkIn,
  markDirty,
} from './campaigns/campaigns.ts';
import { noteBirthplace } from './campaigns/copy.ts';
import { fillTab } from './campaigns/fill.ts';
import { finishForgetting } from './export/finish.ts';
import { failureOf, refusalOf } from './failure.ts';
import { countAs, mayEditsSend, minuteWorkIn, newTriggersCount } from './governor.ts';
import { carryOnImports } from './import/carry-on.ts';
import { purge, purgeDue } from './lifecycle/purge.ts';
import { catchUp } from './lifecycle/resume.ts';
import { firstKeeper } from './people/rights.ts';
import { beatEntry, beatIn, type TriggerOwner, triggerEntry, triggerOwnerIn } from './settings.ts';
import { withStepLock } from './sheets/lock.ts';
import {
  flushDocument,
  latestDocument,
  readDocument,
  type Stored,
  writeAlong,
  writeDocument,
} from './sheets/properties.ts';
import { runnerEmail, userEmail } from './sheets/session.ts';
import { ensureTriggers, type TriggerKind } from './sheets/triggers.ts';
import { isLookDue, lookEverywhere } from './surroundings.ts';
import { follow, rememberAnswer } from './sync/follow.ts';
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
/** What fires no trigger, as the renaming of the spreadsheet, is looked for this often. */
const LOOK_EVERY_MS = 10 * 60_000;
/** Seconds within which the minute trigger begins with another campaign whose edits wait, whatever the governor says. */
const LEAST_SECONDS = 3;
/** A campaign that somebody's sidebar looked at so short a while ago need not be looked at again. */
const RECENT_MS = 40_000;

/**
 * Installs the triggers in the name of the person at the sheet: those of theirs that stopped are replaced, those that
 * stand twice removed. From then on anybody else's stand aside. May be called again.
 */
export function installTriggers(): void {
  const stored = readDocument();
  const before = triggerOwnerIn(stored);
  const runs = before !== null && isRunning(before, stored, Date.now());
  const ids = ensureTriggers(TRIGGERS, !runs);
  const owner: TriggerOwner = { owner: userEmail(), at: new Date().toISOString(), ids };
  const keeper = firstKeeper(stored, (runs && before?.owner) || owner.owner);
  writeDocument({
    ...triggerEntry(owner),
    ...keeper,
    ...(before?.owner === owner.owner ? {} : newTriggersCount()),
  });
  lookEverywhere(stored);
  refusalOf(() => noteBirthplace(stored));
}

/** A proof of 50,000 leads takes about two minutes; of a thousand, two seconds. */
const PROOF_SECONDS = 150;
/** Seconds: with nothing to ask for it, every lead is compared by its id four times a day. */
const PROVE_EVERY = 6 * 3_600;

/** Someone edited cells of a tab: it is marked first, so that the edit is not forgotten if the pass cannot run. */
export function afterEdit(sheetId: number, trigger: string): void {
  countAs('edits');
  const stored = readDocument();
  if (standsAside(stored, trigger)) return;
  const campaign = campaignBySheet(stored, sheetId);
  if (!campaign || !isSynced(campaign.state)) return;
  const maySend = mayEditsSend(stored);
  if (maySend || dirtyMarkIn(stored, campaign.id) === null) markDirty(campaign.id, newMark());
  if (!maySend) return;
  follow({
    campaign,
    stored,
    full: true,
    compareEvery: 0,
    seconds: EDIT_SECONDS,
    patience: 0,
    proofSeconds: 0,
    proveEvery: Number.POSITIVE_INFINITY,
  });
}

/** Rows, columns or tabs came, went, moved or were renamed: the next pass looks at the whole tab. */
export function afterChange(sheetId: number, trigger: string, aboutTabs: boolean): void {
  countAs('edits');
  const stored = readDocument();
  if (standsAside(stored, trigger)) return;
  if (aboutTabs) lookEverywhere(stored);
  const campaign = campaignBySheet(stored, sheetId);
  if (campaign && isSynced(campaign.state)) markDirty(campaign.id, newMark());
}

/** Notes that it runs, then serves the campaigns and looks around. */
export function everyMinute(trigger: string): void {
  countAs('minutes');
  const stored = readDocument();
  if (standsAside(stored, trigger)) return;
  try {
    beat(stored, trigger);
    finishForgetting(stored);
    const carried = carryOnImports(stored, Date.now());
    serveInTurn(catchUp() || carried ? latestDocument() : stored);
    purgeOne();
    const after = latestDocument();
    if (isLookDue(after, LOOK_EVERY_MS)) lookEverywhere(after);
    refusalOf(() => noteBirthplace(after));
  } finally {
    flushDocument();
  }
}

/** One campaign whose time to be restored is over goes, where the day's quota allows work that nobody waits for. */
function purgeOne(): void {
  const stored = latestDocument();
  const due = purgeDue(stored, Date.now());
  const work = minuteWorkIn(stored, Math.max(1, campaignsIn(stored).length));
  if (due && work.campaigns > 0) withStepLock(0, () => purge(due));
}

/** Serves the campaigns in turn, those with unsent edits first, then whoever has waited longest. */
function serveInTurn(stored: Stored): void {
  const begun = Date.now();
  const seconds = () => (Date.now() - begun) / 1000;
  const all = campaignsIn(stored).filter((one) => one.laidOut && isSynced(one.state));
  const campaigns = all.filter((one) => one.complete);
  const work = minuteWorkIn(stored, Math.max(1, campaigns.length));
  const edited = campaigns.filter(({ id }) => dirtyMarkIn(stored, id) !== null);
  const most = mayEditsSend(stored) ? Math.max(work.campaigns, edited.length) : work.campaigns;
  for (const campaign of dueIn(stored, campaigns, begun).slice(0, most)) {
    if (seconds() > Math.max(LEAST_SECONDS, work.seconds)) break;
    follow({
      campaign,
      stored,
      full: false,
      compareEvery: COMPARE_EVERY,
      seconds: EDIT_SECONDS,
      patience: 0,
      // Passes before it, a pass and its writing, and a proof all fit in Google's six minutes: one proof a run.
      proofSeconds: seconds() < LEAST_SECONDS ? PROOF_SECONDS : 0,
      proveEvery: PROVE_EVERY,
    });
  }
  const filling = all.find((one) => !one.complete);
  if (filling && seconds() < work.seconds) fillOn(stored, filling);
}

/** Goes on filling a tab that nobody's sidebar fills any more. */
function fillOn(stored: Stored, campaign: CampaignRecord): void {
  try {
    fillTab(campaign, EDIT_SECONDS, 0);
  } catch (thrown) {
    rememberAnswer(stored, failureOf(thrown));
  }
}

function dueIn(stored: Stored, campaigns: readonly CampaignRecord[], now: number): readonly CampaignRecord[] {
  const isDirty = ({ id }: CampaignRecord) => dirtyMarkIn(stored, id) !== null;
  const asked = ({ id }: CampaignRecord) => pulledAtIn(stored, id) ?? '';
  const waiting = (campaign: CampaignRecord) => (isDirty(campaign) ? '' : asked(campaign));
  return campaigns
    .filter((one) => isDirty(one) || asked(one) === '' || now - Date.parse(asked(one)) > RECENT_MS)
    .sort((a, b) => waiting(a).localeCompare(waiting(b)));
}

/** Notes that the minute trigger runs, and whose it is. Triggers that nobody knows of yet become the known ones. */
function beat(stored: Stored, trigger: string): void {
  const before = beatIn(stored);
  const at = new Date().toISOString();
  const by = before && before.id === trigger && trigger !== '' ? before.by : runnerEmail();
  const installed = triggerOwnerIn(stored);
  if (installed?.ids && trigger !== '' && !installed.ids.includes(trigger)) {
    writeAlong({
      ...triggerEntry({ owner: by, at, ids: ensureTriggers(TRIGGERS, false) }),
      ...newTriggersCount(),
    });
  }
  writeAlong(beatEntry({ at, by, id: trigger }));
}

/**
 * Two people's triggers may both be installed, and nobody can remove another's. Those that are known to be installed
 * do the work while they run; all others stand aside, and take over once the known ones have stopped.
 */
function standsAside(stored: Stored, trigger: string): boolean {
  const installed = triggerOwnerIn(stored);
  if (!installed?.ids || trigger === '' || installed.ids.includes(trigger)) return false;
  return isRunning(installed, stored, Date.now());
}
