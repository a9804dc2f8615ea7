/** What the add-on uses of Google's daily quotas: counted as it works, kept with the document, asked before more is done. */
import type { Pace } from '../calls.ts';
import {
  CONSUMER_QUOTAS,
  decodeUsage,
  encodeUsage,
  type Spent,
  spend,
  type Usage,
  WORKSPACE_QUOTAS,
} from '../model/governor.ts';
import { shortHash } from '../model/hash.ts';
import {
  type Account,
  editsMaySend,
  type MinuteWork,
  minuteWork,
  paceOf,
  tickSeconds,
} from '../model/pace.ts';
import { beatIn, triggerOwnerIn } from './settings.ts';
import { requestsMade } from './sheets/fetch.ts';
import {
  hasWorkspaceAccounts,
  latestDocument,
  propertiesUsed,
  type Stored,
  setRider,
} from './sheets/properties.ts';
import { userEmail } from './sheets/session.ts';

/** Quotas are each person's own: pages run as whoever looks at them, triggers as whoever installed them. */
type Part = 'pages' | 'minutes' | 'edits';

const USAGE = 'usage:';
const BEGUN = Date.now();
/** Seconds of a run that no clock of its own sees: starting, and what follows the last write. */
const UNSEEN_SECONDS = 0.4;

/** From here on this execution's use is counted as this part's; every write of properties takes the count along. */
export function countAs(part: Part): void {
  let counted: Spent = { fetches: 0, properties: 0, seconds: 0 };
  const key = () => USAGE + (part === 'pages' ? pagesKey(userEmail()) : part);
  setRider(() => {
    const now = Date.now();
    const seconds = part === 'pages' ? 0 : (now - BEGUN) / 1000 + UNSEEN_SECONDS;
    const all: Spent = { fetches: requestsMade(), properties: propertiesUsed(), seconds };
    const more: Spent = {
      fetches: all.fetches - counted.fetches,
      properties: all.properties - counted.properties,
      seconds: all.seconds - counted.seconds,
    };
    counted = all;
    return { [key()]: encodeUsage(spend(usageIn(latestDocument(), key()), more, now)) };
  });
}

/** Entries that begin the triggers' count afresh, when they become another person's. */
export function newTriggersCount(): Stored {
  return { [`${USAGE}minutes`]: '', [`${USAGE}edits`]: '' };
}

/** The pace that the person at the sheet is told. */
export function paceFor(stored: Stored, user: string, campaigns: number): Pace {
  return paceOf(accountOf(stored, user), accountOf(stored, ownerIn(stored)), campaigns, Date.now());
}

/** False while an open sidebar should leave Sanity and the tabs alone unless a person asks. */
export function mayLook(stored: Stored): boolean {
  return tickSeconds(accountOf(stored, userEmail()), 0, Date.now()) !== null;
}

/** What this run of the minute trigger may do. */
export function minuteWorkIn(stored: Stored, campaigns: number): MinuteWork {
  return minuteWork(accountOf(stored, ownerIn(stored)), campaigns, Date.now());
}

/** False once even an edit has to wait. */
export function mayEditsSend(stored: Stored): boolean {
  return editsMaySend(accountOf(stored, ownerIn(stored)), Date.now());
}

/** The account of a person; whose the triggers are is not always known, and then they count for everybody. */
function accountOf(stored: Stored, email: string): Account {
  const owner = ownerIn(stored);
  const hasTriggers = email === owner || email === '' || owner === '';
  return {
    pages: usageIn(stored, USAGE + pagesKey(email)),
    minutes: hasTriggers ? usageIn(stored, `${USAGE}minutes`) : null,
    edits: hasTriggers ? usageIn(stored, `${USAGE}edits`) : new Map(),
    quotas: hasWorkspaceAccounts() ? WORKSPACE_QUOTAS : CONSUMER_QUOTAS,
  };
}

function ownerIn(stored: Stored): string {
  return beatIn(stored)?.by || triggerOwnerIn(stored)?.owner || '';
}

function usageIn(stored: Stored, key: string): Usage {
  return decodeUsage(stored[key] ?? '');
}

/** An e-mail does not belong into the name of a property. */
function pagesKey(email: string): string {
  return `pages:${shortHash(email)}`;
}
