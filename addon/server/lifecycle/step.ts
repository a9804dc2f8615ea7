/** A campaign goes from one state to the next: begun by a person, carried out here or, when that is cut off, later. */
import type { Calls } from '../../calls.ts';
import { type CampaignState, isSynced, type LifecycleStep, stateAfter } from '../../model/lifecycle.ts';
import { type CampaignRecord, campaignById, campaignEntry, markDirty } from '../campaigns/campaigns.ts';
import { COPIED, isCopied } from '../campaigns/open-tab.ts';
import { saveCampaign } from '../campaigns/save.ts';
import { Failure } from '../failure.ts';
import { importsIn, undosIn } from '../import/record.ts';
import { alone } from '../locked.ts';
import { newActionId, recordOnce } from '../people/record.ts';
import { requireRight } from '../people/rights.ts';
import { latestDocument, readDocument, writeDocument } from '../sheets/properties.ts';
import { isAnotherVisible, isHidden, protectTab, unhideSheet, unprotectTab } from '../sheets/protection.ts';
import { userEmail } from '../sheets/session.ts';
import { findSheet, findSheetNamed, hideSheet, type Sheet, writeOut } from '../sheets/workbook.ts';
import { newMark } from '../sync/pass.ts';
import { passAfter } from '../sync/pass-after.ts';
import { overviewChanged, stateNow } from './after.ts';
import { isMovingIn } from './moving.ts';
import { requireSaved } from './settle-tab.ts';
import { forgetStep, keepStep, stepsUnderWay, type UnderWay } from './under-way.ts';

/** Takes the step. Throws a Failure that says why not; nothing is different then, or it is finished by itself. */
export function stepCampaign({
  campaign: id,
  step,
  typed,
}: Calls['stepCampaign']['ask']): Calls['stepCampaign']['answer'] {
  requireRight(step === 'delete' ? 'delete' : 'create');
  const said = alone(() => {
    for (const before of stepsUnderWay(readDocument())) if (before.campaign === id) carryOut(before);
    const campaign = campaignById(readDocument(), id);
    if (!campaign) throw new Failure('not-found', UNKNOWN);
    return carryOut(begin(campaign, step, typed));
  });
  if (step === 'restore') passAfter(id);
  overviewChanged();
  return { said, state: stateNow() };
}

/** Archives a campaign that has nothing left in it. False where that cannot be now: a draft, or the only tab to be seen. */
export function archiveEmptied(campaign: CampaignRecord): boolean {
  if (stateAfter(campaign.kind, campaign.state, 'archive') === null) return false;
  try {
    carryOut(begin(campaign, 'archive', ''));
    return true;
  } catch (thrown) {
    if (thrown instanceof Failure) return false;
    throw thrown;
  }
}

const UNKNOWN = 'This spreadsheet does not know that campaign. Reload the sidebar.';

/** How a step is told, when it is done and when it is not. */
const DEEDS: { readonly [S in LifecycleStep]: string } = {
  start: 'started',
  archive: 'archived',
  restore: 'restored',
  delete: 'deleted',
};

/** Looks whether it may be done, and remembers that it is under way. */
function begin(campaign: CampaignRecord, step: LifecycleStep, typed: string): UnderWay {
  const { id, kind, name, state } = campaign;
  const refuse = (why: string) => new Failure('bad-request', `${why} Nothing was done.`);
  if (isCopied(campaign)) throw new Failure('sheet-refused', COPIED);
  const to = stateAfter(kind, state, step);
  if (to === null) throw refuse(whyNot(campaign, step));
  if (step === 'delete' && typed.trim() !== name.trim())
    throw refuse(`To delete it, type its name just as it is: ${name}.`);
  if (isSynced(state) && !isSynced(to)) requireReady(campaign, to);
  return keepStep({
    campaign: id,
    step,
    to,
    at: new Date().toISOString(),
    by: userEmail(),
    action: newActionId(),
    saving: false,
  });
}

function whyNot({ kind, name, state }: CampaignRecord, step: LifecycleStep): string {
  if (kind === 'original' && step === 'delete')
    return 'The original leads cannot be deleted as a campaign, because other tools live on them. Archive it instead.';
  return `"${name}" is ${state === 'draft' ? 'a draft' : state}, so it cannot be ${DEEDS[step]} now.`;
}

/** Whether its tab can be put away. */
function requireReady(campaign: CampaignRecord, to: CampaignState): void {
  const { id, name, laidOut, complete, sheetId } = campaign;
  const stored = latestDocument();
  const refuse = (why: string) => new Failure('sheet-refused', `"${name}" was not ${to}: ${why}`);
  // Of one whose rows are still on their way nothing stands anywhere yet.
  if (importsIn(stored).some((one) => one.campaign === id && one.state !== 'uploading'))
    throw refuse('an import into it is not finished. Finish it first.');
  if (undosIn(stored).some(({ touched }) => touched.includes(id)))
    throw refuse('an import into it is being taken back. Let that end first.');
  if (isMovingIn(stored, id)) throw refuse('leads are on their way from or into it. Try again in a minute.');
  if (!laidOut || !complete) throw refuse('its tab is still being filled. Wait until it is.');
  const sheet = findSheet(sheetId);
  if (!sheet && to === 'archived')
    throw refuse('its tab is not in this spreadsheet. Bring it back from the sidebar first.');
  if (sheet && !isHidden(sheet)) showAnother(sheet, refuse);
}

