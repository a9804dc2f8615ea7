/** What people answer when something is held or two values stand against each other. */
import { choicesOf } from '../../addon/model/choices.ts';
import type { Held, HeldAction, HeldCode } from '../../addon/model/holds.ts';
import type { Campaign, Run } from './run.ts';
import { tokensAnywhere } from './run.ts';
import { campaignId, gridOf, nth } from './sheet.ts';
import { tokensIn } from './values.ts';

/** What is held in a campaign whose tab the person looks at, as the sidebar knows it. */
export async function heldIn(run: Run): Promise<readonly Held[]> {
  const answer = await run.world.serve('state', null);
  return answer?.ok ? (answer.answer.sync?.held ?? []) : [];
}

/** Answers the nth thing held with the nth of its choices. */
export async function decide(run: Run, campaign: Campaign, n: number): Promise<void> {
  const held = nth(await heldIn(run), n);
  const choice = held && nth(choicesOf(held.code, campaign.kind), n);
  if (held && choice) await answerHeld(run, campaign, held, choice.action);
}

/** Answers that say of some value that it goes. Whatever else disappears with any answer is lost. */
const TAKES_AWAY: ReadonlySet<`${HeldCode} ${HeldAction}`> = new Set([
  'mass-change undo',
  'mass-change accept',
  'mass-clear undo',
  'mass-clear accept',
  'emptied-rows accept',
  'missing-documents remove',
  'shuffled-rows accept',
  'replaced-leads undo',
  'replaced-leads accept',
] as const);

/** Presses a button of something held; answers the server's sentence when it was refused, null when it was done. */
export async function answerHeld(
  run: Run,
  campaign: Campaign,
  held: Held,
  action: HeldAction,
): Promise<string | null> {
  const { world } = run;
  const before = tokensAnywhere(run);
  if (action === 'accept') loosenRows(run, campaign, held);
  const { code, mark } = held;
  const answer = await world.serve('settleHeld', { campaign: campaignId(campaign.id), code, mark, action });
  await world.quiet();
  run.log.push(
    `held ${code} ${action}: ${answer === null ? 'cut off' : answer.ok ? answer.answer.said : answer.error.message}`,
  );
  if (TAKES_AWAY.has(`${code} ${action}`)) {
    const after = tokensAnywhere(run);
    world.ledger.supersede(
      [...before].filter((token) => !after.has(token)),
      `"${action}" was chosen for ${code}`,
    );
  }
  return answer?.ok ? null : (answer?.error.message ?? 'cut off');
}

/**
 * Rows that a person accepts as they stand say by that whose their values are, whatever they were before: of copies the
 * whole rows, of others what row and document do not both say.
 */
function loosenRows(run: Run, campaign: Campaign, { code }: Held): void {
  if (campaign.sheetId === null || !run.world.person.get.tryGetSheet(campaign.sheetId)) return;
  const grid = gridOf(run.world.person, campaign.sheetId);
  const { ledger } = run.world;
  const lead = (grid[0] ?? []).indexOf('_lead');
  const ids = grid.map((line) => String(line[lead] ?? ''));
  for (const [row, id] of ids.entries()) {
    const copied = id !== '' && ids.indexOf(id) !== ids.lastIndexOf(id);
    const shown = (grid[row] ?? []).flatMap(tokensIn);
    const stored = tokensIn(ledger.store.get(id));
    if (code === 'copied-rows' && copied) ledger.loosen([...shown, ...stored]);
    if (code === 'shuffled-rows' || code === 'replaced-leads')
      ledger.loosen(
        [...shown, ...stored].filter((token) => !shown.includes(token) || !stored.includes(token)),
      );
  }
}

/** Settles the nth open conflict of a campaign. */
export async function settleOne(run: Run, campaign: Campaign, n: number, take: boolean): Promise<boolean> {
  const { world } = run;
  const listed = await world.serve('conflicts', { campaign: campaignId(campaign.id) });
  const conflict = listed?.ok ? nth(listed.answer.conflicts, n) : undefined;
  if (!conflict) return false;
  const { id, now } = conflict;
  // Whoever takes the other value saw the present one, and means that it goes.
  const choice = take && !conflict.gone ? 'take' : 'keep';
  const before = tokensAnywhere(run);
  const answer = await world.serve('settleConflicts', {
    campaign: campaignId(campaign.id),
    choices: [{ id, choice, now }],
  });
  await world.quiet();
  if (choice === 'take') {
    const after = tokensAnywhere(run);
    world.ledger.supersede(
      tokensIn(now).filter((token) => before.has(token) && !after.has(token)),
      'the other value of a conflict was taken',
    );
  }
  run.log.push(`conflict ${choice}: ${answer?.ok ? answer.answer.results[0]?.message : 'refused'}`);
  return answer?.ok === true;
}
