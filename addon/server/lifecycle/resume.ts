/** What was begun and cut off is ended: by whoever comes next, a sidebar or the minute trigger. */
import { Failure } from '../failure.ts';
import { sendActions, waitingIn } from '../people/record.ts';
import { withStepLock } from '../sheets/lock.ts';
import { latestDocument, readDocument } from '../sheets/properties.ts';
import { adoptionsUnderWay, finishAdopting } from './adopt.ts';
import { carryMove, movesUnderWay } from './moving.ts';
import { carryOut } from './step.ts';
import { stepsUnderWay } from './under-way.ts';

/** Ends what is under way, and tells the bridge what it could not be told before. True: something may be different now. */
export function catchUp(): boolean {
  if (waitingIn(latestDocument()).length > 0) sendActions();
  return endWhatBegan();
}

/**
 * Ends what is under way, unless somebody is at it at this moment. Answers whether there was anything. Never throws for
 * the bridge or a tab: what cannot be ended now is tried again.
 */
function endWhatBegan(): boolean {
  const stored = latestDocument();
  if (stepsUnderWay(stored).length + adoptionsUnderWay(stored).length + movesUnderWay(stored).length === 0)
    return false;
  withStepLock(0, () => {
    for (const step of stepsUnderWay(readDocument())) attempt(() => carryOut(step));
    for (const id of adoptionsUnderWay(readDocument())) attempt(() => finishAdopting(id));
    endMoves();
  });
  return true;
}

function attempt(work: () => unknown): void {
  try {
    work();
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
  }
}

/** Ends moves of leads that were cut off. Never throws for the bridge or a tab. */
export function endMoves(): void {
  for (const moving of movesUnderWay(readDocument())) attempt(() => carryMove(moving));
}
