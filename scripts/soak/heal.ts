/** After the schedule: nothing fails any more, people answer what is asked of them, and the add-on works until it is quiet. */
import type { Answer, SyncState } from '../../addon/calls.ts';
import { choicesOf } from '../../addon/model/choices.ts';
import { FIELDS, fieldByHeader } from '../../addon/model/fields.ts';
import type { Held } from '../../addon/model/holds.ts';
import { type Random, seeded } from '../local/sample/random.ts';
import { answerHeld, settleOne } from './choices.ts';
import { shrink } from './prepare.ts';
import { type Campaign, type Run, tabOf } from './run.ts';
import { campaignId, campaignTab, filledRows } from './sheet.ts';
import { clearFilters, nameColumn, STRUCTURE } from './structure.ts';
import { tokensIn } from './values.ts';

/** A person settles one conflict a round, and an accepted mix-up may leave a dozen. */
const MOST_ROUNDS = 40;

/** Heals the world. Answers what is not well when it did not become quiet in as many rounds as it may take. */
export async function heal(run: Run, seed: number): Promise<readonly string[]> {
  const { world } = run;
  const random = seeded(seed ^ 0x5eed);
  await world.heal();
  await run.unfinished?.();
  const campaigns = [...run.campaigns.values()];
  let wrong: readonly string[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const commits = world.ledger.commits;
    wrong = await eachOf(campaigns, (campaign) => healCampaign(run, campaign, random));
    if (wrong.length > 0) {
      // Who does not get on presses "Prove it", which may find more to ask about.
      if (round % 3 === 2) for (const campaign of campaigns) await proveCampaign(run, campaign);
      continue;
    }
    wrong = await eachOf(campaigns, (campaign) => proveCampaign(run, campaign));
    await world.minute();
    if (wrong.length === 0 && world.ledger.commits === commits) return [];
    if (wrong.length === 0) wrong = ['Something is written in every round.'];
  }
  return wrong;
}

async function eachOf(
  campaigns: readonly Campaign[],
  what: (campaign: Campaign) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const said: string[] = [];
  for (const campaign of campaigns)
    for (const one of await what(campaign)) said.push(`${campaign.camp}: ${one}`);
  return said;
}

/** A person shows what is hidden, answers one question, and lets the add-on work. */
async function healCampaign(run: Run, campaign: Campaign, random: Random): Promise<readonly string[]> {
  const { world } = run;
  const { get } = world.person;
  if (campaign.sheetId === null || !get.tryGetSheet(campaign.sheetId)) {
    campaign.sheetId = await campaignTab(world, campaign.id);
    if (campaign.sheetId === null) return await restoreTab(run, campaign);
  }
  await showAll(run, campaign, campaign.sheetId);
  const sync = await tick(run);
  if (!sync) return ['no state'];
  if (sync.openConflicts > 0) await settleOne(run, campaign, random.whole(0, 5), random.chance(0.5));
  const held = sync.held.length === 0 ? undefined : random.pick(sync.held);
  if (held) {
    await mend(run, campaign, held, random);
    return [`held ${held.code} (rows ${held.rows.join(', ')}): ${held.message}`];
  }
  const unread = new Set<number | null>(sync.unread.map(({ row }) => row));
  const problems = sync.problems.filter(({ row }) => !unread.has(row));
  for (const { row, message } of problems) if (REFUSED_NEW.test(message)) await deleteRow(run, campaign, row);
  if (sync.state === 'saved' || (sync.state === 'unsaved' && problems.length === 0 && unread.size > 0))
    return [];
  return [
    `${sync.state}: ${sync.message ?? `${sync.unsaved} unsaved`}`,
    ...problems.map(({ row, message }) => `row ${row}: ${message}`),
  ];
}

/** What Original answers to a row that is no lead of it: a person takes it out of the tab. */
const REFUSED_NEW = /Add new leads to a campaign of your own/;

async function deleteRow(run: Run, { camp }: Campaign, sheetRow: number | null): Promise<void> {
  const tab = tabOf(run, camp);
  const row = tab ? filledRows(tab.grid).indexOf((sheetRow ?? 0) - 1) : -1;
  if (row >= 0) await STRUCTURE.deleteRows(run, { do: 'deleteRows', camp, row, rows: 1 }, { paused: false });
}

async function showAll(run: Run, { camp }: Campaign, sheetId: string): Promise<void> {
  const { world } = run;
  if (!world.person.get.isSheetVisible(sheetId)) {
    await world.person.act('SHOW_SHEET', { sheetId });
    await world.quiet();
  }
  await clearFilters(run, camp, { paused: false });
  world.lookAt(sheetId);
}

async function proveCampaign(run: Run, campaign: Campaign): Promise<readonly string[]> {
  if (campaign.sheetId !== null) run.world.lookAt(campaign.sheetId);
  const proof = await run.world.serve('prove', { campaign: campaignId(campaign.id), repair: true });
  await run.world.quiet();
  return differencesIn(proof).map((what) => `proof: ${what}`);
}

/** What the proof could not mend. A row with a cell that cannot be read is named by it, rightly, and left alone. */
function differencesIn(proof: Answer<'prove'> | null): readonly string[] {
  if (!proof) return ['cut off'];
  if (!proof.ok) return [proof.error.message];
  const { state } = proof.answer;
  const unreadable = new Set<number | null>(state.sync?.unread.map(({ row }) => row));
  const { differences } = proof.answer.proof;
  return differences
    .filter(({ row }) => !unreadable.has(row))
    .map(({ row, message, fields }) => `row ${row}: ${message} ${JSON.stringify(fields)}`);
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
  return [`its tab was gone: ${answer?.ok ? answer.answer.said : answer?.error.message}`];
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
  else if (held.code === 'no-id-columns') await lookForTab(run, campaign);
}

/** A tab that nobody could tell row from row any more was set aside: the campaign has another one. */
async function lookForTab({ world }: Run, campaign: Campaign): Promise<void> {
  const before = campaign.sheetId;
  campaign.sheetId = await campaignTab(world, campaign.id);
  if (campaign.sheetId !== null && campaign.sheetId !== before) await shrink(world, campaign.id);
}

async function mendByHand(run: Run, campaign: Campaign, held: Held): Promise<void> {
  const tab = tabOf(run, campaign.camp);
  if (!tab) return;
  const headers = (tab.grid[0] ?? []).map((cell) => String(cell).trim());
  const how = { paused: false };
  switch (held.code) {
    case 'copied-rows':
      // The person keeps the first, and deletes the last.
      await deleteRow(run, campaign, held.rows.at(-1) ?? null);
      return;
    case 'doubled-columns': {
      const names = headers.map((name) => fieldByHeader(name)?.header ?? name);
      const second = names.findIndex((name, n) => name !== '' && names.indexOf(name) < n);
      if (second >= 0) await nameColumn(run, how, tab, second, `Was double ${second}`);
      return;
    }
    case 'missing-columns': {
      const missing = FIELDS.find(({ header }) => held.message.includes(`"${header}"`));
      const renamed = headers.findIndex((name) => name.startsWith('Named '));
      if (missing && renamed >= 0) await nameColumn(run, how, tab, renamed, missing.header);
      return;
    }
    case 'missing-documents': {
      const [row = 0] = held.rows;
      const gone = (tab.grid[row - 1] ?? []).flatMap(tokensIn);
      run.world.ledger.supersede(gone, 'a person deleted the row of a lead that is gone');
      await deleteRow(run, campaign, row);
      return;
    }
    default:
      run.log.push(`nothing was done by hand about ${held.code}`);
  }
}
