/** Days, people and what stands in the way, as the management pages write them. */
import type { SidebarState } from '../../../calls.ts';
import type { CampaignState } from '../../../model/lifecycle.ts';
import { momentOf } from '../../ui/words.ts';

/** `23 December 2026`; the text itself where it is no time. */
export function dayWords(iso: string): string {
  const moment = momentOf(iso);
  if (moment === null) return iso;
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(moment);
}

/** Who did something; Google does not always tell. */
export function whoWords(email: string, user: string): string {
  if (email === '') return 'someone whom Google does not name';
  return email === user ? 'you' : email;
}

const STATE_WORDS: { readonly [S in CampaignState]: string } = {
  draft: 'Draft',
  active: 'Active',
  archived: 'Archived',
  deleted: 'Deleted',
};

interface Standing {
  readonly state: CampaignState;
  readonly stateAt: string;
  readonly stateBy: string;
}

/** `Archived on 3 March 2026 by you` */
export function standingWords({ state, stateAt, stateBy }: Standing, user: string): string {
  if (stateAt === '') return STATE_WORDS[state];
  const since = state === 'draft' || state === 'active' ? 'since' : 'on';
  return `${STATE_WORDS[state]} ${since} ${dayWords(stateAt)}, by ${whoWords(stateBy, user)}`;
}

/** Why nothing at all can be managed just now; null where it can. */
export function standstill({ connection, isCopy }: SidebarState): string | null {
  if (isCopy)
    return 'This is a copy of the live spreadsheet, and stays still until somebody decides which of them is live.';
  switch (connection.state) {
    case 'ok':
      return null;
    case 'unset':
      return 'This spreadsheet is not connected to the bridge yet, so nothing can be changed here. Connect it first, in the settings.';
    case 'failing':
      return 'Sanity is out of reach, so nothing can be changed here just now. What is typed stays here.';
  }
}
