/** Work that needs the document for itself, begun by a person who waits for it. */
import { Failure } from './failure.ts';
import { withDocumentLock, withStepLock } from './sheets/lock.ts';

/** Milliseconds that a person's step waits while another save is under way. */
export const PATIENCE = 15_000;

/** Runs `work` under the document's lock. Throws a Failure `busy` when it is not to be had. */
export function locked<T>(work: () => T): T {
  const done = withDocumentLock(PATIENCE, work);
  if (done) return done.value;
  throw new Failure('busy', 'Another save is under way. Nothing was written; try again in a few seconds.');
}

/** Runs `work` while no other step of a campaign is under way. Throws a Failure `busy` when one is. */
export function alone<T>(work: () => T): T {
  const done = withStepLock(PATIENCE, work);
  if (done) return done.value;
  throw new Failure(
    'busy',
    'Another campaign is being changed at the moment. Nothing was done; try again in a few seconds.',
  );
}
