/** Every few seconds while a sidebar is open: the active campaign is kept together with Sanity. */
import type { SidebarState } from '../../calls.ts';
import { ORIGINAL_CAMPAIGN } from '../../model/lead.ts';
import { campaignById, campaignsIn } from '../campaigns/campaigns.ts';
import { activeTab } from '../campaigns/open-tab.ts';
import { learnFromBridge } from '../campaigns/originals.ts';
import { finishForgetting } from '../export/finish.ts';
import { failureOf } from '../failure.ts';
import { mayLook } from '../governor.ts';
import { carryOnImports } from '../import/carry-on.ts';
import { catchUp } from '../lifecycle/resume.ts';
import { originalsIn } from '../settings.ts';
import { latestDocument, readBridgeSettings, readDocument, type Stored } from '../sheets/properties.ts';
import { sidebarState } from '../state.ts';
import { follow, rememberAnswer } from './follow.ts';

/** The sidebar waits for the answer; whatever takes longer goes on at the next tick. */
const SECONDS = 20;
/** Writes of the Sheets API fire no trigger: only comparing finds them. */
const COMPARE_EVERY = 60;
/** How often the bridge is asked what it knows of this spreadsheet, while original leads may be unmapped. */
const LEARN_EVERY_MS = 300_000;

/** Sends what changed, takes what came, and tells the state after it. */
export function tick({ full }: { readonly full: boolean }): SidebarState {
  const stored = readDocument();
  finishForgetting(stored);
  const mayWork = readBridgeSettings() !== null && (full || mayLook(stored));
  const carried = mayWork && carryOnImports(stored, Date.now());
  const ended = mayWork && catchUp();
  return follows(carried || ended ? latestDocument() : stored, full, mayWork);
}

function follows(stored: Stored, full: boolean, mayWork: boolean): SidebarState {
  const { sheet, campaign } = activeTab(campaignsIn(stored));
  if (mayWork) {
    if (campaign?.laidOut) {
      follow({
        campaign,
        stored,
        full,
        compareEvery: COMPARE_EVERY,
        seconds: SECONDS,
        patience: 0,
        proofSeconds: SECONDS,
        proveEvery: Number.POSITIVE_INFINITY,
        sheet,
      });
    }
    if (isTimeToLearn(stored)) learn(stored);
  }
  return sidebarState(campaign?.id ?? null, full);
}

function isTimeToLearn(stored: Stored): boolean {
  if (campaignById(stored, ORIGINAL_CAMPAIGN)?.complete) return false;
  const known = originalsIn(stored);
  return known === null || Date.now() - Date.parse(known.at) > LEARN_EVERY_MS;
}

function learn(stored: Stored): void {
  try {
    learnFromBridge();
  } catch (thrown) {
    rememberAnswer(stored, failureOf(thrown));
  }
}