/** A spreadsheet shows at least one tab. */
function showAnother(sheet: Sheet, refuse: (why: string) => Failure): void {
  if (isAnotherVisible(sheet)) return;
  const overview = findSheetNamed(OVERVIEW);
  if (!overview)
    throw refuse(
      'its tab is the only one that can be seen, and a spreadsheet must show one. Open the overview, or add a tab, then try again.',
    );
  unhideSheet(overview);
}

const OVERVIEW = 'Overview';

/**
 * Does what is left of a step; answers what was done. Each part may be done again. Before Sanity may hold the new state
 * a failure undoes it; from then on it is kept and ends itself.
 */
export function carryOut(step: UnderWay): string {
  const campaign = campaignById(readDocument(), step.campaign);
  if (!campaign) {
    forgetStep(step);
    throw new Failure('not-found', UNKNOWN);
  }
  const { to } = step;
  const putsAway = isSynced(campaign.state) && !isSynced(to);
  const sheet = findSheet(campaign.sheetId);
  if (putsAway && !step.saving && sheet) closeTab(step, campaign, sheet);
  const changed =
    campaign.state === to ? campaign : saved(keepStep({ ...step, saving: true }), campaign, sheet);
  if (sheet) {
    if (isSynced(to)) bringOut(sheet);
    else putAway(sheet);
    writeOut();
  }
  if (step.step === 'restore') markDirty(campaign.id, newMark());
  recordOnce({
    id: step.action,
    at: step.at,
    by: step.by,
    campaign: campaign.id,
    what: RECORDED[step.step],
    said: `"${campaign.name}" was ${DEEDS[step.step]}.`,
  });
  forgetStep(step);
  return told(changed, step.step, sheet !== null);
}

const RECORDED = { start: 'started', archive: 'archived', restore: 'restored', delete: 'deleted' } as const;

/** Shuts the tab, then looks whether all of it is saved: what others might still type would not be. */
function closeTab(step: UnderWay, campaign: CampaignRecord, sheet: Sheet): void {
  try {
    protectTab(sheet);
    requireSaved(campaign, DEEDS[step.step]);
  } catch (thrown) {
    undo(step, sheet);
    throw thrown;
  }
}

/** As it was before the step: what is not certain to be done must not look as if it were. */
function undo(step: UnderWay, sheet: Sheet | null): void {
  if (sheet && step.to !== 'active') unprotectTab(sheet);
  writeOut();
  forgetStep(step);
}

/** Saves the state in Sanity, and keeps it here once that was read back. */
function saved(step: UnderWay, campaign: CampaignRecord, sheet: Sheet | null): CampaignRecord {
  const state = { state: step.to, stateAt: step.at, stateBy: step.by };
  try {
    const done = saveCampaign(campaign, state);
    const record = { ...(campaignById(readDocument(), campaign.id) ?? done), ...state };
    writeDocument(campaignEntry(record));
    return record;
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    if (thrown.code === 'bridge-unreachable')
      throw new Failure(
        thrown.code,
        `Whether "${campaign.name}" is ${DEEDS[step.step]} in Sanity is not known, as no answer came. It is finished by itself once the bridge answers.`,
      );
    if (isSynced(campaign.state)) undo(step, sheet);
    else forgetStep(step);
    throw thrown;
  }
}

function putAway(sheet: Sheet): void {
  protectTab(sheet);
  if (isHidden(sheet)) return;
  showAnother(sheet, (why) => new Failure('sheet-refused', `The tab could not be hidden: ${why}`));
  hideSheet(sheet);
}

function bringOut(sheet: Sheet): void {
  unprotectTab(sheet);
  unhideSheet(sheet);
}

function told({ name }: CampaignRecord, step: LifecycleStep, hasTab: boolean): string {
  switch (step) {
    case 'start':
      return `"${name}" is active.`;
    case 'archive':
      return `"${name}" is archived. Its tab is hidden and read-only; its leads stay in Sanity as they are.`;
    case 'restore':
      return hasTab
        ? `"${name}" is active again, with everything that it had.`
        : `"${name}" is active again. Its tab is not in this spreadsheet any more: let the sidebar make it again from Sanity.`;
    case 'delete':
      return `"${name}" is deleted. It can be restored for 30 days; then it goes from this spreadsheet and from Sanity.`;
  }
}
