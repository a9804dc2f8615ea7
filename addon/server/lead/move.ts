/** A lead goes to another campaign. */
import type { Calls } from '../../calls.ts';
import type { CampaignId, LeadId } from '../../model/lead.ts';
import { isSynced } from '../../model/lifecycle.ts';
import { isChanged, type TabRow } from '../../model/tab.ts';
import { type CampaignRecord, campaignById } from '../campaigns/campaigns.ts';
import { COPIED, isCopied } from '../campaigns/open-tab.ts';
import { Failure } from '../failure.ts';
import { stateNow } from '../lifecycle/after.ts';
import { carryMove } from '../lifecycle/moving.ts';
import { alone, PATIENCE } from '../locked.ts';
import { newActionId } from '../people/record.ts';
import { requireRight } from '../people/rights.ts';
import { newUuid } from '../sheets/fetch.ts';
import { readDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { fetchLeads } from '../sync/fetch-leads.ts';
import { runPass } from '../sync/pass.ts';
import { passAfter } from '../sync/pass-after.ts';

const SECONDS = 60;

/** Moves or copies it. Throws a Failure that says why not; what is not certain yet is finished by itself. */
export function moveLead({ from, to, lead, copy }: Calls['moveLead']['ask']): Calls['moveLead']['answer'] {
  requireRight('create');
  const { newId, said } = alone(() => {
    const [source, target] = requirePair(from, to, copy);
    const hasRow = requireRow(source, lead);
    const { moved, stayed } = carryMove({
      moveId: newUuid(),
      from,
      to,
      copy,
      rows: hasRow ? [lead] : [],
      resting: hasRow ? [] : [lead],
      at: new Date().toISOString(),
      by: userEmail(),
      action: newActionId(),
    });
    const [done] = moved;
    if (!done) throw new Failure('sheet-refused', stayed[0]?.message ?? 'The lead stays where it was.');
    const where = `"${target.name}"`;
    return {
      newId: done.newId,
      said: copy ? `A copy is in ${where} now.` : `The lead is in ${where} now, with its conversation.`,
    };
  });
  passAfter(to);
  if (!copy) passAfter(from);
  return { said, lead: newId, state: stateNow() };
}

/** The two campaigns, if leads may go from the one to the other. */
export function requirePair(
  from: CampaignId,
  to: CampaignId,
  copy: boolean,
): readonly [CampaignRecord, CampaignRecord] {
  const stored = readDocument();
  const [source, target] = [campaignById(stored, from), campaignById(stored, to)];
  const refuse = (why: string) => new Failure('bad-request', `${why} Nothing was done.`);
  if (!source || !target)
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  if (isCopied(source) || isCopied(target)) throw new Failure('sheet-refused', COPIED);
  if (from === to) throw refuse(`It is in "${source.name}" already.`);
  if (target.kind === 'original')
    throw refuse(
      'Nothing is added to the original leads: they are those from before Leadsheet, which other tools live on. Choose another campaign.',
    );
  if (source.kind === 'original' && !copy)
    throw refuse(
      'An original lead stays where it is, because other tools look for it there. Copy it instead.',
    );
  for (const { name, state, laidOut } of [source, target]) {
    if (!isSynced(state)) throw refuse(`"${name}" is ${state}. Restore it first.`);
    if (!laidOut) throw refuse(`The tab of "${name}" is still being made. Wait until it is.`);
  }
  return [source, target];
}

/** Sends what is unsaved, then looks for the lead's row. False: it rests in Sanity without one. */
function requireRow(campaign: CampaignRecord, lead: LeadId): boolean {
  const { failure, tab, status } = runPass({ campaign, seconds: SECONDS, patience: PATIENCE });
  if (failure) throw new Failure(failure.code, `The lead was not moved. ${failure.message}`);
  const rows = tab.rows.filter(({ id }) => id === lead);
  const [row] = rows;
  const refuse = (why: string) => new Failure('sheet-refused', `The lead was not moved: ${why}`);
  if (rows.length > 1) throw refuse('two rows stand for it. Settle that first, under “Needs attention”.');
  if (row && isSettled(row)) return true;
  if (row) {
    const why = status.problems.find((one) => one.row === row.index + 2)?.message;
    throw refuse(
      `row ${row.index + 2} is not saved in Sanity. ${why ?? 'Look under “Needs attention” why.'}`,
    );
  }
  if (fetchLeads(campaign, [lead]).has(lead)) return false;
  throw new Failure('not-found', `There is no such lead in "${campaign.name}". Nothing was done.`);
}

/** True for a row that says just what was read back from Sanity. */
export function isSettled(row: TabRow): boolean {
  return row.base !== null && [...row.fields, ...row.extras].every((cell) => !isChanged(cell));
}
