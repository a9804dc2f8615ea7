/** Recording who did what: told to the bridge at once, or kept until it can be. */
import { type Action, type ActionCode, type ActionId, isActionId } from '../../model/actions.ts';
import type { CampaignId } from '../../model/lead.ts';
import { MAX_ACTIONS } from '../../model/wire.ts';
import { askBridge } from '../ask-bridge.ts';
import { utf8Length } from '../bytes.ts';
import { Failure } from '../failure.ts';
import { isAction } from '../guards.ts';
import { parseJson } from '../shapes.ts';
import { newUuid } from '../sheets/fetch.ts';
import { forgetDocument, latestDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { userEmail } from '../sheets/session.ts';
import { spreadsheetId } from '../sheets/workbook.ts';

/** A property for each: two people's actions at the same moment do not overwrite each other. */
const WAITING = 'action:';
/** Google keeps 500 KB with a document, for everything: what waits is to leave room. The oldest are kept. */
const MOST_BYTES = 60_000;
const LONGEST = 900;

/** Records it in the name of the person at the sheet. Never throws: what was done is done. `said` names no lead. */
export function recordAction(what: ActionCode, campaign: CampaignId | null, said: string): void {
  recordOnce({ id: newActionId(), at: new Date().toISOString(), by: userEmail(), campaign, what, said });
}

/** The id of an action that is still to be recorded: with it, the same action is recorded once however often it is tried. */
export function newActionId(): ActionId {
  return actionIdOf(newUuid());
}

/** The id of the action that a thing with a name of its own is recorded as. */
export function actionIdOf(name: string): ActionId {
  const id = `action.${name}`;
  if (!isActionId(id)) throw new Error(`"${id}" cannot be an action's id.`);
  return id;
}

/** Remembers it first, so that nothing that ends this run loses it, then tells the bridge. Never throws. */
export function recordOnce(action: Action): void {
  try {
    keepAndTell(action);
  } catch {
    // What is recorded here is done already: that Google keeps nothing more must not look as if it were not.
  }
}

/** The same for what leaves one campaign and comes into another: it is in the record of both. */
export function recordBetween(action: Action, from: CampaignId): void {
  recordOnce(action);
  const there = `${action.id}.from`;
  if (isActionId(there)) recordOnce({ ...action, id: there, campaign: from });
}

function keepAndTell(action: Action): void {
  const short = action.said.length > LONGEST ? `${action.said.slice(0, LONGEST)}…` : action.said;
  const entry = { [WAITING + action.id]: JSON.stringify({ ...action, said: short }) };
  const stored = latestDocument();
  if (bytesOf(waitingEntries(stored)) + bytesOf(entry) <= MOST_BYTES) writeDocument(entry);
  send([...waitingIn({ ...stored, ...entry })]);
}

/** Tells the bridge what it could not be told before. Never throws. */
export function sendActions(): void {
  send(waitingIn(latestDocument()));
}

/** What the bridge has not been told yet, oldest first. */
export function waitingIn(stored: Stored): readonly Action[] {
  return Object.values(waitingEntries(stored))
    .map(parseJson)
    .filter(isAction)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function waitingEntries(stored: Stored): Stored {
  return Object.fromEntries(Object.entries(stored).filter(([key]) => key.startsWith(WAITING)));
}

function bytesOf(entries: Stored): number {
  return Object.values(entries).reduce((sum, text) => sum + utf8Length(text), 0);
}

/** Only what the bridge read back is forgotten here. */
function send(waiting: readonly Action[]): void {
  for (let from = 0; from < waiting.length; from += MAX_ACTIONS) {
    try {
      const actions = waiting.slice(from, from + MAX_ACTIONS);
      const { recorded } = askBridge('/v1/actions/record', { spreadsheetId: spreadsheetId(), actions });
      for (const id of recorded) if (WAITING + id in latestDocument()) forgetDocument(WAITING + id);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      return;
    }
  }
}
