/** What the whole workbook remembers: the apostrophe rule, the connection's last answer, whose triggers run and when. */
import type { ApostropheRule } from '../model/text.ts';
import { storedObject } from './campaigns/campaigns.ts';
import { either, type Guard, isCount, isNull, isText, listOf, shape } from './shapes.ts';
import type { Stored } from './sheets/properties.ts';

const APOSTROPHE = 'apostrophe';
const TRIGGERS = 'triggers';
const BEAT = 'beat';
const CONNECTION = 'connection';
const ORIGINALS = 'originals';

/** What a probe cell found; null until one was asked. */
export function apostropheIn(stored: Stored): ApostropheRule | null {
  const rule = stored[APOSTROPHE];
  return rule === 'stored' || rule === 'hidden' ? rule : null;
}

export function apostropheEntry(rule: ApostropheRule): Stored {
  return { [APOSTROPHE]: rule };
}

/** Whose triggers send edits by themselves. */
export interface TriggerOwner {
  /** E-mail; '' where Google did not tell. */
  readonly owner: string;
  /** When they were installed, ISO 8601 UTC. */
  readonly at: string;
  /** Google's ids of them; absent where an older version installed them. */
  readonly ids?: readonly string[];
}

const isOwner: Guard<TriggerOwner> = either(
  shape({ owner: isText, at: isText, ids: listOf(isText) }),
  shape({ owner: isText, at: isText }),
);

export function triggerOwnerIn(stored: Stored): TriggerOwner | null {
  return storedObject(stored, TRIGGERS, isOwner);
}

export function triggerEntry(owner: TriggerOwner): Stored {
  return { [TRIGGERS]: JSON.stringify(owner) };
}

/** The last run of the minute trigger. */
export interface Beat {
  /** ISO 8601 UTC */
  readonly at: string;
  /** E-mail of whose trigger it was; '' where Google did not tell. */
  readonly by: string;
  /** Google's id of that trigger; '' where it did not tell. */
  readonly id: string;
}

const isBeat: Guard<Beat> = shape({ at: isText, by: isText, id: isText });

export function beatIn(stored: Stored): Beat | null {
  return storedObject(stored, BEAT, isBeat);
}

export function beatEntry(beat: Beat): Stored {
  return { [BEAT]: JSON.stringify(beat) };
}

/** How the last call to the bridge ended: null in `failure` is well. */
export interface LastAnswer {
  readonly url: string;
  readonly failure: string | null;
}

const isLastAnswer: Guard<LastAnswer> = shape({ url: isText, failure: either(isNull, isText) });

export function lastAnswerIn(stored: Stored): LastAnswer | null {
  return storedObject(stored, CONNECTION, isLastAnswer);
}

export function lastAnswerEntry(answer: LastAnswer): Stored {
  return { [CONNECTION]: JSON.stringify(answer) };
}

/** How many original leads Sanity holds, and when it was asked (ISO 8601 UTC). */
export interface Originals {
  readonly count: number;
  readonly at: string;
}

const isOriginals: Guard<Originals> = shape({ count: isCount, at: isText });

export function originalsIn(stored: Stored): Originals | null {
  return storedObject(stored, ORIGINALS, isOriginals);
}

export function originalsEntry(originals: Originals): Stored {
  return { [ORIGINALS]: JSON.stringify(originals) };
}
