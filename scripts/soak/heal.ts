/** After the schedule: nothing fails any more, people answer what is asked of them, and the add-on works until it is quiet. */
import type { Answer, SyncState } from '../../addon/calls.ts';
import { FIELDS, fieldByHeader } from '../../addon/model/fields.ts';
import { choicesOf, type Held } from '../../addon/model/holds.ts';
import { type Random, seeded } from '../local/sample/random.ts';
import { answerHeld, settleOne } from './choices.ts';
import { shrink } from './prepare.ts';
import { type Campaign, type Run, tabOf } from './run.ts';
import { campaignId, campaignTab, filledRows } from './sheet.ts';
import { clearFilters, nameColumn, STRUCTURE } from './structure.ts';
import { tokensIn } from './values.ts';

const MOST_ROUNDS = 14;

/** Heals the world. Answers what is not well when it did not become quiet in as many rounds as it may take. */
export async function heal(run: Run, seed: number): Promise<readonly string[]> {
  const { world } = run;
  const random = seeded(seed ^ 0x5eed);
  await world.heal();
  await run.unfinished?.();
  let wrong: readonly string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const commits = world.ledger.commits;
    wrong = [];
    for (const campaign of run.campaigns.values())
      wrong = [...wrong, ...(await healCampaign(run, campaign, random))];
    await world.minute();
    if (wrong.length === 0 && world.ledger.commits === commits && round > 0) return [];
    if (wrong.length === 0 && round === MOST_ROUNDS - 1) wrong = ['Something is written in every round.'];
  }
  return wrong;
}

async function healCampaign(run: Run, campaign: Campaign, random: Random): Promise<readonly string[]> {
  const { world } = run;
  const place = await campaignTab(world, campaign.id);
  if (place === null) return await restoreTab(run, campaign);
  campaign.sheetId = place;
  const { get } = world.person;
  if (campaign.sheetId !== null && get.tryGetSheet(campaign.sheetId)) {
    if (!get.isSheetVisible(campaign.sheetId)) {
      await world.person.act('SHOW_SHEET', { sheetId: campaign.sheetId });
      await world.quiet();
    }
    await clearFilters(run, campaign.camp, { paused: false });
    world.lookAt(campaign.sheetId);
  }
  const wrong: string[] = [];
  const sync = await tick(run);
  if (sync?.openConflicts) await settleOne(run, campaign, random.whole(0, 5), random.chance(0.5));
  const [held] = sync?.held ?? [];
  if (held) {
    wrong.push(`${campaign.camp}: held ${held.code} (rows ${held.rows.join(', ')}): ${held.message}`);
    await mend(run, campaign, held, random);
  }
  const after = await tick(run);
  if (!after) return [...wrong, `${campaign.camp}: no state`];
  const proof = await world.serve('prove', { campaign: campaignId(campaign.id), repair: true });
  await world.quiet();
  wrong.push(...differencesIn(proof, after).map((what) => `${campaign.camp}: proof: ${what}`));
  const said = after.problems.map(({ row, message }) => `${campaign.camp}: row ${row}: ${message}`);
  if (after.state !== 'saved' && after.held.length === 0)
    wrong.push(`${campaign.camp}: ${after.state}: ${after.message ?? `${after.unsaved} unsaved`}`, ...said);
  return wrong;
}

/** What the proof could not mend. A row with a cell that cannot be read is named by it, rightly, and left alone. */
function differencesIn(proof: Answer<'prove'> | null, { unread }: SyncState): readonly string[] {
  if (!proof) return ['cut off'];
  if (!proof.ok) return [proof.error.message];
  const unreadable = new Set<number | null>(unread.map(({ row }) => row));
  const { differing, differences } = proof.answer.proof;
  const left = differences.filter(({ row }) => !unreadable.has(row));
  return differing > differences.length || left.length > 0
    ? left.map(({ row, message, fields }) => `row ${row}: ${message} ${JSON.stringify(fields)}`)
    : [];
}

/** A person has the tab that was deleted made again, and takes its many blank rows away. */
async function restoreTab(run: Run, campaign: Campaign): Promise<readonly string[]> {
  const { world } = run;
  const id = campaignId(campaign.id);
  const answer = await world.serve('settleHeld', {
    campaign: id,
    code: 'missing-tab',
    mark: '',
    action: 'restore',
  });
  await world.quiet();
  campaign.sheetId = await campaignTab(world, campaign.id);
  if (campaign.sheetId !== null) await shrink(world, campaign.id);
  return [`${campaign.camp}: its tab was gone: ${answer?.ok ? answer.answer.said : answer?.error.message}`];
}

async function tick(run: Run): Promise<SyncState | null> {
  const answer = await run.world.serve('tick', { full: true });
  await run.world.quiet();
  if (answer && !answer.ok) run.log.push(`tick: ${answer.error.message}`);
  return answer?.ok ? answer.answer.sync : null;
}

/** A person does something about what is held: by its buttons, or in the sheet where there are none. */
async function mend(run: Run, campaign: Campaign, held: Held, random: Random): Promise<void> {
  const choices = choicesOf(held.code, campaign.kind);
  const refused =
    choices.length === 0 ? 'no button' : await answerHeld(run, campaign, held, random.pick(choices).action);
  if (refused !== null) await mendByHand(run, campaign, held);
}

async function mendByHand(run: Run, campaign: Campaign, held: Held): Promise<void> {
  const tab = tabOf(run, campaign.camp);
  if (!tab) return;
  const headers = (tab.grid[0] ?? []).map((cell) => String(cell).trim());
  const how = { paused: false };
  switch (held.code) {
    case 'copied-rows': {
      // The person keeps the row that says most of what the store knows, and deletes the last other one.
      const row = held.rows.at(-1);
      const nth = filledRows(tab.grid).indexOf((row ?? 0) - 1);
      if (nth >= 0)
        await STRUCTURE.deleteRows(run, { do: 'deleteRows', camp: campaign.camp, row: nth, rows: 1 }, how);
      return;
    }
    case 'doubled-columns': {
      const names = headers.map((name) => fieldByHeader(name)?.header ?? name);
      const second = names.findIndex((name, n) => name !== '' && names.indexOf(name) < n);
      if (second >= 0) await nameColumn(run, how, tab, second, `Was double ${second}`);
      return;
    }
    case 'missing-columns': {
      const missing = FIELDS.find(({ header }) => !held.message.includes(`"${header}"`) === false);
      const renamed = headers.findIndex((name) => name.startsWith('Named '));
      if (missing && renamed >= 0) await nameColumn(run, how, tab, renamed, missing.header);
      return;
    }
    case 'missing-documents': {
      const [row] = held.rows;
      const nth = filledRows(tab.grid).indexOf((row ?? 0) - 1);
      if (nth < 0) return;
      run.world.ledger.supersede(
        (tab.grid[(row ?? 0) - 1] ?? []).flatMap(tokensIn),
        'a person deleted the row of a lead that is gone',
      );
      await STRUCTURE.deleteRows(run, { do: 'deleteRows', camp: campaign.camp, row: nth, rows: 1 }, how);
      return;
    }
    default:
      run.log.push(`nothing was done by hand about ${held.code}`);
  }
}
