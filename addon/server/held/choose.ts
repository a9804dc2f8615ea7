/** A person chose about something held: it is looked for again, and only if it is just as they saw it, done. */
import type { Calls } from '../../calls.ts';
import { choicesOf } from '../../model/choices.ts';
import type { HeldAction, HeldCode } from '../../model/holds.ts';
import { campaignById } from '../campaigns/campaigns.ts';
import { COPIED, isCopied } from '../campaigns/open-tab.ts';
import { restoreTab } from '../campaigns/restore-tab.ts';
import { Failure } from '../failure.ts';
import { readDocument } from '../sheets/properties.ts';
import { passAfter } from '../sync/pass-after.ts';
import { archiveLeads, removeLeadless, restoreDocuments, restoreRows } from './absent.ts';
import { acceptHeld } from './accept.ts';
import { restoreColumns, restoreIdColumns } from './columns.ts';
import { fillHeadings } from './headings.ts';
import type { HeldAct } from './order.ts';
import { makeNewLeads, putIdsBack, removeCopies } from './rows.ts';
import { putBack, takeBack } from './values.ts';

const ACTS: { readonly [C in HeldCode]: { readonly [A in HeldAction]?: HeldAct } } = {
  'copied-rows': { remove: removeCopies, accept: makeNewLeads },
  'moved-cells': { undo: putIdsBack },
  'emptied-rows': { undo: takeBack, accept: acceptHeld },
  'shuffled-rows': { undo: putBack, accept: acceptHeld },
  'replaced-leads': { undo: takeBack, accept: acceptHeld },
  'mass-change': { undo: takeBack, accept: acceptHeld },
  'mass-clear': { undo: takeBack, accept: acceptHeld },
  'missing-rows': { restore: restoreRows, archive: archiveLeads },
  'missing-documents': { restore: restoreDocuments, remove: removeLeadless },
  'missing-columns': { restore: restoreColumns },
  'no-id-columns': { restore: restoreIdColumns },
  'missing-tab': { restore: ({ campaign }) => restoreTab(campaign) },
  'doubled-columns': {},
  'wrong-headings': { undo: fillHeadings },
  'long-headings': {},
};

/** Does what a person chose; answers what was done in a sentence. Throws a Failure when it was not, or not wholly. */
export function settleHeld({ campaign: id, code, mark, action }: Calls['settleHeld']['ask']): string {
  const campaign = campaignById(readDocument(), id);
  if (!campaign)
    throw new Failure('not-found', 'This spreadsheet does not know that campaign. Reload the sidebar.');
  if (isCopied(campaign)) throw new Failure('sheet-refused', COPIED);
  const offered = choicesOf(code, campaign.kind).some((choice) => choice.action === action);
  const act = offered ? ACTS[code][action] : undefined;
  if (!act) throw new Failure('bad-request', 'That cannot be done about this. Nothing was done.');
  const said = act({ campaign, code, mark });
  passAfter(id);
  return said;
}
