/** Finishing erasures that a run left behind when Google ended it. */
import { failureOf } from '../failure.ts';
import { withDocumentLock } from '../sheets/lock.ts';
import { readDocument, type Stored, writeDocument } from '../sheets/properties.ts';
import { rememberAnswer } from '../sync/follow.ts';
import { forgetIntent, type Intent, intentEntry, intentsIn } from './intent.ts';
import { carryOut } from './person.ts';

/** What cannot be finished so often is given up: what is left is held for a person as leads missing on one side. */
const MOST_TRIES = 30;

/** Takes up what was begun. Costs nothing where nothing was; never throws. Whoever confirmed it had the right to. */
export function finishForgetting(stored: Stored): void {
  if (intentsIn(stored).length === 0) return;
  try {
    withDocumentLock(0, () => {
      for (const intent of intentsIn(readDocument())) finish(intent);
    });
  } catch (thrown) {
    rememberAnswer(stored, failureOf(thrown));
  }
}

function finish(intent: Intent): void {
  const again = { ...intent, tries: intent.tries + 1 };
  if (again.tries > MOST_TRIES) forgetIntent(intent);
  else {
    writeDocument(intentEntry(again));
    carryOut(again);
  }
}
